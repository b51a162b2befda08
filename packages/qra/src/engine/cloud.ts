import { ATMOSPHERE_PA, airDensityKgM3, GAS_CONSTANT_J_MOL_K, GRAVITY_M_S2 } from '../constants.ts';
import { coldCloudFraction, denseCloudRadiusM, densePlumeNear } from '../dispersion/britter-mcquaid.ts';
import { CONTINUOUS_ROWS, INSTANTANEOUS_ROWS, ratioCurve } from '../dispersion/britter-mcquaid-tables.ts';
import { sigmasAt } from '../dispersion/sigma.ts';
import type { Stability } from '../dispersion/stability.ts';
import { erf } from '../math/normal.ts';
import type { Substance } from '../substance/types.ts';

/** Cloud on its centre line at ground: peak concentration, lateral spread (Gaussian), exposure counted against it. */
export type CloudPoint = {
  concentrationKgM3: number;
  sigmaYM: number;
  exposureMin: number;
  /** Half width that a dense top hat really has: nothing burns beyond it. Infinite for a Gaussian cloud. */
  edgeM: number;
};

/** An empty point to be filled. */
export const emptyPoint = (): CloudPoint => ({ concentrationKgM3: 0, sigmaYM: 0, exposureMin: 0, edgeM: 0 });

/**
 * One release in one weather. `at` fills a point for x > 0 (m downwind); concentration off the centre line is
 * `concentration·exp(−y²/2σy²)`. Dense clouds are top hats in the source model: they become Gaussians of the same flux,
 * σy = 2·halfWidth/√(2π), so that one lateral law serves all.
 */
export type Cloud = {
  readonly model: 'plume' | 'puff' | 'dense-plume' | 'dense-puff';
  readonly at: (xM: number, out: CloudPoint) => void;
};

/** What disperses. */
export type CloudSource = {
  readonly substance: Substance;
  readonly airTemperatureK: number;
  readonly stability: Stability;
  readonly windSpeedMS: number;
  /** Vapour and droplets made airborne: at a rate for a time, or all at once. */
  readonly release: { readonly rateKgS: number; readonly durationS: number } | { readonly massKg: number };
};

/** Longest exposure that the toxic probits support, s. */
const MAX_EXPOSURE_S = 1800;
/** Nearest distance at which a point source is evaluated: nearer than this the models have no meaning. */
const NEAREST_M = 1;

/** Kilograms per cubic metre of pure vapour in ambient air. */
export const vapourDensityKgM3 = (s: Substance, temperatureK: number): number =>
  (ATMOSPHERE_PA * s.molarMassKgMol) / (GAS_CONSTANT_J_MOL_K * temperatureK);

function finite(cloudLengthM: number, sigmaXM: number): number {
  // Long clouds: the share is 1 to the last bit beyond erf(6).
  if (cloudLengthM > 17 * sigmaXM) return 1;
  return erf(cloudLengthM / (2 * Math.SQRT2 * sigmaXM));
}

/**
 * The cloud of a source: Britter-McQuaid when the gas is heavier than air and the dense criterion holds (0.15 continuous, 0.20
 * instantaneous), Gaussian otherwise (TNO plume, CCPS puff sigmas). A short release counts with its peak
 * erf(uΔt/(2√2σx)) and an exposure that keeps ∫C dt.
 */
export function makeCloud(source: CloudSource): Cloud {
  const { substance, windSpeedMS: u, airTemperatureK } = source;
  const coldK = Math.min(airTemperatureK, substance.boilingTemperatureK);
  const air = airDensityKgM3(airTemperatureK);
  const density = vapourDensityKgM3(substance, coldK);
  const g0 = (GRAVITY_M_S2 * (density - air)) / air;
  const pure = vapourDensityKgM3(substance, airTemperatureK);
  if ('massKg' in source.release) {
    const volume = source.release.massKg / density;
    const dense = g0 > 0 && Math.sqrt(g0 * volume) / (u * Math.cbrt(volume)) >= 0.2;
    return dense ? densePuff(source, { volume, g0, coldK, pure }) : passivePuff(source, source.release.massKg, pure);
  }
  const { rateKgS, durationS } = source.release;
  const volumeFlow = rateKgS / density;
  const d = Math.sqrt(volumeFlow / u);
  const dense = g0 > 0 && Math.cbrt((g0 * volumeFlow) / (u ** 3 * d)) >= 0.15;
  return dense
    ? densePlume(source, { volumeFlow, d, g0, coldK, pure, durationS })
    : passivePlume(source, { rateKgS, durationS, pure });
}

