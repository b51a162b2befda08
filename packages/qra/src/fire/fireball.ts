import { computed, firstOutOfRange, notNegative, type Outcome, positive } from '../result.ts';

/** Correlations of a BLEVE's fireball. */
export type FireballSet = 'ccps' | 'tno' | 'gost';

/** Size and time of a fireball. */
export type Fireball = { readonly diameterM: number; readonly durationS: number; readonly centreHeightM: number };

/**
 * Fireball of M kg of flammable: CCPS D=5.8M^⅓, t=.45M^⅓ (<30 t) or 2.6M^{1/6}, centre .75D; TNO D=6.48M^.325, t=.852M^.26;
 * GOST D=5.33M^.327, t=.92M^.303, centre D/2. Sources: two each (reference §1.6). Range 1-5·10⁶ kg.
 */
export function fireball(massKg: number, set: FireballSet = 'ccps'): Outcome<Fireball> {
  const bad = firstOutOfRange({ field: 'massKg', value: massKg, min: 1, max: 5e6 });
  return bad ?? computed(fireballOf(massKg, set));
}

/** The correlations themselves, unchecked. */
export function fireballOf(massKg: number, set: FireballSet): Fireball {
  if (set === 'gost') {
    const diameterM = 5.33 * massKg ** 0.327;
    return { diameterM, durationS: 0.92 * massKg ** 0.303, centreHeightM: diameterM / 2 };
  }
  if (set === 'tno') {
    const diameterM = 6.48 * massKg ** 0.325;
    return { diameterM, durationS: 0.852 * massKg ** 0.26, centreHeightM: diameterM };
  }
  const diameterM = 5.8 * massKg ** (1 / 3);
  const durationS = massKg < 30_000 ? 0.45 * massKg ** (1 / 3) : 2.6 * massKg ** (1 / 6);
  return { diameterM, durationS, centreHeightM: 0.75 * diameterM };
}

/** Radiant share χ = 0.27·P[MPa]^0.32 by pressure at failure, within 0.25-0.4 (CCPS). */
export const radiantFraction = (burstPressurePa: number): number =>
  Math.min(0.4, Math.max(0.25, 0.27 * (burstPressurePa / 1e6) ** 0.32));

/** Surface emissive power χMΔHc/(πD²t), kW/m², capped at 400 (the literature's 350-400). */
export const fireballSurfacePowerKwM2 = (x: {
  readonly massKg: number;
  readonly heatOfCombustionJKg: number;
  readonly ball: Fireball;
  readonly radiantFraction: number;
}): number =>
  Math.min(
    400,
    (x.radiantFraction * x.massKg * x.heatOfCombustionJKg) /
      (Math.PI * x.ball.diameterM ** 2 * x.ball.durationS) /
      1000,
  );

/**
 * GOST 12.3.047-98 Annex D: q = Ef·F·τ with F = (H/D+0.5)/(4[(H/D+0.5)²+(r/D)²]^1.5), H = D/2,
 * τ = exp(−7·10⁻⁴(√(r²+H²) − D/2)). @returns heat flux kW/m², duration, diameter
 */
export function fireballHeatFluxGost(x: {
  readonly massKg: number;
  readonly distanceM: number;
  readonly surfacePowerKwM2?: number;
}): Outcome<{
  heatFluxKwM2: number;
  durationS: number;
  diameterM: number;
  viewFactor: number;
  transmissivity: number;
}> {
  const bad = firstOutOfRange(
    { field: 'massKg', value: x.massKg, min: 1, max: 5e6 },
    notNegative('distanceM', x.distanceM, 1e5),
    positive('surfacePowerKwM2', x.surfacePowerKwM2 ?? 450, 600),
  );
  if (bad) return bad;
  const { diameterM, durationS, centreHeightM } = fireballOf(x.massKg, 'gost');
  const up = centreHeightM / diameterM + 0.5;
  const viewFactor = up / (4 * (up * up + (x.distanceM / diameterM) ** 2) ** 1.5);
  const tau = Math.exp(-7e-4 * (Math.hypot(x.distanceM, centreHeightM) - diameterM / 2));
  return computed({
    heatFluxKwM2: (x.surfacePowerKwM2 ?? 450) * viewFactor * tau,
    durationS,
    diameterM,
    viewFactor,
    transmissivity: tau,
  });
}
