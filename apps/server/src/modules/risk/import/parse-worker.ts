import { parentPort, workerData } from 'node:worker_threads';
import { Refused } from '../../../platform/errors/refused.ts';
import { readSheet } from '../../../platform/excel/read.ts';

/** Unpacks and reads a workbook in its own thread, with its own memory limit: whatever a file does, the server goes on. */
try {
  parentPort?.postMessage({ sheet: readSheet(Buffer.from(workerData.bytes)) });
} catch (error) {
  if (error instanceof Refused) parentPort?.postMessage({ refusal: error.refusal });
  else throw error;
}
