import { PassThrough, type Readable } from 'node:stream';
import type { DangerRow, exportDangers } from '@yufang/contract';
import ExcelJS from 'exceljs';
import type { z } from 'zod';
import type { Actor } from '../../platform/db/actor.ts';
import { type Database, readAsActor } from '../../platform/db/database.ts';
import { EXPORT_WORDS } from './export-words.ts';
import { selectDangerPage } from './list.ts';

type Filter = z.output<typeof exportDangers.query>;
const PAGE = 1_000;
/** A workbook beyond this is of no use to a person; the last row says so. */
const MOST = 100_000;
const WIDTHS = [20, 40, 36, 8, 12, 14, 10, 10, 18, 12, 8, 12, 10];

/**
 * The list as a workbook, streamed: page by page out of the database, row by row into the zip, so that memory stays flat. Every text is
 * a string cell (never a formula, whatever it begins with).
 */
export function streamDangers(db: Database, actor: Actor, filter: Filter): Readable {
  const out = new PassThrough();
  write(db, actor, { filter, out }).catch((error: unknown) =>
    out.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return out;
}

async function write(db: Database, actor: Actor, what: { filter: Filter; out: PassThrough }): Promise<void> {
  const { lang, ...filter } = what.filter;
  const words = EXPORT_WORDS[lang];
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: what.out, useSharedStrings: false, useStyles: true });
  const sheet = book.addWorksheet(words.sheet, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = words.columns.map((header, i) => ({ header, width: WIDTHS[i] ?? 12 }));
  sheet.getRow(1).font = { bold: true };
  sheet.getRow(1).commit();
  let after: string | undefined;
  let written = 0;
  do {
    const page = await readAsActor(db, actor, (trx) =>
      selectDangerPage(trx, actor, { ...filter, limit: PAGE, count: false, after }),
    );
    const rows: DangerRow[] = JSON.parse(`[${page.json}]`);
    for (const row of rows) sheet.addRow(cells(row, lang)).commit();
    written += rows.length;
    after = page.next ?? undefined;
    // The reader's pace is ours: wait while the client is behind.
    if (what.out.writableNeedDrain) await new Promise((resolve) => what.out.once('drain', resolve));
    if (what.out.destroyed) return;
  } while (after !== undefined && written < MOST);
  if (after !== undefined) sheet.addRow([words.cut(MOST)]).commit();
  sheet.commit();
  await book.commit();
}

const shanghai = (iso: string): string =>
  new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

function cells(row: DangerRow, lang: Filter['lang']): (string | null)[] {
  const w = EXPORT_WORDS[lang];
  return [
    row.number,
    row.name,
    row.enterpriseName,
    w.level[row.level],
    w.status[row.status],
    w.source[row.source],
    w.kind[row.kind],
    row.countyCode,
    shanghai(row.foundAt),
    row.deadline,
    row.overdue ? w.yes : null,
    row.assigneeName,
    row.listed ? w.yes : null,
  ];
}
