import ExcelJS from 'exceljs';

declare module 'exceljs' {
  interface Worksheet {
    /** Missing from the library's types: rules by address or range. */
    readonly dataValidations: { add(address: string, rule: ExcelJS.DataValidation): void };
  }
}

/** A column of a sheet that is written: `options` become a drop-down list, `note` stands as the cell's hint. */
export type SheetColumn = {
  readonly title: string;
  readonly width?: number;
  readonly required?: boolean;
  readonly options?: readonly string[];
  readonly note?: string;
};

/** A sheet to write. Cells are text or numbers, never formulas: what begins with = + - @ stays the text it is. */
export type SheetData = {
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly (string | number | null)[])[];
};

/** Rows of an empty template that carry the drop-down lists. */
const TEMPLATE_ROWS = 2000;

/**
 * An .xlsx workbook. With `template` each drop-down reaches down 2,000 rows; the lists stand on a hidden sheet, since a list in a cell
 * may hold 255 characters only.
 */
export async function writeWorkbook(
  sheets: readonly SheetData[],
  options: { template?: boolean } = {},
): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const lists: (readonly string[])[] = [];
  for (const data of sheets) {
    const sheet = book.addWorksheet(data.name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31), {
      views: [{ state: 'frozen', ySplit: 1 }],
    });
    sheet.columns = data.columns.map((c) => ({ width: c.width ?? 18, style: { numFmt: '@' } }));
    const head = sheet.addRow(data.columns.map((c) => (c.required ? `${c.title}*` : c.title)));
    head.font = { bold: true };
    head.alignment = { vertical: 'middle', wrapText: true };
    for (const row of data.rows) sheet.addRow(row.map((cell) => cell ?? ''));
    for (const [i, column] of data.columns.entries()) {
      if (column.note) head.getCell(i + 1).note = column.note;
      if (!options.template || !column.options || column.options.length === 0) continue;
      lists.push(column.options);
      const letter = sheet.getColumn(lists.length).letter;
      const formulae = [`'_lists'!$${letter}$1:$${letter}$${column.options.length}`];
      const under = sheet.getColumn(i + 1).letter;
      // One rule for the whole column: cell by cell the library sorts A10 before A2 and writes ranges that overlap.
      sheet.dataValidations.add(`${under}2:${under}${TEMPLATE_ROWS}`, {
        type: 'list',
        allowBlank: !column.required,
        formulae,
      });
    }
  }
  // The hidden lists come last, so that the first sheet is the one to fill in.
  if (lists.length > 0) {
    const hidden = book.addWorksheet('_lists', { state: 'veryHidden' });
    for (const [c, list] of lists.entries())
      for (const [r, option] of list.entries()) hidden.getCell(r + 1, c + 1).value = option;
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** Reply headers of a workbook for download. */
export const excelHeaders = (fileName: string): Record<string, string> => ({
  'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'content-disposition': `attachment; filename="export.xlsx"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
});
