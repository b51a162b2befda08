import { parentPort, workerData } from 'node:worker_threads';
import { simulatePrimary } from '../domino/cascade.ts';
import { GROUP_SIZE, groupCount, groupSum, tablesOf } from '../engine/assess.ts';
import type { RowBlock } from '../engine/splat.ts';
import type { RiskTables, TablePair, VesselTables } from '../engine/vessel-tables.ts';
import { makeWorkbench } from '../engine/workbench.ts';
import { gridSize } from '../park/validate.ts';
import { measureContext, tryMeasure } from '../risk/measure-worth.ts';
import { BLOCK_ROWS, CONTROL, type Order, type Report, type WorkerSetup } from './protocol.ts';

/** One thread of the engine: takes vessels, blocks of rows or primaries from the shared counters until none are left. */
const setup: WorkerSetup = workerData;
const control = new Int32Array(setup.control);
const values = new Float64Array(setup.values);
const partials = setup.partials === null ? null : new Float64Array(setup.partials);
const { columns, rows } = gridSize(setup.grid);
const vessels = [...setup.park.vessels];
const park = { ...setup.park, vessels };
const bench = makeWorkbench(park, setup.grid);
let tables: TablePair[] = [];

const say = (report: Report): void => parentPort?.postMessage(report);
const stopped = (): boolean => Atomics.load(control, CONTROL.stop) === 1;

/** Wind tables live in shared memory, so that the other threads read them without a copy. */
function shared(t: VesselTables): VesselTables {
  const wind = new Float32Array(new SharedArrayBuffer(t.wind.byteLength));
  wind.set(t.wind);
  return { ...t, wind };
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
function eachBlock(work: (block: RowBlock, offset: number) => void): void {
  for (;;) {
    const firstRow = Atomics.add(control, CONTROL.block, 1) * BLOCK_ROWS;
    if (firstRow >= rows || stopped()) return;
    const { originXM, originYM, stepM } = setup.grid;
    work(
      { originXM, originYM, stepM, columns, firstRow, rows: Math.min(BLOCK_ROWS, rows - firstRow) },
      firstRow * columns,
    );
    say({ type: 'block' });
  }
}

const scratch = new Float64Array(BLOCK_ROWS * columns);

/** Lay groups on the grid; `only` redoes one group and sums the kept others. Groups are added in order: bit-equal sums. */
function layGroups(base: readonly RiskTables[], only: number | null): void {
  eachBlock((block, offset) => {
    const size = block.rows * columns;
    const out = values.subarray(offset, offset + size);
    out.fill(0);
    for (let g = 0; g < groupCount(park); g++) {
      const part =
        partials === null
          ? scratch.subarray(0, size)
          : partials.subarray(g * rows * columns + offset, g * rows * columns + offset + size);
      if (only === null || only === g) {
        part.fill(0);
        groupSum(park, base, g, block, part);
      }
      for (let i = 0; i < size; i++) out[i] = (out[i] ?? 0) + (part[i] ?? 0);
    }
  });
}

function layDomino(extra: Float64Array, into: Float64Array): void {
  const domino = tables.map((t) => t.domino);
  eachBlock((block, offset) => {
    const out = into.subarray(offset, offset + block.rows * columns);
    out.fill(0);
    for (let g = 0; g < groupCount(park); g++) groupSum(park, domino, g, block, out, extra);
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
  else layDomino(order.extra, new Float64Array(order.into));
  say({ type: 'done' });
}

parentPort?.on('message', (order: Order) => obey(order));
