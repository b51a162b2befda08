import { ATMOSPHERE_PA } from '../constants.ts';
import { between, computed, firstOutOfRange, type Note, type Outcome, positive, refused } from '../result.ts';
import { bstScaledPressure } from './baker-strehlow-tang.ts';

/** Source overpressure (plateau), in ambient pressures, of classes 1-10 (TNO; class 10 is "at least"). */
export const MULTI_ENERGY_PLATEAU = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10] as const;
/** Scaled distance where the plateau ends: .6 for classes 1-5, .5-.3 for 6-9, .25 for 10 (from memory). */
const PLATEAU_END = [0.6, 0.6, 0.6, 0.6, 0.6, 0.5, 0.43, 0.37, 0.3, 0.25] as const;

/** Combustion energy per volume of stoichiometric hydrocarbon-air, J/m³ (AQ/T 3046 E.60; two sources). */
export const STOICHIOMETRIC_ENERGY_J_M3 = 3.5e6;

/**
 * TNO Multi-Energy: E = 3.5 MJ/m³·V of the congested volume, R̄ = r(P₀/E)^⅓, plateau by class 1-10, then classes 1-5 decay
 * ∝ 1/R̄ and classes 6-10 fall to the detonation line (BST Mf 5.2 row at the hemisphere-equivalent energy).
 *
 * The decays are from memory: digitise AQ/T 3046 figure E.1 before a statutory report (note `multi_energy.screening`).
 * Range R̄ ≤ 100; class an integer 1-10.
 */
export function multiEnergy(x: {
  readonly congestedVolumeM3: number;
  readonly blastClass: number;
  readonly distanceM: number;
  readonly ambientPressurePa?: number;
}): Outcome<{ overpressureKpa: number; scaledDistance: number }> {
  const p0 = x.ambientPressurePa ?? ATMOSPHERE_PA;
  const bad = firstOutOfRange(
    positive('congestedVolumeM3', x.congestedVolumeM3, 1e7),
    positive('distanceM', x.distanceM, 1e5),
    between('ambientPressurePa', p0, [5e4, 1.2e5]),
  );
  if (bad) return bad;
  const plateau = MULTI_ENERGY_PLATEAU[x.blastClass - 1];
  const end = PLATEAU_END[x.blastClass - 1];
  if (plateau === undefined || end === undefined) {
    return refused('multi_energy.no_such_class', { field: 'blastClass', value: x.blastClass, min: 1, max: 10 });
  }
  const scaledDistance = x.distanceM * (p0 / (STOICHIOMETRIC_ENERGY_J_M3 * x.congestedVolumeM3)) ** (1 / 3);
  if (scaledDistance > 100)
    return refused('multi_energy.too_far', { field: 'scaledDistance', value: scaledDistance, max: 100 });
  const notes: Note[] = [{ code: 'multi_energy.screening' }];
  // The BST rows count E with the ground factor 2: the same cloud sits at R̄/2^⅓ on their axis.
  const detonation = bstScaledPressure(5.2, scaledDistance / 2 ** (1 / 3));
  const decay = x.blastClass <= 5 ? (plateau * end) / scaledDistance : detonation;
  const scaledPressure = scaledDistance <= end ? plateau : Math.min(plateau, decay);
  return computed({ overpressureKpa: (p0 * scaledPressure) / 1000, scaledDistance }, notes);
}
