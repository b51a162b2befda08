import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ROLES, type Role } from '../org/vocabulary.ts';
import { type ReviewPeriod, SEPARATIONS } from '../reference/index.ts';
import { reidentificationDue } from './reidentification.ts';
import {
  allowedReviewCommands,
  decideReview,
  REVIEW_COMMANDS,
  type ReviewCommand,
  type ReviewFacts,
  SHEET_WRITERS,
} from './review.ts';
import { WorksheetRow } from './worksheet.ts';

const draft: ReviewFacts = {
  state: 'draft',
  authorId: null,
  reviewerId: null,
  approverId: null,
  revision: 1,
  graded: true,
};
const full = (type: (typeof REVIEW_COMMANDS)[number]): ReviewCommand =>
  type === 'return' || type === 'revise' ? { type, reason: 'because' } : { type };

test('three people, in order; a revision is a new draft', () => {
  const act = (by: string, role: Role) => ({ by, role, on: '2026-11-23', separation: 'three' as const });
  let facts = draft;
  for (const [type, by, role] of [
    ['submit', 'a', 'team_leader'],
    ['review', 'b', 'team_leader'],
    ['approve', 'c', 'enterprise_head'],
    ['revise', 'b', 'team_leader'],
  ] as const) {
    const step = decideReview(facts, full(type), act(by, role));
    if (!step.ok) throw new Error(step.error.code);
    facts = { ...facts, ...step.value };
  }
  expect(facts).toMatchObject({ state: 'draft', authorId: 'b', revision: 2, reviewerId: null, approverId: null });
});

test.each([
  ['submitted', 'review', 'a', 'three', 'review.author_reviews'],
  ['submitted', 'review', 'a', 'two', 'review.author_reviews'],
  ['reviewed', 'approve', 'a', 'two', 'review.author_approves'],
  ['reviewed', 'approve', 'b', 'three', 'review.reviewer_approves'],
  ['reviewed', 'approve', 'b', 'two', null],
  ['reviewed', 'approve', 'a', 'one', null],
  ['draft', 'submit', 'b', 'one', 'review.not_author'],
  ['approved', 'approve', 'c', 'one', 'review.wrong_state'],
] as const)('%s, %s by %s with separation %s: %s', (state, type, by, separation, code) => {
  const facts = { ...draft, state, authorId: 'a', reviewerId: 'b' };
  const step = decideReview(facts, full(type), { by, role: 'enterprise_head', on: '2026-11-23', separation });
  expect(step.ok ? null : step.error.code).toBe(code);
});

test('who may not write a sheet neither revises nor submits it; what has no grade is not submitted', () => {
  const offered = (facts: ReviewFacts, role: Role) =>
    allowedReviewCommands(facts, { by: 'a', role, separation: 'three' });
  for (const role of ROLES) {
    const writes = SHEET_WRITERS.some((r) => r === role);
    expect(offered({ ...draft, state: 'approved' }, role), role).toEqual(writes ? ['revise'] : []);
    expect(offered(draft, role), role).toEqual(writes ? ['submit'] : []);
    expect(offered({ ...draft, graded: false }, role), role).toEqual([]);
  }
});

test('no sequence approves what its author wrote and approved, unless the firm has one person', () => {
  const Step = fc.tuple(fc.constantFrom(...REVIEW_COMMANDS), fc.constantFrom('a', 'b', 'c'), fc.constantFrom(...ROLES));
  fc.assert(
    fc.property(fc.array(Step, { maxLength: 30 }), fc.constantFrom(...SEPARATIONS), (steps, separation) => {
      let facts = draft;
      for (const [type, by, role] of steps) {
        const act = { by, role, on: '2026-11-23', separation };
        const offered = allowedReviewCommands(facts, act).includes(type);
        const step = decideReview(facts, full(type), act);
        expect(step.ok).toBe(offered);
        if (!step.ok) expect(step.error.code).toMatch(/^review\./);
        else facts = { ...facts, ...step.value };
        if (facts.state !== 'approved' || separation === 'one') continue;
        expect([facts.reviewerId, facts.approverId]).not.toContain(facts.authorId);
        if (separation === 'three') expect(facts.approverId).not.toBe(facts.reviewerId);
      }
    }),
  );
});

const cite = { certainty: 'design_default', source: 'test' } as const;
const period: ReviewPeriod = {
  everyMonths: 12,
  remindDaysBefore: 30,
  changeWithinDays: 30,
  changes: [{ change: 'process', label: '工艺', labelEn: 'Process' }],
  separation: { above: 'three', small: 'two', micro: 'one', ...cite },
  ...cite,
};

test.each([
  [null, [], 'overdue', 'never_reviewed', null],
  ['2026-01-10', [], 'later', 'periodic', '2027-01-10'],
  ['2025-12-10', [], 'soon', 'periodic', '2026-12-10'],
  ['2025-11-22', [], 'overdue', 'periodic', '2026-11-22'],
  ['2026-01-10', [{ kind: 'process', on: '2026-11-20' }], 'soon', 'change', '2026-12-20'],
  ['2026-01-10', [{ kind: 'process', on: '2026-10-20' }], 'overdue', 'change', '2026-11-19'],
  ['2026-11-20', [{ kind: 'process', on: '2026-10-20' }], 'later', 'periodic', '2027-11-20'],
  ['2026-01-10', [{ kind: 'law', on: '2026-11-20' }], 'later', 'periodic', '2027-01-10'],
] as const)('last %s, changes %o: %s by %s, due %s', (last, changes, state, reason, dueOn) =>
  expect(reidentificationDue(last, changes, period, '2026-11-23')).toMatchObject({ state, reason, dueOn }),
);

test('a change noted after the approval of the same day, and measures that changed after it, make it due', () => {
  const due = (changes: Parameters<typeof reidentificationDue>[1], controlsOn: string | null = null) =>
    reidentificationDue('2026-11-20', changes, period, '2026-11-23', controlsOn);
  const same = { kind: 'process', on: '2026-11-20' } as const;
  expect(due([same])).toMatchObject({ state: 'later', reason: 'periodic' });
  expect(due([{ ...same, notedAfter: true }])).toMatchObject({ state: 'soon', reason: 'change' });
  expect(due([], '2026-11-21')).toMatchObject({ state: 'soon', reason: 'controls', changes: [] });
  expect(due([{ ...same, notedAfter: true }], '2026-11-21')).toMatchObject({ reason: 'change' });
});

test('worksheet rows are told apart by their worksheet', () => {
  const jha = WorksheetRow.parse({ worksheet: 'JHA', activity: '动火', step: '点火', hazard: '可燃气体残留' });
  expect(jha).toMatchObject({ existing: {}, note: '' });
  const hazop = {
    worksheet: 'HAZOP',
    node: 'R101',
    intent: '反应',
    parameter: 'flow',
    deviation: '无流量',
    causes: '堵',
    consequence: '超温',
  };
  expect(WorksheetRow.safeParse({ ...hazop, guideWord: 'none' }).success).toBe(true);
  expect(WorksheetRow.safeParse({ ...hazop, guideWord: 'maybe' }).success).toBe(false);
});
