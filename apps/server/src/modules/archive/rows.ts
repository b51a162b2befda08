import type { Trx } from '../../platform/db/database.ts';
import { rowsAt } from '../history/queries.ts';

/** A row of any table as the archive reads it: by field, whatever its source. */
export type Fields = Readonly<Record<string, unknown>>;

/** Tables whose rows the archive folds from the change log on a past day. Inspection records are facts with a time of their own. */
const TABLES = [
  'enterprise',
  'org_unit',
  'post',
  'post_holder',
  'person',
  'contractor',
  'training',
  'risk_object',
  'risk_unit',
  'risk_event',
  'control_measure',
  'inspection_item',
  'hidden_danger',
  'major_hazard_unit',
] as const;
export type ArchiveTable = (typeof TABLES)[number];
export type ArchiveRows = (table: ArchiveTable) => readonly Fields[];

/** The rows of one enterprise as they are now. */
export async function rowsNow(trx: Trx, enterpriseId: string): Promise<ArchiveRows> {
  const rows = new Map<string, readonly Fields[]>();
  for (const table of TABLES) {
    // One statement for all tables: the names come from the list above.
    const found = await trx
      .selectFrom(table as 'post')
      .selectAll()
      .where('enterprise_id', '=', enterpriseId)
      .execute();
    rows.set(table, found);
  }
  return (table) => rows.get(table) ?? [];
}

/** The rows as they stood at the end of a past day. */
export async function rowsOfDay(trx: Trx, enterpriseId: string, day: string): Promise<ArchiveRows> {
  const rows = await rowsAt(trx, enterpriseId, { entities: TABLES, day });
  return (table) => rows.get(table) ?? [];
}

export const str = (v: unknown): string => (typeof v === 'string' ? v : v === null || v === undefined ? '' : String(v));
export const strOrNull = (v: unknown): string | null => (v === null || v === undefined ? null : str(v));
export const num = (v: unknown): number => Number(v ?? 0) || 0;
/** A day whatever it came as. */
export const dayOrNull = (v: unknown): string | null => (v ? str(v).slice(0, 10) : null);
export const instant = (v: unknown): string => (v instanceof Date ? v.toISOString() : new Date(str(v)).toISOString());
export const isActive = (r: Fields): boolean => r.state !== 'withdrawn';
