import { useQueryClient } from '@tanstack/react-query';
import { LiveEvent } from '@yufang/contract/live';
import { useEffect, useEffectEvent, useRef, useSyncExternalStore } from 'react';

type EventName = LiveEvent['event'];
/** What an event of a name carries. */
export type LiveData<N extends EventName> = Extract<LiveEvent, { event: N }>['data'];
type Listener = (event: LiveEvent) => void;

const PATH = '/api/v1/live';
const NAMES: readonly EventName[] = ['hello', 'changes', 'rollup', 'notice', 'reset'];
const listeners = new Set<Listener>();
const watchers = new Set<() => void>();
let source: EventSource | null = null;
let connected = false;
let retry: ReturnType<typeof setTimeout> | undefined;
let wait = 1_000;
/** Position of the last event, given back when the browser's own resumption did not do it. */
let position = '';

function setConnected(next: boolean): void {
  if (connected === next) return;
  connected = next;
  for (const watcher of watchers) watcher();
}

/** One connection for the whole tab, opened by the first listener and closed after the last. */
function open(): void {
  if (source || listeners.size === 0) return;
  const opened = new EventSource(position ? `${PATH}?after=${encodeURIComponent(position)}` : PATH);
  source = opened;
  opened.onopen = () => {
    wait = 1_000;
    setConnected(true);
  };
  for (const name of NAMES) {
    opened.addEventListener(name, (message: MessageEvent<string>) => {
      if (message.lastEventId) position = message.lastEventId;
      deliver(name, message.data);
    });
  }
  opened.onerror = () => {
    setConnected(false);
    // readyState CONNECTING: the browser tries by itself. CLOSED: refused (signed out, server restarting): try again, ever slower.
    if (opened.readyState !== EventSource.CLOSED) return;
    shut();
    retry = setTimeout(open, wait);
    wait = Math.min(wait * 2, 30_000);
  };
}

function shut(): void {
  source?.close();
  source = null;
  clearTimeout(retry);
}

function deliver(event: EventName, data: string): void {
  let json: unknown;
  try {
    json = JSON.parse(data);
  } catch {
    return;
  }
  const parsed = LiveEvent.safeParse({ event, data: json });
  if (!parsed.success) return;
  for (const listener of [...listeners]) listener(parsed.data);
}

/** Close the connection and forget where it stood: another person or duty is about to look. */
export function restartLive(): void {
  position = '';
  shut();
  setConnected(false);
  open();
}

/** Be told of one kind of event: `useLiveEvent('rollup', ({ counties }) => …)`. */
export function useLiveEvent<N extends EventName>(name: N, on: (data: LiveData<N>) => void): void {
  const heard = useEffectEvent((event: LiveEvent) => {
    // The name was just compared, so the data is of its kind.
    if (event.event === name) on(event.data as LiveData<N>);
  });
  useEffect(() => {
    const listener: Listener = (event) => heard(event);
    listeners.add(listener);
    open();
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      shut();
      setConnected(false);
    };
  }, []);
}

const begins = (topic: string, topics: readonly string[]) =>
  topics.length === 0 || topics.some((t) => topic.startsWith(t));

/**
 * Be told of what happens: `useLive(['hidden_danger.'], ({ counts, rows }) => …)`.
 * @param topics beginnings of topics; empty: everything. Both counts and rows are cut to them
 */
export function useLive(topics: readonly string[], on: (changes: LiveData<'changes'>) => void): void {
  useLiveEvent('changes', ({ counts, rows }) => {
    const mine = Object.entries(counts).filter(([topic]) => begins(topic, topics));
    if (mine.length === 0) return;
    on({ counts: Object.fromEntries(mine), rows: rows.filter((row) => begins(row.topic, topics)) });
  });
}

/** Read everything under these cache tags again when such things happen, at most every two seconds. */
export function useLiveRefresh(topics: readonly string[], tags: readonly string[]): void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const refresh = () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      for (const tag of tags) void client.invalidateQueries({ queryKey: [tag] });
    }, 2_000);
  };
  useLive(topics, refresh);
  useLiveEvent('reset', refresh);
  useEffect(() => () => clearTimeout(timer.current), []);
}

/** Whether the live connection stands. */
export const useLiveConnected = (): boolean =>
  useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => connected,
  );
