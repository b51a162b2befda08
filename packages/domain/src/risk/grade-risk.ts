import { no, ok, type Refusal, type Result } from '../result.ts';
import {
  type Arithmetic,
  type GradingReference,
  isScoredMethod,
  type RiskAssessment,
  type RiskScores,
} from './assessment.ts';
import { gradeByTable } from './grade-by-table.ts';
import { gradeDirect } from './grade-direct.ts';
import type { GradingMethod, RiskGrade } from './vocabulary.ts';

/**
 * Grade one risk by any method. A direct-red circumstance overrides the product, and the product is still shown.
 *
 * @returns grade and arithmetic; or `risk.method_unavailable` (no such table), `risk.no_direct_item` (method `direct`
 *          without a tick), `risk.declared_missing`, and the refusals of `gradeByTable` and `gradeDirect`
 */
export function gradeRisk(
  method: GradingMethod,
  scores: RiskScores,
  reference: GradingReference,
): Result<RiskAssessment, Refusal> {
  const direct = gradeDirect(scores.directItems ?? [], reference.directRed);
  if (!direct.ok) return direct;
  const assess = (scored: RiskGrade | null, arithmetic: Arithmetic | null): Result<RiskAssessment, Refusal> => {
    const grade = direct.value.length > 0 ? 'red' : scored;
    if (grade === null) return no({ code: 'risk.no_direct_item', field: 'directItems' });
    return ok({ method, grade, scored, product: arithmetic?.product ?? null, arithmetic, direct: direct.value });
  };

  if (isScoredMethod(method)) {
    const table = reference.methods[method];
    if (!table) return no({ code: 'risk.method_unavailable', field: 'method', params: { method } });
    const sum = gradeByTable(scores.factors ?? {}, table, scores.profile ?? null);
    return sum.ok ? assess(sum.value.band.grade, sum.value) : sum;
  }
  if (method === 'direct') return assess(null, null);
  if (!scores.declared) return no({ code: 'risk.declared_missing', field: 'declared' });
  return assess(scores.declared, null);
}
