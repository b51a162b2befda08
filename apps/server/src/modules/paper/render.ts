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

function start(): Worker {
  const thread = new Worker(new URL('./render-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 768 },
  });
  thread.on('message', (m: { id: number; pdf?: Uint8Array; error?: string }) => {
    const asked = waiting.get(m.id);
    waiting.delete(m.id);
    if (waiting.size === 0) rest(thread);
    if (m.pdf) asked?.resolve(Buffer.from(m.pdf));
    else asked?.reject(new Error(`the sheet could not be set: ${m.error}`));
  });
  const gone = (error: Error) => {
    if (worker === thread) worker = null;
    for (const asked of waiting.values()) asked.reject(error);
    waiting.clear();
  };
  thread.on('error', gone);
  thread.on('exit', () => gone(new Error('the printing thread ended')));
  return thread;
}

function rest(thread: Worker): void {
  thread.unref();
  idle = setTimeout(() => void thread.terminate(), IDLE_MS);
  idle.unref();
}
