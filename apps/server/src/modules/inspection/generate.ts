import { taskIdOf } from '@yufang/domain';
import { businessDay, dayStartMs } from '@yufang/domain/calendar/day';
import type { EnterpriseDims } from '../../platform/db/actor.ts';
import { asSystem, type Database, type Trx } from '../../platform/db/database.ts';
import { systemActor } from '../change/record.ts';
import { nextSeq, openChains, recordMany } from '../change/record-many.ts';
import {
  type DueItem,
  insertTasks,
  moveItems,
  type NewTask,
  selectDueEnterprises,
  selectDueItems,
} from './generate-rows.ts';
import { TASK_CATCH_UP_MS, TASK_HORIZON_MS } from './horizon.ts';
import { readSchedule, windowsFinder } from './windows.ts';

const ACTOR = systemActor('job:task-generation');
/** Items of one transaction: some hundred milliseconds, for so long a phone of these enterprises may have to wait. */
const BATCH_ITEMS = 8_000;

/** What a run did. */
export type Generated = { readonly tasks: number; readonly enterprises: number; readonly items: number };

/**
 * Make the tasks whose windows open before the horizon, going on where the last run stopped (`next_window` of each item). Safe to run at any time,
 * twice, and to be killed: a task's id follows from item and window, a batch is one transaction.
 *
 * Skipped, and moved on without a task: stopped units while they stand still, items without a working day in reach, enterprises that are
 * not active. A window longer past than three days is not made up for.
 *
 * @param until make tasks up to here; default 48 hours from now
 * @param onBatch told after each batch, for the operator's terminal
 */
export async function generateTasks(
  db: Database,
  now: Date,
  options: { readonly until?: Date; readonly onBatch?: (sum: Generated) => void; readonly lanes?: number } = {},
): Promise<Generated> {
  const until = options.until ?? new Date(now.getTime() + TASK_HORIZON_MS);
  const due = await asSystem(db, (trx) => selectDueEnterprises(trx, until));
  const context = await asSystem(db, (trx) => readSchedule(trx, businessDay(now)));
  const find = windowsFinder(until, context);
  const total = { tasks: 0, enterprises: 0, items: 0 };
  const batches = inBatches(due);
  // Two lanes: while one waits for the database, the other works out windows. They never share an enterprise.
  const lane = async () => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) {
      const enterprises = batch;
      const made = await asSystem(db, (trx) => generateBatch(trx, { enterprises, now, until, find }));
      total.tasks += made.tasks;
      total.items += made.items;
      total.enterprises += enterprises.length;
      options.onBatch?.(total);
    }
  };
  await Promise.all(Array.from({ length: options.lanes ?? 2 }, lane));
  return total;
}

/** The same for one enterprise, at once: a small firm that has just set itself up sees its first tasks without waiting for the job. */
export async function generateForEnterprise(db: Database, dims: EnterpriseDims, now: Date): Promise<number> {
  const until = new Date(now.getTime() + TASK_HORIZON_MS);
  const context = await asSystem(db, (trx) => readSchedule(trx, businessDay(now)));
  const find = windowsFinder(until, context);
  const made = await asSystem(db, (trx) =>
    generateBatch(trx, { enterprises: [{ ...dims, items: 1 }], now, until, find }),
  );
  return made.tasks;
}

type Due = EnterpriseDims & { readonly items: number };

function inBatches(due: readonly Due[]): Due[][] {
  const out: Due[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const e of due) {
    if (size + e.items > BATCH_ITEMS) {
      out.push([]);
      size = 0;
    }
    out.at(-1)?.push(e);
    size += e.items;
  }
  return out;
}

async function generateBatch(
  trx: Trx,
  what: { enterprises: readonly Due[]; now: Date; until: Date; find: ReturnType<typeof windowsFinder> },
): Promise<{ tasks: number; items: number }> {
  const { enterprises, now, until, find } = what;
  const heads = await openChains(trx, enterprises);
  const items = await selectDueItems(
    trx,
    enterprises.map((e) => e.enterpriseId),
    until,
  );
  const earliest = new Date(dayStartMs(businessDay(new Date(now.getTime() - TASK_CATCH_UP_MS))));
  const tasks: NewTask[] = [];
  const moves: { item: DueItem; next: string | null }[] = [];
  for (const item of items) {
    const { windows, next } = find(item, item.next_window < earliest ? earliest : item.next_window);
    moves.push({ item, next });
    for (const w of windows) {
      if (!item.runs || stands(item, w.windowStart)) continue;
      tasks.push({
        enterprise: item.enterprise_id,
        id: taskIdOf(item.id, w.windowStart),
        item: item.id,
        unit: item.unit_id,
        post: item.post_id,
        window: w.windowStart,
        due: w.dueAt,
        day: businessDay(w.windowStart),
        seq: nextSeq(heads, item.enterprise_id),
      });
    }
  }
  const made = await insertTasks(trx, tasks);
  await moveItems(trx, moves);
  const counts = Map.groupBy(made, (m) => m.enterprise_id);
  await recordMany(trx, heads, {
    actor: ACTOR,
    at: now,
    entries: enterprises.flatMap((dims) => {
      const days = counts.get(dims.enterpriseId);
      if (!days) return [];
      const generated = days.reduce((sum, d) => sum + d.n, 0);
      return [
        {
          dims,
          entry: {
            entity: 'task_run',
            action: 'generate',
            after: { generated, until: until.toISOString(), days: Object.fromEntries(days.map((d) => [d.day, d.n])) },
            moved: days.map((d) => ({
              entity: 'inspection_task',
              before: null,
              after: { state: 'open', day: d.day },
              n: d.n,
            })),
          },
        },
      ];
    }),
  });
  return { tasks: made.reduce((sum, m) => sum + m.n, 0), items: items.length };
}

/** Whether the item's unit stands still when the window opens. */
const stands = (item: DueItem, window: string): boolean =>
  item.stopped &&
  (item.stopped_from === null || item.stopped_from <= new Date(window)) &&
  (item.stopped_to === null || item.stopped_to > new Date(window));
