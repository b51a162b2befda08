import { tally } from '@yufang/domain';
import { CompiledQuery, type Selectable } from 'kysely';
import { newId } from '../../platform/clock/clock.ts';
import type { Actor, EnterpriseDims } from '../../platform/db/actor.ts';
import { bigintArray, byteaArray, jsonbArray, textArray, uuidArray } from '../../platform/db/binary-array.ts';
import { afterCommit, later, type Trx } from '../../platform/db/database.ts';
import type { ChangeHeadTable } from '../../platform/db/schema.gen.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { wakeLive } from '../live/bus.ts';
import { contributionOf, type Entity } from './contributions.ts';
import { canonicalJson, GENESIS, linkTexts, rowWriter } from './hash.ts';

/** The chain of the platform's own changes (accounts, reference data), which no enterprise owns. */
export const PLATFORM: EnterpriseDims = {
  enterpriseId: '00000000-0000-0000-0000-000000000000',
  cityCode: '',
  countyCode: '',
  sector: '',
  parkId: null,
  industry: '',
  scale: '',
};

/** One enterprise's chain, locked by this transaction: one enterprise, one writer at a time, no deadlock between its commands. */
export type Chain = {
  readonly dims: EnterpriseDims;
  seq: number;
  hash: Buffer;
  /** False for an enterprise that is closed: what it still has stands in no stock any more. */
  readonly counted: boolean;
};

/** Who acts, as far as the log keeps it. */
export type LogActor = Pick<Actor, 'accountId' | 'name' | 'role' | 'device'> | SystemActor;
/** A job or the exchange door acting by itself. */
export type SystemActor = {
  readonly accountId: string;
  readonly name: string;
  readonly role: 'system';
  readonly device: null;
};

/** A job's name in the log, e.g. systemActor('job:overdue'). */
export const systemActor = (name: string): SystemActor => ({ accountId: name, name, role: 'system', device: null });

/** A row as the database returns it. */
export type Row = Readonly<Record<string, unknown>>;

/** One thing that happened to one row. `before` null: made now, and `after` is the whole row. Else both hold at least what changed and what is counted; only what changed is kept. */
export type Entry = {
  readonly entity: Entity;
  readonly entityId: string;
  readonly action: string;
  readonly before: Row | null;
  readonly after: Row;
};

/**
 * Lock an enterprise's chain for this transaction. Take it before the rows are read: it orders every command of the enterprise.
 * Costs one round trip; an enterprise without a chain gets one.
 * @throws 409 `enterprise.moved` when it was moved to other codes meanwhile: read them again
 */
export async function openChain(trx: Trx, dims: EnterpriseDims): Promise<Chain> {
  const there = await lockChain(trx, dims);
  if (there) return there;
  await trx
    .insertInto('change_head')
    .values({ ...columns(dims), last_seq: 0, last_hash: GENESIS })
    .onConflict((c) => c.column('enterprise_id').doNothing())
    .execute();
  const made = await lockChain(trx, dims);
  if (!made) throw new Error(`no chain for enterprise ${dims.enterpriseId}: out of scope`);
  return made;
}

const LOCK =
  'select last_seq, last_hash, county_code, sector, park_id, industry, scale, counted from change_head where enterprise_id = $1 for update';
type Head = Selectable<ChangeHeadTable>;

/** The same, null for an enterprise that has no chain yet. What is asked for in the same turn is read under the lock. */
export async function lockChain(trx: Trx, dims: EnterpriseDims): Promise<Chain | null> {
  const { rows } = await trx.executeQuery<Head>(CompiledQuery.raw(LOCK, [dims.enterpriseId]));
  const head = rows[0];
  if (!head) return null;
  // Who waited here while the enterprise was moved holds codes that are no longer its own: nothing may be written or counted under them.
  const moved =
    head.county_code !== dims.countyCode ||
    head.sector !== dims.sector ||
    head.park_id !== dims.parkId ||
    (head.industry !== null && head.industry !== dims.industry) ||
    (head.scale !== null && head.scale !== dims.scale);
  if (moved) throw refuse(409, { code: 'enterprise.moved' });
  return { dims, seq: Number(head.last_seq), hash: head.last_hash, counted: head.counted };
}

