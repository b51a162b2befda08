import type { Database } from '../../platform/db/database.ts';

type Listener<T> = (value: T) => void;

const wakers = new WeakMap<Database, Set<() => void>>();
const rollups = new Set<Listener<readonly string[]>>();

/** A transaction of this process has committed changes: whoever streams them should look now. Cheap; called after every commit. */
export function wakeLive(db: Database): void {
  for (const wake of wakers.get(db) ?? []) wake();
}

/** Be woken by `wakeLive`. Returns how to stop. */
export function onWake(db: Database, wake: () => void): () => void {
  const set = wakers.get(db) ?? new Set();
  wakers.set(db, set.add(wake));
  return () => set.delete(wake);
}

/** Counters of these counties moved (empty: of any). The roll-up folder calls it once a fold; screens fetch their figures anew. */
export function publishRollup(counties: readonly string[]): void {
  for (const listener of rollups) listener(counties);
}

/** Hear of moved counters. Returns how to stop. */
export function onRollup(listener: Listener<readonly string[]>): () => void {
  rollups.add(listener);
  return () => rollups.delete(listener);
}
