import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { businessCalendar, CalendarYear, WEEKENDS_ONLY } from '../calendar/business-calendar.ts';
import { businessDay, dayStartMs, shiftDays } from '../calendar/day.ts';
import { cycleOf, type ScheduledItem } from './cycle.ts';
import { InspectionOccasions } from './occasions.ts';
import { nextWindow, openWindow, windowsBetween, windowsOn } from './schedule.ts';
import { ShiftTable } from './shift-table.ts';
import { CYCLE_UNITS, WORKDAY_KINDS } from './vocabulary.ts';

const cited = { certainty: 'design_default', source: 'test' } as const;
const shift = (code: string, start: string, end: string) => ({ code, label: code, labelEn: code, start, end });
const shifts = ShiftTable.parse({
  shifts: [shift('night', '00:00', '08:00'), shift('day', '08:00', '16:00'), shift('late', '16:00', '24:00')],
  ...cited,
});
const context = { calendar: WEEKENDS_ONLY, shifts };
const DAILY: ScheduledItem = {
  cycleN: 1,
  cycleUnit: 'day',
  startsOn: '2026-01-01',
  workStart: null,
  workEnd: null,
  workdayKind: 'every_day',
  occasion: null,
};
const local = (at: string) => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(5, 16);
const shown = (item: Partial<ScheduledItem>, day: string, ctx = context) =>
  windowsOn({ ...DAILY, ...item }, day, ctx).map((w) => `${local(w.windowStart)} ${local(w.dueAt)}`);

const occasions = InspectionOccasions.parse({
  holiday: { daysBefore: 7 },
  seasons: [{ label: '夏', labelEn: 'summer', from: '06-01', days: 30 }],
  resumption: { days: 3 },
  ...cited,
});
const festivals = CalendarYear.parse({
  year: 2026,
  complete: true,
  holidays: [
    { label: '中秋节', labelEn: 'Mid-Autumn', from: '2026-09-25', to: '2026-09-27' },
    { label: '国庆节', labelEn: 'National Day', from: '2026-10-01', to: '2026-10-07' },
  ],
  workdays: [],
  ...cited,
});

describe('occasions', () => {
  const withOccasions = { calendar: businessCalendar([festivals]), shifts, occasions };
  const special = (occasion: 'holiday' | 'season' | 'campaign'): ScheduledItem => ({
    ...DAILY,
    cycleUnit: 'special',
    occasion,
  });
  const year = (item: ScheduledItem) =>
    windowsBetween(item, '2026-01-01T00:00:00+08:00', '2027-01-01T00:00:00+08:00', withOccasions).map(
      (w) => `${local(w.windowStart)} ${local(w.dueAt)}`,
    );
  test('a window until the eve of each holiday, two close ones apart; one a season; campaigns by hand', () => {
    expect(year(special('holiday'))).toEqual(['09-18T00:00 09-25T00:00', '09-28T00:00 10-01T00:00']);
    expect(year(special('season'))).toEqual(['06-01T00:00 07-01T00:00']);
    expect(year(special('campaign'))).toEqual([]);
    expect(windowsOn(special('holiday'), '2026-09-18', context)).toEqual([]);
  });
  test('what stands open at an instant', () => {
    const at = '2026-06-15T04:00:00Z';
    expect(openWindow(special('season'), at, withOccasions)).toMatchObject({ dueAt: '2026-06-30T16:00:00.000Z' });
    expect(openWindow({ ...DAILY, cycleUnit: 'year' }, at, context)).toMatchObject({
      windowStart: '2025-12-31T16:00:00.000Z',
    });
    expect(openWindow({ ...DAILY, workStart: '08:00', workEnd: '10:00' }, at, context)).toBeNull();
  });
});

