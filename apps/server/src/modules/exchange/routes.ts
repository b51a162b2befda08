import {
  type ExchangeBatch,
  ExchangeRowResult,
  getExchangeBatch,
  importChain,
  listExchangeBatches,
} from '@yufang/contract';
import { z } from 'zod';
import { refuse } from '../../platform/errors/refused.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { importChainFile } from './import-chain.ts';

const Counts = z.record(z.string(), z.number());

/** The exchange door by hand: an enterprise uploads a file of the data standard, and reads what became of each row. */
export function exchangeRoutes(kernel: Kernel): void {
  kernel.onCommand(importChain, async ({ trx, chain, actor, now, enterprise, body }) => {
    const e = await trx
      .selectFrom('enterprise')
      .select('code')
      .where('enterprise_id', '=', enterprise.enterpriseId)
      .executeTakeFirstOrThrow();
    return await importChainFile({ trx, chain, actor, now, creditCode: e.code }, body);
  });

  kernel.onEnterprise(listExchangeBatches, async ({ trx, enterprise, query }) => {
    let q = trx
      .selectFrom('exchange_batch')
      .select(['id', 'variant', 'received_at', 'received_by', 'counts'])
      .where('enterprise_id', '=', enterprise.enterpriseId);
    if (query.after) {
      const [at = '', id = ''] = decodeCursor(query.after, 2);
      q = q.where((e) => e(e.refTuple('received_at', 'id'), '<', e.tuple(new Date(at), id)));
    }
    const rows = await q
      .orderBy('received_at', 'desc')
      .orderBy('id', 'desc')
      .limit(query.limit + 1)
      .execute();
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    return {
      rows: shown.map((r) => ({
        batchId: r.id,
        variant: r.variant,
        receivedAt: r.received_at.toISOString(),
        receivedBy: r.received_by,
        counts: Counts.parse(r.counts),
      })),
      next: rows.length > query.limit && last ? encodeCursor([last.received_at.toISOString(), last.id]) : null,
      total: null,
    };
  });

  kernel.onEnterprise(getExchangeBatch, async ({ trx, enterprise, params }): Promise<ExchangeBatch> => {
    const r = await trx
      .selectFrom('exchange_batch')
      .selectAll()
      .where('enterprise_id', '=', enterprise.enterpriseId)
      .where('id', '=', params.id)
      .executeTakeFirst();
    if (!r) throw refuse(404, { code: 'row.not_found', params: { entity: 'exchange_batch' } });
    const { released = 0, ...counts } = Counts.parse(r.counts);
    return {
      batchId: r.id,
      variant: r.variant,
      receivedAt: r.received_at.toISOString(),
      counts,
      released,
      results: z.array(ExchangeRowResult).parse(r.results),
    };
  });
}
