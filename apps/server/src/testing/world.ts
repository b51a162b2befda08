import { type Role, regionRange, type Sector } from '@yufang/domain';
import { openChain, record, systemActor } from '../modules/change/record.ts';
import { countStocks } from '../modules/enterprise/move.ts';
import { newId } from '../platform/clock/clock.ts';
import type { Actor, EnterpriseDims, Scope } from '../platform/db/actor.ts';
import { asSystem, type Database } from '../platform/db/database.ts';

/** An actor for tests. Region codes are real, people are invented. */
export function actor(role: Role, scope: Scope, more: Partial<Actor> = {}): Actor {
  const assignmentId = newId();
  return {
    accountId: `acc-${assignmentId}`,
    name: role,
    role,
    assignmentId,
    scope,
    personId: null,
    device: null,
    ...more,
  };
}

/** A regulator of a region. */
export const officer = (code: string): Actor => {
  const role: Role = code.endsWith('0000')
    ? 'province_officer'
    : code.endsWith('00')
      ? 'city_officer'
      : 'county_officer';
  return actor(role, { kind: 'region', code, ...regionRange(code) });
};

/** A department's officer: one sector within a region. */
export const departmentOfficer = (sector: Sector, code: string): Actor =>
  actor('department_officer', { kind: 'sector', sector, code, ...regionRange(code) });

/** A person of an enterprise. */
export const staff = (role: Role, enterpriseId: string, more: Partial<Actor> = {}): Actor =>
  actor(role, { kind: 'enterprise', enterpriseId }, more);

/** Insert an enterprise (through the change log, as every writer does) and return its codes. */
export async function makeEnterprise(
  db: Database,
  given: {
    countyCode?: string;
    sector?: Sector;
    parkId?: string | null;
    /** Division of GB/T 4754 within manufacturing, e.g. 26. */
    industry?: string;
    name?: string;
    scale?: string;
    status?: string;
  } = {},
): Promise<EnterpriseDims> {
  const countyCode = given.countyCode ?? '410122';
  const dims: EnterpriseDims = {
    enterpriseId: newId(),
    countyCode,
    cityCode: `${countyCode.slice(0, 4)}00`,
    sector: given.sector ?? 'emergency',
    parkId: given.parkId ?? null,
    industry: given.industry ?? '26',
    scale: given.scale ?? 'small',
  };
  await asSystem(db, async (trx) => {
    const chain = await openChain(trx, dims);
    const row = await trx
      .insertInto('enterprise')
      .values({
        enterprise_id: dims.enterpriseId,
        code: `T${dims.enterpriseId.replaceAll('-', '').slice(-17).toUpperCase()}`,
        code_kind: 'provisional',
        card_code: dims.enterpriseId.replaceAll('-', ''),
        name: given.name ?? '测试企业（虚构）',
        industry_code: `C${dims.industry}14`,
        industry: dims.industry,
        scale: dims.scale,
        sector: dims.sector,
        city_code: dims.cityCode,
        county_code: dims.countyCode,
        park_id: dims.parkId,
        status: given.status ?? 'active',
        invented: true,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await record(trx, chain, {
      actor: systemActor('test'),
      at: new Date('2026-11-01T00:00:00Z'),
      entries: [{ entity: 'enterprise', entityId: dims.enterpriseId, action: 'create', before: null, after: row }],
    });
    // Closed as the county closes: what it has stands in no stock from then on.
    if (given.status === 'closed' || given.status === 'withdrawn') await countStocks(trx, chain, false);
  });
  return dims;
}
