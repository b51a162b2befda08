import type { ChainEntity } from '@yufang/exchange';
import { sql } from 'kysely';
import { dimColumns } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import type { Row } from '../change/record.ts';
import type { Work } from '../risk/work.ts';
import { comparable } from './seal.ts';

/** Where each canonical table lands. */
export const TABLE_OF = {
  riskUnit: 'risk_unit',
  riskEvent: 'risk_event',
  controlMeasure: 'control_measure',
  checkTask: 'inspection_item',
  checkRecord: 'inspection_record',
  hiddenDanger: 'hidden_danger',
  unitStop: 'unit_stop',
} as const satisfies Record<ChainEntity, string>;
type Table = (typeof TABLE_OF)[ChainEntity] | 'risk_object';

/** A stored row as the import compares it. */
export type Stored = Row & {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly source_updated_at: Date | null;
};

/** Rows of these ids that are there, by id. One statement a table. */
export async function existing(
  trx: Trx,
  enterpriseId: string,
  table: Table,
  ids: readonly string[],
): Promise<Map<string, Stored>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Stored>`
    select * from ${sql.table(table)} where enterprise_id = ${enterpriseId} and id = any(${[...new Set(ids)]}::uuid[])`.execute(
    trx,
  );
  return new Map(rows.map((r) => [r.id, r]));
}

/** Whether the stored row already says all of this. */
export function says(stored: Stored, columns: Row): boolean {
  return Object.entries(columns).every(([name, value]) => equal(stored[name], value));
}

/** Equal as the database keeps it: instants by their moment, JSON by what it says, nothing and null alike. */
export function equal(a: unknown, b: unknown): boolean {
  if (a instanceof Date || b instanceof Date) return timeOf(a) === timeOf(b);
  if (typeof a === 'object' || typeof b === 'object') return told(a) === told(b);
  return (a ?? null) === (b ?? null);
}
const timeOf = (v: unknown): number | null =>
  v instanceof Date ? v.getTime() : typeof v === 'string' ? Date.parse(v) : null;
const told = (v: unknown): string => JSON.stringify(comparable(typeof v === 'string' ? parsed(v) : v));
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

// One statement over several tables cannot be typed: rows travel as JSON and take their types from the table itself.
const columnList = (names: readonly string[]) => sql.join(names.map((n) => sql.ref(n)));

/** Insert rows in one statement and note each for the change log. All have the same columns. */
export async function putAll(work: Work, table: Table, rows: readonly (Row & { id: string })[]): Promise<Stored[]> {
  const first = rows[0];
  if (!first) return [];
  const stamped = rows.map((r) => ({
    ...r,
    ...dimColumns(work.chain.dims),
    version: 1,
    created_at: work.now,
    updated_at: work.now,
  }));
  const names = Object.keys({ ...first, ...stamped[0] });
  const { rows: made } = await sql<Stored>`
    insert into ${sql.table(table)} (${columnList(names)}) select ${columnList(names)}
    from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(stamped)}::jsonb) returning *`.execute(
    work.trx,
  );
  const byId = new Map(made.map((m) => [m.id, m]));
  // In the order they were given: the log reads as the file does.
  const ordered = rows.flatMap((r) => byId.get(r.id) ?? []);
  for (const row of ordered) {
    work.entries.push({ entity: table, entityId: row.id, action: 'import', before: null, after: row });
  }
  return ordered;
}

/** Change rows in one statement and note each. All have the same columns. */
export async function changeAll(
  work: Work,
  table: Table,
  changes: readonly { readonly before: Stored; readonly columns: Row }[],
): Promise<Stored[]> {
  const first = changes[0];
  if (!first) return [];
  const names = Object.keys(first.columns);
  // Records carry no time of change: they are evidence, their history is the log.
  const stamp = table === 'inspection_record' ? sql`` : sql`, updated_at = ${work.now}`;
  const { rows } = await sql<Stored>`
    update ${sql.table(table)} t set ${sql.join(names.map((n) => sql`${sql.ref(n)} = ${sql.ref(`r.${n}`)}`))}, version = t.version + 1${stamp}
    from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(changes.map((c) => ({ ...c.columns, id: c.before.id })))}::jsonb) r
    where t.enterprise_id = ${work.chain.dims.enterpriseId} and t.id = r.id returning t.*`.execute(work.trx);
  const byId = new Map(rows.map((r) => [r.id, r]));
  return changes.flatMap(({ before, columns }) => {
    const after = byId.get(before.id);
    if (!after) return [];
    const action = columns.state === 'withdrawn' && before.state !== 'withdrawn' ? 'withdraw' : 'import';
    work.entries.push({ entity: table, entityId: before.id, action, before, after });
    return [after];
  });
}
