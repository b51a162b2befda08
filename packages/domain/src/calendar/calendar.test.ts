import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { addBusinessDays, businessCalendar, CalendarYear, isBusinessDay, WEEKENDS_ONLY } from './business-calendar.ts';
import { businessDay, businessDaysAfter, dayStartMs, isoInstant, msOfDay, shiftDays } from './day.ts';

const YEAR = CalendarYear.parse({
  year: 2026,
  complete: true,
  holidays: [{ label: '春节', labelEn: 'Spring Festival', from: '2026-02-15', to: '2026-02-23' }],
  workdays: ['2026-02-14', '2026-02-28'],
  certainty: 'confirmed',
  source: 'test',
});
const calendar = businessCalendar([YEAR]);
const day = fc.integer({ min: 0, max: 700 }).map((n) => shiftDays('2025-06-01', n));

test('the business day of an instant turns at 16:00 UTC', () => {
  expect(businessDay('2026-11-23T15:59:59.999Z')).toBe('2026-11-23');
  expect(businessDay('2026-11-23T16:00:00Z')).toBe('2026-11-24');
  expect(businessDay(new Date('2026-11-24T00:00:00+08:00'))).toBe('2026-11-24');
  expect(() => businessDay('yesterday')).toThrow(RangeError);
});

test('the fixed offset agrees with the zone rules', () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2099, 0) }), (ms) => {
      const zoned = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('Asia/Shanghai');
      expect(businessDay(ms)).toBe(zoned.toPlainDate().toString());
      expect(dayStartMs(businessDay(ms)) + msOfDay(ms)).toBe(ms);
    }),
  );
});

test('business days forth and back, counted', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 60 }), (start, n) => {
      const end = addBusinessDays(start, n, calendar);
      expect(isBusinessDay(end, calendar)).toBe(true);
      expect(businessDaysAfter(start, end, calendar)).toBe(n);
      fc.pre(isBusinessDay(start, calendar));
      expect(addBusinessDays(end, -n, calendar)).toBe(start);
    }),
  );
});

test.each([
  ['9999-12-31', '2026-11-23', 0],
  ['2026-11-23', '2026-11-23', 0],
  ['2026-11-23', '2026-11-24', 1],
])('business days after %s up to %s: %i, whatever the days are', (from, to, n) => {
  expect(businessDaysAfter(from, to, calendar)).toBe(n);
});

test('there is no day after the last one that text can order', () => {
  expect(() => shiftDays('9999-12-31', 1)).toThrow(RangeError);
  expect(() => addBusinessDays('9999-12-31', 1, calendar)).toThrow(RangeError);
});

test('a year that is not known falls back to weekends, and says so', () => {
  expect(isBusinessDay('2027-02-08', calendar)).toBe(true);
  expect([calendar.knowledge('2026-02-20'), calendar.knowledge('2027-02-08')]).toEqual([
    'arrangement',
    'weekends_only',
  ]);
  expect(isBusinessDay('2026-02-14', WEEKENDS_ONLY)).toBe(false);
});

test.each([
  ['a day of another year', { workdays: ['2027-01-02'] }],
  ['a worked weekday', { workdays: ['2026-02-26'] }],
  ['a holiday that is worked', { workdays: ['2026-02-15'] }],
  ['an end before the beginning', { holidays: [{ label: 'x', labelEn: 'x', from: '2026-02-15', to: '2026-02-14' }] }],
])('%s is refused', (_, wrong) => expect(CalendarYear.safeParse({ ...YEAR, ...wrong }).success).toBe(false));

test('an instant is written as the engine writes it, whatever came before it', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -8.64e15, max: 8.64e15 }), { minLength: 1 }), (instants) => {
      for (const ms of instants)
        for (const near of [ms, Math.trunc(ms / 2), ms % 86_400_000])
          expect(isoInstant(near)).toBe(new Date(near).toISOString());
    }),
  );
  expect(isoInstant(1.9)).toBe('1970-01-01T00:00:00.001Z');
  expect(() => isoInstant(Number.NaN)).toThrow(RangeError);
  expect(() => isoInstant(8.65e15)).toThrow(RangeError);
});
