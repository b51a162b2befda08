import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import worked from './use-index.cases.json' with { type: 'json' };
import { median, type UseFacts, UseIndexRules, useIndex } from './use-index.ts';

const rules = UseIndexRules.parse(worked.rules);

describe('use index', () => {
  test.each(worked.cases.map((c) => [c.name, c] as const))('%s', (_, { facts, peers, index, reasons }) => {
    const found = useIndex(facts, peers, rules);
    expect(found.reasons.map((r) => [r.code, r.value, r.peer, r.points])).toEqual(reasons);
    expect(found.index).toBe(index);
  });

  const count = fc.integer({ min: 0, max: 500 });
  const part = (whole: number) => fc.integer({ min: 0, max: whole });
  const facts: fc.Arbitrary<UseFacts> = fc
    .tuple(count, count, count, count)
    .chain(([tasksDue, records, measures, posts]) =>
      fc.record({
        tasksDue: fc.constant(tasksDue),
        tasksOnTime: part(tasksDue),
        records: fc.constant(records),
        recordsMarked: part(records),
        dangersFound: count,
        daysSilent: count,
        measures: fc.constant(measures),
        measuresWithoutItem: part(measures),
        posts: fc.constant(posts),
        postsWithoutCard: part(posts),
      }),
    );
  const peers = fc.record({ dangersPer100: fc.option(fc.double({ min: 0, max: 9, noNaN: true })), enterprises: count });

  test('between 0 and 100, and exactly 100 minus its reasons', () => {
    fc.assert(
      fc.property(facts, peers, (f, p) => {
        const { index, reasons, judged } = useIndex(f, p, rules);
        const lost = reasons.reduce((s, r) => s + r.points, 0);
        expect(index).toBeGreaterThanOrEqual(0);
        expect(index).toBeLessThanOrEqual(100);
        expect(Math.abs(index - Math.max(0, 100 - lost))).toBeLessThan(0.051);
        expect(reasons.every((r) => judged.includes(r.code))).toBe(true);
      }),
    );
  });

  test('a longer silence or a later task never raises it', () => {
    fc.assert(
      fc.property(facts, peers, (f, p) => {
        const base = useIndex(f, p, rules).index;
        expect(useIndex({ ...f, daysSilent: f.daysSilent + 3 }, p, rules).index).toBeLessThanOrEqual(base);
        fc.pre(f.tasksOnTime > 0);
        expect(useIndex({ ...f, tasksOnTime: f.tasksOnTime - 1 }, p, rules).index).toBeLessThanOrEqual(base);
      }),
    );
  });

  test('the median', () => {
    expect([median([]), median([3]), median([4, 1]), median([9, 1, 5])]).toEqual([null, 3, 2.5, 5]);
  });
});
