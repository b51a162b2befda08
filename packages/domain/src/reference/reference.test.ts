import fc from 'fast-check';
import { expect, test } from 'vitest';
import { businessDaysAfter, daysFromTo, shanghaiDay, shiftDays, shiftMonths, spanFrom } from './days.ts';
import { editionFor } from './edition.ts';
import { parseReference } from './envelope.ts';

const head = {
  edition: '1',
  title: '静默',
  titleEn: 'Dormancy',
  standard: null,
  clause: null,
  inForceFrom: null,
  status: 'draft',
  certainty: 'design_default',
  source: 'ours',
};
const payload = {
  silentDays: { above: 7, small: 14, micro: 30 },
  counts: ['danger_command'],
  certainty: 'design_default',
  source: 'ours',
};
const code = (input: unknown) => {
  const parsed = parseReference(input);
  return parsed.ok ? 'ok' : `${parsed.error.code} ${parsed.error.field}`;
};

test('an edition is refused by code and field', () => {
  expect(code({ ...head, kind: 'enterprise_dormancy', payload })).toBe('ok');
  expect(code({ ...head, kind: 'tea_break', payload })).toBe('reference.unknown_kind kind');
  expect(code({ ...head, kind: 'enterprise_dormancy', payload, inForceFrom: 'soon' })).toBe(
    'reference.malformed inForceFrom',
  );
  const bad = { ...payload, silentDays: { ...payload.silentDays, micro: 0 } };
  expect(code({ ...head, kind: 'enterprise_dormancy', payload: bad })).toBe(
    'reference.malformed payload.silentDays.micro',
  );
  // The sentence says where it is: an editor of the whole payload is one field.
  expect(parseReference({ ...head, kind: 'enterprise_dormancy', payload: bad })).toMatchObject({
    error: { params: { path: 'payload.silentDays.micro' } },
  });
});

test('the edition that applies: in force before draft, later before earlier, never the retired or the future one', () => {
  const e = (edition: string, status: 'draft' | 'in_force' | 'retired', inForceFrom: string | null) => ({
    kind: 'k',
    edition,
    status,
    inForceFrom,
  });
  const all = [
    e('a', 'draft', null),
    e('b', 'in_force', '2020-01-01'),
    e('c', 'in_force', '2026-05-01'),
    e('d', 'retired', null),
  ];
  expect(editionFor(all, 'k', '2019-12-31')?.edition).toBe('a');
  expect(editionFor(all, 'k', '2026-04-30')?.edition).toBe('b');
  expect(editionFor(all, 'k', '2026-05-01')?.edition).toBe('c');
  expect(editionFor(all, 'other', '2026-05-01')).toBeNull();
});

const weekdays = { isBusinessDay: (date: string) => ![0, 6].includes(new Date(date).getUTCDay()) };
const Day = fc.integer({ min: 0, max: 20_000 }).map((n) => shiftDays('2000-01-01', n));

test('days, months and Shanghai days', () => {
  expect(shiftMonths('2024-01-31', 1)).toBe('2024-02-29');
  expect(shiftMonths('2025-12-31', 2)).toBe('2026-02-28');
  expect(shanghaiDay('2026-11-23T15:59:59Z')).toBe('2026-11-23');
  expect(shanghaiDay('2026-11-23T16:00:00Z')).toBe('2026-11-24');
  expect(spanFrom('2026-11-20', { days: 1, unit: 'business_day' }, weekdays)).toBe('2026-11-23');
  expect(spanFrom('2026-11-23', { days: 1, unit: 'business_day' }, weekdays, -1)).toBe('2026-11-20');
  expect(spanFrom('2026-11-21', { days: 0, unit: 'business_day' }, weekdays)).toBe('2026-11-21');
  expect(() => spanFrom('2026-11-21', { days: 1, unit: 'business_day' }, { isBusinessDay: () => false })).toThrow(
    RangeError,
  );
});

test('a span of business days holds exactly so many of them', () => {
  fc.assert(
    fc.property(Day, fc.integer({ min: 0, max: 60 }), (start, days) => {
      const end = spanFrom(start, { days, unit: 'business_day' }, weekdays);
      expect(businessDaysAfter(start, end, weekdays)).toBe(days);
      expect(daysFromTo(start, end)).toBeGreaterThanOrEqual(days);
    }),
  );
});
