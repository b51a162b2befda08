import type { Reactivity } from '../substance/types.ts';

/**
 * Probability of immediate ignition (Purple Book, from memory): gas low-reactive .02/.04/.09, others .2/.5/.7 for
 * <10/10-100/>100 kg/s continuous or <1/1-10/>10 t instantaneous; K1 liquid .065, K2 .01.
 */
export const IMMEDIATE_IGNITION = {
  id: 'purple-book-1999-ignition',
  version: '1',
  certainty: 'memory',
  lowReactivityGas: [0.02, 0.04, 0.09],
  gas: [0.2, 0.5, 0.7],
  continuousKgS: [10, 100],
  instantaneousKg: [1000, 10_000],
  liquidK1: 0.065,
  liquidK2: 0.01,
} as const;

/** Immediate ignition of a gas or flashing release by size. */
export function immediateIgnitionGas(
  reactivity: Reactivity,
  release: { readonly massFlowKgS: number } | { readonly massKg: number },
): number {
  const size = 'massKg' in release ? release.massKg : release.massFlowKgS;
  const [low, high] = 'massKg' in release ? IMMEDIATE_IGNITION.instantaneousKg : IMMEDIATE_IGNITION.continuousKgS;
  const row = reactivity === 'low' ? IMMEDIATE_IGNITION.lowReactivityGas : IMMEDIATE_IGNITION.gas;
  return size < low ? row[0] : size <= high ? row[1] : row[2];
}

/** Delayed ignition of one source: 1 − exp(−ωt). */
export const delayedIgnition = (strengthPerS: number, timeS: number): number => -Math.expm1(-strengthPerS * timeS);

/** Delayed ignition by n inhabitants: 1 − e^{−.01n}. */
export const delayedIgnitionByPeople = (people: number): number => -Math.expm1(-0.01 * people);

/** The event tree behind ignition: how a delayed one splits, and what an immediate one of a pressurised vessel becomes (Purple Book, from memory). */
export const OUTCOME_SPLIT = {
  id: 'purple-book-1999-outcomes',
  version: '1',
  certainty: 'memory',
  vceOfDelayed: 0.4,
  flashOfDelayed: 0.6,
  bleveOfImmediate: 0.7,
} as const;
