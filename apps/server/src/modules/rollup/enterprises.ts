import type { listPlaceEnterprises, OverviewChild } from '@yufang/contract';
import { regionRange } from '@yufang/domain';
import { businessDay, shiftDays } from '@yufang/domain/calendar/day';
import { sql } from 'kysely';
import type { z } from 'zod';
import { uuidArray } from '../../platform/db/binary-array.ts';
import type { Trx } from '../../platform/db/database.ts';
import { onePlan } from '../../platform/db/one-plan.ts';
import { regionWhere } from '../../platform/db/region-where.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { type Figures, toFigures } from './queries.ts';
import { recountSql } from './recount.ts';

type Ask = z.output<typeof listPlaceEnterprises.query>;
type Child = z.output<typeof OverviewChild>;

/** What a ranking is made of, and so known of each before anything of it is recounted. */
const RANKED = ['dangers_open', 'dangers_overdue', 'dangers_open_major', 'dangers_overdue_major'] as const;
type Ranked = { id: string; name: string; total: number } & Record<(typeof RANKED)[number], number>;

/** Those of them that are asked for and not zero. */
const rankedFigures = (row: Ranked, metrics: readonly string[] | undefined): Figures =>
  Object.fromEntries(RANKED.filter((m) => row[m] !== 0 && (metrics?.includes(m) ?? true)).map((m) => [m, row[m]]));

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
  const { rows } = await onePlan(
    trx,
    sql<Ranked>`
    select e.enterprise_id as id, e.name, count(*) over ()::int as total, coalesce(o.open, 0)::int as dangers_open, coalesce(o.overdue, 0)::int as dangers_overdue,
           coalesce(o.major, 0)::int as dangers_open_major, coalesce(o.worst, 0)::int as dangers_overdue_major
    from enterprise e left join (
      select d.enterprise_id, count(*) as open, count(*) filter (where d.overdue) as overdue, count(*) filter (where d.level = 'major') as major,
             count(*) filter (where d.overdue and d.level = 'major') as worst
      from hidden_danger d where ${dangers} group by 1) o using (enterprise_id)
    where ${within}
    order by coalesce(o.worst, 0) desc, coalesce(o.overdue, 0) desc, coalesce(o.major, 0) desc, coalesce(o.open, 0) desc, e.name, e.enterprise_id
    offset ${offset} limit ${ask.limit + 1}`,
  );
  const shown = rows.slice(0, ask.limit);
  const metrics = ask.metrics?.split(',');
  const figures = await figuresOf(
    trx,
    shown.map((r) => r.id),
    { now, metrics: metrics?.filter((m) => !RANKED.some((r) => r === m)) },
  );
  const end = offset + shown.length;
  return {
    rows: shown.map((r) => ({
      code: r.id,
      name: r.name,
      nameEn: null,
      level: 'enterprise' as const,
      figures: { ...figures.get(r.id), ...rankedFigures(r, metrics) },
    })),
    next: rows.length > ask.limit && end < DEEPEST ? encodeCursor([end, '']) : null,
    total: ask.after ? null : (rows[0]?.total ?? 0),
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
async function figuresOf(
  trx: Trx,
  ids: readonly string[],
  what: { readonly now: Date; readonly metrics: readonly string[] | undefined },
): Promise<Map<string, Figures>> {
  if (ids.length === 0 || what.metrics?.length === 0) return new Map();
  const today = businessDay(what.now);
  const since = shiftDays(today, -6);
  const { metrics } = what;
  const named = metrics ? sql`v.metric = any(${[...metrics]}::text[])` : sql`v.metric is not null`;
  const { rows } = await onePlan(
    trx,
    sql<{ id: string; metric: string; n: number }>`
    select enterprise_id as id, v.metric, sum(c.n)::float8 as n
    from (${sql.raw(recountSql({ since, ...(metrics ? { metrics } : {}) }))}) c cross join lateral (values
      (case when c.day is null or c.day = ${today}::date then c.metric end),
      (case when c.metric in ('tasks_due', 'tasks_done') and c.day between ${since}::date and ${today}::date then c.metric || '_7d' end)) v (metric)
    where enterprise_id = any(${uuidArray(ids)}::uuid[]) and c.n <> 0 and ${named}
    group by 1, 2`,
  );
  return new Map([...Map.groupBy(rows, (r) => r.id)].map(([id, list]) => [id, toFigures(list)]));
}

/** The region asked for must lie within the caller's own: one beyond it is refused like one that does not exist. */
export function mustLieWithin(region: string | undefined, own: { lo: string; hi: string } | null): void {
  if (!region || !own) return;
  const range = regionRange(region);
  if (range.lo < own.lo || range.hi > own.hi) throw refuse(404, { code: 'region.not_found', field: 'region' });
}
