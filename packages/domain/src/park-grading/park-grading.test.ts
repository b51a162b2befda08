import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseReference } from '../reference/envelope.ts';
import { checkAnswer, gradePark, type ParkAnswer } from './grade.ts';
import { stepGrading, unprovedItems } from './steps.ts';
import { ParkGradingTable } from './table.ts';

const cited = { certainty: 'design_default', source: 'test' } as const;
const item = (code: string, max: number, ladder: number[] | null = null) => ({
  code,
  element: 'e',
  label: code,
  labelEn: code,
  max,
  ladder,
  evidence: null,
  ...cited,
});
const table = (over: object = {}): ParkGradingTable =>
  ParkGradingTable.parse({
    bands: [
      { grade: 'A', label: '高', labelEn: 'high', min: 0 },
      { grade: 'B', label: '较高', labelEn: 'higher', min: 60 },
      { grade: 'C', label: '一般', labelEn: 'moderate', min: 70 },
      { grade: 'D', label: '较低', labelEn: 'lower', min: 85 },
    ],
    elements: [{ id: 'e', label: '要素', labelEn: 'element', points: null, ...cited }],
    items: [item('a', 60), item('b', 40, [0, 10, 25, 40])],
    vetoes: [{ code: 'v', label: '否决', labelEn: 'veto', ...cited }],
    normalisation: { rule: 'earned_over_applicable', notApplicable: true, ...cited },
    unread: [],
    againAfterYears: null,
    ...cited,
    ...over,
  });
const answers = (given: Record<string, number | null | 'na'>) =>
  new Map(
    Object.entries(given).map(([code, s]): [string, ParkAnswer] => [
      code,
      s === 'na' ? { score: null, applicable: false } : { score: s, applicable: true },
    ]),
  );
const grade = (given: Record<string, number | null | 'na'>, vetoed: string[] = []) =>
  gradePark(table(), { answers: answers(given), vetoed, certainty: 'confirmed' });

test.each([
  [{ a: 45, b: 40 }, 'D', 85],
  [{ a: 44.99, b: 40 }, 'C', 84.99],
  [{ a: 60, b: 10 }, 'C', 70],
  [{ a: 59.99, b: 10 }, 'B', 69.99],
  [{ a: 60, b: 0 }, 'B', 60],
  [{ a: 59.99, b: 0 }, 'A', 59.99],
  // Not applicable leaves both sums: 51 of 60 is 85 %.
  [{ a: 51, b: 'na' }, 'D', 85],
] as const)('%j is %s', (given, expected, percent) => {
  expect(grade(given)).toMatchObject({ grade: expected, percent, provisional: [] });
});

test('no grade while an item waits, none when nothing applies; a veto is A at once', () => {
  expect(grade({ a: 60 })).toMatchObject({ grade: null, missing: ['b'] });
  expect(grade({ a: 'na', b: 'na' })).toMatchObject({ grade: null, percent: null });
  expect(grade({ a: 60, b: 40 }, ['v', 'unknown'])).toMatchObject({ grade: 'A', vetoed: ['v'], percent: 100 });
  expect(grade({ a: 60 }, ['v']).grade).toBe('A');
});

test('more points never give a worse class', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 6000 }), fc.integer({ min: 0, max: 6000 }), (x, y) => {
      const [low, high] = [Math.min(x, y) / 100, Math.max(x, y) / 100];
      const of = (a: number) => String(grade({ a, b: 25 }).grade);
      expect(of(low) <= of(high)).toBe(true);
    }),
  );
});

test('a score is within its item and on its ladder', () => {
  const t = table();
  const code = (at: number, score: number | null, applicable = true) => {
    const i = t.items[at];
    if (!i) throw new Error('no such item');
    const checked = checkAnswer(t, i, { score, applicable });
    return checked.ok ? 'ok' : checked.error.code;
  };
  expect(code(0, 60)).toBe('ok');
  expect(code(0, 0.05)).toBe('ok');
  for (const bad of [60.01, -1, Number.NaN, 0.001])
    expect(code(0, bad), String(bad)).toBe('park_grading.score_out_of_range');
  expect(code(1, 25)).toBe('ok');
  expect(code(1, 20)).toBe('park_grading.not_on_ladder');
  const strict = table({ normalisation: { rule: 'earned_over_applicable', notApplicable: false, ...cited } });
  const first = strict.items[0];
  expect(first && checkAnswer(strict, first, { score: null, applicable: false }).ok).toBe(false);
});

test('nobody reviews his own scores, nothing goes up unscored or unproved', () => {
  const facts = { state: 'draft', scorers: ['p'], missing: [], unproved: [] } as const;
  const code = (r: ReturnType<typeof stepGrading>) => (r.ok ? r.value : r.error.code);
  expect(code(stepGrading(facts, 'submit', 'p'))).toBe('in_review');
  expect(code(stepGrading({ ...facts, missing: ['a'] }, 'submit', 'p'))).toBe('park_grading.unscored');
  expect(code(stepGrading({ ...facts, unproved: ['a'] }, 'submit', 'p'))).toBe('park_grading.no_evidence');
  const waiting = { ...facts, state: 'in_review' } as const;
  expect(code(stepGrading(waiting, 'approve', 'p'))).toBe('park_grading.own_review');
  expect(code(stepGrading(waiting, 'approve', 'q'))).toBe('approved');
  expect(code(stepGrading(waiting, 'save', 'p'))).toBe('park_grading.state');
});

test('a score above nothing is proved by a note with words or by a file', () => {
  const a = { item: 'a', score: 4, applicable: true, note: null, files: [] };
  expect(unprovedItems([a, { ...a, item: 'b', note: ' ' }])).toEqual(['a', 'b']);
  expect(
    unprovedItems([
      { ...a, note: '批复' },
      { ...a, files: ['f'] },
      { ...a, score: 0 },
      { ...a, score: null },
      { ...a, applicable: false },
    ]),
  ).toEqual([]);
});

test('the shipped table says what of the guide it lacks', () => {
  const file = new URL('../../../../seeds/codes/reference/park-grading.json', import.meta.url);
  const parsed = parseReference(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.ok) throw new Error(parsed.error.code);
  const shipped = parsed.value.payload as ParkGradingTable;
  expect(shipped.unread.length).toBeGreaterThan(0);
  const all = gradePark(shipped, {
    answers: new Map(shipped.items.map((i) => [i.code, { score: i.max, applicable: true }])),
    vetoed: [],
    certainty: parsed.value.certainty,
  });
  expect(all).toMatchObject({ grade: 'D', provisional: ['items_unread', 'table_unconfirmed'] });
});
