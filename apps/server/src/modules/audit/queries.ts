import type { AuditRow, ChainRow, listChains, listChanges, listSignIns } from '@yufang/contract';
import { type SelectQueryBuilder, sql } from 'kysely';
import { z } from 'zod';
import { countUpTo } from '../../platform/db/count.ts';
import { asSystem, type Database, type Trx } from '../../platform/db/database.ts';
import { regionWhere } from '../../platform/db/region-where.ts';
import type { DB } from '../../platform/db/schema.gen.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { maskNumbers } from '../history/masks.ts';

const Fields = z.record(z.string(), z.unknown());
/** Sealed numbers and fingerprints are covered by the hash, and shown to nobody. */
const SECRET = /_(cipher|hash)$/;

/** The start of a business day in Asia/Shanghai, and of the one after it. */
export const dayStart = (day: string): Date => new Date(`${day}T00:00:00+08:00`);
export const dayEnd = (day: string): Date => new Date(dayStart(day).getTime() + 86_400_000);

/** Names of the enterprises behind chains: the audit scope itself has no look into enterprises. */
async function namesOf(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await asSystem(db, (trx) =>
    trx
      .selectFrom('enterprise')
      .select(['enterprise_id', 'name'])
      .where('enterprise_id', 'in', [...new Set(ids)])
      .execute(),
  );
  return new Map(rows.map((r) => [r.enterprise_id, r.name]));
}

/** A page of chains by id, the platform's (all zeros) first. `search`: an enterprise's name or id. */
export async function selectChains(trx: Trx, db: Database, f: z.output<typeof listChains.query>) {
  let query = trx.selectFrom('change_head');
  if (f.region) query = query.where(regionWhere('change_head', f.region));
  if (f.search) query = query.where('enterprise_id', 'in', await idsNamed(db, f.search));
  const total = await countUpTo(trx, query);
  if (f.after) query = query.where('enterprise_id', '>', decodeCursor(f.after, 1)[0] ?? '');
  const rows = await query
    .select(['enterprise_id', 'city_code', 'county_code', 'last_seq', 'last_hash'])
    .orderBy('enterprise_id')
    .limit(f.limit + 1)
    .execute();
  const shown = rows.slice(0, f.limit);
  const names = await namesOf(
    db,
    shown.map((r) => r.enterprise_id),
  );
  const last = shown.at(-1);
  return {
    rows: shown.map(
      (r): z.infer<typeof ChainRow> => ({
        enterpriseId: r.enterprise_id,
        name: names.get(r.enterprise_id) ?? null,
        cityCode: r.city_code,
        countyCode: r.county_code,
        links: Number(r.last_seq),
        head: r.last_hash.toString('hex'),
      }),
    ),
    next: rows.length > f.limit && last ? encodeCursor([last.enterprise_id]) : null,
    total,
  };
}

const NOBODY = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

async function idsNamed(db: Database, search: string): Promise<string[]> {
  const like = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
  const rows = await asSystem(db, (trx) =>
    trx
      .selectFrom('enterprise')
      .select('enterprise_id')
      .where((e) =>
        e.or([e('name', 'like', like), e('code', '=', search), e(sql`enterprise_id::text`, '=', search.toLowerCase())]),
      )
      .limit(500)
      .execute(),
  );
  return rows.length > 0 ? rows.map((r) => r.enterprise_id) : [NOBODY];
}

type ChangeFilter = Omit<z.output<typeof listChanges.query>, 'after' | 'limit'>;

