import { listUse } from '@yufang/contract';
import type { Deps, Kernel } from '../../platform/http/kernel.ts';
import type { CronJob } from '../../platform/jobs.ts';
import { computeUse } from './compute.ts';
import { selectUse } from './queries.ts';
import { sweepEnterprises } from './sweep.ts';

/** Built but not used: the list, and the nightly work behind it. */
export function useRoutes(kernel: Kernel): void {
  kernel.on(listUse, ({ trx, query }) => selectUse(trx, query));
}

/** At 02:10 the standing of enterprises, at 02:30 their use index. */
export const useJobs = (deps: Pick<Deps, 'db' | 'clock'>): readonly CronJob[] => [
  {
    name: 'enterprise.standing',
    cron: '10 2 * * *',
    work: async () => void (await sweepEnterprises(deps.db, deps.clock.now())),
  },
  { name: 'use.compute', cron: '30 2 * * *', work: async () => void (await computeUse(deps.db, deps.clock.now())) },
];
