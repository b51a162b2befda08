import { businessDay, dayStartMs, epochMs, isoInstant, type Moment, shiftDays } from '../calendar/day.ts';
import { cycleOf, type ScheduleContext, type ScheduledItem } from './cycle.ts';
import { afterOpening, periodOn, runsOn, shiftsOn, spansOn, type TaskWindow } from './grids.ts';
import { occasionsOn } from './occasion-windows.ts';

const DAY_MS = 86_400_000;
/** No stretch of days without service is longer: a week of holidays, a month without a day off. */
const LOOK_AHEAD_DAYS = 40;
/** An occasion comes at least once a year. */
const OCCASION_DAYS = 400;

/**
 * The windows of an item that open on a business day, in order. Deterministic: server and an offline phone come to the same.
 *
 * Hours: from `workStart` on, one after the other; a rest shorter than half a cycle belongs to the last. Shifts: by the table.
 * Days to years: periods counted from `startsOn` (a period begun on the 31st begins on the last day of shorter months); the window opens at
 * `workStart` of the period's first day of service and is due at `workEnd` of its last; a period without a day of service has none.
 * Windows of one item never overlap.
 * @param day `YYYY-MM-DD`, Asia/Shanghai
 * @returns none before `startsOn`, for `special` items whose occasion comes by hand, and for a cycle that {@link cycleOf} refuses
 */
export function windowsOn(item: ScheduledItem, day: string, context: ScheduleContext): TaskWindow[] {
  const cycle = cycleOf(item);
  if (!cycle.ok || day < item.startsOn) return [];
  if (cycle.value === null) return occasionsOn(item, day, context);
  switch (cycle.value.grid) {
    case 'span':
      return spansOn(item, cycle.value.n, day, context);
    case 'run':
      return runsOn(item, cycle.value.n, day, context);
    case 'shifts':
      return shiftsOn(item, cycle.value.n, day, context);
    default:
      return periodOn(item, cycle.value, day, context);
  }
}

/**
 * The first window that opens at or after an instant; where generation goes on.
 * @returns null for items that are never generated, or not within a year
 */
export function nextWindow(item: ScheduledItem, from: Moment, context: ScheduleContext): TaskWindow | null {
  const cycle = cycleOf(item);
  if (!cycle.ok) return null;
  if (cycle.value === null && !byCalendar(item)) return null;
  const { grid, n } = cycle.value ?? { grid: 'occasion', n: 0 };
  const tries =
    grid === 'occasion'
      ? OCCASION_DAYS
      : LOOK_AHEAD_DAYS + (grid === 'run' ? (2 * n) / DAY_MS : grid === 'shifts' ? 2 * n : 0);
  const start = isoInstant(epochMs(from));
  let day = businessDay(from);
  if (day < item.startsOn) day = item.startsOn;
  for (let i = 0; i < tries; i++) {
    const found = windowsOn(item, day, context).find((w) => w.windowStart >= start);
    if (found) return found;
    const period = cycle.value && (grid === 'days' || grid === 'months') ? cycle.value : null;
    day = period ? afterOpening(item, period, day, context) : shiftDays(day, 1);
  }
  return null;
}

/** Whether a `special` item falls due by the calendar; the others by hand, or when a unit goes on. */
export const byCalendar = (item: Pick<ScheduledItem, 'occasion'>): boolean =>
  item.occasion === 'holiday' || item.occasion === 'season';

/** Whether an item falls due by itself at all. */
export const fallsDue = (item: Pick<ScheduledItem, 'cycleUnit' | 'occasion'>): boolean =>
  item.cycleUnit !== 'special' || byCalendar(item);

/** The window of an item that stands open at an instant, or null: what has to be inspected when a stopped unit goes on. */
export function openWindow(item: ScheduledItem, at: Moment, context: ScheduleContext): TaskWindow | null {
  const instant = isoInstant(epochMs(at));
  let day = businessDay(at);
  for (let i = 0; i < OCCASION_DAYS && day >= item.startsOn; i++) {
    const opened = windowsOn(item, day, context).findLast((w) => w.windowStart <= instant);
    // Windows of one item never overlap: the last to open is the only one that may still be open.
    if (opened) return opened.dueAt > instant ? opened : null;
    day = shiftDays(day, -1);
  }
  return null;
}

/** All windows that open in [from, to), in order. */
export function windowsBetween(item: ScheduledItem, from: Moment, to: Moment, context: ScheduleContext): TaskWindow[] {
  const [start, end] = [isoInstant(epochMs(from)), isoInstant(epochMs(to))];
  const out: TaskWindow[] = [];
  let next = nextWindow(item, from, context);
  while (next !== null && next.windowStart < end) {
    const day = businessDay(next.windowStart);
    out.push(...windowsOn(item, day, context).filter((w) => w.windowStart >= start && w.windowStart < end));
    next = nextWindow(item, dayStartMs(day) + DAY_MS, context);
  }
  return out;
}
