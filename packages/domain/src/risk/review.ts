import * as z from 'zod';
import { ENTERPRISE_MANAGERS, type Role } from '../org/vocabulary.ts';
import type { Separation } from '../reference/risk-rules.ts';
import { no, ok, type Refusal, type Result } from '../result.ts';
import type { ReviewState } from './vocabulary.ts';

const Reason = z.string().trim().min(1).max(1000);

/** What one may ask of a worksheet row under review. */
export const ReviewCommand = z.discriminatedUnion('type', [
  z.object({ type: z.literal('submit') }),
  z.object({ type: z.literal('review'), note: z.string().trim().max(1000).optional() }),
  z.object({ type: z.literal('approve'), note: z.string().trim().max(1000).optional() }),
  z.object({ type: z.literal('return'), reason: Reason }),
  z.object({ type: z.literal('revise'), reason: Reason }),
]);
export type ReviewCommand = z.infer<typeof ReviewCommand>;
export type ReviewCommandType = ReviewCommand['type'];
export const REVIEW_COMMANDS = [
  'submit',
  'review',
  'approve',
  'return',
  'revise',
] as const satisfies readonly ReviewCommandType[];

/** What the review rules read; the columns of `risk_event`. `revision` counts from 1; `graded`: it has a grade. */
export type ReviewFacts = {
  readonly state: ReviewState;
  readonly authorId: string | null;
  readonly reviewerId: string | null;
  readonly approverId: string | null;
  readonly revision: number;
  readonly graded: boolean;
};

/** Who asks, as what, on which Shanghai day, and how far the firm can keep people apart (`review_period.separation`). */
export type ReviewAct = {
  readonly by: string;
  readonly role: Role;
  readonly on: string;
  readonly separation: Separation;
};

/** The columns to write; what is absent stays. */
export type ReviewPatch = Partial<{ -readonly [K in Exclude<keyof ReviewFacts, 'graded'>]: ReviewFacts[K] }> & {
  readonly state: ReviewState;
  readonly reviewedOn?: string;
  readonly reviewNote?: string | null;
};

/**
 * Who writes worksheets: managers, team leaders (全员参与 through their team), the engaged expert. Only they revise and submit: a revision makes the
 * reviser the author, and one who may not write would hold a sheet that nobody can finish.
 */
export const SHEET_WRITERS = [...ENTERPRISE_MANAGERS, 'team_leader', 'expert'] as const satisfies readonly Role[];
const REVIEWERS: readonly Role[] = ['team_leader', 'safety_officer', 'enterprise_head', 'expert'];

/** The whole review in one table. */
export const REVIEW_STEPS = {
  submit: { from: ['draft', 'returned'], to: 'submitted', who: SHEET_WRITERS },
  review: { from: ['submitted'], to: 'reviewed', who: REVIEWERS },
  approve: { from: ['reviewed'], to: 'approved', who: ENTERPRISE_MANAGERS },
  return: { from: ['submitted', 'reviewed'], to: 'returned', who: REVIEWERS },
  revise: { from: ['approved', 'returned'], to: 'draft', who: SHEET_WRITERS },
} as const satisfies Record<ReviewCommandType, { from: readonly ReviewState[]; to: ReviewState; who: readonly Role[] }>;

/**
 * May this person take this step now? Author, reviewer and approver are three people; firms with too few of them have
 * separation `two` (reviewer may approve, the author neither) or `one` (standards.md §2: author, reviewer, approver).
 * @returns null if so, or `review.wrong_state`, `review.not_allowed`, `review.not_author`, `risk.not_graded` (submit),
 *          `review.author_reviews`, `review.author_approves`, `review.reviewer_approves`
 */
export function refuseReview(facts: ReviewFacts, type: ReviewCommandType, act: Omit<ReviewAct, 'on'>): Refusal | null {
  const step = REVIEW_STEPS[type];
  if (!step.from.some((s) => s === facts.state))
    return { code: 'review.wrong_state', params: { state: facts.state, command: type } };
  if (!step.who.some((r) => r === act.role))
    return { code: 'review.not_allowed', params: { role: act.role, command: type } };
  if (type === 'submit' && facts.authorId !== null && facts.authorId !== act.by) return { code: 'review.not_author' };
  if (type === 'submit' && !facts.graded) return { code: 'risk.not_graded', field: 'grade' };
  if (act.separation === 'one') return null;
  if (type === 'review' && facts.authorId === act.by) return { code: 'review.author_reviews' };
  if (type === 'approve' && facts.authorId === act.by) return { code: 'review.author_approves' };
  if (type === 'approve' && act.separation === 'three' && facts.reviewerId === act.by)
    return { code: 'review.reviewer_approves' };
  return null;
}

/** The steps that a screen may offer this person now. */
export const allowedReviewCommands = (facts: ReviewFacts, act: Omit<ReviewAct, 'on'>): readonly ReviewCommandType[] =>
  REVIEW_COMMANDS.filter((type) => refuseReview(facts, type, act) === null);

/**
 * Decide one step of the review of a risk. A revision starts again as the reviser's draft; an approval sets the day
 * from which the yearly re-identification counts. Refusals as {@link refuseReview}.
 */
export function decideReview(facts: ReviewFacts, command: ReviewCommand, act: ReviewAct): Result<ReviewPatch, Refusal> {
  const refusal = refuseReview(facts, command.type, act);
  if (refusal) return no(refusal);
  const state = REVIEW_STEPS[command.type].to;
  switch (command.type) {
    case 'submit':
      return ok({ state, authorId: act.by, reviewerId: null, approverId: null, reviewNote: null });
    case 'review':
      return ok({ state, reviewerId: act.by, reviewNote: command.note ?? null });
    case 'approve':
      return ok({ state, approverId: act.by, reviewedOn: act.on, reviewNote: command.note ?? null });
    case 'return':
      return ok({ state, reviewerId: null, approverId: null, reviewNote: command.reason });
    case 'revise': {
      const revision = facts.state === 'approved' ? facts.revision + 1 : facts.revision;
      return ok({ state, authorId: act.by, reviewerId: null, approverId: null, revision, reviewNote: command.reason });
    }
  }
}
