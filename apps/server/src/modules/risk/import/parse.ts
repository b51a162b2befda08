import { Worker } from 'node:worker_threads';
import type { Refusal } from '@yufang/domain';
import { refuse } from '../../../platform/errors/refused.ts';
import type { Sheet } from '../../../platform/excel/read.ts';

const MEMORY_MB = 512;
const TIMEOUT_MS = 60_000;

/**
 * Read an uploaded workbook in a worker thread.
 * @throws the refusals of `readSheet`; 422 `excel.too_large_inside` when it needs more memory or time than any register does
 */
export async function parseWorkbook(bytes: Buffer): Promise<Sheet> {
  const worker = new Worker(new URL('./parse-worker.ts', import.meta.url), {
    workerData: { bytes },
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  const tooMuch = () => refuse(422, { code: 'excel.too_large_inside', field: 'file' });
  try {
    const answer = await new Promise<{ sheet?: Sheet; refusal?: Refusal }>((resolve, reject) => {
      const timer = setTimeout(() => reject(tooMuch()), TIMEOUT_MS);
      worker.once('message', (m) => {
        clearTimeout(timer);
        resolve(m);
      });
      worker.once('error', (error: NodeJS.ErrnoException) => {
        clearTimeout(timer);
        reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch() : error);
      });
    });
    if (answer.refusal) throw refuse(422, answer.refusal);
    if (!answer.sheet) throw tooMuch();
    return answer.sheet;
  } finally {
    await worker.terminate();
  }
}
