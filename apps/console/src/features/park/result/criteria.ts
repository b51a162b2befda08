/**
 * The two lines of GB 36894-2018 as the engine's data set has them (packages/qra, risk/criteria.ts): F·N at N = 1, slope in powers of ten; beyond
 * `largestFatalities` nothing is tolerated that comes oftener than `leastPerYear`. For charts of results that do not carry the lines themselves.
 */
export const SOCIETAL_LINES = {
  upperAtOne: 1e-3,
  lowerAtOne: 1e-5,
  slope: -1,
  largestFatalities: 1000,
  leastPerYear: 1e-9,
} as const;

/** Whether a curve is judged unacceptable for what lies beyond the largest number of deaths, and not for crossing the upper line. */
export const beyondLargest = (curve: readonly { readonly fatalities: number; readonly frequencyPerYear: number }[]) =>
  curve.some(
    (p) => p.fatalities > SOCIETAL_LINES.largestFatalities && p.frequencyPerYear > SOCIETAL_LINES.leastPerYear,
  );
