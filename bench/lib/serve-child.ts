import { buildApp } from '@yufang/server/app';
import { startJobs } from '@yufang/server/jobs';
import { makeAuthenticate } from '@yufang/server/modules/auth/authenticate';
import { systemClock } from '@yufang/server/platform/clock/clock';
import { readConfig } from '@yufang/server/platform/config/config';
import { startEngine } from '@yufang/server/platform/db/engine';

/** What `serve` runs: the platform as main.ts starts it, on a port of the system's choice. */
const config = readConfig(process.env);
const engine = await startEngine(config);
const deps = { config, db: engine.db, clock: systemClock, authenticate: await makeAuthenticate(engine, config) };
const { app } = await buildApp(deps);
const jobs = config.YUFANG_JOBS ? await startJobs(deps, engine) : null;
const url = await app.listen({ port: 0, host: '127.0.0.1' });
console.log(`listening ${url}`);
process.on('SIGTERM', async () => {
  await app.close();
  await jobs?.stop();
  await engine.stop();
  process.exit(0);
});
