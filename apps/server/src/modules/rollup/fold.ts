import { sql } from 'kysely';
import { asSystem, type Database, type Trx } from '../../platform/db/database.ts';
import { NO_PARK, regionsAbove, sectorsOf } from './spread.ts';

/** Held by each fold for its transaction and by a rebuild for its whole run: a rebuild waits for a fold, never for the folder to stop. */
export const FOLD_LOCK = 7_351_903;

/** How many deltas one fold takes: about a second's worth at the rate we claim. */
const BATCH = 5_000;

/** What one fold did: how many deltas, the counties they touched, and when the oldest of them was queued. */
export type Folded = {
  readonly deltas: number;
  readonly counties: readonly string[];
  readonly parks: readonly string[];
  readonly oldest: Date | null;
};

/**
 * Fold a batch of queued deltas into the counters: one statement, one transaction, so that a delta is either still queued or counted,
 * never both. Keys are touched in order; one folder runs at a time (see `folder.ts`), `skip locked` keeps a second one harmless.
 */
export async function foldOnce(db: Database): Promise<Folded> {
  return await asSystem(db, fold);
}

const SECTORS = sql.raw(sectorsOf('claimed'));
const ABOVE = sql.raw(regionsAbove('claimed'));

async function fold(trx: Trx): Promise<Folded> {
  await sql`select pg_advisory_xact_lock(${FOLD_LOCK}::bigint)`.execute(trx);
  const { rows } = await sql<{
    deltas: number;
    counties: string[] | null;
    parks: string[] | null;
    oldest: string | null;
  }>`
    with claimed as (
      delete from rollup_queue where id in (select id from rollup_queue order by id limit ${BATCH} for update skip locked)
      returning *
    ), stock as (
      insert into rollup_stock as c (sector, county_code, metric, city_code, n)
      select s.sector, county_code, metric, city_code, sum(n)
      from claimed ${SECTORS}
      where day is null group by 1, 2, 3, 4 order by 1, 2, 3
      on conflict (sector, county_code, metric) do update set n = c.n + excluded.n
    ), flow as (
      insert into rollup_flow as c (sector, metric, day, county_code, city_code, n)
      select s.sector, metric, day, county_code, city_code, sum(n)
      from claimed ${SECTORS}
      where day is not null group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4
      on conflict (sector, metric, day, county_code) do update set n = c.n + excluded.n
    ), stock_above as (
      insert into rollup_stock_above as c (sector, region_code, metric, n)
      select s.sector, r.region_code, metric, sum(n)
      from claimed ${SECTORS}
        ${ABOVE}
      where day is null group by 1, 2, 3 order by 1, 2, 3
      on conflict (sector, region_code, metric) do update set n = c.n + excluded.n
    ), flow_above as (
      insert into rollup_flow_above as c (sector, region_code, metric, day, n)
      select s.sector, r.region_code, metric, day, sum(n)
      from claimed ${SECTORS}
        ${ABOVE}
      where day is not null group by 1, 2, 3, 4 order by 1, 2, 3, 4
      on conflict (sector, region_code, metric, day) do update set n = c.n + excluded.n
    ), trade_above as (
      insert into rollup_trade_above as c (sector, region_code, metric, day, industry, scale, n)
      select s.sector, r.region_code, metric, coalesce(day, '-infinity'), industry, scale, sum(n)
      from claimed ${SECTORS}
        ${ABOVE}
      group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6
      on conflict (sector, region_code, metric, day, industry, scale) do update set n = c.n + excluded.n
    ), park as (
      insert into rollup_park as c (park_id, metric, day, n)
      select park_id, metric, coalesce(day, '-infinity'), sum(n) from claimed where park_id is not null group by 1, 2, 3 order by 1, 2, 3
      on conflict (park_id, metric, day) do update set n = c.n + excluded.n
    ), crossed as (
      insert into rollup_cross as c (county_code, sector, industry, scale, park_id, metric, day, city_code, n)
      select county_code, sector, industry, scale, coalesce(park_id, ${sql.lit(NO_PARK)}), metric,
             coalesce(day, '-infinity'), city_code, sum(n)
      from claimed group by 1, 2, 3, 4, 5, 6, 7, 8 order by 1, 6, 7, 2, 3, 4, 5
      on conflict (county_code, metric, day, sector, industry, scale, park_id) do update set n = c.n + excluded.n
    )
    select count(*) as deltas, array_agg(distinct county_code) as counties,
           array_agg(distinct park_id::text) filter (where park_id is not null) as parks, min(id::text) as oldest
    from claimed
  `.execute(trx);
  const row = rows[0];
  return {
    deltas: Number(row?.deltas ?? 0),
    counties: row?.counties ?? [],
    parks: row?.parks ?? [],
    oldest: row?.oldest ? timeOfUuid7(row.oldest) : null,
  };
}

/** The millisecond a UUIDv7 was made in (RFC 9562: its first 48 bits). */
export const timeOfUuid7 = (id: string): Date => new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16));

/** Fold until the queue is empty; for tests, imports and the operator. Returns how many deltas were folded. */
export async function foldAll(db: Database): Promise<number> {
  let total = 0;
  for (;;) {
    const { deltas } = await foldOnce(db);
    total += deltas;
    if (deltas < BATCH) return total;
  }
}
