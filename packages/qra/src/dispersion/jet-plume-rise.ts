import { GRAVITY_M_S2 } from '../constants.ts';
import { between, computed, firstOutOfRange, notNegative, type Outcome, positive, refused } from '../result.ts';

/**
 * Concentration ratio c/c₀ in a momentum jet: k2·(d/x)·√(ρj/ρa)·exp(−(k3·r/x)²), at most 1 (potential core).
 * Source: one read; k2 ≈ 6, k3 ≈ 5. Range: subsonic or expanded jet, before wind bends it.
 */
export function jetConcentrationRatio(x: {
  readonly jetDiameterM: number;
  readonly distanceM: number;
  readonly radialM: number;
  readonly jetDensityKgM3: number;
  readonly airDensityKgM3: number;
  readonly k2?: number;
  readonly k3?: number;
}): Outcome<number> {
  const bad = firstOutOfRange(
    positive('jetDiameterM', x.jetDiameterM, 5),
    positive('distanceM', x.distanceM, 1e4),
    notNegative('radialM', Math.abs(x.radialM), 1e4),
    positive('jetDensityKgM3', x.jetDensityKgM3, 500),
    positive('airDensityKgM3', x.airDensityKgM3, 20),
    positive('k2', x.k2 ?? 6, 20),
    positive('k3', x.k3 ?? 5, 20),
  );
  if (bad) return bad;
  const centre = (x.k2 ?? 6) * (x.jetDiameterM / x.distanceM) * Math.sqrt(x.jetDensityKgM3 / x.airDensityKgM3);
  return computed(Math.min(1, centre) * Math.exp(-((((x.k3 ?? 5) * x.radialM) / x.distanceM) ** 2)));
}

/** Potential temperature gradient by stable class, K/m. */
const STABLE_GRADIENT_K_M = { E: 0.02, F: 0.035 } as const;

/**
 * Final rise of a buoyant plume in stable air, Briggs: Fb = g·vs·D²·(Ts−Ta)/(4Ts); Δh = 2.6(Fb/(u·s))^⅓ reached at
 * 2.0715·u/√s, s = (g/Ta)·dθ/dz. Source: one read. Refuses a stack gas that is not warmer than the air.
 */
export function stablePlumeRise(x: {
  readonly stackVelocityMS: number;
  readonly stackDiameterM: number;
  readonly stackTemperatureK: number;
  readonly airTemperatureK: number;
  readonly windSpeedMS: number;
  readonly stability: 'E' | 'F';
}): Outcome<{ riseM: number; distanceM: number }> {
  const bad = firstOutOfRange(
    positive('stackVelocityMS', x.stackVelocityMS, 200),
    positive('stackDiameterM', x.stackDiameterM, 30),
    between('stackTemperatureK', x.stackTemperatureK, [200, 2500]),
    between('airTemperatureK', x.airTemperatureK, [220, 330]),
    between('windSpeedMS', x.windSpeedMS, [0.5, 30]),
  );
  if (bad) return bad;
  if (x.stackTemperatureK <= x.airTemperatureK) {
    return refused('plume_rise.not_buoyant', {
      field: 'stackTemperatureK',
      value: x.stackTemperatureK,
      min: x.airTemperatureK,
    });
  }
  const buoyancy =
    (GRAVITY_M_S2 * x.stackVelocityMS * x.stackDiameterM ** 2 * (x.stackTemperatureK - x.airTemperatureK)) /
    (4 * x.stackTemperatureK);
  const s = (GRAVITY_M_S2 / x.airTemperatureK) * STABLE_GRADIENT_K_M[x.stability];
  return computed({
    riseM: 2.6 * (buoyancy / (x.windSpeedMS * s)) ** (1 / 3),
    distanceM: (2.0715 * x.windSpeedMS) / Math.sqrt(s),
  });
}
