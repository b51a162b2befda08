import { HOURS_PER_YEAR } from '../constants.ts';
import { computed, firstOutOfRange, notNegative, type Outcome, positive } from '../result.ts';

/** One accident: how often a year and how many it kills (an expectation, so not always whole). */
export type FatalEvent = { readonly frequencyPerYear: number; readonly fatalities: number };

/** F(N) = Σ f[Nᵢ ≥ N], per year. Exact over the list. */
export function exceedanceFrequency(events: readonly FatalEvent[], fatalities: number): number {
  let sum = 0;
  for (const e of events) if (e.fatalities >= fatalities) sum += e.frequencyPerYear;
  return sum;
}

/** Potential loss of life Σ f·N, per year. */
export const potentialLossOfLife = (events: readonly FatalEvent[]): number =>
  events.reduce((sum, e) => sum + e.frequencyPerYear * e.fatalities, 0);

/** Fatal accident rate: PLL·10⁸/(N·8760), deaths in 10⁸ hours. */
export function fatalAccidentRate(pllPerYear: number, people: number): Outcome<number> {
  const bad = firstOutOfRange(notNegative('pllPerYear', pllPerYear), positive('people', people));
  return bad ?? computed((pllPerYear * 1e8) / (people * HOURS_PER_YEAR));
}

/** A point of the F-N curve. */
export type FnPoint = { readonly fatalities: number; readonly frequencyPerYear: number };

/** Highest N that the histogram keeps whole; above it bins are 1 % wide, up to 10⁷. */
export const FN_WHOLE = 1000;
const LOG_STEP = Math.log(1.01);
/** Number of bins of an F-N histogram. */
export const FN_BINS = FN_WHOLE + 1 + Math.ceil(Math.log(1e7 / FN_WHOLE) / LOG_STEP);

/** Bin of N: whole numbers up to 1000 (so F at a whole N ≤ 1000 is exact), 1 % wide above (bounded rounding, downward). */
export const fnBin = (fatalities: number): number =>
  fatalities < FN_WHOLE
    ? Math.floor(fatalities)
    : Math.min(FN_BINS - 1, FN_WHOLE + Math.floor(Math.log(fatalities / FN_WHOLE) / LOG_STEP));

/** Lower edge of a bin. */
export const fnBinFloor = (bin: number): number =>
  bin < FN_WHOLE ? bin : FN_WHOLE * Math.exp(LOG_STEP * (bin - FN_WHOLE));

/** F-N staircase of a histogram of frequencies: points where F steps, N ≥ 1, rising N, falling F. */
export function fnCurve(histogram: Float64Array): readonly FnPoint[] {
  const points: FnPoint[] = [];
  let sum = 0;
  for (let bin = histogram.length - 1; bin >= 1; bin--) {
    const f = histogram[bin] ?? 0;
    if (f === 0) continue;
    sum += f;
    points.push({ fatalities: fnBinFloor(bin), frequencyPerYear: sum });
  }
  return points.reverse();
}

/** Sum of two staircases: F(N) = F₁(N) + F₂(N) at every N where either steps. */
export function sumCurves(a: readonly FnPoint[], b: readonly FnPoint[]): readonly FnPoint[] {
  const steps = [...new Set([...a, ...b].map((p) => p.fatalities))].sort((x, y) => x - y);
  // F at N is the frequency of the first point at or beyond N.
  const at = (curve: readonly FnPoint[], n: number): number =>
    curve.find((p) => p.fatalities >= n)?.frequencyPerYear ?? 0;
  return steps.map((fatalities) => ({ fatalities, frequencyPerYear: at(a, fatalities) + at(b, fatalities) }));
}
