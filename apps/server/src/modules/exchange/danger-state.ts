import type { Row } from '../change/record.ts';
import { type DangerRecord, factsOf } from '../danger/facts.ts';
import type { Incoming } from './outcome.ts';
import { equal } from './rows.ts';
import type { Said } from './said.ts';

/** Columns that say how far a danger has come: they move together or not at all. */
const STATE = [
  'status',
  'rectified_by',
  'rectified_by_name',
  'accepted_by',
  'accepted_by_name',
  'accepted_note',
  'accepted_at',
  'closed_at',
  'closed_day',
  'closed_on_time',
] as const;
/** How far along the loop: what has left it (invalid, withdrawn) lies beyond. */
const RANK: Readonly<Record<string, number>> = { to_accept: 1, closed: 2, invalid: 3, withdrawn: 3 };
const rank = (status: unknown): number => RANK[String(status)] ?? 0;

/** A danger's columns taken apart: how far it has come, and the rest. */
export function splitState(columns: Row): { state: Row; rest: Row } {
  const names: readonly string[] = STATE;
  const part = (inState: boolean) =>
    Object.fromEntries(Object.entries(columns).filter(([name]) => names.includes(name) === inState));
  return { state: part(true), rest: part(false) };
}

/** Whether a danger stands in just this state. */
export const isState = (before: DangerRecord, state: Row): boolean =>
  STATE.every((name) => equal(before[name], state[name]));

/**
 * The state that a danger gets when its sender says something new. The same state again says nothing about it. Forward it always goes. Backward, out of
 * a state reached here by hand, only when the sender himself went back and says so with a newer time; then a warning tells. A sender who has only not
 * come as far as we have is told that the state was kept.
 */
export function settleState(what: {
  readonly before: DangerRecord;
  readonly said: Said | undefined;
  readonly sent: Row;
  readonly incoming: Incoming;
}): Row {
  const { before, sent, incoming } = what;
  const last = what.said?.columns ?? null;
  const kept: Row = Object.fromEntries(STATE.map((name) => [name, before[name]]));
  if (last && STATE.every((name) => equal(last[name], sent[name]))) return kept;
  // While a regulator has it listed, its state moves by the loop's own steps only.
  const supervision = factsOf(before).supervision;
  if (supervision?.listedAt && !supervision.liftedAt && sent.status !== before.status) {
    incoming.warnings.push({ field: 'dangerState', code: 'exchange.under_supervision' });
    return kept;
  }
  const byHand = last === null || last.status !== before.status;
  if (!byHand) return sent;
  if (sent.status === before.status) return kept;
  if (rank(before.status) < 3 && !incoming.row.deleted && rank(sent.status) > rank(before.status)) return sent;
  const params = { from: before.status, to: String(sent.status) };
  const was = what.said?.at ?? before.source_updated_at ?? new Date(0);
  const newer = Date.parse(incoming.row.updatedAt) > was.getTime();
  if (newer && (last === null || rank(sent.status) < rank(last.status) || incoming.row.deleted)) {
    incoming.warnings.push({ field: 'dangerState', code: 'exchange.moved_back', params });
    return sent;
  }
  incoming.warnings.push({ field: 'dangerState', code: 'exchange.state_kept', params });
  return kept;
}
