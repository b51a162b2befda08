import type { listTasks, TaskBoard, TaskCounts, TaskRow } from '@yufang/contract';
import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { Scope } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { dayStart, taskWhere } from './filter.ts';

type Filter = z.output<typeof listTasks.query>;
type Raw = Omit<TaskRow, 'windowStart' | 'dueAt' | 'doneAt'> & {
  windowStart: Date;
  dueAt: Date;
  doneAt: Date | null;
  cursor: string;
};

const COUNTED = 10_000;

/** A page of tasks, soonest due first. The page is found on the task alone; names are joined to its rows only. */
export async function selectTaskPage(trx: Trx, scope: Scope, f: Filter) {
  const after = f.after ? decodeCursor(f.after, 2) : null;
  const from = after ? sql`and (t.due_at, t.id) > (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``;
  const join = f.industry || f.scale ? sql`join enterprise e on e.enterprise_id = t.enterprise_id` : sql``;
  const { rows } = await sql<Raw>`
    with page as materialized (
      select t.* from inspection_task t ${join} where ${taskWhere(scope, f)} ${from} order by t.due_at, t.id limit ${f.limit + 1}
    )
    select t.enterprise_id as "enterpriseId", t.id, t.window_start as "windowStart", e.name as "enterpriseName", t.county_code as "countyCode",
           t.item_id as "itemId", i.content, t.unit_id as "unitId", u.name as "unitName", t.post_id as "postId", p.name as "postName",
           o.name as "orgUnitName", h.name as "assigneeName", t.kind, t.dispatch_note as note, t.due_at as "dueAt", t.day, t.state,
           t.record_id as "recordId", t.done_at as "doneAt", t.escalated_to as "escalatedTo", t.due_at::text as cursor
    from page t
    join enterprise e on e.enterprise_id = t.enterprise_id
    join inspection_item i on i.enterprise_id = t.enterprise_id and i.id = t.item_id
    join risk_unit u on u.enterprise_id = t.enterprise_id and u.id = t.unit_id
    left join post p on p.enterprise_id = t.enterprise_id and p.id = t.post_id
    left join org_unit o on o.enterprise_id = t.enterprise_id and o.id = p.org_unit_id
    left join person h on h.enterprise_id = t.enterprise_id and h.id = t.assignee_id
    order by t.due_at, t.id`.execute(trx);
  const shown = rows.slice(0, f.limit);
  const last = shown.at(-1);
  const next = rows.length > f.limit && last ? encodeCursor([last.cursor, last.id]) : null;
  const total = f.after
    ? null
    : next === null
      ? shown.length
      : await countRows(trx, sql`inspection_task t ${join} where ${taskWhere(scope, f)}`);
  return { rows: shown.map(present), next, total };
}

/** Exact up to 10,000, null beyond. */
export async function countRows(trx: Trx, from: RawBuilder<unknown>): Promise<number | null> {
  const { rows } = await sql<{
    n: number;
  }>`select count(*) as n from (select 1 from ${from} limit ${COUNTED + 1}) as found`.execute(trx);
  const n = rows[0]?.n ?? 0;
  return n > COUNTED ? null : n;
}

const present = ({ cursor: _, ...r }: Raw): TaskRow => ({
  ...r,
  windowStart: r.windowStart.toISOString(),
  dueAt: r.dueAt.toISOString(),
  doneAt: r.doneAt?.toISOString() ?? null,
});

const COUNTS = sql`count(*) filter (where t.state <> 'cancelled')::int as due, count(*) filter (where t.state = 'open')::int as open,
  count(*) filter (where t.state = 'done')::int as done, count(*) filter (where t.state = 'done_late')::int as "doneLate",
  count(*) filter (where t.state = 'overdue')::int as overdue, count(*) filter (where t.state = 'cancelled')::int as cancelled`;

const counts = (r: TaskCounts): TaskCounts => ({
  due: r.due,
  open: r.open,
  done: r.done,
  doneLate: r.doneLate,
  overdue: r.overdue,
  cancelled: r.cancelled,
});

type BoardRow = TaskCounts & {
  postId: string | null;
  postName: string | null;
  orgUnitId: string | null;
  orgUnitName: string | null;
  holders: string[] | null;
  nextDueAt: Date | null;
};

/** One day of an enterprise by post; posts of one team next to each other. */
export async function selectBoard(
  trx: Trx,
  enterpriseId: string,
  what: { day: string; now: Date },
): Promise<TaskBoard> {
  const { day } = what;
  const { rows } = await sql<BoardRow>`
    with t as (
      select t.post_id, ${COUNTS}, min(t.due_at) filter (where t.state = 'open') as next
      from inspection_task t
      where t.enterprise_id = ${enterpriseId} and t.window_start >= ${dayStart(day)} and t.window_start < ${dayStart(day, 1)}
      group by 1
    )
    select t.post_id as "postId", p.name as "postName", o.id as "orgUnitId", o.name as "orgUnitName", t.due, t.open, t.done, t."doneLate", t.overdue,
           t.cancelled, t.next as "nextDueAt",
           (select array_agg(n.name order by n.name) from post_holder h join person n on n.enterprise_id = h.enterprise_id and n.id = h.person_id
            where h.enterprise_id = ${enterpriseId} and h.post_id = t.post_id and h.from_on <= ${day}::date and (h.to_on is null or h.to_on >= ${day}::date)) as holders
    from t left join post p on p.enterprise_id = ${enterpriseId} and p.id = t.post_id
    left join org_unit o on o.enterprise_id = ${enterpriseId} and o.id = p.org_unit_id
    order by o.path nulls last, p.name`.execute(trx);
  const backlog = await sql<{ n: number }>`
    select count(*) as n from inspection_task t
    where t.enterprise_id = ${enterpriseId} and t.state = 'overdue' and t.window_start < ${dayStart(day)}
      and t.window_start >= ${dayStart(day, -31)}`.execute(trx);
  const total = { due: 0, open: 0, done: 0, doneLate: 0, overdue: 0, cancelled: 0 };
  for (const r of rows) for (const key of Object.keys(total) as (keyof TaskCounts)[]) total[key] += r[key];
  return {
    day,
    total,
    backlog: Number(backlog.rows[0]?.n ?? 0),
    posts: rows.map((r) => ({
      postId: r.postId,
      postName: r.postName,
      orgUnitId: r.orgUnitId,
      orgUnitName: r.orgUnitName,
      holders: r.holders ?? [],
      counts: counts(r),
      nextDueAt: r.nextDueAt?.toISOString() ?? null,
    })),
  };
}

/** Days of a month with their counts. */
export async function selectCalendar(
  trx: Trx,
  enterpriseId: string,
  what: { month: string; postId: string | undefined },
) {
  const first = `${what.month}-01`;
  const next = new Date(Date.UTC(Number(what.month.slice(0, 4)), Number(what.month.slice(5, 7)), 1))
    .toISOString()
    .slice(0, 10);
  const post = what.postId ? sql`and t.post_id = ${what.postId}` : sql``;
  const { rows } = await sql<TaskCounts & { day: string }>`
    select t.day, ${COUNTS} from inspection_task t
    where t.enterprise_id = ${enterpriseId} and t.window_start >= ${dayStart(first)} and t.window_start < ${dayStart(next)} ${post}
    group by 1 order by 1`.execute(trx);
  return { days: rows.map((r) => ({ day: r.day, counts: counts(r) })) };
}
