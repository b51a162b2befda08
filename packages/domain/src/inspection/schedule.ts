import { businessDay, dayStartMs, epochMs, isoInstant, type Moment, shiftDays } from '../calendar/day.ts';
import { cycleOf, type ScheduleContext, type ScheduledItem } from './cycle.ts';
import { afterOpening, periodOn, runsOn, shiftsOn, spansOn, type TaskWindow } from './grids.ts';

const DAY_MS = 86_400_000;
/** No stretch of days without service is longer: a week of holidays, a month without a day off. */
const LOOK_AHEAD_DAYS = 40;

/**
 * The windows of an item that open on a business day, in order. Deterministic: server and an offline phone come to the same.
 *
 * Hours: from `workStart` on, one after the other; a rest shorter than half a cycle belongs to the last. Shifts: by the table.
 * Days to years: periods counted from `startsOn` (a period begun on the 31st begins on the last day of shorter months); the window opens at
 * `workStart` of the period's first day of service and is due at `workEnd` of its last; a period without a day of service has none.
 * Windows of one item never overlap.
 * @param day `YYYY-MM-DD`, Asia/Shanghai
 * @returns none before `startsOn`, for `special` items (dispatched by a named occasion), and for a cycle that {@link cycleOf} refuses
 */
export function windowsOn(item: ScheduledItem, day: string, context: ScheduleContext): TaskWindow[] {
  const cycle = cycleOf(item);
  if (!cycle.ok || cycle.value === null || day < item.startsOn) return [];
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
 * @returns null for items that are never generated
 */
export function nextWindow(item: ScheduledItem, from: Moment, context: ScheduleContext): TaskWindow | null {
  const cycle = cycleOf(item);
  if (!cycle.ok || cycle.value === null) return null;
  const { grid, n } = cycle.value;
  const periods = grid === 'days' || grid === 'months';
  const tries = LOOK_AHEAD_DAYS + (grid === 'run' ? (2 * n) / DAY_MS : grid === 'shifts' ? 2 * n : 0);
  const start = isoInstant(epochMs(from));
  let day = businessDay(from);
  if (day < item.startsOn) day = item.startsOn;
  for (let i = 0; i < tries; i++) {
    const found = windowsOn(item, day, context).find((w) => w.windowStart >= start);
    if (found) return found;
    day = periods ? afterOpening(item, cycle.value, day, context) : shiftDays(day, 1);
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
