import { sql } from 'kysely';
import type { EnterpriseDims } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import type { ScheduledRow } from './windows.ts';

/** An item whose next window may open before the horizon. */
export type DueItem = ScheduledRow & {
  readonly enterprise_id: string;
  readonly id: string;
  readonly unit_id: string;
  readonly post_id: string | null;
  readonly next_window: Date;
  readonly stopped: boolean;
  readonly stopped_from: Date | null;
  readonly stopped_to: Date | null;
  /** False: the enterprise or the unit is not at work; the item only moves on. */
  readonly runs: boolean;
};

/** A task to be made. */
export type NewTask = {
  readonly enterprise: string;
  readonly id: string;
  readonly item: string;
  readonly unit: string;
  readonly post: string | null;
  readonly window: string;
  readonly due: string;
  readonly day: string;
  readonly seq: number;
};

/** Enterprises with items to generate for, neighbours in counting next to each other, and how many items each has. */
export async function selectDueEnterprises(trx: Trx, until: Date): Promise<(EnterpriseDims & { items: number })[]> {
  const { rows } = await sql<EnterpriseDims & { items: number }>`
    select e.enterprise_id as "enterpriseId", e.city_code as "cityCode", e.county_code as "countyCode", e.sector, e.park_id as "parkId",
           e.industry, e.scale, d.items
    from (select enterprise_id, count(*)::int as items from inspection_item
          where state = 'active' and next_window is not null and next_window < ${until} group by 1) d
    join enterprise e using (enterprise_id)
    order by e.county_code, e.sector, e.industry, e.scale, e.enterprise_id`.execute(trx);
  return rows;
}

/** The due items of these enterprises. */
export async function selectDueItems(trx: Trx, enterpriseIds: readonly string[], until: Date): Promise<DueItem[]> {
  const { rows } = await sql<DueItem>`
    select i.enterprise_id, i.id, i.unit_id, i.post_id, i.cycle_n, i.cycle_unit, i.occasion, i.workday_kind, i.work_start, i.work_end, i.starts_on,
           i.next_window, u.stopped, u.stopped_from, u.stopped_to, (e.status = 'active' and u.state = 'active') as runs
    from inspection_item i
    join risk_unit u on u.enterprise_id = i.enterprise_id and u.id = i.unit_id
    join enterprise e on e.enterprise_id = i.enterprise_id
    where i.enterprise_id = any(${[...enterpriseIds]}::uuid[]) and i.state = 'active' and i.next_window < ${until}`.execute(
    trx,
  );
  return rows;
}

/** Insert tasks that are not there yet; the codes come from the enterprise's row. How many were made, by enterprise and day. */
export async function insertTasks(
  trx: Trx,
  tasks: readonly NewTask[],
): Promise<{ enterprise_id: string; day: string; n: number }[]> {
  if (tasks.length === 0) return [];
  const { rows } = await sql<{ enterprise_id: string; day: string; n: number }>`
    with made as (
      insert into inspection_task (enterprise_id, window_start, id, city_code, county_code, sector, park_id, item_id, unit_id, post_id, due_at, day, seq)
      select u.e, u.w, u.id, e.city_code, e.county_code, e.sector, e.park_id, u.item, u.unit, u.post, u.due, u.day, u.seq
      from unnest(${tasks.map((t) => t.enterprise)}::uuid[], ${tasks.map((t) => t.window)}::timestamptz[], ${tasks.map((t) => t.id)}::uuid[],
                  ${tasks.map((t) => t.item)}::uuid[], ${tasks.map((t) => t.unit)}::uuid[], ${tasks.map((t) => t.post)}::uuid[],
                  ${tasks.map((t) => t.due)}::timestamptz[], ${tasks.map((t) => t.day)}::date[], ${tasks.map((t) => t.seq)}::bigint[])
           as u (e, w, id, item, unit, post, due, day, seq)
      join enterprise e on e.enterprise_id = u.e
      on conflict do nothing
      returning enterprise_id, day
    )
    select enterprise_id, day, count(*)::int as n from made group by 1, 2`.execute(trx);
  return rows;
}

/** Where generation goes on for each item. Bookkeeping of the job, not a change of the item: version and log stay. */
export async function moveItems(
  trx: Trx,
  moves: readonly { readonly item: DueItem; readonly next: string | null }[],
): Promise<void> {
  if (moves.length === 0) return;
  await sql`
    update inspection_item i set next_window = u.next
    from unnest(${moves.map((m) => m.item.enterprise_id)}::uuid[], ${moves.map((m) => m.item.id)}::uuid[], ${moves.map((m) => m.next)}::timestamptz[])
         as u (e, id, next)
    where i.enterprise_id = u.e and i.id = u.id`.execute(trx);
}
