import * as z from 'zod';
import { Cited, IsoDay, Label } from '../reference/certainty.ts';
import { type BusinessDays, spanFrom } from '../reference/days.ts';
import type { ReferenceEnvelope } from '../reference/envelope.ts';
import { type BusinessCalendar, businessCalendar } from './business-days.ts';
import { weekday } from './day.ts';

export {
  type BusinessCalendar,
  businessCalendar,
  CALENDAR_KNOWLEDGE,
  type CalendarKnowledge,
} from './business-days.ts';

/**
 * Payload of `business_calendar.<year>`: the State Council's holiday arrangement of one year. `workdays` are the Saturdays and Sundays
 * that are worked in exchange. `complete` false: only what the law fixes is known, the exchange of days has not been published or read.
 */
export const CalendarYear = z
  .object({
    year: z.int().min(2000).max(2100),
    complete: z.boolean(),
    holidays: z.array(Label.extend({ from: IsoDay, to: IsoDay })).min(1),
    workdays: z.array(IsoDay),
    ...Cited.shape,
  })
  .refine(
    (y) => [...y.workdays, ...y.holidays.flatMap((h) => [h.from, h.to])].every((d) => d.slice(0, 4) === String(y.year)),
    'every day in its own year',
  )
  .refine((y) => y.holidays.every((h) => h.from <= h.to), 'a holiday ends after it begins')
  .refine((y) => y.workdays.every((d) => weekday(d) === 0 || weekday(d) === 6), 'only a weekend can be made a workday')
  .refine(
    (y) => y.workdays.every((d) => !y.holidays.some((h) => d >= h.from && d <= h.to)),
    'a day is either a holiday or worked',
  );
export type CalendarYear = z.infer<typeof CalendarYear>;

/** The prefix of the calendar's reference kinds; one kind a year. */
export const CALENDAR_KIND = 'business_calendar.';

/** No year known at all: weekends only. */
export const WEEKENDS_ONLY: BusinessCalendar = businessCalendar([]);

/**
 * The calendar of reference editions as the database keeps them; of several editions of a year the one in force, else the latest, is used.
 * @throws {z.ZodError} on a malformed payload: an edition was checked when it came in
 */
export function calendarOfEditions(editions: readonly ReferenceEnvelope[]): BusinessCalendar {
  const usable = editions.filter((e) => e.kind.startsWith(CALENDAR_KIND) && e.status !== 'retired');
  const rank = (e: ReferenceEnvelope) => `${e.status === 'in_force' ? 1 : 0}${e.edition}`;
  const ordered = usable.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
  return businessCalendar(ordered.map((e) => CalendarYear.parse(e.payload)));
}

/** Whether people work on a day `YYYY-MM-DD`. */
export const isBusinessDay = (day: string, calendar: BusinessDays): boolean => calendar.isBusinessDay(day);

/**
 * The day `n` business days after a day (before it, when negative); the start day is not counted, and 0 is the start day itself.
 * @throws {RangeError} if the calendar knows no business day within reach
 */
export const addBusinessDays = (day: string, n: number, calendar: BusinessDays): string =>
  spanFrom(day, { days: Math.abs(n), unit: 'business_day' }, calendar, n < 0 ? -1 : 1);
