/**
 * Read a small table: RFC 4180 with a first line of column names; cells are text, an empty cell is ''.
 * @throws {Error} naming the line when it has another number of cells than the head
 */
export function readTable(text: string): Record<string, string>[] {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line !== '');
  const [head = [], ...rows] = lines.map(cells);
  return rows.map((row, i) => {
    if (row.length !== head.length) throw new Error(`line ${i + 2}: ${row.length} cells, expected ${head.length}`);
    return Object.fromEntries(head.map((column, c) => [column, row[c] ?? '']));
  });
}

/** One line's cells. A quoted cell may hold commas and doubled quotes, but no line break: none of our lists needs one. */
const cells = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  );
