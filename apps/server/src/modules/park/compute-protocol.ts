import type { ParkRunView } from '@yufang/contract/park';
import type { ParkInput } from '@yufang/qra/assessment/park-input';
import type { RunPhase } from '@yufang/qra/assessment/run';
import type { Refused } from '@yufang/qra/result';

/** What a thread of one computation is given. */
export type ComputeOrder = { readonly input: ParkInput; readonly threads: number };

/** What a computation came to: the result as text (nobody on the serving thread has to walk through it), its hash, and the line that lists show. */
export type Computed = {
  readonly text: string;
  readonly hash: string;
  readonly engine: string;
  readonly headline: NonNullable<ParkRunView['headline']>;
};
export type ComputeReport =
  | { readonly type: 'progress'; readonly share: number; readonly phase: RunPhase }
  | { readonly type: 'refused'; readonly refusal: Refused }
  | { readonly type: 'computed'; readonly computed: Computed };
