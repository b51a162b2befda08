import type { SyncRowKind } from '@yufang/contract';

/** The kinds of rows a pull carries; the database has a table for each. */
export const PULLED_KINDS: readonly SyncRowKind[] = [
  'list',
  'post',
  'unit',
  'event',
  'measure',
  'item',
  'task',
  'danger',
  'record',
];
export const SYNC_DAY_MS = 86_400_000;
