import { parentPort, workerData } from 'node:worker_threads';
import { batchMaker, type Recipe, type Stretch } from './batch.ts';

/** A thread that makes stretches of enterprises, one after the other, in the order asked. What it writes is handed over, not copied. */
const makeBatch = batchMaker(workerData as Recipe);
parentPort?.on('message', (stretch: Stretch) => {
  const batch = makeBatch(stretch);
  parentPort?.postMessage(
    batch,
    batch.map((part) => part.text.buffer),
  );
});
