import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { simulatePrimary } from '../domino/cascade.ts';
import { GROUP_SIZE, groupCount, groupSum, tablesOf } from '../engine/assess.ts';
import { levelRows, levelsOf, raise } from '../engine/levels.ts';
import type { RiskPair, RiskTables, TablePair, VesselTables } from '../engine/vessel-tables.ts';
import { makeWorkbench } from '../engine/workbench.ts';
import { measureContext, tryMeasure } from '../risk/measure-worth.ts';
import { CONTROL, type Order, type Report, type WorkerSetup } from './protocol.ts';

/** One thread of the engine: takes vessels, blocks of rows or primaries from the shared counters until none are left. */
const setup: WorkerSetup = workerData;
// On Linux a priority is a thread's own: the thread that serves requests keeps its place.
if (setup.background) setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
const control = new Int32Array(setup.control);
const sums = new Float64Array(setup.sums);
const partials = setup.partials === null ? null : new Float64Array(setup.partials);
const levels = levelsOf(setup.grid);
const vessels = [...setup.park.vessels];
const park = { ...setup.park, vessels };
const bench = makeWorkbench(park, setup.grid);
let tables: RiskPair[] = [];

const say = (report: Report): void => parentPort?.postMessage(report);
const stopped = (): boolean => Atomics.load(control, CONTROL.stop) === 1;

/** Tables live in shared memory, so that the other threads read them without a copy. */
function shared(t: VesselTables): VesselTables {
  const wind = new Float32Array(new SharedArrayBuffer(t.wind.byteLength));
  wind.set(t.wind);
  return { ...t, wind, steps: sharedDoubles(t.steps), radial: sharedDoubles(t.radial) };
}

function sharedDoubles(a: Float64Array): Float64Array {
  const out = new Float64Array(new SharedArrayBuffer(a.byteLength));
  out.set(a);
  return out;
}
const sharedPair = (p: TablePair): TablePair => ({ base: shared(p.base), domino: shared(p.domino) });

function buildTables(): void {
  for (;;) {
    const index = Atomics.add(control, CONTROL.vessel, 1);
    const vessel = vessels[index];
    if (vessel === undefined || stopped()) return;
    say({ type: 'table', index, tables: sharedPair(tablesOf(park, bench, vessel)) });
  }
}

/** Take blocks of rows until none are left. */
function eachBlock(work: (block: number) => void): void {
  for (;;) {
    const block = Atomics.add(control, CONTROL.block, 1);
    if (block >= levels.blocks || stopped()) return;
    work(block);
    say({ type: 'block' });
  }
}

/** Words of one lattice that lie in a block. */
type Stretch = readonly [from: number, to: number];

/** The words of a block in each lattice, as [from, to). */
const wordsOf = (block: number): readonly Stretch[] =>
  levels.factors.map((_, level): Stretch => {
    const [first, end] = levelRows(levels, level, block);
    const wide = levels.columns[level] ?? 0;
    const offset = levels.offsets[level] ?? 0;
    return [offset + first * wide, offset + end * wide];
  });

/** Take blocks of rows, each empty on the lattices of `into`, until none are left. */
function eachEmptyBlock(into: Float64Array, work: (block: number, words: readonly Stretch[]) => void): void {
  eachBlock((block) => {
    const words = wordsOf(block);
    for (const [from, to] of words) into.fill(0, from, to);
    work(block, words);
  });
}

/** Add to the sums what a group's lattices hold from `start` on. */
function addGroup(part: Float64Array, start: number, [from, to]: Stretch): void {
  for (let i = from; i < to; i++) sums[i] = (sums[i] ?? 0) + (part[start + i] ?? 0);
}

