import type { CycleUnit, Occasion } from '../inspection/vocabulary.ts';
import type { ControlTiers, InspectionCycles } from '../reference/risk-rules.ts';
import { type RiskGrade, TIERS, type Tier } from './vocabulary.ts';

/**
 * The highest tier that answers for a risk of this grade by default (`control_tiers`; usual provincial practice, unverified).
 * @throws {RangeError} if the table lacks the grade: its schema promises all four
 */
export function controlTier(grade: RiskGrade, reference: ControlTiers): Tier {
  const row = reference.grades.find((r) => r.grade === grade);
  if (!row) throw new RangeError(`control_tiers: no row for ${grade}`);
  return row.tier;
}

/** The tiers that must control a risk held at `tier`: itself and every tier below it (上级管控的风险下级逐级管控), highest first. */
export const tiersToCover = (tier: Tier): readonly Tier[] => TIERS.slice(TIERS.indexOf(tier));

/** The tiers that should control a risk but have no measure yet, highest first. */
export const uncoveredTiers = (tier: Tier, covered: readonly (Tier | null)[]): readonly Tier[] =>
  tiersToCover(tier).filter((t) => !covered.includes(t));

/** How often a measure of a risk of this grade is checked at this tier by default (`inspection_cycle`). */
export function defaultCycle(
  tier: Tier,
  grade: RiskGrade | null,
  reference: InspectionCycles,
): { readonly cycleN: number; readonly cycleUnit: CycleUnit; readonly occasion: Occasion | null } {
  const row = reference.rows.find(
    (r) => r.tier === tier && (r.grades === null || (grade !== null && r.grades.includes(grade))),
  );
  if (!row) throw new RangeError(`inspection_cycle: no row for ${tier}`);
  return { cycleN: row.cycleN, cycleUnit: row.cycleUnit, occasion: row.occasion ?? null };
}

/** True if a tier is too low to answer for a risk of this grade: below the default tier and below the alternative that the table allows. */
export function isTierTooLow(tier: Tier, grade: RiskGrade, reference: ControlTiers): boolean {
  const row = reference.grades.find((r) => r.grade === grade);
  if (!row) throw new RangeError(`control_tiers: no row for ${grade}`);
  return TIERS.indexOf(tier) > Math.max(TIERS.indexOf(row.tier), TIERS.indexOf(row.orTier ?? row.tier));
}
