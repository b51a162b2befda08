import { SECTORS, type Sector } from '@yufang/domain';
import { readRegions, readSectors } from '@yufang/seeds/codes/load';
import type { Park } from '@yufang/seeds/load/parks';
import { random } from '@yufang/seeds/load/random';
import type pg from 'pg';

/** Insert invented parks, marked so. Those that are there stay as they are. */
export async function insertParks(client: pg.Client, parks: readonly Park[]): Promise<void> {
  await client.query(
    `insert into park (id, name, name_en, county_code, city_code, kind, lon, lat, invented)
     select id, name, "nameEn", "countyCode", "cityCode", kind, lon, lat, true
     from jsonb_to_recordset($1::jsonb) as p (id uuid, name text, "nameEn" text, "countyCode" text, "cityCode" text, kind text, lon float8, lat float8)
     on conflict (id) do nothing`,
    [JSON.stringify(parks)],
  );
}

/** What a department is called after its region's name; the province's own is a 厅 where the law has one. */
const NAMES: Readonly<Partial<Record<Sector, readonly [local: string, province: string]>>> = {
  emergency: ['应急管理局', '应急管理厅'],
  industry: ['工业和信息化局', '工业和信息化厅'],
  housing: ['住房和城乡建设局', '住房和城乡建设厅'],
  transport: ['交通运输局', '交通运输厅'],
  forestry: ['林业局', '林业局'],
  energy: ['能源局', '能源局'],
  coal_geology: ['煤田地质管理机构', '煤田地质局'],
  safety_evaluation: ['安全评价机构监管部门', '安全评价机构监管部门'],
  safety_training: ['安全培训机构监管部门', '安全培训机构监管部门'],
  culture_tourism: ['文化和旅游局', '文化和旅游厅'],
  commerce: ['商务局', '商务厅'],
  market_regulation: ['市场监督管理局', '市场监督管理局'],
  agriculture: ['农业农村局', '农业农村厅'],
  health: ['卫生健康委员会', '卫生健康委员会'],
  education: ['教育局', '教育厅'],
};

/**
 * The industry departments of every level (sector × province, city, county in force), named after region and sector. Done once: what an
 * administrator renamed or added stays. Returns how many were made.
 */
export async function insertDepartments(client: pg.Client): Promise<number> {
  const some = await client.query('select from department limit 1');
  if (some.rowCount) return 0;
  const sectors = new Map(readSectors().map((s) => [s.code, s.name_en]));
  const rows = readRegions()
    .filter((r) => r.valid_to === null && r.level !== 'township')
    .flatMap((r) =>
      SECTORS.map((sector) => ({
        id: random('department', sector, r.code).uuid(1_600_000_000_000),
        sector,
        region_code: r.code,
        name: `${r.name}${NAMES[sector]?.[r.level === 'province' ? 1 : 0] ?? sector}`,
        name_en: `${r.name_en ?? r.name}: ${sectors.get(sector) ?? sector}`,
      })),
    );
  const { rowCount } = await client.query(
    `insert into department (id, sector, region_code, name, name_en)
     select id, sector, region_code, name, name_en
     from jsonb_to_recordset($1::jsonb) as d (id uuid, sector text, region_code text, name text, name_en text)
     on conflict (sector, region_code) do nothing`,
    [JSON.stringify(rows)],
  );
  return rowCount ?? 0;
}
