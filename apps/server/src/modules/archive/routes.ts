import { getArchive } from '@yufang/contract';
import { shanghaiDay } from '@yufang/domain/reference/days';
import { refuse } from '../../platform/errors/refused.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { buildArchive } from './view.ts';

/** One enterprise, one archive. */
export function archiveRoutes(kernel: Kernel): void {
  kernel.onEnterprise(getArchive, async ({ trx, params, query, now }) => {
    const today = shanghaiDay(now.toISOString());
    if (query.asOf && query.asOf > today) throw refuse(422, { code: 'archive.in_future', field: 'asOf' });
    // Today is the present: what happens now is in the tables.
    return await buildArchive(trx, params.enterpriseId, query.asOf && query.asOf < today ? query.asOf : null);
  });
}
