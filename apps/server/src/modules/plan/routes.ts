import { createPlan, listPlans, savePlan, setPlanState } from '@yufang/contract';
import type { Kernel } from '../../platform/http/kernel.ts';
import { begin, finish } from '../risk/work.ts';
import { addPlan, movePlan, planView, selectPlans, writePlan } from './plans.ts';

/** Floor plans and the areas of the four-colour map. */
export function planRoutes(kernel: Kernel): void {
  kernel.onEnterprise(listPlans, async ({ trx, enterprise }) => ({
    rows: await selectPlans(trx, enterprise.enterpriseId),
  }));
  kernel.onCommand(createPlan, async (c) => {
    const work = begin(c);
    const plan = await addPlan(work, c.body);
    await finish(work);
    return planView(c.trx, { enterpriseId: c.enterprise.enterpriseId, id: plan.id });
  });
  kernel.onCommand(savePlan, async (c) => {
    const work = begin(c);
    const view = await writePlan(work, c.params.id, c.body);
    await finish(work);
    return view;
  });
  kernel.onCommand(setPlanState, async (c) => {
    const work = begin(c);
    const view = await movePlan(work, c.params.id, c.body);
    await finish(work);
    return view;
  });
}
