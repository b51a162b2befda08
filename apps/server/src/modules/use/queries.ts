import { type listUse, UseRow } from '@yufang/contract';
import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { Trx } from '../../platform/db/database.ts';
import { regionWhere } from '../../platform/db/region-where.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';

type Filter = z.output<typeof listUse.query>;
type Raw = Omit<UseRow, 'lastActivityAt' | 'score' | 'reasons'> & {
  score: string | number;
  reasons: unknown;
  lastActivityAt: Date | null;
};
/** As they were stored. */
const Reasons = UseRow.shape.reasons.catch([]);

/** A page of enterprises by use index, the least used first, within the transaction's scope. */
export async function selectUse(
  trx: Trx,
  f: Filter,
): Promise<{ rows: UseRow[]; next: string | null; total: number | null }> {
  const where = sql.join(conditions(f), sql` and `);
  const after = f.after ? decodeCursor(f.after, 2) : null;
  const beyond = after ? sql`and (u.score, u.enterprise_id) > (${after[0]}::numeric, ${after[1]}::uuid)` : sql``;
  // Joined to the page alone: only conditions on the enterprise itself need it before.
  const joined = f.scale || f.industry ? sql`join enterprise e on e.enterprise_id = u.enterprise_id` : sql``;
  const { rows } = await sql<Raw>`
    select u.enterprise_id as "enterpriseId", e.name as "enterpriseName", u.county_code as "countyCode", u.city_code as "cityCode", u.sector, e.scale, e.industry,
           u.score, u.reasons, u.day, e.last_activity_at as "lastActivityAt"
    from (select u.* from use_index u ${joined} where ${where} ${beyond} order by u.score, u.enterprise_id limit ${f.limit + 1}) u
    cross join lateral (select e.name, e.scale, e.industry, e.last_activity_at from enterprise e where e.enterprise_id = u.enterprise_id limit 1) e
    order by u.score, u.enterprise_id`.execute(trx);
  // Later pages know the total already.
  const total = after ? null : await countUse(trx, joined, where);
  const shown = rows.slice(0, f.limit).map((r) => ({
    ...r,
    score: Number(r.score),
    reasons: Reasons.parse(r.reasons),
    lastActivityAt: r.lastActivityAt?.toISOString() ?? null,
  }));
  const last = shown.at(-1);
  return {
    rows: shown,
    next: rows.length > f.limit && last ? encodeCursor([last.score, last.enterpriseId]) : null,
    total: total === null || total > 10_000 ? null : total,
  };
}

async function countUse(trx: Trx, joined: RawBuilder<unknown>, where: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (select from use_index u ${joined} where ${where} limit 10001) found`.execute(trx);
  return Number(rows[0]?.n ?? 0);
}

function conditions(f: Filter): RawBuilder<unknown>[] {
  const list: RawBuilder<unknown>[] = [sql`true`];
  if (f.region) list.push(regionWhere('u', f.region));
  if (f.sector) list.push(sql`u.sector = ${f.sector}`);
  if (f.parkId) list.push(sql`u.park_id = ${f.parkId}`);
  if (f.scale) list.push(sql`e.scale = ${f.scale}`);
  if (f.industry) list.push(sql`e.industry = ${f.industry}`);
  if (f.most !== undefined) list.push(sql`u.score <= ${f.most}`);
  if (f.reason) list.push(sql`u.reasons @> ${JSON.stringify([{ code: f.reason }])}::jsonb`);
  return list;
}
