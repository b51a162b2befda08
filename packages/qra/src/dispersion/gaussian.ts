import { erf } from '../math/normal.ts';
import { type Bound, computed, firstOutOfRange, notNegative, type Outcome, positive } from '../result.ts';
import type { Sigmas } from './sigma.ts';

/** Where the concentration is asked: x downwind, y crosswind, z above ground, all m. */
export type Receiver = { readonly xM: number; readonly yM: number; readonly zM: number };

/**
 * Vertical part of a Gaussian cloud with ground reflection and, once σz > 0.47 h_mix, reflections at the lid (±2n·h_mix).
 * Dimensionless; 2 at ground for a ground source. Mixed evenly, √(2π)·σz/h_mix, where σz is beyond three lids.
 */
export function verticalTerm(zM: number, sourceHeightM: number, sigmaZM: number, mixingHeightM?: number): number {
  if (mixingHeightM !== undefined && sigmaZM > 3 * mixingHeightM)
    return (Math.sqrt(2 * Math.PI) * sigmaZM) / mixingHeightM;
  const bell = (d: number): number => Math.exp(-(d * d) / (2 * sigmaZM * sigmaZM));
  let sum = bell(zM - sourceHeightM) + bell(zM + sourceHeightM);
  if (mixingHeightM === undefined || sigmaZM <= 0.47 * mixingHeightM) return sum;
  // Images are added until they no longer matter: their spacing is 2h, their spread σz.
  for (let n = 1; n <= 5 + Math.ceil((4 * sigmaZM) / mixingHeightM); n++) {
    for (const shift of [-2 * n * mixingHeightM, 2 * n * mixingHeightM]) {
      sum += bell(zM - sourceHeightM + shift) + bell(zM + sourceHeightM + shift);
    }
  }
  return sum;
}

/** Where a source may stand: below the lid, if there is one. */
const heights = (x: { readonly sourceHeightM?: number; readonly mixingHeightM?: number }): readonly Bound[] => [
  { field: 'mixingHeightM', value: x.mixingHeightM ?? 1000, min: 50, max: 5000 },
  notNegative('sourceHeightM', x.sourceHeightM ?? 0, Math.min(500, x.mixingHeightM ?? 500)),
];

/** A steady release in a steady wind. */
export type PlumeInput = {
  readonly massFlowKgS: number;
  readonly windSpeedMS: number;
  readonly sourceHeightM?: number;
  readonly mixingHeightM?: number;
  readonly sigmas: Pick<Sigmas, 'sigmaYM' | 'sigmaZM'>;
  readonly at: Receiver;
};

/**
 * Gaussian plume C = Q/(2π·u·σy·σz)·exp(−y²/2σy²)·vertical, kg/m³. 0 upwind of the source.
 * Source: CCPS 1999. Range: passive gas, u ≥ 0.5 m/s (below that the model has no meaning and refuses), mixing height 50-5000 m.
 */
export function plumeConcentration(p: PlumeInput): Outcome<number> {
  const bad = firstOutOfRange(
    notNegative('massFlowKgS', p.massFlowKgS, 1e6),
    { field: 'windSpeedMS', value: p.windSpeedMS, min: 0.5, max: 60 },
    ...heights(p),
    positive('sigmaYM', p.sigmas.sigmaYM),
    positive('sigmaZM', p.sigmas.sigmaZM),
    { field: 'xM', value: p.at.xM },
    { field: 'yM', value: p.at.yM },
    notNegative('zM', p.at.zM, 5000),
  );
  if (bad) return bad;
  if (p.at.xM <= 0) return computed(0);
  const { sigmaYM, sigmaZM } = p.sigmas;
  const peak = p.massFlowKgS / (2 * Math.PI * p.windSpeedMS * sigmaYM * sigmaZM);
  const lateral = Math.exp(-(p.at.yM ** 2) / (2 * sigmaYM ** 2));
  return computed(peak * lateral * verticalTerm(p.at.zM, p.sourceHeightM ?? 0, sigmaZM, p.mixingHeightM));
}

/**
 * Gaussian puff C = M/((2π)^{3/2}σxσyσz)·exp(−(x−ut)²/2σx²)·lateral·vertical, kg/m³, t s after an instantaneous release.
 * Sigmas are those of the puff's centre distance u·t (or of x, as CCPS does: the caller chooses).
 */
export function puffConcentration(p: {
  readonly massKg: number;
  readonly windSpeedMS: number;
  readonly timeS: number;
  readonly sourceHeightM?: number;
  readonly mixingHeightM?: number;
  readonly sigmas: Sigmas;
  readonly at: Receiver;
}): Outcome<number> {
  const bad = firstOutOfRange(
    notNegative('massKg', p.massKg, 1e8),
    { field: 'windSpeedMS', value: p.windSpeedMS, min: 0.5, max: 60 },
    notNegative('timeS', p.timeS, 1e6),
    ...heights(p),
    positive('sigmaXM', p.sigmas.sigmaXM),
    positive('sigmaYM', p.sigmas.sigmaYM),
    positive('sigmaZM', p.sigmas.sigmaZM),
    { field: 'xM', value: p.at.xM },
    { field: 'yM', value: p.at.yM },
    notNegative('zM', p.at.zM, 5000),
  );
  if (bad) return bad;
  const { sigmaXM, sigmaYM, sigmaZM } = p.sigmas;
  const peak = p.massKg / ((2 * Math.PI) ** 1.5 * sigmaXM * sigmaYM * sigmaZM);
  const along = Math.exp(-((p.at.xM - p.windSpeedMS * p.timeS) ** 2) / (2 * sigmaXM ** 2));
  const lateral = Math.exp(-(p.at.yM ** 2) / (2 * sigmaYM ** 2));
  return computed(peak * along * lateral * verticalTerm(p.at.zM, p.sourceHeightM ?? 0, sigmaZM, p.mixingHeightM));
}

/**
 * Release of finite duration Δt (Palazzi / TNO 4.60): the plume's value times
 * ½[erf((x−u(t−Δt))/(√2σx(tail))) − erf((x−ut)/(√2σx(front)))], t counted from the start of the release.
 * @param sigmaXTailM σx at the cloud's rear edge @param sigmaXFrontM σx at its front
 */
export function finiteDurationConcentration(
  plume: PlumeInput,
  release: {
    readonly durationS: number;
    readonly timeS: number;
    readonly sigmaXTailM: number;
    readonly sigmaXFrontM: number;
  },
): Outcome<number> {
  const bad = firstOutOfRange(
    positive('durationS', release.durationS, 1e6),
    notNegative('timeS', release.timeS, 1e6),
    positive('sigmaXTailM', release.sigmaXTailM),
    positive('sigmaXFrontM', release.sigmaXFrontM),
  );
  if (bad) return bad;
  const steady = plumeConcentration(plume);
  if (!steady.ok) return steady;
  const u = plume.windSpeedMS;
  const since = Math.max(0, release.timeS - release.durationS);
  const tail =
    release.timeS > release.durationS ? erf((plume.at.xM - u * since) / (Math.SQRT2 * release.sigmaXTailM)) : 1;
  const front = erf((plume.at.xM - u * release.timeS) / (Math.SQRT2 * release.sigmaXFrontM));
  return computed(Math.max(0, steady.value * 0.5 * (tail - front)), steady.notes);
}

/** A release counts as continuous at x when u·Δt ≥ 2.5·x. */
export const isContinuousAt = (windSpeedMS: number, durationS: number, distanceM: number): boolean =>
  windSpeedMS * durationS >= 2.5 * distanceM;
