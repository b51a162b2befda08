import { no, ok, type Refusal, type Result } from '../result.ts';
import type { ParkAssessmentState } from './vocabulary.ts';

export type ParkAssessmentCommand = 'refresh' | 'submit' | 'send_back' | 'freeze' | 'withdraw';

/** What the rules look at. `authorId`: who submitted it (of a draft: who made it); `computed`: a finished result of just these inputs exists. */
export type ParkAssessmentFacts = {
  readonly state: ParkAssessmentState;
  readonly authorId: string;
  readonly computed: boolean;
  /** Whether its inputs lack something without which nothing can be computed. */
  readonly blocked: boolean;
};

const FROM: Readonly<Record<ParkAssessmentCommand, readonly ParkAssessmentState[]>> = {
  refresh: ['draft'],
  submit: ['draft'],
  send_back: ['in_review'],
  freeze: ['in_review'],
  withdraw: ['draft', 'in_review', 'frozen'],
};
const TO: Readonly<Record<ParkAssessmentCommand, ParkAssessmentState>> = {
  refresh: 'draft',
  submit: 'in_review',
  send_back: 'draft',
  freeze: 'frozen',
  withdraw: 'withdrawn',
};

/**
 * The state after a command. Who wrote it does not judge it; what was never computed is not frozen.
 * Refusals: `park.assessment_state`, `park.not_ready`, `park.not_computed`, `park.own_review`.
 */
export function stepAssessment(
  facts: ParkAssessmentFacts,
  command: ParkAssessmentCommand,
  actorId: string,
): Result<ParkAssessmentState, Refusal> {
  if (!FROM[command].includes(facts.state))
    return no({ code: 'park.assessment_state', params: { state: facts.state, command } });
  if (command === 'submit' && facts.blocked) return no({ code: 'park.not_ready' });
  if ((command === 'freeze' || command === 'send_back') && facts.authorId === actorId)
    return no({ code: 'park.own_review' });
  if (command === 'freeze' && !facts.computed) return no({ code: 'park.not_computed' });
  return ok(TO[command]);
}
