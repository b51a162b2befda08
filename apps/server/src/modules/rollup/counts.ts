import type { getCounts } from '@yufang/contract';
import { regionRange } from '@yufang/domain';
import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { Actor } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import { counterSector, type Figures, toFigures } from './queries.ts';

type Ask = z.output<typeof getCounts.query>;

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

const PLAIN: ReadonlySet<Ask['by']> = new Set(['total', 'city', 'county', 'sector', 'day']);

/**
 * Counters filtered and grouped; stocks always, flows between `from` and `to`. What no industry, size or park cuts is read from the counters by county and
 * department, which are a hundred times fewer than the full cross.
 */
export async function selectCounts(trx: Trx, actor: Actor, ask: Ask): Promise<{ key: string; figures: Figures }[]> {
  const range = ask.region ? regionRange(ask.region) : { lo: '000000', hi: '999999' };
  const county = sql`county_code >= ${range.lo} and county_code < ${range.hi}`;
  const named = ask.metrics ? sql`metric = any(${ask.metrics.split(',')}::text[])` : sql`true`;
  const days = sql`day between ${ask.from ?? '-infinity'} and ${ask.to ?? 'infinity'}`;
  const plain = actor.scope.kind !== 'park' && !ask.industry && !ask.scale && !ask.parkId && PLAIN.has(ask.by);
  const from = plain ? byCounty(actor, ask, { county, named, days }) : cross(ask, { county, named, days });
  const { rows } = await sql<{ key: string; metric: string; n: number }>`
    select ${sql.raw(KEYS[ask.by])} as key, metric, sum(n)::bigint as n from ${from} group by 1, 2 order by 1`.execute(
    trx,
  );
  return [...Map.groupBy(rows, (r) => r.key)].map(([key, list]) => ({ key, figures: toFigures(list) }));
}

type Cut = Readonly<Record<'county' | 'named' | 'days', RawBuilder<unknown>>>;

function cross(ask: Ask, { county, named, days }: Cut): RawBuilder<unknown> {
  const and = [county, named, sql`(day = '-infinity' or ${days})`];
  if (ask.sector) and.push(sql`sector = ${ask.sector}`);
  if (ask.industry) and.push(sql`industry = ${ask.industry}`);
  if (ask.scale) and.push(sql`scale = ${ask.scale}`);
  if (ask.parkId) and.push(sql`park_id = ${ask.parkId}`);
  return sql`rollup_cross where ${sql.join(and, sql` and `)}`;
}

/** Stocks and flows by county and department; the row '*' is the sum of all departments. */
function byCounty(actor: Actor, ask: Ask, { county, named, days }: Cut): RawBuilder<unknown> {
  const one = counterSector(actor, ask.sector);
  const sector = ask.by === 'sector' && one === '*' ? sql`sector <> '*'` : sql`sector = ${one}`;
  return sql`(
    select sector, city_code, county_code, metric, date '-infinity' as day, n from rollup_stock where ${sector} and ${county} and ${named}
    union all
    select sector, city_code, county_code, metric, day, n from rollup_flow where ${sector} and ${county} and ${named} and ${days}) as counted`;
}
