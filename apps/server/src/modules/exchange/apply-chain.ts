import type { ExchangeRowResult } from '@yufang/contract';
import type { CanonicalEvent, CanonicalMeasure, CanonicalStop, CanonicalTask, CanonicalUnit } from '@yufang/exchange';
import { shanghaiDayOf } from '@yufang/exchange';
import { newId } from '../../platform/clock/clock.ts';
import type { Row } from '../change/record.ts';
import type { Work } from '../risk/work.ts';
import { eventColumns, itemColumns, measureColumns, unitColumns } from './mapping.ts';
import { answer, type Incoming, judge } from './outcome.ts';
import { change, existing, put, type Stored, says, TABLE_OF } from './rows.ts';

/** What the tables of one import share: where it comes from, and the units whose grade it touched. */
export type Applying = { readonly work: Work; readonly origin: string; readonly touchedUnits: Set<string> };

type ChainRow = CanonicalUnit | CanonicalEvent | CanonicalMeasure | CanonicalTask | CanonicalStop;

/**
 * Apply rows of one of the chain's own tables: create, update or withdraw each by the sender's update time. Parents are there: the caller has
 * held back the rest. A later live row with a newer time revives a withdrawn one.
 */
export async function applyChainRows(a: Applying, rows: readonly Incoming<ChainRow>[]): Promise<ExchangeRowResult[]> {
  const first = rows[0];
  if (!first) return [];
  const table = TABLE_OF[first.row.entity];
  const { trx, chain } = a.work;
  const stored = await existing(
    trx,
    chain.dims.enterpriseId,
    table,
    rows.map((r) => r.row.id),
  );
  const unitOf = await unitsOf(a, rows);
  const objects =
    first.row.entity === 'riskUnit'
      ? await objectsOf(a, rows as readonly Incoming<CanonicalUnit>[])
      : new Map<string, string>();
  const results: ExchangeRowResult[] = [];
  for (const incoming of rows) {
    const { row } = incoming;
    const columns = { ...columnsOf(row, unitOf, objects), state: row.deleted ? 'withdrawn' : 'active' };
    const there = stored.get(row.id);
    const verdict = judge(there, incoming, there !== undefined && says(there, columns));
    if (verdict === 'stale' || verdict === 'unchanged') {
      results.push(answer(incoming, verdict));
      continue;
    }
    const stamped = { ...columns, source_updated_at: new Date(row.updatedAt) };
    const after = there
      ? await change(a.work, table, there, stamped)
      : await put(a.work, table, row.id, { ...stamped, ...birth(a, row), origin: a.origin });
    stored.set(row.id, after);
    touch(a, row, after);
    results.push(answer(incoming, row.deleted ? 'deleted' : there ? 'updated' : 'created'));
  }
  return results;
}

function columnsOf(row: ChainRow, unitOf: ReadonlyMap<string, string>, objects: ReadonlyMap<string, string>): Row {
  switch (row.entity) {
    case 'riskUnit':
      return { ...unitColumns(row), object_id: objects.get(row.hazardCode) };
    case 'riskEvent':
      return eventColumns(row);
    case 'controlMeasure':
      return measureColumns(row, unitOf.get(row.eventId) ?? '');
    case 'checkTask':
      return itemColumns(
        row,
        unitOf.get(row.measureId) ?? '',
        shanghaiDayOf(row.startsAt ?? row.createdAt ?? row.updatedAt),
      );
    case 'unitStop':
      return {
        unit_id: row.unitId,
        stopped_from: new Date(row.stoppedFrom),
        stopped_to: row.stoppedTo ? new Date(row.stoppedTo) : null,
        reason: row.reason,
      };
  }
}

/** What a new row has besides what was sent. The worksheet is not part of the dress; an event comes from a system that has approved it. */
function birth(a: Applying, row: ChainRow): Row {
  if (row.entity === 'riskUnit') return { worksheet: 'SCL' };
  if (row.entity === 'riskEvent')
    return { method: 'declared', review_state: 'approved', author_id: a.origin, approver_id: a.origin };
  if (row.entity === 'checkTask') return { next_window: a.work.now };
  return {};
}

function touch(a: Applying, row: ChainRow, after: Stored): void {
  if (row.entity === 'riskUnit') a.touchedUnits.add(row.id);
  if (row.entity === 'riskEvent' || row.entity === 'unitStop') a.touchedUnits.add(String(after.unit_id));
}

/** The unit above each measure's event or each task's measure. */
async function unitsOf(a: Applying, rows: readonly Incoming<ChainRow>[]): Promise<Map<string, string>> {
  const events = rows.flatMap((r) => (r.row.entity === 'controlMeasure' ? [r.row.eventId] : []));
  const measures = rows.flatMap((r) => (r.row.entity === 'checkTask' ? [r.row.measureId] : []));
  const { trx, chain } = a.work;
  const parents = [
    ...(await existing(trx, chain.dims.enterpriseId, 'risk_event', events)),
    ...(await existing(trx, chain.dims.enterpriseId, 'control_measure', measures)),
  ];
  return new Map(parents.map(([id, p]) => [id, String(p.unit_id)]));
}

/** The analysis objects of the units, found by their code or made: the dress sends none of its own. */
async function objectsOf(a: Applying, rows: readonly Incoming<CanonicalUnit>[]): Promise<Map<string, string>> {
  const { trx, chain } = a.work;
  const codes = [...new Set(rows.map((r) => r.row.hazardCode))];
  const found = await trx
    .selectFrom('risk_object')
    .select(['id', 'code'])
    .where('enterprise_id', '=', chain.dims.enterpriseId)
    .where('code', 'in', codes)
    .execute();
  const byCode = new Map(found.map((o) => [o.code ?? '', o.id]));
  for (const { row } of rows) {
    if (byCode.has(row.hazardCode)) continue;
    const object = await put(a.work, 'risk_object', newId(), {
      kind: 'place',
      name: `${row.hazardDep} ${row.hazardCode}`,
      code: row.hazardCode,
      major_hazard: row.majorHazard ?? false,
      duty_person_name: row.hazardLiablePerson,
      origin: a.origin,
    });
    byCode.set(row.hazardCode, object.id);
  }
  return byCode;
}
