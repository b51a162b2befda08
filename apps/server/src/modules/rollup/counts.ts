import type { getCounts } from '@yufang/contract';
import { regionRange } from '@yufang/domain';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Trx } from '../../platform/db/database.ts';
import { type Figures, toFigures } from './queries.ts';

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

/** Counters of the full cross, filtered and grouped; stocks always, flows between `from` and `to`. */
export async function selectCounts(trx: Trx, ask: Ask): Promise<{ key: string; figures: Figures }[]> {
  const range = ask.region ? regionRange(ask.region) : { lo: '000000', hi: '999999' };
  const from = ask.from ?? '-infinity';
  const to = ask.to ?? 'infinity';
  const { rows } = await sql<{ key: string; metric: string; n: number }>`
    select ${sql.raw(KEYS[ask.by])} as key, metric, sum(n)::bigint as n from rollup_cross
    where county_code >= ${range.lo} and county_code < ${range.hi}
      and (day = '-infinity' or day between ${from} and ${to})
      and (${ask.sector ?? null}::text is null or sector = ${ask.sector ?? null})
      and (${ask.industry ?? null}::text is null or industry = ${ask.industry ?? null})
      and (${ask.scale ?? null}::text is null or scale = ${ask.scale ?? null})
      and (${ask.parkId ?? null}::uuid is null or park_id = ${ask.parkId ?? null})
    group by 1, 2 order by 1`.execute(trx);
  return [...Map.groupBy(rows, (r) => r.key)].map(([key, list]) => ({ key, figures: toFigures(list) }));
}
