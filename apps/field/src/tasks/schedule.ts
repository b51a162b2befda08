import type { SyncItem, SyncList } from '@yufang/contract';
import { type BusinessCalendar, businessCalendar } from '@yufang/domain/calendar/business-days';
import type { ScheduleContext } from '@yufang/domain/inspection/cycle';

const CALENDAR = 'business_calendar.';
const WHOLE_DAY: ScheduleContext['shifts'] = {
  shifts: [{ code: 'day', label: 'day', labelEn: 'day', start: '00:00', end: '24:00' }],
  certainty: 'design_default',
  source: 'no table pulled yet',
};

/** The business calendar of the years that were pulled. */
export function calendarOf(lists: readonly SyncList[]): BusinessCalendar {
  type Year = Parameters<typeof businessCalendar>[0][number];
  return businessCalendar(lists.filter((l) => l.id.startsWith(CALENDAR)).map((l) => l.payload as Year));
}

/**
 * What the windows are counted by, from the lists that were pulled. They were checked when they came into the platform, so their shape is taken as
 * it is. @returns null before the shift table is here: then no task can be made that the server would know
 */
export function scheduleOf(lists: readonly SyncList[]): ScheduleContext | null {
  const shifts = lists.find((l) => l.id === 'shift_table')?.payload as ScheduleContext['shifts'] | undefined;
  if (lists.length === 0) return null;
  const occasions = lists.find((l) => l.id === 'inspection_occasions')?.payload as
    | NonNullable<ScheduleContext['occasions']>
    | undefined;
  return { calendar: calendarOf(lists), shifts: shifts ?? WHOLE_DAY, ...(occasions ? { occasions } : {}) };
}

/** The columns that windows follow from; also names the rule, for items that share it. */
export const ruleOf = (i: SyncItem): string =>
  [i.cycleN, i.cycleUnit, i.occasion, i.startsOn, i.workStart, i.workEnd, i.workdayKind].join('|');
