import { useSyncExternalStore } from 'react';

/** A newer version that waits; it takes over only when the person says so, never in the middle of a form. */
let waiting: ServiceWorker | null = null;
const listeners = new Set<() => void>();
const tell = (worker: ServiceWorker) => {
  waiting = worker;
  for (const listener of listeners) listener();
};

/** Register the worker that keeps the app on the phone, and see newer versions coming. */
export function watchForUpdate(): void {
  const workers: ServiceWorkerContainer | undefined = navigator.serviceWorker;
  if (!workers || import.meta.env.DEV) return;
  let had = workers.controller !== null;
  let reloaded = false;
  workers.addEventListener('controllerchange', () => {
    // The first worker of all takes over a page that is as new as itself.
    if (!had) {
      had = true;
      return;
    }
    if (reloaded) return;
    reloaded = true;
    location.reload();
  });
  const look = (r: ServiceWorkerRegistration) => {
    if (r.waiting && workers.controller) tell(r.waiting);
    r.addEventListener('updatefound', () => {
      const next = r.installing;
      next?.addEventListener('statechange', () => {
        if (next.state === 'installed' && workers.controller) tell(next);
      });
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') r.update().catch(() => null);
    });
  };
  workers.register(`${import.meta.env.BASE_URL}sw.js`).then(look, () => null);
}

export const applyUpdate = (): void => waiting?.postMessage({ type: 'SKIP_WAITING' });

/** Whether a newer version waits. */
export const useUpdate = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => waiting !== null,
  );