const columns = (d: EnterpriseDims) => ({
  enterprise_id: d.enterpriseId,
  city_code: d.cityCode,
  county_code: d.countyCode,
  sector: d.sector,
  park_id: d.parkId,
});

/** Bookkeeping that is not part of what a person did, and what the database derives from the other columns. */
const SILENT = new Set(['version', 'updated_at', 'created_at', 'shown']);

/** Of a new row everything is logged that is not null. */
const newRowText = rowWriter(SILENT);

/** The fields that differ, before and after. */
export function difference(before: Row | null, after: Row): { before: Row | null; after: Row } {
  if (before === null) {
    const told = Object.entries(after).filter(([key, value]) => (value ?? null) !== null && !SILENT.has(key));
    return { before, after: Object.fromEntries(told) };
  }
  const was: Record<string, unknown> = {};
  const is: Record<string, unknown> = {};
  for (const key of Object.keys(after)) {
    if (SILENT.has(key) || same(before[key], after[key])) continue;
    was[key] = before[key] ?? null;
    is[key] = after[key] ?? null;
  }
  return { before: was, after: is };
}

/** The same as the log keeps it. A new row is written straight out of its fields: most rows are new. */
function differenceTexts(before: Row | null, after: Row): { before: string | null; after: string } {
  if (before === null) return { before: null, after: newRowText(after) };
  const diff = difference(before, after);
  return { before: canonicalJson(diff.before), after: canonicalJson(diff.after) };
}

const same = (a: unknown, b: unknown): boolean => {
  if (a === b || (a ?? null) === (b ?? null)) return true;
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
};

const APPEND = `
  with head as (
    update change_head set last_seq = $8, last_hash = $9 where enterprise_id = $1::uuid
  ), logged as (
    insert into change (enterprise_id, city_code, county_code, sector, park_id, at, actor_id, actor_name, actor_role, device,
                        seq, entity, entity_id, action, before, after, prev_hash, hash)
    select $1::uuid, $2::text, $3::text, $4::text, $5::uuid, $10::timestamptz, $11::text, $12::text, $13::text, $14::text,
           u.seq, u.entity, u.entity_id, u.action, u.before, u.after, u.prev_hash, u.hash
    from unnest($15::bigint[], $16::text[], $17::uuid[], $18::text[], $19::jsonb[], $20::jsonb[], $21::bytea[], $22::bytea[])
           as u (seq, entity, entity_id, action, before, after, prev_hash, hash)
  ), counted as (
    insert into rollup_queue (id, city_code, county_code, sector, park_id, industry, scale, metric, day, n)
    select q.id, $2::text, $3::text, $4::text, $5::uuid, $6::text, $7::text, q.metric, q.day, q.n
    from unnest($23::uuid[], $24::text[], $25::date[], $26::bigint[]) as q (id, metric, day, n)
  )
  insert into outbox (id, enterprise_id, city_code, county_code, sector, park_id, at, from_seq, to_seq, topic, summary)
  values ($27::uuid, $1::uuid, $2::text, $3::text, $4::text, $5::uuid, $10::timestamptz, $28::bigint, $8, $29::text, $30::jsonb)`;

/**
 * Append what happened to the enterprise's chain: the hash-linked changes, one outbox entry that points at them, and the counter
 * deltas that follow from the rows. One statement, done with the next one or the commit. The only writer of change, outbox and rollup_queue.
 *
 * @param live  what the screens of those above should show of it; `topic` is `<entity>.<action>` of the entry that matters
 * @returns the numbers of the first and last change written
 */
