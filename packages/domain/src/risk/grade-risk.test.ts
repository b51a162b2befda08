import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isReference, type PayloadOf, parseReference, type ReferenceKind } from '../reference/index.ts';
import type { GradingReference, RiskScores } from './assessment.ts';
import { compareGrades } from './compare.ts';
import { multiplyDecimals } from './decimal.ts';
import { bandOf } from './grade-by-table.ts';
import { gradeLec } from './grade-lec.ts';
import { gradeLs } from './grade-ls.ts';
import { gradeMes } from './grade-mes.ts';
import { gradeRisk } from './grade-risk.ts';
import type { GradingMethod } from './vocabulary.ts';

const load = <K extends ReferenceKind>(kind: K, file: string): PayloadOf<K> => {
  const path = new URL(`../../../../seeds/codes/reference/${file}.json`, import.meta.url);
  const parsed = parseReference(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.ok || !isReference(parsed.value, kind)) throw new Error(`${file} is not ${kind}`);
  return parsed.value.payload;
};
const LEC = load('risk_method.LEC', 'risk-method-lec');
const LS = load('risk_method.LS', 'risk-method-ls');
const MES = load('risk_method.MES', 'risk-method-mes');
const methods = { LEC, LS, MES };
const reference: GradingReference = { methods, directRed: load('risk_direct_red', 'risk-direct-red') };

/** Worked cases of risk-methods.json, LEC.tests, and one per printed boundary. */
const LEC_CASES = [
  [{ L: 6, E: 6, C: 15 }, 540, 'red'],
  [{ L: 3, E: 6, C: 15 }, 270, 'orange'],
  [{ L: 3, E: 3, C: 15 }, 135, 'yellow'],
  [{ L: 10, E: 1, C: 7 }, 70, 'yellow'],
  [{ L: 1, E: 6, C: 7 }, 42, 'blue'],
  [{ L: 0.5, E: 3, C: 7 }, 10.5, 'blue'],
  [{ L: 0.1, E: 0.5, C: 1 }, 0.05, 'blue'],
  [{ L: 0.2, E: 6, C: 1 }, 1.2, 'blue'],
] as const;

test.each(LEC_CASES)('LEC %o gives D=%d, %s', (scores, product, grade) => {
  const result = gradeLec(scores, LEC);
  expect(result.ok && [result.value.product, result.value.band.grade]).toEqual([product, grade]);
});

test('the bounds: lower included, 320 itself is not above 320', () => {
  const bands = LEC.profiles[0]?.bands ?? [];
  const grade = (d: number) => bandOf(d, bands)?.grade;
  expect([320.01, 320, 160, 159.99, 70, 69.99, 20, 19.99, 0.05].map(grade)).toEqual([
    'red',
    'orange',
    'orange',
    'yellow',
    'yellow',
    'blue',
    'blue',
    'blue',
    'blue',
  ]);
  expect([20, 19.99].map((d) => bandOf(d, bands)?.index)).toEqual([3, 4]);
});

test('by enumeration only D=20 and D=70 fall on a printed bound', () => {
  const [l, e, c] = LEC.factors.map((f) => f.scores.map((s) => s.value));
  const all = (l ?? []).flatMap((x) => (e ?? []).flatMap((y) => (c ?? []).map((z) => multiplyDecimals([x, y, z]))));
  expect([...new Set(all.filter((d) => [20, 70, 160, 320].includes(d)))].toSorted((a, b) => a - b)).toEqual([20, 70]);
});

test.each([
  [{ L: 5, S: 4 }, 20, 'red', 'red'],
  [{ L: 4, S: 4 }, 16, 'orange', 'orange'],
  [{ L: 3, S: 3 }, 9, 'yellow', 'orange'],
  [{ L: 4, S: 2 }, 8, 'blue', 'yellow'],
  [{ L: 1, S: 3 }, 3, 'blue', 'blue'],
] as const)('LS %o gives R=%d: %s by default, %s in four bands', (scores, product, usual, four) => {
  const [a, b] = [gradeLs(scores, LS), gradeLs(scores, LS, 'four-band')];
  expect(a.ok && b.ok && [a.value.product, a.value.band.grade, b.value.band.grade]).toEqual([product, usual, four]);
});

