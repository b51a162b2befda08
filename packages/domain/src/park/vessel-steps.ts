import { no, ok, type Refusal, type Result } from '../result.ts';
import type { ParkVesselState } from './vocabulary.ts';

/**
 * What can be done to a vessel entry. `edit` is the enterprise's, `confirm` and `return` the park's; `withdraw` is the enterprise's until the park
 * has confirmed it, then the park's.
 */
export type ParkVesselCommand = 'edit' | 'submit' | 'confirm' | 'return' | 'withdraw';

const FROM: Readonly<Record<ParkVesselCommand, readonly ParkVesselState[]>> = {
  // What lies with the park may be taken back to be mended: it then has to be submitted again.
  edit: ['draft', 'submitted', 'confirmed', 'returned'],
  submit: ['draft', 'returned'],
  confirm: ['submitted'],
  return: ['submitted'],
  withdraw: ['draft', 'submitted', 'confirmed', 'returned'],
};
const TO: Readonly<Record<ParkVesselCommand, ParkVesselState>> = {
  edit: 'draft',
  submit: 'submitted',
  confirm: 'confirmed',
  return: 'returned',
  withdraw: 'withdrawn',
};

/** The state after a command. Refusal: `park.vessel_state` with state and command. */
export function stepVessel(state: ParkVesselState, command: ParkVesselCommand): Result<ParkVesselState, Refusal> {
  if (!FROM[command].includes(state)) return no({ code: 'park.vessel_state', params: { state, command } });
  return ok(TO[command]);
}
