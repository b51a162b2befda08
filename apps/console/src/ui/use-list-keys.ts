import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest('.ant-select,.ant-picker') !== null);

/** Keyboard of a list: `/` to its search field, j/k or arrows to move, Enter to open. Left alone while someone types or a dialogue is open. */
export function useListKeys({
  keys,
  cursor,
  setCursor,
  focusSearch,
  open,
}: {
  keys: readonly string[];
  cursor: string | null;
  setCursor: (key: string) => void;
  focusSearch: () => void;
  open: (key: string) => void;
}): RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement | null>(null);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (document.querySelector('.ant-modal-wrap:not([style*="display: none"])')) return;
    if (event.key === '/') {
      event.preventDefault();
      focusSearch();
      return;
    }
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.row : undefined;
      const at = keys.indexOf(focused ?? cursor ?? '');
      const next = keys[Math.max(0, Math.min(keys.length - 1, at + step))];
      if (next === undefined) return;
      event.preventDefault();
      setCursor(next);
      ref.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(next)}"]`)?.focus();
      return;
    }
    if (event.key === 'Enter' && event.target instanceof HTMLElement && event.target.dataset.row) {
      event.preventDefault();
      open(event.target.dataset.row);
    }
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
  return ref;
}
