import { buildApp } from './app.ts';
import { type Job, startJobs } from './jobs.ts';
import { makeAuthenticate } from './modules/auth/authenticate.ts';
import { demoLines, prepare } from './modules/seed/first-start.ts';
import { startSimulator } from './modules/seed/simulator.ts';
import { systemClock } from './platform/clock/clock.ts';
import type { Config } from './platform/config/config.ts';
import type { Engine } from './platform/db/engine.ts';

/** What {@link serve} works with: a database that is up, and where to put what must be stopped in the end. */
export type Serving = {
  readonly engine: Engine;
  readonly config: Config;
  readonly running: Job[];
  readonly say: (line: string) => void;
  /** What hears of a failure that must not end the platform. */
  readonly failed: (what: string) => (error: unknown) => void;
};

/** Over a database that is up: what a first start makes, the application, its door, and then the jobs, for which nobody shall wait at the door. */
export async function serve({ engine, config, running, say, failed }: Serving): Promise<void> {
  const { demo } = await prepare({ engine, config, now: systemClock.now() }, say);
  const deps = { config, db: engine.db, clock: systemClock, authenticate: await makeAuthenticate(engine, config) };
  const { app } = await buildApp(deps);
  running.push({ stop: () => app.close() });
  await app.listen({ port: config.YUFANG_PORT, host: config.YUFANG_HOST });
  if (config.YUFANG_JOBS) running.push(await startJobs(deps, engine, (what, error) => failed(what)(error)));
  if (demo) for (const line of demoLines()) say(line);
  if (demo && config.YUFANG_SIMULATOR && config.YUFANG_JOBS) {
    running.push(startSimulator({ db: engine.db, config, now: systemClock.now }, failed('simulator')));
  }
}
