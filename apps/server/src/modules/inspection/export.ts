import { PassThrough, type Readable } from 'node:stream';
import ExcelJS from 'exceljs';
import type { Actor } from '../../platform/db/actor.ts';
import { asActor, type Database, type Trx } from '../../platform/db/database.ts';

/** A sheet to be streamed: its head, and how a row becomes cells. */
export type Sheet<R> = {
  readonly name: string;
  readonly columns: readonly { readonly title: string; readonly width: number }[];
  readonly cells: (row: R) => (string | number | null)[];
  /** The last row of a list that was cut. */
  readonly cut: (rows: number) => string;
};

/** One page of the list that is exported. */
export type PageOf<R> = (trx: Trx, after: string | undefined) => Promise<{ rows: R[]; next: string | null }>;

/** Rows a page of an export reads. */
export const EXPORT_PAGE = 1_000;
/** A workbook beyond this is of no use to a person; the last row says so. */
const MOST = 100_000;

/**
 * A list as a workbook, streamed: page by page out of the database under the caller's scope, row by row into the zip, at the reader's pace, so that memory
 * stays flat. Texts are string cells, never formulas.
 */
export function streamSheet<R>(db: Database, actor: Actor, what: { sheet: Sheet<R>; page: PageOf<R> }): Readable {
  const out = new PassThrough();
  write(db, actor, { ...what, out }).catch((error: unknown) =>
    out.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return out;
}

async function write<R>(
  db: Database,
  actor: Actor,
  what: { sheet: Sheet<R>; page: PageOf<R>; out: PassThrough },
): Promise<void> {
  const { sheet: words, out } = what;
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useSharedStrings: false, useStyles: true });
  const sheet = book.addWorksheet(words.name, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = words.columns.map(({ title, width }) => ({ header: title, width }));
  sheet.getRow(1).font = { bold: true };
  sheet.getRow(1).commit();
  let after: string | undefined;
  let written = 0;
  do {
    const page = await asActor(db, actor, (trx) => what.page(trx, after));
    for (const row of page.rows) sheet.addRow(words.cells(row)).commit();
    written += page.rows.length;
    after = page.next ?? undefined;
    if (out.writableNeedDrain) await new Promise((resolve) => out.once('drain', resolve).once('close', resolve));
    if (out.destroyed) return;
  } while (after !== undefined && written < MOST);
  if (after !== undefined) sheet.addRow([words.cut(MOST)]).commit();
  sheet.commit();
  await book.commit();
}
