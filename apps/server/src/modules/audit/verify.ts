import type { ChainCheck } from '@yufang/contract';
import type { Trx } from '../../platform/db/database.ts';
import { GENESIS, linkHash } from '../change/hash.ts';

const BATCH = 2_000;

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
  for (;;) {
    const rows = await trx
      .selectFrom('change')
      .selectAll()
      .where('enterprise_id', '=', enterpriseId)
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(BATCH)
      .execute();
    for (const row of rows) {
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
    }
    if (rows.length < BATCH) break;
  }
  const ends = Number(head.last_seq) === seq && head.last_hash.equals(previous);
  return ends ? found(null, null) : found(seq + 1, Number(head.last_seq) > seq ? 'missing' : 'head_differs');
}
