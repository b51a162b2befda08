import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { contentHash } from '@yufang/qra/assessment/input-hash';
import type { ParkResult } from '@yufang/qra/assessment/park-result';
import { runParkAssessment } from '@yufang/qra/assessment/run';
import type { Computed, ComputeOrder, ComputeReport } from './compute-protocol.ts';

/**
 * One computation in a thread of its own, which starts the engine's threads: adding up, contours and hashing a park of hundreds of vessels take a second
 * that the thread which serves requests does not have.
 */
const { input, threads }: ComputeOrder = workerData;
const say = (report: ComputeReport): void => parentPort?.postMessage(report);
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const abort = new AbortController();
parentPort?.on('message', () => abort.abort());

let told = 0;
const ran = await runParkAssessment(input, {
  threads,
  background: true,
  signal: abort.signal,
  onProgress: (share, phase) => {
    if (share < 1 && performance.now() - told < 200) return;
    told = performance.now();
    say({ type: 'progress', share, phase });
  },
});
say(ran.ok ? { type: 'computed', computed: computedOf(ran.value.result) } : { type: 'refused', refusal: ran });
parentPort?.close();

function computedOf(result: ParkResult): Computed {
  const societal = result.societal.withDomino ?? result.societal.base;
  return {
    text: JSON.stringify(result),
    hash: contentHash(result),
    engine: result.statement.engine,
    headline: {
      pllPerYear: societal.pllPerYear,
      maximumPerYear: result.individual.maximumPerYear,
      zone: societal.verdict.zone,
      targetsBroken: result.targets.filter((t) => t.breaks).length,
    },
  };
}
