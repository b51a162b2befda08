import { ParkEngine } from '@yufang/qra/parallel/park-engine';
import { acceptancePark } from '@yufang/qra/park/acceptance';
import { provinceParks } from '@yufang/qra/park/province-parks';
import { squareGrid } from '@yufang/qra/park/small-park';
import { claim } from '../lib/claim.ts';
import { middle } from '../lib/middle.ts';
import { accuracy } from './accuracy.ts';
import { load, need, three, timed } from './measure.ts';
import { naiveSecondsPerCell } from './naive.ts';

/**
 * The bench of the park risk engine on the acceptance park (400 vessels × 5 scenarios × 6 weathers × 16 directions, 5 km × 5 km at
 * 10 m), two threads: `node bench/qra/run.ts [--only speed,accuracy,scaling,sites] [--receivers 1000]
 * [--keep-direct FILE | --direct FILE]`.
 */
const flag = (name: string): string | undefined => {
  const i = process.argv.indexOf(`--${name}`);
  return i < 0 ? undefined : process.argv[i + 1];
};
const parts = (flag('only') ?? 'speed,accuracy,scaling,sites').split(',');
const park = acceptancePark();
const grid = squareGrid(10);

async function speed(): Promise<void> {
  let peakBytes = 0;
  const watch = setInterval(() => {
    peakBytes = Math.max(peakBytes, process.memoryUsage().rss);
  }, 50);
  const cold = await timed(async () => {
    const opened = need(ParkEngine.open(park, grid, { threads: 2 }));
    return { engine: opened, run: need(await opened.run()) };
  });
  const { engine, run } = cold.value;
  const warm = await timed(async () => need(await engine.run()));
  const domino = await timed(async () => need(await engine.domino(1_000_000, 1)));
  const edits: { wallS: number; cpuS: number }[] = [];
  for (const index of [3, 57, 111, 165, 219, 273, 327, 381, 12, 90]) {
    const v = park.vessels[index];
    if (v !== undefined) edits.push(await timed(async () => need(await engine.edit({ ...v, fillFraction: 0.6 }))));
  }
  const edit = middle(edits, (e) => e.wallS);
  const slowestS = Math.max(...edits.map((e) => e.wallS));
  await engine.close();
  clearInterval(watch);
  const command = 'node bench/qra/run.ts --only speed';
  const seconds = { unit: 's', better: 'lower', command } as const;
  claim({
    id: 'qra-acceptance',
    what: `IR at 10 m + F-N + PLL + targets of the acceptance park, 2 threads, from the start of the threads, wall (${three(cold.cpuS)} CPU-s; again in the same threads ${three(warm.wallS)} s, ${three(warm.cpuS)} CPU-s; ${load()})`,
    figure: cold.wallS,
    target: 5,
    ...seconds,
  });
  claim({
    id: 'qra-domino',
    what: `10^6 histories with time to failure, and their risk on the 10 m grid, 2 threads, wall (${three(domino.cpuS)} CPU-s; ${load()})`,
    figure: domino.wallS,
    target: 2,
    ...seconds,
  });
  claim({
    id: 'qra-edit',
    what: `one vessel edited, grid, F-N and targets brought up to date, median of ${edits.length}, wall (${three(edit.cpuS * 1000)} CPU-ms, slowest ${three(slowestS * 1000)} ms; ${load()})`,
    figure: edit.wallS * 1000,
    unit: 'ms',
    target: 150,
    better: 'lower',
    command,
  });
  claim({
    id: 'qra-memory',
    what: 'peak resident memory of the process with its threads over two runs, dominoes and edits',
    figure: peakBytes / 1e6,
    unit: 'MB',
    target: 1000,
    better: 'lower',
    command,
  });
  const perCellS = naiveSecondsPerCell();
  const naiveS = perCellS * 400 * 5 * 6 * 16 * run.grid.values.length;
  claim({
    id: 'qra-vs-numpy-style',
    what: `plain evaluation array by array, as numpy would, over our wall time: ${three(perCellS * 1e9)} ns a cell on one thread in the same run, ${three(naiveS)} s for all 4.8e10 (extrapolated); by CPU-seconds ${three(naiveS / cold.cpuS)}`,
    figure: naiveS / cold.wallS,
    unit: 'ratio',
    target: 2800,
    better: 'higher',
    command,
  });
  console.log(`PLL ${run.societal.pllPerYear.toPrecision(8)} a year`);
}

const whole = async (factor: number) =>
  timed(async () => {
    const engine = need(
      ParkEngine.open(acceptancePark({ factor }), squareGrid(10, 5000 * Math.sqrt(factor)), { threads: 2 }),
    );
    need(await engine.run());
    await engine.close();
  });

async function scaling(): Promise<void> {
  // The small park is over so soon that one run says more of the machine than of the engine: the middle of three.
  const one = middle([await whole(1), await whole(1), await whole(1)], (run) => run.cpuS);
  const [four, sixteen] = [await whole(4), await whole(16)];
  claim({
    id: 'qra-scaling',
    what: `time of the ×16 park (6,400 vessels, 20 km × 20 km at 10 m) over 16 × the time of the ×1 park, wall: ×1 ${three(one.wallS)} s (the middle of three), ×4 ${three(four.wallS)} s, ×16 ${three(sixteen.wallS)} s (CPU-s ${three(one.cpuS)}, ${three(four.cpuS)}, ${three(sixteen.cpuS)}: ratio ${three(sixteen.cpuS / (16 * one.cpuS))}; ${load()})`,
    figure: sixteen.wallS / (16 * one.wallS),
    unit: 'ratio',
    target: 1.25,
    better: 'lower',
    command: 'node bench/qra/run.ts --only scaling',
  });
}

/** A province's sites one after another: risk and dominoes of each, as `qra province` does them, without the files. */
async function sites(): Promise<void> {
  const parks = provinceParks();
  let vessels = 0;
  const all = await timed(async () => {
    for (const p of parks) {
      const engine = need(ParkEngine.open(p, grid, { threads: 2 }));
      need(await engine.run());
      need(await engine.domino(200_000, 1));
      await engine.close();
      vessels += p.vessels.length;
    }
  });
  claim({
    id: 'qra-27-sites',
    what: `${parks.length} generated sites (8 parks, 19 clusters, ${vessels} vessels) one after another, each IR at 10 m + F-N + PLL + 200,000 domino histories, 2 threads, wall (${three(all.cpuS)} CPU-s; ${load()})`,
    figure: all.wallS,
    unit: 's',
    target: 135,
    better: 'lower',
    command: 'node bench/qra/run.ts --only sites',
  });
}

if (parts.includes('speed')) await speed();
if (parts.includes('accuracy'))
  await accuracy(Number(flag('receivers') ?? 1000), { from: flag('direct'), keep: flag('keep-direct') });
if (parts.includes('scaling')) await scaling();
if (parts.includes('sites')) await sites();
process.exit(0);
