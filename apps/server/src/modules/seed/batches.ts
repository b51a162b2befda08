import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { batchMaker, type Recipe, type Stretch } from './batch.ts';
import type { CopyText } from './copy.ts';

/** Enterprises handed to COPY at a time. With the room for young objects below, a batch is collected before it grows old: a third less time than with 100. */
const BATCH = 25;
const YOUNG_MB = 64;
/** Below this many, starting threads costs more than they save. */
const WORTH_THREADS = 500;
/** Batches asked of each thread ahead of need: one in work, one waiting to be loaded. */
const AHEAD = 2;

/** One stretch, made. */
export type Made = Stretch & { readonly tables: readonly CopyText[] };

/** A plan's enterprises in order, made by as many threads as the machine has cores while the caller loads what is there. */
export async function* batches(recipe: Recipe): AsyncGenerator<Made> {
  const stretches = stretchesOf(recipe.plan.size.enterprises);
  if (recipe.plan.size.enterprises < WORTH_THREADS) {
    const makeBatch = batchMaker(recipe);
    for (const stretch of stretches) yield { ...stretch, tables: makeBatch(stretch) };
    return;
  }
  const lanes = Array.from({ length: availableParallelism() }, () => openLane(recipe));
  try {
    const asked: Promise<CopyText[]>[] = [];
    for (const [i, stretch] of stretches.entries()) {
      for (let n = asked.length; n < Math.min(stretches.length, i + lanes.length * AHEAD); n += 1) {
        const [lane, next] = [lanes[n % lanes.length], stretches[n]];
        if (lane && next) asked.push(lane.make(next));
      }
      const made = asked[i];
      if (made) yield { ...stretch, tables: await made };
      // What was loaded may be collected; the list keeps its places.
      delete asked[i];
    }
  } finally {
    await Promise.all(lanes.map((lane) => lane.close()));
  }
}

function stretchesOf(total: number): Stretch[] {
  return Array.from({ length: Math.ceil(total / BATCH) }, (_, i) => ({
    from: i * BATCH,
    to: Math.min(total, (i + 1) * BATCH),
  }));
}

type Lane = { make(stretch: Stretch): Promise<CopyText[]>; close(): Promise<unknown> };

/** A thread that answers in the order asked. Its death refuses everything still asked of it. */
function openLane(recipe: Recipe): Lane {
  const worker = new Worker(new URL('./batch-worker.ts', import.meta.url), {
    workerData: recipe,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  const waiting: PromiseWithResolvers<CopyText[]>[] = [];
  worker.on('message', (batch: CopyText[]) => waiting.shift()?.resolve(batch));
  worker.on('error', (error) => {
    for (const one of waiting.splice(0)) one.reject(error);
  });
  return {
    make: (stretch) => {
      const one = Promise.withResolvers<CopyText[]>();
      // Asked ahead: a refusal is heard when its turn comes.
      one.promise.catch(() => undefined);
      waiting.push(one);
      worker.postMessage(stretch);
      return one.promise;
    },
    close: () => worker.terminate(),
  };
}
