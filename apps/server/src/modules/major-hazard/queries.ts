import type { listMajorHazards } from '@yufang/contract';
import { MajorHazardItem, MajorHazardResult, type MajorHazardRow, type MajorHazardUnitView } from '@yufang/contract';
import { type SelectQueryBuilder, sql } from 'kysely';
import { z } from 'zod';
import { countUpTo } from '../../platform/db/count.ts';
import type { Trx } from '../../platform/db/database.ts';
import type { RegionName } from '../../platform/db/region-names.ts';
import { regionWhere } from '../../platform/db/region-where.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import type { OrgRow } from '../change/rows.ts';

export type UnitRow = OrgRow<'major_hazard_unit'>;
const Items = z.array(MajorHazardItem);

/** A row as screens see it. */
export const unitView = (row: UnitRow): MajorHazardUnitView => ({
  id: row.id,
  enterpriseId: row.enterprise_id,
  name: row.name,
  kind: row.kind as MajorHazardUnitView['kind'],
  location: row.location,
  items: Items.parse(row.items),
  result: MajorHazardResult.parse(row.result),
  assessedOn: row.assessed_on,
  note: row.note,
  source: row.source as MajorHazardUnitView['source'],
  state: row.state as MajorHazardUnitView['state'],
  version: row.version,
  updatedAt: row.updated_at.toISOString(),
});

const gravest = sql<number>`coalesce(level, 9::smallint)`;

/** The units of one enterprise, gravest first: an enterprise has dozens at most. */
export async function selectUnits(
  trx: Trx,
  enterpriseId: string,
  withdrawn: boolean,
): Promise<readonly MajorHazardUnitView[]> {
  let query = trx.selectFrom('major_hazard_unit').selectAll().where('enterprise_id', '=', enterpriseId);
  if (!withdrawn) query = query.where('state', '=', 'active');
  return (await query.orderBy('state').orderBy(gravest).orderBy('name').orderBy('id').execute()).map(unitView);
}

/** One unit. 404 `row.not_found` */
export async function selectUnit(trx: Trx, key: { enterpriseId: string; id: string }): Promise<MajorHazardUnitView> {
  const row = await trx
    .selectFrom('major_hazard_unit')
    .selectAll()
    .where('enterprise_id', '=', key.enterpriseId)
    .where('id', '=', key.id)
    .executeTakeFirst();
  if (!row) throw refuse(404, { code: 'row.not_found', params: { entity: 'major_hazard_unit' } });
  return unitView(row);
}

type Filter = z.output<typeof listMajorHazards.query>;
type Names = ReadonlyMap<string, RegionName>;

/** A page of the register within the caller's scope, gravest grade first. */
export async function selectRegister(trx: Trx, names: Names, asked: { filter: Filter; own: string | null }) {
  const { filter: f } = asked;
  let q = trx
    .selectFrom('major_hazard_unit as u')
    .innerJoin('enterprise as x', 'x.enterprise_id', 'u.enterprise_id')
    .where('u.state', '=', 'active');
  const enterpriseId = f.enterpriseId ?? asked.own;
  if (enterpriseId) q = q.where('u.enterprise_id', '=', enterpriseId);
  else q = q.where('x.status', 'not in', ['closed', 'withdrawn']);
  if (f.region) q = q.where(regionWhere('u', f.region));
  if (f.parkId) q = q.where('u.park_id', '=', f.parkId);
  if (f.sector) q = q.where('u.sector', '=', f.sector);
  if (f.level) q = q.where('u.level', f.level === 'none' ? 'is' : '=', f.level === 'none' ? null : Number(f.level));
  if (f.search) {
    const like = `%${f.search.replace(/[\\%_]/g, '\\$&')}%`;
    q = q.where((w) => w.or([w('u.name', 'like', like), w('x.name', 'like', like)]));
  }
  const total = await countUpTo(trx, q as unknown as SelectQueryBuilder<never, never, never>);
  if (f.after) {
    const [level = '', enterprise = '', id = ''] = decodeCursor(f.after, 3);
    q = q.where(
      sql<boolean>`(coalesce(u.level, 9::smallint), u.enterprise_id, u.id) > (${Number(level) || 0}::smallint, ${enterprise}::uuid, ${id}::uuid)`,
    );
  }
  const rows = await q
    .select([
      'u.id',
      'u.enterprise_id',
      'u.name',
      'u.kind',
      'u.county_code',
      'u.level',
      'u.unverified',
      'u.assessed_on',
    ])
    .select(['x.name as enterprise_name', 'x.invented'])
    .select([sql<string>`u.result ->> 's'`.as('s'), sql<string | null>`u.result ->> 'r'`.as('r')])
    .orderBy(sql`coalesce(u.level, 9::smallint)`)
    .orderBy('u.enterprise_id')
    .orderBy('u.id')
    .limit(f.limit + 1)
    .execute();
  const shown = rows.slice(0, f.limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(
      (r): MajorHazardRow => ({
        id: r.id,
        enterpriseId: r.enterprise_id,
        enterpriseName: r.enterprise_name,
        countyCode: r.county_code,
        countyName: names.get(r.county_code)?.name ?? r.county_code,
        name: r.name,
        kind: r.kind as MajorHazardRow['kind'],
        s: r.s,
        r: r.r,
        level: r.level,
        unverified: r.unverified,
        assessedOn: r.assessed_on,
        invented: r.invented,
      }),
    ),
    next: rows.length > f.limit && last ? encodeCursor([last.level ?? 9, last.enterprise_id, last.id]) : null,
    total,
  };
}