export async function record(
  trx: Trx,
  chain: Chain,
  what: {
    readonly actor: LogActor;
    readonly at: Date;
    readonly entries: readonly Entry[];
    readonly live?: { readonly topic: string; readonly summary: Row };
  },
): Promise<{ fromSeq: number; toSeq: number }> {
  const { actor, at, entries } = what;
  const first = entries[0];
  if (!first) return { fromSeq: chain.seq, toSeq: chain.seq };
  const fromSeq = chain.seq + 1;
  const changes = entries.map((entry) => link(chain, actor, { at, entry }));
  const deltas = sumDeltas(entries).filter((delta) => chain.counted || countsWhenClosed(delta));
  const d = chain.dims;
  const topic = what.live?.topic ?? `${first.entity}.${first.action}`;
  const summary = what.live?.summary ?? { entityId: first.entityId, count: entries.length };
  const values = [
    ...[d.enterpriseId, d.cityCode, d.countyCode, d.sector, d.parkId, d.industry, d.scale],
    ...[chain.seq, chain.hash, at, actor.accountId, actor.name, actor.role, actor.device],
    bigintArray(changes.map((c) => c.seq)),
    textArray(changes.map((c) => c.entity)),
    uuidArray(changes.map((c) => c.entityId)),
    textArray(changes.map((c) => c.action)),
    jsonbArray(changes.map((c) => c.before)),
    jsonbArray(changes.map((c) => c.after)),
    byteaArray(changes.map((c) => c.prev)),
    byteaArray(changes.map((c) => c.hash)),
    uuidArray(deltas.map(() => newId())),
    textArray(deltas.map((x) => x.metric)),
    deltas.map((x) => x.day),
    bigintArray(deltas.map((x) => x.n)),
    ...[newId(), fromSeq, topic, JSON.stringify(summary)],
  ];
  // Nobody waits for it alone: it is written with the next statement or the commit.
  later(trx, CompiledQuery.raw(APPEND, values));
  afterCommit(trx, wakeLive);
  return { fromSeq, toSeq: chain.seq };
}

function link(chain: Chain, actor: LogActor, what: { at: Date; entry: Entry }) {
  const { at, entry } = what;
  // The text that is kept is the text that is hashed: what comes back from jsonb makes the same again.
  const { before, after } = differenceTexts(entry.before, entry.after);
  const prev = chain.hash;
  chain.seq += 1;
  const facts = {
    enterpriseId: chain.dims.enterpriseId,
    seq: chain.seq,
    at: at.getTime(),
    actorId: actor.accountId,
    actorRole: actor.role,
    device: actor.device,
    entity: entry.entity,
    entityId: entry.entityId,
    action: entry.action,
  };
  chain.hash = linkTexts(prev, facts, { before: before ?? 'null', after });
  return {
    seq: chain.seq,
    entity: entry.entity,
    entityId: entry.entityId,
    action: entry.action,
    before,
    after,
    prev,
    hash: chain.hash,
  };
}

/** What a closed enterprise still counts in: what happened on a day, and itself. */
export const countsWhenClosed = (delta: { readonly metric: string; readonly day: string | null }): boolean =>
  delta.day !== null || delta.metric.startsWith('enterprises_');

/** contribution(after) − contribution(before), summed over the batch, zeros dropped. `n`: so many rows moved alike. */
export function sumDeltas(
  entries: readonly (Pick<Entry, 'entity' | 'before' | 'after'> & { readonly n?: number })[],
): { metric: string; day: string | null; n: number }[] {
  const total = new Map<string, number>();
  for (const { entity, before, after, n = 1 } of entries) {
    tally(total, contributionOf(entity, after), n);
    tally(total, contributionOf(entity, before), -n);
  }
  return [...total].map(([key, n]) => {
    const [metric = '', day = ''] = key.split('|');
    return { metric, day: day === '' ? null : day, n };
  });
}
