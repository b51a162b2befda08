import type { Deps } from '../../platform/http/kernel.ts';
import type { CronJob } from '../../platform/jobs.ts';
import { sweepDangers } from './sweep.ts';

/** What time does to dangers: after midnight, and every ten minutes for what was written in between. */
export const dangerJobs = (deps: Deps): readonly CronJob[] => [
  {
    name: 'danger.sweep',
    cron: '2-59/10 * * * *',
    atStart: true,
    work: async () => {
      await sweepDangers(deps.db, deps.clock.now());
    },
  },
];
