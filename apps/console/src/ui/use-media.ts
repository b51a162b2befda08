import { useSyncExternalStore } from 'react';

/** Whether a media query holds now, kept up as that changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    () => matchMedia(query).matches,
  );
}

/** Whether the reader asked the system for less motion. */
export const useCalm = (): boolean => useMedia('(prefers-reduced-motion: reduce)');
