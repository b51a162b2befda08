import { buildApp } from '@yufang/server/app';
import { publishRollup } from '@yufang/server/modules/live/bus';
import { startFolder } from '@yufang/server/modules/rollup/folder';
import { systemClock } from '@yufang/server/platform/clock/clock';
import { readConfig } from '@yufang/server/platform/config/config';
import { startEngine } from '@yufang/server/platform/db/engine';
import { byHeader } from './by-header.ts';

/** The server of the crash and province benches: embedded PostgreSQL on the data folder as shipped, the application, the counter folder. Only the sign-in is replaced by a header. */
const config = readConfig({
  YUFANG_LOG: 'silent',
  YUFANG_DATA: process.env.DATA,
  YUFANG_JOBS: 'off',
  YUFANG_DEMO: 'off',
});
const engine = await startEngine(config, () => undefined, {
  // As shipped, but for the number of kills: a bench makes more of them than a person should have to look at.
  keeping: { ending: () => false, say: () => undefined, onLost: () => process.exit(1), most: 1_000 },
});
const { app } = await buildApp({ config, db: engine.db, clock: systemClock, authenticate: byHeader });
startFolder({
  lockUrl: engine.appUrl,
  onFold: (folded) => publishRollup(folded.counties),
  // The database is killed under it on purpose; what matters is asked of the rows afterwards.
  onError: () => undefined,
});
await app.listen({ port: 0, host: '127.0.0.1' });
const address = app.server.address();
process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0, ownerUrl: engine.ownerUrl });
