import type { RiskMethod } from '../reference/risk-method.ts';
import type { Refusal, Result } from '../result.ts';
import type { Arithmetic } from './assessment.ts';
import { gradeByTable } from './grade-by-table.ts';

/** The chosen scores of the LEC method. */
export type LecScores = { readonly L: number; readonly E: number; readonly C: number };

/**
 * Grade by D = L×E×C (Graham-Kinney). L 0.1-10, E 0.5-10, C 1-100, as printed in the table; D = 0.05-10000.
 * The printed bands overlap on 20, 70, 160 and 320: the lower bound is included, but the top band is `>320`. Source:
 * standards.md §2, bands by three public code sources, score tables unverified.
 * @returns the arithmetic with the band, or the refusals of {@link gradeByTable}
 */
export const gradeLec = (
  scores: LecScores,
  method: RiskMethod,
  profile: string | null = null,
): Result<Arithmetic, Refusal> => gradeByTable(scores, method, profile);
