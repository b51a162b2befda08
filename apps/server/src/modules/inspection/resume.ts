import { InspectionOccasions, taskIdOf } from '@yufang/domain';
import { businessDay, dayStartMs, shiftDays } from '@yufang/domain/calendar/day';
import { sql } from 'kysely';
import type { Trx } from '../../platform/db/database.ts';
import type { Chain, Entry } from '../change/record.ts';
import { reopen } from './cancel.ts';
import { insertTasks } from './generate-rows.ts';
import { TASK_HORIZON_MS } from './horizon.ts';
import type { TaskRow } from './record-rows.ts';
import { openWindowOf, readSchedule, type ScheduledRow, windowsFinder } from './windows.ts';

type Item = ScheduledRow & { readonly id: string; readonly post_id: string | null };
type Due = { readonly item: Item; readonly id: string; readonly window: Date; readonly due: Date };

/**
 * What has to be inspected because a stopped unit goes on: the window of each of its items that stands open now, those that open before the horizon, and
 * the items of the occasion `resumption`. Tasks that the stop cancelled are open again; windows that nobody made a task of while it stood get one. A
 * stop of a minute so loses neither the week's nor the year's inspection.
 *
 * @param ahead how many entries the caller records before these
 */
export async function resumeEntries(
  trx: Trx,
  chain: Chain,
  what: { readonly unitId: string; readonly now: Date; readonly ahead: number },
): Promise<Entry[]> {
  const { now } = what;
  const enterprise = chain.dims.enterpriseId;
  const { rows: items } = await sql<Item>`
    select id, post_id, cycle_n, cycle_unit, occasion, workday_kind, work_start, work_end, starts_on from inspection_item
    where enterprise_id = ${enterprise} and unit_id = ${what.unitId} and state = 'active' order by id`.execute(trx);
  const due = await dueOf(trx, items, now);
  if (due.length === 0) return [];
  const there = await select(trx, enterprise, due);
  const reopened = await reopen(trx, chain, {
    tasks: there
      .filter((t) => t.state === 'cancelled')
      .flatMap((before) => {
        const d = due.find((x) => x.id === before.id);
        return d ? [{ before, dueAt: d.due, postId: d.item.post_id }] : [];
      }),
    ahead: what.ahead,
  });
  const known = new Set(there.map((t) => t.id));
  const missing = due.filter((d) => !known.has(d.id));
  const seq = chain.seq + what.ahead + reopened.length + missing.length;
  await insertTasks(
    trx,
    missing.map((d) => ({
      enterprise,
      id: d.id,
      item: d.item.id,
      unit: what.unitId,
      post: d.item.post_id,
      window: d.window.toISOString(),
      due: d.due.toISOString(),
      day: businessDay(d.window),
      seq,
    })),
  );
  const made = await select(trx, enterprise, missing);
  return [
    ...reopened,
    ...made.map((after) => ({
      entity: 'inspection_task' as const,
      entityId: after.id,
      action: 'create',
      before: null,
      after,
    })),
  ];
}

async function dueOf(trx: Trx, items: readonly Item[], now: Date): Promise<Due[]> {
  const context = await readSchedule(trx, businessDay(now));
  const find = windowsFinder(new Date(now.getTime() + TASK_HORIZON_MS), context);
  return items.flatMap((item): Due[] => {
    if (item.cycle_unit === 'special' && item.occasion === 'resumption')
      return [afterStop(item, context.occasions, now)];
    const open = openWindowOf(item, now, context);
    return [...(open ? [open] : []), ...find(item, now).windows].map((w) => ({
      item,
      id: taskIdOf(item.id, w.windowStart),
      window: new Date(w.windowStart),
      due: new Date(w.dueAt),
    }));
  });
}

/** From today until the end of the last day that the reference data gives. One a day: who stops and resumes twice before noon inspects once. */
function afterStop(item: Item, rules: InspectionOccasions | undefined, now: Date): Due {
  const today = businessDay(now);
  const window = new Date(dayStartMs(today));
  const days = InspectionOccasions.parse(rules).resumption.days;
  return { item, id: taskIdOf(item.id, window), window, due: new Date(dayStartMs(shiftDays(today, days))) };
}

async function select(trx: Trx, enterprise: string, due: readonly Due[]): Promise<TaskRow[]> {
  if (due.length === 0) return [];
  const { rows } = await sql<TaskRow>`
    select t.* from inspection_task t
    join unnest(${due.map((d) => d.id)}::uuid[], ${due.map((d) => d.window)}::timestamptz[]) as g (id, w) on t.id = g.id and t.window_start = g.w
    where t.enterprise_id = ${enterprise} order by t.window_start, t.id`.execute(trx);
  return rows;
}
