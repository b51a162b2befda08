import type { BulkChange } from '@yufang/contract';
import { updateItem } from './item-tasks.ts';
import { type ChainTable, type RowOf, updateRow, type Work } from './work.ts';

type Entity = BulkChange['entity'];
type Moved = { readonly entity: Entity; readonly id: string; readonly version: number; readonly unitId: string | null };

/** What hangs below a row, and by which column. */
const BELOW: Readonly<Record<Entity, readonly { entity: Entity; table: ChainTable; by: string }[]>> = {
  object: [{ entity: 'unit', table: 'risk_unit', by: 'object_id' }],
  unit: [{ entity: 'event', table: 'risk_event', by: 'unit_id' }],
  event: [{ entity: 'measure', table: 'control_measure', by: 'event_id' }],
  measure: [
    { entity: 'duty', table: 'measure_duty', by: 'measure_id' },
    { entity: 'item', table: 'inspection_item', by: 'measure_id' },
  ],
  duty: [],
  item: [],
};
const TABLE: Readonly<Record<Entity, ChainTable>> = {
  object: 'risk_object',
  unit: 'risk_unit',
  event: 'risk_event',
  measure: 'control_measure',
  duty: 'measure_duty',
  item: 'inspection_item',
};

/**
 * Withdraw a row and everything active below it; or bring one row back (`alone`: its children come back by name, from the inverse, so
 * that what had been withdrawn earlier stays withdrawn). Nothing is deleted.
 */
export async function cascade(
  work: Work,
  what: { entity: Entity; row: { id: string; version: number }; state: 'active' | 'withdrawn'; alone: boolean },
): Promise<Moved[]> {
  const { entity, row, state } = what;
  const action = state === 'active' ? 'restore' : 'withdraw';
  const before = row as RowOf<'risk_unit'>;
  const after =
    entity === 'item'
      ? await updateItem(work, { before: row as RowOf<'inspection_item'>, patch: { state }, action })
      : await updateRow(work, TABLE[entity] as 'risk_unit', { before, patch: { state }, action });
  const own = after as unknown as Record<string, unknown>;
  const unitId = entity === 'unit' ? after.id : typeof own.unit_id === 'string' ? own.unit_id : null;
  const moved: Moved[] = [{ entity, id: row.id, version: row.version, unitId }];
  if (what.alone) return moved;
  for (const below of BELOW[entity]) {
    const children = await work.trx
      .selectFrom(below.table as 'measure_duty')
      .selectAll()
      .where('enterprise_id', '=', work.chain.dims.enterpriseId)
      .where(below.by as 'measure_id', '=', row.id)
      .where('state', '=', 'active')
      .execute();
    for (const child of children)
      moved.push(...(await cascade(work, { entity: below.entity, row: child, state, alone: false })));
  }
  return moved;
}