/** Lay groups on the lattices; `only` redoes one group and sums the kept others. Groups are added in order: bit-equal sums. */
function layGroups(base: readonly RiskTables[], only: number | null): void {
  if (partials === null) {
    layFresh(base);
    return;
  }
  eachEmptyBlock(sums, (block, words) => {
    for (let g = 0; g < groupCount(park); g++) {
      const start = g * levels.words;
      if (only === null || only === g) {
        for (const [from, to] of words) partials.fill(0, start + from, start + to);
        groupSum(park, base, g, levels, block, partials, start);
      }
      for (const stretch of words) addGroup(partials, start, stretch);
    }
  });
}

const scratch = partials === null ? new Float64Array(levels.words) : new Float64Array(0);

/**
 * The same sums where no group is kept: a group far from the block touches coarse lattices only, and what it did not touch is neither added nor
 * cleared, so that a large park costs what its vessels cost.
 */
function layFresh(base: readonly RiskTables[]): void {
  eachEmptyBlock(sums, (block, words) => {
    for (let g = 0; g < groupCount(park); g++) {
      const touched = groupSum(park, base, g, levels, block, scratch, 0);
      for (const [level, stretch] of words.entries()) {
        if (((touched >> level) & 1) === 0) continue;
        addGroup(scratch, 0, stretch);
        scratch.fill(0, ...stretch);
      }
    }
  });
}

function layDomino(extra: Float64Array, into: Float64Array): void {
  const domino = tables.map((t) => t.domino);
  eachEmptyBlock(into, (block) => {
    for (let g = 0; g < groupCount(park); g++) groupSum(park, domino, g, levels, block, into, 0, extra);
  });
}

function raiseRows(from: Float64Array, into: Float64Array): void {
  eachBlock((block) => {
    const [first, end] = levelRows(levels, 0, block);
    raise(levels, from, first, end, into);
  });
}

/** Try candidates until none are left. The park before is played by each thread for itself: it costs less than sending it. */
function tryMeasures(order: Extract<Order, { readonly type: 'measures' }>): void {
  const context = measureContext({ ...park, vessels: [...vessels] }, bench, order.ground, order.play);
  for (;;) {
    const candidate = order.candidates[Atomics.add(control, CONTROL.primary, 1)];
    if (candidate === undefined || stopped()) return;
    say({ type: 'measure', worth: tryMeasure(context, candidate) });
  }
}

/** Primaries between two words on progress. */
const TELL_EVERY = 32;

function playDominoes(order: Extract<Order, { readonly type: 'domino' }>): void {
  const counts = [];
  let untold = 0;
  for (;;) {
    const index = Atomics.add(control, CONTROL.primary, 1);
    if (index >= order.network.primaries.length || stopped()) break;
    const one = simulatePrimary(order.network, index, { histories: order.historiesPerPrimary, seed: order.seed });
    if (one.secondaryHistories > 0) counts.push(one);
    if (++untold < TELL_EVERY) continue;
    say({ type: 'played', primaries: untold });
    untold = 0;
  }
  say({ type: 'played', primaries: untold });
  say({ type: 'cascade', counts });
}

function obey(order: Order): void {
  if (setup.crash) process.exit(7);
  if (order.type === 'tables') buildTables();
  else if (order.type === 'lay') {
    tables = [...order.tables];
    layGroups(
      tables.map((t) => t.base),
      null,
    );
  } else if (order.type === 'edit-table')
    say({ type: 'table', index: order.index, tables: sharedPair(tablesOf(park, bench, order.vessel)) });
  else if (order.type === 'edit-lay') {
    vessels[order.index] = order.vessel;
    tables[order.index] = order.tables;
    layGroups(
      tables.map((t) => t.base),
      partials === null ? null : Math.floor(order.index / GROUP_SIZE),
    );
  } else if (order.type === 'domino') playDominoes(order);
  else if (order.type === 'measures') tryMeasures(order);
  else if (order.type === 'raise') raiseRows(new Float64Array(order.sums), new Float64Array(order.into));
  else layDomino(order.extra, new Float64Array(order.into));
  say({ type: 'done' });
}

parentPort?.on('message', (order: Order) => obey(order));
