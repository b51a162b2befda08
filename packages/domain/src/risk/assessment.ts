import * as z from 'zod';
import {
  type MethodBand,
  type RiskDirectRed,
  type RiskMethod,
  SCORED_METHODS,
  type ScoredMethod,
} from '../reference/risk-method.ts';
import { type GradingMethod, RISK_GRADES, type RiskGrade } from './vocabulary.ts';

/**
 * What an author gives to grade a risk; one shape for all methods, stored as `risk_event.scores`.
 * `factors`: the chosen table scores by key (L, E, C …); `directItems`: codes of direct-red circumstances ticked, which
 * may stand beside any method; `declared`: the grade a sending system gave without arithmetic; `profile`: a named set of
 * bands, null = the method's default.
 */
export const RiskScores = z.object({
  factors: z.record(z.string().max(4), z.number()).optional(),
  directItems: z.array(z.string().max(40)).max(40).optional(),
  declared: z.enum(RISK_GRADES).nullable().optional(),
  profile: z.string().max(40).nullable().optional(),
});
export type RiskScores = z.infer<typeof RiskScores>;

/** The reference data that grading reads; a method that is missing refuses. */
export type GradingReference = {
  readonly methods: Partial<Readonly<Record<ScoredMethod, RiskMethod>>>;
  readonly directRed: RiskDirectRed | null;
};

/** One factor as chosen: `index` is the row of its table, so that a screen can show the whole table with the choice marked. */
export type ScoredFactor = {
  readonly key: string;
  readonly label: string;
  readonly labelEn: string;
  readonly index: number;
  readonly value: number;
  readonly scoreLabel: string;
  readonly scoreLabelEn: string;
};

/** The arithmetic of one multiplication: factors in the formula's order, their product, and the band it fell in. */
export type Arithmetic = {
  readonly formula: string;
  readonly factors: readonly ScoredFactor[];
  readonly product: number;
  readonly profile: string;
  readonly band: MethodBand & { readonly index: number };
};

/** A direct-red circumstance that was ticked. */
export type DirectHit = { readonly code: string; readonly label: string; readonly labelEn: string };

/**
 * The outcome of grading. `scored` is what the method alone gives (null for `direct`); `grade` is what counts: red if
 * any direct circumstance holds. `product` repeats the arithmetic's for a column of its own.
 */
export type RiskAssessment = {
  readonly method: GradingMethod;
  readonly grade: RiskGrade;
  readonly scored: RiskGrade | null;
  readonly product: number | null;
  readonly arithmetic: Arithmetic | null;
  readonly direct: readonly DirectHit[];
};

export const isScoredMethod = (method: GradingMethod): method is ScoredMethod =>
  SCORED_METHODS.some((scored) => scored === method);
