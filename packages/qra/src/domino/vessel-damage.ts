import { normalCdf } from '../math/normal.ts';
import { between, computed, firstOutOfRange, notNegative, type Outcome, positive } from '../result.ts';

/** How a vessel takes harm. */
export type VesselKind = 'atmospheric' | 'pressurised' | 'elongated' | 'small';

/**
 * Screening thresholds (Cozzani 2006, from memory): heat kW/m² for ≥ 10 min, overpressure kPa, fragments m. Chinese screening
 * often uses 37.5 / 12.5 kW/m². Elongated and small equipment take the pressurised heat threshold (our assumption).
 */
export const DOMINO_THRESHOLDS = {
  id: 'cozzani-2006',
  version: '1',
  certainty: 'memory',
  heatKwM2: { atmospheric: 15, pressurised: 45, elongated: 45, small: 45 },
  overpressureKpa: { atmospheric: 22, pressurised: 16, elongated: 31, small: 37 },
  /** A fireball's heat that breaks an atmospheric tank outside it, kW/m²; pressurised ones fail only when engulfed. */
  fireballKwM2: 100,
  fragmentReachM: 800,
} as const;

/** Overpressure probits Y = a + b·ln ΔP(Pa) (Cozzani & Salzano 2004, from memory). */
export const OVERPRESSURE_DAMAGE = {
  atmospheric: { a: -18.96, b: 2.44 },
  pressurised: { a: -42.44, b: 4.33 },
  elongated: { a: -28.07, b: 3.16 },
  small: { a: -17.79, b: 2.18 },
} as const;

/**
 * Time to failure in a steady heat flux, s: atmospheric ln ttf = −1.128 ln I − 2.667·10⁻⁵V + 9.877; pressurised (and, by our
 * assumption, elongated and small) ln ttf = −.947 ln I + 8.835V^.032. I kW/m², V m³.
 * Source: Cozzani 2005 / Landucci 2009. Range I 1-400 kW/m², V 1-25 000 m³ (atmospheric), 1-2·10⁴ (pressurised).
 */
export function timeToFailure(x: {
  readonly heatFluxKwM2: number;
  readonly volumeM3: number;
  readonly kind: VesselKind;
}): Outcome<number> {
  const bad = firstOutOfRange(
    between('heatFluxKwM2', x.heatFluxKwM2, [1, 1000]),
    positive('volumeM3', x.volumeM3, 2e5),
  );
  if (bad) return bad;
  const largest = x.kind === 'atmospheric' ? 25_000 : 20_000;
  const beyond = x.volumeM3 > largest || x.volumeM3 < 1 || x.heatFluxKwM2 > 400;
  const notes = beyond ? [{ code: 'domino.ttf_extrapolated' }] : [];
  return computed(timeToFailureS(x.heatFluxKwM2, x.volumeM3, x.kind), notes);
}

/** The correlation itself, unchecked. */
export const timeToFailureS = (heatFluxKwM2: number, volumeM3: number, kind: VesselKind): number =>
  kind === 'atmospheric'
    ? Math.exp(-1.128 * Math.log(heatFluxKwM2) - 2.667e-5 * volumeM3 + 9.877)
    : Math.exp(-0.947 * Math.log(heatFluxKwM2) + 8.835 * volumeM3 ** 0.032);

/** Probit of heat damage: `landucci-2009` 9.25 − 1.847 ln(ttf min) or the more severe `cozzani-2005` 12.54 − 1.847 ln. */
export type HeatDamageProbit = 'landucci-2009' | 'cozzani-2005';
/** Slope of ln ttf in both: the spread of a log-normal failure time is 1/1.847. */
export const HEAT_DAMAGE_SLOPE = 1.847;
const HEAT_DAMAGE_A = { 'landucci-2009': 9.25, 'cozzani-2005': 12.54 } as const;

/**
 * Probability that heat breaks the vessel. A fire shorter than the time to failure gives 0 (the reference's rule).
 * @param fireDurationS absent for a fire that burns on
 */
export function heatDamageProbability(x: {
  readonly timeToFailureS: number;
  readonly fireDurationS?: number;
  readonly form?: HeatDamageProbit;
}): Outcome<{ probit: number; probability: number }> {
  const bad = firstOutOfRange(
    positive('timeToFailureS', x.timeToFailureS),
    notNegative('fireDurationS', x.fireDurationS ?? 0),
  );
  if (bad) return bad;
  const probit = HEAT_DAMAGE_A[x.form ?? 'landucci-2009'] - HEAT_DAMAGE_SLOPE * Math.log(x.timeToFailureS / 60);
  const short = x.fireDurationS !== undefined && x.fireDurationS < x.timeToFailureS;
  return computed({ probit, probability: short ? 0 : normalCdf(probit - 5) });
}

/** Probability that overpressure breaks the vessel: Φ(a + b·ln ΔP − 5). */
export function overpressureDamageProbability(x: {
  readonly overpressurePa: number;
  readonly kind: VesselKind;
}): Outcome<{ probit: number; probability: number }> {
  const bad = firstOutOfRange(positive('overpressurePa', x.overpressurePa, 1e8));
  if (bad) return bad;
  const { a, b } = OVERPRESSURE_DAMAGE[x.kind];
  const probit = a + b * Math.log(x.overpressurePa);
  return computed({ probit, probability: normalCdf(probit - 5) });
}

/** Assumptions on fragments (from memory): chance of a missile per burst, number of missiles, damage on hit. */
export const FRAGMENT_MODEL = { generation: 0.1, number: 6, damageOnHit: 1, reachM: 800, certainty: 'memory' } as const;

/**
 * Probability that a burst's fragments break a vessel: P(generate)·[1−(1−A/(2πr²))^n]·P(damage); A the target's silhouette.
 * First version of the reference: isotropic over the half sphere, nothing beyond 800 m.
 */
export function fragmentDamageProbability(x: {
  readonly distanceM: number;
  readonly targetAreaM2: number;
}): Outcome<number> {
  const bad = firstOutOfRange(positive('distanceM', x.distanceM, 1e5), positive('targetAreaM2', x.targetAreaM2, 1e5));
  if (bad) return bad;
  if (x.distanceM > FRAGMENT_MODEL.reachM) return computed(0);
  const hit = Math.min(1, x.targetAreaM2 / (2 * Math.PI * x.distanceM ** 2));
  return computed(FRAGMENT_MODEL.generation * (1 - (1 - hit) ** FRAGMENT_MODEL.number) * FRAGMENT_MODEL.damageOnHit);
}
