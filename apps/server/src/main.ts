import { buildApp } from './app.ts';
import { startJobs } from './jobs.ts';
import { makeAuthenticate } from './modules/auth/authenticate.ts';
import { systemClock } from './platform/clock/clock.ts';
import { ConfigError, readConfig } from './platform/config/config.ts';
import { DataFolderBusy } from './platform/db/embedded.ts';
import { startEngine } from './platform/db/engine.ts';
import { MigrationError } from './platform/db/migrate.ts';

/** Start the platform: settings, database, application, jobs. Says on the terminal what it is doing. */
async function main(): Promise<void> {
  const say = (line: string) => console.log(line);
  const config = readConfig(process.env);
  say('豫防 Yufang: starting the database …');
  const engine = await startEngine(config, say);
  if (engine.migrated.length > 0) say(`database: ${engine.migrated.length} migrations applied`);
  const deps = { config, db: engine.db, clock: systemClock, authenticate: await makeAuthenticate(engine, config) };
  const { app } = await buildApp(deps);
  const jobs = config.YUFANG_JOBS ? await startJobs(deps, engine) : null;
  await app.listen({ port: config.YUFANG_PORT, host: config.YUFANG_HOST });
  say(`豫防 Yufang: http://localhost:${config.YUFANG_PORT}`);

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await app.close();
    await jobs?.stop();
    await engine.stop();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

main().catch((error: unknown) => {
  const expected = error instanceof ConfigError || error instanceof DataFolderBusy || error instanceof MigrationError;
  console.error(expected ? (error as Error).message : error);
  process.exit(1);
});
