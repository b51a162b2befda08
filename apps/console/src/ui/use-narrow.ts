import { useMedia } from './use-media.ts';

/** Whether the window is narrower than so many pixels. */
export const useNarrow = (below: number): boolean => useMedia(`(max-width: ${below - 0.02}px)`);
