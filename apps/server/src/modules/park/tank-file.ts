import { isTankHead, type TankField, tankFieldOf } from '@yufang/exchange';
import { refuse } from '../../platform/errors/refused.ts';
import { readSheet } from '../../platform/excel/read.ts';
import { readTable } from './table-upload.ts';

/** A row of a table of tanks as it was sent, with its number in the sheet or list. */
export type TankRow = { readonly row: number; readonly raw: unknown };

const MOST_ROWS = 5000;

/**
 * The rows of the data standard's table of tanks, from JSON (`[…]` or `{"data": […]}`) or a workbook whose head has its codes or labels; null when it is
 * a workbook with another head.
 * @throws 422 `park.file_not_json`, `exchange.nothing`, `exchange.too_many_rows`, `excel.*`
 */
export function tankRowsOf(bytes: Buffer): readonly TankRow[] | null {
  // What is neither a list nor an object is the workbook's to refuse.
  if (/^(?:\xef\xbb\xbf)?\s*[[{]/.test(bytes.subarray(0, 200).toString('latin1'))) return ofJson(bytes);
  const sheet = readSheet(bytes, { maxRows: MOST_ROWS });
  if (!isTankHead(sheet.head)) return null;
  return sheet.rows.map(({ row, cells }) => ({
    row,
    raw: Object.fromEntries(Object.entries(cells).map(([name, text]) => [name, undusted(name, text)])),
  }));
}

/** The same from any table: JSON, .xlsx or .csv. @throws as `tankRowsOf`, `park.table_*` of a CSV, `exchange.nothing` where the head is another's */
export function tankRowsOfAny(bytes: Buffer): readonly TankRow[] {
  const isCsv = !/^(?:\xef\xbb\xbf)?\s*[[{]|^PK/.test(bytes.subarray(0, 200).toString('latin1'));
  if (!isCsv) {
    const rows = tankRowsOf(bytes);
    if (rows !== null) return rows;
  } else {
    const table = readTable({ bytes });
    if (isTankHead(table.head)) return table.rows.map(({ row, cells }) => ({ row, raw: cells }));
  }
  throw refuse(422, { code: 'exchange.nothing', field: 'file' });
}

function ofJson(bytes: Buffer): readonly TankRow[] {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw refuse(422, { code: 'park.file_not_json', field: 'file' });
  }
  const rows: unknown = typeof json === 'object' && json !== null && 'data' in json ? json.data : json;
  if (!Array.isArray(rows) || rows.length === 0) throw refuse(422, { code: 'exchange.nothing', field: 'file' });
  if (rows.length > MOST_ROWS)
    throw refuse(422, { code: 'exchange.too_many_rows', field: 'file', params: { limit: MOST_ROWS } });
  return rows.map((raw: unknown, i) => ({ row: i + 1, raw }));
}

const FIGURES: readonly (TankField | null)[] = [
  'CGMJ',
  'SJCL',
  'CZYLSX',
  'CZWDSX',
  'SJCZYL',
  'SJCZWD',
  'WYSWMJ',
  'JD',
  'WD',
];

/** A workbook keeps 114.302 as 114.30200000000001 and 0.08 as 8.0000000000000002E-2: a figure of at most 12 digits again. */
function undusted(name: string, text: string): string {
  if (!FIGURES.includes(tankFieldOf(name)) || !/^-?\d+(\.\d{9,})?([eE][-+]?\d+)?$/.test(text)) return text;
  return String(Number(Number(text).toPrecision(12)));
}
