import { between, computed, firstOutOfRange, notNegative, type Outcome, refused } from '../result.ts';

/** One combined secondary event: which targets fail together and how often. */
export type Combination = { readonly targets: readonly number[]; readonly frequencyPerYear: number };

/**
 * First-level combinations (Cozzani 2005): f_S = f·Π_{k∈S}p_k·Π_{k∉S}(1−p_k) over all subsets of the targets that matter.
 * Targets with p < 10⁻³ are pruned (their probability is returned as `prunedProbability`); more than 12 left is refused:
 * use the Monte Carlo. The empty set is the first entry; frequencies sum to f.
 */
export function firstLevelCombinations(
  frequencyPerYear: number,
  probabilities: readonly number[],
): Outcome<{ combinations: readonly Combination[]; prunedProbability: number }> {
  const bad = firstOutOfRange(
    notNegative('frequencyPerYear', frequencyPerYear, 1e3),
    ...probabilities.map((p, i) => between(`p[${i}]`, p, [0, 1])),
  );
  if (bad) return bad;
  const kept = probabilities.flatMap((p, i) => (p >= 1e-3 ? [{ i, p }] : []));
  if (kept.length > 12) return refused('domino.too_many_targets', { value: kept.length, max: 12 });
  const prunedProbability = probabilities.reduce((sum, p) => (p < 1e-3 ? sum + p : sum), 0);
  const combinations: Combination[] = [];
  for (let mask = 0; mask < 1 << kept.length; mask++) {
    let f = frequencyPerYear;
    const targets: number[] = [];
    for (const [bit, { i, p }] of kept.entries()) {
      const fails = ((mask >> bit) & 1) === 1;
      f *= fails ? p : 1 - p;
      if (fails) targets.push(i);
    }
    combinations.push({ targets, frequencyPerYear: f });
  }
  return computed(
    { combinations, prunedProbability },
    prunedProbability > 0 ? [{ code: 'domino.pruned', params: { prunedProbability } }] : [],
  );
}

/** Vulnerability of a combined event at one receiver: min(1, Σ v). */
export const combinedVulnerability = (parts: readonly number[]): number =>
  Math.min(
    1,
    parts.reduce((sum, v) => sum + v, 0),
  );
