import { type DangerCommand, type DangerFacts, REGULATOR_ROLES } from '@yufang/domain';
import { CompiledQuery, sql } from 'kysely';
import type { Actor } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import { type ScopeSettings, SYSTEM, scopeSettings } from '../../platform/db/scope.ts';
import type { Chain } from '../change/record.ts';
import { changeUnit } from '../risk/chain.ts';
import { begin, find, finish } from '../risk/work.ts';
import type { DangerRecord } from './facts.ts';

/**
 * Let the unit follow what is ordered because of its danger: stopped with it, so that its inspections pause, and resumed once the review allows it or
 * the danger turns out to be none. A unit that something else stopped, or that another danger still holds, stays as it is.
 */
export async function followStop(
  trx: Trx,
  chain: Chain,
  what: { actor: Actor; now: Date; row: DangerRecord; was: DangerFacts; command: DangerCommand },
): Promise<void> {
  const { row, was, command, actor } = what;
  if (row.unit_id === null) return;
  const stops = command.type === 'limit_operation' && command.mode === 'stop';
  const frees =
    was.major?.limitMode === 'stop' &&
    ((command.type === 'review_resumption' && command.approve) || command.type === 'reject');
  if (!stops && !frees) return;
  const unitId = row.unit_id;
  const move = async () => {
    const unit = await find(trx, 'risk_unit', { enterpriseId: row.enterprise_id, id: unitId });
    if (unit?.state !== 'active' || unit.stopped === stops) return;
    if (frees && (!unit.stopped_reason?.startsWith(row.number) || (await heldByAnother(trx, row)))) return;
    const work = begin({ trx, chain, actor, now: what.now });
    const reason = command.type === 'limit_operation' ? `${row.number} ${command.scope}`.slice(0, 200) : undefined;
    await changeUnit(work, unitId, {
      version: unit.version,
      stopped: stops,
      ...(reason !== undefined && { stoppedReason: reason }),
    });
    await finish(work);
  };
  // The unit and its tasks are the enterprise's own rows, which a regulator's scope only reads; the order, once let in by the rules, reaches them.
  if (REGULATOR_ROLES.some((r) => r === actor.role)) await widely(trx, actor, move);
  else await move();
}

/** Another open danger keeps the unit stopped. */
async function heldByAnother(trx: Trx, row: DangerRecord): Promise<boolean> {
  const { rows } = await sql`
    select from hidden_danger where enterprise_id = ${row.enterprise_id} and unit_id = ${row.unit_id} and id <> ${row.id}
      and status in ('reported', 'verified', 'assigned', 'rectifying', 'to_accept') and major ->> 'limitMode' = 'stop'
      and coalesce(major -> 'resumption' ->> 'state', '') <> 'approved' limit 1`.execute(trx);
  return rows.length > 0;
}

/** Do this part of the transaction in the system scope. A failure ends the transaction, so the way back is needed only after success. */
async function widely(trx: Trx, actor: Actor, work: () => Promise<void>): Promise<void> {
  const take = async ({ text, values }: ScopeSettings) =>
    void (await trx.executeQuery(CompiledQuery.raw(text, [...values])));
  await take(SYSTEM);
  await work();
  await take(scopeSettings(actor.scope));
}
