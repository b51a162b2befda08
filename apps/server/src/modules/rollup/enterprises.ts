import type { listPlaceEnterprises, OverviewChild } from '@yufang/contract';
import { regionRange } from '@yufang/domain';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Trx } from '../../platform/db/database.ts';
import { regionWhere } from '../../platform/db/region-where.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { type Figures, toFigures } from './queries.ts';
import { CONTRIBUTION_SQL } from './rebuild.ts';

type Ask = z.output<typeof listPlaceEnterprises.query>;
type Child = z.output<typeof OverviewChild>;

/** How far down a ranking is read: who asks for more has filters. */
const DEEPEST = 5_000;

/**
 * A page of a place's registered enterprises, ranked by what is open now, with the figures of each recounted from its own rows. The ranking has no
 * index to follow and so is made anew for each page; a cursor is therefore a place in it.
 */
export async function selectPlaceEnterprises(
  trx: Trx,
  ask: Ask,
  now: Date,
): Promise<{ rows: Child[]; next: string | null; total: number | null }> {
  const offset = offsetOf(ask.after);
  const within = sql.join(
    [
      sql`e.status in ('active', 'suspended')`,
      ...(ask.region ? [regionWhere('e', ask.region)] : []),
      ...(ask.parkId ? [sql`e.park_id = ${ask.parkId}`] : []),
      ...(ask.sector ? [sql`e.sector = ${ask.sector}`] : []),
    ],
    sql` and `,
  );
  const dangers = sql.join(
    [
      sql`d.status in ('reported', 'verified', 'assigned', 'rectifying', 'to_accept')`,
      ...(ask.region ? [regionWhere('d', ask.region)] : []),
      ...(ask.parkId ? [sql`d.park_id = ${ask.parkId}`] : []),
      ...(ask.sector ? [sql`d.sector = ${ask.sector}`] : []),
    ],
    sql` and `,
  );
  const { rows } = await sql<{ id: string; name: string; total: string }>`
    select e.enterprise_id as id, e.name, count(*) over () as total
    from enterprise e left join (
      select d.enterprise_id, count(*) as open, count(*) filter (where d.overdue) as overdue, count(*) filter (where d.level = 'major') as major,
             count(*) filter (where d.overdue and d.level = 'major') as worst
      from hidden_danger d where ${dangers} group by 1) o using (enterprise_id)
    where ${within}
    order by coalesce(o.worst, 0) desc, coalesce(o.overdue, 0) desc, coalesce(o.major, 0) desc, coalesce(o.open, 0) desc, e.name, e.enterprise_id
    offset ${offset} limit ${ask.limit + 1}`.execute(trx);
  const shown = rows.slice(0, ask.limit);
  const figures = await figuresOf(
    trx,
    shown.map((r) => r.id),
    now,
  );
  const end = offset + shown.length;
  return {
    rows: shown.map((r) => ({
      code: r.id,
      name: r.name,
      nameEn: null,
      level: 'enterprise' as const,
      figures: figures.get(r.id) ?? {},
    })),
    next: rows.length > ask.limit && end < DEEPEST ? encodeCursor([end, '']) : null,
    total: ask.after ? null : Number(rows[0]?.total ?? 0),
  };
}

function offsetOf(after: string | undefined): number {
  if (!after) return 0;
  const [at = ''] = decodeCursor(after, 2);
  const offset = Number(at);
  if (!Number.isInteger(offset) || offset < 0 || offset > DEEPEST)
    throw refuse(400, { code: 'page.bad_cursor', field: 'after' });
  return offset;
}

/** Stocks, the flows of today, and tasks of seven days, of each. */
async function figuresOf(trx: Trx, ids: readonly string[], now: Date): Promise<Map<string, Figures>> {
  if (ids.length === 0) return new Map();
  const day = (back: number) => new Date(now.getTime() + 8 * 3_600_000 - back * 86_400_000).toISOString().slice(0, 10);
  const [today, weekAgo] = [day(0), day(6)];
  const { rows } = await sql<{ id: string; metric: string; n: number }>`
    select enterprise_id as id, v.metric, sum(c.n)::bigint as n
    from (${sql.raw(CONTRIBUTION_SQL)}) c cross join lateral (values
      (case when c.day is null or c.day = ${today}::date then c.metric end),
      (case when c.metric in ('tasks_due', 'tasks_done') and c.day between ${weekAgo}::date and ${today}::date then c.metric || '_7d' end)) v (metric)
    where enterprise_id = any(${[...ids]}::uuid[]) and c.n <> 0 and v.metric is not null
    group by 1, 2`.execute(trx);
  return new Map([...Map.groupBy(rows, (r) => r.id)].map(([id, list]) => [id, toFigures(list)]));
}

/** The region asked for must lie within the caller's own: one beyond it is refused like one that does not exist. */
export function mustLieWithin(region: string | undefined, own: { lo: string; hi: string } | null): void {
  if (!region || !own) return;
  const range = regionRange(region);
  if (range.lo < own.lo || range.hi > own.hi) throw refuse(404, { code: 'region.not_found', field: 'region' });
}
