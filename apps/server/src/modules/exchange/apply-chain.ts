import type { ExchangeRowResult } from '@yufang/contract';
import type { CanonicalEvent, CanonicalMeasure, CanonicalStop, CanonicalTask, CanonicalUnit } from '@yufang/exchange';
import { shanghaiDayOf } from '@yufang/exchange';
import type { Row } from '../change/record.ts';
import { newPointCode } from '../risk/chain.ts';
import { updateItem } from '../risk/item-tasks.ts';
import type { RowOf, Work } from '../risk/work.ts';
import { hideBelow, showAgain } from './hidden.ts';
import { eventColumns, itemColumns, measureColumns, unitColumns } from './mapping.ts';
import { objectsOf } from './objects.ts';
import { answer, extraColumn, type Incoming, known, planOf } from './outcome.ts';
import { changeAll, putAll, type Stored, TABLE_OF } from './rows.ts';
import { type Said, type Saying, writeSaid } from './said.ts';

/** What the rows of one piece of an import share: where it comes from, and the units whose grade or stops it touched. */
export type Applying = {
  readonly work: Work;
  readonly variant: string;
  readonly origin: string;
  readonly touchedUnits: Set<string>;
};

/** What was read beside the rows: those that are here, what their sender last said of them, and their parents. */
export type Ground = {
  readonly stored: Map<string, Stored>;
  readonly said: ReadonlyMap<string, Said>;
  readonly parents: ReadonlyMap<string, Stored>;
};

type ChainRow = CanonicalUnit | CanonicalEvent | CanonicalMeasure | CanonicalTask | CanonicalStop;
type Change = { readonly incoming: Incoming<ChainRow>; readonly before: Stored; readonly columns: Row };

/**
 * Apply rows of one of the chain's own tables: create, update or withdraw each by the sender's update time, all of a kind in one statement. Parents are
 * there: the caller has held back the rest. A later live row with a newer time revives a withdrawn one.
 */
export async function applyChainRows(
  a: Applying,
  rows: readonly Incoming<ChainRow>[],
  ground: Ground,
): Promise<ExchangeRowResult[]> {
  const first = rows[0];
  if (!first) return [];
  const { entity } = first.row;
  const table = TABLE_OF[entity];
  const results: ExchangeRowResult[] = [];
  const sayings: Saying[] = [];
  const fresh = rows.filter((incoming) => {
    const { id } = incoming.row;
    const said = ground.said.get(id);
    const verdict = known(ground.stored.get(id), said, incoming);
    if (verdict === null) return true;
    results.push(answer(incoming, verdict));
    if (verdict === 'unchanged' && said?.columns) sayings.push(saying(incoming, said.columns));
    return false;
  });
  const objects = entity === 'riskUnit' ? await objectsOf(a, fresh as Incoming<CanonicalUnit>[]) : new Map();
  const births: (Row & { id: string })[] = [];
  const changes: Change[] = [];
  for (const incoming of fresh) {
    const { row } = incoming;
    const there = ground.stored.get(row.id);
    const said = ground.said.get(row.id);
    const columns = { ...columnsOf(row, ground, objects), state: row.deleted ? 'withdrawn' : 'active' };
    const plan = planOf(there, said, incoming, columns);
    const own = { ...columns, source_extra: extraColumn(incoming), source_updated_at: new Date(row.updatedAt) };
    if (plan.verdict === 'create') births.push({ ...own, ...birth(a, row, columns), origin: a.origin, id: row.id });
    if (plan.verdict === 'apply' && there) {
      changes.push({
        incoming,
        before: there,
        columns: { ...plan.columns, source_updated_at: own.source_updated_at },
      });
    }
    sayings.push(saying(incoming, columns));
    const deletes = row.deleted && (!there || said?.columns?.state !== 'withdrawn');
    const written = plan.verdict === 'create' ? 'created' : plan.verdict === 'apply' ? 'updated' : 'unchanged';
    results.push(answer(incoming, deletes ? 'deleted' : written));
  }
  await putAll(a.work, table, births);
  await applyChanges(a, changes);
  await writeSaid(a.work, a.variant, sayings);
  // A stop is felt by its unit, whichever of its fields moved.
  if (entity === 'unitStop') for (const { row } of fresh) a.touchedUnits.add((row as CanonicalStop).unitId);
  return results;
}

