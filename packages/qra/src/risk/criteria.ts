import type { FnPoint } from './societal.ts';

/** Classes of protected targets (防护目标) in GB 36894-2018. */
export type TargetClass = 'high-sensitivity' | 'important' | 'class-1' | 'class-2' | 'class-3';

/** New, rebuilt and expanded plants, or plants in service. */
export type PlantState = 'new' | 'in-service';

/**
 * GB 36894-2018 as data. The six limits were read in the 2014 trial standard; their mapping to the 2018 classes is from memory;
 * the society lines (10, 1e-4), (10, 1e-6) with slope −1 were read; N > 1000 and the end of the F axis, below which nothing is judged, are from memory.
 */
export const GB36894_2018 = {
  standard: 'GB 36894-2018',
  inForceFrom: '2019-03-01',
  certainty: 'values read, class mapping from memory',
  individualPerYear: {
    new: { 'high-sensitivity': 3e-7, important: 3e-7, 'class-1': 3e-7, 'class-2': 3e-6, 'class-3': 1e-5 },
    'in-service': { 'high-sensitivity': 3e-6, important: 3e-6, 'class-1': 3e-6, 'class-2': 1e-5, 'class-3': 3e-5 },
  },
  societal: { upperAtOne: 1e-3, lowerAtOne: 1e-5, slope: -1, largestFatalities: 1000, leastPerYear: 1e-9 },
} as const;

/** The limit that a target may see, per year. */
export const individualLimitPerYear = (target: TargetClass, state: PlantState): number =>
  GB36894_2018.individualPerYear[state][target];

/** Contour levels of the standard, per year, highest first. */
export const CONTOUR_LEVELS_PER_YEAR = [3e-5, 1e-5, 3e-6, 1e-6, 3e-7] as const;

/** Zone of the whole F-N curve; the worst point decides. */
export type SocietalZone = 'unacceptable' | 'alarp' | 'acceptable';

/** The verdict and the point that came nearest to (or went furthest over) the upper line. */
export type SocietalVerdict = {
  readonly zone: SocietalZone;
  readonly worst: (FnPoint & { readonly upperPerYear: number; readonly lowerPerYear: number }) | null;
};

/**
 * Place an F-N curve between the standard's lines: any point above the upper line, or any accidents with N > 1000 oftener than 1e-9 a year, are
 * unacceptable; all below the lower line acceptable; otherwise as low as practicable. A point on a line belongs to the worse zone.
 */
export function judgeSocietal(curve: readonly FnPoint[]): SocietalVerdict {
  const c = GB36894_2018.societal;
  let worst: SocietalVerdict['worst'] = null;
  let ratio = 0;
  let beyond = false;
  for (const p of curve) {
    if (p.fatalities < 1) continue;
    if (p.fatalities > c.largestFatalities && p.frequencyPerYear > c.leastPerYear) beyond = true;
    const upperPerYear = c.upperAtOne * p.fatalities ** c.slope;
    if (p.frequencyPerYear / upperPerYear <= ratio) continue;
    ratio = p.frequencyPerYear / upperPerYear;
    worst = { ...p, upperPerYear, lowerPerYear: c.lowerAtOne * p.fatalities ** c.slope };
  }
  // A point on a line must not fall on its safe side by the last bit of a product.
  const lowRatio = (c.lowerAtOne / c.upperAtOne) * (1 - 1e-12);
  const zone = beyond || ratio >= 1 - 1e-12 ? 'unacceptable' : ratio >= lowRatio ? 'alarp' : 'acceptable';
  return { zone, worst };
}
