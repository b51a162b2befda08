import type { ChainEntity } from '@yufang/exchange';
import { sql } from 'kysely';
import { dimColumns } from '../../platform/db/actor.ts';
import { cascade } from '../risk/cascade.ts';
import { type ChainTable, find } from '../risk/work.ts';
import type { Applying } from './apply-chain.ts';

/** What the risk room calls the rows below, parents first. */
const KINDS = [
  ['event', 'risk_event'],
  ['measure', 'control_measure'],
  ['duty', 'measure_duty'],
  ['item', 'inspection_item'],
] as const satisfies readonly (readonly [string, ChainTable])[];
type Kind = (typeof KINDS)[number][0];
/** Under which name of ours the row is remembered; a duty has none in the standard. */
const REMEMBERED: Readonly<Record<Kind, string>> = {
  event: 'riskEvent',
  measure: 'controlMeasure',
  duty: 'duty',
  item: 'checkTask',
};
const TOP: Readonly<
  Partial<
    Record<ChainEntity, { kind: 'unit' | 'event' | 'measure'; table: 'risk_unit' | 'risk_event' | 'control_measure' }>
  >
> = {
  riskUnit: { kind: 'unit', table: 'risk_unit' },
  riskEvent: { kind: 'event', table: 'risk_event' },
  controlMeasure: { kind: 'measure', table: 'control_measure' },
};

/**
 * Withdraw what is in force below a row that its sender withdrew, hand-made rows too, as a withdrawal by hand does, and remember for whose sake: it comes
 * back with that row.
 */
export async function hideBelow(a: Applying, entity: ChainEntity, id: string): Promise<void> {
  const top = TOP[entity];
  if (!top) return;
  const { work } = a;
  const d = dimColumns(work.chain.dims);
  const row = await find(work.trx, top.table, { enterpriseId: d.enterprise_id, id });
  if (!row) return;
  const moved = await cascade(work, {
    entity: top.kind,
    row,
    state: 'withdrawn',
    alone: false,
  });
  const below = moved.slice(1).flatMap(({ entity: kind, id: child, unitId }) => {
    if (kind === 'event' && unitId) a.touchedUnits.add(unitId);
    const name = KINDS.find(([k]) => k === kind)?.[0];
    return name ? [{ entity: REMEMBERED[name], id: child }] : [];
  });
  if (below.length === 0) return;
  await sql`
    insert into exchange_source (enterprise_id, entity, id, city_code, county_code, sector, park_id, variant, hidden_by)
    select ${d.enterprise_id}::uuid, r.entity, r.id, ${d.city_code}, ${d.county_code}, ${d.sector}, ${d.park_id}::uuid, ${a.variant}, ${id}::uuid
    from jsonb_to_recordset(${JSON.stringify(below)}::jsonb) as r (entity text, id uuid)
    on conflict (enterprise_id, entity, id) do update set hidden_by = excluded.hidden_by`.execute(work.trx);
}

/** Bring back what had been withdrawn for the sake of a row that is in force again. */
export async function showAgain(a: Applying, id: string): Promise<void> {
  const { work } = a;
  const { enterpriseId } = work.chain.dims;
  const { rows } = await sql<{ entity: string; id: string }>`
    update exchange_source set hidden_by = null where enterprise_id = ${enterpriseId} and hidden_by = ${id} returning entity, id`.execute(
    work.trx,
  );
  for (const [kind, table] of KINDS) {
    for (const hidden of rows.filter((r) => r.entity === REMEMBERED[kind])) {
      const row = await find(work.trx, table, { enterpriseId, id: hidden.id });
      if (!row || row.state === 'active') continue;
      const [moved] = await cascade(work, {
        entity: kind,
        row: row as { id: string; version: number },
        state: 'active',
        alone: true,
      });
      if (kind === 'event' && moved?.unitId) a.touchedUnits.add(moved.unitId);
    }
  }
}