const saying = (incoming: Incoming, columns: Row): Saying => ({
  entity: incoming.row.entity,
  id: incoming.row.id,
  columns,
  hash: incoming.hash,
  at: new Date(incoming.row.updatedAt),
});

/** Change what is there. An item that comes or goes takes its tasks along; what hangs below a row that its sender withdraws goes with it. */
async function applyChanges(a: Applying, changes: readonly Change[]): Promise<void> {
  const [first] = changes;
  if (!first) return;
  const { entity } = first.incoming.row;
  const moves = (c: Change) => c.before.state !== c.columns.state;
  const alone = entity === 'checkTask' ? changes.filter(moves) : [];
  await changeAll(
    a.work,
    TABLE_OF[entity],
    changes.filter((c) => !alone.includes(c)),
  );
  for (const { before, columns } of alone) {
    const row = before as unknown as RowOf<'inspection_item'>;
    const action = columns.state === 'withdrawn' ? 'withdraw' : 'import';
    await updateItem(a.work, { before: row, patch: columns, action });
  }
  for (const change of changes) {
    touch(a, change);
    if (!moves(change) || entity === 'unitStop') continue;
    if (change.columns.state === 'withdrawn') await hideBelow(a, entity, change.before.id);
    else await showAgain(a, change.before.id);
  }
}

/** Whose grade must be looked at again. */
function touch(a: Applying, { incoming: { row }, before, columns }: Change): void {
  if (row.entity === 'riskUnit') a.touchedUnits.add(row.id);
  if (row.entity !== 'riskEvent') return;
  a.touchedUnits.add(String(before.unit_id));
  a.touchedUnits.add(String(columns.unit_id));
}

function columnsOf(row: ChainRow, ground: Ground, objects: ReadonlyMap<string, string>): Row {
  const unitOf = (parentId: string) => String(ground.parents.get(parentId)?.unit_id ?? '');
  switch (row.entity) {
    case 'riskUnit':
      return { ...unitColumns(row), object_id: objects.get(row.hazardCode) };
    case 'riskEvent':
      return eventColumns(row);
    case 'controlMeasure':
      return measureColumns(row, unitOf(row.eventId));
    case 'checkTask':
      return itemColumns(row, unitOf(row.measureId), shanghaiDayOf(row.startsAt ?? row.createdAt ?? row.updatedAt));
    case 'unitStop':
      return {
        unit_id: row.unitId,
        stopped_from: new Date(row.stoppedFrom),
        stopped_to: row.stoppedTo ? new Date(row.stoppedTo) : null,
        reason: row.reason,
      };
  }
}

/**
 * What a new row has besides what was sent. The worksheet is not part of the dress; a point gets its own code, so that it can be labelled and scanned; an
 * event comes from a system that has approved it. Without events and dangers a unit is graded as it was declared.
 */
function birth(a: Applying, row: ChainRow, columns: Row): Row {
  if (row.entity === 'riskUnit') {
    const grade = columns.declared_grade;
    return { worksheet: 'SCL', point_code: newPointCode(), grade, live_grade: grade };
  }
  if (row.entity === 'riskEvent')
    return {
      method: 'declared',
      review_state: 'approved',
      author_id: a.origin,
      approver_id: a.origin,
      revision: 1,
      worksheet_row: {},
    };
  if (row.entity === 'checkTask') return { next_window: row.deleted ? null : a.work.now, photo_required: false };
  if (row.entity === 'controlMeasure') return {};
  return {};
}
