import { dayStartMs, shiftDays } from '../calendar/day.ts';
import { type ScheduleContext, type ScheduledItem, servedOn, workSpan } from './cycle.ts';
import { opening, type TaskWindow } from './grids.ts';

/**
 * The windows of a `special` item that open on a day: before each statutory holiday, at the beginning of each season. Campaigns are dispatched by
 * hand, resumptions made when a unit goes on; both have none here, nor has anything while the rules are not known.
 */
export function occasionsOn(item: ScheduledItem, day: string, context: ScheduleContext): TaskWindow[] {
  const rules = context.occasions;
  if (!rules) return [];
  if (item.occasion === 'holiday') {
    const eve = eveFrom(day, rules.holiday.daysBefore, context);
    return eve === null ? [] : span(item, { first: day, last: eve }, context);
  }
  if (item.occasion === 'season') {
    const season = rules.seasons.find((s) => s.from === day.slice(5));
    return season ? span(item, { first: day, last: shiftDays(day, season.days - 1) }, context) : [];
  }
  return [];
}

/**
 * The last day before the holiday whose inspection opens on `day`, or null. It opens `before` days ahead, or the day after another holiday where
 * that is nearer, so that two holidays in a row have a window each and neither overlaps.
 */
function eveFrom(day: string, before: number, { calendar }: ScheduleContext): string | null {
  const holiday = (d: string) => calendar.holiday?.(d)?.label ?? null;
  if (holiday(day) !== null) return null;
  for (let ahead = 1; ahead <= before; ahead += 1) {
    if (holiday(shiftDays(day, ahead)) === null) continue;
    const opensToday = ahead === before || holiday(shiftDays(day, -1)) !== null;
    return opensToday ? shiftDays(day, ahead - 1) : null;
  }
  return null;
}

/** From the opening of work on the first day to its end on the last day of service; none where no day is served. */
function span(item: ScheduledItem, days: { first: string; last: string }, { calendar }: ScheduleContext): TaskWindow[] {
  let { last } = days;
  while (last >= days.first && !servedOn(item.workdayKind, last, calendar)) last = shiftDays(last, -1);
  if (last < days.first) return [];
  const { start, end } = workSpan(item);
  return [opening(dayStartMs(days.first) + start, dayStartMs(last) + end)];
}
