import { type CascadeCounts, simulatePrimary } from '../domino/cascade.ts';
import { type DominoNetwork, dominoNetwork, type Edges } from '../domino/network.ts';
import { tablesOf } from '../engine/assess.ts';
import type { TablePair } from '../engine/vessel-tables.ts';
import { makeWorkbench, type Workbench } from '../engine/workbench.ts';
import type { GridSpec, Park, ParkVessel } from '../park/types.ts';
import { checkPark } from '../park/validate.ts';
import { computed, firstOutOfRange, type Outcome } from '../result.ts';
import { MEASURES, type Measure, type RankedMeasure, withMeasure } from './measures.ts';

/** How the cascades of a ranking are played; the same streams before and after, so that a difference is not noise alone. */
export type MeasurePlay = { readonly historiesPerPrimary: number; readonly seed: number };

/** One measure on one vessel (by its place in the park), to be tried. */
export type MeasureCandidate = { readonly index: number; readonly measure: Measure };

/** Figures by vessel that a ranking starts from: they are all it needs of the tables. */
export type MeasureGround = {
  readonly basePllPerYear: Float64Array;
  /** Deaths each time that a neighbour brings the vessel down. */
  readonly dominoDeaths: Float64Array;
};

/** The park before, played once: what each candidate is compared with. One a thread. */
export type MeasureContext = MeasureGround & {
  readonly park: Park;
  readonly bench: Workbench;
  readonly play: MeasurePlay;
  readonly network: DominoNetwork;
  readonly counts: readonly CascadeCounts[];
};

/** Ground of a ranking from a park's tables. */
export const measureGround = (tables: readonly TablePair[]): MeasureGround => ({
  basePllPerYear: Float64Array.from(tables, (t) => t.base.pllPerYear),
  dominoDeaths: Float64Array.from(tables, (t) => t.domino.pllPerYear),
});

/** Play the park as it is. */
export function measureContext(
  park: Park,
  bench: Workbench,
  ...rest: readonly [ground: MeasureGround, play: MeasurePlay]
): MeasureContext {
  const [ground, play] = rest;
  const network = dominoNetwork(park, ground.dominoDeaths);
  const counts = network.primaries.map((_, i) => played(network, i, play));
  return { ...ground, park, bench, play, network, counts };
}

const played = (net: DominoNetwork, primary: number, play: MeasurePlay): CascadeCounts =>
  simulatePrimary(net, primary, { histories: play.historiesPerPrimary, seed: play.seed });

/** Deaths a year that one primary's dominoes add. */
function extraDeaths(
  net: DominoNetwork,
  c: CascadeCounts,
  ...rest: readonly [deaths: Float64Array, play: MeasurePlay]
): number {
  const [deaths, play] = rest;
  const weight = (net.primaries[c.primary]?.frequencyPerYear ?? 0) / play.historiesPerPrimary;
  return c.failed.reduce((sum, [unit, count]) => sum + weight * count * (deaths[unit] ?? 0), 0);
}

const reaches = (e: Edges, from: number, to: number): boolean => {
  for (let k = e.start[from] ?? 0; k < (e.start[from + 1] ?? 0); k++) if (e.target[k] === to) return true;
  return false;
};

/** Units from which the vessel can be struck or heated, itself included. */
function touching(net: DominoNetwork, index: number): ReadonlySet<number> {
  const all = [net.leakHeat, net.fullHeat, net.burst, net.explosion];
  const units = [...Array(net.units).keys()];
  return new Set(units.filter((u) => u === index || all.some((e) => reaches(e, u, index))));
}

/**
 * Deaths a year of dominoes that a change of one vessel takes away. Histories that never come near the vessel are the same
 * before and after, so only primaries whose cascades did, or now can, touch it are played again.
 */
