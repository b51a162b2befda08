import { airDensityKgM3, GRAVITY_M_S2 } from '../constants.ts';
import { interpolateLinear } from '../math/interpolate.ts';
import { between, computed, firstOutOfRange, notNegative, type Outcome, positive } from '../result.ts';

/**
 * Burning rate m∞ = 0.001·ΔHc/(ΔHv+cp(Tb−Ta)), kg/(m²·s) (Burgess, from memory; liquids at or below their boiling point).
 * Measured rates of named liquids stand in the substance library and go first.
 */
export function burningRateBurgess(x: {
  readonly heatOfCombustionJKg: number;
  readonly heatOfVaporisationJKg: number;
  readonly liquidHeatCapacityJKgK: number;
  readonly boilingTemperatureK: number;
  readonly airTemperatureK: number;
}): Outcome<number> {
  const bad = firstOutOfRange(
    between('heatOfCombustionJKg', x.heatOfCombustionJKg, [1e6, 2e8]),
    between('heatOfVaporisationJKg', x.heatOfVaporisationJKg, [1e4, 3e6]),
    between('liquidHeatCapacityJKgK', x.liquidHeatCapacityJKgK, [300, 15_000]),
    between('boilingTemperatureK', x.boilingTemperatureK, [20, 1000]),
    between('airTemperatureK', x.airTemperatureK, [220, 330]),
  );
  if (bad) return bad;
  const warm = x.liquidHeatCapacityJKgK * Math.max(0, x.boilingTemperatureK - x.airTemperatureK);
  return computed((0.001 * x.heatOfCombustionJKg) / (x.heatOfVaporisationJKg + warm));
}

/** Burning rate of a pool of finite diameter: m = m∞(1−e^{−kβD}). */
export const burningRateAtDiameter = (maximumKgM2S: number, extinctionPerM: number, diameterM: number): number =>
  maximumKgM2S * (1 - Math.exp(-extinctionPerM * diameterM));

/** A flame above a pool. */
export type PoolFlame = { readonly heightM: number; readonly tiltRad: number; readonly heightOverDiameter: number };

/**
 * Thomas: calm H/D = 42(m/(ρa√(gD)))^0.61; in wind H/D = 55(m/(ρa√(gD)))^0.67·u*^−0.21, u* = u/(g·m·D/ρv)^⅓ ≥ 1, tilt
 * cosθ = 1 (u* < 1) else u*^−½ (AGA). A public code prints +0.21: wrong sign; a test holds that more wind never lengthens the
 * flame. The two laws do not meet: where the wind's is longer than the calm one the note `pool_fire.longer_than_calm` says so.
 * Range D 0.5-150 m (beyond that the flame breaks up: refused).
 */
export function poolFlame(x: {
  readonly burningRateKgM2S: number;
  readonly diameterM: number;
  readonly windSpeedMS?: number;
  readonly vapourDensityKgM3?: number;
  readonly airTemperatureK?: number;
}): Outcome<PoolFlame> {
  const wind = x.windSpeedMS ?? 0;
  const bad = firstOutOfRange(
    between('burningRateKgM2S', x.burningRateKgM2S, [0.001, 0.5]),
    between('diameterM', x.diameterM, [0.5, 150]),
    notNegative('windSpeedMS', wind, 40),
    positive('vapourDensityKgM3', x.vapourDensityKgM3 ?? 2.5, 30),
    between('airTemperatureK', x.airTemperatureK ?? 293.15, [220, 330]),
  );
  if (bad) return bad;
  const rate =
    x.burningRateKgM2S / (airDensityKgM3(x.airTemperatureK ?? 293.15) * Math.sqrt(GRAVITY_M_S2 * x.diameterM));
  const calm = 42 * rate ** 0.61;
  if (wind === 0) return computed({ heightM: calm * x.diameterM, tiltRad: 0, heightOverDiameter: calm });
  const ustar = wind / ((GRAVITY_M_S2 * x.burningRateKgM2S * x.diameterM) / (x.vapourDensityKgM3 ?? 2.5)) ** (1 / 3);
  const windy = 55 * rate ** 0.67 * Math.max(1, ustar) ** -0.21;
  const tiltRad = ustar < 1 ? 0 : Math.acos(ustar ** -0.5);
  const notes = windy > calm ? [{ code: 'pool_fire.longer_than_calm', field: 'windSpeedMS' }] : [];
  return computed({ heightM: windy * x.diameterM, tiltRad, heightOverDiameter: windy }, notes);
}

/** Diameter of a round pool of the same area (a bund's), m. */
export function equivalentPoolDiameter(areaM2: number): Outcome<number> {
  const bad = firstOutOfRange(positive('areaM2', areaM2, 1e6));
  return bad ?? computed(Math.sqrt((4 * areaM2) / Math.PI));
}

/** Surface emissive power of a smoky flame: 140e^{−.12D}+20(1−e^{−.12D}) kW/m² (two sources); falls from 140 to 20, any D > 0. */
export const smokySurfacePowerKwM2 = (diameterM: number): number => {
  const clear = Math.exp(-0.12 * diameterM);
  return 140 * clear + 20 * (1 - clear);
};

const EF_DIAMETERS_M = [10, 20, 30, 40, 50] as const;

/** Mean surface power by fuel and pool diameter 10/20/30/40/50 m, kW/m² (Russian Order 404; one source read). */
export const SURFACE_POWER_ORDER404_KW_M2 = {
  lng: [220, 180, 150, 130, 120],
  lpg: [80, 63, 50, 43, 40],
  petrol: [60, 47, 35, 28, 25],
  diesel: [40, 32, 25, 21, 18],
} as const;

/** A fuel of the Order 404 table. */
export type Order404Fuel = keyof typeof SURFACE_POWER_ORDER404_KW_M2;

/** The table at a diameter, linear between its columns and flat beyond them. */
export const surfacePowerOrder404KwM2 = (fuel: Order404Fuel, diameterM: number): number =>
  interpolateLinear(EF_DIAMETERS_M, SURFACE_POWER_ORDER404_KW_M2[fuel], diameterM);
