import { readFileSync, writeFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { riskAt } from '@yufang/qra/engine/assess';
import { seededRandom } from '@yufang/qra/math/random';
import { ParkEngine } from '@yufang/qra/parallel/park-engine';
import { acceptancePark } from '@yufang/qra/park/acceptance';
import { squareGrid } from '@yufang/qra/park/small-park';
import { claim } from '../lib/claim.ts';
import { load, need, three } from './measure.ts';

/** Difference that counts for nothing, a year. */
const NOTHING = 1e-10;

const direct = (places: readonly (readonly [number, number])[]): Promise<readonly number[]> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./direct-worker.ts', import.meta.url), { workerData: places });
    worker.once('message', resolve).once('error', reject);
  });

/** Direct values of all places, two threads. */
async function inTwoThreads(all: readonly { readonly x: number; readonly y: number }[]): Promise<readonly number[]> {
  const half = Math.ceil(all.length / 2);
  const parts = [all.slice(0, half), all.slice(half)].map((list) => direct(list.map((p) => [p.x, p.y] as const)));
  return (await Promise.all(parts)).flat();
}

function numbersIn(path: string): readonly number[] {
  const list: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!Array.isArray(list)) throw new Error(`${path} holds no list`);
  return list.map(Number);
}

/** Worst and 99th percentile of the relative errors beyond 1e-10 a year. */
function errorsOf(got: readonly number[], exact: readonly number[]): { readonly worst: number; readonly p99: number } {
  const errors = got
    .map((v, i) => {
      const e = exact[i] ?? Number.NaN;
      return Math.abs(v - e) <= NOTHING ? 0 : Math.abs(v - e) / e;
    })
    .sort((a, b) => a - b);
  return { worst: errors.at(-1) ?? Number.NaN, p99: errors[Math.floor(0.99 * errors.length)] ?? Number.NaN };
}

/**
 * The grid against direct evaluation (exact formulas, each wind sector integrated by quadrature) at random receivers: nodes of the
 * 10 m grid, and a quarter as many places between the nodes, which are read from the tables as protected targets are. Direct
 * evaluation takes minutes and depends on the models alone: `keep` writes its values to a file, `from` reads them again (as many places
 * are compared as it holds; they are drawn with a fixed seed).
 */
export async function accuracy(
  receivers: number,
  files: { readonly from: string | undefined; readonly keep: string | undefined },
): Promise<void> {
  const park = acceptancePark();
  const engine = need(ParkEngine.open(park, squareGrid(10), { threads: 2 }));
  const { grid, tables } = need(await engine.run());
  await engine.close();
  const random = seededRandom(20_261_124);
  const nodes = Array.from({ length: receivers }, () => {
    const column = Math.floor(random() * grid.columns);
    const row = Math.floor(random() * grid.rows);
    return { x: column * 10, y: row * 10, value: grid.values[row * grid.columns + column] ?? 0 };
  });
  const base = tables.map((t) => t.base);
  const between = Array.from({ length: Math.ceil(receivers / 4) }, () => {
    const [x, y] = [5000 * random(), 5000 * random()];
    return { x, y, value: riskAt(park, base, x, y) };
  });
  const all = [...nodes, ...between];
  const exact = files.from === undefined ? await inTwoThreads(all) : numbersIn(files.from);
  if (files.keep !== undefined) writeFileSync(files.keep, JSON.stringify(exact));
  const values = all.map((p) => p.value).slice(0, exact.length);
  const atNodes = errorsOf(values.slice(0, receivers), exact);
  const free = errorsOf(values.slice(receivers), exact.slice(receivers));
  const others =
    values.length <= receivers
      ? ''
      : `; at ${values.length - receivers} places between nodes, read as targets are: worst ${three(free.worst)}, 99 % ${three(free.p99)}`;
  claim({
    id: 'qra-worst-error',
    what: `worst relative error of individual risk against direct evaluation at ${Math.min(receivers, values.length)} random nodes of the 10 m grid, differences below 1e-10 a year apart (99 %: ${three(atNodes.p99)}${others}; ${load()})`,
    figure: values.length <= receivers ? atNodes.worst : Math.max(atNodes.worst, free.worst),
    unit: 'share',
    target: 0.01,
    better: 'lower',
    command: 'node bench/qra/run.ts --only accuracy',
  });
}
