import { simulatePrimary } from '../domino/cascade.ts';
import { dominoNetwork } from '../domino/network.ts';
import { type DominoSummary, summariseDomino } from '../domino/summary.ts';
import { tablesOf } from '../engine/assess.ts';
import type { TablePair } from '../engine/vessel-tables.ts';
import { makeWorkbench } from '../engine/workbench.ts';
import type { GridSpec, Park, ParkVessel } from '../park/types.ts';
import { checkPark } from '../park/validate.ts';
import { computed, firstOutOfRange, type Outcome } from '../result.ts';

/** What can be done to a vessel, as the model sees it. */
export const MEASURES = ['inventory-cut', 'shut-off', 'dike', 'fireproofing', 'spray', 'spacing'] as const;
/** A measure by name. */
export type Measure = (typeof MEASURES)[number];

/** Assumed effects, stated with every ranking. */
export const MEASURE_EFFECTS = {
  'inventory-cut': { fillFactor: 0.5 },
  'shut-off': { shutOffS: 120 },
  dike: { bundFactor: 0.5 },
  fireproofing: { minutes: 60 },
  spray: { heatFactor: 0.5 },
  spacing: { moveM: 50 },
  certainty: 'assumed',
} as const;

/** One measure on one vessel and what it takes away, deaths a year. */
export type RankedMeasure = {
  readonly vesselId: string;
  readonly enterpriseId: string;
  readonly measure: Measure;
  readonly pllRemovedPerYear: number;
  readonly dominoPllRemovedPerYear: number;
  readonly totalRemovedPerYear: number;
};

/** The vessel with a measure taken, or null where it would change nothing. */
export function withMeasure(v: ParkVessel, measure: Measure, park: Park): ParkVessel | null {
  const e = MEASURE_EFFECTS;
  if (measure === 'inventory-cut')
    return {
      ...v,
      fillFraction: v.fillFraction * e[measure].fillFactor,
      ...(v.fillFraction === 0 ? { volumeM3: v.volumeM3 / 2 } : {}),
    };
  if (measure === 'shut-off')
    return (v.barriers?.shutOffS ?? 1800) <= e[measure].shutOffS
      ? null
      : { ...v, barriers: { ...v.barriers, shutOffS: e[measure].shutOffS } };
  if (measure === 'dike') return { ...v, bundAreaM2: Math.max(1, (v.bundAreaM2 ?? 17_600) * e.dike.bundFactor) };
  if (measure === 'fireproofing')
    return {
      ...v,
      barriers: { ...v.barriers, fireproofingMin: (v.barriers?.fireproofingMin ?? 0) + e.fireproofing.minutes },
    };
  if (measure === 'spray')
    return {
      ...v,
      barriers: { ...v.barriers, sprayHeatFactor: (v.barriers?.sprayHeatFactor ?? 1) * e.spray.heatFactor },
    };
  return movedAway(v, park);
}

/** Fifty metres straight away from the nearest neighbour. */
function movedAway(v: ParkVessel, park: Park): ParkVessel | null {
  let nearest: ParkVessel | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const o of park.vessels) {
    const d = Math.hypot(o.xM - v.xM, o.yM - v.yM);
    if (o.id === v.id || d >= least) continue;
    least = d;
    nearest = o;
  }
  if (nearest === null || least === 0) return null;
  const k = MEASURE_EFFECTS.spacing.moveM / least;
  return { ...v, xM: v.xM + (v.xM - nearest.xM) * k, yM: v.yM + (v.yM - nearest.yM) * k };
}

/** Deaths a year that dominoes add: Σ extra failures · mean deaths. The same seed throughout, so that differences are not noise alone. */
export function dominoPll(
  park: Park,
  tables: readonly TablePair[],
  options: { readonly historiesPerPrimary: number; readonly seed: number },
): { readonly pllPerYear: number; readonly summary: DominoSummary } {
  const network = dominoNetwork(
    park,
    Float64Array.from(tables, (t) => t.domino.pllPerYear),
  );
  const counts = network.primaries.map((_, i) =>
    simulatePrimary(network, i, { histories: options.historiesPerPrimary, seed: options.seed }),
  );
  const summary = summariseDomino(park, network, counts, options.historiesPerPrimary);
  return {
    summary,
    pllPerYear: tables.reduce((sum, t, i) => sum + t.domino.pllPerYear * (summary.extraPerYear[i] ?? 0), 0),
  };
}

/** Measures whose worth is (also) in the cascades. */
const DOMINO_MEASURES: ReadonlySet<Measure> = new Set(['inventory-cut', 'fireproofing', 'spray', 'spacing']);

/**
 * Rank measures by the risk that they remove: base PLL by rebuilding the vessel's tables, domino PLL by playing the cascades
 * again. Looks at the `vessels` with the largest base PLL and as many with the most domino failures. Takes about 20 ms a vessel and measure,
 * and 0.1 s more where cascades count (400 vessels): run it in a worker. A positive figure is risk removed.
 */
export function rankMeasures(
  park: Park,
  tables: readonly TablePair[],
  options: {
    readonly grid: GridSpec;
    readonly vessels?: number;
    readonly historiesPerPrimary?: number;
    readonly seed?: number;
  },
): Outcome<readonly RankedMeasure[]> {
  const checked = checkPark(park);
  if (!checked.ok) return checked;
  const top = options.vessels ?? 10;
  const play = { historiesPerPrimary: options.historiesPerPrimary ?? 100, seed: options.seed ?? 1 };
  const bad = firstOutOfRange(
    { field: 'vessels', value: top, min: 1, max: 1000 },
    { field: 'historiesPerPrimary', value: play.historiesPerPrimary, min: 1, max: 1e6 },
  );
  if (bad) return bad;
  const bench = makeWorkbench(park, options.grid);
  const before = dominoPll(park, tables, play);
  const byPll = [...park.vessels.keys()]
    .sort((a, b) => (tables[b]?.base.pllPerYear ?? 0) - (tables[a]?.base.pllPerYear ?? 0))
    .slice(0, top);
  const sufferers = new Set(before.summary.sufferers.slice(0, top).map((s) => s.id));
  const chosen = [
    ...new Set([...byPll, ...[...park.vessels.keys()].filter((i) => sufferers.has(park.vessels[i]?.id ?? ''))]),
  ];
  const out: RankedMeasure[] = [];
  for (const i of chosen) {
    const v = park.vessels[i];
    if (v === undefined) continue;
    for (const measure of MEASURES) {
      const changed = withMeasure(v, measure, park);
      if (changed === null) continue;
      const after = { ...park, vessels: park.vessels.with(i, changed) };
      if (!checkPark(after).ok) continue;
      const pair = tablesOf(after, bench, changed);
      const next = tables.with(i, pair);
      const dominoes = DOMINO_MEASURES.has(measure) ? before.pllPerYear - dominoPll(after, next, play).pllPerYear : 0;
      const base = (tables[i]?.base.pllPerYear ?? 0) - pair.base.pllPerYear;
      out.push({
        vesselId: v.id,
        enterpriseId: v.enterpriseId,
        measure,
        pllRemovedPerYear: base,
        dominoPllRemovedPerYear: dominoes,
        totalRemovedPerYear: base + dominoes,
      });
    }
  }
  return computed(out.sort((a, b) => b.totalRemovedPerYear - a.totalRemovedPerYear));
}
