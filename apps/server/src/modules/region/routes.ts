import { listDepartments, listIndustries, listParks, listRegions } from '@yufang/contract';
import type { Sector } from '@yufang/domain';
import type { z } from 'zod';
import { asSystem, type Trx } from '../../platform/db/database.ts';
import { REGION_IN_FORCE } from '../../platform/db/region-in-force.ts';
import { regionWhere } from '../../platform/db/region-where.ts';
import type { Kernel } from '../../platform/http/kernel.ts';

/** Divisions, industries, departments and parks: what forms choose from. */
export function regionRoutes(kernel: Kernel): void {
  const { db } = kernel.deps;

  kernel.onRaw(listRegions, async ({ query, reply }) => {
    reply.header('cache-control', 'private, max-age=300');
    return { rows: await asSystem(db, (trx) => selectRegions(trx, query)) };
  });

  kernel.onRaw(listIndustries, async ({ reply }) => {
    reply.header('cache-control', 'private, max-age=300');
    const rows = await asSystem(db, (trx) => trx.selectFrom('industry').selectAll().orderBy('code').execute());
    return {
      rows: rows.map((r) => ({
        code: r.code,
        name: r.name,
        nameEn: r.name_en,
        parentCode: r.parent_code,
        edition: r.edition,
        certainty: r.certainty,
      })),
    };
  });

  kernel.on(listDepartments, async ({ trx, query }) => {
    let departments = trx.selectFrom('department as d').innerJoin('region as r', 'r.code', 'd.region_code');
    if (query.sector) departments = departments.where('d.sector', '=', query.sector);
    if (query.region) departments = departments.where('d.region_code', '=', query.region);
    const rows = await departments
      .select(['d.id', 'd.sector', 'd.region_code', 'd.name', 'd.name_en', 'r.name as region_name'])
      .orderBy('d.region_code')
      .orderBy('d.sector')
      .execute();
    return {
      rows: rows.map((r) => ({
        id: r.id,
        sector: r.sector as Sector,
        regionCode: r.region_code,
        regionName: r.region_name,
        name: r.name,
        nameEn: r.name_en,
      })),
    };
  });

  kernel.onRaw(listParks, ({ query }) =>
    asSystem(db, async (trx) => {
      let parks = trx.selectFrom('park').selectAll();
      if (query.region) parks = parks.where(regionWhere('park', query.region));
      const rows = await parks.orderBy('county_code').orderBy('name').limit(2000).execute();
      return {
        rows: rows.map((r) => ({
          id: r.id,
          name: r.name,
          nameEn: r.name_en,
          countyCode: r.county_code,
          cityCode: r.city_code,
          kind: r.kind as 'chemical' | 'chemical_cluster' | 'industrial' | 'other',
          lon: r.lon,
          lat: r.lat,
          state: r.state,
          invented: r.invented,
        })),
      };
    }),
  );
}

async function selectRegions(trx: Trx, f: z.output<typeof listRegions.query>) {
  let query = trx.selectFrom('region').selectAll();
  if (f.parent) query = query.where('parent_code', '=', f.parent);
  if (f.level) query = query.where('level', '=', f.level);
  if (f.search) query = query.where('name', 'like', `%${f.search.replace(/[\\%_]/g, '\\$&')}%`);
  if (!f.parent && !f.level && !f.search) query = query.where('level', '!=', 'township');
  if (!f.past) query = query.where(REGION_IN_FORCE);
  const rows = await query.orderBy('code').limit(3000).execute();
  return rows.map((r) => ({
    code: r.code,
    name: r.name,
    nameEn: r.name_en,
    level: r.level as 'province' | 'city' | 'county' | 'township',
    parentCode: r.parent_code,
    kind: r.kind as 'statutory' | 'functional_zone' | 'synthetic',
    validFrom: r.valid_from,
    validTo: r.valid_to,
  }));
}
