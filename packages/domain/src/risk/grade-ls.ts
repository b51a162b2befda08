import type { RiskMethod } from '../reference/risk-method.ts';
import type { Refusal, Result } from '../result.ts';
import type { Arithmetic } from './assessment.ts';
import { gradeByTable } from './grade-by-table.ts';

/** The chosen scores of the LS method. */
export type LsScores = { readonly L: number; readonly S: number };

/**
 * Grade by R = L×S, 1-5 each, R = 1-25. Two sets of bands are in use, so the trade chooses a profile. Source:
 * standards.md §2 (DB37/T 2882 family and one web source), unverified.
 * @returns the arithmetic with the band, or the refusals of {@link gradeByTable}
 */
export const gradeLs = (
  scores: LsScores,
  method: RiskMethod,
  profile: string | null = null,
): Result<Arithmetic, Refusal> => gradeByTable(scores, method, profile);
