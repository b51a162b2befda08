import type { HistoryRow } from '@yufang/contract/history';
import { dayOf } from '../../ui/format.ts';

/** Rows that have a page of their own, below the enterprise's address. */
export const PAGE: Readonly<Record<string, string>> = {
  hidden_danger: 'dangers',
  risk_event: 'risks',
  inspection_record: 'records',
};

/** Rows that only carry others along: a photo belongs to what it shows, a run to its tasks. */
const SILENT: ReadonlySet<string> = new Set(['attachment', 'task_run']);

/** What happened in one go: the same act on the same kind of row by the same person on the same day, however many rows. */
export type Fold = { readonly rows: readonly HistoryRow[] };

/** Fold a history, newest first: a sweep that touched two hundred tasks is one line, and neighbours of one act are one line. */
export function foldHistory(history: readonly HistoryRow[]): readonly Fold[] {
  const folds: HistoryRow[][] = [];
  const sweeps = new Map<string, HistoryRow[]>();
  for (const row of history) {
    if (SILENT.has(row.entity)) continue;
    const key = [dayOf(row.at), row.entity, row.action, row.actorId].join('|');
    const before = folds.at(-1);
    const [last] = before ?? [];
    const same = row.actorRole === 'system' ? sweeps.get(key) : undefined;
    if (same) same.push(row);
    else if (before && last && !PAGE[row.entity] && keyOf(last) === key) before.push(row);
    else {
      const fold = [row];
      folds.push(fold);
      if (row.actorRole === 'system') sweeps.set(key, fold);
    }
  }
  return folds.map((rows) => ({ rows }));
}

const keyOf = (row: HistoryRow): string => [dayOf(row.at), row.entity, row.action, row.actorId].join('|');
