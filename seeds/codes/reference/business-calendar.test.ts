import { readdirSync, readFileSync } from 'node:fs';
import {
  addBusinessDays,
  CALENDAR_KIND,
  CalendarYear,
  calendarOfEditions,
  isBusinessDay,
  ReferenceEnvelope,
} from '@yufang/domain';
import { expect, test } from 'vitest';

const here = new URL('./', import.meta.url);
const editions = readdirSync(here)
  .filter((name) => name.startsWith('business-calendar') && name.endsWith('.json'))
  .map((name) => ReferenceEnvelope.parse(JSON.parse(readFileSync(new URL(name, here), 'utf8'))));
const calendar = calendarOfEditions(editions);

test('each edition is one whole year of its own kind, and only a published arrangement is in force', () => {
  for (const { kind, payload, status, certainty } of editions) {
    const year = CalendarYear.parse(payload);
    expect(kind).toBe(`${CALENDAR_KIND}${year.year}`);
    expect([status, certainty], kind).toEqual(year.complete ? ['in_force', 'confirmed'] : ['draft', 'own_knowledge']);
  }
});

test.each([
  ['2025-10-08', false],
  ['2025-10-11', true],
  ['2026-01-04', true],
  ['2026-02-14', true],
  ['2026-02-23', false],
  ['2026-02-24', true],
  ['2026-09-20', true],
  ['2026-11-21', false],
  ['2026-11-23', true],
  ['2027-02-05', false],
  ['2027-06-09', false],
  ['2028-01-01', false],
  ['2028-10-02', true],
])('%s is worked: %s', (day, worked) => expect(isBusinessDay(day, calendar)).toBe(worked));

test('how sure it is', () => {
  expect(['2026-05-01', '2027-05-01', '2028-05-01'].map(calendar.knowledge)).toEqual([
    'arrangement',
    'statutory_only',
    'weekends_only',
  ]);
  expect(calendar.holiday('2026-02-20')?.labelEn).toBe('Spring Festival');
});

test('business days across the Spring Festival, both ways', () => {
  expect(addBusinessDays('2026-02-13', 2, calendar)).toBe('2026-02-24');
  expect(addBusinessDays('2026-02-24', -2, calendar)).toBe('2026-02-13');
  expect(addBusinessDays('2026-02-15', 0, calendar)).toBe('2026-02-15');
});

test('248 business days in 2025 and 2026 each, as the law has it', () => {
  for (const year of [2025, 2026]) {
    let days = 0;
    for (let d = Date.UTC(year, 0, 1); d < Date.UTC(year + 1, 0, 1); d += 86_400_000)
      if (isBusinessDay(new Date(d).toISOString().slice(0, 10), calendar)) days++;
    expect(days, String(year)).toBe(248);
  }
});
