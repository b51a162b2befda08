import type { ItemRow, listItems } from '@yufang/contract';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Scope } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { all, like, within } from './filter.ts';
import { countRows } from './task-list.ts';

type Filter = z.output<typeof listItems.query>;
type Raw = Omit<ItemRow, 'lastRecordAt'> & { lastRecordAt: Date | null };

function where(scope: Scope, f: Filter) {
  const and = within(scope, f, 'i');
  and.push(sql`i.state = ${f.state}`);
  if (f.without === 'post') and.push(sql`i.post_id is null`);
  if (f.postId) and.push(sql`i.post_id = ${f.postId}`);
  if (f.unitId) and.push(sql`i.unit_id = ${f.unitId}`);
  if (f.measureId) and.push(sql`i.measure_id = ${f.measureId}`);
  if (f.cycleUnit) and.push(sql`i.cycle_unit = ${f.cycleUnit}`);
  if (f.occasion) and.push(sql`i.cycle_unit = 'special' and i.occasion = ${f.occasion}`);
  if (f.tier) and.push(sql`i.tier = ${f.tier}`);
  if (f.search) and.push(sql`i.content like ${like(f.search)}`);
  return all(and);
}

const joined = (page: ReturnType<typeof sql>) => sql<Raw>`
  select i.enterprise_id as "enterpriseId", i.id, e.name as "enterpriseName", i.measure_id as "measureId", m.description as measure,
         i.unit_id as "unitId", u.name as "unitName", i.post_id as "postId", p.name as "postName", i.tier, i.content, i.cycle_n as "cycleN",
         i.cycle_unit as "cycleUnit", i.occasion, i.workday_kind as "workdayKind", i.work_start as "workStart", i.work_end as "workEnd",
         i.starts_on as "startsOn", i.photo_required as "photoRequired", u.stopped, i.state, i.version,
         (select max(r.claimed_at) from inspection_record r where r.enterprise_id = i.enterprise_id and r.item_id = i.id and r.result <> 'not_inspected') as "lastRecordAt"
  from (${page}) i
  join enterprise e on e.enterprise_id = i.enterprise_id
  join control_measure m on m.enterprise_id = i.enterprise_id and m.id = i.measure_id
  join risk_unit u on u.enterprise_id = i.enterprise_id and u.id = i.unit_id
  left join post p on p.enterprise_id = i.enterprise_id and p.id = i.post_id
  order by i.enterprise_id, i.id`;

/** A page of items within the scope, an enterprise's next to each other. */
export async function selectItemPage(trx: Trx, scope: Scope, f: Filter) {
  const after = f.after ? decodeCursor(f.after, 2) : null;
  const from = after ? sql`and (i.enterprise_id, i.id) > (${after[0]}::uuid, ${after[1]}::uuid)` : sql``;
  const join = f.industry || f.scale ? sql`join enterprise e on e.enterprise_id = i.enterprise_id` : sql``;
  const { rows } = await joined(
    sql`select i.* from inspection_item i ${join} where ${where(scope, f)} ${from} order by i.enterprise_id, i.id limit ${f.limit + 1}`,
  ).execute(trx);
  const shown = rows.slice(0, f.limit);
  const last = shown.at(-1);
  const next = rows.length > f.limit && last ? encodeCursor([last.enterpriseId, last.id]) : null;
  const total = f.after
    ? null
    : next === null
      ? shown.length
      : await countRows(trx, sql`inspection_item i ${join} where ${where(scope, f)}`);
  return { rows: shown.map(present), next, total };
}

/** One item as the lists show it. */
export async function selectItem(trx: Trx, enterpriseId: string, id: string): Promise<ItemRow | undefined> {
  const { rows } = await joined(
    sql`select * from inspection_item where enterprise_id = ${enterpriseId} and id = ${id}`,
  ).execute(trx);
  return rows[0] && present(rows[0]);
}

const present = (r: Raw): ItemRow => ({ ...r, lastRecordAt: r.lastRecordAt?.toISOString() ?? null });

type Gap = { id: string; name: string; orgUnitName: string };

/** Where control has a hole: posts with nothing to inspect, posts that nobody holds, items that nobody's post has taken. */
export async function selectGaps(trx: Trx, enterpriseId: string, today: string) {
  const posts = await sql<Gap & { items: number; held: boolean }>`
    select p.id, p.name, o.name as "orgUnitName",
           (select count(*)::int from inspection_item i where i.enterprise_id = p.enterprise_id and i.post_id = p.id and i.state = 'active') as items,
           exists (select from post_holder h where h.enterprise_id = p.enterprise_id and h.post_id = p.id and h.from_on <= ${today}::date
                   and (h.to_on is null or h.to_on >= ${today}::date)) as held
    from post p join org_unit o on o.enterprise_id = p.enterprise_id and o.id = p.org_unit_id
    where p.enterprise_id = ${enterpriseId} and p.state = 'active' order by o.path, p.name`.execute(trx);
  const open = await sql<{ n: number }>`
    select count(*) as n from inspection_item where enterprise_id = ${enterpriseId} and state = 'active' and post_id is null`.execute(
    trx,
  );
  const gap = ({ id, name, orgUnitName }: Gap): Gap => ({ id, name, orgUnitName });
  return {
    postsWithoutItems: posts.rows.filter((p) => p.items === 0).map(gap),
    postsWithoutHolder: posts.rows.filter((p) => p.items > 0 && !p.held).map((p) => ({ ...gap(p), items: p.items })),
    itemsWithoutPost: Number(open.rows[0]?.n ?? 0),
  };
}

/** Posts and people that work can be given to today. */
export async function selectInspectors(trx: Trx, enterpriseId: string, today: string) {
  const posts = await sql<Gap>`
    select p.id, p.name, o.name as "orgUnitName" from post p join org_unit o on o.enterprise_id = p.enterprise_id and o.id = p.org_unit_id
    where p.enterprise_id = ${enterpriseId} and p.state = 'active' order by o.path, p.name limit 2000`.execute(trx);
  const people = await sql<{ id: string; name: string; posts: string[] }>`
    select n.id, n.name, coalesce(array_agg(p.name order by p.name) filter (where p.id is not null), '{}') as posts
    from person n
    left join post_holder h on h.enterprise_id = n.enterprise_id and h.person_id = n.id and h.from_on <= ${today}::date
      and (h.to_on is null or h.to_on >= ${today}::date)
    left join post p on p.enterprise_id = h.enterprise_id and p.id = h.post_id
    where n.enterprise_id = ${enterpriseId} and n.state = 'active' group by n.id, n.name order by n.name limit 5000`.execute(
    trx,
  );
  return { posts: posts.rows, people: people.rows };
}
