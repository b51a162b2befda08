import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alphaOf, gradeMajorHazard } from './grade.ts';
import { criticalQuantity } from './lookup.ts';
import { TABLE_1 } from './tables.ts';

type Example = {
  readonly id: string;
  readonly exposedPersons500m: number;
  readonly alpha: number;
  readonly items: readonly { readonly name: string; readonly q: number; readonly Q: number; readonly beta: number }[];
  readonly expected: {
    readonly S: number;
    readonly isMajorHazard: boolean;
    readonly R: number | null;
    readonly grade: string | null;
  };
};

const examples: readonly Example[] = JSON.parse(
  readFileSync(new URL('../cases/gb18218-examples.json', import.meta.url), 'utf8'),
);

describe('GB 18218-2018', () => {
  test.each(examples.map((e) => [e.id, e] as const))('%s', (_, e) => {
    const got = gradeMajorHazard({
      peopleWithin500M: e.exposedPersons500m,
      items: e.items.map((i) => ({ substance: i.name, quantityT: i.q, criticalQuantityT: i.Q, beta: i.beta })),
    });
    expect(got.ok && got.value).toMatchObject({
      s: String(e.expected.S),
      isMajorHazard: e.expected.isMajorHazard,
      r: e.expected.R === null ? null : String(e.expected.R),
      grade: e.expected.grade,
      alpha: String(e.alpha),
    });
  });

  test('ten tenths are exactly one, although ten floats of 0.1 are not', () => {
    const items = Array.from({ length: 10 }, () => ({ substance: '氯', quantityT: '0.5' }));
    const got = gradeMajorHazard({ items, peopleWithin500M: 0 });
    expect(got.ok && got.value).toMatchObject({ s: '1', isMajorHazard: true, r: '2', level: 4 });
  });

  test.each([
    ['氯', '4.999998', 0, { s: '0.9999996', isMajorHazard: false }],
    ['氯', '4.9999999999', 0, { s: '0.99999999998', isMajorHazard: false }],
    ['氨', '499.999999', 1, { r: '99.9999998', level: 2 }],
    ['氨', '49.999999', 1, { r: '9.9999998', level: 4 }],
    ['氨', '500', 1, { r: '100', level: 1 }],
  ])('what is shown of %s %s t does not contradict the verdict', (substance, quantityT, peopleWithin500M, expected) => {
    const got = gradeMajorHazard({ items: [{ substance, quantityT }], peopleWithin500M });
    expect(got.ok && got.value).toMatchObject(expected);
  });

  test.each([
    ['汽油', ['W5.3'], '200'],
    ['甲醛', ['J3'], '5'],
    ['天然气', ['W2'], '50'],
    ['甲烷', ['W2'], '50'],
    ['液化石油气', ['W2'], '50'],
    ['丙烷', ['W2'], '50'],
    ['氧', [], '200'],
    ['氯化氢', [], '20'],
    ['methanol', ['W5.3'], '500'],
  ] as const)('%s by its everyday name is its row of table 1, not its category', (substance, categories, q) => {
    expect(criticalQuantity({ substance, categories })).toMatchObject({ ok: true, value: { criticalQuantityT: q } });
  });

  test('ammonium nitrate without its row is ambiguous; of equal quantities the graver β counts; β by CAS as by name', () => {
    expect(criticalQuantity({ substance: '硝酸铵', categories: ['W9.2'] })).toMatchObject({
      code: 'gb18218.ambiguous',
    });
    for (const categories of [['J2', 'J4'], ['J4', 'J2'], ['J4']] as const)
      expect(criticalQuantity({ substance: '某物', categories })).toMatchObject({ value: { beta: '2' } });
    for (const substance of ['630-08-0', '一氧化碳', 'carbon monoxide'])
      expect(criticalQuantity({ substance, categories: ['W2'] })).toMatchObject({ value: { beta: '2' } });
  });

  test('just below a bound stays below it', () => {
    const got = gradeMajorHazard({ items: [{ substance: '氨', quantityT: '499.9999999999' }], peopleWithin500M: 1 });
    expect(got.ok && got.value.level).toBe(2);
  });

  test('looks up by table 1, alias, CAS, then category; refuses what it cannot decide', () => {
    expect(TABLE_1).toHaveLength(85);
    expect(criticalQuantity({ substance: '液氯' })).toMatchObject({
      ok: true,
      value: { criticalQuantityT: '5', beta: '4' },
    });
    expect(criticalQuantity({ substance: '7664-41-7' })).toMatchObject({
      ok: true,
      value: { criticalQuantityT: '10' },
    });
    expect(criticalQuantity({ substance: '某溶剂', categories: ['W5.4', 'J5'] })).toMatchObject({
      ok: true,
      value: { criticalQuantityT: '500', beta: '1' },
    });
    expect(criticalQuantity({ substance: '硝化棉' })).toMatchObject({ ok: false, code: 'gb18218.ambiguous' });
    expect(criticalQuantity({ substance: '水' })).toMatchObject({ ok: false, code: 'gb18218.unknown_substance' });
  });

  test.each([['-1'], ['NaN'], ['1,5'], [Number.NaN], [Number.POSITIVE_INFINITY], ['']])(
    'refuses the quantity %s',
    (quantityT) => {
      expect(gradeMajorHazard({ items: [{ substance: '氯', quantityT }], peopleWithin500M: 0 }).ok).toBe(false);
    },
  );

  test('more of a substance never lowers S, R or the grade', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000 }),
        fc.integer({ min: 0, max: 10_000 }),
        fc.integer({ min: 0, max: 200 }),
        (q, more, people) => {
          const grade = (t: number): number => {
            const got = gradeMajorHazard({ items: [{ substance: '氯', quantityT: t }], peopleWithin500M: people });
            return got.ok ? (got.value.level ?? 5) : Number.NaN;
          };
          expect(grade(q + more)).toBeLessThanOrEqual(grade(q));
        },
      ),
    );
  });

  test('α by residents', () => {
    expect([0, 1, 29, 30, 49, 50, 99, 100, 5000].map(alphaOf)).toEqual([
      '0.5',
      '1',
      '1',
      '1.2',
      '1.2',
      '1.5',
      '1.5',
      '2',
      '2',
    ]);
  });
});
