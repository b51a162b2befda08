import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INSPECTION_RESULTS, RECORD_MARKS } from '../inspection/vocabulary.ts';
import { hamming } from './hamming.ts';
import type { RecordFacts, SeenPhoto } from './record-facts.ts';
import worked from './record-marks.cases.json' with { type: 'json' };
import { ownMarks, recordMarks } from './record-marks.ts';
import { RecordMarkRules } from './record-rules.ts';
import { inOrder, runMarks } from './run-marks.ts';

const rules = RecordMarkRules.parse(worked.rules);
type Given = Omit<RecordFacts, 'result'> & { readonly result: string };
const facts = (given: Given): RecordFacts => ({
  ...given,
  result: INSPECTION_RESULTS.find((r) => r === given.result) ?? 'other',
});

describe('record marks, worked by hand', () => {
  test.each(worked.cases.map((c) => [c.name, c] as const))('%s', (_, c) => {
    const photos: readonly SeenPhoto[] = c.photos;
    const marks = recordMarks(facts(c.record), { others: c.others.map(facts), photos }, rules);
    const only: readonly string[] = c.only ?? RECORD_MARKS;
    expect(marks.filter((m) => only.includes(m.mark))).toEqual(c.marks);
  });
});

describe('record marks, for any record', () => {
  const place = fc.option(
    fc.record({
      lon: fc.double({ min: 113, max: 113.01, noNaN: true }),
      lat: fc.double({ min: 34, max: 34.01, noNaN: true }),
      accuracyM: fc.option(fc.double({ min: 0, max: 200, noNaN: true })),
    }),
  );
  const record: fc.Arbitrary<RecordFacts> = fc.record({
    id: fc.uuid(),
    result: fc.constantFrom(...INSPECTION_RESULTS),
    claimedAt: fc.integer({ min: 1_763_000_000_000, max: 1_763_090_000_000 }),
    receivedAt: fc.integer({ min: 1_763_000_000_000, max: 1_763_090_000_000 }),
    clockOffsetMs: fc.option(fc.integer({ min: -1e8, max: 1e8 })),
    place,
    point: place,
    durationMs: fc.option(fc.integer({ min: 0, max: 1e6 })),
    items: fc.integer({ min: 1, max: 9 }),
    photos: fc.constant([]),
  });

  test('each mark at most once, with figures, whatever the order of its neighbours', () => {
    fc.assert(
      fc.property(record, fc.array(record, { maxLength: 30 }), (r, others) => {
        const marks = recordMarks(r, { others, photos: [] }, rules);
        expect(new Set(marks.map((m) => m.mark)).size).toBe(marks.length);
        for (const { why } of marks)
          for (const figure of Object.values(why))
            expect(typeof figure === 'string' || Number.isFinite(figure), JSON.stringify(why)).toBe(true);
        const turned = recordMarks(r, { others: [r, ...others.toReversed()], photos: [] }, rules);
        expect(turned.map((m) => m.mark)).toEqual(marks.map((m) => m.mark));
      }),
    );
  });

  test('judged together as each by itself, whatever the order in which they came', () => {
    const run = fc.uniqueArray(record, { maxLength: 40, selector: (r) => r.id });
    // Few places and moments, so that leaps, rounds and nights come about.
    const dense = run.map((rs) =>
      rs.map((r) => ({ ...r, claimedAt: 1_763_050_000_000 + (Number(r.claimedAt) % 90) * 3000 })),
    );
    const loose = {
      ...rules,
      bulkAtNight: { ...rules.bulkAtNight, from: '00:00', to: '23:59', minClaimed: 5, minReceived: 9 },
    };
    fc.assert(
      fc.property(fc.oneof(run, dense), (rs) => {
        const together = runMarks(rs.toReversed(), loose);
        for (const r of rs) {
          const own = ownMarks(r, [], loose);
          const beside = (together.get(r.id) ?? []).filter((m) => !own.some((o) => o.mark === m.mark));
          expect(inOrder([...own, ...beside])).toEqual(recordMarks(r, { others: rs, photos: [] }, loose));
        }
      }),
    );
  });

  test('a worse accuracy never makes a record more suspect of place or speed', () => {
    const placeMarks = (r: RecordFacts, others: RecordFacts[]) =>
      recordMarks(r, { others, photos: [] }, rules).filter((m) => /point/.test(m.mark)).length;
    fc.assert(
      fc.property(record, fc.array(record, { maxLength: 5 }), (r, others) => {
        fc.pre(r.place !== null);
        const vaguer = { ...r, place: r.place && { ...r.place, accuracyM: (r.place.accuracyM ?? 0) + 50 } };
        expect(placeMarks(vaguer, others)).toBeLessThanOrEqual(placeMarks(r, others));
      }),
    );
  });
});

describe('hamming', () => {
  const hash = fc.stringMatching(/^[0-9a-f]{16}$/);
  test('a distance: zero to itself, even-handed, no detour is shorter', () => {
    fc.assert(
      fc.property(hash, hash, hash, (a, b, c) => {
        expect(hamming(a, a.toUpperCase())).toBe(0);
        expect(hamming(a, b)).toBe(hamming(b, a));
        expect(hamming(a, c)).toBeLessThanOrEqual(hamming(a, b) + hamming(b, c));
      }),
    );
    expect(hamming('0000000000000000', 'ffffffffffffffff')).toBe(64);
    expect(() => hamming('0', '0000000000000000')).toThrow(RangeError);
  });
});
