import type { HistoryRow } from '@yufang/contract/history';
import { expect, test } from 'vitest';
import { foldHistory } from './fold-history.ts';

let seq = 100;
/** A row of the log, each a minute before the last. */
function row(given: Partial<HistoryRow>): HistoryRow {
  seq -= 1;
  return {
    seq,
    at: `2026-11-27T02:${String(seq % 60).padStart(2, '0')}:00Z`,
    actorId: 'a',
    actorName: '李安',
    actorRole: 'safety_officer',
    device: null,
    entity: 'control_measure',
    entityId: crypto.randomUUID(),
    action: 'update',
    before: {},
    after: {},
    cause: null,
    ...given,
  };
}
const sweep = {
  entity: 'inspection_task',
  actorId: 'job:task-sweep',
  actorName: 'job:task-sweep',
  actorRole: 'system',
};

test('what a job did in a day is one line, whatever happened in between', () => {
  const folds = foldHistory([row(sweep), row({ entity: 'hidden_danger', action: 'report' }), row(sweep), row(sweep)]);
  expect(folds.map((f) => f.rows.length)).toEqual([3, 1]);
});

test('neighbours of one act by one person are one line; rows with a page of their own never are', () => {
  const danger = { entity: 'hidden_danger', action: 'assign' };
  const folds = foldHistory([row({}), row({}), row({ actorId: 'b' }), row(danger), row(danger)]);
  expect(folds.map((f) => f.rows.length)).toEqual([2, 1, 1, 1]);
});

test('another day is another line, and what only carries others along is none', () => {
  const folds = foldHistory([row(sweep), row({ ...sweep, at: '2026-11-25T02:00:00Z' }), row({ entity: 'attachment' })]);
  expect(folds.map((f) => f.rows.length)).toEqual([1, 1]);
});
