import { regionLevel, regionRange } from '@yufang/domain';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Actor } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import { NO_PARK } from './spread.ts';

/** Metric → count. */
export type Figures = Record<string, number>;
/** Which rows of the counters are meant: county codes [lo, hi) and one sector, or '*' for all. */
export type CounterScope = { readonly lo: string; readonly hi: string; readonly sector: string };

/** The sector row an actor reads: a department its own, everyone else the one asked for, or the sum of all. */
export const counterSector = (actor: Actor, asked?: string): string =>
  actor.scope.kind === 'sector' ? actor.scope.sector : (asked ?? '*');

const within = (s: CounterScope): RawBuilder<SqlBool> =>
  sql<SqlBool>`sector = ${s.sector} and county_code >= ${s.lo} and county_code < ${s.hi}`;

/** Counts added up as doubles, exact up to 2^53: a sum of bigint is a numeric, whose making takes longer than the adding of a province's counties. */
export const TOTAL = sql`sum(n::float8)`;

/** Stocks by county within the scope. */
export async function stockByCounty(trx: Trx, scope: CounterScope): Promise<Map<string, Figures>> {
  const { rows } = await sql<{ key: string; metric: string; n: number }>`
    select county_code as key, metric, n from rollup_stock where ${within(scope)}`.execute(trx);
  return grouped(rows);
}

/** Stocks by city of a province, out of the cities' own rows. */
export async function stockByCity(trx: Trx, scope: PlaceScope): Promise<Map<string, Figures>> {
  const { lo, hi } = regionRange(scope.region);
  const { rows } = await sql<{ key: string; metric: string; n: number }>`
    select region_code as key, metric, n from rollup_stock_above
    where sector = ${scope.sector} and region_code > ${lo} and region_code < ${hi}`.execute(trx);
  return grouped(rows);
}

/** Flows of some days by county within the scope. */
export async function flowByCounty(
  trx: Trx,
  scope: CounterScope,
  what: { from: string; to: string; metrics: readonly string[] },
): Promise<Map<string, Figures>> {
  const { rows } = await sql<{ key: string; metric: string; n: number }>`
    select county_code as key, metric, ${TOTAL} as n from rollup_flow
    where ${within(scope)} and metric = any(${[...what.metrics]}::text[]) and day between ${what.from} and ${what.to} group by 1, 2`.execute(
    trx,
  );
  return grouped(rows);
}

/** One region whose own rows are asked for, or those of the regions below it, and the sector row. */
export type PlaceScope = { readonly region: string; readonly sector: string };

/** Flows of a county's, a city's or the province's own rows by day, `from` and `to` included. */
export async function flowTrend(
  trx: Trx,
  scope: PlaceScope,
  what: { from: string; to: string; metrics: readonly string[] },
): Promise<Map<string, Figures>> {
  const county = regionLevel(scope.region) === 'county';
  const table = county
    ? sql`rollup_flow where county_code = ${scope.region}`
    : sql`rollup_flow_above where region_code = ${scope.region}`;
  const { rows } = await sql<{ key: string; metric: string; n: number }>`
    select day as key, metric, n from ${table} and sector = ${scope.sector}
      and metric = any(${[...what.metrics]}::text[]) and day between ${what.from} and ${what.to}`.execute(trx);
  return grouped(rows);
}

/** Flows of some days by city, of these cities. By name, not by range: what follows the code in the index is then looked up, not read through. */
export async function flowByCity(
  trx: Trx,
  scope: { readonly cities: readonly string[]; readonly sector: string },
  what: { from: string; to: string; metrics: readonly string[] },
): Promise<Map<string, Figures>> {
  const { rows } = await sql<{ key: string; metric: string; n: number }>`
    select region_code as key, metric, ${TOTAL} as n from rollup_flow_above
    where sector = ${scope.sector} and region_code = any(${[...scope.cities]}::text[])
      and metric = any(${[...what.metrics]}::text[]) and day between ${what.from} and ${what.to} group by 1, 2`.execute(
    trx,
  );
  return grouped(rows);
}

/** The same of one park for those who see more than it: out of the full cross, within the transaction's scope. */
export async function parkCross(
  trx: Trx,
  parkId: string,
  what: { from: string; to: string; sector: string },
): Promise<Map<string, Figures>> {
  const { rows } = await sql<{ key: string; metric: string; n: number }>`
    select case when day = '-infinity' then '' else day::text end as key, metric, ${TOTAL} as n from rollup_cross
    where park_id = ${parkId} and park_id <> ${sql.lit(NO_PARK)}
      and (day = '-infinity' or day between ${what.from} and ${what.to}) and (${what.sector} = '*' or sector = ${what.sector})
    group by 1, 2`.execute(trx);
  return grouped(rows);
}

/** A park's counters between two days, and its stocks under the key ''. */
export async function parkCounters(
  trx: Trx,
  parkId: string,
  what: { from: string; to: string },
): Promise<Map<string, Figures>> {
  const { rows } = await sql<{ key: string; metric: string; n: number }>`
    select case when day = '-infinity' then '' else day::text end as key, metric, n from rollup_park
    where park_id = ${parkId} and (day = '-infinity' or day between ${what.from} and ${what.to})`.execute(trx);
  return grouped(rows);
}

/** Rows of (metric, n) as an object. */
export const toFigures = (rows: readonly { metric: string; n: number }[]): Figures =>
  Object.fromEntries(rows.map((r) => [r.metric, Number(r.n)]));

function grouped(rows: readonly { key: string; metric: string; n: number }[]): Map<string, Figures> {
  const out = new Map<string, Figures>();
  for (const r of rows) {
    const at = out.get(r.key) ?? {};
    at[r.metric] = Number(r.n);
    out.set(r.key, at);
  }
  return out;
}
