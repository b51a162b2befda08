import { between, computed, firstOutOfRange, type Note, type Outcome, positive, refused } from '../result.ts';
import type { PerClass, Stability, Terrain } from './stability.ts';

/** Spread of a cloud at one distance, m. Plumes have no `sigmaXM` of their own. */
export type Sigmas = { readonly sigmaYM: number; readonly sigmaZM: number; readonly sigmaXM: number };

/** A set of coefficients, by name; every report says which one was used. */
export type SigmaSet = 'briggs-rural' | 'briggs-urban' | 'tno-plume' | 'ccps-puff' | 'tno-puff';

/** σ = a·x·(1+b·x)^p */
type Briggs = readonly [a: number, b: number, p: number];

const BRIGGS: Readonly<Record<Terrain, PerClass<{ readonly y: Briggs; readonly z: Briggs }>>> = {
  rural: {
    A: { y: [0.22, 1e-4, -0.5], z: [0.2, 0, 0] },
    B: { y: [0.16, 1e-4, -0.5], z: [0.12, 0, 0] },
    C: { y: [0.11, 1e-4, -0.5], z: [0.08, 2e-4, -0.5] },
    D: { y: [0.08, 1e-4, -0.5], z: [0.06, 1.5e-3, -0.5] },
    E: { y: [0.06, 1e-4, -0.5], z: [0.03, 3e-4, -1] },
    F: { y: [0.04, 1e-4, -0.5], z: [0.016, 3e-4, -1] },
  },
  urban: {
    A: { y: [0.32, 4e-4, -0.5], z: [0.24, 1e-3, 0.5] },
    B: { y: [0.32, 4e-4, -0.5], z: [0.24, 1e-3, 0.5] },
    C: { y: [0.22, 4e-4, -0.5], z: [0.2, 0, 0] },
    D: { y: [0.16, 4e-4, -0.5], z: [0.14, 3e-4, -0.5] },
    E: { y: [0.11, 4e-4, -0.5], z: [0.08, 1.5e-3, -0.5] },
    F: { y: [0.11, 4e-4, -0.5], z: [0.08, 1.5e-3, -0.5] },
  },
};

/** σ = a·x^b, one pair a direction. */
type Power = {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly z: readonly [number, number];
};

const power = (y: readonly [number, number], z: readonly [number, number], x = y): Power => ({ x, y, z });
const tnoPuff = (halfA: number, b: number, cz: readonly [number, number]): Power => power([halfA, b], cz, [0.13, 1]);

const POWERS: Readonly<Record<Exclude<SigmaSet, 'briggs-rural' | 'briggs-urban'>, PerClass<Power>>> = {
  'tno-plume': {
    A: power([0.527, 0.865], [0.28, 0.9]),
    B: power([0.371, 0.866], [0.23, 0.85]),
    C: power([0.209, 0.897], [0.22, 0.8]),
    D: power([0.128, 0.905], [0.2, 0.76]),
    E: power([0.098, 0.902], [0.15, 0.73]),
    F: power([0.065, 0.902], [0.12, 0.67]),
  },
  'ccps-puff': {
    A: power([0.18, 0.92], [0.6, 0.75]),
    B: power([0.14, 0.92], [0.53, 0.73]),
    C: power([0.1, 0.92], [0.34, 0.71]),
    D: power([0.06, 0.92], [0.15, 0.7]),
    E: power([0.04, 0.92], [0.1, 0.65]),
    F: power([0.02, 0.89], [0.05, 0.61]),
  },
  // The reference gives σz coefficients only; the exponents are those of the TNO plume set (from memory).
  'tno-puff': {
    A: tnoPuff(0.2635, 0.865, [0.28, 0.9]),
    B: tnoPuff(0.1855, 0.866, [0.23, 0.85]),
    C: tnoPuff(0.1045, 0.897, [0.22, 0.8]),
    D: tnoPuff(0.064, 0.905, [0.2, 0.76]),
    E: tnoPuff(0.049, 0.902, [0.15, 0.73]),
    F: tnoPuff(0.0325, 0.902, [0.12, 0.67]),
  },
};

const briggs = (c: Briggs, x: number): number => c[0] * x * (c[1] === 0 ? 1 : (1 + c[1] * x) ** c[2]);

