import * as z from 'zod';
import { RISK_GRADES } from '../risk/vocabulary.ts';
import { Cited, Label } from './certainty.ts';

/** The three methods that grade by multiplying table scores. */
export const SCORED_METHODS = ['LEC', 'LS', 'MES'] as const;
export type ScoredMethod = (typeof SCORED_METHODS)[number];

/** The factors of each method in the order of its formula: D = L×E×C, R = L×S, R = M×E×S. */
export const METHOD_FACTORS = {
  LEC: ['L', 'E', 'C'],
  LS: ['L', 'S'],
  MES: ['M', 'E', 'S'],
} as const satisfies Record<ScoredMethod, readonly string[]>;

/** One row of a factor's table: a dimensionless score > 0 and the wording that earns it. */
export const MethodScore = Label.extend({ value: z.number().positive() });
export type MethodScore = z.infer<typeof MethodScore>;

/** One factor with all the scores that may be chosen. */
export const MethodFactor = Label.extend({
  key: z.string().min(1),
  scores: z.array(MethodScore).min(1),
  ...Cited.shape,
});
export type MethodFactor = z.infer<typeof MethodFactor>;

/**
 * One band of the product. `min` null = no lower bound; `minExclusive` = the bound itself belongs to the band below (the
 * printed ">320"); otherwise the lower bound is included. `max` is the printed upper bound: bands overlap on it, and the
 * graver band, which stands first, wins.
 */
export const MethodBand = Label.extend({
  min: z.number().nullable(),
  minExclusive: z.boolean().default(false),
  max: z.number().nullable(),
  grade: z.enum(RISK_GRADES),
});
export type MethodBand = z.infer<typeof MethodBand>;

/** True if the bands stand gravest first: lower bounds fall, and only the last may lack one. */
const bandsFall = (bands: readonly MethodBand[]): boolean =>
  bands.every((band, i) => {
    const above = bands[i - 1];
    if (!above) return true;
    const graver = RISK_GRADES.indexOf(above.grade) <= RISK_GRADES.indexOf(band.grade);
    return graver && above.min !== null && (band.min === null || band.min < above.min);
  });

/** One set of bands. Trades differ, so a method may carry several; exactly one is the default. */
export const MethodProfile = Label.extend({
  id: z.string().min(1),
  isDefault: z.boolean(),
  bands: z.array(MethodBand).min(1).refine(bandsFall, 'bands must fall from the gravest to the lightest'),
  ...Cited.shape,
});
export type MethodProfile = z.infer<typeof MethodProfile>;

/** Payload of `risk_method.LEC`, `risk_method.LS` and `risk_method.MES`. */
export const RiskMethod = z
  .object({
    method: z.enum(SCORED_METHODS),
    formula: z.string().min(1),
    product: z.string().min(1),
    boundaryNote: z.string().min(1),
    factors: z.array(MethodFactor).min(2),
    profiles: z.array(MethodProfile).min(1),
  })
  .refine(
    (m) => METHOD_FACTORS[m.method].join() === m.factors.map((f) => f.key).join(),
    'factors must follow the formula',
  )
  .refine((m) => m.profiles.filter((p) => p.isDefault).length === 1, 'exactly one default profile');
export type RiskMethod = z.infer<typeof RiskMethod>;

/** Payload of `risk_direct_red`: circumstances that make a risk red whatever its product. */
export const RiskDirectRed = z.object({
  items: z.array(Label.extend({ code: z.string().min(1), ...Cited.shape })).min(1),
});
export type RiskDirectRed = z.infer<typeof RiskDirectRed>;
