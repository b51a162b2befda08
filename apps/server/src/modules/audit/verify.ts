import type { ChainCheck } from '@yufang/contract';
import { type Selectable, sql } from 'kysely';
import type { Trx } from '../../platform/db/database.ts';
import type { DB } from '../../platform/db/schema.gen.ts';
import { GENESIS, linkHash } from '../change/hash.ts';

const BATCH = 2_000;

type Head = Pick<Selectable<DB['change_head']>, 'enterprise_id' | 'last_seq' | 'last_hash'>;
type Link = Omit<Selectable<DB['change']>, 'city_code' | 'county_code' | 'sector' | 'park_id' | 'actor_name'>;

/**
 * Compute a chain again, link by link, and compare it with what is kept: an altered field, a missing link, a link out of its place and a head that
 * names another end are each found. A whole chain cut at its end with its head is not: compare `head` with one kept elsewhere.
 * @returns null when there is no such chain
 */
export async function verifyChainOf(trx: Trx, enterpriseId: string, now: Date): Promise<ChainCheck | null> {
  const head = await trx
    .selectFrom('change_head')
    .selectAll()
    .where('enterprise_id', '=', enterpriseId)
    .executeTakeFirst();
  if (!head) return null;
  const walk = walkAlong(head, now);
  for (;;) {
    const rows = await trx
      .selectFrom('change')
      .selectAll()
      .where('enterprise_id', '=', enterpriseId)
      .where('seq', '>', walk.links())
      .orderBy('seq')
      .limit(BATCH)
      .execute();
    for (const row of rows) {
      const broken = walk.step(row);
      if (broken) return broken;
    }
    if (rows.length < BATCH) return walk.end();
  }
}

/**
 * The same for several chains at once, read by one statement: a province has a hundred thousand, most of them short. All their links are held in
 * memory together.
 */
export async function verifyChains(trx: Trx, enterpriseIds: readonly string[], now: Date): Promise<ChainCheck[]> {
  const { rows } = await sql<Omit<Link, 'seq'> & { seq: number | null } & Pick<Head, 'last_seq' | 'last_hash'>>`
    select h.enterprise_id, h.last_seq, h.last_hash, c.seq, c.at, c.actor_id, c.actor_role, c.device, c.entity, c.entity_id, c.action, c.before,
           c.after, c.prev_hash, c.hash
    from change_head h left join change c using (enterprise_id)
    where h.enterprise_id = any(${enterpriseIds}::uuid[]) order by h.enterprise_id, c.seq`.execute(trx);
  return [...Map.groupBy(rows, (r) => r.enterprise_id).values()].flatMap((chain) => {
    const [head] = chain;
    if (!head) return [];
    const walk = walkAlong(head, now);
    for (const { seq, ...row } of chain) {
      const broken = seq === null ? null : walk.step({ ...row, seq });
      if (broken) return [broken];
    }
    return [walk.end()];
  });
}

/** A walk along one chain from its first link: what is wrong with the next one, or at the end with the head. */
function walkAlong(head: Head, now: Date) {
  const enterpriseId = head.enterprise_id;
  let previous: Buffer = GENESIS;
  let seq = 0;
  const found = (brokenAt: number | null, problem: ChainCheck['problem']): ChainCheck => ({
    enterpriseId,
    links: seq,
    intact: problem === null,
    brokenAt,
    problem,
    head: head.last_hash.toString('hex'),
    checkedAt: now.toISOString(),
  });
  return {
    links: () => seq,
    step: (row: Link): ChainCheck | null => {
      const at = Number(row.seq);
      if (at !== seq + 1) return found(seq + 1, 'missing');
      if (!row.prev_hash.equals(previous)) return found(at, 'reordered');
      const hash = linkHash(previous, {
        enterpriseId,
        seq: at,
        at: row.at.getTime(),
        actorId: row.actor_id,
        actorRole: row.actor_role,
        device: row.device,
        entity: row.entity,
        entityId: row.entity_id,
        action: row.action,
        before: row.before,
        after: row.after,
      });
      if (!row.hash.equals(hash)) return found(at, 'altered');
      previous = hash;
      seq = at;
      return null;
    },
    end: (): ChainCheck => {
      const ends = Number(head.last_seq) === seq && head.last_hash.equals(previous);
      return ends ? found(null, null) : found(seq + 1, Number(head.last_seq) > seq ? 'missing' : 'head_differs');
    },
  };
}
