import type { ExchangeRowResult } from '@yufang/contract';
import type { CanonicalRow, ChainEntity, RawRow, RowIssue } from '@yufang/exchange';
import type { Row } from '../change/record.ts';
import { equal, type Stored, says } from './rows.ts';
import type { Said } from './said.ts';

/** A row of the import that could be read, its telephone numbers sealed. `released`: it had waited from an earlier import. */
export type Incoming<R extends CanonicalRow = CanonicalRow> = {
  readonly at: string;
  readonly row: R;
  /** As it was sent; null of a row that had waited. */
  readonly raw: RawRow | null;
  readonly extra: Row;
  readonly hash: string;
  readonly warnings: RowIssue[];
  readonly released: boolean;
};

/** What a version means for the row that is here. `apply` carries the columns as they will stand. */
export type Plan =
  | { readonly verdict: 'create' | 'stale' | 'unchanged' }
  | { readonly verdict: 'apply'; readonly columns: Row };

/**
 * Whether anything needs looking at: an older version is stale; what the sender said last time, said again, is unchanged, whatever was done here since.
 * @returns null when it says something new
 */
export function known(
  there: Stored | undefined,
  said: Said | undefined,
  incoming: Incoming,
): 'stale' | 'unchanged' | null {
  const was = (said?.at ?? there?.source_updated_at)?.getTime() ?? 0;
  if (Date.parse(incoming.row.updatedAt) < was) return 'stale';
  return there && said?.hash === incoming.hash ? 'unchanged' : null;
}

/**
 * Work a new version into the row: columns that the sender changed since he last said them are his, all others stay as they stand here. Equal time with
 * other content is taken, with a doubt noted: the sender changed a row without saying so. What was changed here by hand and there too becomes the
 * sender's, said in a warning.
 */
export function planOf(there: Stored | undefined, said: Said | undefined, incoming: Incoming, columns: Row): Plan {
  if (!there) return { verdict: 'create' };
  const last = said?.columns ?? null;
  const extra = extraColumn(incoming);
  if (last === null && says(there, { ...columns, source_extra: extra })) return { verdict: 'unchanged' };
  const was = (said?.at ?? there.source_updated_at)?.getTime();
  if (was === Date.parse(incoming.row.updatedAt)) {
    incoming.warnings.push({ field: 'updateDate', code: 'exchange.changed_without_update' });
  }
  const merged: Record<string, unknown> = {};
  const overwritten: string[] = [];
  for (const [name, value] of Object.entries(columns)) {
    const same = last !== null && equal(last[name], value);
    merged[name] = same ? there[name] : value;
    if (last && !same && !equal(there[name], last[name]) && !equal(there[name], value)) overwritten.push(name);
  }
  if (overwritten.length > 0) {
    const params = { columns: overwritten.join(', ') };
    incoming.warnings.push({ field: '', code: 'exchange.hand_change_overwritten', params });
  }
  const whole = { ...merged, source_extra: extra };
  return says(there, whole) ? { verdict: 'unchanged' } : { verdict: 'apply', columns: whole };
}

/** The fields without a column, as the row keeps them; none at all is null. */
export const extraColumn = (incoming: Pick<Incoming, 'extra'>): Row | null =>
  Object.keys(incoming.extra).length > 0 ? incoming.extra : null;

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
