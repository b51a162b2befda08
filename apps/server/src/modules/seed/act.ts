import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { REGULATOR_ROLES, type Role, regionRange, type Sector } from '@yufang/domain';
import sharp from 'sharp';
import { newId } from '../../platform/clock/clock.ts';
import type { Config } from '../../platform/config/config.ts';
import type { Actor, EnterpriseDims, Scope } from '../../platform/db/actor.ts';
import { asActor, asSystem, type Database, type Trx } from '../../platform/db/database.ts';
import { inspect } from '../attachment/inspect.ts';
import { fileStoreOf } from '../attachment/routes.ts';
import { storeUpload } from '../attachment/upload.ts';
import { type Chain, openChain } from '../change/record.ts';

/** The actor that a demo account signs in as, without a session. Undefined when there is no such account. */
export async function actorOf(db: Database, username: string): Promise<Actor | undefined> {
  const row = await asSystem(db, (trx) =>
    trx
      .selectFrom('account')
      .innerJoin('assignment', 'assignment.account_id', 'account.id')
      .select(['account.id', 'account.name', 'assignment.id as assignment_id', 'assignment.role'])
      .select(['assignment.scope_kind', 'assignment.region_code', 'assignment.sector', 'assignment.park_id'])
      .select(['assignment.enterprise_id', 'assignment.person_id'])
      .where('account.username', '=', username)
      .orderBy('assignment.created_at')
      .executeTakeFirst(),
  );
  if (!row) return undefined;
  return {
    accountId: row.id,
    name: row.name,
    role: row.role as Role,
    assignmentId: row.assignment_id,
    scope: scopeOf(row),
    personId: row.person_id,
    device: null,
  };
}

function scopeOf(row: {
  scope_kind: string;
  region_code: string | null;
  sector: string | null;
  park_id: string | null;
  enterprise_id: string | null;
}): Scope {
  if (row.enterprise_id) return { kind: 'enterprise', enterpriseId: row.enterprise_id };
  if (row.park_id) return { kind: 'park', parkId: row.park_id };
  // The three administrators act on the platform, not on a place.
  if (!row.region_code) return { kind: row.scope_kind === 'audit' ? 'audit' : 'platform' };
  const code = row.region_code;
  const sector = row.sector as Sector | null;
  return sector
    ? { kind: 'sector', sector, code, ...regionRange(code) }
    : { kind: 'region', code, ...regionRange(code) };
}

/** Somebody of an invented firm who has no account. */
export const invented = (dims: EnterpriseDims, who: { id: string; name: string; role: Role }): Actor => ({
  accountId: who.id,
  name: who.name,
  role: who.role,
  assignmentId: who.id,
  scope: { kind: 'enterprise', enterpriseId: dims.enterpriseId },
  personId: null,
  device: null,
});

/** Work on one enterprise as an actor, as the kernel's commands do: under its scope, the chain locked first. */
export const acting = <T>(
  db: Database,
  actor: Actor,
  dims: EnterpriseDims,
  work: (trx: Trx, chain: Chain) => Promise<T>,
): Promise<T> => asActor(db, actor, async (trx) => work(trx, await openChain(trx, dims)));

/** Whether somebody looks from outside. */
export const isOutside = (actor: Actor): boolean => REGULATOR_ROLES.some((r) => r === actor.role);

/**
 * A drawn picture that says it is invented, stored like an uploaded photo. Each is different, so that the check on photos sent twice stays quiet.
 */
export async function inventedPhoto(
  where: { db: Database; config: Config; dims: EnterpriseDims; actor: Actor; now: Date },
  words: string,
): Promise<string> {
  const { db, config, dims, actor, now } = where;
  const seed = Number.parseInt(randomUUID().slice(0, 6), 16);
  // Blocks of grey anywhere in the frame: alike in kind, unlike in layout, which is what the check on pictures compares.
  const shapes = Array.from({ length: 9 }, (_, i) => {
    const at = (seed >> i) % 300;
    return `<rect x="${at}" y="${(at * 7 + i * 31) % 220}" width="${30 + ((seed >> (i + 3)) % 90)}" height="${20 + ((seed >> i) % 60)}" rx="4" fill="hsl(${170 + ((seed + i * 47) % 50)} 9% ${30 + i * 6}%)"/>`;
  }).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="400" height="300" fill="hsl(190 8% ${72 + (seed % 16)}%)"/>${shapes}
    <rect y="252" width="400" height="48" fill="#1f2328" fill-opacity="0.78"/><text x="200" y="284" font-size="22" fill="#fff" text-anchor="middle">虚构照片 ${words.replace(/[<&>]/g, '').slice(0, 10)}</text></svg>`;
  const bytes = await sharp(Buffer.from(svg)).jpeg({ quality: 70 }).toBuffer();
  const store = fileStoreOf(config.YUFANG_DATA);
  const sent = await store.receive(Readable.from([bytes]), 2_000_000);
  if (sent === 'too_large') throw new Error('an invented photo grew too large');
  const found = await inspect(store, sent, 'photo');
  const id = newId();
  await acting(db, actor, dims, (trx, chain) =>
    storeUpload({ trx, chain, actor, now, store }, { id, query: { kind: 'photo' }, sent, found }),
  );
  return id;
}
