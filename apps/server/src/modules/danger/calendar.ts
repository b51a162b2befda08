import { type BusinessCalendar, CALENDAR_KIND, calendarOfEditions, type ReferenceEnvelope } from '@yufang/domain';
import type { Trx } from '../../platform/db/database.ts';
import { readEditions } from '../reference/read.ts';

const built = new WeakMap<readonly ReferenceEnvelope[], BusinessCalendar>();

/** The business calendar of all years known; a year nobody has loaded is Mondays to Fridays. Built anew when the editions were read anew. */
export async function readBusinessDays(trx: Trx): Promise<BusinessCalendar> {
  const editions = await readEditions(trx, CALENDAR_KIND);
  const calendar = built.get(editions) ?? calendarOfEditions(editions);
  built.set(editions, calendar);
  return calendar;
}
