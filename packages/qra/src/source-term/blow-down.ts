import { ATMOSPHERE_PA, GAS_CONSTANT_J_MOL_K } from '../constants.ts';
import { computed, firstOutOfRange, type Outcome, positive } from '../result.ts';
import { type GasOrificeInput, gasOrifice } from './gas-orifice.ts';

/** A gas vessel emptying through a hole. */
export type BlowDownInput = GasOrificeInput & {
  readonly volumeM3: number;
  /** Release ends here whatever is left: isolation time, or 1800 s (600 s for the Purple Book's G2). */
  readonly maxDurationS?: number;
};

/** One step of the blow-down. */
export type BlowDownStep = {
  readonly timeS: number;
  readonly pressurePa: number;
  readonly massFlowKgS: number;
  readonly releasedKg: number;
};

/**
 * Blow-down of an ideal gas, isentropic inside: T = T₀(P/P₀)^((k−1)/k), stepped so that each step loses 1 % of the mass.
 * Stops at ambient pressure (within 0.1 %) or `maxDurationS`. Released mass is exact for the step sequence: it never exceeds
 * the inventory. Range as `gasOrifice`; volume ≤ 2·10⁵ m³.
 */
export function gasBlowDown(
  x: BlowDownInput,
): Outcome<{ steps: readonly BlowDownStep[]; releasedKg: number; inventoryKg: number }> {
  const bad = firstOutOfRange(
    positive('volumeM3', x.volumeM3, 2e5),
    positive('maxDurationS', x.maxDurationS ?? 1800, 86_400),
  );
  if (bad) return bad;
  const first = gasOrifice(x);
  if (!first.ok) return first;
  const k = x.heatCapacityRatio;
  const ambient = x.ambientPressurePa ?? ATMOSPHERE_PA;
  const inventoryKg = (x.vesselPressurePa * x.volumeM3 * x.molarMassKgMol) / (GAS_CONSTANT_J_MOL_K * x.temperatureK);
  const end = x.maxDurationS ?? 1800;
  const steps: BlowDownStep[] = [];
  let massKg = inventoryKg;
  let timeS = 0;
  for (;;) {
    const pressurePa = x.vesselPressurePa * (massKg / inventoryKg) ** k;
    if (pressurePa <= ambient * 1.001 || timeS >= end) break;
    const temperatureK = x.temperatureK * (pressurePa / x.vesselPressurePa) ** ((k - 1) / k);
    const flow = gasOrifice({ ...x, vesselPressurePa: pressurePa, temperatureK });
    if (!flow.ok) break;
    steps.push({ timeS, pressurePa, massFlowKgS: flow.value.massFlowKgS, releasedKg: inventoryKg - massKg });
    const stepS = Math.min((0.01 * massKg) / flow.value.massFlowKgS, end - timeS);
    massKg -= flow.value.massFlowKgS * stepS;
    timeS += stepS;
  }
  steps.push({
    timeS,
    pressurePa: x.vesselPressurePa * (massKg / inventoryKg) ** k,
    massFlowKgS: 0,
    releasedKg: inventoryKg - massKg,
  });
  return computed({ steps, releasedKg: inventoryKg - massKg, inventoryKg }, first.notes);
}
