import { type SelectQueryBuilder, sql } from 'kysely';
import type { Trx } from './database.ts';
import type { DB } from './schema.gen.ts';

/** Beyond this an exact total costs more than it tells; screens say "10,000+". */
const LIMIT = 10_000;

/** How many rows a query has, exact up to 10,000 and null beyond. Costs at most a scan of that many rows. */
// biome-ignore lint/suspicious/noExplicitAny: any query of any table is counted alike
export async function countUpTo(trx: Trx, query: SelectQueryBuilder<DB, any, any>): Promise<number | null> {
  const some = query
    .clearOrderBy()
    .clearSelect()
    .select(sql`1`.as('one'))
    .limit(LIMIT + 1);
  const { n } = await trx
    .selectFrom(some.as('some'))
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return n > LIMIT ? null : n;
}
