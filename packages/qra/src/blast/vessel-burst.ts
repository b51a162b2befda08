import { ATMOSPHERE_PA, TNT_ENERGY_J_KG } from '../constants.ts';
import { between, computed, firstOutOfRange, type Outcome, positive } from '../result.ts';

/**
 * Energy of a bursting gas vessel, J: Brode (P₁−P₀)V/(k−1), an upper value, or the isentropic
 * (P₁V/(k−1))[1−(P₀/P₁)^((k−1)/k)]; with the TNT mass for a surface burst (factor 1.8-2, from memory).
 * Range P₁ above ambient and ≤ 100 MPa.
 */
export function vesselBurst(x: {
  readonly burstPressurePa: number;
  readonly volumeM3: number;
  readonly heatCapacityRatio: number;
  readonly form?: 'brode' | 'isentropic';
  readonly surfaceFactor?: number;
}): Outcome<{ energyJ: number; tntMassKg: number }> {
  const bad = firstOutOfRange(
    { field: 'burstPressurePa', value: x.burstPressurePa, above: ATMOSPHERE_PA, max: 1e8 },
    positive('volumeM3', x.volumeM3, 2e5),
    { field: 'heatCapacityRatio', value: x.heatCapacityRatio, above: 1, max: 1.67 },
    between('surfaceFactor', x.surfaceFactor ?? 1.8, [1, 2]),
  );
  if (bad) return bad;
  const k = x.heatCapacityRatio;
  const energyJ =
    x.form === 'isentropic'
      ? ((x.burstPressurePa * x.volumeM3) / (k - 1)) * (1 - (ATMOSPHERE_PA / x.burstPressurePa) ** ((k - 1) / k))
      : ((x.burstPressurePa - ATMOSPHERE_PA) * x.volumeM3) / (k - 1);
  return computed({ energyJ, tntMassKg: ((x.surfaceFactor ?? 1.8) * energyJ) / TNT_ENERGY_J_KG });
}

/**
 * Work of a flashing liquid's burst, J: E = m[(h₁−h₂)−T₀(s₁−s₂)], saturated liquid before, state after expansion to ambient;
 * T₀ the boiling temperature at ambient pressure. The caller gives enthalpies (J/kg) and entropies (J/(kg·K)). From memory.
 */
export function liquidFlashBurst(x: {
  readonly massKg: number;
  readonly enthalpyDropJKg: number;
  readonly entropyDropJKgK: number;
  readonly finalTemperatureK: number;
}): Outcome<number> {
  const bad = firstOutOfRange(
    positive('massKg', x.massKg, 1e8),
    between('enthalpyDropJKg', x.enthalpyDropJKg, [-3e6, 3e6]),
    between('entropyDropJKgK', x.entropyDropJKgK, [-1e4, 1e4]),
    between('finalTemperatureK', x.finalTemperatureK, [20, 1000]),
  );
  if (bad) return bad;
  const perKg = x.enthalpyDropJKg - x.finalTemperatureK * x.entropyDropJKgK;
  return firstOutOfRange({ field: 'workJKg', value: perKg, min: 0 }) ?? computed(x.massKg * perKg);
}
