import { DANGER_STEPS, type DangerCommand, type DangerFacts, decideDanger, REGULATOR_ROLES } from '@yufang/domain';
import { shanghaiDay } from '@yufang/domain/reference/days';
import { CompiledQuery, sql } from 'kysely';
import type { Actor } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import type { Chain } from '../change/record.ts';
import { dangerActor } from './actor.ts';
import { columnsOf, type DangerColumns, type DangerRecord, Dues, factsOf, jsonOf } from './facts.ts';
import { readDangerReference } from './rules.ts';
import { type DangerSaved, saveDanger } from './save.ts';
import { duesAfter } from './schedule.ts';
import { followStop } from './stop.ts';
import { tellCommand } from './tell.ts';

/** The row of a danger, or undefined out of the scope. */
export async function selectDanger(trx: Trx, enterpriseId: string, id: string): Promise<DangerRecord | undefined> {
  const { rows } = await trx.executeQuery<DangerRecord>(CompiledQuery.raw(SELECT, [enterpriseId, id]));
  return rows[0];
}

const SELECT = 'select * from hidden_danger where enterprise_id = $1 and id = $2';

/**
 * Give one command on one danger; the chain is locked, so nobody moves it meanwhile. Shared by the route, the phone's sync and imports.
 *
 * @param onStale what to refuse with when the danger is not at `expectedVersion` any more
 * @throws 404 `danger.not_found`, 403 `danger.not_allowed`, 422 with the rule's code
 */
export async function applyDangerCommand(
  trx: Trx,
  chain: Chain,
  what: {
    readonly actor: Actor;
    readonly now: Date;
    readonly id: string;
    readonly expectedVersion: number;
    readonly command: DangerCommand;
    readonly onStale: (row: DangerRecord) => Promise<Error>;
    /** When it was done, of an act taken offline: bounded here by what others did to the danger before. */
    readonly claimedAt?: Date;
    /** The row, where the caller has read it under the chain's lock: null for none. */
    readonly row?: DangerRecord | null;
  },
): Promise<DangerSaved> {
  const { actor, now, command } = what;
  const row = what.row === undefined ? await selectDanger(trx, chain.dims.enterpriseId, what.id) : what.row;
  if (!row) throw refuse(404, { code: 'danger.not_found', field: 'id' });
  if (row.version !== what.expectedVersion) throw await what.onStale(row);

  const today = shanghaiDay(now.toISOString());
  const reference = await readDangerReference(trx, today);
  const was = factsOf(row);
  const doneAt = what.claimedAt && (await boundedClaim(trx, { row, actor, now, claimedAt: what.claimedAt }));
  const act = { ...dangerActor(actor), at: now.toISOString(), today, ...(doneAt && { doneAt: doneAt.toISOString() }) };
  const decided = decideDanger(was, command, act, reference);
  if (!decided.ok) throw refuse(decided.error.code === 'danger.not_allowed' ? 403 : 422, decided.error);
  const { next, effects, reason } = decided.value;
  const columns = { ...columnsOf(next), ...(await namesOf(trx, { row, actor, next })) };
  const is: DangerFacts = { ...was, ...next };
  const saved = await saveDanger(trx, chain, {
    actor,
    at: now,
    today,
    action: command.type,
    before: row,
    columns,
    dues: duesAfter(jsonOf(Dues, row.dues) ?? {}, command.type, effects),
    remark: reason,
    reference,
    tell: (after) =>
      tellCommand(after, {
        command: command.type,
        audience: DANGER_STEPS[command.type].tells,
        was,
        is,
        dims: chain.dims,
        actor: actor.accountId,
      }),
  });
  await followStop(trx, chain, { actor, now, row: saved.row, was, command });
  return saved;
}

/**
 * When an act taken offline was done: what the phone claims, yet neither before the danger was found nor before the last thing that somebody else did
 * to it (jobs aside), nor after now.
 */
async function boundedClaim(
  trx: Trx,
  what: { row: DangerRecord; actor: Actor; now: Date; claimedAt: Date },
): Promise<Date> {
  const { row, actor, now } = what;
  const { rows } = await sql<{ at: Date | null }>`
    select max(at) as at from change where enterprise_id = ${row.enterprise_id} and entity_id = ${row.id}
      and actor_id <> ${actor.accountId} and actor_role <> 'system'`.execute(trx);
  const earliest = Math.max(row.found_at.getTime(), rows[0]?.at?.getTime() ?? 0);
  return new Date(Math.min(Math.max(what.claimedAt.getTime(), earliest), now.getTime()));
}

/** The names that go with the accounts a decision sets, as they are called today. Refuses an assignee who is not of the enterprise. */
async function namesOf(
  trx: Trx,
  what: { row: DangerRecord; actor: Actor; next: ReturnType<typeof columnsOf> | object },
): Promise<DangerColumns> {
  const { row, actor } = what;
  const next = what.next as { assigneeId?: string | null; rectifiedBy?: string | null; acceptedBy?: string | null };
  const names: DangerColumns = {};
  if (next.rectifiedBy !== undefined) names.rectified_by_name = next.rectifiedBy === null ? null : actor.name;
  if (next.acceptedBy !== undefined) names.accepted_by_name = next.acceptedBy === null ? null : actor.name;
  const assignee = next.assigneeId;
  if (assignee === undefined || assignee === row.assignee_id) return names;
  if (assignee === null) return { ...names, assignee_name: null };
  if (assignee === row.rectified_by) return { ...names, assignee_name: row.rectified_by_name };
  const regulator = REGULATOR_ROLES.some((r) => r === actor.role);
  if (assignee === actor.accountId && !regulator) return { ...names, assignee_name: actor.name };
  const person = await trx
    .selectFrom('person')
    .select('name')
    .where('enterprise_id', '=', row.enterprise_id)
    .where('account_id', '=', assignee)
    .where('state', '=', 'active')
    .executeTakeFirst();
  if (!person) throw refuse(422, { code: 'danger.unknown_assignee', field: 'assigneeId' });
  return { ...names, assignee_name: person.name };
}
