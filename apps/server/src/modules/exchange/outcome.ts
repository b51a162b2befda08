import type { ExchangeRowResult } from '@yufang/contract';
import type { CanonicalRow, ChainEntity, RawRow, RowIssue } from '@yufang/exchange';

/** A row of the import that could be read. `released`: it had waited from an earlier import. */
export type Incoming<R extends CanonicalRow = CanonicalRow> = {
  readonly at: string;
  readonly row: R;
  readonly extra: RawRow;
  readonly warnings: RowIssue[];
  readonly released: boolean;
};

/** Where a version stands against what is there: the newer update wins, the same again changes nothing, the older is answered but not applied. */
export type Verdict = 'create' | 'apply' | 'unchanged' | 'stale';

/**
 * Compare by the sender's own update time. Equal time with other content is applied, with a doubt noted: the sender changed a row
 * without saying so.
 */
export function judge(
  existing: { source_updated_at: Date | null } | undefined,
  incoming: Incoming,
  same: boolean,
): Verdict {
  if (!existing) return 'create';
  const was = existing.source_updated_at?.getTime() ?? 0;
  const is = Date.parse(incoming.row.updatedAt);
  if (is < was) return 'stale';
  if (same) return 'unchanged';
  if (is === was) incoming.warnings.push({ field: 'updateDate', code: 'exchange.changed_without_update' });
  return 'apply';
}

/** The answer to a row. */
export const answer = (
  i: Pick<Incoming, 'at' | 'row' | 'warnings'>,
  outcome: ExchangeRowResult['outcome'],
  issues: readonly RowIssue[] = [],
): ExchangeRowResult => ({
  at: i.at,
  entity: i.row.entity,
  id: i.row.id,
  outcome,
  issues: issues.map((x) => ({ ...x })),
  warnings: i.warnings.map((x) => ({ ...x })),
});

/** What a row hangs on: the table and id that must be there first. */
export function parentOf(row: CanonicalRow): { entity: ChainEntity; id: string; field: string } | null {
  switch (row.entity) {
    case 'riskUnit':
      return null;
    case 'riskEvent':
      return { entity: 'riskUnit', id: row.unitId, field: 'riskUnitId' };
    case 'controlMeasure':
      return { entity: 'riskEvent', id: row.eventId, field: 'riskEventId' };
    case 'checkTask':
      return { entity: 'controlMeasure', id: row.measureId, field: 'riskMeasureId' };
    case 'checkRecord':
      return { entity: 'checkTask', id: row.taskId, field: 'checkTaskId' };
    case 'hiddenDanger':
      return row.measureId === null ? null : { entity: 'controlMeasure', id: row.measureId, field: 'riskMeasureId' };
    case 'unitStop':
      return { entity: 'riskUnit', id: row.unitId, field: 'riskUnitId' };
  }
}
