import { getCounts, getOverview } from '@yufang/contract';
import { refuse } from '../../platform/errors/refused.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { selectCounts } from './counts.ts';
import { readOverview } from './overview.ts';
import { parkCounters } from './queries.ts';

/** The live pages: figures of a place, and the counters cut by any combination of filters. */
export function rollupRoutes(kernel: Kernel): void {
  kernel.on(getOverview, ({ trx, actor, query, now }) => readOverview(kernel.deps.db, trx, { actor, ask: query, now }));

  kernel.on(getCounts, async ({ trx, actor, query, now }) => {
    if (actor.scope.kind !== 'park') return { rows: await selectCounts(trx, query), asOf: now.toISOString() };
    if (query.by !== 'total' && query.by !== 'day') throw refuse(422, { code: 'counts.not_in_park', field: 'by' });
    const days = await parkCounters(trx, actor.scope.parkId, {
      from: query.from ?? '-infinity',
      to: query.to ?? 'infinity',
    });
    return { rows: [...days].map(([key, figures]) => ({ key, figures })), asOf: now.toISOString() };
  });
}
