import type { EnterpriseRow, listEnterprises } from '@yufang/contract';
import type { z } from 'zod';
import { countUpTo } from '../../platform/db/count.ts';
import type { Trx } from '../../platform/db/database.ts';
import { regionWhere } from '../../platform/db/region-where.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';

type Filter = z.output<typeof listEnterprises.query>;

const COLUMNS = [
  'enterprise_id',
  'code',
  'name',
  'industry',
  'scale',
  'sector',
  'city_code',
  'county_code',
  'park_id',
  'tags',
  'head_count',
  'status',
  'activity',
  'last_activity_at',
  'invented',
] as const;

/** A page of enterprises by name, within the transaction's scope and the filter. */
export async function selectEnterprises(trx: Trx, f: Filter) {
  let query = trx.selectFrom('enterprise').where('status', '!=', 'withdrawn');
  if (f.region) query = query.where(regionWhere('enterprise', f.region));
  if (f.parkId) query = query.where('park_id', '=', f.parkId);
  if (f.sector) query = query.where('sector', '=', f.sector);
  if (f.industry) query = query.where('industry', '=', f.industry);
  if (f.scale) query = query.where('scale', '=', f.scale);
  if (f.status) query = query.where('status', '=', f.status);
  if (f.activity) query = query.where('activity', '=', f.activity);
  if (f.tag) query = query.where('tags', '@>', [f.tag]);
  if (f.search) {
    const like = `%${f.search.replace(/[\\%_]/g, '\\$&')}%`;
    query = query.where((e) => e.or([e('name', 'like', like), e('code', '=', f.search ?? '')]));
  }
  const total = await countUpTo(trx, query);
  if (f.after) {
    const [name = '', id = ''] = decodeCursor(f.after, 2);
    query = query.where((e) => e(e.refTuple('name', 'enterprise_id'), '>', e.tuple(name, id)));
  }
  const rows = await query
    .select(COLUMNS)
    .orderBy('name')
    .orderBy('enterprise_id')
    .limit(f.limit + 1)
    .execute();
  const more = rows.length > f.limit;
  const shown = more ? rows.slice(0, f.limit) : rows;
  const last = shown.at(-1);
  return { rows: shown.map(present), next: more && last ? encodeCursor([last.name, last.enterprise_id]) : null, total };
}

/** One enterprise within the scope, or undefined. */
export async function selectEnterprise(trx: Trx, enterpriseId: string) {
  const row = await trx
    .selectFrom('enterprise')
    .select(COLUMNS)
    .where('enterprise_id', '=', enterpriseId)
    .executeTakeFirst();
  return row && present(row);
}

type Selected = Awaited<ReturnType<typeof pick>>;
const pick = (trx: Trx) => trx.selectFrom('enterprise').select(COLUMNS).executeTakeFirstOrThrow();

function present(r: Selected): EnterpriseRow {
  return {
    enterpriseId: r.enterprise_id,
    code: r.code,
    name: r.name,
    industry: r.industry,
    scale: r.scale as EnterpriseRow['scale'],
    sector: r.sector as EnterpriseRow['sector'],
    cityCode: r.city_code,
    countyCode: r.county_code,
    parkId: r.park_id,
    tags: r.tags,
    headCount: r.head_count,
    status: r.status as EnterpriseRow['status'],
    activity: r.activity as EnterpriseRow['activity'],
    lastActivityAt: r.last_activity_at?.toISOString() ?? null,
    invented: r.invented,
  };
}
