import { Readable } from 'node:stream';
import { exportChanges, listChains, listChanges, listSignIns, verifyChain } from '@yufang/contract';
import type { Actor } from '../../platform/db/actor.ts';
import { asActor, type Database } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { changesWhere, selectChains, selectChanges, selectSignIns, shownFields } from './queries.ts';
import { verifyChainOf } from './verify.ts';

const EXPORT_LIMIT = 100_000;
const EXPORT_BATCH = 1_000;

/** The audit administrator reads every chain and the sign-in log, and can change neither. */
export function auditRoutes(kernel: Kernel): void {
  const { db } = kernel.deps;
  kernel.on(listChains, ({ trx, query }) => selectChains(trx, db, query));
  kernel.on(listChanges, ({ trx, query }) => selectChanges(trx, db, query));
  kernel.on(listSignIns, ({ trx, query }) => selectSignIns(trx, query));

  kernel.on(verifyChain, async ({ trx, params, now }) => {
    const check = await verifyChainOf(trx, params.chainId, now);
    if (!check) throw refuse(404, { code: 'chain.not_found', field: 'chainId' });
    return check;
  });

  kernel.onRaw(exportChanges, async ({ actor, query, reply, now }) => {
    if (!actor) throw refuse(401, { code: 'auth.required' });
    reply
      .header('content-disposition', `attachment; filename="changes-${now.toISOString().slice(0, 10)}.jsonl"`)
      .type('application/x-ndjson; charset=utf-8');
    return reply.send(Readable.from(lines(db, actor, query)));
  });
}

/** Batch by batch, each in a transaction of its own: a slow reader holds no connection. Oldest first within a chain. */
async function* lines(db: Database, actor: Actor, filter: Parameters<typeof changesWhere>[1]): AsyncGenerator<string> {
  let last: { id: string; seq: number } | null = null;
  for (let sent = 0; sent < EXPORT_LIMIT; ) {
    const from: { id: string; seq: number } | null = last;
    const rows = await asActor(db, actor, (trx) => {
      let query = changesWhere(trx, filter);
      if (from) query = query.where((e) => e(e.refTuple('enterprise_id', 'seq'), '>', e.tuple(from.id, from.seq)));
      return query.selectAll().orderBy('enterprise_id').orderBy('seq').limit(EXPORT_BATCH).execute();
    });
    const text = rows.map((r) =>
      JSON.stringify({
        chain: r.enterprise_id,
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
        after: shownFields(r.after),
        prevHash: r.prev_hash.toString('hex'),
        hash: r.hash.toString('hex'),
      }),
    );
    if (text.length > 0) yield `${text.join('\n')}\n`;
    const end = rows.at(-1);
    if (!end || rows.length < EXPORT_BATCH) return;
    last = { id: end.enterprise_id, seq: Number(end.seq) };
    sent += rows.length;
  }
}
