import type { Metric } from './metrics.ts';

/**
 * What one row adds to the counters: `metric|day` → count, day empty for a stock. A counter is the sum of what the rows contribute, so the live
 * path only ever adds contribution(after) − contribution(before), and a rebuild is the same sum taken from the tables.
 */
export type Contribution = ReadonlyMap<string, number>;

/** The key of one counter. */
export const counterKey = (metric: Metric, day = ''): string => `${metric}|${day}`;

/** Counts given as pairs; a false or zero count is left out. */
export function contribution(pairs: readonly (readonly [Metric, boolean | number, string?])[]): Contribution {
  const out = new Map<string, number>();
  for (const [metric, count, day] of pairs) {
    const n = Number(count);
    if (n !== 0) out.set(counterKey(metric, day), (out.get(counterKey(metric, day)) ?? 0) + n);
  }
  return out;
}

/** Put a row's contribution into a running sum so many times; negative takes it out again, and what comes to zero is dropped. */
export function tally(total: Map<string, number>, of: Contribution, times = 1): void {
  for (const [key, n] of of) {
    const sum = (total.get(key) ?? 0) + n * times;
    if (sum === 0) total.delete(key);
    else total.set(key, sum);
  }
}

/** Different answers that a remembered rule keeps; two years of days for every state of a task. */
const MOST_REMEMBERED = 5_000;

/** The same rule, worked out once for rows that count alike: `alike` names all that the rule reads. A batch's fifty tasks are of one day and two states. */
export function remembered<R>(rule: (row: R) => Contribution, alike: (row: R) => string): (row: R) => Contribution {
  const known = new Map<string, Contribution>();
  return (row) => {
    const key = alike(row);
    const there = known.get(key);
    if (there) return there;
    if (known.size >= MOST_REMEMBERED) known.clear();
    const made = rule(row);
    known.set(key, made);
    return made;
  };
}
