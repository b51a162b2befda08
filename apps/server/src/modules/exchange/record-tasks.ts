import { sql } from 'kysely';
import { dimColumns } from '../../platform/db/actor.ts';
import type { Entry } from '../change/record.ts';
import { type TaskRow, writeTasks } from '../inspection/record-rows.ts';
import type { Work } from '../risk/work.ts';

/** A task whose window a record falls into. */
export type TaskAt = TaskRow;
/** What of a record decides whether it answers a task. */
export type Counted = {
  readonly id: string;
  readonly item_id: string;
  readonly result: string;
  readonly state: string;
  readonly claimed_at: Date;
};

const answers = (r: Counted): boolean => r.state === 'active' && r.result !== 'not_inspected';

/** The open or overdue task whose window each record falls into. */
export async function tasksAt(
  work: Work,
  records: readonly { readonly id: string; readonly item: string; readonly at: string }[],
): Promise<Map<string, TaskAt>> {
  if (records.length === 0) return new Map();
  const times = records.map((r) => Date.parse(r.at));
  // A window is at most ten years long; said outright it keeps the planner off the partitions of other times.
  const { rows } = await sql<TaskAt & { record: string }>`
    select r.record, t.*
    from unnest(${records.map((r) => r.id)}::uuid[], ${records.map((r) => r.item)}::uuid[], ${records.map((r) => r.at)}::timestamptz[])
         as r (record, item, at)
    join inspection_task t on t.enterprise_id = ${work.chain.dims.enterpriseId} and t.item_id = r.item
         and t.window_start <= r.at and t.due_at > r.at and t.state in ('open', 'overdue')
    where t.window_start <= ${new Date(Math.max(...times))}::timestamptz`.execute(work.trx);
  return new Map(rows.map(({ record, ...task }) => [record, task]));
}

/**
 * Let tasks follow records that were changed: one that says by now that somebody inspected answers its task; one that says so no longer, or was
 * withdrawn, opens again what it had answered.
 */
export async function moveTasks(work: Work, changes: readonly { before: Counted; after: Counted }[]): Promise<void> {
  const gained = changes.filter((c) => !answers(c.before) && answers(c.after)).map((c) => c.after);
  const lost = changes.filter((c) => answers(c.before) && !answers(c.after)).map((c) => c.after.id);
  if (gained.length === 0 && lost.length === 0) return;
  const found = await tasksAt(
    work,
    gained.map((r) => ({ id: r.id, item: r.item_id, at: r.claimed_at.toISOString() })),
  );
  const moves: { before: TaskRow; after: TaskRow; action: string }[] = [];
  for (const record of gained) {
    const task = found.get(record.id);
    if (!task || moves.some((m) => m.before.id === task.id)) continue;
    const done = {
      state: record.claimed_at <= task.due_at ? 'done' : 'done_late',
      record_id: record.id,
      done_at: record.claimed_at,
    };
    moves.push({ before: task, after: { ...task, ...done, version: task.version + 1 }, action: 'answer' });
  }
  const { rows: answered } = await sql<TaskRow>`
    select * from inspection_task where enterprise_id = ${dimColumns(work.chain.dims).enterprise_id} and record_id = any(${lost}::uuid[])
      and state in ('done', 'done_late')`.execute(work.trx);
  for (const task of answered) {
    const open = { state: task.due_at > work.now ? 'open' : 'overdue', record_id: null, done_at: null };
    moves.push({ before: task, after: { ...task, ...open, version: task.version + 1 }, action: 'reopen' });
  }
  const entries: Entry[] = moves.map(({ before, after, action }) => ({
    entity: 'inspection_task',
    entityId: after.id,
    action,
    before,
    after,
  }));
  work.entries.push(...entries);
  const seq = work.chain.seq + work.entries.length;
  await writeTasks(work.trx, work.chain.dims, { moved: moves.map((m) => ({ ...m.after, seq })), made: [] });
}
