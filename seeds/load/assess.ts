import { gradeLec, type RiskGrade } from '@yufang/domain';
import type { Random } from './random.ts';
import { readReference } from './reference.ts';

/** The printed values of L, from certain to practically impossible. */
const LIKELIHOODS = [10, 6, 3, 1, 0.5, 0.2, 0.1];
/** By how many values a firm's own controls lower L, by weight; few leave a risk as grave as the trade's worst case. */
const LOWERED = [
  [0, 22],
  [1, 40],
  [2, 26],
  [3, 12],
] as const;
/** Lesser risks are written as they usually stand. */
const LESSER = [
  [0, 72],
  [1, 22],
  [2, 6],
] as const;

type Scores = { readonly L: number; readonly E: number; readonly C: number };

/** Grade a typical risk as this firm would after its controls, by the platform's own LEC table. */
export function assess(
  r: Random,
  worst: Scores,
  lesser: boolean,
): { scores: Scores; product: number; grade: RiskGrade } {
  const at = LIKELIHOODS.indexOf(worst.L);
  const L = LIKELIHOODS[Math.min(LIKELIHOODS.length - 1, at + r.weighted(lesser ? LESSER : LOWERED))] ?? worst.L;
  const scores = { ...worst, L };
  const graded = gradeLec(scores, readReference('risk_method.LEC'));
  if (!graded.ok) throw new RangeError(`no LEC grade for ${JSON.stringify(scores)}: ${graded.error.code}`);
  return { scores, product: graded.value.product, grade: graded.value.band.grade };
}
