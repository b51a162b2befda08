import { type BusinessCalendar, CALENDAR_KIND, calendarOfEditions, type ReferenceEnvelope } from '@yufang/domain';
import type { Trx } from '../../platform/db/database.ts';
import { readEditions } from '../reference/read.ts';

const built = new WeakMap<readonly ReferenceEnvelope[], BusinessCalendar>();

/** The business calendar of all years known; a year nobody has loaded is Mondays to Fridays. Built anew when the editions were read anew. */
export async function readBusinessDays(trx: Trx): Promise<BusinessCalendar> {
  const editions = await readEditions(trx, CALENDAR_KIND);
  const calendar = built.get(editions) ?? calendarFrom(editions);
  built.set(editions, calendar);
  return calendar;
}

/** The calendar of these editions. */
export const calendarFrom = (editions: readonly ReferenceEnvelope[]): BusinessCalendar =>
  remembering(calendarOfEditions(editions));

/** The same calendar, which works each day out once: every schedule walks over the same few weeks. */
function remembering(calendar: BusinessCalendar): BusinessCalendar {
  const days = new Map<string, boolean>();
  return {
    ...calendar,
    isBusinessDay: (day) => {
      const known = days.get(day);
      if (known !== undefined) return known;
      if (days.size > 4_000) days.clear();
      const answer = calendar.isBusinessDay(day);
      days.set(day, answer);
      return answer;
    },
  };
}
