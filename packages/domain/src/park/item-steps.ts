import { no, ok, type Refusal, type Result } from '../result.ts';
import type { ParkItemCommandType, ParkItemState } from './vocabulary.ts';

/** Who acts on an item of the work list: the park, or the enterprise whose it is. */
export type ParkItemSide = 'park' | 'enterprise';

const FROM: Readonly<Record<ParkItemCommandType, readonly ParkItemState[]>> = {
  assign: ['proposed', 'assigned'],
  done: ['assigned'],
  verify: ['done'],
  send_back: ['done'],
  decline: ['proposed', 'assigned'],
  reopen: ['declined'],
};
const TO: Readonly<Record<ParkItemCommandType, ParkItemState>> = {
  assign: 'assigned',
  done: 'done',
  verify: 'verified',
  send_back: 'assigned',
  decline: 'declined',
  reopen: 'proposed',
};
/** Judging is the park's alone. */
const PARK_ONLY: readonly ParkItemCommandType[] = ['verify', 'send_back', 'decline', 'reopen'];

/**
 * The state of a work item after a command. An enterprise assigns within itself and says when it is done; the park verifies, and
 * nobody verifies what he himself reported as done. Refusals: `park.item_side`, `park.item_state`, `park.own_verification`.
 */
export function stepItem(
  item: { readonly state: ParkItemState; readonly doneBy: string | null },
  command: ParkItemCommandType,
  actor: { readonly side: ParkItemSide; readonly id: string },
): Result<ParkItemState, Refusal> {
  if (actor.side === 'enterprise' && PARK_ONLY.includes(command))
    return no({ code: 'park.item_side', params: { command } });
  if (!FROM[command].includes(item.state))
    return no({ code: 'park.item_state', params: { state: item.state, command } });
  if ((command === 'verify' || command === 'send_back') && item.doneBy === actor.id)
    return no({ code: 'park.own_verification' });
  return ok(TO[command]);
}
