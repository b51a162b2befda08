import type { SyncPull, SyncRowKind, SyncTask } from '@yufang/contract';
import { SYNC_DONE_TASK_DAYS, SYNC_TASK_DAYS } from '../protocol.ts';
import { PULLED_KINDS, SYNC_DAY_MS } from './kinds.ts';

/** What one or several pages of a pull do to the phone; the adapter writes it in one transaction. */
export type PullChange = {
  /** Drop everything pulled before. The outbox, drafts and files are never touched by a pull. */
  readonly clear: boolean;
  readonly put: Readonly<Partial<Record<SyncRowKind, readonly { readonly id: string }[]>>>;
  readonly gone: Readonly<Partial<Record<SyncRowKind, readonly string[]>>>;
  readonly cursor: string;
  readonly tasksUntil: string;
  readonly serverTime: string;
  readonly me: SyncPull['me'];
};

/** Fold pages, in order, into one change: later rows win, what a later page says is gone is gone. */
export function foldPages(pages: readonly [SyncPull, ...SyncPull[]]): PullChange {
  const put: Partial<Record<SyncRowKind, Map<string, { id: string }>>> = {};
  const gone: Partial<Record<SyncRowKind, Set<string>>> = {};
  let clear = false;
  let me: SyncPull['me'];
  for (const page of pages) {
    if (page.reset && page === pages[0]) clear = true;
    me = page.me ?? me;
    for (const kind of PULLED_KINDS) {
      for (const row of page.rows[kind] ?? []) {
        put[kind] = (put[kind] ?? new Map()).set(row.id, row);
        gone[kind]?.delete(row.id);
      }
    }
    for (const { kind, id } of page.gone) {
      gone[kind] = (gone[kind] ?? new Set()).add(id);
      put[kind]?.delete(id);
    }
  }
  const last = pages[pages.length - 1] ?? pages[0];
  return {
    clear,
    put: Object.fromEntries(Object.entries(put).map(([kind, rows]) => [kind, [...rows.values()]])),
    gone: Object.fromEntries(Object.entries(gone).map(([kind, ids]) => [kind, [...ids]])),
    cursor: last.cursor,
    tasksUntil: last.tasksUntil,
    serverTime: last.serverTime,
    me,
  };
}

/** Tasks that age has taken off the phone; the server sends no tombstone for age. */
export const outlived = (tasks: readonly SyncTask[], nowMs: number): string[] =>
  tasks
    .filter((t) =>
      t.doneAt !== null
        ? Date.parse(t.doneAt) < nowMs - SYNC_DONE_TASK_DAYS * SYNC_DAY_MS
        : t.state === 'cancelled' || Date.parse(t.dueAt) < nowMs - SYNC_TASK_DAYS * SYNC_DAY_MS,
    )
    .map((t) => t.id);
