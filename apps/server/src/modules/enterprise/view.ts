import type { EnterpriseRow, EnterpriseView } from '@yufang/contract';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Trx } from '../../platform/db/database.ts';
import type { DB } from '../../platform/db/schema.gen.ts';

type Row = Selectable<DB['enterprise']>;
/** The columns of a list row. */
export const ROW_COLUMNS = [
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

/** An enterprise in a list. */
export const presentRow = (r: Pick<Row, (typeof ROW_COLUMNS)[number]>): EnterpriseRow => ({
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
  lastActivityAt: r.last_activity_at === null ? null : new Date(r.last_activity_at).toISOString(),
  invented: r.invented,
});

const Promised = z.object({ text: z.string(), by: z.string().nullish(), on: z.string().nullish() });
/** The stored promise of the day. */
export function promiseOf(stored: unknown): EnterpriseView['promise'] {
  const promise = Promised.safeParse(stored);
  if (!promise.success) return null;
  return { text: promise.data.text, by: promise.data.by ?? null, on: promise.data.on?.slice(0, 10) ?? null };
}

/** A number of which only the end is shown. */
export const masked = (tail: string | null): string | null => (tail ? `*******${tail}` : null);

/** One enterprise with the names of its places. */
export async function presentEnterprise(trx: Trx, r: Row): Promise<EnterpriseView> {
  const codes = [r.city_code, r.county_code, ...(r.township_code ? [r.township_code] : [])];
  const regions = await trx.selectFrom('region').select(['code', 'name']).where('code', 'in', codes).execute();
  const nameOf = (code: string | null) => regions.find((x) => x.code === code)?.name ?? null;
  const park = r.park_id
    ? await trx.selectFrom('park').select('name').where('id', '=', r.park_id).executeTakeFirst()
    : undefined;
  return {
    ...presentRow(r),
    codeKind: r.code_kind as EnterpriseView['codeKind'],
    cardCode: r.card_code,
    industryCode: r.industry_code,
    cityName: nameOf(r.city_code),
    countyName: nameOf(r.county_code),
    townshipCode: r.township_code,
    townshipName: nameOf(r.township_code),
    parkName: park?.name ?? null,
    address: r.address,
    lon: r.lon,
    lat: r.lat,
    givenLon: r.given_lon,
    givenLat: r.given_lat,
    crs: r.crs as EnterpriseView['crs'],
    simpleMode: r.simple_mode,
    contactName: r.contact_name,
    contactPhone: masked(r.contact_phone_tail),
    statusReason: r.status_reason,
    covered: r.covered,
    promise: promiseOf(r.promise),
    version: r.version,
  };
}
