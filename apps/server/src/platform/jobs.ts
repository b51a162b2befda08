import PgBoss from 'pg-boss';

/** Work that is done by the clock. Times are Asia/Shanghai. */
export type CronJob = {
  /** `<capability>.<what>`, e.g. `inspection.generate`: also the queue's name, so keep it once it has run. */
  readonly name: string;
  /** Five fields, minute first, at most once a minute. */
  readonly cron: string;
  /** Must be safe to run again after half of it was done: it may be killed, and a missed run is caught up by the next. */
  readonly work: () => Promise<void>;
  /** Also run once as soon as the process has started. */
  readonly atStart?: boolean;
};

/** A running scheduler. */
export type Scheduler = { stop(): Promise<void> };

const QUEUE_OPTIONS = { policy: 'stately', retryLimit: 0, expireInMinutes: 55 } as const;

/**
 * Run jobs by the clock through a queue in PostgreSQL (pg-boss, schema `pgboss`): with several server processes each run happens once, and no
 * two runs of one job overlap. As the owner, because the queue keeps its own schema; the work itself goes through `asSystem`.
 *
 * @param onError told of each failed run; the next one comes by the clock all the same
 */
export async function startScheduler(
  ownerUrl: string,
  jobs: readonly CronJob[],
  onError: (job: string, error: unknown) => void,
): Promise<Scheduler> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: 'pgboss',
    max: 3,
    application_name: 'yufang-jobs',
    archiveCompletedAfterSeconds: 3600,
    deleteAfterDays: 7,
  });
  boss.on('error', (error) => onError('scheduler', error));
  await boss.start();
  for (const job of jobs) {
    const queue = { name: job.name, ...QUEUE_OPTIONS };
    await boss.createQueue(job.name, queue);
    await boss.updateQueue(job.name, queue);
    await boss.work(job.name, { pollingIntervalSeconds: 2 }, async () => {
      try {
        await job.work();
      } catch (error) {
        onError(job.name, error);
        throw error;
      }
    });
    await boss.schedule(job.name, job.cron, {}, { tz: 'Asia/Shanghai' });
    if (job.atStart) await boss.send(job.name, {});
  }
  // What an earlier release scheduled and this one no longer knows would fill its queue for nobody.
  for (const known of await boss.getSchedules()) {
    if (!jobs.some((j) => j.name === known.name)) await boss.unschedule(known.name);
  }
  return { stop: () => boss.stop({ graceful: true, timeout: 20_000, wait: true }) };
}
