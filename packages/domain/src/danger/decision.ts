import type { DangerDeadlines } from '../reference/danger-rules.ts';
import type { BusinessDays } from '../reference/days.ts';
import type { Refusal, Result } from '../result.ts';
import type { DangerFacts, DangerPatch } from './facts.ts';
import type { Audience } from './steps.ts';

/** The versioned rules and the calendar a decision reads; `criteria` null = do not check the codes of an upgrade. */
export type DangerRules = {
  readonly deadlines: DangerDeadlines;
  readonly calendar: BusinessDays;
  readonly criteria: ReadonlySet<string> | null;
};

/** What somebody has to do next and by which Shanghai day. */
export const DANGER_DUES = [
  'rectify',
  'accept',
  'decide_extension',
  'report_up',
  'publish_listing',
  'publish_lifting',
  'review_resumption',
] as const;
export type DangerDue = (typeof DANGER_DUES)[number];

/** What the server does in the same transaction: tell people, grade the risk anew, note a due day. */
export type DangerEffect =
  | { readonly type: 'notify'; readonly to: readonly Audience[]; readonly about: `danger.${string}` }
  | { readonly type: 'regrade_risk' }
  | { readonly type: 'due'; readonly what: DangerDue; readonly on: string };

/**
 * The outcome of a command: columns to write, effects, the reason given (for the change log, it has no column), and
 * whether the danger is overdue afterwards.
 */
export type DangerDecision = {
  readonly next: DangerPatch;
  readonly effects: readonly DangerEffect[];
  readonly reason: string | null;
  readonly overdue: boolean;
};

/** What one command changes, before status and effects are added by the table. */
export type Move = {
  readonly patch: DangerPatch;
  readonly due?: { readonly what: DangerDue; readonly on: string };
  readonly reason?: string | null | undefined;
};
export type MoveResult = Result<Move, Refusal>;

/** A danger that starts its treatment over: nobody holds it, nothing is rectified, the old proofs stay in the change log. */
export const startOver = (at: string): DangerPatch => ({
  handleSince: at,
  treatment: null,
  assigneeId: null,
  deadline: null,
  five: null,
  extension: null,
  rectifiedBy: null,
  rectifiedAt: null,
  rectifiedReceivedAt: null,
  rectifiedNote: null,
  rectifiedPhotoIds: [],
});

/** A rectification that did not hold: back to work, the rectifier keeps the danger if nobody else was named. */
export const backToWork = (danger: {
  readonly assigneeId: string | null;
  readonly rectifiedBy: string | null;
  readonly failedAcceptances: number;
}): DangerPatch => ({
  assigneeId: danger.assigneeId ?? danger.rectifiedBy,
  rectifiedBy: null,
  rectifiedAt: null,
  rectifiedReceivedAt: null,
  failedAcceptances: danger.failedAcceptances + 1,
});

/**
 * What failed or came back must be evaluated again and, if work is still limited, applied for again; plan and report
 * stay. Where work had already been allowed to resume, it counts as not limited, so that it can be stopped anew.
 */
export function undoneEvaluation({ major }: Pick<DangerFacts, 'major'>): DangerPatch {
  if (!major) return {};
  const undone = { ...major, evaluatedAt: null, evaluatedBy: null, evaluators: null, resumption: null };
  const resumed = major.resumption?.state === 'approved';
  return { major: resumed ? { ...undone, limitedAt: null, limitMode: null, limitScope: null } : undone };
}
