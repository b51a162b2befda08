import { TNT_ENERGY_J_KG } from '../constants.ts';
import { bisect } from '../math/bisect.ts';
import { between, computed, firstOutOfRange, type Outcome, positive } from '../result.ts';

/** Swisdak 1994: P[kPa] = exp(Σaᵢ(ln Z)ⁱ), surface burst, incident; each row up to its zMax, m/kg^⅓. */
export const SWISDAK_INCIDENT: readonly { readonly zMax: number; readonly a: readonly number[] }[] = [
  { zMax: 2.9, a: [7.2106, -2.1069, -0.3229, 0.1117, 0.0685] },
  { zMax: 23.8, a: [7.5938, -3.0523, 0.40977, 0.0261, -0.01267] },
  { zMax: 198.5, a: [6.0536, -1.4066] },
];

/** Scaled distances that the fit covers, m/kg^⅓. */
export const SWISDAK_RANGE = [0.2, 198.5] as const;

/** The fit itself, kPa; NaN where it has no support (Z outside SWISDAK_RANGE). */
export function kingeryBulmashKpa(z: number): number {
  if (!(z >= SWISDAK_RANGE[0] && z <= SWISDAK_RANGE[1])) return Number.NaN;
  const row = SWISDAK_INCIDENT.find((r) => z <= r.zMax) ?? { a: [6.0536, -1.4066] };
  const ln = Math.log(z);
  let sum = 0;
  for (let i = row.a.length - 1; i >= 0; i--) sum = sum * ln + (row.a[i] ?? 0);
  return Math.exp(sum);
}

/**
 * Incident overpressure of a TNT surface burst, kPa (simplified Kingery-Bulmash, Swisdak 1994; table of ADA526744
 * reproduced within 0.3 %). Refuses outside Z = R/W^⅓ 0.2-198.5 m/kg^⅓.
 */
export function tntOverpressure(x: {
  readonly tntMassKg: number;
  readonly distanceM: number;
}): Outcome<{ overpressureKpa: number; scaledDistance: number }> {
  const bad = firstOutOfRange(positive('tntMassKg', x.tntMassKg, 1e8), positive('distanceM', x.distanceM, 1e5));
  if (bad) return bad;
  const z = x.distanceM / x.tntMassKg ** (1 / 3);
  const range = firstOutOfRange(between('scaledDistance', z, SWISDAK_RANGE));
  return range ?? computed({ overpressureKpa: kingeryBulmashKpa(z), scaledDistance: z });
}

/** Distance at which the incident overpressure falls to a value, m. Refuses values that the fit does not reach. */
export function tntDistance(x: { readonly tntMassKg: number; readonly overpressureKpa: number }): Outcome<number> {
  const bad = firstOutOfRange(
    positive('tntMassKg', x.tntMassKg, 1e8),
    between('overpressureKpa', x.overpressureKpa, [
      kingeryBulmashKpa(SWISDAK_RANGE[1]),
      kingeryBulmashKpa(SWISDAK_RANGE[0]),
    ]),
  );
  if (bad) return bad;
  const z = bisect((v) => kingeryBulmashKpa(v) - x.overpressureKpa, SWISDAK_RANGE[0], SWISDAK_RANGE[1]);
  return computed(z * x.tntMassKg ** (1 / 3));
}

/**
 * TNT equivalent W = α·m·ΔHc/Q_TNT (×1.8 when the Chinese VCE form's ground factor is asked for), kg.
 * α 0.03 by default (0.01-0.10; AQ/T 0.04 from memory); Q_TNT 4.68 MJ/kg (4.52 in Chinese texts).
 */
export function tntEquivalent(x: {
  readonly massKg: number;
  readonly heatOfCombustionJKg: number;
  readonly yieldFraction?: number;
  readonly tntEnergyJKg?: number;
  readonly groundFactor?: number;
}): Outcome<number> {
  const alpha = x.yieldFraction ?? 0.03;
  const bad = firstOutOfRange(
    positive('massKg', x.massKg, 1e8),
    between('heatOfCombustionJKg', x.heatOfCombustionJKg, [1e5, 2e8]),
    between('yieldFraction', alpha, [0.001, 1]),
    between('tntEnergyJKg', x.tntEnergyJKg ?? TNT_ENERGY_J_KG, [4e6, 5e6]),
    between('groundFactor', x.groundFactor ?? 1, [1, 2]),
  );
  if (bad) return bad;
  return computed(
    ((x.groundFactor ?? 1) * alpha * x.massKg * x.heatOfCombustionJKg) / (x.tntEnergyJKg ?? TNT_ENERGY_J_KG),
  );
}

/** EPA screening: distance to 1 psi = 17·(0.1·m·ΔHc/ΔHc_TNT)^⅓, m (from memory). */
export function epaDistanceOnePsi(massKg: number, heatOfCombustionJKg: number): Outcome<number> {
  const bad = firstOutOfRange(
    positive('massKg', massKg, 1e8),
    between('heatOfCombustionJKg', heatOfCombustionJKg, [1e5, 2e8]),
  );
  return bad ?? computed(17 * ((0.1 * massKg * heatOfCombustionJKg) / TNT_ENERGY_J_KG) ** (1 / 3));
}