function dominoRemoved(c: MeasureContext, after: Park, ...rest: readonly [index: number, deaths: number]): number {
  const [index, deaths] = rest;
  const dominoDeaths = c.dominoDeaths.slice();
  dominoDeaths[index] = deaths;
  const network = dominoNetwork(after, dominoDeaths);
  const same = network.primaries.length === c.network.primaries.length;
  const near = new Set([...touching(c.network, index), ...touching(network, index)]);
  let removed = 0;
  for (const [p, before] of c.counts.entries()) {
    const unit = c.network.primaries[p]?.unit ?? -1;
    if (same && !near.has(unit) && !before.failed.some(([u]) => near.has(u))) continue;
    removed += extraDeaths(c.network, before, c.dominoDeaths, c.play);
    if (same) removed -= extraDeaths(network, played(network, p, c.play), dominoDeaths, c.play);
  }
  if (same) return removed;
  // The change added or took away a primary: streams shift, everything is played again.
  for (const p of network.primaries.keys())
    removed -= extraDeaths(network, played(network, p, c.play), dominoDeaths, c.play);
  return removed;
}

/** Measures whose worth is (also) in the cascades. */
const DOMINO_MEASURES: ReadonlySet<Measure> = new Set(['inventory-cut', 'dike', 'fireproofing', 'spray', 'spacing']);

/** What one measure takes away; null where it changes nothing or cannot be built (the vessel would stand on another). */
export function tryMeasure(c: MeasureContext, candidate: MeasureCandidate): RankedMeasure | null {
  const { index, measure } = candidate;
  const v = c.park.vessels[index];
  const changed = v === undefined ? null : withMeasure(v, measure, c.park);
  if (v === undefined || changed === null) return null;
  const after: Park = { ...c.park, vessels: c.park.vessels.with(index, changed) };
  if (!checkPark(after).ok) return null;
  const pair = tablesOf(after, c.bench, changed);
  const base = (c.basePllPerYear[index] ?? 0) - pair.base.pllPerYear;
  const dominoes = DOMINO_MEASURES.has(measure) ? dominoRemoved(c, after, index, pair.domino.pllPerYear) : 0;
  return {
    vesselId: v.id,
    enterpriseId: v.enterpriseId,
    measure,
    pllRemovedPerYear: base,
    dominoPllRemovedPerYear: dominoes,
    totalRemovedPerYear: base + dominoes,
  };
}

/** All measures on the vessels with the largest base PLL and on as many of those that dominoes fail most. */
export function measureCandidates(
  vessels: readonly ParkVessel[],
  ground: MeasureGround,
  ...rest: readonly [extraPerYear: Float64Array, top: number]
): readonly MeasureCandidate[] {
  const [extraPerYear, top] = rest;
  const largest = (of: Float64Array): readonly number[] =>
    [...vessels.keys()]
      .filter((i) => (of[i] ?? 0) > 0)
      .sort((a, b) => (of[b] ?? 0) - (of[a] ?? 0) || a - b)
      .slice(0, top);
  const chosen = new Set([...largest(ground.basePllPerYear), ...largest(extraPerYear)]);
  return [...chosen].flatMap((index) => MEASURES.map((measure) => ({ index, measure })));
}

/** Extra failures a year by vessel as the context's own (short) play counts them. */
export function extraFailures(c: MeasureContext): Float64Array {
  const out = new Float64Array(c.park.vessels.length);
  for (const one of c.counts) {
    const weight = (c.network.primaries[one.primary]?.frequencyPerYear ?? 0) / c.play.historiesPerPrimary;
    for (const [unit, count] of one.failed) out[unit] = (out[unit] ?? 0) + weight * count;
  }
  return out;
}

/** Largest removal first; ties by vessel and measure, so that the order does not depend on who computed them. */
export const ranked = (list: readonly RankedMeasure[]): readonly RankedMeasure[] =>
  [...list].sort(
    (a, b) =>
      b.totalRemovedPerYear - a.totalRemovedPerYear ||
      (a.vesselId < b.vesselId ? -1 : a.vesselId > b.vesselId ? 1 : 0) ||
      MEASURES.indexOf(a.measure) - MEASURES.indexOf(b.measure),
  );

/**
 * Rank measures by the deaths a year that they remove: base PLL by rebuilding the vessel's tables, domino PLL by playing the
 * cascades again. On the calling thread; `ParkEngine.measures` shares the same work out to threads. A positive figure is risk
 * removed. Refuses what `checkPark` refuses; vessels 1-1000, histories 1-10⁶ a primary.
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
  const context = measureContext(park, makeWorkbench(park, options.grid), measureGround(tables), play);
  const candidates = measureCandidates(park.vessels, context, extraFailures(context), top);
  return computed(ranked(candidates.flatMap((c) => tryMeasure(context, c) ?? [])));
}
