import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Row, Value } from '@yufang/seeds/load/rows';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** Rows of one table as COPY reads them. */
export type CopyText = {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: number;
  readonly text: Uint8Array<ArrayBuffer>;
};

/**
 * Write rows down in COPY's text form. Rows may lack columns that others have; those take the column's default only if every row lacks them, else
 * null.
 */
export function copyText(table: string, rows: readonly Row[]): CopyText {
  const columns = columnsOf(rows);
  let text = '';
  for (const row of rows) {
    for (let i = 0; i < columns.length; i += 1) {
      if (i > 0) text += '\t';
      text += field(row[columns[i] ?? ''] ?? null);
    }
    text += '\n';
  }
  return { table, columns, rows: rows.length, text: new TextEncoder().encode(text) };
}

/** How much is handed to the connection at once. */
const CHUNK = 1 << 18;

/**
 * Load what {@link copyText} wrote. Returns how many rows were written. The client must be a superuser or the table's owner outside forced row-level
 * security.
 *
 * @param frozen rows are born visible to everybody and never need a vacuum; only where the table was emptied in the same transaction
 */
export async function copyIn(client: pg.Client, what: CopyText, frozen = false): Promise<number> {
  if (what.rows === 0) return 0;
  const { table, columns, text } = what;
  const stream = client.query(
    copyFrom(`copy ${table} (${columns.join(', ')}) from stdin${frozen ? ' with (freeze)' : ''}`),
  );
  await pipeline(Readable.from(chunks(text)), stream);
  return what.rows;
}

function* chunks(text: Uint8Array<ArrayBuffer>): Generator<Buffer> {
  for (let at = 0; at < text.length; at += CHUNK) {
    yield Buffer.from(text.buffer, text.byteOffset + at, Math.min(CHUNK, text.length - at));
  }
}

function columnsOf(rows: readonly Row[]): string[] {
  const seen = new Set<string>();
  for (const row of rows) for (const column in row) seen.add(column);
  return [...seen];
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
