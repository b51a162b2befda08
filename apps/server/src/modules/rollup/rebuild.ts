import pg from 'pg';
import { FOLD_LOCK } from './fold.ts';

/**
 * What each table contributes, said a second time, in SQL over whole tables. It must equal `domain/rollup/rows.ts`, which the live path uses row
 * by row; the property test `rollup.db.test.ts` holds the two together. Each selects (enterprise_id, metric, day, n).
 */
const CONTRIBUTIONS: readonly string[] = [
  `select e.enterprise_id, v.metric, null::date as day, v.n from enterprise e cross join lateral (values
     ('enterprises_applied', (e.status = 'applied')::int),
     ('enterprises_registered', (e.status in ('active', 'suspended'))::int),
     ('enterprises_active', (e.status in ('active', 'suspended') and e.activity = 'active')::int),
     ('enterprises_dormant', (e.status in ('active', 'suspended') and e.activity = 'dormant')::int),
     ('enterprises_new', (e.status in ('active', 'suspended') and e.activity = 'new')::int),
     ('enterprises_covered', (e.status in ('active', 'suspended') and e.covered)::int)) v (metric, n)`,
  `select u.enterprise_id, v.metric, null::date, v.n from (
     select enterprise_id, live_grade, count(*) as n from risk_unit where state = 'active' group by 1, 2) u
   cross join lateral (values ('units_total', u.n), ('units_' || u.live_grade, u.n)) v (metric, n)`,
  `select r.enterprise_id, v.metric, null::date, v.n from (
     select enterprise_id, live_grade, count(*) as n, count(*) filter (where review_state = 'approved') as approved
     from risk_event where state = 'active' group by 1, 2) r
   cross join lateral (values ('risks_total', r.n), ('risks_approved', r.approved), ('risks_' || r.live_grade, r.n)) v (metric, n)`,
  `select m.enterprise_id, v.metric, null::date, v.n from (
     select enterprise_id, count(*) as n, count(*) filter (where duty_post_id is not null and coalesce(check_content, '') <> '') as controlled
     from control_measure where state = 'active' group by 1) m
   cross join lateral (values ('measures_total', m.n), ('measures_controlled', m.controlled)) v (metric, n)`,
  `select enterprise_id, 'items_total', null::date, count(*) from inspection_item where state = 'active' group by 1`,
  `select t.enterprise_id, v.metric, v.day, v.n from (
     select enterprise_id, day, state, count(*) as n from inspection_task group by 1, 2, 3) t
   cross join lateral (values
     ('tasks_due', t.day, case when t.state <> 'cancelled' then t.n else 0 end),
     ('tasks_done', t.day, case when t.state in ('done', 'done_late') then t.n else 0 end),
     ('tasks_done_late', t.day, case when t.state = 'done_late' then t.n else 0 end),
     ('tasks_overdue', t.day, case when t.state in ('overdue', 'done_late') then t.n else 0 end),
     ('tasks_cancelled', t.day, case when t.state = 'cancelled' then t.n else 0 end),
     ('tasks_overdue_now', null, case when t.state = 'overdue' then t.n else 0 end)) v (metric, day, n)`,
  `select r.enterprise_id, v.metric, r.day, v.n from (
     select enterprise_id, day, count(*) as n, count(*) filter (where result = 'abnormal') as abnormal, count(*) filter (where marked) as marked
     from inspection_record where state = 'active' and result <> 'not_inspected' group by 1, 2) r
   cross join lateral (values ('records', r.n), ('records_abnormal', r.abnormal), ('records_marked', r.marked)) v (metric, n)`,
  `select h.enterprise_id, v.metric, v.day, v.n from (
     select enterprise_id, found_day, level, count(*) as n from hidden_danger where status not in ('withdrawn', 'invalid') group by 1, 2, 3) h
   cross join lateral (values
     ('dangers_found', h.found_day, h.n), ('dangers_found_major', h.found_day, case when h.level = 'major' then h.n else 0 end)) v (metric, day, n)`,
  `select h.enterprise_id, v.metric, null::date, v.n from (
     select enterprise_id, level, overdue, count(*) as n,
            count(*) filter (where jsonb_typeof(supervision) = 'object' and supervision ->> 'listedAt' is not null
                                   and supervision ->> 'liftedAt' is null) as listed
     from hidden_danger where status in ('reported', 'verified', 'assigned', 'rectifying', 'to_accept') group by 1, 2, 3) h
   cross join lateral (values
     ('dangers_open', h.n), ('dangers_open_major', case when h.level = 'major' then h.n else 0 end),
     ('dangers_overdue', case when h.overdue then h.n else 0 end),
     ('dangers_overdue_major', case when h.overdue and h.level = 'major' then h.n else 0 end),
     ('dangers_listed', h.listed)) v (metric, n)`,
  `select h.enterprise_id, v.metric, h.closed_day, v.n from (
     select enterprise_id, closed_day, count(*) as n, count(*) filter (where closed_on_time) as on_time
     from hidden_danger where status = 'closed' and closed_day is not null group by 1, 2) h
   cross join lateral (values ('dangers_closed', h.n), ('dangers_closed_on_time', h.on_time)) v (metric, n)`,
];

