import { buildApp } from '@yufang/server/app';
import { publishRollup } from '@yufang/server/modules/live/bus';
import { startFolder } from '@yufang/server/modules/rollup/folder';
import { systemClock } from '@yufang/server/platform/clock/clock';
import { readConfig } from '@yufang/server/platform/config/config';
import { openDatabase } from '@yufang/server/platform/db/database';
import { byHeader } from '../lib/by-header.ts';

/**
 * The server of the sync benchmark, a process of its own: the whole application and the counter folder. Only the sign-in is replaced: who asks stands in a header,
 * so that 200 phones need no 200 passwords. Told by environment: APP_URL, DATA.
 */
const db = openDatabase(process.env.APP_URL ?? '', { max: 16 });
const { app } = await buildApp({
  config: readConfig({ YUFANG_LOG: 'silent', YUFANG_DATA: process.env.DATA, YUFANG_JOBS: 'off' }),
  db,
  clock: systemClock,
  authenticate: byHeader,
});
/** Of each fold: when it was done, and when its oldest delta was queued (ms since 1970). */
const folds: { at: number; oldest: number }[] = [];
const folder = startFolder({
  lockUrl: process.env.APP_URL ?? '',
  onFold: (folded) => {
    if (folded.oldest) folds.push({ at: Date.now(), oldest: folded.oldest.getTime() });
    publishRollup(folded.counties);
  },
  onError: (e) => console.error(e),
});
await app.listen({ port: 0, host: '127.0.0.1' });
const address = app.server.address();
process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 });
process.on('message', async (message) => {
  if (message === 'usage')
    process.send?.({ usage: process.cpuUsage(), rss: process.memoryUsage().rss, folds: folds.splice(0) });
  if (message !== 'stop') return;
  await folder.stop();
  await app.close();
  await db.close();
  process.exit(0);
});
