import { between, computed, firstOutOfRange, type Note, type Outcome, positive } from '../result.ts';

/** Which correlation of a jet flame's length. */
export type JetFlameSet = 'aqt3046' | 'order404-gas' | 'order404-lpg-vapour' | 'order404-liquid';

const ORDER404_K = { 'order404-gas': 12.5, 'order404-lpg-vapour': 13.5, 'order404-liquid': 15 } as const;

/**
 * Jet flame length, m: AQ/T 3046 E.57 L = (ΔHc·m)^0.444/161.66 (J/kg, kg/s), or Order 404 L = K·m^0.4 (K 12.5 gas, 13.5 LPG
 * vapour, 15 liquid). Sources: one each. A hydrocarbon correlation: over-predicts hydrogen by ×1.35-1.53 (measured, flagged).
 * Range 0.01-500 kg/s.
 */
export function jetFlameLength(x: {
  readonly massFlowKgS: number;
  readonly heatOfCombustionJKg: number;
  readonly set?: JetFlameSet;
}): Outcome<number> {
  const bad = firstOutOfRange(
    between('massFlowKgS', x.massFlowKgS, [0.001, 5000]),
    between('heatOfCombustionJKg', x.heatOfCombustionJKg, [1e6, 2e8]),
  );
  if (bad) return bad;
  const notes: Note[] = [];
  if (x.heatOfCombustionJKg > 1e8) notes.push({ code: 'jet_fire.hydrogen_overpredicted' });
  if (x.massFlowKgS > 500 || x.massFlowKgS < 0.01) notes.push({ code: 'jet_fire.extrapolated', field: 'massFlowKgS' });
  return computed(jetFlameLengthOf(x.massFlowKgS, x.heatOfCombustionJKg, x.set ?? 'aqt3046'), notes);
}

/** The correlation itself, unchecked. */
export const jetFlameLengthOf = (massFlowKgS: number, heatOfCombustionJKg: number, set: JetFlameSet): number =>
  set === 'aqt3046' ? (heatOfCombustionJKg * massFlowKgS) ** 0.444 / 161.66 : ORDER404_K[set] * massFlowKgS ** 0.4;

/** Flame diameter of Order 404: 0.15 L. */
export const jetFlameDiameterM = (lengthM: number): number => 0.15 * lengthM;

/**
 * Heat flux of a jet flame as a point source at mid flame (AQ/T 3046 E.58): q = χ·ΔHc·m·τ/(4πr²), kW/m². χ 0.15-0.3.
 * @param distanceM from the middle of the flame; > 0
 */
export function jetFireHeatFlux(x: {
  readonly massFlowKgS: number;
  readonly heatOfCombustionJKg: number;
  readonly distanceM: number;
  readonly radiantFraction?: number;
  readonly transmissivity?: number;
}): Outcome<number> {
  const chi = x.radiantFraction ?? 0.2;
  const bad = firstOutOfRange(
    between('massFlowKgS', x.massFlowKgS, [0.001, 5000]),
    between('heatOfCombustionJKg', x.heatOfCombustionJKg, [1e6, 2e8]),
    positive('distanceM', x.distanceM, 1e5),
    between('radiantFraction', chi, [0.05, 0.5]),
    between('transmissivity', x.transmissivity ?? 1, [0, 1]),
  );
  if (bad) return bad;
  const watts = chi * x.heatOfCombustionJKg * x.massFlowKgS * (x.transmissivity ?? 1);
  return computed(watts / (4 * Math.PI * x.distanceM ** 2) / 1000);
}
