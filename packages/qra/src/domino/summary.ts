import type { Park } from '../park/types.ts';
import { FN_BINS, type FnPoint, fnCurve } from '../risk/societal.ts';
import type { CascadeCounts } from './cascade.ts';
import type { DominoNetwork } from './network.ts';

/** An escalation step of the graph: how often a year, and its probability given that the first unit fails or burns. */
export type EscalationEdge = {
  readonly from: string;
  readonly to: string;
  readonly frequencyPerYear: number;
  readonly probability: number;
};

/** A vessel by what it passes on and what it takes, per year. */
export type UnitScore = { readonly id: string; readonly frequencyPerYear: number };

/** What dominoes add to a park. */
export type DominoSummary = {
  readonly model: 'time-to-failure-against-help, bursts try once';
  readonly histories: number;
  /** Extra failures a year, by vessel in park order: added to the base with the domino tables. */
  readonly extraPerYear: Float64Array;
  readonly edges: readonly EscalationEdge[];
  readonly spreaders: readonly UnitScore[];
  readonly sufferers: readonly UnitScore[];
  /** Enterprise × enterprise: failures a year that the row's primaries bring to the column's vessels. */
  readonly enterprises: readonly string[];
  readonly matrix: readonly (readonly number[])[];
  readonly cascadesPerYear: number;
  /** Deaths a year that the extra failures mean: Σ extra failures · mean deaths of the failed vessel. */
  readonly extraPllPerYear: number;
  /** F-N of cascades alone (all deaths of histories with a secondary). */
  readonly curve: readonly FnPoint[];
  readonly longestChain: number;
};

/** Sum the counts in the order of the primaries. @param historiesPerPrimary as simulated */
export function summariseDomino(
  park: Park,
  net: DominoNetwork,
  ...rest: readonly [counts: readonly CascadeCounts[], historiesPerPrimary: number]
): DominoSummary {
  const [counts, per] = rest;
  const n = park.vessels.length;
  const extraPerYear = new Float64Array(n);
  const spread = new Float64Array(n);
  const active = new Float64Array(n);
  const steps = new Map<number, number>();
  const enterprises = [...new Set(park.vessels.map((v) => v.enterpriseId))];
  const row = new Map(enterprises.map((e, i) => [e, i]));
  const at = (unit: number): number => row.get(park.vessels[unit]?.enterpriseId ?? '') ?? 0;
  const matrix = enterprises.map(() => enterprises.map(() => 0));
  const histogram = new Float64Array(FN_BINS);
  let cascadesPerYear = 0;
  let longestChain = 0;
  for (const p of net.primaries) active[p.unit] = (active[p.unit] ?? 0) + p.frequencyPerYear;
  for (const c of [...counts].sort((a, b) => a.primary - b.primary)) {
    const p = net.primaries[c.primary];
    if (p === undefined) continue;
    const weight = p.frequencyPerYear / per;
    cascadesPerYear += weight * c.secondaryHistories;
    longestChain = Math.max(longestChain, c.longestChain);
    for (const [unit, count] of c.failed) {
      extraPerYear[unit] = (extraPerYear[unit] ?? 0) + weight * count;
      const line = matrix[at(p.unit)];
      if (line !== undefined) line[at(unit)] = (line[at(unit)] ?? 0) + weight * count;
    }
    for (const [from, to, count] of c.steps) {
      spread[from] = (spread[from] ?? 0) + weight * count;
      steps.set(from * n + to, (steps.get(from * n + to) ?? 0) + weight * count);
    }
    for (const [bin, count] of c.deaths) histogram[bin] = (histogram[bin] ?? 0) + weight * count;
  }
  for (let u = 0; u < n; u++) active[u] = (active[u] ?? 0) + (extraPerYear[u] ?? 0);
  const id = (u: number): string => park.vessels[u]?.id ?? '';
  const ranked = (a: Float64Array): readonly UnitScore[] =>
    [...a.entries()]
      .filter(([, f]) => f > 0)
      .sort((x, y) => y[1] - x[1] || x[0] - y[0])
      .map(([u, frequencyPerYear]) => ({ id: id(u), frequencyPerYear }));
  const edges = [...steps]
    .map(([k, f]) => ({
      from: id(Math.floor(k / n)),
      to: id(k % n),
      frequencyPerYear: f,
      probability: Math.min(1, f / (active[Math.floor(k / n)] ?? 1)),
    }))
    .sort((a, b) => b.frequencyPerYear - a.frequencyPerYear);
  return {
    model: 'time-to-failure-against-help, bursts try once',
    histories: per * net.primaries.length,
    extraPerYear,
    edges,
    spreaders: ranked(spread),
    sufferers: ranked(extraPerYear),
    enterprises,
    matrix,
    cascadesPerYear,
    extraPllPerYear: extraPerYear.reduce((sum, f, u) => sum + f * (net.meanDeaths[u] ?? 0), 0),
    curve: fnCurve(histogram),
    longestChain,
  };
}