function passivePlume(
  s: CloudSource,
  r: { readonly rateKgS: number; readonly durationS: number; readonly pure: number },
): Cloud {
  const peak = r.rateKgS / (Math.PI * s.windSpeedMS);
  const length = s.windSpeedMS * r.durationS;
  return {
    model: 'plume',
    at: (xM, out) => {
      const x = Math.max(NEAREST_M, xM);
      const { sigmaYM, sigmaZM } = sigmasAt('tno-plume', s.stability, x);
      const share = finite(length, 0.13 * x);
      out.concentrationKgM3 = Math.min(r.pure, (share * peak) / (sigmaYM * sigmaZM));
      out.sigmaYM = sigmaYM;
      out.edgeM = Number.POSITIVE_INFINITY;
      out.exposureMin = Math.min(MAX_EXPOSURE_S, r.durationS / share) / 60;
    },
  };
}

function passivePuff(s: CloudSource, massKg: number, pure: number): Cloud {
  const peak = (2 * massKg) / (2 * Math.PI) ** 1.5;
  // ∫exp(−t²/2s²)ⁿ dt: the dose of a passing Gaussian counts √(2π/n)·σx/u of its peak.
  const n = s.substance.toxicProbit?.n ?? 1;
  const passage = Math.sqrt((2 * Math.PI) / n) / s.windSpeedMS;
  return {
    model: 'puff',
    at: (xM, out) => {
      const x = Math.max(NEAREST_M, xM);
      const { sigmaXM, sigmaYM, sigmaZM } = sigmasAt('ccps-puff', s.stability, x);
      out.concentrationKgM3 = Math.min(pure, peak / (sigmaXM * sigmaYM * sigmaZM));
      out.sigmaYM = sigmaYM;
      out.edgeM = Number.POSITIVE_INFINITY;
      out.exposureMin = Math.min(MAX_EXPOSURE_S, passage * sigmaXM) / 60;
    },
  };
}

/** σ of a Gaussian that carries the flux of a top hat of unit half width. */
const TOP_HAT_SIGMA = 2 / Math.sqrt(2 * Math.PI);

type DenseState = { readonly g0: number; readonly coldK: number; readonly pure: number };

function densePlume(
  s: CloudSource,
  r: DenseState & { readonly volumeFlow: number; readonly d: number; readonly durationS: number },
): Cloud {
  const u = s.windSpeedMS;
  const alpha = 0.2 * Math.log10((r.g0 * r.g0 * r.volumeFlow) / u ** 5);
  const curve = ratioCurve(CONTINUOUS_ROWS, alpha, densePlumeNear(alpha));
  const lb = (r.volumeFlow * r.g0) / u ** 3;
  const length = u * r.durationS;
  return {
    model: 'dense-plume',
    at: (xM, out) => {
      const x = Math.max(NEAREST_M, xM);
      const share = finite(length, 0.13 * x);
      const ratio = coldCloudFraction(curve(x / r.d), r.coldK, s.airTemperatureK);
      out.concentrationKgM3 = share * ratio * r.pure;
      out.edgeM = r.d + 8 * lb + 2.5 * Math.cbrt(lb * x * x);
      out.sigmaYM = TOP_HAT_SIGMA * out.edgeM;
      out.exposureMin = Math.min(MAX_EXPOSURE_S, r.durationS / share) / 60;
    },
  };
}

function densePuff(s: CloudSource, r: DenseState & { readonly volume: number }): Cloud {
  const u = s.windSpeedMS;
  const side = Math.cbrt(r.volume);
  const alpha = 0.5 * Math.log10((r.g0 * side) / (u * u));
  const curve = ratioCurve(INSTANTANEOUS_ROWS, alpha, (scaled) => Math.max(0.1, 3.24 / (3.24 + scaled * scaled)));
  const spread = 1.2 * Math.sqrt(r.g0 * r.volume);
  const r0 = denseCloudRadiusM(r.volume, r.g0, 0);
  const a = 0.4 * u;
  return {
    model: 'dense-puff',
    at: (xM, out) => {
      const x = Math.max(NEAREST_M, xM);
      const b = 2 * a * x + spread;
      const time = x <= r0 ? 0 : (b - Math.sqrt(Math.max(0, b * b - 4 * a * a * (x * x - r0 * r0)))) / (2 * a * a);
      const radius = Math.sqrt(r0 * r0 + spread * time);
      const ratio = coldCloudFraction(curve(x / side), r.coldK, s.airTemperatureK);
      out.concentrationKgM3 = ratio * r.pure;
      out.edgeM = radius;
      out.sigmaYM = TOP_HAT_SIGMA * radius;
      out.exposureMin = Math.min(MAX_EXPOSURE_S, (2 * radius) / a) / 60;
    },
  };
}