/** The bare set, without checks or notes: for inner loops whose distances were checked once. x in m, > 0. */
export function sigmasAt(set: SigmaSet, stability: Stability, xM: number): Sigmas {
  if (set === 'briggs-rural' || set === 'briggs-urban') {
    const row = BRIGGS[set === 'briggs-rural' ? 'rural' : 'urban'][stability];
    const sigmaYM = briggs(row.y, xM);
    return { sigmaYM, sigmaZM: briggs(row.z, xM), sigmaXM: sigmaYM };
  }
  const row = POWERS[set][stability];
  return {
    sigmaXM: row.x[0] * xM ** row.x[1],
    sigmaYM: row.y[0] * xM ** row.y[1],
    sigmaZM: row.z[0] * xM ** row.z[1],
  };
}

/** Distances between which the sets were fitted. */
const FITTED_RANGE_M = [100, 10_000] as const;

/**
 * σx, σy, σz of a coefficient set at distance x, m.
 *
 * Sources: Briggs via GasDispersion.jl and AQ/T 3046 table E.7 (rural: two sources; urban A/B σz uses .001, not the .0001 of
 * one public transcription); TNO plume: 10 min, z₀ = 0.1 m; CCPS puff. Range 100 m-10 km; outside it the value is an
 * extrapolation and carries `sigma.extrapolated`; above 100 km refused. `averagingTimeS` (18 s-24 h, the sets stand for 600 s; shorter
 * than 18 s counts as 18 s and is noted `sigma.averaging_floor`) widens σy; `roughnessM` (0.001-3 m) scales σz of the TNO plume set
 * alone, other sets refuse it (`sigma.no_roughness`).
 */
export function dispersionSigmas(x: {
  readonly set: SigmaSet;
  readonly stability: Stability;
  readonly distanceM: number;
  readonly averagingTimeS?: number;
  readonly roughnessM?: number;
}): Outcome<Sigmas> {
  const averagingS = x.averagingTimeS ?? AVERAGING_S;
  const bad = firstOutOfRange(
    positive('distanceM', x.distanceM, 1e5),
    positive('averagingTimeS', averagingS, 86_400),
    between('roughnessM', x.roughnessM ?? 0.1, [0.001, 3]),
  );
  if (bad) return bad;
  if (x.roughnessM !== undefined && x.set !== 'tno-plume')
    return refused('sigma.no_roughness', { field: 'roughnessM', value: x.roughnessM });
  const outside = x.distanceM < FITTED_RANGE_M[0] || x.distanceM > FITTED_RANGE_M[1];
  const notes: Note[] = outside
    ? [{ code: 'sigma.extrapolated', field: 'distanceM', params: { minM: FITTED_RANGE_M[0], maxM: FITTED_RANGE_M[1] } }]
    : [];
  if (averagingS < LEAST_AVERAGING_S) notes.push({ code: 'sigma.averaging_floor', field: 'averagingTimeS' });
  const bare = sigmasAt(x.set, x.stability, x.distanceM);
  const sigmaYM = bare.sigmaYM * averagingFactor(averagingS);
  const sigmaZM = bare.sigmaZM * (x.roughnessM === undefined ? 1 : roughnessFactor(x.roughnessM, x.distanceM));
  return computed({ ...bare, sigmaYM, sigmaZM }, notes);
}

/** Averaging time that the sets stand for, and the shortest for which the law of its 0.2th power holds, s. */
const AVERAGING_S = 600;
const LEAST_AVERAGING_S = 18;

/** Factor on σy for another averaging time than 600 s: (t/600)^0.2, t not below 18 s; NaN for no time at all. */
export const averagingFactor = (averagingTimeS: number): number =>
  averagingTimeS > 0 ? (Math.max(LEAST_AVERAGING_S, averagingTimeS) / AVERAGING_S) ** 0.2 : Number.NaN;

/** Factor on TNO's σz for a roughness other than 0.1 m: (10·z₀)^(0.53·x^−0.22) (from memory); NaN unless both are > 0. */
export const roughnessFactor = (roughnessM: number, distanceM: number): number =>
  roughnessM > 0 && distanceM > 0 ? (10 * roughnessM) ** (0.53 * distanceM ** -0.22) : Number.NaN;
