import { refuse } from '../../platform/errors/refused.ts';
import { readSheet, type SheetRow } from '../../platform/excel/read.ts';

/** Rows of an uploaded table, cells by the head's names; `kind` says what it was. */
export type UploadedTable = {
  readonly kind: 'csv' | 'excel';
  readonly head: readonly string[];
  readonly rows: readonly SheetRow[];
};

/** A year has 8,784 hours; eleven years fit. */
const MAX_CSV_ROWS = 100_000;

/**
 * Read a table that is an .xlsx workbook (date cells with their hour) or a CSV file (UTF-8, else GB 18030 as Chinese Excel writes it).
 * @throws 422 `excel.*`; `park.table_not_text`, `park.table_empty`, `park.table_too_long` of a CSV
 */
export function readTable(file: { readonly bytes: Buffer }): UploadedTable {
  if (file.bytes.subarray(0, 2).toString('latin1') === 'PK') {
    const sheet = readSheet(file.bytes, { hours: true });
    return { kind: 'excel', head: sheet.head, rows: sheet.rows };
  }
  const lines = csvRows(decode(file.bytes));
  const head = (lines.shift() ?? []).map((c) => c.replace(/[*＊]\s*$/, '').trim());
  if (head.length === 0 || lines.length === 0) throw refuse(422, { code: 'park.table_empty', field: 'file' });
  return {
    kind: 'csv',
    head,
    rows: lines.map((cells, i) => ({
      row: i + 2,
      cells: Object.fromEntries(head.flatMap((name, k) => (name && cells[k]?.trim() ? [[name, cells[k].trim()]] : []))),
    })),
  };
}

function decode(bytes: Buffer): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      // A binary file reads as GB 18030 now and then; a table has no such characters.
      if (!text.includes('\0')) return text;
    } catch {
      // the next encoding
    }
  }
  throw refuse(422, { code: 'park.table_not_text', field: 'file' });
}

/** RFC 4180, with either line end; empty lines are left out. */
function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(,|\r?\n|\r|$)/gy;
  let row: string[] = [];
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const found = cell.exec(text);
    if (!found) throw refuse(422, { code: 'park.table_not_text', field: 'file', params: { at } });
    row.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === ',') continue;
    if (row.some((c) => c.trim() !== '')) rows.push(row);
    row = [];
    if (rows.length > MAX_CSV_ROWS + 1)
      throw refuse(422, { code: 'park.table_too_long', field: 'file', params: { limit: MAX_CSV_ROWS } });
    if (found[0] === '') break;
  }
  if (row.some((c) => c.trim() !== '')) rows.push(row);
  return rows;
}

/** Columns by the names they may bear. @throws 422 `excel.column_missing` for those that must be there */
export function columnsOf<K extends string>(
  head: readonly string[],
  names: Readonly<Record<K, readonly string[]>>,
  required: readonly NoInfer<K>[],
): Readonly<Record<K, string | null>> {
  const found = Object.fromEntries(
    Object.entries<readonly string[]>(names).map(([key, known]) => [key, head.find((h) => known.includes(h)) ?? null]),
  ) as Record<K, string | null>;
  for (const key of required) {
    if (found[key] === null)
      throw refuse(422, { code: 'excel.column_missing', field: 'file', params: { column: names[key][0] ?? key } });
  }
  return found;
}

/** A cell as a number. @throws 422 `park.cell_not_a_number` naming row and column */
export function numberIn(row: SheetRow, column: string | null): number | null {
  const text = column === null ? undefined : row.cells[column];
  if (text === undefined) return null;
  const n = Number(text.replace(/[%％]$/, ''));
  if (!Number.isFinite(n))
    throw refuse(422, {
      code: 'park.cell_not_a_number',
      field: 'file',
      params: { row: row.row, column: column ?? '', value: text.slice(0, 60) },
    });
  return /[%％]$/.test(text) ? n / 100 : n;
}

/** The same, which must be there. @throws 422 `park.cell_missing` */
export function neededNumber(row: SheetRow, column: string | null): number {
  const n = numberIn(row, column);
  if (n === null)
    throw refuse(422, { code: 'park.cell_missing', field: 'file', params: { row: row.row, column: column ?? '' } });
  return n;
}

type Limits = readonly [min: number, max: number];

/** @throws 422 `park.cell_out_of_range` with row, column, figure and limits */
function within(n: number, at: { readonly row: number; readonly column: string | null }, [min, max]: Limits): number {
  if (n >= min && n <= max) return n;
  throw refuse(422, {
    code: 'park.cell_out_of_range',
    field: 'file',
    params: { row: at.row, column: at.column ?? '', value: n, min, max },
  });
}

/** A cell as a number within limits, both included; null when it is empty. */
export function numberWithin(row: SheetRow, column: string | null, limits: Limits): number | null {
  const n = numberIn(row, column);
  return n === null ? null : within(n, { row: row.row, column }, limits);
}

/** The same, which must be there. */
export const neededWithin = (row: SheetRow, column: string | null, limits: Limits): number =>
  within(neededNumber(row, column), { row: row.row, column }, limits);
