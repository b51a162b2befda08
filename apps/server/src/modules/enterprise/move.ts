import { sql } from 'kysely';
import { newId } from '../../platform/clock/clock.ts';
import type { EnterpriseDims } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import type { Chain } from '../change/record.ts';
import { recountSql } from '../rollup/recount.ts';

/**
 * Carry an enterprise to another county, park, sector, scale or industry: every row of it takes the new codes, and everything it has ever counted
 * is taken from the old counters and added to the new ones, in the caller's *system* transaction. The chain must be open (locked) under the old
 * codes; afterwards it continues under the new ones.
 *
 * The hash chain stays whole: codes are not hashed.
 * @returns the chain under its new codes
 */
export async function moveEnterprise(trx: Trx, chain: Chain, to: EnterpriseDims): Promise<Chain> {
  const from = chain.dims;
  const what = chain.counted ? 'all' : 'closed';
  await queueCounters(trx, from, { sign: -1, what });
  for (const table of await tenantTables(trx)) {
    await sql`
      update ${sql.table(table)}
      set city_code = ${to.cityCode}, county_code = ${to.countyCode}, sector = ${to.sector}, park_id = ${to.parkId}::uuid
      where enterprise_id = ${to.enterpriseId}::uuid`.execute(trx);
  }
  await sql`update enterprise set industry = ${to.industry}, scale = ${to.scale} where enterprise_id = ${to.enterpriseId}::uuid`.execute(
    trx,
  );
  await sql`update change_head set industry = ${to.industry}, scale = ${to.scale} where enterprise_id = ${to.enterpriseId}::uuid`.execute(
    trx,
  );
  await queueCounters(trx, to, { sign: 1, what });
  return { dims: to, seq: chain.seq, hash: chain.hash, counted: chain.counted };
}

/** Whether a change of codes is a move at all. */
export const isMove = (a: EnterpriseDims, b: EnterpriseDims): boolean =>
  a.cityCode !== b.cityCode ||
  a.countyCode !== b.countyCode ||
  a.sector !== b.sector ||
  a.parkId !== b.parkId ||
  a.industry !== b.industry ||
  a.scale !== b.scale;

/**
 * Take a closed enterprise's stocks out of the counters, or bring those of one that opens again back in: what it has cannot be worked off while it is
 * closed. What happened on a day stays counted. The chain must be open; it is not used any further in this transaction.
 */
export async function countStocks(trx: Trx, chain: Chain, counted: boolean): Promise<void> {
  if (chain.counted === counted) return;
  await queueCounters(trx, chain.dims, { sign: counted ? 1 : -1, what: 'stocks' });
  await sql`update change_head set counted = ${counted} where enterprise_id = ${chain.dims.enterpriseId}::uuid`.execute(
    trx,
  );
}

/** What of its counters is meant: all; what a closed enterprise counts in; or what it does not. */
const PART = {
  all: sql`true`,
  closed: sql`(day is not null or metric like 'enterprises\_%')`,
  stocks: sql`not (day is not null or metric like 'enterprises\_%')`,
} as const;

/** What the enterprise contributes right now, queued under some codes with a sign. */
async function queueCounters(
  trx: Trx,
  dims: EnterpriseDims,
  { sign, what }: { sign: 1 | -1; what: keyof typeof PART },
): Promise<void> {
  const { rows } = await sql<{ metric: string; day: string | null; n: number }>`
    select metric, day::text as day, sum(n)::bigint as n from (${sql.raw(recountSql())}) c
    where c.enterprise_id = ${dims.enterpriseId}::uuid and c.n <> 0 and c.metric is not null and ${PART[what]}
    group by 1, 2`.execute(trx);
  if (rows.length === 0) return;
  await sql`
    insert into rollup_queue (id, city_code, county_code, sector, park_id, industry, scale, metric, day, n)
    select q.id, ${dims.cityCode}, ${dims.countyCode}, ${dims.sector}, ${dims.parkId}::uuid, ${dims.industry}, ${dims.scale}, q.metric, q.day, q.n
    from unnest(${rows.map(() => newId())}::uuid[], ${rows.map((r) => r.metric)}::text[], ${rows.map((r) => r.day)}::date[],
                ${rows.map((r) => sign * r.n)}::bigint[]) as q (id, metric, day, n)`.execute(trx);
}

/** Every table that carries an enterprise's codes, by the catalogue, so that one added later moves too. */
async function tenantTables(trx: Trx): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
      and 5 = (select count(*) from pg_attribute a where a.attrelid = c.oid and not a.attisdropped
               and a.attname in ('enterprise_id', 'city_code', 'county_code', 'sector', 'park_id'))
    order by c.relname`.execute(trx);
  return rows.map((r) => r.name);
}
