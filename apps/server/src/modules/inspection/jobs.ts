import pg from 'pg';
import type { Deps } from '../../platform/http/kernel.ts';
import type { CronJob } from '../../platform/jobs.ts';
import { generateTasks } from './generate.ts';
import { sweepTasks } from './sweep.ts';

/** What the clock does to inspection: partitions made ahead, tasks of the coming days, what fell overdue. */
export const inspectionJobs = (deps: Deps, ownerUrl: string): readonly CronJob[] => [
  {
    name: 'inspection.partitions',
    cron: '10 1 * * *',
    atStart: true,
    work: () => makePartitions(ownerUrl, deps.clock.now()),
  },
  {
    name: 'inspection.generate',
    cron: '5 * * * *',
    atStart: true,
    work: async () => {
      await generateTasks(deps.db, deps.clock.now());
    },
  },
  {
    name: 'inspection.sweep',
    cron: '*/5 * * * *',
    atStart: true,
    work: async () => {
      await sweepTasks(deps.db, deps.clock.now());
    },
  },
];

/** Months of task partitions that stand ready beyond the current one. */
const AHEAD = 3;

/** Make the coming months' partitions, as the owner: the application may not make tables. */
export async function makePartitions(ownerUrl: string, now: Date): Promise<void> {
  const month = (ahead: number) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1)).toISOString().slice(0, 10);
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('select yf_task_partitions($1::date, $2::date)', [month(0), month(AHEAD)]);
  } finally {
    await client.end();
  }
}
