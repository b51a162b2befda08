import { businessDay } from '@yufang/domain/calendar/day';
import { dimColumns } from '../../platform/db/actor.ts';
import type { Chain, Entry } from '../change/record.ts';
import type { AnsweredTask, TaskRow } from './record-rows.ts';
import type { Good } from './records.ts';

/** The tasks that these records answer. The first record of a task answers it; a later one is kept beside it. */
export function answered(all: readonly Good[], chain: Chain) {
  const moved: AnsweredTask[] = [];
  const made: TaskRow[] = [];
  const taskEntries: Entry[] = [];
  const seen = new Set<string>();
  const enter = <T extends AnsweredTask>(list: T[], before: AnsweredTask | null, after: T) => {
    list.push(after);
    taskEntries.push({ entity: 'inspection_task', entityId: after.id, action: 'answer', before, after });
  };
  for (const good of all) {
    const { draft, task, taskId, window, timing } = good;
    if (!taskId || !window || seen.has(taskId) || draft.result === 'not_inspected') continue;
    const dueAt = task?.due_at ?? timing?.dueAt;
    if (!dueAt || (task && task.state !== 'open' && task.state !== 'overdue')) continue;
    seen.add(taskId);
    const state = draft.claimedAt <= dueAt ? 'done' : 'done_late';
    const answer = { state, record_id: draft.id, done_at: draft.claimedAt, version: (task?.version ?? 0) + 1 };
    if (task) enter(moved, task, { ...task, ...answer });
    else enter(made, null, { ...newTask(good, chain, { id: taskId, window, dueAt }), ...answer });
  }
  return { moved, made, taskEntries };
}

/** The task that a phone made by the same rule as the server will. */
const newTask = (
  { item, timing }: Good,
  chain: Chain,
  what: { id: string; window: Date; dueAt: Date },
): Omit<TaskRow, 'state' | 'record_id' | 'done_at' | 'version'> => ({
  ...dimColumns(chain.dims),
  window_start: what.window,
  id: what.id,
  item_id: item.id,
  unit_id: item.unit_id,
  post_id: item.post_id,
  due_at: what.dueAt,
  day: timing?.day ?? businessDay(what.window),
  kind: 'generated',
  dispatch_note: null,
  assignee_id: null,
  escalated_to: null,
  updated_at: what.window,
  seq: 0,
});
