import { randomBytes, randomInt } from 'node:crypto';
import type { Particulars } from '@yufang/contract';
import {
  checkProvisionalId,
  checkUscc,
  makeProvisionalId,
  nearHenan,
  PROVISIONAL_SERIALS,
  parentRegion,
  parseMobile,
  type Refusal,
  toWgs84,
} from '@yufang/domain';
import type { Config } from '../../platform/config/config.ts';
import { cipherOf, tailOf } from '../../platform/crypto/index.ts';
import type { Trx } from '../../platform/db/database.ts';
import { REGION_IN_FORCE } from '../../platform/db/region-in-force.ts';
import { checkIndustry, type ListedIndustries, readListedIndustries } from './industry.ts';

/** What the codes say of the places an enterprise may name. Read once for one enterprise or for a whole upload. */
export type Places = {
  /** Counties and townships in force, by code. */
  readonly regions: ReadonlyMap<string, { readonly level: string }>;
  readonly parks: ReadonlyMap<string, { readonly county: string; readonly city: string }>;
  readonly industries: ListedIndustries;
};

/** Read the divisions and parks in force. */
export async function readPlaces(trx: Trx): Promise<Places> {
  const regions = await trx.selectFrom('region').select(['code', 'level']).where(REGION_IN_FORCE).execute();
  const parks = await trx
    .selectFrom('park')
    .select(['id', 'county_code', 'city_code'])
    .where('state', '=', 'active')
    .execute();
  return {
    regions: new Map(regions.map((r) => [r.code, r])),
    parks: new Map(parks.map((p) => [p.id, { county: p.county_code, city: p.city_code }])),
    industries: await readListedIndustries(trx),
  };
}

/** The columns that particulars become. `code` only of a new enterprise. */
export type ParticularColumns = {
  name: string;
  industry_code: string;
  industry: string;
  scale: string;
  sector: string;
  city_code: string;
  county_code: string;
  township_code: string | null;
  park_id: string | null;
  address: string | null;
  lon: number | null;
  lat: number | null;
  given_lon: number | null;
  given_lat: number | null;
  crs: string;
  head_count: number | null;
  tags: string[];
  contact_name: string | null;
  contact_phone_cipher: string | null;
  contact_phone_tail: string | null;
};

/**
 * Check particulars against codes and rules, all at once.
 * @returns the columns, or every refusal: `region.unknown`, `region.township_elsewhere`, `park.unknown`, `park.other_county`, `industry.*`,
 *   `coordinates.*`, `phone.format`
 */
export function checkParticulars(
  config: Config,
  p: Omit<Particulars, 'code'>,
  places: Places,
): { columns: ParticularColumns; problems: Refusal[] } {
  const problems: Refusal[] = [];
  if (places.regions.get(p.countyCode)?.level !== 'county') {
    problems.push({ code: 'region.unknown', field: 'countyCode', params: { region: p.countyCode } });
  }
  if (p.townshipCode) {
    if (!places.regions.has(p.townshipCode)) {
      problems.push({ code: 'region.unknown', field: 'townshipCode', params: { region: p.townshipCode } });
    } else if (p.townshipCode.slice(0, 6) !== p.countyCode) {
      problems.push({ code: 'region.township_elsewhere', field: 'townshipCode', params: { region: p.townshipCode } });
    }
  }
  if (p.parkId) {
    const park = places.parks.get(p.parkId);
    if (!park) problems.push({ code: 'park.unknown', field: 'parkId' });
    // A park may reach over a county's border, not over a city's.
    else if (park.county !== p.countyCode && park.city !== parentRegion(p.countyCode))
      problems.push({ code: 'park.other_county', field: 'parkId' });
  }
  const industry = checkIndustry(p.industryCode, places.industries);
  if ('problem' in industry) problems.push(industry.problem);
  const at = position(p, problems);
  const phone = p.contactPhone ? parseMobile(p.contactPhone) : null;
  if (phone && !phone.ok) problems.push({ ...phone.error, field: 'contactPhone' });
  const number = phone?.ok ? phone.value : null;
  return {
    problems,
    columns: {
      name: p.name,
      industry_code: 'problem' in industry ? p.industryCode : industry.code,
      industry: 'problem' in industry ? '' : industry.division,
      scale: p.scale,
      sector: p.sector,
      county_code: p.countyCode,
      city_code: parentRegion(p.countyCode) ?? '',
      township_code: p.townshipCode ?? null,
      park_id: p.parkId ?? null,
      address: p.address || null,
      lon: at?.lon ?? null,
      lat: at?.lat ?? null,
      given_lon: p.lon ?? null,
      given_lat: p.lat ?? null,
      crs: p.crs,
      head_count: p.headCount ?? null,
      tags: [...new Set(p.tags)],
      contact_name: p.contactName || null,
      contact_phone_cipher: number ? cipherOf(config).encrypt(number, 'phone') : null,
      contact_phone_tail: number ? tailOf(number) : null,
    },
  };
}

function position(p: Omit<Particulars, 'code'>, problems: Refusal[]) {
  const { lon, lat } = p;
  if (lon == null && lat == null) return null;
  if (lon == null || lat == null) {
    problems.push({ code: 'coordinates.incomplete', field: lon == null ? 'lon' : 'lat' });
    return null;
  }
  const at = toWgs84({ lon, lat }, p.crs);
  if (!at.ok) {
    problems.push({ ...at.error, field: 'lon' });
    return null;
  }
  if (!nearHenan(at.value)) problems.push({ code: 'coordinates.outside_province', field: 'lon', params: { lon, lat } });
  const round = (n: number) => Math.round(n * 1e7) / 1e7;
  return { lon: round(at.value.lon), lat: round(at.value.lat) };
}

/** The code in its written form and kind; without one a provisional id of the county is made. Refusals `uscc.*`, `provisional.*`. */
export function checkCode(
  given: string | null,
  countyCode: string,
): { code: string; kind: 'uscc' | 'provisional' } | { problem: Refusal } {
  const text = given?.normalize('NFKC').trim().toUpperCase() ?? '';
  if (text === '') return { code: makeProvisionalId(countyCode, randomInt(PROVISIONAL_SERIALS)), kind: 'provisional' };
  if (/^P\d{6}/.test(text)) {
    const checked = checkProvisionalId(text);
    return checked.ok ? { code: checked.value.id, kind: 'provisional' } : { problem: checked.error };
  }
  const checked = checkUscc(text);
  return checked.ok ? { code: checked.value, kind: 'uscc' } : { problem: checked.error };
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** An opaque code of so many characters without the ones people confuse; 16 of them carry 80 bits. */
export const opaqueCode = (length: number): string =>
  Array.from(randomBytes(length), (byte) => ALPHABET.charAt(byte & 31)).join('');
