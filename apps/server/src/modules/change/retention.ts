import { sql } from 'kysely';
import { asSystem, type Database } from '../../platform/db/database.ts';
import type { Deps } from '../../platform/http/kernel.ts';
import type { CronJob } from '../../platform/jobs.ts';

/** Rows a transaction: short locks, and a killed run has lost nothing. */
const BATCH = 10_000;

/**
 * Delete outbox entries older than `days`. The live streams and the map read minutes back at most, so nobody waits for them; the changes they
 * point at stay. Sign-in log and change log are not touched: they are kept (at least six months by law, here for good).
 * @returns how many were deleted
 */
export async function pruneOutbox(db: Database, now: Date, days: number): Promise<number> {
  const before = new Date(now.getTime() - days * 86_400_000);
  for (let deleted = 0; ; ) {
    const { numAffectedRows = 0n } = await asSystem(db, (trx) =>
      sql`delete from outbox where id in (select id from outbox where at < ${before} order by at limit ${BATCH})`.execute(
        trx,
      ),
    );
    deleted += Number(numAffectedRows);
    if (Number(numAffectedRows) < BATCH) return deleted;
  }
}

/** At 03:20. */
export const changeJobs = (deps: Pick<Deps, 'db' | 'clock' | 'config'>): readonly CronJob[] => [
  {
    name: 'change.prune_outbox',
    cron: '20 3 * * *',
    work: async () => void (await pruneOutbox(deps.db, deps.clock.now(), deps.config.YUFANG_OUTBOX_DAYS)),
  },
];
