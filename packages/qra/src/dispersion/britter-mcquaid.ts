import { ATMOSPHERE_PA, airDensityKgM3, GRAVITY_M_S2 } from '../constants.ts';
import { between, computed, firstOutOfRange, type Note, type Outcome, positive, refused } from '../result.ts';
import { betaOf, CONTINUOUS_ROWS, INSTANTANEOUS_ROWS, ratioAtBeta } from './britter-mcquaid-tables.ts';

/** A dense cloud and the air that it spreads in. */
type DenseSource = {
  /** Wind at 10 m. */
  readonly windSpeed10M_MS: number;
  readonly sourceDensityKgM3: number;
  readonly sourceTemperatureK?: number;
  readonly airTemperatureK: number;
  readonly ambientPressurePa?: number;
};

/**
 * C/C₀ of a continuous dense plume at x/D. Near field 306/(306+(x/D)²) up to x/D = 30 (or half of the first row's distance when
 * that is nearer), then straight in lg x to the first row, so that the curve has no step.
 */
export const densePlumeRatio = (alpha: number, scaled: number): number =>
  ratioAtBeta(CONTINUOUS_ROWS, alpha, Math.log10(scaled)) ?? densePlumeNear(alpha)(scaled);

/** The near field of one α, up to the first row. */
export function densePlumeNear(alpha: number): (scaled: number) => number {
  const first = CONTINUOUS_ROWS[0];
  const firstBeta = first === undefined ? Number.NaN : betaOf(first, alpha);
  const joinAt = Math.min(30, 10 ** firstBeta / 2);
  const join = 306 / (306 + joinAt * joinAt);
  const lgJoin = Math.log10(joinAt);
  return (scaled) =>
    scaled <= joinAt
      ? 306 / (306 + scaled * scaled)
      : join + ((0.1 - join) * (Math.log10(scaled) - lgJoin)) / (firstBeta - lgJoin);
}

/** C/C₀ of an instantaneous dense cloud whose front is at x/V^⅓: the rows, and before them max(0.1, 3.24/(3.24+s²)). */
export const densePuffRatio = (alpha: number, scaled: number): number =>
  ratioAtBeta(INSTANTANEOUS_ROWS, alpha, Math.log10(scaled)) ?? Math.max(0.1, 3.24 / (3.24 + scaled * scaled));

/** A continuous dense release, at source conditions. */
export type DensePlumeInput = DenseSource & { readonly volumeFlowM3S: number; readonly distanceM: number };

/** Plume at x: volume fraction of source gas, half width and depth of the (top-hat) cloud. */
export type DensePlume = {
  readonly volumeFraction: number;
  readonly halfWidthM: number;
  readonly depthM: number;
  readonly upwindM: number;
  /** (g₀Q/(u³D))^⅓: dense above 0.15. */
  readonly densityNumber: number;
  readonly alpha: number;
};

const buoyancyMS2 = (x: DenseSource, ambient: number | undefined): number => {
  const air = airDensityKgM3(x.airTemperatureK, ambient);
  return (GRAVITY_M_S2 * (x.sourceDensityKgM3 - air)) / air;
};

const checkSource = (x: DenseSource) =>
  firstOutOfRange(
    between('windSpeed10M_MS', x.windSpeed10M_MS, [0.5, 30]),
    between('sourceDensityKgM3', x.sourceDensityKgM3, [0.05, 100]),
    between('sourceTemperatureK', x.sourceTemperatureK ?? x.airTemperatureK, [20, 1000]),
    between('airTemperatureK', x.airTemperatureK, [220, 330]),
    between('ambientPressurePa', x.ambientPressurePa ?? ATMOSPHERE_PA, [5e4, 1.2e5]),
  );

/** Cold cloud: C' = C/(C+(1−C)·T₀/Ta), mole fraction of a cloud that is warmed by the air. */
export const coldCloudFraction = (fraction: number, sourceTemperatureK: number, airTemperatureK: number): number =>
  fraction / (fraction + ((1 - fraction) * sourceTemperatureK) / airTemperatureK);

/**
 * Continuous dense gas release (Britter-McQuaid). Ground level, flat open terrain; accuracy about a factor 2.
 *
 * D=√(Q/u₁₀), α=0.2·lg(g₀²Q/u₁₀⁵), C interpolated against β=lg(x/D); x/D ≤ 30: C=306/(306+(x/D)²), joined to the first row
 * linearly; beyond the last row ∝ x⁻². Source: HSE CRR 17/1988 through two public ports. Refuses a gas lighter than air and
 * a release below the dense criterion 0.15 (`dense.passive`: use the plume); α > 1 carries `dense.extrapolated`.
 */
