import type { SyncEngine } from './sync/engine.ts';

const LATER_MS = 4_000;

/**
 * After the first sync, when the phone is idle and the worker keeps what is fetched: get the code reader, which the first open leaves out, so that it
 * is here when the network is not. Not for somebody who saves data.
 */
export function warmLater(engine: SyncEngine): void {
  const connection = (navigator as { connection?: { saveData?: boolean } }).connection;
  if (connection?.saveData) return;
  const workers: ServiceWorkerContainer | undefined = navigator.serviceWorker;
  void Promise.all([engine.poke(), workers?.ready]).then(() => {
    setTimeout(() => {
      if (navigator.onLine) import('jsqr').catch(() => null);
    }, LATER_MS);
  });
}
