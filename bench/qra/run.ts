import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { effectsIn, substanceOf } from '@yufang/qra/engine/assess';
import { directVesselRisk } from '@yufang/qra/engine/direct';
import { seededRandom } from '@yufang/qra/math/random';
import { ParkEngine } from '@yufang/qra/parallel/park-engine';
import { acceptancePark } from '@yufang/qra/park/acceptance';
import { squareGrid } from '@yufang/qra/park/small-park';
import type { Park } from '@yufang/qra/park/types';
import type { Outcome, Refused } from '@yufang/qra/result';
import { naiveSecondsPerCell } from './naive.ts';

/**
 * The bench of the park risk engine: `npm exec node bench/qra/run.ts [-- --receivers 1000] [--scaling]`, on the acceptance park
 * with two threads. Writes bench/qra/results.json. Wall and CPU seconds stand side by side: on a machine shared with others only the
 * second is the engine's own.
 */
const arg = (name: string, fallback: number): number => {
  const i = process.argv.indexOf(`--${name}`);
  return i < 0 ? fallback : Number(process.argv[i + 1] ?? fallback);
};
const need = <T>(o: Outcome<T> | Refused): T => {
  if (!o.ok) throw new Error(`${o.code} ${o.field ?? ''}`);
  return o.value;
};
const cpuS = (): number => {
  const u = process.cpuUsage();
  return (u.user + u.system) / 1e6;
};
/** Wall and CPU seconds of some work; the peak resident memory seen. */
async function timed<T>(work: () => Promise<T>): Promise<{ value: T; wallS: number; cpuS: number }> {
  const c = cpuS();
  const t = performance.now();
  const value = await work();
  return { value, wallS: (performance.now() - t) / 1000, cpuS: cpuS() - c };
}
const round = (x: number, digits = 3): number => Number(x.toPrecision(digits));

let peakBytes = 0;
const watch = setInterval(() => {
  peakBytes = Math.max(peakBytes, process.memoryUsage().rss);
}, 50);

const park = acceptancePark();
const grid = squareGrid(10);
const cold = await timed(async () => {
  const engine = need(ParkEngine.open(park, grid, { threads: 2 }));
  return { engine, run: need(await engine.run()) };
});
const { engine } = cold.value;
const warm = await timed(async () => need(await engine.run()));
const domino = await timed(async () => need(await engine.domino(1_000_000, 1)));
const edits: { wallS: number; cpuS: number }[] = [];
for (const index of [3, 57, 111, 165, 219, 273, 327, 381, 12, 90]) {
  const v = park.vessels[index];
  if (v !== undefined) edits.push(await timed(async () => need(await engine.edit({ ...v, fillFraction: 0.6 }))));
}
edits.sort((a, b) => a.wallS - b.wallS);
const edit = edits[Math.floor(edits.length / 2)] ?? { wallS: Number.NaN, cpuS: Number.NaN };
const slowestEdit = edits.at(-1) ?? edit;
await engine.close();
const memoryMb = peakBytes / 1e6;
clearInterval(watch);

/** Grid against direct evaluation at random nodes; relative error where the difference exceeds 1e-10 a year. */
function worstError(
  p: Park,
  values: Float64Array,
  ...rest: readonly [columns: number, receivers: number]
): { worst: number; p99: number; directS: number } {
  const [columns, receivers] = rest;
  const random = seededRandom(20_261_124);
  const effects = p.vessels.map((v) => effectsIn(p, v));
  const substances = p.vessels.map(substanceOf);
  const started = cpuS();
  const errors = Array.from({ length: receivers }, () => {
    const c = Math.floor(random() * columns);
    const r = Math.floor(random() * columns);
    let exact = 0;
    for (const [i, v] of p.vessels.entries()) {
      const e = effects[i];
      const s = substances[i];
      if (e !== undefined && s !== undefined) exact += directVesselRisk(e, s, p.weather, c * 10 - v.xM, r * 10 - v.yM);
    }
    const d = Math.abs((values[r * columns + c] ?? 0) - exact);
    return d <= 1e-10 ? 0 : d / exact;
  }).sort((a, b) => a - b);
  return {
    worst: errors.at(-1) ?? Number.NaN,
    p99: errors[Math.floor(0.99 * errors.length)] ?? Number.NaN,
    directS: cpuS() - started,
  };
}
const { run } = cold.value;
const accuracy = worstError(park, run.grid.values, run.grid.columns, arg('receivers', 1000));

