import { between, computed, firstOutOfRange, type Outcome, positive, refused } from '../result.ts';

/** A saturated (flashing) liquid leaving through a hole or a stub. */
export type TwoPhaseInput = {
  readonly dischargeCoefficient?: number;
  readonly holeDiameterM: number;
  /** Length of the flow path behind the hole (wall, nozzle, pipe stub). */
  readonly flowPathM: number;
  readonly heatOfVaporisationJKg: number;
  /** Vapour minus liquid specific volume, m³/kg, at the storage state. */
  readonly specificVolumeChangeM3Kg: number;
  readonly liquidHeatCapacityJKgK: number;
  readonly temperatureK: number;
};

/**
 * Equilibrium flashing flow (Fauske): G = ΔHv/(vfg·√(T·cp)), m = Cd·A·G, valid when the flow path exceeds 0.1 m.
 *
 * Source: CCPS / Crowl & Louvar (from memory). Range: saturated liquids. Refuses a shorter path
 * (`two_phase.path_too_short`: compute it as a liquid with `liquidOrifice`).
 */
export function twoPhaseOrifice(x: TwoPhaseInput): Outcome<{ massFlowKgS: number; massFluxKgM2S: number }> {
  const cd = x.dischargeCoefficient ?? 0.85;
  const bad = firstOutOfRange(
    between('dischargeCoefficient', cd, [0.3, 1]),
    positive('holeDiameterM', x.holeDiameterM, 3),
    positive('flowPathM', x.flowPathM, 1e4),
    between('heatOfVaporisationJKg', x.heatOfVaporisationJKg, [1e4, 3e6]),
    positive('specificVolumeChangeM3Kg', x.specificVolumeChangeM3Kg, 1e3),
    between('liquidHeatCapacityJKgK', x.liquidHeatCapacityJKgK, [300, 15_000]),
    between('temperatureK', x.temperatureK, [20, 1000]),
  );
  if (bad) return bad;
  if (x.flowPathM <= 0.1)
    return refused('two_phase.path_too_short', { field: 'flowPathM', value: x.flowPathM, min: 0.1 });
  const flux =
    x.heatOfVaporisationJKg / (x.specificVolumeChangeM3Kg * Math.sqrt(x.temperatureK * x.liquidHeatCapacityJKgK));
  return computed({ massFlowKgS: cd * (Math.PI / 4) * x.holeDiameterM ** 2 * flux, massFluxKgM2S: flux });
}
