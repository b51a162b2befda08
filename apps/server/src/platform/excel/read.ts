import { refuse } from '../errors/refused.ts';
import { openZip } from './zip.ts';

/** One row of a sheet below its head: its number as the sheet counts, and its cells as trimmed text by the head's names. Empty cells are absent. */
export type SheetRow = { readonly row: number; readonly cells: Readonly<Record<string, string>> };
/** A sheet as read. */
export type Sheet = { readonly name: string; readonly head: readonly string[]; readonly rows: readonly SheetRow[] };

/** Most rows that one upload may have. */
export const MAX_ROWS = 20_000;
const MAX_COLUMNS = 200;
const MAX_CELL = 32_767;

/**
 * Read a sheet of an .xlsx workbook (the first, or the one named). The first row that is not empty is the head. Everything is read as text; a date cell
 * comes as the day it shows.
 * @param options.required head names that must be there
 * @param options.hours a date cell whose style shows an hour, or that holds one, comes as `2025-03-01 14:00`, to the minute; the clock is the sheet's own
 * @throws 422 `excel.not_a_workbook`, `excel.encrypted`, `excel.too_large_inside`, `excel.formula` (params.cell), `excel.too_many_rows`
 *   (params.limit), `excel.column_missing` (params.column), `excel.empty`
 */
export function readSheet(
  file: Buffer,
  options: { sheet?: string; required?: readonly string[]; maxRows?: number; hours?: boolean } = {},
): Sheet {
  const zip = openZip(file);
  const book = zip.read('xl/workbook.xml')?.toString('utf8');
  if (!book) throw refuse(422, { code: 'excel.not_a_workbook', field: 'file' });
  const sheets = [...book.matchAll(/<sheet\b[^>]*?\/?>/g)].map(([tag]) => ({
    name: decode(attr(tag, 'name')),
    rid: attr(tag, 'r:id'),
  }));
  const chosen = sheets.find((s) => s.name === options.sheet) ?? sheets[0];
  const rels = zip.read('xl/_rels/workbook.xml.rels')?.toString('utf8') ?? '';
  const target = [...rels.matchAll(/<Relationship\b[^>]*?\/?>/g)]
    .map(([tag]) => tag)
    .find((tag) => attr(tag, 'Id') === chosen?.rid);
  const path = target
    ? attr(target, 'Target')
        .replace(/^\/xl\//, '')
        .replace(/^\//, '')
    : 'worksheets/sheet1.xml';
  const xml = zip.read(`xl/${path}`)?.toString('utf8');
  if (!chosen || !xml) throw refuse(422, { code: 'excel.not_a_workbook', field: 'file' });
  const strings = sharedStrings(zip.read('xl/sharedStrings.xml')?.toString('utf8') ?? '');
  const dates = dateStyles(zip.read('xl/styles.xml')?.toString('utf8') ?? '', {
    from1904: /date1904="(1|true)"/.test(book),
    hours: options.hours ?? false,
  });
  const rows = readRows(xml, { strings, dates, maxRows: (options.maxRows ?? MAX_ROWS) + 1 });
  const head = rows.shift();
  if (!head || rows.length === 0) throw refuse(422, { code: 'excel.empty', field: 'file' });
  const names = head.cells.map((c) => (c ?? '').replace(/[*＊]\s*$/, '').trim());
  for (const column of options.required ?? []) {
    if (!names.includes(column)) throw refuse(422, { code: 'excel.column_missing', field: 'file', params: { column } });
  }
  return {
    name: chosen.name,
    head: names,
    rows: rows.map(({ row, cells }) => ({
      row,
      cells: Object.fromEntries(names.flatMap((name, i) => (name && cells[i] ? [[name, cells[i] ?? '']] : []))),
    })),
  };
}

type Raw = { readonly row: number; readonly cells: (string | undefined)[] };
type Reading = { strings: readonly string[]; dates: (style: string, serial: string) => string | null; maxRows: number };

function readRows(xml: string, reading: Reading): Raw[] {
  const rows: Raw[] = [];
  const rowPattern = /<row\b([^>]*?)(?:\/>|>([\s\S]*?)<\/row>)/g;
  let number = 0;
  for (let match = rowPattern.exec(xml); match; match = rowPattern.exec(xml)) {
    number = Number(attr(match[1] ?? '', 'r')) || number + 1;
    const cells = readCells(match[2] ?? '', number, reading);
    if (cells.every((c) => !c)) continue;
    rows.push({ row: number, cells });
    if (rows.length > reading.maxRows) {
      throw refuse(422, { code: 'excel.too_many_rows', field: 'file', params: { limit: reading.maxRows - 1 } });
    }
  }
  return rows;
}

function readCells(xml: string, row: number, { strings, dates }: Reading): (string | undefined)[] {
  const cells: (string | undefined)[] = [];
  const pattern = /<c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g;
  let next = 0;
  for (let match = pattern.exec(xml); match; match = pattern.exec(xml)) {
    const [, attributes = '', inner = ''] = match;
    const reference = attr(attributes, 'r');
    const column = reference ? columnIndex(reference) : next;
    next = column + 1;
    if (column >= MAX_COLUMNS) continue;
    if (/<f[\s>/]/.test(inner)) {
      throw refuse(422, { code: 'excel.formula', field: 'file', params: { cell: reference || `row ${row}` } });
    }
    const type = attr(attributes, 't');
    const value = decode(/<v\b[^>]*>([\s\S]*?)<\/v>/.exec(inner)?.[1] ?? '');
    const text =
      type === 's'
        ? (strings[Number(value)] ?? '')
        : type === 'inlineStr'
          ? plainText(inner)
          : type === 'b'
            ? value === '1'
              ? 'TRUE'
              : 'FALSE'
            : type === 'e'
              ? ''
              : type === ''
                ? (dates(attr(attributes, 's'), value) ?? plainNumber(value))
                : value;
    const trimmed = text.trim();
    cells[column] = trimmed ? trimmed.slice(0, MAX_CELL) : undefined;
  }
  // Holes read as undefined too.
  return Array.from(cells);
}

const attr = (tag: string, name: string): string => new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(tag)?.[1] ?? '';

const columnIndex = (reference: string): number =>
  [...reference.replace(/\d+$/, '')].reduce((n, c) => n * 26 + (c.toUpperCase().charCodeAt(0) - 64), 0) - 1;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const decode = (text: string): string =>
  text
    .replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, name: string) =>
      name.startsWith('#x')
        ? codePoint(Number.parseInt(name.slice(2), 16))
        : name.startsWith('#')
          ? codePoint(Number(name.slice(1)))
          : (ENTITIES[name] ?? whole),
    )
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => codePoint(Number.parseInt(hex, 16)));
const codePoint = (n: number): string => (n > 0 && n <= 0x10ffff ? String.fromCodePoint(n) : '');

