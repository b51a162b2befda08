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

/** The tiers that may answer for a risk of this grade, highest first; all of them while it has none. */
export const tiersFor = (grade: RiskGrade | null, reference: ControlTiers): readonly Tier[] =>
  TIERS.filter((tier) => grade === null || !isTierTooLow(tier, grade, reference));

/** The lowest tier that may answer for a risk of this grade: the default one, or the alternative below it that the table allows. */
export function leastTier(grade: RiskGrade, reference: ControlTiers): Tier {
  const row = reference.grades.find((r) => r.grade === grade);
  const tier = controlTier(grade, reference);
  const or = row?.orTier ?? tier;
  return TIERS.indexOf(or) > TIERS.indexOf(tier) ? or : tier;
}

/** True if a tier is too low to answer for a risk of this grade: below {@link leastTier}. */
export const isTierTooLow = (tier: Tier, grade: RiskGrade, reference: ControlTiers): boolean =>
  TIERS.indexOf(tier) > TIERS.indexOf(leastTier(grade, reference));
