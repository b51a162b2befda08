import { readFileSync } from 'node:fs';
import type { SyncItem, SyncList, SyncTask } from '@yufang/contract';
import { taskIdOf } from '@yufang/domain';
import { expect, test } from 'vitest';
import { byPoint, type Doings, localTasks } from './local-tasks.ts';
import { scheduleOf } from './schedule.ts';

const reference = (file: string): SyncList => {
  const url = new URL(`../../../../seeds/codes/reference/${file}.json`, import.meta.url);
  const { kind, edition, title, payload } = JSON.parse(readFileSync(url, 'utf8'));
  return { id: kind, edition, title, payload };
};
const schedule = scheduleOf([reference('shift-table'), reference('business-calendar-2026')]);
const UNIT = '01900000-0000-7000-8000-0000000000aa';
const item = (more: Partial<SyncItem> = {}): SyncItem => ({
  id: '01900000-0000-7000-8000-000000000001',
  unitId: UNIT,
  measureId: UNIT,
  postId: UNIT,
  content: '',
  cycleN: 1,
  cycleUnit: 'day',
  occasion: null,
  workdayKind: 'every_day',
  workStart: null,
  workEnd: null,
  startsOn: '2026-11-01',
  photoRequired: false,
  ...more,
});
const task = (windowStart: string, dueAt: string, more: Partial<SyncTask> = {}): SyncTask => ({
  id: taskIdOf(item().id, windowStart),
  itemId: item().id,
  unitId: UNIT,
  postId: UNIT,
  assigneeId: null,
  note: null,
  kind: 'generated',
  windowStart,
  dueAt,
  state: 'open',
  recordId: null,
  doneAt: null,
  ...more,
});
const at = (now: string, more: Partial<Parameters<typeof localTasks>[0]> = {}) =>
  localTasks({
    tasks: [],
    items: [item()],
    units: [],
    schedule,
    tasksUntil: '2026-11-24T16:00:00.000Z',
    doings: new Map(),
    nowMs: Date.parse(now),
    ...more,
  });
const DAY1 = ['2026-11-23T16:00:00.000Z', '2026-11-24T16:00:00.000Z'] as const;

test('weeks offline: tasks go on, with the ids the server comes to, and are overdue when their day is over', () => {
  const tasks = at('2026-12-10T02:00:00Z');
  const today = tasks.find((t) => t.windowStart === '2026-12-09T16:00:00.000Z');
  expect(today).toMatchObject({ id: taskIdOf(item().id, '2026-12-09T16:00:00.000Z'), state: 'open' });
  expect(tasks.filter((t) => t.state === 'overdue')).toHaveLength(15);
  expect(tasks.filter((t) => t.state === 'later')).toHaveLength(1);
});

test('a task pulled and made here is one task; what the server said of it stands', () => {
  const made = at('2026-11-26T02:00:00Z');
  const pulled = task('2026-11-25T16:00:00.000Z', '2026-11-26T16:00:00.000Z', {
    state: 'done',
    doneAt: '2026-11-26T01:00:00Z',
  });
  const both = at('2026-11-26T02:00:00Z', { tasks: [pulled] });
  expect(both).toHaveLength(made.length);
  expect(both.find((t) => t.id === pulled.id)?.state).toBe('done');
});

test('a stopped unit, an item without a post, and a phone without the shift table make none', () => {
  expect(at('2026-11-26T02:00:00Z', { units: [{ id: UNIT, stopped: true }] })).toEqual([]);
  expect(at('2026-11-26T02:00:00Z', { items: [item({ postId: null })] })).toEqual([]);
  expect(at('2026-11-26T02:00:00Z', { schedule: scheduleOf([]) })).toEqual([]);
});

test('done here is done at once; refused comes back to its place', () => {
  const id = taskIdOf(item().id, DAY1[0]);
  const of = (doing: 'waiting' | 'refused' | 'sent') => {
    const doings: Doings = new Map([[id, doing]]);
    return at('2026-11-24T02:00:00Z', { tasks: [task(...DAY1)], doings }).find((t) => t.id === id);
  };
  expect(of('waiting')).toMatchObject({ state: 'done', waiting: true });
  expect(of('sent')).toMatchObject({ state: 'done', waiting: false });
  expect(of('refused')).toMatchObject({ state: 'open', refused: true });
});

test('a clock wrong by a day shows the right day once it is corrected', () => {
  const phone = Date.parse('2026-11-25T02:00:00Z');
  const corrected = at(new Date(phone - 86_400_000).toISOString(), { tasks: [task(...DAY1)] });
  expect(corrected.find((t) => t.windowStart === DAY1[0])?.state).toBe('open');
});

test('by point: one question an item, the newest window; dispatched first', () => {
  const yesterday = task('2026-11-22T16:00:00.000Z', '2026-11-23T16:00:00.000Z', { state: 'overdue' });
  const other = '01900000-0000-7000-8000-0000000000bb';
  const byHand = task(...DAY1, {
    id: other,
    unitId: other,
    kind: 'dispatched',
    note: '查漏',
    dueAt: '2026-11-30T00:00:00.000Z',
  });
  const points = byPoint(at('2026-11-24T02:00:00Z', { tasks: [yesterday, task(...DAY1), byHand] }));
  expect(points.map((p) => [p.unitId, p.todo.length, p.overdue])).toEqual([
    [other, 1, 0],
    [UNIT, 1, 0],
  ]);
  expect(points[1]?.todo[0]?.windowStart).toBe(DAY1[0]);
});
