import type { ChainEntity } from '@yufang/exchange';
import { sql } from 'kysely';
import { dimColumns } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import type { Row } from '../change/record.ts';
import type { Work } from '../risk/work.ts';

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

function equal(a: unknown, b: unknown): boolean {
  if (a instanceof Date || b instanceof Date) return timeOf(a) === timeOf(b);
  if (typeof b === 'string' && typeof a === 'object' && a !== null)
    return JSON.stringify(sorted(a)) === JSON.stringify(sorted(parsed(b)));
  if (Array.isArray(a) || Array.isArray(b)) return JSON.stringify(a ?? []) === JSON.stringify(b ?? []);
  return (a ?? null) === (b ?? null);
}
const timeOf = (v: unknown): number | null =>
  v instanceof Date ? v.getTime() : typeof v === 'string' ? Date.parse(v) : null;
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
const sorted = (v: unknown): unknown =>
  v !== null && typeof v === 'object' && !Array.isArray(v)
    ? Object.fromEntries(
        Object.entries(v)
          .sort(([x], [y]) => (x < y ? -1 : 1))
          .map(([k, x]) => [k, sorted(x)]),
      )
    : v;

// One statement over several tables cannot be typed; the casts name one of them, the columns come from mapping.ts.
type Any = 'unit_stop';

/** Insert a row and note it for the change log. */
export async function put(work: Work, table: Table, id: string, columns: Row): Promise<Stored> {
  const row = (await work.trx
    .insertInto(table as Any)
    .values({ ...columns, ...dimColumns(work.chain.dims), id } as never)
    .returningAll()
    .executeTakeFirstOrThrow()) as unknown as Stored;
  work.entries.push({ entity: table, entityId: id, action: 'import', before: null, after: row });
  return row;
}

/** Change a row and note it. */
export async function change(work: Work, table: Table, before: Stored, columns: Row): Promise<Stored> {
  const stamped = table === 'inspection_record' ? columns : { ...columns, updated_at: work.now };
  const row = (await work.trx
    .updateTable(table as Any)
    .set({ ...stamped, version: before.version + 1 } as never)
    .where('enterprise_id', '=', work.chain.dims.enterpriseId)
    .where('id', '=', before.id)
    .returningAll()
    .executeTakeFirstOrThrow()) as unknown as Stored;
  work.entries.push({
    entity: table,
    entityId: before.id,
    action: columns.state === 'withdrawn' ? 'withdraw' : 'import',
    before,
    after: row,
  });
  return row;
}
