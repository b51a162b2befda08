import {
  downloadRefusedRows,
  getExchangeBatch,
  importChain,
  listExchangeBatches,
  listExchangeRows,
} from '@yufang/contract';
import { cipherOf } from '../../platform/crypto/index.ts';
import { asActor } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { isOver, readDims } from '../../platform/http/enterprise-dims.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { openChain, record } from '../change/record.ts';
import { importChainFile } from './import-chain.ts';
import { batchPage, readBatch, reasonsOf, refusedFile, resultsOf, rowPage } from './queries.ts';

/** The exchange door by hand: an enterprise uploads a file of the data standard, and reads what became of each row. */
export function exchangeRoutes(kernel: Kernel): void {
  const { db, clock, config } = kernel.deps;

  // Not one command: each piece of the file is a transaction of its own, so that nobody waits for the whole of it.
  kernel.onRaw(importChain, async ({ actor, params, query, body, now }) => {
    const dims = await readDims(db, params.enterpriseId);
    if (!actor || !dims) throw refuse(404, { code: 'enterprise.not_found', field: 'enterpriseId' });
    if (isOver(db, dims.enterpriseId)) throw refuse(409, { code: 'enterprise.closed' });
    const { code: creditCode } = await asActor(db, actor, (trx) =>
      trx
        .selectFrom('enterprise')
        .select('code')
        .where('enterprise_id', '=', dims.enterpriseId)
        .executeTakeFirstOrThrow(),
    );
    const batch = await importChainFile(
      {
        piece: (work) =>
          asActor(db, actor, async (trx) => work({ trx, chain: await openChain(trx, dims), now: clock.now() })),
        separate: true,
        actor,
        now,
        creditCode,
        cipher: cipherOf(config),
        batchId: query.batchId,
      },
      body,
    );
    return query.results === 'none' ? { ...batch, results: [] } : batch;
  });

  kernel.onEnterprise(listExchangeBatches, ({ trx, enterprise, query, now }) =>
    batchPage(trx, { ...query, ...enterprise, now }),
  );

  kernel.onEnterprise(getExchangeBatch, async ({ trx, enterprise, params, query, now }) => {
    const key = { enterpriseId: enterprise.enterpriseId, id: params.id };
    const { receivedBy: _, ...head } = await readBatch(trx, key, now);
    const results = query.results === 'none' ? [] : await resultsOf(trx, key);
    return { ...head, results, reasons: await reasonsOf(trx, key) };
  });

  kernel.onEnterprise(listExchangeRows, async ({ trx, enterprise, params, query, now }) => {
    const key = { enterpriseId: enterprise.enterpriseId, id: params.id };
    await readBatch(trx, key, now);
    return await rowPage(trx, key, query);
  });

  kernel.onCommand(downloadRefusedRows, async ({ trx, chain, actor, enterprise, params, reply, now }) => {
    const key = { enterpriseId: enterprise.enterpriseId, id: params.id };
    const batch = await readBatch(trx, key, now);
    const { code } = await trx
      .selectFrom('enterprise')
      .select('code')
      .where('enterprise_id', '=', key.enterpriseId)
      .executeTakeFirstOrThrow();
    const file = await refusedFile(trx, { ...key, creditCode: code, cipher: cipherOf(config) });
    const seen = {
      entity: 'exchange_batch',
      entityId: key.id,
      action: 'reveal',
      before: { revealed: null },
      after: { revealed: 'refused_rows' },
    };
    await record(trx, chain, { actor, at: now, entries: [seen] });
    reply.header('content-type', 'application/json; charset=utf-8');
    reply.header('content-disposition', `attachment; filename="refused-${batch.receivedAt.slice(0, 10)}.json"`);
    return JSON.stringify(file, null, 1);
  });
}
