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
  if (!f.status?.length) q = q.where('status', 'not in', ['withdrawn', 'refused']);
  if (f.region) q = q.where(regionWhere('enterprise', f.region));
  if (f.region?.length === 9) q = q.where('township_code', '=', f.region);
  if (f.parkId) q = q.where('park_id', '=', f.parkId);
  if (f.sector) q = q.where('sector', '=', f.sector);
  if (f.industry) q = q.where(f.industry.length === 2 ? 'industry' : 'industry_code', '=', f.industry);
  if (f.scale) q = q.where('scale', '=', f.scale);
  if (f.status?.length) q = q.where('status', 'in', f.status);
  if (f.activity) q = q.where('activity', '=', f.activity);
  if (f.covered !== undefined) q = q.where('covered', '=', f.covered);
  if (f.tag) q = q.where('tags', '@>', sql<string[]>`array[${f.tag}]::text[]`);
  const { search } = f;
  if (search) q = q.where((e) => e.or([e('name', 'like', contains(search)), e('code', '=', search.toUpperCase())]));
  return q;
}

/** A count beyond this costs more than it tells; screens say "10,000+". */
const COUNTED = 10_000;

type Found = { readonly ids: readonly string[]; readonly total: number | null };

/**
 * Which enterprises stand on the page, one more than it holds, and how many there are. The names are read in order from an index that carries what the usual
 * conditions ask, once for page and total together where the page is the first.
 */
async function findPage(trx: Trx, f: Page): Promise<Found> {
  const all = filtered(trx.selectFrom('enterprise'), f);
  const ordered = all.select(['name', 'enterprise_id']).orderBy('name').orderBy('enterprise_id');
  if (f.after) {
    const [name = '', id = ''] = decodeCursor(f.after, 2);
    const rows = await ordered
      .where((e) => e(e.refTuple('name', 'enterprise_id'), '>', e.tuple(name, id)))
      .limit(f.limit + 1)
      .execute();
    return { ids: rows.map((r) => r.enterprise_id), total: await countUpTo(trx, all) };
  }
  const rows = await trx
    .with(
      (c) => c('found').materialized(),
      () => ordered.limit(COUNTED + 1),
    )
    .selectFrom('found')
    .select('enterprise_id')
    .select((e) =>
      e
        .selectFrom('found')
        .select((x) => x.fn.countAll<number>().as('n'))
        .as('total'),
    )
    .orderBy('name')
    .orderBy('enterprise_id')
    .limit(f.limit + 1)
    .execute();
  const total = Number(rows[0]?.total ?? 0);
  return { ids: rows.map((r) => r.enterprise_id), total: total > COUNTED ? null : total };
}

/** A page of enterprises by name, within the transaction's scope and the filter. */
export async function selectEnterprises(trx: Trx, f: Page) {
  const { ids, total } = await findPage(trx, f);
  if (ids.length === 0) return { rows: [], next: null, total };
  const rows = await trx
    .selectFrom('enterprise')
    .select(ROW_COLUMNS)
    .where('enterprise_id', 'in', ids.slice(0, f.limit))
    .orderBy('name')
    .orderBy('enterprise_id')
    .execute();
  const last = rows.at(-1);
  return {
    rows: rows.map(presentRow),
    next: ids.length > f.limit && last ? encodeCursor([last.name, last.enterprise_id]) : null,
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
