/**
 * Base failure frequencies, per year (or per metre-year, per hour), as versioned data.
 * Source: Purple Book (CPR 18E, 1999), from memory; BEVI is close; check AQ/T 3046's annex and GB/T 37243 before statutory use.
 */
export const BASE_FREQUENCIES = {
  id: 'purple-book-1999',
  version: '1',
  certainty: 'memory',
  vessels: {
    'pressure-storage': { catastrophic: 5e-7, tenMinutes: 5e-7, leak10mm: 1e-5 },
    'process-vessel': { catastrophic: 5e-6, tenMinutes: 5e-6, leak10mm: 1e-4 },
    'atmospheric-single': { catastrophic: 5e-6, tenMinutes: 5e-6, leak10mm: 1e-4 },
    'atmospheric-full-containment': { catastrophic: 1e-8, tenMinutes: 0, leak10mm: 0 },
    'road-rail-tank': { catastrophic: 5e-7, tenMinutes: 5e-7, leak10mm: 0 },
    'shell-tube-exchanger': { catastrophic: 5e-5, tenMinutes: 5e-5, leak10mm: 1e-3 },
  },
  pipePerMetre: {
    small: { rupture: 1e-6, leak: 5e-6 },
    medium: { rupture: 3e-7, leak: 2e-6 },
    large: { rupture: 1e-7, leak: 5e-7 },
  },
  pumps: { standard: { rupture: 1e-4, leak: 5e-4 }, canned: { rupture: 1e-5, leak: 5e-5 } },
  reliefValve: { fullDischarge: 2e-5 },
  perHour: { hose: { rupture: 4e-6, leak: 4e-5 }, arm: { rupture: 3e-8, leak: 3e-7 } },
} as const;

/** A kind of vessel in the frequency table. */
export type VesselFrequencyKind = keyof typeof BASE_FREQUENCIES.vessels;

/** Pipe class by inner diameter: below 75 mm, 75-150 mm, above. */
export const pipeClass = (diameterM: number): 'small' | 'medium' | 'large' =>
  diameterM < 0.075 ? 'small' : diameterM <= 0.15 ? 'medium' : 'large';

/**
 * The acceptance set's five scenarios from the three published ones. 25 mm and 100 mm are not in the Purple Book: they take
 * a share of the 10 mm and 10-minute frequencies (an assumption of ours, stated): 10 mm .9, 25 mm .1 of the leak; 100 mm and
 * 10 min .5 each of the 10-minute one. The sum is kept.
 */
export const SCENARIO_SPLIT = {
  id: 'yufang-five-scenarios',
  version: '1',
  certainty: 'derived',
  leak10mm: 0.9,
  leak25mm: 0.1,
  leak100mm: 0.5,
  tenMinutes: 0.5,
} as const;
