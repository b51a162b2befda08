import type { Metric } from './metrics.ts';

/**
 * What one row adds to the counters: `metric|day` → count, day empty for a stock. A counter is the sum of what the rows contribute, so the live
 * path only ever adds contribution(after) − contribution(before), and a rebuild is the same sum taken from the tables.
 */
export type Contribution = ReadonlyMap<string, number>;

/** The key of one counter. */
export const counterKey = (metric: Metric, day = ''): string => `${metric}|${day}`;

const NOTHING: Contribution = new Map();

/** Counts given as pairs; a false or zero count is left out. */
export function contribution(pairs: readonly (readonly [Metric, boolean | number, string?])[]): Contribution {
  const out = new Map<string, number>();
  for (const [metric, count, day] of pairs) {
    const n = Number(count);
    if (n !== 0) out.set(counterKey(metric, day), (out.get(counterKey(metric, day)) ?? 0) + n);
  }
  return out;
}

/** a + b, zeros dropped. */
export const add = (a: Contribution, b: Contribution): Contribution => combine(a, b, 1);
/** a − b, zeros dropped: the delta of a row that was b and is a. */
export const subtract = (a: Contribution, b: Contribution): Contribution => combine(a, b, -1);

function combine(a: Contribution, b: Contribution, sign: 1 | -1): Contribution {
  if (b.size === 0) return a;
  const out = new Map(a);
  for (const [key, n] of b) {
    const sum = (out.get(key) ?? 0) + sign * n;
    if (sum === 0) out.delete(key);
    else out.set(key, sum);
  }
  return out.size === 0 ? NOTHING : out;
}
