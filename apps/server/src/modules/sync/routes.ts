import { pullSync, pushSync, SYNC_FLOOR, SYNC_VERSION } from '@yufang/contract';
import { refuse } from '../../platform/errors/refused.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { pullPage } from './pull.ts';
import { takeBatch } from './push.ts';

/** The field app's two calls. */
export function syncRoutes(kernel: Kernel): void {
  kernel.onEnterprise(pullSync, async ({ trx, actor, params, query, now }) => {
    mustSpeak(query.v);
    return await pullPage(trx, actor, {
      enterpriseId: params.enterpriseId,
      cursor: query.cursor,
      limit: query.limit,
      now,
    });
  });

  kernel.onCommand(pushSync, async ({ trx, chain, actor, body, now }) => {
    mustSpeak(body.version);
    return await takeBatch({ trx, chain, actor, now }, body);
  });
}

/** A phone that is too old, or newer than the server, keeps its outbox and is told both ends. */
function mustSpeak(version: number): void {
  if (version < SYNC_FLOOR || version > SYNC_VERSION) {
    throw refuse(426, {
      code: 'sync.version_unsupported',
      field: 'version',
      params: { floor: SYNC_FLOOR, newest: SYNC_VERSION },
    });
  }
}