export function denseGasPlume(x: DensePlumeInput): Outcome<DensePlume> {
  const bad =
    checkSource(x) ??
    firstOutOfRange(positive('volumeFlowM3S', x.volumeFlowM3S, 1e6), positive('distanceM', x.distanceM, 1e5));
  if (bad) return bad;
  const g0 = buoyancyMS2(x, x.ambientPressurePa);
  if (g0 <= 0) return refused('dense.lighter_than_air', { field: 'sourceDensityKgM3', value: x.sourceDensityKgM3 });
  const u = x.windSpeed10M_MS;
  const q = x.volumeFlowM3S;
  const d = Math.sqrt(q / u);
  const densityNumber = ((g0 * q) / (u ** 3 * d)) ** (1 / 3);
  if (densityNumber < 0.15) return refused('dense.passive', { value: densityNumber, min: 0.15 });
  const alpha = 0.2 * Math.log10((g0 * g0 * q) / u ** 5);
  const scaled = x.distanceM / d;
  const ratio = densePlumeRatio(alpha, scaled);
  const volumeFraction = coldCloudFraction(ratio, x.sourceTemperatureK ?? x.airTemperatureK, x.airTemperatureK);
  const lb = (q * g0) / u ** 3;
  const halfWidthM = d + 8 * lb + 2.5 * (lb * x.distanceM ** 2) ** (1 / 3);
  const notes: Note[] = [{ code: 'dense.factor_two' }];
  if (ratioAtBeta(CONTINUOUS_ROWS, alpha, Math.log10(scaled)) === undefined) notes.push({ code: 'dense.near_field' });
  if (alpha > 1) notes.push({ code: 'dense.extrapolated', params: { alpha } });
  return computed(
    {
      volumeFraction,
      halfWidthM,
      depthM: d ** 2 / (2 * halfWidthM * ratio),
      upwindM: 0.5 * d + 2 * lb,
      densityNumber,
      alpha,
    },
    notes,
  );
}

/** An instantaneous dense release. */
export type DensePuffInput = DenseSource & { readonly volumeM3: number; readonly distanceM: number };

/** Cloud whose front has reached x. */
export type DensePuff = {
  readonly volumeFraction: number;
  /** When the front is at x, s. */
  readonly arrivalS: number;
  readonly radiusM: number;
  readonly alpha: number;
  /** √(g₀V)/(uD): dense above 0.20. */
  readonly densityNumber: number;
};

/** Radius of a slumping cloud: R² = R₀² + 1.2t√(g₀V), R₀ = (3V/4π)^⅓; its centre moves at 0.4u. */
export const denseCloudRadiusM = (volumeM3: number, g0: number, timeS: number): number =>
  Math.sqrt(((3 * volumeM3) / (4 * Math.PI)) ** (2 / 3) + 1.2 * timeS * Math.sqrt(g0 * volumeM3));

/**
 * Instantaneous dense release (Britter-McQuaid): volume fraction when the cloud's front reaches x.
 *
 * α=½·lg(g₀V^⅓/u²), β=lg(x/V^⅓). Near field max(0.1, 3.24/(3.24+(x/V^⅓)²)) before the first row. Refusals as `denseGasPlume`.
 * α outside −1…1 carries `dense.extrapolated`.
 */
export function denseGasPuff(x: DensePuffInput): Outcome<DensePuff> {
  const bad =
    checkSource(x) ?? firstOutOfRange(positive('volumeM3', x.volumeM3, 1e8), positive('distanceM', x.distanceM, 1e5));
  if (bad) return bad;
  const g0 = buoyancyMS2(x, x.ambientPressurePa);
  if (g0 <= 0) return refused('dense.lighter_than_air', { field: 'sourceDensityKgM3', value: x.sourceDensityKgM3 });
  const u = x.windSpeed10M_MS;
  const side = x.volumeM3 ** (1 / 3);
  const densityNumber = Math.sqrt(g0 * x.volumeM3) / (u * side);
  if (densityNumber < 0.2) return refused('dense.passive', { value: densityNumber, min: 0.2 });
  const alpha = 0.5 * Math.log10((g0 * side) / u ** 2);
  const scaled = x.distanceM / side;
  const ratio = densePuffRatio(alpha, scaled);
  const volumeFraction = coldCloudFraction(ratio, x.sourceTemperatureK ?? x.airTemperatureK, x.airTemperatureK);
  // Front 0.4ut + √(R₀²+st) = x solved for t: a quadratic in t.
  const a = 0.4 * u;
  const s = 1.2 * Math.sqrt(g0 * x.volumeM3);
  const r0 = denseCloudRadiusM(x.volumeM3, g0, 0);
  const b = 2 * a * x.distanceM + s;
  const arrivalS =
    x.distanceM <= r0
      ? 0
      : (b - Math.sqrt(Math.max(0, b * b - 4 * a * a * (x.distanceM ** 2 - r0 ** 2)))) / (2 * a * a);
  const notes: Note[] = [{ code: 'dense.factor_two' }];
  if (ratioAtBeta(INSTANTANEOUS_ROWS, alpha, Math.log10(scaled)) === undefined)
    notes.push({ code: 'dense.near_field' });
  if (Math.abs(alpha) > 1) notes.push({ code: 'dense.extrapolated', params: { alpha } });
  return computed(
    { volumeFraction, arrivalS, radiusM: denseCloudRadiusM(x.volumeM3, g0, arrivalS), alpha, densityNumber },
    notes,
  );
}
