import { getHistory, replayRow } from '@yufang/contract';
import type { Kernel } from '../../platform/http/kernel.ts';
import { rowAtDay, selectHistory } from './queries.ts';

/** The change log as people read it: who did what, before and after, and how a row stood on a past day. */
export function historyRoutes(kernel: Kernel): void {
  kernel.onEnterprise(getHistory, ({ trx, params, query }) => selectHistory(trx, params.enterpriseId, query));

  kernel.onEnterprise(replayRow, async ({ trx, params, query }) => ({
    ...(await rowAtDay(trx, params.enterpriseId, query)),
    day: query.day,
  }));
}
