import {
  type CycleUnit,
  calendarOfEditions,
  editionFor,
  fallsDue,
  InspectionOccasions,
  nextWindow,
  type Occasion,
  openWindow,
  type ScheduleContext,
  type ScheduledItem,
  ShiftTable,
  type TaskWindow,
  type WorkdayKind,
  windowsBetween,
  windowsOn,
} from '@yufang/domain';
import { businessDay, dayStartMs } from '@yufang/domain/calendar/day';
import type { Trx } from '../../platform/db/database.ts';
import { readEditions } from '../reference/read.ts';

// What another module needs to bring an item's tasks to its rule, in one place.
export { TASK_HORIZON_MS } from './horizon.ts';
export { businessDay };

/** The columns of `inspection_item` that its windows follow from. */
export type ScheduledRow = {
  readonly cycle_n: number;
  readonly cycle_unit: string;
  readonly starts_on: string;
  readonly work_start: string | null;
  readonly work_end: string | null;
  readonly workday_kind: string;
  readonly occasion: string | null;
};

/** When a task that only the phone knows of is due, and on which business day it opened. */
export type TaskTiming = { readonly dueAt: Date; readonly day: string };

/** A row as the schedule reads it. The table's checks keep these columns to the vocabulary. */
export const scheduled = (r: ScheduledRow): ScheduledItem => ({
  cycleN: r.cycle_n,
  cycleUnit: r.cycle_unit as CycleUnit,
  startsOn: r.starts_on,
  workStart: r.work_start,
  workEnd: r.work_end,
  workdayKind: r.workday_kind as WorkdayKind,
  occasion: r.occasion as Occasion | null,
});

/** The calendar, the shifts and the occasions in force on a day, from reference data (kept ten seconds a process). */
export async function readSchedule(trx: Trx, today: string): Promise<ScheduleContext> {
  const calendar = calendarOfEditions(await readEditions(trx, 'business_calendar.'));
  const shifts = editionFor(await readEditions(trx, 'shift_table'), 'shift_table', today);
  if (!shifts) throw new Error('no edition of reference data shift_table applies');
  const occasions = editionFor(await readEditions(trx, 'inspection_occasions'), 'inspection_occasions', today);
  if (!occasions) throw new Error('no edition of reference data inspection_occasions applies');
  return {
    calendar,
    shifts: ShiftTable.parse(shifts.payload),
    occasions: InspectionOccasions.parse(occasions.payload),
  };
}

/** From when generation looks at a new or changed item: today, or the day it starts on. Null: it is only ever made by hand, or when a unit goes on. */
export const firstWindowOf = (
  item: { readonly cycleUnit: CycleUnit; readonly occasion: Occasion | null },
  startsOn: string,
  now: Date,
): Date | null => (fallsDue(item) ? new Date(Math.max(dayStartMs(startsOn), dayStartMs(businessDay(now)))) : null);

/** The window of an item that opens exactly then, or null. */
export function taskTiming(item: ScheduledRow, window: Date, context: ScheduleContext): TaskTiming | null {
  const day = businessDay(window);
  const found = windowsOn(scheduled(item), day, context).find((w) => Date.parse(w.windowStart) === window.getTime());
  return found ? { dueAt: new Date(found.dueAt), day } : null;
}

/** The window of an item that stands open at an instant, or null. */
export const openWindowOf = (item: ScheduledRow, at: Date, context: ScheduleContext): TaskWindow | null =>
  openWindow(scheduled(item), at, context);

/** What an item's rule says of one span of time: the windows that open in it, and when the first opens after it (null: never by itself). */
export type Span = { readonly windows: readonly TaskWindow[]; readonly next: string | null };

/**
 * Windows of many items up to one instant. Items that follow the same rule share the answer: a province has a few thousand rules, not two million.
 */
export function windowsFinder(to: Date, context: ScheduleContext): (item: ScheduledRow, from: Date) => Span {
  const seen = new Map<string, Span>();
  return (item, from) => {
    const key = `${item.cycle_n}|${item.cycle_unit}|${item.starts_on}|${item.work_start}|${item.work_end}|${item.workday_kind}|${item.occasion}|${from.getTime()}`;
    const hit = seen.get(key);
    if (hit) return hit;
    const rule = scheduled(item);
    const span = {
      windows: windowsBetween(rule, from, to, context),
      next: nextWindow(rule, to, context)?.windowStart ?? null,
    };
    seen.set(key, span);
    return span;
  };
}
