import { sql } from 'kysely';
import { newId } from '../../platform/clock/clock.ts';
import type { EnterpriseDims } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import { GENESIS, linkHash } from './hash.ts';
import { countsWhenClosed, type LogActor, type Row, sumDeltas } from './record.ts';

/**
 * What a job did to many rows of one enterprise, as one change: the log says what was done to how many and which rule did it, the rows
 * themselves can be told from it. For jobs only; what a person does is one change a row (`record`).
 */
export type BulkEntry = {
  readonly entity: string;
  readonly action: string;
  /** What the change keeps, e.g. `{ generated: 12, until }`. */
  readonly after: Row;
  /** How many rows were moved from what to what, as far as counting reads them. */
  readonly moved: readonly {
    readonly entity: string;
    readonly before: Row | null;
    readonly after: Row;
    readonly n: number;
  }[];
};

/** Chains of many enterprises, locked in one order, so that two jobs never wait for each other crosswise. */
export type ChainHeads = ReadonlyMap<string, { seq: number; hash: Buffer; readonly counted: boolean }>;

/** Lock the chains of these enterprises. A command of one of them waits until this transaction ends: keep it short. */
export async function openChains(trx: Trx, dims: readonly EnterpriseDims[]): Promise<ChainHeads> {
  const ids = dims.map((d) => d.enterpriseId).sort();
  const { rows } = await sql<{ enterprise_id: string; last_seq: number; last_hash: Buffer; counted: boolean }>`
    select enterprise_id, last_seq, last_hash, counted from change_head where enterprise_id = any(${ids}::uuid[]) order by enterprise_id for update`.execute(
    trx,
  );
  const heads = new Map(
    rows.map((r) => [r.enterprise_id, { seq: Number(r.last_seq), hash: r.last_hash, counted: r.counted }]),
  );
  for (const id of ids) if (!heads.has(id)) heads.set(id, { seq: 0, hash: GENESIS, counted: true });
  return heads;
}

/** The number that the next change of an enterprise gets: rows written with it are found by "changed since". */
export const nextSeq = (heads: ChainHeads, enterpriseId: string): number => (heads.get(enterpriseId)?.seq ?? 0) + 1;

/**
 * Append one change to each of many enterprises' chains, one outbox entry each, and the counter deltas summed over all enterprises that
 * count alike (county, sector, park, industry, scale): a province's day of tasks is some thousand deltas, not a million. Two statements.
 */
export async function recordMany(
  trx: Trx,
  heads: ChainHeads,
  what: {
    readonly actor: LogActor;
    readonly at: Date;
    readonly entries: readonly { readonly dims: EnterpriseDims; readonly entry: BulkEntry }[];
  },
): Promise<void> {
  const { actor, at, entries } = what;
  if (entries.length === 0) return;
  const rows = entries.map(({ dims, entry }) => {
    const head = heads.get(dims.enterpriseId);
    if (!head) throw new Error(`chain of ${dims.enterpriseId} is not open`);
    const after = JSON.stringify(entry.after);
    const entityId = newId();
    const prev = head.hash;
    head.seq += 1;
    head.hash = linkHash(prev, {
      enterpriseId: dims.enterpriseId,
      seq: head.seq,
      at: at.getTime(),
      actorId: actor.accountId,
      actorRole: actor.role,
      device: actor.device,
      entity: entry.entity,
      entityId,
      action: entry.action,
      before: null,
      after: JSON.parse(after),
    });
    return { dims, entry, entityId, after, prev: prev.toString('hex'), hash: head.hash.toString('hex'), seq: head.seq };
  });
  const log = JSON.stringify(
    rows.map((r) => ({
      e: r.dims.enterpriseId,
      ci: r.dims.cityCode,
      co: r.dims.countyCode,
      s: r.dims.sector,
      p: r.dims.parkId,
      seq: r.seq,
      en: r.entry.entity,
      id: r.entityId,
      a: r.entry.action,
      af: r.entry.after,
      pr: r.prev,
      h: r.hash,
      ob: newId(),
    })),
  );
  await sql`
    with r as (
      select * from jsonb_to_recordset(${log}::jsonb) as r (e uuid, ci text, co text, s text, p uuid, seq bigint, en text, id uuid, a text,
        af jsonb, pr text, h text, ob uuid)
    ), head as (
      insert into change_head as c (enterprise_id, city_code, county_code, sector, park_id, last_seq, last_hash)
      select e, ci, co, s, p, seq, decode(h, 'hex') from r order by e
      on conflict (enterprise_id) do update set last_seq = excluded.last_seq, last_hash = excluded.last_hash
    ), logged as (
      insert into change (enterprise_id, city_code, county_code, sector, park_id, at, actor_id, actor_name, actor_role, device, seq, entity,
                          entity_id, action, before, after, prev_hash, hash)
      select e, ci, co, s, p, ${at}::timestamptz, ${actor.accountId}, ${actor.name}, ${actor.role}, ${actor.device}::text, seq, en, id, a, null, af,
             decode(pr, 'hex'), decode(h, 'hex') from r
    )
    insert into outbox (id, enterprise_id, city_code, county_code, sector, park_id, at, from_seq, to_seq, topic, summary)
    select ob, e, ci, co, s, p, ${at}::timestamptz, seq, seq, en || '.' || a, af from r`.execute(trx);
  await queueDeltas(trx, heads, entries);
}

async function queueDeltas(
  trx: Trx,
  heads: ChainHeads,
  entries: readonly { dims: EnterpriseDims; entry: BulkEntry }[],
): Promise<void> {
  const alike = Map.groupBy(
    entries,
    ({ dims: d }) =>
      `${heads.get(d.enterpriseId)?.counted !== false}|${d.cityCode}|${d.countyCode}|${d.sector}|${d.parkId}|${d.industry}|${d.scale}`,
  );
  const deltas = [...alike.values()].flatMap((group) => {
    const d = group[0]?.dims;
    if (!d) return [];
    const counted = heads.get(d.enterpriseId)?.counted !== false;
    const moved = sumDeltas(group.flatMap((g) => g.entry.moved)).filter((x) => counted || countsWhenClosed(x));
    return moved.map((x) => ({
      id: newId(),
      ci: d.cityCode,
      co: d.countyCode,
      s: d.sector,
      p: d.parkId,
      i: d.industry,
      sc: d.scale,
      m: x.metric,
      d: x.day,
      n: x.n,
    }));
  });
  if (deltas.length === 0) return;
  await sql`
    insert into rollup_queue (id, city_code, county_code, sector, park_id, industry, scale, metric, day, n)
    select id, ci, co, s, p, i, sc, m, d, n from jsonb_to_recordset(${JSON.stringify(deltas)}::jsonb)
      as r (id uuid, ci text, co text, s text, p uuid, i text, sc text, m text, d date, n bigint)`.execute(trx);
}
