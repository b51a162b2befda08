import { type DangerLevel, type DangerStatus, OPEN_DANGER_STATUSES } from '../danger/vocabulary.ts';
import type { RiskRegrade } from '../reference/risk-rules.ts';
import { graver, isGraver, raiseGrade } from './compare.ts';
import type { RiskGrade } from './vocabulary.ts';

/** What live grading needs to know of a danger on a control of the risk. */
export type DangerOnRisk = { readonly level: DangerLevel; readonly status: DangerStatus };

/**
 * The grade a risk has right now: its assessed grade raised by the open dangers on its controls (standards.md §9 [D]).
 * Closing a danger needs no rule of its own: recompute from what is still open and the grade falls back by itself.
 *
 * @param assessed grade by the worksheet; null = not graded, which stays null: a danger does not invent an assessment
 * @param dangers  any dangers of the risk; those not open are skipped
 * @param rule     `risk_regrade`: general → so many steps, never beyond its cap; major → its grade. Never lowers.
 */
export function liveGrade<G extends RiskGrade | null>(
  assessed: G,
  dangers: readonly DangerOnRisk[],
  rule: RiskRegrade,
): RiskGrade | (G & null) {
  if (assessed === null) return assessed;
  const open = dangers.filter((d) => OPEN_DANGER_STATUSES.some((status) => status === d.status));
  if (open.some((d) => d.level === 'major')) return graver(assessed, rule.major.grade);
  if (open.length === 0) return assessed;
  const raised = raiseGrade(assessed, rule.general.steps);
  const capped = isGraver(raised, rule.general.upTo) ? rule.general.upTo : raised;
  return graver(assessed, capped);
}
