import type { RiskMethod } from '../reference/risk-method.ts';
import type { Refusal, Result } from '../result.ts';
import type { Arithmetic } from './assessment.ts';
import { gradeByTable } from './grade-by-table.ts';

/** The chosen scores of the MES method. */
export type MesScores = { readonly M: number; readonly E: number; readonly S: number };

/**
 * Grade by R = M×E×S. M 1, 3, 5; E 0.5-10; S 1-10; R = 0.5-500. Every product of printed scores falls in a printed
 * band. Source: standards.md §2, M by two document pages, E, S and bands unverified.
 * @returns the arithmetic with the band, or the refusals of {@link gradeByTable}
 */
export const gradeMes = (
  scores: MesScores,
  method: RiskMethod,
  profile: string | null = null,
): Result<Arithmetic, Refusal> => gradeByTable(scores, method, profile);
