import { between, computed, firstOutOfRange, type Outcome, positive } from '../result.ts';
import type { PerClass, Stability, Terrain } from './stability.ts';

/** Irwin's wind profile exponents (two sources agree). */
export const IRWIN_EXPONENTS: Readonly<Record<Terrain, PerClass<number>>> = {
  rural: { A: 0.07, B: 0.07, C: 0.1, D: 0.15, E: 0.35, F: 0.55 },
  urban: { A: 0.15, B: 0.15, C: 0.2, D: 0.25, E: 0.4, F: 0.6 },
};

/**
 * Wind speed at another height by the power law u = u₀(z/z₀)^p (Irwin), m/s.
 * Range 1-200 m; above 200 m refused, the law has no support there.
 */
export function windPowerLaw(x: {
  readonly referenceSpeedMS: number;
  readonly referenceHeightM: number;
  readonly heightM: number;
  readonly stability: Stability;
  readonly terrain?: Terrain;
}): Outcome<number> {
  const bad = firstOutOfRange(
    positive('referenceSpeedMS', x.referenceSpeedMS, 60),
    between('referenceHeightM', x.referenceHeightM, [0.5, 200]),
    between('heightM', x.heightM, [0.5, 200]),
  );
  if (bad) return bad;
  const p = IRWIN_EXPONENTS[x.terrain ?? 'rural'][x.stability];
  return computed(x.referenceSpeedMS * (x.heightM / x.referenceHeightM) ** p);
}

/** TNO's fits 1/L ∝ lg(z₀/length)/factor; D is neutral (1/L = 0). */
const MONIN_OBUKHOV: PerClass<readonly [factor: number, lengthM: number] | null> = {
  A: [33.162, 1117],
  B: [32.258, 11.46],
  C: [51.787, 1.324],
  D: null,
  E: [-48.33, 1.262],
  F: [-31.325, 19.36],
};

/** Monin-Obukhov length, m, of a class over a roughness z₀ ≤ 0.5 m (TNO Yellow Book fits); infinite in neutral air. */
export function moninObukhovLengthM(stability: Stability, roughnessM: number): number {
  const fit = MONIN_OBUKHOV[stability];
  return fit === null ? Number.POSITIVE_INFINITY : fit[0] / Math.log10(roughnessM / fit[1]);
}

/** The shape u ∝ ln(z/z₀) − Ψ(z) + Ψ(z₀) of the profile. */
function profileShape(heightM: number, roughnessM: number, lengthM: number): number {
  const log = Math.log(heightM / roughnessM);
  if (!Number.isFinite(lengthM)) return log;
  if (lengthM > 0) return log + (5 * (heightM - roughnessM)) / lengthM;
  const psi = (z: number): number => {
    const a = (1 - (16 * z) / lengthM) ** 0.25;
    return 2 * Math.log((1 + a) / 2) + Math.log((1 + a * a) / 2) - 2 * Math.atan(a) + Math.PI / 2;
  };
  return log - psi(heightM) + psi(roughnessM);
}

/**
 * Wind speed at another height by TNO's Monin-Obukhov profile, m/s. Source: TNO Yellow Book (tests of a public port
 * recomputed). Range z₀ ≤ 0.5 m, heights above z₀ and ≤ 200 m.
 */
export function windMoninObukhov(x: {
  readonly referenceSpeedMS: number;
  readonly referenceHeightM: number;
  readonly heightM: number;
  readonly roughnessM: number;
  readonly stability: Stability;
}): Outcome<number> {
  const bad = firstOutOfRange(
    positive('referenceSpeedMS', x.referenceSpeedMS, 60),
    positive('roughnessM', x.roughnessM, 0.5),
    { field: 'referenceHeightM', value: x.referenceHeightM, above: x.roughnessM, max: 200 },
    { field: 'heightM', value: x.heightM, above: x.roughnessM, max: 200 },
  );
  if (bad) return bad;
  const lengthM = moninObukhovLengthM(x.stability, x.roughnessM);
  return computed(
    (x.referenceSpeedMS * profileShape(x.heightM, x.roughnessM, lengthM)) /
      profileShape(x.referenceHeightM, x.roughnessM, lengthM),
  );
}
