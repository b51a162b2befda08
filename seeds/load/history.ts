import { taskIdOf } from '@yufang/domain';
import { type Chain, type Item, type MutableRow, midnight, monday, SCALE_FACTOR } from './chain.ts';
import type { Firm } from './enterprise.ts';
import { json } from './rows.ts';
import { day, iso } from './when.ts';

/** A record that found something: what a danger can spring from. */
export type Found = {
  readonly recordId: string;
  readonly item: Item;
  readonly atMs: number;
  readonly personId: string;
  readonly personName: string;
  readonly row: MutableRow;
};

const DAY = 86_400_000;
const HOUR = 3_600_000;

/**
 * Tasks of the last weeks with their records, and before that records of rounds spread over the year. A firm's diligence decides how many
 * tasks are done and when; some firms answer everything in seconds at midnight, which the checks should notice.
 */
export function historyRows(firm: Firm, chain: Chain): Found[] {
  const found: Found[] = [];
  const facade = firm.diligence < 0.35 && firm.r.chance(0.5);
  const want = firm.plan.size.records * SCALE_FACTOR[firm.scale] * (0.62 + firm.diligence * 0.62);
  const recent = taskWindows(firm, chain, { facade, found });
  rounds(firm, chain, { facade, found, records: Math.max(0, Math.round(want - recent)) });
  return found;
}

/** Every window of the kept days, done or not. Returns how many records came of it. */
function taskWindows(firm: Firm, chain: Chain, what: { facade: boolean; found: Found[] }): number {
  const { plan, r, rows, base } = firm;
  const from = midnight(plan.nowMs) - (plan.size.taskDays - 1) * DAY;
  let done = 0;
  for (const item of chain.items) {
    const step = item.cycle === 'day' ? DAY : 7 * DAY;
    for (let start = item.cycle === 'day' ? from : monday(from); start <= plan.nowMs; start += step) {
      if (start < firm.createdMs) continue;
      const due = start + step;
      const silent = start > plan.nowMs - firm.silentDays * DAY;
      const does = !silent && r.chance(0.46 + firm.diligence * 0.56);
      const late = does && r.chance((1 - firm.diligence) * 0.25);
      const doneMs = late
        ? due + r.int(1, 30) * HOUR
        : workHour(firm, { start, days: step / DAY, facade: what.facade });
      const isDone = does && doneMs <= plan.nowMs;
      const id = taskIdOf(item.id, new Date(start));
      let recordId: string | null = null;
      if (isDone) {
        recordId = putRecord(firm, {
          item,
          atMs: doneMs,
          taskId: id,
          windowMs: start,
          facade: what.facade,
          found: what.found,
        });
        done += 1;
      }
      rows.inspection_task.push({
        ...base,
        window_start: iso(start),
        id,
        item_id: item.id,
        unit_id: item.unitId,
        post_id: item.postId,
        due_at: iso(due),
        day: day(start),
        kind: 'generated',
        seq: 1,
        state: isDone ? (late ? 'done_late' : 'done') : due < plan.nowMs ? 'overdue' : 'open',
        record_id: recordId,
        done_at: isDone ? iso(doneMs) : null,
        updated_at: iso(Math.min(plan.nowMs, isDone ? doneMs : due)),
      });
    }
  }
  return done;
}

/** Rounds of up to fifteen items before the kept days. */
function rounds(firm: Firm, chain: Chain, what: { facade: boolean; found: Found[]; records: number }): void {
  const { plan, r } = firm;
  const last = midnight(plan.nowMs) - plan.size.taskDays * DAY - firm.silentDays * DAY;
  const first = Math.max(firm.createdMs, plan.nowMs - plan.size.historyDays * DAY) + 2 * DAY;
  if (last <= first) return;
  for (let left = what.records; left > 0; ) {
    const items = r.sample(chain.items, Math.min(left, r.int(4, 15)));
    if (items.length === 0) return;
    let at = workHour(firm, { start: midnight(first + r.next() * (last - first)), days: 1, facade: what.facade });
    for (const item of items) {
      putRecord(firm, { item, atMs: at, taskId: null, windowMs: null, facade: what.facade, found: what.found });
      at += what.facade ? r.int(2_000, 5_000) : r.int(60_000, 300_000);
    }
    left -= items.length;
  }
}

function workHour(firm: Firm, what: { start: number; days: number; facade: boolean }): number {
  const { r } = firm;
  const dayStart = what.start + (what.days > 1 ? r.int(0, 4) * DAY : 0);
  return what.facade
    ? dayStart + 23 * HOUR + r.int(30, 55) * 60_000
    : dayStart + 8 * HOUR + Math.floor(r.next() * 9.5 * HOUR);
}

function putRecord(
  firm: Firm,
  what: { item: Item; atMs: number; taskId: string | null; windowMs: number | null; facade: boolean; found: Found[] },
): string {
  const { r, rows, base } = firm;
  const { item, atMs, facade } = what;
  const person = r.pick(firm.people);
  const abnormal = !facade && r.chance(0.05);
  const id = r.uuid(atMs);
  const delay = r.chance(0.85) ? r.int(500, 20_000) : r.int(1, 40) * HOUR;
  const received = Math.min(firm.plan.nowMs, atMs + delay);
  const row: MutableRow = {
    ...base,
    id,
    task_id: what.taskId,
    task_window: what.windowMs === null ? null : iso(what.windowMs),
    item_id: item.id,
    unit_id: item.unitId,
    result: abnormal ? 'abnormal' : r.chance(0.03) ? 'not_applicable' : 'normal',
    person_id: person.id,
    person_name: person.name,
    claimed_at: iso(atMs),
    received_at: iso(received),
    day: day(atMs),
    lon: firm.lon + (r.next() - 0.5) * 0.001,
    lat: firm.lat + (r.next() - 0.5) * 0.001,
    accuracy_m: r.int(5, 30),
    duration_ms: facade ? r.int(300, 900) : r.int(15_000, 150_000),
    device_id: `phone-${person.id.slice(-6)}`,
    origin: 'field',
    marks: json(facade ? [{ mark: 'answered_in_seconds', why: { seconds: 0.9, leastSeconds: 3 } }] : []),
    marked: facade,
  };
  rows.inspection_record.push(row);
  if (abnormal) what.found.push({ recordId: id, item, atMs, personId: person.id, personName: person.name, row });
  return id;
}
