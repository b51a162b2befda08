import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Row, Value } from '@yufang/seeds/load/rows';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** How many characters of COPY text are handed on at once. */
const CHUNK = 1 << 18;

/**
 * Load rows into a table by COPY. Rows may lack columns that others have; those take the column's default only if every row lacks them, else
 * null. Returns how many were written. The client must be a superuser or the table's owner outside forced row-level security.
 */
export async function copyRows(client: pg.Client, table: string, rows: readonly Row[]): Promise<number> {
  if (rows.length === 0) return 0;
  const columns = columnsOf(rows);
  const stream = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`));
  await pipeline(Readable.from(chunks(rows, columns)), stream);
  return rows.length;
}

function columnsOf(rows: readonly Row[]): string[] {
  const seen = new Set<string>();
  for (const row of rows) for (const column in row) seen.add(column);
  return [...seen];
}

function* chunks(rows: readonly Row[], columns: readonly string[]): Generator<string> {
  let text = '';
  for (const row of rows) {
    for (let i = 0; i < columns.length; i += 1) {
      if (i > 0) text += '\t';
      text += field(row[columns[i] ?? ''] ?? null);
    }
    text += '\n';
    if (text.length > CHUNK) {
      yield text;
      text = '';
    }
  }
  if (text !== '') yield text;
}

function field(value: Value): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if ('json' in value) return escaped(JSON.stringify(value.json));
  return escaped(`{${value.map((v) => `"${v.replace(/["\\]/g, '\\$&')}"`).join(',')}}`);
}

const SPECIAL = /[\\\t\n\r]/;
const NAMES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const escaped = (text: string): string =>
  SPECIAL.test(text) ? text.replace(/[\\\t\n\r]/g, (c) => NAMES[c] ?? c) : text;
