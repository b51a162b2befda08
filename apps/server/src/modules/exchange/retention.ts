import { sql } from 'kysely';
import { asSystem, type Database } from '../../platform/db/database.ts';
import type { Deps } from '../../platform/http/kernel.ts';
import type { CronJob } from '../../platform/jobs.ts';

/** Rows a transaction: short locks, and a killed run has lost nothing. */
const ROWS = 10_000;

/**
 * Of imports older than `days` drop the results of rows that were taken, or were here already, without a word: an enterprise that sends its whole chain every
 * day would fill the database with them. What was refused, waits, came late, deletes or raised a doubt stays, as do the import's counts.
 * @returns how many results were dropped
 */
export async function shortenImports(db: Database, now: Date, days: number): Promise<number> {
  const before = new Date(now.getTime() - days * 86_400_000);
  for (let dropped = 0; ; ) {
    const piece = await asSystem(db, async (trx) => {
      const { rows } = await sql<{ enterprise_id: string; id: string }>`
        select enterprise_id, id from exchange_batch where shortened_at is null and received_at < ${before}
        order by received_at limit 1 for update skip locked`.execute(trx);
      const [batch] = rows;
      if (!batch) return null;
      const { numAffectedRows = 0n } = await sql`
        delete from exchange_row where (enterprise_id, batch_id, n) in (
          select enterprise_id, batch_id, n from exchange_row
          where enterprise_id = ${batch.enterprise_id} and batch_id = ${batch.id} and outcome in ('created', 'updated', 'unchanged')
            and issues = '[]' and warnings = '[]' limit ${ROWS})`.execute(trx);
      // A large one takes several turns.
      if (Number(numAffectedRows) < ROWS)
        await trx
          .updateTable('exchange_batch')
          .set({ shortened_at: now })
          .where('enterprise_id', '=', batch.enterprise_id)
          .where('id', '=', batch.id)
          .execute();
      return Number(numAffectedRows);
    });
    if (piece === null) return dropped;
    dropped += piece;
  }
}

/** At 03:40. */
export const exchangeJobs = (deps: Pick<Deps, 'db' | 'clock' | 'config'>): readonly CronJob[] => [
  {
    name: 'exchange.sweep',
    cron: '40 3 * * *',
    work: async () => void (await shortenImports(deps.db, deps.clock.now(), deps.config.YUFANG_EXCHANGE_ROW_DAYS)),
  },
];
