import { GAS_CONSTANT_J_MOL_K } from '../constants.ts';
import type { Substance } from '../substance/types.ts';
import type { ParkVessel } from './types.ts';

/** Mass in a vessel: liquid, or gas by the ideal law when `fillFraction` is 0. */
export const inventoryKg = (v: ParkVessel, s: Substance): number =>
  v.fillFraction > 0
    ? v.volumeM3 * v.fillFraction * s.liquidDensityKgM3
    : (v.pressurePa * v.volumeM3 * s.molarMassKgMol) / (GAS_CONSTANT_J_MOL_K * v.temperatureK);
