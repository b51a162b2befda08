import { changeJobs } from './modules/change/retention.ts';
import { dangerJobs } from './modules/danger/jobs.ts';
import { exchangeJobs } from './modules/exchange/retention.ts';
import { inspectionJobs } from './modules/inspection/jobs.ts';
import { publishRollup } from './modules/live/bus.ts';
import { riskJobs } from './modules/risk/reminders.ts';
import type { Folded } from './modules/rollup/fold.ts';
import { startFolder } from './modules/rollup/folder.ts';
import { useJobs } from './modules/use/routes.ts';
import type { Engine } from './platform/db/engine.ts';
import type { Deps } from './platform/http/kernel.ts';
import { type CronJob, startScheduler } from './platform/jobs.ts';

/** A part of the server that works by itself: the folder of the counters, schedules, sweeps. */
export type Job = { stop(): Promise<void> };

/** Told of every fold that counted something; the live stream adds itself. */
export const foldedListeners = new Set<(folded: Folded) => void>();

/** What runs by the clock: each module gives its own list, one line each. */
const cronJobs = (deps: Deps, engine: Engine): readonly CronJob[] => [
  ...inspectionJobs(deps, engine.ownerUrl),
  ...dangerJobs(deps),
  ...riskJobs(deps),
  ...useJobs(deps),
  ...changeJobs(deps),
  ...exchangeJobs(deps),
];

/** Start every job of this process. Each module gives its own; the order of stopping is the reverse of starting. */
export async function startJobs(
  deps: Deps,
  engine: Engine,
  onError: (what: string, error: unknown) => void = (what, error) => console.error(`${what}:`, error),
): Promise<Job> {
  const running: Job[] = [
    startFolder({
      lockUrl: engine.appUrl,
      onFold: (folded) => {
        publishRollup(folded.counties);
        for (const listener of foldedListeners) listener(folded);
      },
      onError: (error) => onError('counter folder', error),
    }),
    await startScheduler(engine.ownerUrl, cronJobs(deps, engine), (job, error) => onError(`job ${job}`, error)),
  ];
  return {
    stop: async () => {
      for (const job of running.reverse()) await job.stop();
    },
  };
}
