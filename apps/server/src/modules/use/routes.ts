import { exportUse, listUse } from '@yufang/contract';
import { businessDay } from '@yufang/domain/calendar/day';
import { readAsSystem } from '../../platform/db/database.ts';
import { regionNames } from '../../platform/db/region-names.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { excelHeaders } from '../../platform/excel/write.ts';
import type { Deps, Kernel } from '../../platform/http/kernel.ts';
import type { CronJob } from '../../platform/jobs.ts';
import { EXPORT_PAGE, streamSheet } from '../inspection/export.ts';
import { computeUse, computeUseLately } from './compute.ts';
import { useSheet } from './export-sheet.ts';
import { selectUse } from './queries.ts';
import { sweepEnterprises } from './sweep.ts';

/** Built but not used: the list, and the nightly work behind it. */
export function useRoutes(kernel: Kernel): void {
  const { db } = kernel.deps;
  kernel.on(listUse, ({ trx, query }) => selectUse(trx, query));
  kernel.onRaw(exportUse, async ({ actor, query: { lang, ...filter }, now, reply }) => {
    if (!actor) throw refuse(401, { code: 'auth.required' });
    const regions = await regionNames(db);
    const listed = await readAsSystem(db, (trx) => trx.selectFrom('sector').selectAll().execute());
    const sheet = useSheet(lang, { regions, sectors: new Map(listed.map((s) => [s.code, s])) });
    reply.headers(excelHeaders(`${lang === 'zh' ? '建而不用' : 'built-not-used'}-${businessDay(now)}.xlsx`));
    const page = (trx: Parameters<typeof selectUse>[0], after: string | undefined) =>
      selectUse(trx, { ...filter, limit: EXPORT_PAGE, after });
    return reply.send(streamSheet(db, actor, { sheet, page }));
  });
}

/** Something a minute ago may have been committed a little later than it happened. */
const LATELY_MS = 5 * 60_000;

/**
 * Every minute the standing of those that something happened to, so that coverage follows; every ten their use index; at 02:10 the standing of all,
 * at 02:30 the use index of all with their peers. */
export const useJobs = (deps: Pick<Deps, 'db' | 'clock'>): readonly CronJob[] => [
  {
    name: 'enterprise.standing',
    cron: '10 2 * * *',
    work: async () => void (await sweepEnterprises(deps.db, deps.clock.now())),
  },
  {
    name: 'enterprise.standing-lately',
    cron: '* * * * *',
    work: async () => {
      const now = deps.clock.now();
      await sweepEnterprises(deps.db, now, new Date(now.getTime() - LATELY_MS));
    },
  },
  {
    name: 'use.compute-lately',
    cron: '*/10 * * * *',
    work: async () => {
      const now = deps.clock.now();
      await computeUseLately(deps.db, now, new Date(now.getTime() - 2 * LATELY_MS - 60_000));
    },
  },
  { name: 'use.compute', cron: '30 2 * * *', work: async () => void (await computeUse(deps.db, deps.clock.now())) },
];