/** The changes that a filter means, of every chain. */
export function changesWhere(trx: Trx, f: ChangeFilter): SelectQueryBuilder<DB, 'change', object> {
  let query = trx.selectFrom('change');
  if (f.chainId) query = query.where('enterprise_id', '=', f.chainId);
  if (f.region) query = query.where(regionWhere('change', f.region));
  if (f.actor)
    query = query.where((e) => e.or([e('actor_name', '=', f.actor ?? ''), e('actor_id', '=', f.actor ?? '')]));
  if (f.role) query = query.where('actor_role', '=', f.role);
  if (f.entity) query = query.where('entity', '=', f.entity);
  if (f.entityId) query = query.where('entity_id', '=', f.entityId);
  if (f.action) query = query.where('action', '=', f.action);
  if (f.from) query = query.where('at', '>=', dayStart(f.from));
  if (f.to) query = query.where('at', '<', dayEnd(f.to));
  return query;
}

/** A page of changes of every chain, newest first. */
export async function selectChanges(trx: Trx, db: Database, f: z.output<typeof listChanges.query>) {
  let query = changesWhere(trx, f);
  const total = await countUpTo(trx, query);
  if (f.after) {
    const [at = '', id = '', seq = '0'] = decodeCursor(f.after, 3);
    query = query.where(
      sql<boolean>`(at, enterprise_id, seq) < (${at}::timestamptz, ${id}::uuid, ${Number(seq)}::bigint)`,
    );
  }
  const rows = await query
    .selectAll()
    .select(sql<string>`at::text`.as('exact'))
    .orderBy('at', 'desc')
    .orderBy('enterprise_id', 'desc')
    .orderBy('seq', 'desc')
    .limit(f.limit + 1)
    .execute();
  const shown = rows.slice(0, f.limit);
  const names = await namesOf(
    db,
    shown.map((r) => r.enterprise_id),
  );
  const last = shown.at(-1);
  return {
    rows: shown.map(
      (r): z.infer<typeof AuditRow> => ({
        enterpriseId: r.enterprise_id,
        enterpriseName: names.get(r.enterprise_id) ?? null,
        countyCode: r.county_code,
        seq: Number(r.seq),
        at: r.at.toISOString(),
        actorId: r.actor_id,
        actorName: r.actor_name,
        actorRole: r.actor_role,
        device: r.device,
        entity: r.entity,
        entityId: r.entity_id,
        action: r.action,
        before: shownFields(r.before),
        after: shownFields(r.after) ?? {},
        hash: r.hash.toString('hex'),
      }),
    ),
    next: rows.length > f.limit && last ? encodeCursor([last.exact, last.enterprise_id, Number(last.seq)]) : null,
    total,
  };
}

/** Fields as they may be shown: a sealed value is said to be there. */
export function shownFields(given: unknown): Record<string, unknown> | null {
  if (given === null) return null;
  const fields = Fields.parse(given);
  return Object.fromEntries(
    Object.entries(fields).map(([k, v]) => [k, SECRET.test(k) && v !== null ? '•••' : maskNumbers(v, k)]),
  );
}

/** A page of the sign-in log, newest first. */
export async function selectSignIns(trx: Trx, f: z.output<typeof listSignIns.query>) {
  let query = trx.selectFrom('sign_in_log');
  if (f.username) query = query.where('username', '=', f.username.toLowerCase());
  if (f.outcome) query = query.where('outcome', '=', f.outcome);
  if (f.ip) query = query.where('ip', '=', f.ip);
  if (f.from) query = query.where('at', '>=', dayStart(f.from));
  if (f.to) query = query.where('at', '<', dayEnd(f.to));
  const total = await countUpTo(trx, query);
  if (f.after) {
    const [at = '', id = ''] = decodeCursor(f.after, 2);
    query = query.where(sql<boolean>`(at, id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  const rows = await query
    .selectAll()
    .select(sql<string>`at::text`.as('exact'))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(f.limit + 1)
    .execute();
  const shown = rows.slice(0, f.limit);
  const last = shown.at(-1);
  return {
    rows: shown.map((r) => ({
      id: r.id,
      at: r.at.toISOString(),
      username: r.username,
      accountId: r.account_id,
      outcome: r.outcome,
      ip: r.ip,
      userAgent: r.user_agent,
    })),
    next: rows.length > f.limit && last ? encodeCursor([last.exact, last.id]) : null,
    total,
  };
}
