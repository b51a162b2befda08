import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ParkInput } from '@yufang/qra/assessment/park-input';
import type { RunPhase } from '@yufang/qra/assessment/run';
import { computed, type Outcome, refused } from '@yufang/qra/result';
import type { Computed, ComputeReport } from './compute-protocol.ts';

/** Threads of one computation. They run at low priority, so that all cores may be used. */
export const COMPUTE_THREADS = Math.max(1, Math.min(8, availableParallelism()));

/** A thread that does not stop when it is told to is ended after this. */
const PATIENCE_MS = 5_000;

/**
 * Compute a park beside the server. Refusals: the engine's, `run.cancelled` once `signal` is aborted, `run.worker_failed` when a thread dies, whichever.
 */
export function computePark(
  input: ParkInput,
  options: {
    readonly signal: AbortSignal;
    readonly onProgress?: (share: number, phase: RunPhase) => void;
    readonly threads?: number;
  },
): Promise<Outcome<Computed>> {
  const { signal } = options;
  if (signal.aborted) return Promise.resolve(refused('run.cancelled'));
  const worker = new Worker(new URL('./compute-worker.ts', import.meta.url), {
    workerData: { input, threads: options.threads ?? COMPUTE_THREADS },
  });
  return new Promise((resolve) => {
    let impatient: NodeJS.Timeout | undefined;
    const stop = (): void => {
      worker.postMessage('cancel');
      impatient = setTimeout(() => end(refused('run.cancelled')), PATIENCE_MS);
    };
    const end = (outcome: Outcome<Computed>): void => {
      clearTimeout(impatient);
      signal.removeEventListener('abort', stop);
      resolve(outcome);
      void worker.terminate();
    };
    const died = (why: string): void =>
      end(signal.aborted ? refused('run.cancelled') : refused('run.worker_failed', { params: { why } }));
    signal.addEventListener('abort', stop);
    worker.on('message', (report: ComputeReport) => {
      if (report.type === 'progress') options.onProgress?.(report.share, report.phase);
      else if (report.type === 'refused') end(report.refusal);
      else end(computed(report.computed));
    });
    worker.on('error', (e) => died(e instanceof Error ? e.message.slice(0, 200) : 'error'));
    worker.on('exit', (code) => died(`exit ${code}`));
  });
}
