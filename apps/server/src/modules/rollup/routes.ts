import { getCounts, getOverview, listPlaceEnterprises } from '@yufang/contract';
import type { Kernel } from '../../platform/http/kernel.ts';
import { selectCounts } from './counts.ts';
import { mustLieWithin, selectPlaceEnterprises } from './enterprises.ts';
import { readOverview } from './overview.ts';

/** The live pages: figures of a place, its enterprises ranked, and the counters cut by any combination of filters. */
export function rollupRoutes(kernel: Kernel): void {
  kernel.on(getOverview, ({ trx, actor, query, now }) => readOverview(kernel.deps.db, trx, { actor, ask: query, now }));

  kernel.on(listPlaceEnterprises, async ({ trx, actor, query, now }) => {
    const { scope } = actor;
    mustLieWithin(query.region, scope.kind === 'region' || scope.kind === 'sector' ? scope : null);
    return await selectPlaceEnterprises(trx, query, now);
  });

  // What lies outside the caller's duty is not there to be counted: the counters have the policies of the rows.
  kernel.on(getCounts, async ({ trx, actor, query, now }) => ({
    rows: await selectCounts(trx, actor, query),
    asOf: now.toISOString(),
  }));
}