test.each([
  [{ M: 3, E: 6, S: 10 }, 180, 'red'],
  [{ M: 1, E: 10, S: 10 }, 100, 'orange'],
  [{ M: 5, E: 1, S: 10 }, 50, 'yellow'],
  [{ M: 3, E: 2, S: 8 }, 48, 'blue'],
  [{ M: 1, E: 0.5, S: 1 }, 0.5, 'blue'],
] as const)('MES %o gives R=%d, %s', (scores, product, grade) => {
  const result = gradeMes(scores, MES);
  expect(result.ok && [result.value.product, result.value.band.grade]).toEqual([product, grade]);
});

const scoresOf = (method: keyof typeof methods) =>
  fc.record(
    Object.fromEntries(methods[method].factors.map((f) => [f.key, fc.constantFrom(...f.scores.map((s) => s.value))])),
  );

test.each(['LEC', 'LS', 'MES'] as const)(
  '%s: every choice has a band in every profile, and a higher score never lowers the grade',
  (method) => {
    const profiles = methods[method].profiles.map((p) => p.id);
    fc.assert(
      fc.property(scoresOf(method), scoresOf(method), fc.constantFrom(...profiles), (a, b, profile) => {
        const low = Object.fromEntries(Object.keys(a).map((k) => [k, Math.min(a[k] ?? 0, b[k] ?? 0)]));
        const high = Object.fromEntries(Object.keys(a).map((k) => [k, Math.max(a[k] ?? 0, b[k] ?? 0)]));
        const [x, y] = [low, high].map((factors) => gradeRisk(method, { factors, profile }, reference));
        if (!x?.ok || !y?.ok) throw new Error('a printed choice was refused');
        expect(compareGrades(y.value.grade, x.value.grade)).toBeLessThanOrEqual(0);
        expect(x.value.arithmetic?.factors.length).toBe(methods[method].factors.length);
      }),
    );
  },
);

test('products are exact decimals', () => {
  expect(multiplyDecimals([0.1, 0.5, 0.2])).toBe(0.01);
  expect(multiplyDecimals([0.1, 3])).toBe(0.3);
  expect(multiplyDecimals([1e-7, 10])).toBe(0.000001);
  expect(multiplyDecimals([1e21, 1])).toBe(1e21);
  expect(() => multiplyDecimals([Number.NaN])).toThrow(RangeError);
});

const REFUSED: readonly [GradingMethod, RiskScores, string, string][] = [
  ['LEC', { factors: { L: 2, E: 6, C: 7 } }, 'risk.score_not_in_table', 'L'],
  ['LEC', { factors: { L: 3, E: 6 } }, 'risk.score_missing', 'C'],
  ['LS', { factors: { L: 3, S: 3, E: 6 } }, 'risk.unknown_factor', 'E'],
  ['MES', { factors: { M: 3, E: 2, S: 8 }, profile: 'mine' }, 'risk.unknown_profile', 'profile'],
  ['direct', {}, 'risk.no_direct_item', 'directItems'],
  ['direct', { directItems: ['DR-99'] }, 'risk.unknown_direct_item', 'directItems'],
  ['declared', {}, 'risk.declared_missing', 'declared'],
];
test.each(REFUSED)('%s %o is refused with %s', (method, scores, code, field) => {
  const result = gradeRisk(method, scores, reference);
  expect(result.ok ? null : [result.error.code, result.error.field]).toEqual([code, field]);
});

test('a method without a table, a gap between bands', () => {
  const none = gradeRisk('LS', { factors: { L: 1, S: 1 } }, { methods: {}, directRed: null });
  expect(none.ok ? null : none.error.code).toBe('risk.method_unavailable');
  const holed = {
    ...LS,
    profiles: LS.profiles.map((p) => ({ ...p, bands: p.bands.filter((b) => b.grade !== 'orange') })),
  };
  const gap = gradeLs({ L: 4, S: 4 }, holed);
  expect(gap.ok ? null : gap.error.code).toBe('risk.no_band');
});

test('a direct circumstance makes any method red and keeps its arithmetic', () => {
  const result = gradeRisk('LEC', { factors: { L: 1, E: 1, C: 1 }, directItems: ['DR-3'] }, reference);
  expect(result.ok && result.value).toMatchObject({
    grade: 'red',
    scored: 'blue',
    product: 1,
    direct: [{ code: 'DR-3' }],
  });
  const declared = gradeRisk('declared', { declared: 'yellow' }, reference);
  expect(declared.ok && declared.value).toMatchObject({ grade: 'yellow', product: null, arithmetic: null });
});
