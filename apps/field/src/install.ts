import { useSyncExternalStore } from 'react';

/** The browser's offer to put the app on the home screen; an installed app is also what makes it keep our data. */
type Offer = Event & { prompt(): Promise<unknown> };
let offer: Offer | null = null;
const listeners = new Set<() => void>();
const set = (next: Offer | null) => {
  offer = next;
  for (const listener of listeners) listener();
};

/** Keep the offer for later, on the page where the person looks after their phone, instead of a banner now. */
export function keepInstallOffer(): void {
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    set(event as Offer);
  });
  window.addEventListener('appinstalled', () => set(null));
}

/** What puts the app on the home screen; null where the browser does not offer it. */
export const useInstall = (): (() => void) | null => {
  const now = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => offer,
  );
  return now && (() => void now.prompt().finally(() => set(null)));
};
