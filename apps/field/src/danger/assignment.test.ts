import { readFileSync } from 'node:fs';
import type { SyncList } from '@yufang/contract';
import { expect, test } from 'vitest';
import { newId } from '../lib/uuid.ts';
import { formOf, payloadWith, takesPhotos } from '../outbox/edit.ts';
import type { OutboxItem } from '../outbox/types.ts';
import { type Assignment, assignCommand, deadlineRange, EMPTY_ASSIGNMENT, wrongAt, wrongsOf } from './assignment.ts';
import { minPhotosOf, rulesOf } from './rules.ts';

const cited = { certainty: 'design_default', source: 'test' };
const span = (days: number) => ({ days, unit: 'calendar_day', ...cited });
const longest = (usual: number, most: number) => ({ usual: span(usual), longest: span(most) });
const deadlines: SyncList = {
  id: 'danger_deadlines',
  edition: '1',
  title: '期限',
  payload: {
    rectify: { atOnce: longest(0, 1), general: longest(15, 30), major: longest(30, 180) },
    evidence: { minPhotos: 2, ...cited },
  },
};
const by = { role: 'safety_officer', nowMs: Date.parse('2026-11-24T17:00:00Z'), rules: rulesOf([deadlines]) } as const;
const blind = { ...by, rules: rulesOf([]) };
const danger = { level: 'general', status: 'verified', treatment: null, deadline: null } as const;
const whole: Assignment = {
  treatment: 'time_limited',
  assigneeId: 'w1',
  deadline: '2026-12-10',
  measures: '更换法兰',
  funds: '2000 元',
  contingency: '停泵',
};
const wrong = (
  value: Partial<Assignment>,
  of: Parameters<typeof wrongsOf>[1] = danger,
  how: typeof by | typeof blind = by,
) => Object.fromEntries(Object.entries(wrongsOf({ ...whole, ...value }, of, how)).map(([field, r]) => [field, r.code]));

test('what is missing of the five is named field by field before anything is kept, also before the tables are here', () => {
  expect(wrong({})).toEqual({});
  const five = 'danger.five_incomplete';
  const empty = { ...EMPTY_ASSIGNMENT, treatment: 'time_limited' as const, measures: '  ' };
  const all = { measures: five, funds: five, contingency: five, assigneeId: 'danger.unknown_assignee' };
  expect(wrong(empty)).toEqual(all);
  expect(wrong(empty, null, blind)).toEqual(all);
  expect(wrong({ ...EMPTY_ASSIGNMENT, assigneeId: 'w1' })).toEqual({});
});

test('the day is judged by the rules and the table that was pulled; without it the server judges', () => {
  expect(wrong({ deadline: '2026-11-24' })).toEqual({ deadline: 'danger.deadline_in_past' });
  expect(wrong({ deadline: '2026-12-26' })).toEqual({ deadline: 'danger.deadline_too_late' });
  expect(wrong({ deadline: '2026-12-26' }, danger, blind)).toEqual({});
  expect(wrong({ treatment: 'at_once' }, { ...danger, level: 'major' })).toEqual({
    treatment: 'danger.major_needs_time',
  });
  expect(deadlineRange('time_limited', danger, by)).toEqual({ min: '2026-11-25', max: '2026-12-25' });
  expect(deadlineRange('at_once', danger, by)).toEqual({ min: '2026-11-25', max: '2026-11-26' });
  expect(deadlineRange('time_limited', danger, blind)).toEqual({ min: '2026-11-25' });
  const set = { ...danger, status: 'assigned', treatment: 'time_limited', deadline: '2026-12-01' } as const;
  expect(deadlineRange('time_limited', set, by)).toEqual({ min: '2026-11-25', max: '2026-12-01' });
});

test('as many photos as the table says; one before it is here', () => {
  expect([minPhotosOf([deadlines]), minPhotosOf([])]).toEqual([2, 1]);
});

const item = (command: object): OutboxItem => ({
  id: newId(),
  kind: 'danger_command',
  deviceSeq: 1,
  claimedAt: '2026-11-24T02:00:00Z',
  payload: { dangerId: newId(), expectedVersion: 3, command, photos: [] } as OutboxItem['payload'],
  hash: '',
  state: 'refused',
  label: { title: '', place: null },
  refusal: { code: 'danger.five_incomplete', field: 'funds' },
  attempts: 1,
  unsure: false,
});

test('an assignment that came back is shown with its fields, the refused one marked, and goes again mended', () => {
  const refused = item({ ...assignCommand({ ...whole, funds: '', deadline: '' }), responsible: '班长' });
  const form = formOf(refused);
  expect([form.note, form.assign, takesPhotos(refused)]).toEqual([null, { ...whole, funds: '', deadline: '' }, false]);
  expect(wrongAt(refused.refusal)).toEqual({ funds: refused.refusal });
  const mended = payloadWith(refused, { ...form, assign: { ...whole, funds: ' 2000 元 ' } }, new Map());
  expect(mended).toEqual({
    ...refused.payload,
    command: { type: 'assign', ...whole, responsible: '班长' },
  });
});

test('of the other steps the words are changed, and photos go with the rectification alone', () => {
  const accept = item({ type: 'accept', note: '好' });
  expect([formOf(accept).note, formOf(accept).assign, takesPhotos(accept)]).toEqual(['好', null, false]);
  expect(takesPhotos(item({ type: 'submit_rectified', note: '', photoIds: [] }))).toBe(true);
  const seen = payloadWith(accept, { ...formOf(accept), note: '已看过', seenVersion: 5 }, new Map());
  expect(seen).toMatchObject({ expectedVersion: 5, command: { type: 'accept', note: '已看过' } });
});

test('what the phone judges by brings no schema library along', () => {
  const seen = new Set<string>();
  const walk = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const [, what = '', from = ''] of readFileSync(path, 'utf8').matchAll(
      /^(?:import|export) (?!type\b)([^;]*?) from '([^']+)';$/gm,
    )) {
      const typesOnly =
        what.startsWith('{') &&
        what
          .replace(/[{}]/g, '')
          .split(',')
          .every((n) => !n.trim() || n.trim().startsWith('type '));
      if (typesOnly) continue;
      expect(from, path).not.toBe('zod');
      if (from.startsWith('.')) walk(new URL(from, `file://${path}`).pathname);
    }
  };
  for (const entry of ['danger/assign', 'danger/deadlines', 'danger/vocabulary'])
    walk(new URL(`../../../../packages/domain/src/${entry}.ts`, import.meta.url).pathname);
  expect(seen.size).toBeGreaterThan(5);
});
