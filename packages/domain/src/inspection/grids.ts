import { businessDay, dayStartMs, daysFromTo, isoInstant, shiftDays, shiftMonths } from '../calendar/day.ts';
import { type Cycle, type ScheduleContext, type ScheduledItem, servedOn, workSpan } from './cycle.ts';
import { shiftSpan } from './shift-span.ts';

/** One occurrence of an item: it opens at `windowStart` and is overdue after `dueAt`; ISO 8601 in UTC, `dueAt` is later. */
export type TaskWindow = { readonly windowStart: string; readonly dueAt: string };

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** A window from one instant to another, in milliseconds. */
export const opening = (from: number, to: number): TaskWindow => ({
  windowStart: isoInstant(from),
  dueAt: isoInstant(to),
});

/** Cycles within a day (`n` ms): the service of this day, and what the service of the night before has after midnight. */
export function spansOn(item: ScheduledItem, n: number, day: string, { calendar }: ScheduleContext): TaskWindow[] {
  const { start, end } = workSpan(item);
  const count = Math.max(1, Math.round((end - start) / n));
  return [shiftDays(day, -1), day]
    .filter((d) => d >= item.startsOn && servedOn(item.workdayKind, d, calendar))
    .flatMap((d) => {
      const [from, to] = [dayStartMs(d) + start, dayStartMs(d) + end];
      return Array.from({ length: count }, (_, i) => opening(from + i * n, i === count - 1 ? to : from + (i + 1) * n));
    })
    .filter((w) => businessDay(w.windowStart) === day);
}

/** Cycles longer than a day that are no whole days (`n` ms): they run on day and night from `workStart` of the first day. */
export function runsOn(item: ScheduledItem, n: number, day: string, { calendar }: ScheduleContext): TaskWindow[] {
  if (!servedOn(item.workdayKind, day, calendar)) return [];
  const anchor = dayStartMs(item.startsOn) + workSpan(item).start;
  const [midnight, next] = [dayStartMs(day), dayStartMs(day) + DAY_MS];
  const k = Math.floor((midnight - anchor) / n);
  const begins = (i: number) => anchor + i * n;
  const out: TaskWindow[] = [];
  if (k >= 0 && begins(k) < midnight && unserved(item, businessDay(begins(k)), day, calendar))
    out.push(opening(midnight, begins(k + 1)));
  const within = begins(k) === midnight ? k : k + 1;
  if (within >= 0 && begins(within) < next) out.push(opening(begins(within), begins(within + 1)));
  return out;
}

/**
 * Groups of `n` shifts, counted from the first shift of `startsOn`: a group opens with its first shift on a day of service and is due at the
 * end of its last such.
 */
export function shiftsOn(item: ScheduledItem, n: number, day: string, context: ScheduleContext): TaskWindow[] {
  const spans = context.shifts.shifts.map(shiftSpan);
  const dayOf = (shift: number) => shiftDays(item.startsOn, Math.floor(shift / spans.length));
  const served = (shift: number) => servedOn(item.workdayKind, dayOf(shift), context.calendar);
  if (!servedOn(item.workdayKind, day, context.calendar)) return [];
  const before = daysFromTo(item.startsOn, day) * spans.length;
  return spans.flatMap(({ start }, i) => {
    const shift = before + i;
    const first = shift - (shift % n);
    for (let s = first; s < shift; s++) if (served(s)) return [];
    let last = first + n - 1;
    while (last > shift && !served(last)) last--;
    const end = spans[last % spans.length]?.end ?? 0;
    return [opening(dayStartMs(day) + start * MINUTE_MS, dayStartMs(dayOf(last)) + end * MINUTE_MS)];
  });
}

/** The window of the calendar period that a day lies in, if it is that day on which it opens. */
export function periodOn(item: ScheduledItem, cycle: Cycle, day: string, { calendar }: ScheduleContext): TaskWindow[] {
  if (!servedOn(item.workdayKind, day, calendar)) return [];
  const { first, next } = periodOf(item, cycle, day);
  if (!unserved(item, first, day, calendar)) return [];
  let last = shiftDays(next, -1);
  while (last > day && !servedOn(item.workdayKind, last, calendar)) last = shiftDays(last, -1);
  const { start, end } = workSpan(item);
  return [opening(dayStartMs(day) + start, dayStartMs(last) + end)];
}

/** The next day on which a period's window may open: tomorrow while this period has not opened, else the first day of the next. */
export function afterOpening(item: ScheduledItem, cycle: Cycle, day: string, { calendar }: ScheduleContext): string {
  const { first, next } = periodOf(item, cycle, day);
  const tomorrow = shiftDays(day, 1);
  return unserved(item, first, tomorrow, calendar) ? tomorrow : next;
}

/** Whether no day of [from, to) is served. */
function unserved(item: ScheduledItem, from: string, to: string, calendar: ScheduleContext['calendar']): boolean {
  for (let d = from; d < to; d = shiftDays(d, 1)) if (servedOn(item.workdayKind, d, calendar)) return false;
  return true;
}

/** The period [first, next) that a day at or after `startsOn` lies in; each is counted from `startsOn`, so that a 31st never gets lost. */
function periodOf(item: ScheduledItem, { grid, n }: Cycle, day: string): { first: string; next: string } {
  const begins = (k: number) => (grid === 'days' ? shiftDays(item.startsOn, k * n) : shiftMonths(item.startsOn, k * n));
  let k = Math.floor((grid === 'days' ? daysFromTo(item.startsOn, day) : monthsBetween(item.startsOn, day)) / n);
  while (begins(k) > day) k--;
  while (begins(k + 1) <= day) k++;
  return { first: begins(k), next: begins(k + 1) };
}

const monthsBetween = (a: string, b: string): number =>
  (Number(b.slice(0, 4)) - Number(a.slice(0, 4))) * 12 + Number(b.slice(5, 7)) - Number(a.slice(5, 7));