/** The naive baseline per cell, times the acceptance set's 4.8·10¹⁰ evaluations. */
const perCellS = naiveSecondsPerCell();
const naiveS = perCellS * 400 * 5 * 6 * 16 * run.grid.values.length;

const scaling: { factor: number; wallS: number; cpuS: number }[] = [];
if (process.argv.includes('--scaling')) {
  for (const factor of [4, 16]) {
    const large = acceptancePark({ factor });
    const spec = squareGrid(10, 5000 * Math.sqrt(factor));
    const t = await timed(async () => {
      const e = need(ParkEngine.open(large, spec, { threads: 2 }));
      need(await e.run());
      await e.close();
    });
    scaling.push({ factor, wallS: t.wallS, cpuS: t.cpuS });
  }
}
const sixteen = scaling.find((s) => s.factor === 16);

const command = `node bench/qra/run.ts${process.argv.includes('--scaling') ? ' --scaling' : ''}`;
const date = new Date().toISOString().slice(0, 10);
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'cpu'}, node ${process.version}, load ${loadavg()
  .map((l) => l.toFixed(1))
  .join(' ')} (shared with other builds)`;
const peer = 'naive vectorised evaluation of every cell (numpy style), extrapolated from a sample';
const entry = (
  id: string,
  what: string,
  x: { figure: number; unit: string; target: number; peerFigure?: number; peer?: string },
) => ({
  id,
  what,
  figure: round(x.figure),
  unit: x.unit,
  target: x.target,
  better: id === 'qra-vs-numpy-style' ? ('higher' as const) : ('lower' as const),
  peer: x.peer ?? null,
  peerFigure: x.peerFigure === undefined ? null : round(x.peerFigure),
  ratio: x.peerFigure === undefined ? null : round(x.peerFigure / x.figure),
  command,
  date,
  machine,
});
const results = [
  entry(
    'qra-acceptance',
    `IR at 10 m + F-N + PLL, 400 vessels, cold start, 2 threads, wall (CPU ${round(cold.cpuS)} s; warm ${round(warm.wallS)} s wall, ${round(warm.cpuS)} s CPU)`,
    { figure: cold.wallS, unit: 's', target: 5, peer, peerFigure: naiveS },
  ),
  entry(
    'qra-domino',
    `10^6 histories with time to failure and their risk on the grid, wall (CPU ${round(domino.cpuS)} s)`,
    { figure: domino.wallS, unit: 's', target: 2 },
  ),
  entry(
    'qra-edit',
    `one vessel edited, median of ${edits.length}, wall (CPU ${round(edit.cpuS * 1000)} ms, slowest ${round(slowestEdit.wallS * 1000)} ms)`,
    { figure: edit.wallS * 1000, unit: 'ms', target: 150 },
  ),
  entry(
    'qra-worst-error',
    `worst relative error of the grid at ${arg('receivers', 1000)} random nodes against direct evaluation, differences below 1e-10 a year apart (99 %: ${round(accuracy.p99)})`,
    { figure: accuracy.worst, unit: 'share', target: 0.01 },
  ),
  entry(
    'qra-vs-numpy-style',
    `naive evaluation (${round(perCellS * 1e9)} ns a cell, one thread, 4.8e10 cells) over our wall time`,
    { figure: naiveS / cold.wallS, unit: 'ratio', target: 2800, peer, peerFigure: 1 },
  ),
  entry('qra-memory', 'peak resident memory of the process with its workers over run, domino and edits', {
    figure: memoryMb,
    unit: 'MB',
    target: 1000,
  }),
  ...(sixteen === undefined
    ? []
    : [
        entry(
          'qra-scaling',
          `wall time of the ×16 park over 16 × the ×1 time (×1 ${round(cold.wallS)} s, ${scaling.map((s) => `×${s.factor} ${round(s.wallS)} s wall ${round(s.cpuS)} s CPU`).join(', ')}; by CPU ${round(sixteen.cpuS / (16 * cold.cpuS))})`,
          { figure: sixteen.wallS / (16 * cold.wallS), unit: 'ratio', target: 1.1 },
        ),
      ]),
];
writeFileSync(new URL('./results.json', import.meta.url), `${JSON.stringify(results, null, 1)}\n`);
for (const r of results)
  console.log(`${r.id.padEnd(20)} ${String(r.figure).padStart(10)} ${r.unit.padEnd(6)} target ${r.target}   ${r.what}`);
console.log(
  `direct evaluation of the check: ${round(accuracy.directS)} s CPU; PLL ${round(run.societal.pllPerYear, 6)}; machine ${machine}`,
);
process.exit(0);
