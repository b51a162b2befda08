import { computed, firstOutOfRange, type Outcome, positive, refused } from '../result.ts';

/** View factors of a vertical, a horizontal and the best turned target. */
export type ViewFactors = { readonly vertical: number; readonly horizontal: number; readonly maximum: number };

/**
 * View factors of an upright cylindrical flame seen by a small target at ground level (Mudan 1984, closed form).
 *
 * h = H/R, S = X/R with X the distance from the flame's axis. Checked against direct double integration to 1e-6; several
 * printed worked examples are a factor 2.6-3 low. Refuses a target inside or on the flame (S ≤ 1).
 */
export function cylinderViewFactors(x: {
  readonly flameHeightM: number;
  readonly flameRadiusM: number;
  readonly distanceM: number;
}): Outcome<ViewFactors> {
  const bad = firstOutOfRange(
    positive('flameHeightM', x.flameHeightM, 1000),
    positive('flameRadiusM', x.flameRadiusM, 1000),
    positive('distanceM', x.distanceM, 1e5),
  );
  if (bad) return bad;
  const s = x.distanceM / x.flameRadiusM;
  if (s <= 1)
    return refused('view_factor.inside_flame', { field: 'distanceM', value: x.distanceM, min: x.flameRadiusM });
  return computed(cylinderViewFactorsAt(x.flameHeightM / x.flameRadiusM, s));
}

/** The closed form itself for S > 1 (checked once by the caller). */
export function cylinderViewFactorsAt(h: number, s: number): ViewFactors {
  const a = (h * h + s * s + 1) / (2 * s);
  const b = (1 + s * s) / (2 * s);
  const low = Math.sqrt((s - 1) / (s + 1));
  const arcA = Math.atan(Math.sqrt(((a + 1) * (s - 1)) / ((a - 1) * (s + 1)))) / Math.sqrt(a * a - 1);
  const arcB = Math.atan(Math.sqrt(((b + 1) * (s - 1)) / ((b - 1) * (s + 1)))) / Math.sqrt(b * b - 1);
  const vertical = (Math.atan(h / Math.sqrt(s * s - 1)) / s - (h / s) * (Math.atan(low) - a * arcA)) / Math.PI;
  const horizontal = ((b - 1 / s) * arcB - (a - 1 / s) * arcA) / Math.PI;
  return { vertical, horizontal, maximum: Math.hypot(vertical, horizontal) };
}

/**
 * View factor of a sphere for a target at ground that faces it: (D/2)²/(X²+h²), and for a vertical target
 * X(D/2)²/(X²+h²)^{3/2}. @param centreHeightM h; 0 puts the sphere's centre at the target's height
 */
export function sphereViewFactor(x: {
  readonly diameterM: number;
  readonly distanceM: number;
  readonly centreHeightM: number;
}): Outcome<{ vertical: number; facing: number }> {
  const bad = firstOutOfRange(
    positive('diameterM', x.diameterM, 5000),
    { field: 'distanceM', value: x.distanceM, min: 0, max: 1e6 },
    { field: 'centreHeightM', value: x.centreHeightM, min: 0, max: 1e4 },
  );
  if (bad) return bad;
  const square = x.distanceM ** 2 + x.centreHeightM ** 2;
  const r2 = (x.diameterM / 2) ** 2;
  if (square < r2) return refused('view_factor.inside_flame', { field: 'distanceM', value: x.distanceM });
  return computed({ vertical: (x.distanceM * r2) / square ** 1.5, facing: r2 / square });
}
