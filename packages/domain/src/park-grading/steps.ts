import { no, ok, type Refusal, type Result } from '../result.ts';
import type { ParkGradingState } from './vocabulary.ts';

export type ParkGradingCommand = 'save' | 'submit' | 'approve' | 'send_back' | 'withdraw';

/** What the rules look at. `scorers`: everybody who scored or submitted; `missing`: items without a score; `unproved`: scored without evidence. */
export type ParkGradingFacts = {
  readonly state: ParkGradingState;
  readonly scorers: readonly string[];
  readonly missing: readonly string[];
  readonly unproved: readonly string[];
};

const FROM: Readonly<Record<ParkGradingCommand, readonly ParkGradingState[]>> = {
  save: ['draft'],
  submit: ['draft'],
  approve: ['in_review'],
  send_back: ['in_review'],
  withdraw: ['draft', 'in_review', 'approved'],
};
const TO: Readonly<Record<ParkGradingCommand, ParkGradingState>> = {
  save: 'draft',
  submit: 'in_review',
  approve: 'approved',
  send_back: 'draft',
  withdraw: 'withdrawn',
};

/** Items scored above nothing without evidence, which is a note or a file. */
export const unprovedItems = (
  answers: Iterable<{
    readonly item: string;
    readonly score: number | null;
    readonly applicable: boolean;
    readonly note: string | null;
    readonly files: readonly string[];
  }>,
): readonly string[] =>
  [...answers]
    .filter((a) => a.applicable && (a.score ?? 0) > 0 && !a.note?.trim() && a.files.length === 0)
    .map((a) => a.item);

/** Whether somebody may judge a grading: nobody reviews what he scored or submitted. */
export const mayReviewGrading = (scorers: readonly string[], actorId: string): boolean => !scorers.includes(actorId);

/**
 * The state after a command. Nobody reviews what he scored; what is scored above nothing has evidence.
 * Refusals: `park_grading.state`, `park_grading.unscored`, `park_grading.no_evidence`, `park_grading.own_review`.
 */
export function stepGrading(
  facts: ParkGradingFacts,
  command: ParkGradingCommand,
  actorId: string,
): Result<ParkGradingState, Refusal> {
  if (!FROM[command].includes(facts.state))
    return no({ code: 'park_grading.state', params: { state: facts.state, command } });
  if (command === 'submit' && facts.missing.length > 0)
    return no({ code: 'park_grading.unscored', params: { count: facts.missing.length } });
  if (command === 'submit' && facts.unproved.length > 0)
    return no({ code: 'park_grading.no_evidence', params: { count: facts.unproved.length } });
  if ((command === 'approve' || command === 'send_back') && !mayReviewGrading(facts.scorers, actorId))
    return no({ code: 'park_grading.own_review' });
  return ok(TO[command]);
}
