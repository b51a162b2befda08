import type { Engine } from './platform/db/engine.ts';
import type { Deps } from './platform/http/kernel.ts';

/** A part of the server that works by itself: the folder of the counters, schedules, sweeps. */
export type Job = { stop(): Promise<void> };

/** Start every job of this process. Each module gives its own; the order of stopping is the reverse of starting. */
export async function startJobs(_deps: Deps, _engine: Engine): Promise<Job> {
  const running: Job[] = [];
  return {
    stop: async () => {
      for (const job of running.reverse()) await job.stop();
    },
  };
}
