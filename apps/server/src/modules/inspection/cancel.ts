import type { TaskWindow } from '@yufang/domain';
import { sql } from 'kysely';
import type { Trx } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import type { Chain, Entry } from '../change/record.ts';
import type { TaskRow } from './record-rows.ts';

/**
 * Cancel the open tasks of an item, of a unit that was stopped or withdrawn, or (`all`) of an enterprise that is no more; what was overdue stays so, it is history. For every module that ends
 * or stops something that is inspected: call it in the command's transaction and record the entries with the rest.
 *
 * @param ahead how many entries the caller records before these, so that the tasks carry the right number of the chain
 */
export async function cancelEntries(
  trx: Trx,
  chain: Chain,
  what: { readonly itemId?: string; readonly unitId?: string; readonly all?: boolean; readonly ahead?: number },
): Promise<Entry[]> {
  const generated = sql`t.kind = 'generated'`;
  const which = what.all
    ? sql`true`
    : what.itemId
      ? sql`${generated} and t.item_id = ${what.itemId}`
      : sql`${generated} and t.unit_id = ${what.unitId ?? null}`;
  const { rows: before } = await sql<TaskRow>`
    select t.* from inspection_task t
    where t.enterprise_id = ${chain.dims.enterpriseId} and t.state = 'open' and ${which}
    order by t.window_start, t.id`.execute(trx);
  return await cancel(trx, chain, before, what.ahead ?? 0);
}

/** Cancel one task. @throws 404 `row.not_found`, 409 `inspection.task_closed` */
export async function cancelOne(trx: Trx, chain: Chain, key: { id: string; windowStart: Date }): Promise<Entry[]> {
  const { rows } = await sql<TaskRow>`
    select * from inspection_task where enterprise_id = ${chain.dims.enterpriseId} and window_start = ${key.windowStart} and id = ${key.id}`.execute(
    trx,
  );
  const task = rows[0];
  if (!task) throw refuse(404, { code: 'row.not_found', field: 'id', params: { entity: 'inspection_task' } });
  if (task.state !== 'open' && task.state !== 'overdue') {
    throw refuse(409, { code: 'inspection.task_closed', params: { state: task.state } });
  }
  return await cancel(trx, chain, rows, 0);
}

async function cancel(trx: Trx, chain: Chain, before: readonly TaskRow[], ahead: number): Promise<Entry[]> {
  return await move(
    trx,
    chain,
    before.map((b) => ({ before: b, to: { ...b, state: 'cancelled' } })),
    ahead,
  );
}

/**
 * Bring the tasks of an item that have not opened yet to its changed rule: what still falls due keeps its place under the new post and end, what does not
 * is cancelled, what falls due again is open again. New windows come with the next generation.
 *
 * @param windows the item's windows by the new rule from now on
 */
export async function followRule(
  trx: Trx,
  chain: Chain,
  what: {
    readonly itemId: string;
    readonly postId: string | null;
    readonly now: Date;
    readonly windows: readonly TaskWindow[];
    readonly ahead: number;
  },
): Promise<Entry[]> {
  const { rows } = await sql<TaskRow>`
    select t.* from inspection_task t
    where t.enterprise_id = ${chain.dims.enterpriseId} and t.item_id = ${what.itemId} and t.state in ('open', 'cancelled') and t.kind = 'generated'
      and t.window_start > ${what.now} order by t.window_start`.execute(trx);
  const due = new Map(what.windows.map((w) => [Date.parse(w.windowStart), new Date(w.dueAt)]));
  const changes = rows.flatMap((before) => {
    const dueAt = due.get(before.window_start.getTime());
    const to: TaskRow = dueAt
      ? { ...before, state: 'open', due_at: dueAt, post_id: what.postId }
      : { ...before, state: 'cancelled' };
    const same =
      to.state === before.state && to.due_at.getTime() === before.due_at.getTime() && to.post_id === before.post_id;
    return same ? [] : [{ before, to }];
  });
  return await move(trx, chain, changes, what.ahead);
}

/** Open cancelled tasks again, each with the end and the post that its item gives it now. */
export const reopen = (
  trx: Trx,
  chain: Chain,
  what: {
    readonly tasks: readonly { readonly before: TaskRow; readonly dueAt: Date; readonly postId: string | null }[];
    readonly ahead: number;
  },
): Promise<Entry[]> =>
  move(
    trx,
    chain,
    what.tasks.map(({ before, dueAt, postId }) => ({
      before,
      to: { ...before, state: 'open', due_at: dueAt, post_id: postId },
    })),
    what.ahead,
  );

async function move(
  trx: Trx,
  chain: Chain,
  changes: readonly { readonly before: TaskRow; readonly to: TaskRow }[],
  ahead: number,
): Promise<Entry[]> {
  if (changes.length === 0) return [];
  const seq = chain.seq + ahead + changes.length;
  const { rows } = await sql<TaskRow>`
    update inspection_task t set state = u.state, due_at = u.due, post_id = u.post, version = t.version + 1, seq = ${seq}, updated_at = now()
    from unnest(${changes.map((c) => c.to.id)}::uuid[], ${changes.map((c) => c.to.window_start)}::timestamptz[], ${changes.map((c) => c.to.state)}::text[],
                ${changes.map((c) => c.to.due_at)}::timestamptz[], ${changes.map((c) => c.to.post_id)}::uuid[]) as u (id, w, state, due, post)
    where t.enterprise_id = ${chain.dims.enterpriseId} and t.window_start = u.w and t.id = u.id returning t.*`.execute(
    trx,
  );
  const was = new Map(changes.map((c) => [c.before.id, c.before]));
  return rows.map((after) => {
    const before = was.get(after.id) ?? null;
    const action = after.state === 'cancelled' ? 'cancel' : before?.state === 'cancelled' ? 'reopen' : 'reschedule';
    return { entity: 'inspection_task', entityId: after.id, action, before, after };
  });
}
