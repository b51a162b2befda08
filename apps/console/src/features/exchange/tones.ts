import type { EXCHANGE_OUTCOMES, EXCHANGE_STATES } from '@yufang/contract';
import type { Tone } from '../../ui/index.ts';

/** How the state of a batch reads. */
export const STATE_TONE: Readonly<Record<(typeof EXCHANGE_STATES)[number], Tone>> = {
  running: 'waiting',
  done: 'done',
  failed: 'open',
  interrupted: 'open',
};

/** How what became of a row reads: only a refusal asks for work, a held row waits. */
export const OUTCOME_TONE: Readonly<Record<(typeof EXCHANGE_OUTCOMES)[number], Tone>> = {
  created: 'done',
  updated: 'done',
  unchanged: 'void',
  stale: 'void',
  deleted: 'done',
  held: 'waiting',
  refused: 'open',
};
