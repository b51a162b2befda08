import { FN_BINS, fnBin } from '../risk/societal.ts';
import type { Angular } from './angular.ts';
import type { Exposure } from './people.ts';
import { NODE_64, NODE_BELOW, NODE_INVERSE, NODES, nodePosition } from './polar-grid.ts';
import { prefix } from './rose.ts';
import { FINE, placeUpTo, type Surroundings } from './surroundings.ts';

/** Deaths of one vessel: the histogram of F-N (frequency by bin of N) and the exact Σ f·N. */
export type Tally = { readonly histogram: Float64Array; pllPerYear: number };

/** An empty tally. */
export const makeTally = (): Tally => ({ histogram: new Float64Array(FN_BINS), pllPerYear: 0 });

/** Count an accident. */
export function tally(t: Tally, frequencyPerYear: number, fatalities: number): void {
  if (frequencyPerYear <= 0 || fatalities <= 0) return;
  const bin = fnBin(fatalities);
  t.histogram[bin] = (t.histogram[bin] ?? 0) + frequencyPerYear;
  t.pllPerYear += frequencyPerYear * fatalities;
}

/** Mean deaths by direction, day and night; directions are sectors cut into `cuts`. */
export type Directions = {
  readonly sectors: number;
  readonly cuts: number;
  readonly day: Float64Array;
  readonly night: Float64Array;
};

/** Empty counters. */
export const makeDirections = (sectors: number, cuts: number): Directions => ({
  sectors,
  cuts,
  day: new Float64Array(sectors * cuts),
  night: new Float64Array(sectors * cuts),
});

/** Node below, and share of the way to the next, for each fine distance of a half turn. */
type FineNodes = { readonly node: Int32Array; readonly share: Float64Array };

const fineNodes = new Map<number, FineNodes>();

function fineNodesOf(sectors: number): FineNodes {
  const known = fineNodes.get(sectors);
  if (known !== undefined) return known;
  const count = (FINE * sectors) / 2 + 1;
  const node = new Int32Array(count);
  const share = new Float64Array(count);
  for (let d = 0; d < count; d++) {
    const position = Math.min(sectors / 2 - 1e-9, d / FINE);
    const m = Math.floor(position);
    const j = NODE_BELOW[((position - m) * 64) | 0] ?? 0;
    node[d] = m * NODES + j;
    share[d] = (position - m - (NODE_64[j] ?? 0) / 64) * (NODE_INVERSE[j] ?? 0);
  }
  const made = { node, share };
  fineNodes.set(sectors, made);
  return made;
}

/** ∫P dθ from 0 to a signed fine distance; past half a turn by symmetry. Positional arguments: the innermost call of F-N. */
function runningAt(running: Float64Array, nodes: FineNodes, half: number, total: number, signed: number): number {
  const far = signed < 0 ? -signed : signed;
  const d = far > half ? 2 * half - far : far;
  const k = nodes.node[d] ?? 0;
  const a = running[k] ?? 0;
  const s = a + (nodes.share[d] ?? 0) * ((running[k + 1] ?? a) - a);
  const v = far > half ? 2 * total - s : s;
  return signed < 0 ? -v : v;
}

/**
 * Add the deaths of one effect for every wind direction: each place counts with the mean lethality over the direction's arc,
 * so that Σ over directions is the sector-spread risk of the individual tables. Places stand on their nearest ring.
 */
export function addDeaths(
  a: Angular,
  around: Surroundings,
  ...rest: readonly [exposure: Exposure, out: Directions]
): void {
  const [exposure, out] = rest;
  const nodes = fineNodesOf(out.sectors);
  const step = FINE / out.cuts;
  const arcs = out.sectors * out.cuts;
  const perArc = arcs / (2 * Math.PI);
  const half = (FINE * out.sectors) / 2;
  const { running } = a;
  const { who } = around;
  let ring = -1;
  placeUpTo(a.rings, around);
  for (let n = 0; n < around.count; n++) {
    const here = around.ring[n] ?? 0;
    if (here >= a.rings) return;
    const round = a.round[here] ?? 0;
    const used = round > 0 ? a.width : (a.used[here] ?? 0);
    if (used === 0) continue;
    if (here !== ring) {
      prefix(a, here, round);
      ring = here;
    }
    const total = running[a.width] ?? 0;
    const day = exposure.outdoors * (who.dayOut[n] ?? 0) + exposure.indoors * (who.dayIn[n] ?? 0);
    const night = exposure.outdoors * (who.nightOut[n] ?? 0) + exposure.indoors * (who.nightIn[n] ?? 0);
    const fine = around.fine[n] ?? 0;
    const reach = FINE * nodePosition(used);
    const home = Math.floor(fine / step);
    const first = Math.max(Math.floor((fine - reach) / step), home - (arcs >> 1));
    const last = Math.min(Math.floor((fine + reach) / step), first + arcs - 1);
    let before = runningAt(running, nodes, half, total, fine - first * step);
    for (let q = first; q <= last; q++) {
      const after = runningAt(running, nodes, half, total, fine - (q + 1) * step);
      const mean = (before - after) * perArc;
      before = after;
      const slot = q < 0 ? q + arcs : q >= arcs ? q - arcs : q;
      out.day[slot] = (out.day[slot] ?? 0) + mean * day;
      out.night[slot] = (out.night[slot] ?? 0) + mean * night;
    }
  }
}

/** Turn the counters into accidents and empty them. `share` by sector, `dayShare` of the weather class; `also` counts them again. */
export function flushDirections(
  d: Directions,
  t: Tally,
  ...rest: readonly [
    frequencyPerYear: number,
    share: Float64Array,
    dayShare: number,
    also: { readonly tally: Tally; readonly frequencyPerYear: number } | null,
  ]
): void {
  const [frequency, share, dayShare, also] = rest;
  for (let q = 0; q < d.day.length; q++) {
    const p = (share[Math.floor(q / d.cuts)] ?? 0) / d.cuts;
    const day = d.day[q] ?? 0;
    const night = d.night[q] ?? 0;
    tally(t, frequency * p * dayShare, day);
    tally(t, frequency * p * (1 - dayShare), night);
    if (also === null) continue;
    tally(also.tally, also.frequencyPerYear * p * dayShare, day);
    tally(also.tally, also.frequencyPerYear * p * (1 - dayShare), night);
  }
  d.day.fill(0);
  d.night.fill(0);
}