/** All of them together; a condition on enterprise_id reaches into each part. */
export const CONTRIBUTION_SQL = CONTRIBUTIONS.join('\n union all \n');

/** Every counter as it should be, from the base tables: the full cross, into a temporary table `fresh`. */
const FRESH = `
  create temp table fresh on commit drop as
  select e.county_code, e.sector, e.industry, e.scale, coalesce(e.park_id, '00000000-0000-0000-0000-000000000000') as park_id,
         c.metric, coalesce(c.day, '-infinity') as day, e.city_code, sum(c.n)::bigint as n
  from (${CONTRIBUTION_SQL}) c
  join enterprise e using (enterprise_id)
  where c.n <> 0 and c.metric is not null
  group by 1, 2, 3, 4, 5, 6, 7, 8`;

/** What a rebuild found: counters that differed from what the base tables say. */
export type Rebuilt = { readonly counters: number; readonly differences: readonly Difference[] };
export type Difference = {
  readonly countyCode: string;
  readonly sector: string;
  readonly industry: string;
  readonly scale: string;
  readonly parkId: string;
  readonly metric: string;
  readonly day: string;
  readonly counted: number;
  readonly actual: number;
};

/**
 * Recount everything from the base tables, while the platform runs.
 * Folds wait while counters are replaced; one repeatable-read snapshot sees base tables, counters and queue of the same instant, so that what commits
 * meanwhile keeps its queued deltas and is folded afterwards.
 *
 * @param write false: only compare ("verify"). true: also replace the counters
 * @returns the number of counters and every one that differed (counted + still queued against actual)
 */
export async function rebuild(ownerUrl: string, write: boolean): Promise<Rebuilt> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    if (write) await client.query('select pg_advisory_lock($1)', [FOLD_LOCK]);
    await client.query('begin isolation level repeatable read');
    // The owner is subject to forced row-level security like anyone else; the system scope reads all.
    await client.query('set local role yf_system');
    await client.query(FRESH);
    const differences = await compare(client);
    const { rows } = await client.query<{ n: number }>('select count(*) as n from fresh');
    if (write) await replace(client);
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
      select county_code, sector, industry, scale, coalesce(park_id, '00000000-0000-0000-0000-000000000000'), metric,
             coalesce(day, '-infinity'), n from rollup_queue
    ), both_sides as (
      select county_code, sector, industry, scale, park_id, metric, day, sum(n) as counted, 0 as actual from counted group by 1, 2, 3, 4, 5, 6, 7
      union all
      select county_code, sector, industry, scale, park_id, metric, day, 0, n from fresh
    )
    select county_code as "countyCode", sector, industry, scale, park_id::text as "parkId", metric, day::text,
           sum(counted)::float8 as counted, sum(actual)::float8 as actual
    from both_sides group by 1, 2, 3, 4, 5, 6, 7 having sum(counted) <> sum(actual) order by 1, 6, 7 limit 10000`);
  return rows;
}

async function replace(client: pg.Client): Promise<void> {
  await client.query('delete from rollup_queue');
  for (const table of ['rollup_stock', 'rollup_flow', 'rollup_park', 'rollup_cross'])
    await client.query(`delete from ${table}`);
  await client.query(`insert into rollup_cross (county_code, sector, industry, scale, park_id, metric, day, city_code, n)
    select county_code, sector, industry, scale, park_id, metric, day, city_code, n from fresh`);
  await client.query(`insert into rollup_stock (sector, county_code, metric, city_code, n)
    select s.sector, county_code, metric, city_code, sum(n) from fresh cross join lateral (values (fresh.sector), ('*')) s (sector)
    where day = '-infinity' group by 1, 2, 3, 4`);
  await client.query(`insert into rollup_flow (sector, metric, day, county_code, city_code, n)
    select s.sector, metric, day, county_code, city_code, sum(n) from fresh cross join lateral (values (fresh.sector), ('*')) s (sector)
    where day <> '-infinity' group by 1, 2, 3, 4, 5`);
  await client.query(`insert into rollup_park (park_id, metric, day, n)
    select park_id, metric, day, sum(n) from fresh where park_id <> '00000000-0000-0000-0000-000000000000' group by 1, 2, 3`);
}
