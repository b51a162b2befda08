import type { Particulars } from '@yufang/contract';
import { KEY_PARTICULARS } from '@yufang/contract';
import { type Refusal, regionRange } from '@yufang/domain';
import type { Config } from '../../platform/config/config.ts';
import { cipherOf, sameSealed } from '../../platform/crypto/index.ts';
import { type Actor, scopeCovers } from '../../platform/db/actor.ts';
import type { Database, Trx } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { dimsOf, forgetDims } from '../../platform/http/enterprise-dims.ts';
import { type LogActor, openChain } from '../change/record.ts';
import { type OrgRow, Writes } from '../change/rows.ts';
import { isMove, moveEnterprise } from './move.ts';
import { checkParticulars, type ParticularColumns, type Places } from './particulars.ts';

export type Enterprise = OrgRow<'enterprise'>;
/** The columns that a change writes. */
export type Patch = Partial<ParticularColumns>;
/** Particulars as they would be changed: only what is named. */
export type Change = Partial<Omit<Particulars, 'code'>>;

/** What stands now, in the words of the contract. */
export const particularsOf = (r: Enterprise): Omit<Particulars, 'code' | 'contactPhone'> => ({
  name: r.name,
  industryCode: r.industry_code,
  scale: r.scale as Particulars['scale'],
  sector: r.sector as Particulars['sector'],
  countyCode: r.county_code,
  townshipCode: r.township_code,
  parkId: r.park_id,
  address: r.address,
  lon: r.given_lon ?? r.lon,
  lat: r.given_lat ?? r.lat,
  crs: r.given_lon === null ? 'WGS84' : (r.crs as Particulars['crs']),
  headCount: r.head_count,
  tags: r.tags as Particulars['tags'],
  contactName: r.contact_name,
});

/** Which key particulars a change would alter. */
export function keyFields(r: Enterprise, change: Change): (typeof KEY_PARTICULARS)[number][] {
  const now = particularsOf(r);
  const digits = (s: string) => s.replace(/^[A-T]/i, '');
  return KEY_PARTICULARS.filter((key) => {
    const wish = change[key];
    if (wish === undefined) return false;
    return key === 'industryCode' ? digits(String(wish)) !== digits(now[key]) : (wish ?? null) !== (now[key] ?? null);
  });
}

/** The columns of an enterprise after a change, checked whole. */
export function columnsAfter(
  config: Config,
  r: Enterprise,
  what: { change: Change; places: Places },
): { patch: Patch; problems: Refusal[] } {
  const { change, places } = what;
  const wish = { ...particularsOf(r), ...change };
  // A township or park of the county it leaves does not come along.
  if (change.countyCode && change.countyCode !== r.county_code && change.townshipCode === undefined)
    wish.townshipCode = null;
  const { columns, problems } = checkParticulars(config, wish, places);
  const { contact_phone_cipher, contact_phone_tail, tags, ...rest } = columns;
  const patch: Patch = { ...rest };
  if (change.tags !== undefined) patch.tags = tags;
  const kept = () => sameSealed(cipherOf(config), contact_phone_cipher, r.contact_phone_cipher, 'phone');
  if (change.contactPhone !== undefined && !kept()) Object.assign(patch, { contact_phone_cipher, contact_phone_tail });
  // Nothing was said about the place: what stands, stands.
  if (change.lon === undefined && change.lat === undefined && change.crs === undefined)
    for (const key of ['lon', 'lat', 'given_lon', 'given_lat', 'crs'] as const) delete patch[key];
  if (change.industryCode === undefined) {
    delete patch.industry_code;
    delete patch.industry;
  }
  return { patch, problems: problems.filter((p) => p.field === undefined || touched(p.field, change)) };
}

/** Old particulars may break newer rules; only what is being changed is judged. */
const touched = (field: string, change: Change): boolean =>
  field in change ||
  (field === 'townshipCode' && 'countyCode' in change) ||
  (field === 'parkId' && 'countyCode' in change);

/**
 * Write a change of particulars in a *system* transaction, moving the enterprise where its codes change.
 * @throws 422 of the rules; 403 `enterprise.move_beyond_duty` when the actor does not cover both places
 */
export async function applyChange(
  writes: Writes,
  before: Enterprise,
  what: { patch: Patch; actor: Actor; action: string },
): Promise<{ row: Enterprise; writes: Writes; moved: boolean }> {
  const from = dimsOf(before);
  const to = dimsOf({ ...before, ...what.patch });
  if (!isMove(from, to)) {
    return { row: await writes.update('enterprise', before, what.patch, what.action), writes, moved: false };
  }
  if (!scopeCovers(what.actor.scope, to) || !scopeCovers(what.actor.scope, from)) {
    throw refuse(403, { code: 'enterprise.move_beyond_duty', field: 'countyCode', params: { county: to.countyCode } });
  }
  await writes.finish();
  const chain = await moveEnterprise(writes.trx, writes.chain, to);
  const moved = new Writes({ trx: writes.trx, chain, actor: writes.actor, now: writes.now });
  // The codes are written already; the log shows them as part of the same change.
  const row = await moved.update('enterprise', before, what.patch, 'move');
  return { row, writes: moved, moved: true };
}

/** The enterprise under its lock, in a system transaction; 404 when it is not within the actor's duty. */
export async function lockEnterprise(
  trx: Trx,
  actor: Actor,
  what: { enterpriseId: string; log: LogActor; now: Date; version?: number },
): Promise<{ row: Enterprise; writes: Writes }> {
  const read = () =>
    trx.selectFrom('enterprise').selectAll().where('enterprise_id', '=', what.enterpriseId).executeTakeFirst();
  const seen = await read();
  if (!seen || !scopeCovers(actor.scope, dimsOf(seen)))
    throw refuse(404, { code: 'enterprise.not_found', field: 'enterpriseId' });
  const chain = await openChain(trx, dimsOf(seen));
  // Read again under the lock: somebody may have been faster.
  const row = await read();
  if (!row) throw refuse(404, { code: 'enterprise.not_found', field: 'enterpriseId' });
  if (what.version !== undefined && row.version !== what.version)
    throw refuse(409, { code: 'row.stale', field: 'version', params: { version: row.version } });
  return { row, writes: new Writes({ trx, chain, actor: what.log, now: what.now }) };
}

/** Whether an officer's region covers a county. */
export function coversCounty(actor: Actor, county: string): boolean {
  if (actor.scope.kind !== 'region') return false;
  const { lo, hi } = regionRange(actor.scope.code);
  return county >= lo && county < hi;
}

/** After a move was committed, doors must not go by what they read before. */
export const forget = (db: Database, enterpriseId: string): void => forgetDims(db, enterpriseId);
