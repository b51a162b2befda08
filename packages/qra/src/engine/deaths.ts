import { FN_BINS, fnBin } from '../risk/societal.ts';
import type { Angular } from './angular.ts';
import type { Exposure, People, Surroundings } from './people.ts';
import { NODE_64, NODE_BELOW, NODE_INVERSE, NODES, ringOf } from './polar-grid.ts';

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
export type Directions = { readonly sectors: number; readonly cuts: number; readonly day: Float64Array; readonly night: Float64Array };

/** Empty counters. */
export const makeDirections = (sectors: number, cuts: number): Directions => ({
  sectors,
  cuts,
  day: new Float64Array(sectors * cuts),
  night: new Float64Array(sectors * cuts),
});

/** ∫P dθ from 0 to a signed distance d (sectors), between the nodes linear. `base` is the ring's row of running sums. */
function runningAt(running: Float64Array, base: number, ...rest: readonly [width: number, d: number]): number {
  const [width, signed] = rest;
  const half = width / NODES;
  let d = Math.abs(signed);
  let flip = 1;
  let lift = 0;
  if (d > half) {
    d = 2 * half - d;
    flip = -1;
    lift = 2 * (running[base + width] ?? 0);
  }
  const whole = Math.min(half - 1e-12, d);
  const m = Math.floor(whole);
  const part = whole - m;
  const j = NODE_BELOW[(part * 64) | 0] ?? 0;
  const k = base + m * NODES + j;
  const a = running[k] ?? 0;
  const s = a + (part - (NODE_64[j] ?? 0) / 64) * (NODE_INVERSE[j] ?? 0) * ((running[k + 1] ?? a) - a);
  const v = lift + flip * s;
  return signed < 0 ? -v : v;
}

/** Running sums of all rings of an effect. @param into at least rings·(width+1) long */
export function runningRows(a: Angular, into: Float64Array): void {
  const w = a.width + 1;
  for (let ring = 0; ring < a.rings; ring++) {
    let sum = 0;
    into[ring * w] = 0;
    for (let k = 0; k < a.width; k++) {
      sum += a.steps[ring * a.width + k] ?? 0;
      into[ring * w + k + 1] = sum;
    }
  }
}

/**
 * Add the deaths of one effect for every wind direction: each place counts with the mean lethality over the direction's arc,
 * so that Σ over directions is exactly the sector-spread risk of the individual tables.
 */
export function addDeaths(a: Angular, running: Float64Array, ...rest: readonly [around: Surroundings, people: People, exposure: Exposure, out: Directions]): void {
  const [around, people, exposure, out] = rest;
  const w = a.width + 1;
  const arcs = out.sectors * out.cuts;
  const perArc = arcs / (2 * Math.PI);
  for (let n = 0; n < around.index.length; n++) {
    const pos = ringOf(around.distanceM[n] ?? 0);
    const ring = Math.floor(pos);
    if (ring + 1 >= a.rings) return;
    const t = pos - ring;
    const used = Math.max(a.used[ring] ?? 0, a.used[ring + 1] ?? 0);
    if (used === 0) continue;
    const i = around.index[n] ?? 0;
    const day = exposure.outdoors * (people.dayOut[i] ?? 0) + exposure.indoors * (people.dayIn[i] ?? 0);
    const night = exposure.outdoors * (people.nightOut[i] ?? 0) + exposure.indoors * (people.nightIn[i] ?? 0);
    const at = (around.sector[n] ?? 0) * out.cuts;
    const reach = Math.ceil(used / NODES + 1e-9) * out.cuts;
    const first = Math.max(Math.floor(at) - reach, Math.floor(at) - (arcs >> 1));
    const last = Math.min(Math.floor(at) + reach, first + arcs - 1);
    let before = arc(running, ring * w, { w, t, width: a.width, d: (at - first) / out.cuts });
    for (let q = first; q <= last; q++) {
      const after = arc(running, ring * w, { w, t, width: a.width, d: (at - q - 1) / out.cuts });
      const mean = (before - after) * perArc;
      before = after;
      if (mean <= 0) continue;
      const slot = ((q % arcs) + arcs) % arcs;
      out.day[slot] = (out.day[slot] ?? 0) + mean * day;
      out.night[slot] = (out.night[slot] ?? 0) + mean * night;
    }
  }
}

function arc(running: Float64Array, base: number, x: { readonly w: number; readonly t: number; readonly width: number; readonly d: number }): number {
  const a = runningAt(running, base, x.width, x.d);
  return x.t === 0 ? a : a + x.t * (runningAt(running, base + x.w, x.width, x.d) - a);
}

/** Turn the counters into accidents and empty them. `share` by sector, `dayShare` of the weather class. */
export function flushDirections(d: Directions, t: Tally, ...rest: readonly [frequencyPerYear: number, share: Float64Array, dayShare: number]): void {
  const [frequency, share, dayShare] = rest;
  for (let q = 0; q < d.day.length; q++) {
    const f = (frequency * (share[Math.floor(q / d.cuts)] ?? 0)) / d.cuts;
    tally(t, f * dayShare, d.day[q] ?? 0);
    tally(t, f * (1 - dayShare), d.night[q] ?? 0);
  }
  d.day.fill(0);
  d.night.fill(0);
}
