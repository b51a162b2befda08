import { ATMOSPHERE_PA, GAS_CONSTANT_J_MOL_K } from '../constants.ts';
import { between, computed, firstOutOfRange, type Outcome } from '../result.ts';
import type { Substance } from './types.ts';

const MMHG_PA = 133.322;

/**
 * Vapour pressure, Pa: Antoine inside its range, otherwise Clausius-Clapeyron from the boiling point (noted
 * `vapour_pressure.clausius_clapeyron`). Range 100-700 K; screening outside ±100 K of the boiling point.
 */
export function vapourPressure(substance: Substance, temperatureK: number): Outcome<number> {
  const bad = firstOutOfRange(between('temperatureK', temperatureK, [100, 700]));
  if (bad) return bad;
  const t = temperatureK - 273.15;
  const a = substance.antoine;
  if (a !== undefined && t >= a.minC && t <= a.maxC) return computed(MMHG_PA * 10 ** (a.a - a.b / (a.c + t)));
  const slope = (substance.heatOfVaporisationJKg * substance.molarMassKgMol) / GAS_CONSTANT_J_MOL_K;
  return computed(ATMOSPHERE_PA * Math.exp(slope * (1 / substance.boilingTemperatureK - 1 / temperatureK)), [
    { code: 'vapour_pressure.clausius_clapeyron' },
  ]);
}
