import * as z from 'zod';
import { Cited } from '../reference/certainty.ts';
import type { Tier } from '../risk/vocabulary.ts';

/** Who hears of an overdue task, nearest first: 岗位 → 班组 → 部室车间 → 公司 → 县. */
export const ESCALATION_TIERS = ['post', 'team', 'workshop', 'company', 'county'] as const;
export type EscalationTier = (typeof ESCALATION_TIERS)[number];

/** Payload of `task_escalation`: from so many hours overdue on, this tier is told. */
export const TaskEscalation = z
  .object({
    steps: z.array(z.object({ tier: z.enum(ESCALATION_TIERS), afterHours: z.number().min(0).max(8760) })).min(1),
    ...Cited.shape,
  })
  .refine(
    ({ steps }) =>
      steps.every((s, i) => {
        const before = steps[i - 1];
        return (
          !before ||
          (s.afterHours > before.afterHours && ESCALATION_TIERS.indexOf(s.tier) > ESCALATION_TIERS.indexOf(before.tier))
        );
      }),
    'steps rise in hours and in tier',
  );
export type TaskEscalation = z.infer<typeof TaskEscalation>;

/**
 * How far an overdue task has risen.
 * @param overdueHours see `overdueHours`; 0 or less is not overdue
 * @param from the tier whose duty the task is: its escalation begins there, the tiers below hear nothing of it
 * @returns null while it is not overdue or the first step has not come
 */
export function escalationTier(
  overdueHours: number,
  reference: TaskEscalation,
  from: Tier = 'post',
): EscalationTier | null {
  if (!(overdueHours > 0)) return null;
  const reached = reference.steps.findLast((s) => overdueHours >= s.afterHours)?.tier ?? null;
  if (reached === null) return null;
  return ESCALATION_TIERS.indexOf(reached) < ESCALATION_TIERS.indexOf(from) ? from : reached;
}
