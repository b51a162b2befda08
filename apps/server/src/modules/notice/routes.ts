import { countUnreadNotices, listNotices, readNotices } from '@yufang/contract';
import type { Kernel } from '../../platform/http/kernel.ts';
import { countUnread, markRead, selectNotices } from './queries.ts';

/** Each person's own notices. */
export function noticeRoutes(kernel: Kernel): void {
  kernel.on(listNotices, ({ trx, actor, query }) => selectNotices(trx, actor, query));
  kernel.on(countUnreadNotices, ({ trx, actor, now }) => countUnread(trx, actor, now));
  kernel.on(readNotices, ({ trx, actor, body, now }) =>
    markRead(trx, actor, { ids: 'ids' in body ? body.ids : null, now }),
  );
}
