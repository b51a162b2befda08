import type { EnterpriseFilter, listEnterprises } from '@yufang/contract';
import { type SelectQueryBuilder, sql } from 'kysely';
import type { z } from 'zod';
import { countUpTo } from '../../platform/db/count.ts';
import type { Trx } from '../../platform/db/database.ts';
import { regionWhere } from '../../platform/db/region-where.ts';
import type { DB } from '../../platform/db/schema.gen.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { presentEnterprise, presentRow, ROW_COLUMNS } from './view.ts';

type Page = z.output<typeof listEnterprises.query>;
type Query = SelectQueryBuilder<DB, 'enterprise', object>;

/** A typed text as the pattern "contains it". */
export const contains = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

function filtered(query: Query, f: EnterpriseFilter): Query {
  let q = query;
  if (!f.status) q = q.where('status', 'not in', ['withdrawn', 'refused']);
  if (f.region) q = q.where(regionWhere('enterprise', f.region));
  if (f.region?.length === 9) q = q.where('township_code', '=', f.region);
  if (f.parkId) q = q.where('park_id', '=', f.parkId);
  if (f.sector) q = q.where('sector', '=', f.sector);
  if (f.industry) q = q.where(f.industry.length === 2 ? 'industry' : 'industry_code', '=', f.industry);
  if (f.scale) q = q.where('scale', '=', f.scale);
  if (f.status) q = q.where('status', '=', f.status);
  if (f.activity) q = q.where('activity', '=', f.activity);
  if (f.covered !== undefined) q = q.where('covered', '=', f.covered);
  if (f.tag) q = q.where('tags', '@>', sql<string[]>`array[${f.tag}]::text[]`);
  const { search } = f;
  if (search) q = q.where((e) => e.or([e('name', 'like', contains(search)), e('code', '=', search.toUpperCase())]));
  return q;
}

/** A page of enterprises by name, within the transaction's scope and the filter. */
export async function selectEnterprises(trx: Trx, f: Page) {
  let query = filtered(trx.selectFrom('enterprise'), f);
  const total = await countUpTo(trx, query);
  if (f.after) {
    const [name = '', id = ''] = decodeCursor(f.after, 2);
    query = query.where((e) => e(e.refTuple('name', 'enterprise_id'), '>', e.tuple(name, id)));
  }
  const rows = await query
    .select(ROW_COLUMNS)
    .orderBy('name')
    .orderBy('enterprise_id')
    .limit(f.limit + 1)
    .execute();
  const more = rows.length > f.limit;
  const shown = more ? rows.slice(0, f.limit) : rows;
  const last = shown.at(-1);
  return {
    rows: shown.map(presentRow),
    next: more && last ? encodeCursor([last.name, last.enterprise_id]) : null,
    total,
  };
}

/** Rows of an export: with the names of places, at most 50,000. */
export async function selectForExport(trx: Trx, f: EnterpriseFilter) {
  return await filtered(trx.selectFrom('enterprise'), f)
    .select([...ROW_COLUMNS, 'industry_code', 'address', 'lon', 'lat', 'contact_name', 'contact_phone_tail', 'covered'])
    .select((e) => [
      e.selectFrom('region').select('name').whereRef('region.code', '=', 'enterprise.city_code').as('city_name'),
      e.selectFrom('region').select('name').whereRef('region.code', '=', 'enterprise.county_code').as('county_name'),
      e.selectFrom('park').select('name').whereRef('park.id', '=', 'enterprise.park_id').as('park_name'),
    ])
    .orderBy('name')
    .orderBy('enterprise_id')
    .limit(50_000)
    .execute();
}

/** One enterprise within the scope, or undefined. */
export async function selectEnterprise(trx: Trx, enterpriseId: string) {
  const row = await trx
    .selectFrom('enterprise')
    .selectAll()
    .where('enterprise_id', '=', enterpriseId)
    .executeTakeFirst();
  return row && (await presentEnterprise(trx, row));
}
