import type { SyncItem, SyncTask, SyncUnit } from '@yufang/contract';
import type { ScheduleContext } from '@yufang/domain/inspection/cycle';
import type { TaskWindow } from '@yufang/domain/inspection/grids';
import { windowsBetween } from '@yufang/domain/inspection/schedule';
import { taskIdOf } from '@yufang/domain/inspection/task-id';
import { taskStateAt } from '@yufang/domain/inspection/task-state';
import { SYNC_TASK_DAYS } from '../protocol.ts';
import { SYNC_DAY_MS } from '../sync/kinds.ts';
import { ruleOf } from './schedule.ts';

/** Where a task stands on this phone: what the server said, moved on by the clock and by what this phone has done since. */
export type LocalTask = {
  readonly id: string;
  readonly itemId: string;
  readonly unitId: string;
  readonly windowStart: string;
  readonly dueAt: string;
  readonly state: 'later' | 'open' | 'overdue' | 'done';
  /** Dispatched by hand, with what was said. */
  readonly note: string | null;
  readonly dispatched: boolean;
  /** Done here, not acknowledged by the server. */
  readonly waiting: boolean;
  /** Done here and refused: it has come back. */
  readonly refused: boolean;
};

/** What this phone did about tasks: by task id. */
export type Doings = ReadonlyMap<string, 'waiting' | 'refused' | 'sent'>;

/** How far ahead the phone makes tasks. */
const AHEAD_MS = SYNC_DAY_MS;

/**
 * All tasks of this person now: those pulled, and beyond `tasksUntil` those made here by the domain's windows, with the ids that the server will
 * come to as well. This is how a phone works for weeks without a network.
 */
export function localTasks(given: {
  readonly tasks: readonly SyncTask[];
  readonly items: readonly SyncItem[];
  readonly units: readonly Pick<SyncUnit, 'id' | 'stopped'>[];
  readonly schedule: ScheduleContext | null;
  readonly tasksUntil: string | null;
  readonly doings: Doings;
  /** Now, by the corrected clock. */
  readonly nowMs: number;
}): LocalTask[] {
  const { doings, nowMs } = given;
  const out = new Map<string, LocalTask>();
  const oldest = nowMs - SYNC_TASK_DAYS * SYNC_DAY_MS;
  for (const t of given.tasks) {
    if (t.state === 'cancelled') continue;
    if (t.doneAt === null && Date.parse(t.dueAt) < oldest) continue;
    const note = { note: t.note, dispatched: t.kind === 'dispatched' };
    out.set(t.id, taskOf({ ...t, ...note, done: t.doneAt !== null }, { doings, nowMs }));
  }
  for (const made of beyond(given, oldest)) {
    if (!out.has(made.id))
      out.set(made.id, taskOf({ ...made, note: null, dispatched: false, done: false }, { doings, nowMs }));
  }
  return [...out.values()].sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0));
}

function taskOf(
  t: Pick<LocalTask, 'id' | 'itemId' | 'unitId' | 'windowStart' | 'dueAt' | 'note' | 'dispatched'> & { done: boolean },
  { doings, nowMs }: { doings: Doings; nowMs: number },
): LocalTask {
  const doing = doings.get(t.id);
  const done = t.done || doing === 'waiting' || doing === 'sent';
  const now = taskStateAt({ dueAt: t.dueAt, doneAt: null, cancelled: false }, nowMs);
  return {
    id: t.id,
    itemId: t.itemId,
    unitId: t.unitId,
    windowStart: t.windowStart,
    dueAt: t.dueAt,
    note: t.note,
    dispatched: t.dispatched,
    state: done ? 'done' : Date.parse(t.windowStart) > nowMs ? 'later' : now === 'overdue' ? 'overdue' : 'open',
    waiting: doing === 'waiting',
    refused: !t.done && doing === 'refused',
  };
}

/** Tasks that the server has not made (or not sent) yet. Items of one rule share its windows. */
function beyond(
  given: Pick<Parameters<typeof localTasks>[0], 'items' | 'units' | 'schedule' | 'tasksUntil' | 'nowMs'>,
  oldest: number,
): { id: string; itemId: string; unitId: string; windowStart: string; dueAt: string }[] {
  const { schedule, tasksUntil } = given;
  if (!schedule || !tasksUntil) return [];
  const from = Math.max(Date.parse(tasksUntil), oldest);
  const to = given.nowMs + AHEAD_MS;
  if (from >= to) return [];
  const stopped = new Set(given.units.filter((u) => u.stopped).map((u) => u.id));
  const windows = new Map<string, TaskWindow[]>();
  return given.items.flatMap((item) => {
    if (item.postId === null || stopped.has(item.unitId)) return [];
    const rule = ruleOf(item);
    const found = windows.get(rule) ?? windowsBetween(item, from, to, schedule);
    windows.set(rule, found);
    return found.map((w) => ({ id: taskIdOf(item.id, w.windowStart), itemId: item.id, unitId: item.unitId, ...w }));
  });
}

/** A point with what is to do there. */
export type PointTasks = {
  readonly unitId: string;
  /** One a question: the newest window of each item that is open or overdue. */
  readonly todo: readonly LocalTask[];
  readonly overdue: number;
  readonly done: number;
  readonly refused: number;
  /** The earliest end of what is open; of overdue ones the latest. */
  readonly dueAt: string | null;
  readonly dispatched: boolean;
};

/** Tasks by point: what is overdue or due first comes first, points without anything to do last. */
export function byPoint(tasks: readonly LocalTask[]): PointTasks[] {
  const units = new Map<string, LocalTask[]>();
  for (const t of tasks) if (t.state !== 'later') units.set(t.unitId, [...(units.get(t.unitId) ?? []), t]);
  const points = [...units].map(([unitId, all]): PointTasks => {
    const todo = newestOfEach(all.filter((t) => t.state !== 'done'));
    const dues = todo.map((t) => t.dueAt).sort();
    return {
      unitId,
      todo,
      overdue: todo.filter((t) => t.state === 'overdue').length,
      done: all.filter((t) => t.state === 'done').length,
      refused: all.filter((t) => t.refused).length,
      dueAt: dues[0] ?? null,
      dispatched: todo.some((t) => t.dispatched),
    };
  });
  const rank = (p: PointTasks) => (p.todo.length === 0 ? '9' : `${p.dispatched ? 0 : 1}${p.dueAt}`);
  return points.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

/** One record answers one window: of an item's windows the newest is asked; what was missed before stays missed. */
function newestOfEach(tasks: readonly LocalTask[]): LocalTask[] {
  const newest = new Map<string, LocalTask>();
  for (const t of tasks) {
    const key = t.dispatched ? t.id : t.itemId;
    const known = newest.get(key);
    if (!known || known.windowStart < t.windowStart) newest.set(key, t);
  }
  return [...newest.values()];
}
