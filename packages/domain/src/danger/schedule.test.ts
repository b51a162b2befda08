import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DangerDeadlines, DangerEscalation } from '../reference/danger-rules.ts';
import { shiftDays } from '../reference/days.ts';
import type { DangerFacts } from './facts.ts';
import { dangerSchedule, NEVER } from './schedule.ts';
import { DANGER_LEVELS, DANGER_STATUSES } from './vocabulary.ts';

const payload = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../../seeds/codes/reference/${name}.json`, import.meta.url), 'utf8')).payload;
const reference = {
  deadlines: DangerDeadlines.parse(payload('danger-deadlines')),
  escalation: DangerEscalation.parse(payload('danger-escalation')),
  calendar: { isBusinessDay: (day: string) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) },
};
const danger = (given: Partial<DangerFacts>): DangerFacts => ({
  status: 'rectifying',
  level: 'general',
  treatment: 'time_limited',
  source: 'daily',
  reportedBy: 'a',
  reportedAt: '2026-11-02T02:00:00Z',
  assigneeId: 'b',
  rectifiedBy: null,
  rectifiedAt: null,
  deadline: '2026-11-24',
  extension: null,
  supervision: null,
  major: null,
  failedAcceptances: 0,
  reopened: 0,
  ...given,
});

test.each([
  ['2026-11-24', { overdue: false, sweepOn: '2026-11-25', escalatedTo: null }],
  ['2026-11-25', { overdue: true, overdueSince: '2026-11-25', sweepOn: '2026-11-27', escalatedTo: 'safety_officer' }],
  ['2026-12-03', { escalatedTo: 'county_officer', escalationLevel: 3, sweepOn: '2026-12-15' }],
  ['2026-12-15', { escalatedTo: 'city_officer', escalationLevel: 4, sweepOn: NEVER }],
])('due on Tuesday 24 November, seen on %s', (today, expected) => {
  expect(dangerSchedule(danger({}), {}, today, reference)).toMatchObject(expected);
});

test.each([
  ['nobody verified and assigned it', { status: 'reported', deadline: null }, '2026-11-04', '2026-11-05'],
  [
    'nobody judged what was rectified in time',
    { status: 'to_accept', rectifiedAt: '2026-11-20T02:00:00Z' },
    '2026-11-25',
    '2026-11-26',
  ],
  [
    'heard of later than it was done',
    { status: 'to_accept', rectifiedAt: '2026-11-20T02:00:00Z', rectifiedReceivedAt: '2026-11-26T02:00:00Z' },
    '2026-12-01',
    '2026-12-02',
  ],
] as const)('%s: overdue the day after', (_, given, on, after) => {
  expect(dangerSchedule(danger(given), {}, on, reference)).toMatchObject({ overdue: false, sweepOn: after });
  expect(dangerSchedule(danger(given), {}, after, reference)).toMatchObject({ overdue: true, overdueSince: after });
});

test('a lifting that nobody made known is late even after the closing', () => {
  const dues = { publish_lifting: { on: '2026-11-24', late: false }, report_up: { on: '2026-11-02', late: true } };
  const closed = danger({ status: 'closed' });
  expect(dangerSchedule(closed, dues, '2026-11-24', reference)).toMatchObject({
    overdue: false,
    dues: { publish_lifting: { on: '2026-11-24', late: false } },
    sweepOn: '2026-11-25',
    newlyLate: [],
  });
  expect(dangerSchedule(closed, dues, '2026-11-25', reference)).toMatchObject({
    sweepOn: null,
    newlyLate: ['publish_lifting'],
  });
});

test('a due of its own that passes is late once', () => {
  const dues = { report_up: { on: '2026-11-23', late: false }, publish_listing: { on: '2026-11-01', late: false } };
  const first = dangerSchedule(danger({ level: 'major' }), dues, '2026-11-24', reference);
  expect(first.newlyLate).toEqual(['report_up', 'publish_listing']);
  expect(dangerSchedule(danger({ level: 'major' }), first.dues, '2026-11-25', reference).newlyLate).toEqual([]);
});

test('until the day it names, nothing changes; on that day something does; and it always lies ahead', () => {
  const Day = fc.integer({ min: 0, max: 60 }).map((n) => shiftDays('2026-11-01', n));
  fc.assert(
    fc.property(
      fc.constantFrom(...DANGER_STATUSES),
      fc.constantFrom(...DANGER_LEVELS),
      fc.option(Day, { nil: null }),
      Day,
      fc.nat({ max: 40 }),
      (status, level, deadline, today, later) => {
        const facts = danger({
          status,
          level,
          deadline,
          rectifiedAt: status === 'to_accept' ? '2026-11-20T02:00:00Z' : null,
        });
        const dues = { report_up: { on: '2026-11-20', late: false } };
        const now = dangerSchedule(facts, dues, today, reference);
        if (now.sweepOn === null) {
          expect(now.due).toBeNull();
          return;
        }
        expect(now.sweepOn > today).toBe(true);
        const next = shiftDays(today, later);
        const then = dangerSchedule(facts, now.dues, next, reference);
        const { sweepOn: _a, newlyLate: _b, ...before } = now;
        const { sweepOn: _c, newlyLate: _d, ...after } = then;
        if (next < now.sweepOn) expect(after).toEqual(before);
        if (next === now.sweepOn) expect(after).not.toEqual(before);
      },
    ),
  );
});