/** The runs of a rich text, phonetic guides left out. */
const plainText = (xml: string): string =>
  [...xml.replace(/<rPh\b[\s\S]*?<\/rPh>/g, '').matchAll(/<t\b[^>]*?(?:\/>|>([\s\S]*?)<\/t>)/g)]
    .map((m) => decode(m[1] ?? ''))
    .join('');

const sharedStrings = (xml: string): string[] =>
  [...xml.matchAll(/<si\b[^>]*?(?:\/>|>([\s\S]*?)<\/si>)/g)].map((m) => plainText(m[1] ?? ''));

/** A number as one would type it: 13812345678 rather than 1.3812345678E10. */
const plainNumber = (value: string): string =>
  /[eE]/.test(value) && Number.isSafeInteger(Number(value)) ? String(Number(value)) : value;

const BUILT_IN_DATES = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);

/** The one built-in style that shows a day with its hour. */
const BUILT_IN_HOURS = 22;

/** Knows which cell styles show a day, and turns a serial number of such a cell into it. */
function dateStyles(xml: string, as: { readonly from1904: boolean; readonly hours: boolean }): Reading['dates'] {
  const formats = new Map(
    [...xml.matchAll(/<numFmt\b[^>]*?\/?>/g)].map(([tag]) => [attr(tag, 'numFmtId'), decode(attr(tag, 'formatCode'))]),
  );
  const xfs = /<cellXfs\b[\s\S]*?<\/cellXfs>/.exec(xml)?.[0] ?? '';
  const styles = [...xfs.matchAll(/<xf\b[^>]*?\/?>/g)].map(([tag]) => {
    const id = attr(tag, 'numFmtId');
    const code = (formats.get(id) ?? '').replace(/"[^"]*"|\[[^\]]*\]|\\./g, '');
    return {
      day: BUILT_IN_DATES.has(Number(id)) || /[yd]/i.test(code),
      hour: Number(id) === BUILT_IN_HOURS || /h/i.test(code),
    };
  });
  return (style, serial) => {
    const shows = styles[Number(style || 0)];
    if (!shows?.day || !/^\d+(\.\d+)?$/.test(serial)) return null;
    // A serial number is a share of a day in binary: 14:00 may stand as 13:59:59.9997.
    const minutes = Math.round((Number(serial) - (as.from1904 ? 24_107 : 25_569)) * 1440);
    const withHour = as.hours && (shows.hour || minutes % 1440 !== 0);
    const days = withHour ? minutes / 1440 : Math.floor(Number(serial)) - (as.from1904 ? 24_107 : 25_569);
    if (!(days > -36_000 && days < 150_000)) return null;
    const iso = new Date(withHour ? minutes * 60_000 : days * 86_400_000).toISOString();
    return withHour ? `${iso.slice(0, 10)} ${iso.slice(11, 16)}` : iso.slice(0, 10);
  };
}
