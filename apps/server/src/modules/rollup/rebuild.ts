import pg from 'pg';
import { compareDerived, type Difference, writeDerived } from './derived.ts';
import { FOLD_LOCK } from './fold.ts';
import { CONTRIBUTIONS, type Key } from './recount.ts';
import { NO_PARK } from './spread.ts';

/** Of a recount, rows are grouped once by the cell of the cross that their enterprise counts in: a number, cheaper to group by than six columns. */
const CELLS = `
  create temp table cell on commit drop as
  select row_number() over ()::int as cell, county_code, sector, industry, scale, park_id, city_code, counted
  from (select distinct county_code, sector, industry, scale, coalesce(park_id, '${NO_PARK}') as park_id, city_code,
               status not in ('closed', 'withdrawn') as counted
        from enterprise) e;
  create temp table in_cell on commit drop as
  select e.enterprise_id, c.cell from enterprise e
  join cell c on c.county_code = e.county_code and c.sector = e.sector and c.industry = e.industry and c.scale = e.scale
    and c.park_id = coalesce(e.park_id, '${NO_PARK}') and c.city_code = e.city_code
    and c.counted = (e.status not in ('closed', 'withdrawn'));
  analyze cell; analyze in_cell;
  create temp table fresh (county_code text collate "C", sector text collate "C", industry text collate "C", scale text, park_id uuid,
    metric text collate "C", day date, city_code text collate "C", n bigint) on commit drop`;
const BY_CELL: Key = { column: 'in_cell.cell', join: 'join in_cell using (enterprise_id)' };

/** Every counter as it should be, from the base tables: the full cross, into a temporary table `fresh`. */
async function recount(client: pg.Client, tell: (step: string) => void): Promise<void> {
  await client.query(CELLS);
  for (const contribution of CONTRIBUTIONS) {
    tell(contribution.of);
    await client.query(`insert into fresh (county_code, sector, industry, scale, park_id, metric, day, city_code, n)
      select e.county_code, e.sector, e.industry, e.scale, e.park_id, c.metric, c.day, e.city_code, sum(c.n)::bigint
      from (select key, metric, coalesce(day, '-infinity') as day, sum(n)::bigint as n
            from (${contribution.sql(BY_CELL)}) p (key, metric, day, n)
            where n <> 0 and metric is not null group by 1, 2, 3) c
      join cell e on e.cell = c.key
      where e.counted or c.day <> '-infinity' or c.metric like 'enterprises\\_%'
      group by 1, 2, 3, 4, 5, 6, 7, 8`);
  }
  await client.query('analyze fresh');
}

/** What a rebuild found: counters that differed from what the base tables say. */
export type Rebuilt = { readonly counters: number; readonly differences: readonly Difference[] };

/**
 * Recount everything from the base tables, while the platform runs.
 * Folds wait while counters are replaced; one repeatable-read snapshot sees base tables, counters and queue of the same instant, so that what commits
 * meanwhile keeps its queued deltas and is folded afterwards.
 *
 * @param write false: only compare ("verify"). true: also replace the counters
 * @param tell told of each step as it begins
 * @returns the number of counters and every one that differed (counted + still queued against actual)
 */
export async function rebuild(
  ownerUrl: string,
  write: boolean,
  tell: (step: string) => void = () => undefined,
): Promise<Rebuilt> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    if (write) await client.query('select pg_advisory_lock($1)', [FOLD_LOCK]);
    await client.query('begin isolation level repeatable read');
    // The owner is subject to forced row-level security like anyone else; the system scope reads all.
    await client.query("set local role yf_system; set local work_mem = '128MB'");
    await recount(client, tell);
    tell('comparing');
    const differences = [...(await compare(client)), ...(await compareDerived(client))];
    const { rows } = await client.query<{ n: number }>('select count(*) as n from fresh');
    if (write) {
      tell('writing the counters');
      await replace(client);
    }
    await client.query('commit');
    return { counters: Number(rows[0]?.n ?? 0), differences };
  } finally {
    await client.end();
  }
}

async function compare(client: pg.Client): Promise<Difference[]> {
  const { rows } = await client.query<Difference>(`
    with counted as (
      select county_code, sector, industry, scale, park_id, metric, day, n from rollup_cross
      union all
      select county_code, sector, industry, scale, coalesce(park_id, '${NO_PARK}'), metric,
             coalesce(day, '-infinity'), n from rollup_queue
    ), both_sides as (
      select county_code, sector, industry, scale, park_id, metric, day, sum(n) as counted, 0 as actual from counted group by 1, 2, 3, 4, 5, 6, 7
      union all
      select county_code, sector, industry, scale, park_id, metric, day, 0, n from fresh
    )
    select county_code as "regionCode", sector, industry, scale, park_id::text as "parkId", metric, day::text,
           sum(counted)::float8 as counted, sum(actual)::float8 as actual, 'rollup_cross' as "table"
    from both_sides group by 1, 2, 3, 4, 5, 6, 7 having sum(counted) <> sum(actual) order by 1, 6, 7 limit 10000`);
  return rows;
}

/** The counters of the base tables in place of those that stood. */
async function replace(client: pg.Client): Promise<void> {
  await client.query('delete from rollup_queue');
  await client.query('delete from rollup_cross');
  await client.query(`insert into rollup_cross (county_code, sector, industry, scale, park_id, metric, day, city_code, n)
    select county_code, sector, industry, scale, park_id, metric, day, city_code, n from fresh
    order by county_code, metric, day, sector, industry, scale, park_id`);
  await writeDerived(client);
}
