import { useSyncExternalStore } from 'react';
import { z } from 'zod';
import type { Display } from './tokens.ts';

const KEY = 'yufang.display';
const Stored = z.object({ mode: z.enum(['light', 'dark']).catch('light'), elder: z.boolean().catch(false) });
const listeners = new Set<() => void>();
let current: Display = read();

function read(): Display {
  try {
    return Stored.parse(JSON.parse(localStorage.getItem(KEY) ?? '{}'));
  } catch {
    return { mode: 'light', elder: false };
  }
}

/** Change how the console is shown, on this device from now on. */
export function setDisplay(patch: Partial<Display>): void {
  current = { ...current, ...patch };
  localStorage.setItem(KEY, JSON.stringify(current));
  applyDisplay(current);
  for (const listener of listeners) listener();
}

/** Put the display on the document, where the stylesheet reads it. */
export function applyDisplay(display: Display = current): void {
  document.documentElement.dataset.mode = display.mode;
  document.documentElement.dataset.elder = String(display.elder);
}

/** How the console is shown now. */
export const useDisplay = (): Display =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
