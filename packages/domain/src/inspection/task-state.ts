import { epochMs, type Moment } from '../calendar/day.ts';
import type { TaskState } from './vocabulary.ts';

/** What a task's state is read from. `doneAt`: when the check was made by the corrected claim, not when the phone found a signal. */
export type TaskFacts = { readonly dueAt: Moment; readonly doneAt: Moment | null; readonly cancelled: boolean };

/**
 * The state of a task at an instant. Cancelled stays cancelled; a check at the very end of the window is in time.
 */
export function taskStateAt(task: TaskFacts, now: Moment): TaskState {
  if (task.cancelled) return 'cancelled';
  const due = epochMs(task.dueAt);
  if (task.doneAt !== null) return epochMs(task.doneAt) <= due ? 'done' : 'done_late';
  return epochMs(now) > due ? 'overdue' : 'open';
}

/** Hours since a task was due; 0 until then. */
export const overdueHours = (dueAt: Moment, now: Moment): number =>
  Math.max(0, (epochMs(now) - epochMs(dueAt)) / 3_600_000);
