import { type Tier, tiersToCover } from '@yufang/domain';
import type { Firm } from './enterprise.ts';
import { random } from './random.ts';
import type { Row } from './rows.ts';

/** Whether the plan names who answers at each tier of this firm. */
export const hasTiers = (firm: Pick<Firm, 'scale' | 'plan'>): boolean =>
  firm.scale !== 'micro' && firm.plan.size.detailedLog;

/**
 * Who answers for a risk at each tier below the one that holds it (上级管控的风险下级逐级管控): the risk's first measure gets a named post at each.
 * Only where the plan keeps every detail; a firm of one post has no tiers to name.
 */
export function dutyRows(
  firm: Firm,
  what: { readonly measureId: string; readonly postId: string; readonly tier: Tier; readonly stamp: Row },
): void {
  const { measureId, postId, tier, stamp } = what;
  if (!hasTiers(firm)) return;
  // A stream of its own: what else the firm consists of does not depend on its duties.
  const r = random(firm.plan.seed, 'duties', measureId);
  const { origin: _, ...times } = stamp;
  for (const t of tiersToCover(tier).filter((x) => x !== 'post')) {
    firm.rows.measure_duty.push({
      ...firm.base,
      id: r.uuid(firm.createdMs),
      measure_id: measureId,
      tier: t,
      post_id: firm.managers[t] ?? postId,
      ...times,
    });
  }
}
