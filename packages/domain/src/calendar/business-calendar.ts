import * as z from 'zod';
import { Cited, IsoDay, Label } from '../reference/certainty.ts';
import { type BusinessDays, spanFrom } from '../reference/days.ts';
import type { ReferenceEnvelope } from '../reference/envelope.ts';
import { weekday } from './day.ts';

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

/** How well a year is known: the published arrangement, the law's holidays only, or weekends only. */
export const CALENDAR_KNOWLEDGE = ['arrangement', 'statutory_only', 'weekends_only'] as const;
export type CalendarKnowledge = (typeof CALENDAR_KNOWLEDGE)[number];

/** A business calendar: what counts as a working day, and how sure that is of a given day. */
export type BusinessCalendar = BusinessDays & {
  readonly knowledge: (day: string) => CalendarKnowledge;
  /** The holiday a day belongs to, null on any other day. */
  readonly holiday: (day: string) => { readonly label: string; readonly labelEn: string } | null;
};

/** The prefix of the calendar's reference kinds; one kind a year. */
export const CALENDAR_KIND = 'business_calendar.';

/** Monday to Friday, where nothing of the year is known. */
const byWeek = (day: string): boolean => weekday(day) !== 0 && weekday(day) !== 6;

/**
 * The calendar of the years given; later ones of the same year win. A year that is not among them falls back to Monday to Friday, and says so.
 */
export function businessCalendar(years: readonly CalendarYear[]): BusinessCalendar {
  const known = new Map(years.map((y) => [String(y.year), y]));
  const yearOf = (day: string) => known.get(day.slice(0, 4));
  const worked = new Set(years.flatMap((y) => y.workdays));
  const holiday = (day: string) => yearOf(day)?.holidays.find((h) => day >= h.from && day <= h.to) ?? null;
  return {
    holiday,
    isBusinessDay: (day) => worked.has(day) || (byWeek(day) && holiday(day) === null),
    knowledge: (day) => {
      const year = yearOf(day);
      return year ? (year.complete ? 'arrangement' : 'statutory_only') : 'weekends_only';
    },
  };
}

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
