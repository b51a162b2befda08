import { type listNotices, NOTICE_URGENCIES, NoticeRow } from '@yufang/contract';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import type { Actor, Scope } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { reachOf } from './audience.ts';

type Filter = z.output<typeof listNotices.query>;

/** Notices older than this are history: still listed, no longer counted. */
const COUNTED_DAYS = 90;
const COUNTED = 99;
const READ_AT_ONCE = 1_000;

const Row = NoticeRow.extend({ at: z.date(), urgency: z.enum(NOTICE_URGENCIES) });

/** Of the roles above an enterprise: in the words of the indexes that keep those alone. */
const ABOVE = sql`n.to_role not in ('enterprise_head', 'safety_officer', 'team_leader', 'post_worker')`;

/** The scope's own condition on notices addressed to a role, in the words of the index that serves it. */
function roleScope(scope: Scope): RawBuilder<SqlBool> {
  switch (scope.kind) {
    case 'enterprise':
      return sql<SqlBool>`n.enterprise_id = ${scope.enterpriseId}`;
    case 'region':
      if (scope.code.endsWith('0000'))
        return sql<SqlBool>`${ABOVE} and n.county_code >= ${scope.lo} and n.county_code < ${scope.hi}`;
      if (scope.code.endsWith('00')) return sql<SqlBool>`${ABOVE} and n.city_code = ${scope.code}`;
      return sql<SqlBool>`${ABOVE} and n.county_code = ${scope.code}`;
    case 'sector':
      // A department above the county hears of a county's rows in its digests.
      return sql<SqlBool>`${ABOVE} and n.sector = ${scope.sector} and n.county_code >= ${scope.lo} and n.county_code < ${scope.hi}
        and coalesce(n.reach, 'county') = ${reachOf(scope.code)}`;
    case 'park':
      return sql<SqlBool>`${ABOVE} and n.park_id = ${scope.parkId}`;
    default:
      return sql<SqlBool>`false`;
  }
}

/** The caller's notices by the two ways they are addressed; each branch follows its own index and is cut to `limit`. */
function own(actor: Actor, and: RawBuilder<unknown>, limit: number): RawBuilder<unknown> {
  const columns = sql`n.enterprise_id, n.id, n.at, n.topic, n.urgency, n.entity, n.entity_id, n.params, n.to_account, n.city_code,
    n.county_code, n.sector, n.park_id, n.digest`;
  const read = sql`exists (select from notice_read r where r.enterprise_id = n.enterprise_id and r.notice_id = n.id
    and r.account_id = ${actor.accountId})`;
  // Who is addressed by name hears of it there; the same telling to a role that is theirs too would be a second.
  const byName = sql`exists (select from notice o where o.enterprise_id = n.enterprise_id and o.entity_id = n.entity_id
    and o.to_account = ${actor.accountId} and o.topic = n.topic and o.at = n.at)`;
  const tail = sql`${and} order by n.at desc, n.id desc limit ${limit}`;
  return sql`(select ${columns}, ${read} as read from notice n where n.to_account = ${actor.accountId} ${tail})
    union all
    (select ${columns}, ${read} as read from notice n
     where n.to_role = ${actor.role} and ${roleScope(actor.scope)} and n.actor_id <> ${actor.accountId} and not ${byName} ${tail})`;
}

const unread = (actor: Actor) => sql`and not exists (select from notice_read r
  where r.enterprise_id = n.enterprise_id and r.notice_id = n.id and r.account_id = ${actor.accountId})`;

/** A page of the caller's notices. */
export async function selectNotices(trx: Trx, actor: Actor, f: Filter) {
  const and: RawBuilder<unknown>[] = [];
  if (f.unread === true) and.push(unread(actor));
  if (f.unread === false)
    and.push(sql`and exists (select from notice_read r where r.enterprise_id = n.enterprise_id
    and r.notice_id = n.id and r.account_id = ${actor.accountId})`);
  if (f.urgency) and.push(sql`and n.urgency = ${f.urgency}`);
  if (f.topic) and.push(sql`and n.topic = ${f.topic}`);
  if (f.after) {
    const [at = '', id = ''] = decodeCursor(f.after, 2);
    and.push(sql`and (n.at, n.id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  const { rows } = await sql`
    select n.id, n.enterprise_id as "enterpriseId", case when n.digest is null then coalesce(e.name, '') else '' end as "enterpriseName", n.at, n.topic, n.urgency, n.entity,
           n.entity_id as "entityId", n.params, n.to_account is not null as personal, n.read
    from (${own(actor, sql.join(and, sql` `), f.limit + 1)}) n
    left join enterprise e on e.enterprise_id = n.enterprise_id
    order by n.at desc, n.id desc limit ${f.limit + 1}`.execute(trx);
  const list = z.array(Row).parse(rows);
  const shown = list.slice(0, f.limit).map((row) => ({ ...row, at: row.at.toISOString() }));
  const last = shown.at(-1);
  return { rows: shown, next: list.length > f.limit && last ? encodeCursor([last.at, last.id]) : null, total: null };
}

/** How many of the caller's notices of the last 90 days are unread, and how many of those urgent. */
export async function countUnread(trx: Trx, actor: Actor, now: Date) {
  const since = new Date(now.getTime() - COUNTED_DAYS * 86_400_000);
  const { rows } = await sql<{ n: number; urgent: number }>`
    select count(*) as n, count(*) filter (where urgency = 'urgent') as urgent
    from (${own(actor, sql`and n.at > ${since} ${unread(actor)}`, COUNTED + 1)}) n`.execute(trx);
  const n = rows[0]?.n ?? 0;
  return { unread: Math.min(n, COUNTED), urgent: Math.min(rows[0]?.urgent ?? 0, COUNTED), more: n > COUNTED };
}

/** Mark the caller's notices as read: those named, or all. What is not the caller's is left alone. */
export async function markRead(trx: Trx, actor: Actor, what: { ids: readonly string[] | null; now: Date }) {
  const which = what.ids ? sql`and n.id = any(${[...what.ids]}::uuid[])` : sql``;
  const result = await sql`
    insert into notice_read (enterprise_id, notice_id, account_id, city_code, county_code, sector, park_id, at)
    select n.enterprise_id, n.id, ${actor.accountId}, n.city_code, n.county_code, n.sector, n.park_id, ${what.now}
    from (${own(actor, sql`${which} ${unread(actor)}`, READ_AT_ONCE)}) n
    on conflict do nothing`.execute(trx);
  const read = Number(result.numAffectedRows ?? 0);
  return { read, left: read >= READ_AT_ONCE };
}
