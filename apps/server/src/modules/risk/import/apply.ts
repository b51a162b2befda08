import { defaultCycle, type RiskGrade } from '@yufang/domain';
import type { Insertable } from 'kysely';
import { newId } from '../../../platform/clock/clock.ts';
import { dimColumns } from '../../../platform/db/actor.ts';
import type { Trx } from '../../../platform/db/database.ts';
import type { DB } from '../../../platform/db/schema.gen.ts';
import { firstWindowOf } from '../../inspection/windows.ts';
import { readReference } from '../../reference/read.ts';
import { newPointCode } from '../chain.ts';
import { ensureItems } from '../ensure-item.ts';
import { readTables, regradeUnits } from '../grading.ts';
import { dayOf, type RowOf, updateRow, type Work } from '../work.ts';
import type { GoodRow } from './check.ts';
import { type Plan, reconcile, type Standing } from './reconcile.ts';

/** Everything active of the chain of one enterprise: what a sheet is reconciled with. */
export async function readStanding(trx: Trx, enterpriseId: string): Promise<Standing> {
  const read = <T extends keyof Standing>(table: T) =>
    trx
      .selectFrom(table as 'risk_event')
      .selectAll()
      .where('enterprise_id', '=', enterpriseId)
      .where('state', '=', 'active')
      .orderBy('id')
      .execute() as unknown as Promise<RowOf<T>[]>;
  return {
    risk_object: await read('risk_object'),
    risk_unit: await read('risk_unit'),
    risk_event: await read('risk_event'),
    control_measure: await read('control_measure'),
  };
}

/** What the rows would do now. */
export async function planRows(
  trx: Trx,
  rows: readonly GoodRow[],
  at: { enterpriseId: string; day: string; author: string },
): Promise<Plan> {
  const types = await readReference(trx, 'accident_types', at.day);
  const codes = new Map(
    types.items.flatMap((i) => [i.code, i.label, i.labelEn].map((word) => [word, i.code] as const)),
  );
  return reconcile(rows, await readStanding(trx, at.enterpriseId), {
    accident: (word) => codes.get(word) ?? word,
    tables: await readTables(trx, at.day),
    tiers: await readReference(trx, 'control_tiers', at.day),
    author: at.author,
    pointCode: newPointCode,
  });
}

const BATCH = 400;

async function insertAll<T extends 'risk_object' | 'risk_unit' | 'risk_event' | 'control_measure' | 'inspection_item'>(
  work: Work,
  table: T,
  rows: readonly (Partial<Insertable<DB[T]>> & { id: string })[],
): Promise<void> {
  // Every row of one statement names the same columns.
  const columns = [...new Set(rows.flatMap((r) => Object.keys(r)))];
  const empty = Object.fromEntries(columns.map((c) => [c, c === 'method' ? 'declared' : null]));
  for (let at = 0; at < rows.length; at += BATCH) {
    const written = await work.trx
      .insertInto(table as 'risk_object')
      .values(
        rows.slice(at, at + BATCH).map((r) => ({
          created_at: work.now,
          updated_at: work.now,
          ...dimColumns(work.chain.dims),
          ...empty,
          ...r,
        })) as never,
      )
      .returningAll()
      .execute();
    for (const row of written)
      work.entries.push({ entity: table, entityId: row.id, action: 'import', before: null, after: row });
  }
}

/** Write a plan: new rows in batches, changes one by one, items for measures that now have a post and a check, grades last. */
export async function writePlan(work: Work, plan: Plan, progress: (rows: number) => Promise<void>): Promise<void> {
  const { trx } = work;
  const day = dayOf(work);
  await insertAll(work, 'risk_object', plan.inserts.risk_object);
  await insertAll(work, 'risk_unit', plan.inserts.risk_unit);
  await insertAll(work, 'risk_event', plan.inserts.risk_event);
  await progress(Math.floor(plan.outcomes.size / 3));
  await insertAll(work, 'control_measure', plan.inserts.control_measure);
  await progress(Math.floor((plan.outcomes.size * 2) / 3));
  const touched = new Set([
    ...plan.inserts.risk_unit.map((u) => u.id),
    ...plan.inserts.risk_event.map((e) => e.unit_id ?? ''),
  ]);
  for (const [, change] of plan.updates.risk_unit) await updateRow(work, 'risk_unit', { ...change, action: 'import' });
  for (const [, change] of plan.updates.risk_event) {
    await updateRow(work, 'risk_event', { ...change, action: 'import' });
    touched.add(change.before.unit_id);
  }
  for (const [, change] of plan.updates.control_measure)
    await ensureItems(work, await updateRow(work, 'control_measure', { ...change, action: 'import' }));

  const cycles = await readReference(trx, 'inspection_cycle', day);
  const gradeOf = new Map<string, RiskGrade | null>();
  for (const e of plan.inserts.risk_event) gradeOf.set(e.id, (e.grade ?? null) as RiskGrade | null);
  const standing = plan.inserts.control_measure
    .filter((m) => !gradeOf.has(m.event_id ?? ''))
    .map((m) => m.event_id ?? '');
  if (standing.length > 0) {
    const rows = await trx
      .selectFrom('risk_event')
      .select(['id', 'grade'])
      .where('enterprise_id', '=', work.chain.dims.enterpriseId)
      .where('id', 'in', [...new Set(standing)])
      .execute();
    for (const r of rows) gradeOf.set(r.id, r.grade as RiskGrade | null);
  }
  await insertAll(
    work,
    'inspection_item',
    plan.inserts.control_measure
      .filter((m) => m.duty_post_id && m.check_content)
      .map((m) => {
        const cycle = defaultCycle('post', gradeOf.get(m.event_id ?? '') ?? null, cycles);
        return {
          id: newId(),
          measure_id: m.id,
          unit_id: m.unit_id ?? '',
          post_id: m.duty_post_id ?? null,
          tier: 'post',
          content: m.check_content ?? '',
          cycle_n: cycle.cycleN,
          cycle_unit: cycle.cycleUnit,
          occasion: cycle.occasion,
          starts_on: day,
          next_window: firstWindowOf(cycle, day, work.now),
          origin: 'hand',
        };
      }),
  );
  await regradeUnits(work, [...touched].filter(Boolean), day);
}
