import type { SyncPull, SyncTask } from '@yufang/contract';
import { expect, test } from 'vitest';
import { foldPages, outlived } from './pull-merge.ts';

const unit = (id: string, name: string) => ({
  id,
  name,
  object: '',
  pointCode: null,
  lon: null,
  lat: null,
  liveGrade: null,
  stopped: false,
});
const page = (more: Partial<SyncPull>): SyncPull => ({
  version: 1,
  serverTime: '2026-11-24T00:00:00Z',
  reset: false,
  more: false,
  cursor: 'c',
  tasksUntil: '2026-11-26T00:00:00Z',
  rows: {},
  gone: [],
  ...more,
});

test('pages fold in order: the later row wins, gone is gone, the last cursor counts', () => {
  const change = foldPages([
    page({ reset: true, cursor: '1', rows: { unit: [unit('a', 'old'), unit('b', 'b')] } }),
    page({ cursor: '2', rows: { unit: [unit('a', 'new')] }, gone: [{ kind: 'unit', id: 'b' }] }),
  ]);
  expect(change).toMatchObject({ clear: true, cursor: '2', gone: { unit: ['b'] } });
  expect(change.put.unit).toEqual([unit('a', 'new')]);
});

test('a page applied twice is harmless, and a delta clears nothing', () => {
  const delta = page({ rows: { unit: [unit('a', 'x')] } });
  expect(foldPages([delta, delta])).toEqual(foldPages([delta]));
  expect(foldPages([delta]).clear).toBe(false);
});

test('age takes tasks off the phone: done for 3 days, due 31 days ago, cancelled; a long window stays', () => {
  const task = (id: string, more: Partial<SyncTask>): SyncTask => ({
    id,
    itemId: 'i',
    unitId: 'u',
    postId: null,
    assigneeId: null,
    note: null,
    kind: 'generated',
    windowStart: '2026-11-20T00:00:00Z',
    dueAt: '2026-11-21T00:00:00Z',
    state: 'overdue',
    recordId: null,
    doneAt: null,
    ...more,
  });
  const tasks = [
    task('kept', {}),
    task('done long ago', { doneAt: '2026-11-20T12:00:00Z', state: 'done' }),
    task('done today', { doneAt: '2026-11-24T00:00:00Z', state: 'done' }),
    task('too old', { windowStart: '2026-10-01T00:00:00Z', dueAt: '2026-10-02T00:00:00Z' }),
    task('a quarter’s, still open', { windowStart: '2026-10-01T00:00:00Z', dueAt: '2027-01-01T00:00:00Z' }),
    task('cancelled', { state: 'cancelled' }),
  ];
  expect(outlived(tasks, Date.parse('2026-11-24T12:00:00Z'))).toEqual(['done long ago', 'too old', 'cancelled']);
});
