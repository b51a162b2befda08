import { utcDay } from '../reference/days.ts';

export { businessDaysAfter, daysFromTo, shanghaiDay, shiftDays, shiftMonths } from '../reference/days.ts';

/** An instant as rows, messages and clocks give it: ISO 8601 with a zone, milliseconds since 1970, or a Date. */
export type Moment = string | number | Date;

const SHANGHAI_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

/**
 * Milliseconds since 1970.
 * @throws {RangeError} for something that is no instant
 */
export function epochMs(at: Moment): number {
  const ms = typeof at === 'string' ? Date.parse(at) : Number(at);
  if (!Number.isFinite(ms)) throw new RangeError(`not an instant: ${at}`);
  return ms;
}

/**
 * The business day `YYYY-MM-DD` of an instant: the day in Asia/Shanghai. Fixed +08:00 arithmetic rather than a zone library, for China has had
 * no summer time since 1991 and the field app must agree with the server on phones whose browser has no Temporal.
 */
export const businessDay = (at: Moment): string => utcDay(epochMs(at) + SHANGHAI_MS);

/** The instant at which a business day begins, in milliseconds since 1970. */
export function dayStartMs(day: string): number {
  const ms = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(ms)) throw new RangeError(`not a day: ${day}`);
  return ms - SHANGHAI_MS;
}

/** Milliseconds since midnight in Asia/Shanghai, [0, 86,400,000). */
export const msOfDay = (at: Moment): number => (((epochMs(at) + SHANGHAI_MS) % DAY_MS) + DAY_MS) % DAY_MS;

/**
 * An instant as the database and the wire write it: what `toISOString` gives, in a third of its time.
 * @throws {RangeError} for what is no instant
 */
export function isoInstant(ms: number): string {
  if (!Number.isInteger(ms)) return new Date(ms).toISOString();
  const day = utcDay(ms);
  const rest = ((ms % DAY_MS) + DAY_MS) % DAY_MS;
  const seconds = Math.floor(rest / 1000);
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return `${day}T${clock}.${String(rest % 1000).padStart(3, '0')}Z`;
}

const PADDED = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));
const two = (n: number): string => PADDED[n] ?? String(n);

/** 0 Sunday … 6 Saturday of a day. */
export const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();
