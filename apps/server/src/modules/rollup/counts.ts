import type { getCounts } from '@yufang/contract';
import { regionCovers, regionLevel, regionRange, SECTORS } from '@yufang/domain';
import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { Actor } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import { counterSector, type Figures, TOTAL } from './queries.ts';
import { NO_PARK } from './spread.ts';

type Ask = z.output<typeof getCounts.query>;
type Counted = { readonly key: string; readonly metric: string; readonly n: number };

/** The column that a grouping means; a stock's day is shown as ''. */
const KEYS: Readonly<Record<Ask['by'], string>> = {
  total: `''`,
  city: 'city_code',
  county: 'county_code',
  industry: 'industry',
  scale: 'scale',
  sector: 'sector',
  park: 'park_id::text',
  day: `case when day = '-infinity' then '' else day::text end`,
};

/**
 * Counters filtered and grouped; stocks always, flows between `from` and `to`. Each question is put to the smallest table that can answer it: the sums of
 * cities and the province, plain or by industry and size; the counters by county and department; and only what cuts finer to the full cross, which is a hundred times more.
 */
export async function selectCounts(trx: Trx, actor: Actor, given: Ask): Promise<{ key: string; figures: Figures }[]> {
  const region = regionOf(actor, given.region);
  // A park's officer means the park; another's has no rows within the scope.
  const ask = actor.scope.kind === 'park' ? { ...given, parkId: given.parkId ?? actor.scope.parkId } : given;
  const rows =
    ask.by === 'park' && !ask.parkId
      ? await byPark(trx, actor, ask, region)
      : await grouped(trx, ask, sourceOf(actor, ask, region));
  return [...Map.groupBy(rows, (r) => r.key)]
    .map(([key, list]) => ({ key, figures: Object.fromEntries(list.map((r) => [r.metric, Number(r.n)])) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** The region that is meant: the one asked for, or one's own where none is or where it reaches beyond; null for a park, whose reach is no region. */
function regionOf({ scope }: Actor, asked: string | undefined): string | null {
  if (scope.kind !== 'region' && scope.kind !== 'sector') return asked ?? null;
  return asked === undefined || regionCovers(asked, scope.code) ? scope.code : asked;
}

async function grouped(trx: Trx, ask: Ask, source: RawBuilder<unknown>): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select ${sql.raw(KEYS[ask.by])} as key, metric, ${TOTAL} as n from ${source} group by 1, 2`.execute(trx);
  return rows;
}

const IN_PARKS = sql`park_id <> ${sql.lit(NO_PARK)}`;

/** By park: what stands in parks out of the cross, and beside it what stands in none, which is all the rest. */
async function byPark(trx: Trx, actor: Actor, ask: Ask, region: string | null): Promise<Counted[]> {
  const whole = { ...ask, by: 'total' } as const;
  const [parks, all] = await Promise.all([
    grouped(trx, ask, cross(ask, region, IN_PARKS)),
    grouped(trx, whole, sourceOf(actor, whole, region)),
  ]);
  const inParks = new Map<string, number>();
  for (const { metric, n } of parks) inParks.set(metric, (inParks.get(metric) ?? 0) + Number(n));
  const inNone = all.map(({ metric, n }) => ({ key: NO_PARK, metric, n: Number(n) - (inParks.get(metric) ?? 0) }));
  return [...parks, ...inNone];
}

function sourceOf(actor: Actor, ask: Ask, region: string | null): RawBuilder<unknown> {
  if (ask.parkId !== undefined || region === null) return cross(ask, region);
  const trade = ask.industry !== undefined || ask.scale !== undefined || ask.by === 'industry' || ask.by === 'scale';
  const level = regionLevel(region);
  const sector = sectorOf(actor, ask);
  if (ask.by !== 'county' && (level === 'province' || level === 'city'))
    return trade ? tradeAbove(ask, region, sector) : above(ask, region, sector);
  return trade ? cross(ask, region) : byCounty(ask, region, sector);
}

/** The rows of the department one is or asks for; '*' stands for all, each by itself when they are told apart. */
function sectorOf(actor: Actor, ask: Ask): RawBuilder<unknown> {
  const one = counterSector(actor, ask.sector);
  if (ask.sector !== undefined && ask.sector !== one) return sql`false`;
  return ask.by === 'sector' && one === '*' ? sql`sector = any(${[...SECTORS]}::text[])` : sql`sector = ${one}`;
}

const named = (ask: Ask) => (ask.metrics ? sql`metric = any(${ask.metrics.split(',')}::text[])` : sql`true`);
const days = (ask: Ask) =>
  sql`day between ${ask.from ?? '-infinity'} and ${ask.to ?? 'infinity'} and day <> '-infinity'`;
const counties = (region: string) => {
  const { lo, hi } = regionRange(region);
  return sql`county_code >= ${lo} and county_code < ${hi}`;
};

/** A city's or the province's own rows; of a province cut by city, its cities'. */
function places(ask: Ask, region: string): RawBuilder<unknown> {
  if (ask.by !== 'city' || regionLevel(region) !== 'province') return sql`region_code = ${region}`;
  const { lo, hi } = regionRange(region);
  return sql`region_code > ${lo} and region_code < ${hi}`;
}

/** Stocks and flows of two tables alike in their columns; in each the row '*' is the sum of all departments. */
function stocksAndFlows(ask: Ask, of: { stock: string; flow: string; place: string }, where: RawBuilder<unknown>) {
  const columns = sql.raw(`sector, ${of.place}, metric`);
  return sql`(
    select ${columns}, date '-infinity' as day, n from ${sql.table(of.stock)} where ${where} and ${named(ask)}
    union all
    select ${columns}, day, n from ${sql.table(of.flow)} where ${where} and ${named(ask)} and ${days(ask)}) as counted`;
}

const above = (ask: Ask, region: string, sector: RawBuilder<unknown>): RawBuilder<unknown> =>
  stocksAndFlows(
    ask,
    { stock: 'rollup_stock_above', flow: 'rollup_flow_above', place: 'region_code as city_code' },
    sql`${sector} and ${places(ask, region)}`,
  );

const byCounty = (ask: Ask, region: string, sector: RawBuilder<unknown>): RawBuilder<unknown> =>
  stocksAndFlows(
    ask,
    { stock: 'rollup_stock', flow: 'rollup_flow', place: 'city_code, county_code' },
    sql`${sector} and ${counties(region)}`,
  );

function tradeAbove(ask: Ask, region: string, sector: RawBuilder<unknown>): RawBuilder<unknown> {
  const where = [sector, places(ask, region), named(ask)];
  if (ask.industry) where.push(sql`industry = ${ask.industry}`);
  if (ask.scale) where.push(sql`scale = ${ask.scale}`);
  const rows = sql`select sector, region_code as city_code, metric, day, industry, scale, n from rollup_trade_above where ${sql.join(where, sql` and `)}`;
  return sql`(${rows} and day = '-infinity' union all ${rows} and ${days(ask)}) as counted`;
}

function cross(ask: Ask, region: string | null, ...more: RawBuilder<unknown>[]): RawBuilder<unknown> {
  const and = [named(ask), sql`(day = '-infinity' or ${days(ask)})`, ...more];
  if (region !== null) and.push(counties(region));
  if (ask.sector) and.push(sql`sector = ${ask.sector}`);
  if (ask.industry) and.push(sql`industry = ${ask.industry}`);
  if (ask.scale) and.push(sql`scale = ${ask.scale}`);
  if (ask.parkId) and.push(sql`park_id = ${ask.parkId}`);
  // Said outright, so that the index of what stands in parks serves.
  if (ask.parkId && ask.parkId !== NO_PARK) and.push(IN_PARKS);
  return sql`rollup_cross where ${sql.join(and, sql` and `)}`;
}
