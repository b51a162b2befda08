import type { SyncList } from '@yufang/contract';
import type { DangerRules } from '@yufang/domain';
import { calendarOf } from '../tasks/schedule.ts';

type Deadlines = DangerRules['deadlines'];

/** The table of the loop's lengths and figures as it was pulled; it was checked when it came into the platform. Null before the first pull. */
const deadlinesOf = (lists: readonly SyncList[]): Deadlines | null =>
  (lists.find((l) => l.id === 'danger_deadlines')?.payload as Deadlines | undefined) ?? null;

/** What an assignment is judged by, null before the first pull: then only what needs no table is judged here. */
export function rulesOf(lists: readonly SyncList[]): Pick<DangerRules, 'deadlines' | 'calendar'> | null {
  const deadlines = deadlinesOf(lists);
  return deadlines && { deadlines, calendar: calendarOf(lists) };
}

/** Photos that a rectification is proved by (`evidence.minPhotos`); one before the table is here, as it is shipped. */
export const minPhotosOf = (lists: readonly SyncList[]): number => deadlinesOf(lists)?.evidence?.minPhotos ?? 1;
