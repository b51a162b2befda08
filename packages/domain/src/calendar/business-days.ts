import type { BusinessDays } from '../reference/days.ts';
import type { CalendarYear } from './business-calendar.ts';
import { weekday } from './day.ts';

/** How well a year is known: the published arrangement, the law's holidays only, or weekends only. */
export const CALENDAR_KNOWLEDGE = ['arrangement', 'statutory_only', 'weekends_only'] as const;
export type CalendarKnowledge = (typeof CALENDAR_KNOWLEDGE)[number];

/** A business calendar: what counts as a working day, and how sure that is of a given day. */
export type BusinessCalendar = BusinessDays & {
  readonly knowledge: (day: string) => CalendarKnowledge;
  /** The holiday a day belongs to, null on any other day. */
  readonly holiday: (day: string) => { readonly label: string; readonly labelEn: string } | null;
};

/** Monday to Friday, where nothing of the year is known. */
const byWeek = (day: string): boolean => weekday(day) !== 0 && weekday(day) !== 6;

/**
 * The calendar of the years given; later ones of the same year win. A year that is not among them falls back to Monday to Friday, and says so.
 * Apart from the schema of a year, so that a phone which only counts days loads no schema library.
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