describe('windows, worked by hand', () => {
  test.each<[string, Partial<ScheduledItem>, string, string[]]>([
    ['a day', {}, '2026-03-05', ['03-05T00:00 03-06T00:00']],
    ['a day with times', { workStart: '08:00', workEnd: '17:30:00' }, '2026-03-05', ['03-05T08:00 03-05T17:30']],
    ['a night', { workStart: '22:00', workEnd: '06:00' }, '2026-03-05', ['03-05T22:00 03-06T06:00']],
    ['no work on Saturday', { workdayKind: 'workdays' }, '2026-03-07', []],
    ['days off only', { workdayKind: 'days_off' }, '2026-03-07', ['03-07T00:00 03-08T00:00']],
    [
      'every two hours until half past five: the last half hour and a half joins',
      { cycleN: 4, cycleUnit: 'hour', workStart: '08:00', workEnd: '17:30' },
      '2026-03-05',
      ['03-05T08:00 03-05T12:00', '03-05T12:00 03-05T17:30'],
    ],
    [
      'hours of the night: what opens after midnight belongs to the next day',
      { cycleN: 4, cycleUnit: 'hour', workStart: '22:00', workEnd: '06:00' },
      '2026-03-05',
      ['03-05T02:00 03-05T06:00', '03-05T22:00 03-06T02:00'],
    ],
    ['half a day', { cycleN: 0.5 }, '2026-03-05', ['03-05T00:00 03-05T12:00', '03-05T12:00 03-06T00:00']],
    [
      'each shift',
      { cycleUnit: 'shift' },
      '2026-03-05',
      ['03-05T00:00 03-05T08:00', '03-05T08:00 03-05T16:00', '03-05T16:00 03-06T00:00'],
    ],
    [
      'every second shift',
      { cycleUnit: 'shift', cycleN: 2 },
      '2026-01-01',
      ['01-01T00:00 01-01T16:00', '01-01T16:00 01-02T08:00'],
    ],
    ['a week from Thursday', { cycleUnit: 'week' }, '2026-03-05', ['03-05T00:00 03-12T00:00']],
    ['a week does not open on Friday', { cycleUnit: 'week' }, '2026-03-06', []],
    [
      'a week that begins on a day off opens on Monday',
      { cycleUnit: 'week', startsOn: '2026-03-07', workdayKind: 'workdays' },
      '2026-03-09',
      ['03-09T00:00 03-14T00:00'],
    ],
    ['the 31st in February', { cycleUnit: 'month', startsOn: '2026-01-31' }, '2026-02-28', ['02-28T00:00 03-31T00:00']],
    ['and again in March', { cycleUnit: 'month', startsOn: '2026-01-31' }, '2026-03-31', ['03-31T00:00 04-30T00:00']],
    ['a quarter', { cycleUnit: 'quarter', startsOn: '2025-11-30' }, '2026-02-28', ['02-28T00:00 05-30T00:00']],
    [
      'half a year',
      { cycleUnit: 'year', cycleN: 0.5, startsOn: '2026-01-01' },
      '2026-07-01',
      ['07-01T00:00 01-01T00:00'],
    ],
    ['a leap day', { cycleUnit: 'year', startsOn: '2024-02-29' }, '2026-02-28', ['02-28T00:00 02-28T00:00']],
    [
      'a day and a half',
      { cycleUnit: 'hour', cycleN: 36, startsOn: '2026-03-01' },
      '2026-03-02',
      ['03-02T12:00 03-04T00:00'],
    ],
    ['before it starts', { startsOn: '2026-03-06' }, '2026-03-05', []],
    ['special', { cycleUnit: 'special', occasion: 'holiday' }, '2026-03-05', []],
  ])('%s', (_, item, day, expected) => expect(shown(item, day)).toEqual(expected));

  test('a holiday is no workday, and a worked Saturday is one', () => {
    const year = {
      year: 2026,
      complete: true,
      holidays: [{ label: '劳动节', labelEn: 'Labour Day', from: '2026-05-01', to: '2026-05-05' }],
      workdays: ['2026-05-09'],
      ...cited,
    };
    const ctx = { shifts, calendar: businessCalendar([year]) };
    expect(shown({ workdayKind: 'workdays' }, '2026-05-04', ctx)).toEqual([]);
    expect(shown({ workdayKind: 'workdays' }, '2026-05-09', ctx)).toHaveLength(1);
    expect(shown({ workdayKind: 'days_off' }, '2026-05-09', ctx)).toEqual([]);
  });

  test('cycles that are none', () => {
    const code = (cycleN: number, cycleUnit: ScheduledItem['cycleUnit']) => {
      const read = cycleOf({ cycleN, cycleUnit });
      return read.ok ? null : read.error.code;
    };
    expect(code(0, 'day')).toBe('schedule.cycle');
    expect(code(Number.NaN, 'month')).toBe('schedule.cycle');
    expect(code(0.1, 'hour')).toBe('schedule.cycle_too_short');
    expect(code(1.5, 'shift')).toBe('schedule.shift_fraction');
    expect(code(0, 'special')).toBeNull();
    expect(windowsOn({ ...DAILY, cycleN: 0 }, '2026-03-05', context)).toEqual([]);
    expect(nextWindow({ ...DAILY, cycleUnit: 'special' }, '2026-03-05T00:00:00Z', context)).toBeNull();
  });
});

