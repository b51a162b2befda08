/** One line of a code list by column name; an empty cell is null. */
export type CsvRow = Record<string, string | null>;

/**
 * Read a code list (RFC 4180: quotes, doubled quotes, commas and newlines within quotes; a first line of names).
 * @throws {Error} naming file and line when a line has another number of cells than the head
 */
export function readCsv(text: string, name: string): CsvRow[] {
  const [head = [], ...lines] = cells(text.replace(/^\uFEFF/, ''));
  return lines
    .filter((line) => line.length > 1 || line[0] !== '')
    .map((line, i) => {
      if (line.length !== head.length)
        throw new Error(`${name}, row ${i + 2}: ${line.length} cells, expected ${head.length}`);
      return Object.fromEntries(head.map((column, c) => [column.trim(), line[c] === '' ? null : (line[c] ?? null)]));
    });
}

function cells(text: string): string[][] {
  const rows: string[][] = [[]];
  const pattern = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/gy;
  while (pattern.lastIndex < text.length) {
    const [, raw = '', end = ''] = pattern.exec(text) ?? [];
    rows.at(-1)?.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (end !== ',' && pattern.lastIndex < text.length) rows.push([]);
    if (end === '') break;
  }
  return rows;
}
