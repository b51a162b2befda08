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
export const businessDay = (at: Moment): string => new Date(epochMs(at) + SHANGHAI_MS).toISOString().slice(0, 10);

/** The instant at which a business day begins, in milliseconds since 1970. */
export function dayStartMs(day: string): number {
  const ms = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(ms)) throw new RangeError(`not a day: ${day}`);
  return ms - SHANGHAI_MS;
}

/** Milliseconds since midnight in Asia/Shanghai, [0, 86,400,000). */
export const msOfDay = (at: Moment): number => (((epochMs(at) + SHANGHAI_MS) % DAY_MS) + DAY_MS) % DAY_MS;

/** An instant as the database and the wire write it. */
export const isoInstant = (ms: number): string => new Date(ms).toISOString();

/** 0 Sunday … 6 Saturday of a day. */
export const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();