describe('windows, for any item', () => {
  const time = fc.option(
    fc
      .integer({ min: 0, max: 95 })
      .map((q) => `${String(Math.floor(q / 4)).padStart(2, '0')}:${String((q % 4) * 15).padStart(2, '0')}`),
  );
  const anyItem: fc.Arbitrary<ScheduledItem> = fc
    .record({
      cycleUnit: fc.constantFrom(...CYCLE_UNITS.filter((u) => u !== 'special')),
      quarters: fc.integer({ min: 1, max: 48 }),
      startsOn: fc.integer({ min: 0, max: 700 }).map((d) => shiftDays('2024-06-01', d)),
      workStart: time,
      workEnd: time,
      workdayKind: fc.constantFrom(...WORKDAY_KINDS),
    })
    .map(({ quarters, ...item }) => ({
      ...item,
      occasion: null,
      cycleN: item.cycleUnit === 'shift' ? quarters : quarters / 4,
    }));
  const from = '2026-01-01';
  const days = Array.from({ length: 365 }, (_, i) => shiftDays(from, i));

  test('they never overlap, each opens on the day that was asked, and a year holds each once', () => {
    fc.assert(
      fc.property(anyItem, (item) => {
        const perDay = days.map((day) => ({ day, windows: windowsOn(item, day, context) }));
        const astray = perDay.filter(({ day, windows }) => windows.some((w) => businessDay(w.windowStart) !== day));
        expect(astray).toEqual([]);
        const year = perDay.flatMap(({ windows }) => windows);
        const overlapping = year.filter(
          (w, i) => w.dueAt <= w.windowStart || (year[i - 1]?.dueAt ?? '') > w.windowStart,
        );
        expect(overlapping, JSON.stringify(item)).toEqual([]);
        const end = dayStartMs(from) + 365 * 86_400_000;
        expect(JSON.stringify(windowsBetween(item, dayStartMs(from), end, context))).toBe(JSON.stringify(year));
      }),
      { numRuns: 60 },
    );
  });

  test('the next window after any instant is the first of them', () => {
    fc.assert(
      fc.property(anyItem, fc.integer({ min: 0, max: 120 * 24 }), (item, hours) => {
        const at = dayStartMs(from) + hours * 3_600_000 + 1;
        const next = nextWindow(item, at, context);
        const later = windowsBetween(item, dayStartMs(from), at + 1, context).at(-1);
        if (next) expect(Date.parse(next.windowStart)).toBeGreaterThanOrEqual(at);
        expect(next, JSON.stringify(item)).not.toBeNull();
        if (later && next) expect(later.dueAt <= next.windowStart).toBe(true);
      }),
    );
  });
});
