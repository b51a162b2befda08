import { useSyncExternalStore } from 'react';

/** The app lives below this; every address there is answered with the same page. */
export const BASE = '/field';

const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};
if (typeof window !== 'undefined') window.addEventListener('popstate', tell);

const read = (): string => location.pathname.slice(BASE.length) || '/';

/** Go to a screen. */
export function go(to: string, how: { replace?: boolean } = {}): void {
  if (how.replace) history.replaceState({ inApp: history.state?.inApp ?? false }, '', BASE + to);
  else history.pushState({ inApp: true }, '', BASE + to);
  tell();
}

/** Back to where one came from inside the app, else to a screen that makes sense. */
export function goBack(otherwise: string): void {
  if (history.state?.inApp) history.back();
  else go(otherwise, { replace: true });
}

/** The screen's path below the base. */
export const usePath = (): string =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => read(),
  );
