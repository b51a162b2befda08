import type { Span } from './danger-rules.ts';

/** The business calendar as these rules see it; `calendar/` holds the real one. */
export type BusinessDays = { readonly isBusinessDay: (date: string) => boolean };

const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000;

const at = (day: string): number => {
  const ms = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(ms)) throw new RangeError(`not a day: ${day}`);
  return ms;
};
/** Days are compared as text, which holds for four-digit years alone: beyond them `+010000-…` would come before every other day. */
const LAST_MS = Date.parse('9999-12-31T00:00:00Z');
const day = (ms: number): string => {
  if (ms > LAST_MS || ms < 0 - 62_135_596_800_000) throw new RangeError(`beyond the years 1 to 9999: ${ms}`);
  return utcDay(ms);
};

let [lastDay, lastText] = [Number.NaN, ''];

/**
 * The UTC day of an instant in milliseconds since 1970, as ISO 8601 writes it. The last one is remembered: instants that are written together are mostly of one day,
 * and the engine's own writing of a date takes longer than all else about it.
 * @throws {RangeError} for what is no instant
 */
export function utcDay(ms: number): string {
  const n = Math.floor(ms / DAY_MS);
  if (n === lastDay) return lastText;
  const whole = new Date(ms).toISOString();
  lastText = whole.slice(0, whole.indexOf('T'));
  lastDay = n;
  return lastText;
}

/** `day` moved by whole days, which may be negative. `YYYY-MM-DD` in and out. */
export const shiftDays = (date: string, days: number): string => day(at(date) + days * DAY_MS);

/** Whole days from `a` to `b`; negative if `b` is earlier. */
export const daysFromTo = (a: string, b: string): number => Math.round((at(b) - at(a)) / DAY_MS);

/** `date` moved by months; a day that the month lacks becomes its last one (31 Jan + 1 = 28 Feb). */
export function shiftMonths(date: string, months: number): string {
  const from = new Date(at(date));
  const first = Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1);
  const last = new Date(first);
  last.setUTCMonth(last.getUTCMonth() + 1, 0);
  return day(first + (Math.min(from.getUTCDate(), last.getUTCDate()) - 1) * DAY_MS);
}

/** The day in Asia/Shanghai (UTC+8, no summer time since 1991) of an instant in ISO 8601. */
export const shanghaiDay = (instant: string): string => day(Date.parse(instant) + SHANGHAI_MS);

/**
 * The day a span after (`sign` 1) or before (`sign` -1) a day. Business days are counted one by one, the start day not
 * included; 0 days is the start day itself, whatever day it is.
 * @throws {RangeError} if the calendar knows no business day within reach: a broken calendar is a bug
 */
export function spanFrom(
  start: string,
  span: Pick<Span, 'days' | 'unit'>,
  calendar: BusinessDays,
  sign: 1 | -1 = 1,
): string {
  if (span.unit === 'calendar_day') return shiftDays(start, sign * span.days);
  const limit = span.days * 10 + 60;
  let [date, counted] = [start, 0];
  for (let walked = 0; counted < span.days; walked++) {
    if (walked > limit) throw new RangeError(`no business day within ${limit} days of ${start}`);
    date = shiftDays(date, sign);
    if (calendar.isBusinessDay(date)) counted++;
  }
  return date;
}

/** Business days after `from` up to and including `to`; 0 if `to` is not later. */
export function businessDaysAfter(from: string, to: string, calendar: BusinessDays): number {
  const last = at(to);
  let count = 0;
  for (let ms = at(from) + DAY_MS; ms <= last; ms += DAY_MS) if (calendar.isBusinessDay(day(ms))) count++;
  return count;
}
