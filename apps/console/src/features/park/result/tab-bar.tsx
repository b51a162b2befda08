import type { KeyboardEvent } from 'react';

/** Tabs in one line that scrolls on a phone; arrows go from one to the next, as a tab list does. Ant Design's own hides some behind a button inside the list. */
export function TabBar<K extends string>({
  label,
  tabs,
  active,
  onTab,
  panelId,
}: {
  label: string;
  tabs: readonly { readonly key: K; readonly label: string }[];
  active: K;
  onTab: (key: K) => void;
  /** Of the element that shows the chosen tab. */
  panelId: string;
}) {
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = tabs.findIndex((one) => one.key === active);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    onTab(next.key);
    document.getElementById(`${panelId}-${next.key}`)?.focus();
  };
  return (
    <div role="tablist" aria-label={label} className="park-tabs" onKeyDown={move}>
      {tabs.map((one) => (
        <button
          key={one.key}
          id={`${panelId}-${one.key}`}
          type="button"
          role="tab"
          aria-selected={one.key === active}
          aria-controls={panelId}
          tabIndex={one.key === active ? 0 : -1}
          onClick={() => onTab(one.key)}
        >
          {one.label}
        </button>
      ))}
    </div>
  );
}
