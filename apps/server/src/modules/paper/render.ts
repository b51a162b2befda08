import { Worker } from 'node:worker_threads';
import type { Sheet } from './sheet.ts';

type Waiting = { resolve: (pdf: Buffer) => void; reject: (error: Error) => void };
let worker: Worker | null = null;
let last = 0;
const waiting = new Map<number, Waiting>();
let idle: NodeJS.Timeout | undefined;
/** The fonts hold some 60 MB in the thread: it ends when nobody has printed for a while. */
const IDLE_MS = 60_000;

/** Set a sheet as PDF. One thread sets them one after another; it is made when needed. */
export function renderPdf(sheet: Sheet): Promise<Buffer> {
  clearTimeout(idle);
  worker ??= start();
  const thread = worker;
  last += 1;
  const id = last;
  return new Promise<Buffer>((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    thread.ref();
    thread.postMessage({ id, sheet });
  });
}

type Answer = { readonly id: number; readonly pdf?: Uint8Array; readonly error?: string };
const ENDED = 'the printing thread ended';
const failed = (m: Answer): Error => new Error(`the sheet could not be set: ${m.error}`);
const newThread = (): Worker =>
  new Worker(new URL('./render-worker.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: 768 } });

function start(): Worker {
  const thread = newThread();
  thread.on('message', (m: Answer) => {
    const asked = waiting.get(m.id);
    waiting.delete(m.id);
    if (waiting.size === 0) rest(thread);
    if (m.pdf) asked?.resolve(Buffer.from(m.pdf));
    else asked?.reject(failed(m));
  });
  const gone = (error: Error) => {
    if (worker === thread) worker = null;
    for (const asked of waiting.values()) asked.reject(error);
    waiting.clear();
  };
  thread.on('error', gone);
  thread.on('exit', () => gone(new Error(ENDED)));
  return thread;
}

/** Long papers, one after another: each has a thread of its own, so that a card is not printed behind a report of a hundred pages. */
let longBefore: Promise<unknown> = Promise.resolve();

/**
 * Set a long sheet as PDF, beside the short ones. When `signal` aborts its thread ends at once.
 * @throws what the signal was aborted for
 */
export function renderLongPdf(sheet: Sheet, signal: AbortSignal): Promise<Buffer> {
  const made = longBefore.then(() => renderAlone(sheet, signal));
  longBefore = made.catch(() => undefined);
  return made;
}

async function renderAlone(sheet: Sheet, signal: AbortSignal): Promise<Buffer> {
  signal.throwIfAborted();
  const thread = newThread();
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      thread.on('message', (m: Answer) => (m.pdf ? resolve(Buffer.from(m.pdf)) : reject(failed(m))));
      thread.on('error', reject);
      thread.on('exit', () => reject(new Error(ENDED)));
      thread.postMessage({ id: 0, sheet });
    });
  } finally {
    await thread.terminate();
  }
}

function rest(thread: Worker): void {
  thread.unref();
  idle = setTimeout(() => void thread.terminate(), IDLE_MS);
  idle.unref();
}
