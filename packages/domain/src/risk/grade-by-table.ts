import type { MethodBand, MethodFactor, MethodProfile, RiskMethod } from '../reference/risk-method.ts';
import { no, ok, type Refusal, type Result } from '../result.ts';
import type { Arithmetic, ScoredFactor } from './assessment.ts';
import { multiplyDecimals } from './decimal.ts';

/**
 * Find the band of a product. Bands stand gravest first; the first whose bounds hold the product wins, so a bound that
 * two printed bands share belongs to the graver, unless the graver one excludes it (`minExclusive`).
 * @returns null if the product falls between bands, which a hand-edited table can cause
 */
export const bandOf = (product: number, bands: readonly MethodBand[]): (MethodBand & { index: number }) | null => {
  const index = bands.findIndex(
    ({ min, minExclusive, max }) =>
      (min === null || (minExclusive ? product > min : product >= min)) && (max === null || product <= max),
  );
  const band = bands[index];
  return band ? { ...band, index } : null;
};

/**
 * Grade by multiplying one score of each factor's table: LEC, LS and MES alike.
 *
 * @param factors chosen scores by key; dimensionless, each must be a value printed in its table
 * @param method  the versioned table, `risk_method.*`; its `source` names where figures come from
 * @param profile id of a set of bands, null = the default
 * @returns the arithmetic, or `risk.score_missing`, `risk.score_not_in_table` (field = factor key),
 *          `risk.unknown_factor`, `risk.unknown_profile`, `risk.no_band`
 */
export function gradeByTable(
  factors: Readonly<Record<string, number>>,
  method: RiskMethod,
  profile: string | null = null,
): Result<Arithmetic, Refusal> {
  const bands = profileOf(method, profile);
  if (!bands) return no({ code: 'risk.unknown_profile', field: 'profile', params: { profile } });
  const stray = Object.keys(factors).find((key) => !method.factors.some((f) => f.key === key));
  if (stray !== undefined) return no({ code: 'risk.unknown_factor', field: stray, params: { method: method.method } });

  const scored: ScoredFactor[] = [];
  for (const factor of method.factors) {
    const value = factors[factor.key];
    if (value === undefined)
      return no({ code: 'risk.score_missing', field: factor.key, params: { method: method.method } });
    const hit = scoreOf(factor, value);
    if (!hit)
      return no({ code: 'risk.score_not_in_table', field: factor.key, params: { value, method: method.method } });
    scored.push(hit);
  }
  const product = multiplyDecimals(scored.map((f) => f.value));
  const band = bandOf(product, bands.bands);
  if (!band) return no({ code: 'risk.no_band', field: 'product', params: { product, profile: bands.id } });
  return ok({ formula: method.formula, factors: scored, product, profile: bands.id, band });
}

const profileOf = (method: RiskMethod, id: string | null): MethodProfile | undefined =>
  method.profiles.find((p) => (id === null ? p.isDefault : p.id === id));

const scoreOf = (factor: MethodFactor, value: number): ScoredFactor | null => {
  const index = factor.scores.findIndex((s) => s.value === value);
  const score = factor.scores[index];
  if (!score) return null;
  const { key, label, labelEn } = factor;
  return { key, label, labelEn, index, value, scoreLabel: score.label, scoreLabelEn: score.labelEn };
};
