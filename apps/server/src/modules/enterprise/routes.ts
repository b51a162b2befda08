import { getEnterprise, listEnterprises } from '@yufang/contract';
import { refuse } from '../../platform/errors/refused.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { selectEnterprise, selectEnterprises } from './queries.ts';

/** Enterprises as their regulators and they themselves see them. */
export function enterpriseRoutes(kernel: Kernel): void {
  kernel.on(listEnterprises, ({ trx, query }) => selectEnterprises(trx, query));

  kernel.onEnterprise(getEnterprise, async ({ trx, params }) => {
    const row = await selectEnterprise(trx, params.enterpriseId);
    if (!row) throw refuse(404, { code: 'enterprise.not_found', field: 'enterpriseId' });
    return row;
  });
}
