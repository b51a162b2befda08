import type { BusinessDays } from '../reference/days.ts';
import { no, ok, type Refusal, type Result } from '../result.ts';
import type { InspectionOccasions } from './occasions.ts';
import type { ShiftTable } from './shift-table.ts';
import type { CycleUnit, Occasion, WorkdayKind } from './vocabulary.ts';

/** What the schedule reads of an inspection item. Times are `HH:mm` or `HH:mm:ss` in Asia/Shanghai, 24:00 allowed; days `YYYY-MM-DD`. */
export type ScheduledItem = {
  readonly cycleN: number;
  readonly cycleUnit: CycleUnit;
  readonly startsOn: string;
  readonly workStart: string | null;
  readonly workEnd: string | null;
  readonly workdayKind: WorkdayKind;
  readonly occasion: Occasion | null;
};

/** What the schedule must know of the world. Without `occasions`, or a calendar that knows no holidays, `special` items have no windows by themselves. */
export type ScheduleContext = {
  readonly calendar: BusinessDays & { readonly holiday?: (day: string) => { readonly label: string } | null };
  readonly shifts: ShiftTable;
  readonly occasions?: InspectionOccasions;
};

/**
 * A cycle brought to the four grids on which windows are counted. `span`: so many milliseconds within a working day; `run`: so many,
 * longer than a day and no whole days; `days`, `months`: calendar periods from the first day on; `shifts`.
 */
export type Cycle = { readonly grid: 'span' | 'run' | 'days' | 'months' | 'shifts'; readonly n: number };

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
/** Shorter cycles are the business of a sensor: 96 windows a day are enough for a person. */
const LEAST_MINUTES = 15;

/**
 * Read the cycle of an item. The national dress sends fractions (`checkCycle` with two decimals): half a day is twelve hours, half a year six
 * months; what gives no whole month is counted in days of 30 to a month, 91 to a quarter, 365 to a year.
 * @returns null for `special` items (by their occasion); `schedule.cycle` for a number that is none or not positive,
 *   `schedule.cycle_too_short` below 15 minutes, `schedule.shift_fraction` for half a shift
 */
export function cycleOf(item: Pick<ScheduledItem, 'cycleN' | 'cycleUnit'>): Result<Cycle | null, Refusal> {
  const { cycleN: n, cycleUnit: unit } = item;
  if (unit === 'special') return ok(null);
  if (!Number.isFinite(n) || n <= 0) return no({ code: 'schedule.cycle', field: 'cycleN', params: { n, unit } });
  switch (unit) {
    case 'shift':
      return Number.isInteger(n)
        ? ok({ grid: 'shifts', n })
        : no({ code: 'schedule.shift_fraction', field: 'cycleN', params: { n } });
    case 'hour':
      return minutes(n * 60);
    case 'day':
      return minutes(n * DAY_MINUTES);
    case 'week':
      return minutes(n * 7 * DAY_MINUTES);
    case 'month':
      return months(n, 30 * n);
    case 'quarter':
      return months(3 * n, 91 * n);
    case 'year':
      return months(12 * n, 365 * n);
  }
}

function minutes(exact: number): Result<Cycle, Refusal> {
  const n = Math.round(exact);
  if (n < LEAST_MINUTES)
    return no({ code: 'schedule.cycle_too_short', field: 'cycleN', params: { minutes: n, least: LEAST_MINUTES } });
  if (n % DAY_MINUTES === 0) return ok({ grid: 'days', n: n / DAY_MINUTES });
  return ok({ grid: n < DAY_MINUTES ? 'span' : 'run', n: n * MINUTE_MS });
}

const months = (n: number, days: number): Result<Cycle, Refusal> =>
  Number.isInteger(n) ? ok({ grid: 'months', n }) : ok({ grid: 'days', n: Math.max(1, Math.round(days)) });

/** Milliseconds after midnight of `HH:mm` or `HH:mm:ss`, 24:00 included. @throws {RangeError} for anything else */
export function timeMs(text: string): number {
  const [, h, m, s = '0'] = /^([01]\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?/.exec(text) ?? [];
  const ms = (Number(h) * 3600 + Number(m) * 60 + Number(s)) * 1000;
  if (h === undefined || ms > DAY_MINUTES * MINUTE_MS) throw new RangeError(`not a time of day: ${text}`);
  return ms;
}

/**
 * When service begins and ends on a day, in milliseconds after its midnight: the whole day by default. An end at or before the start is on
 * the next day (night work), equal times are round the clock.
 */
export function workSpan(item: Pick<ScheduledItem, 'workStart' | 'workEnd'>): { start: number; end: number } {
  const day = DAY_MINUTES * MINUTE_MS;
  const start = item.workStart === null ? 0 : timeMs(item.workStart) % day;
  const end = item.workEnd === null ? day : timeMs(item.workEnd);
  return { start, end: end <= start ? end + day : end };
}

/** Whether an item is served on a day: every day, on business days, or on the others. */
export const servedOn = (kind: WorkdayKind, day: string, calendar: BusinessDays): boolean =>
  kind === 'every_day' || calendar.isBusinessDay(day) === (kind === 'workdays');
