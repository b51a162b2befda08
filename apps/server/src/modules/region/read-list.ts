import { IsoDay, type RegionLevel } from '@yufang/domain';
import { readTable } from '@yufang/seeds/codes/csv';

/** One line of a list of divisions as it was read; what the list does not say is undefined and stays as it is. */
export type DivisionLine = {
  readonly line: number;
  readonly code: string;
  readonly name: string;
  readonly nameEn: string | undefined;
  readonly level: RegionLevel;
  readonly parent: string | null;
  /** The list names the parent; else it follows from the code. */
  readonly parentNamed: boolean;
  readonly kind: 'statutory' | 'functional_zone' | 'synthetic' | undefined;
  readonly validFrom: string | null | undefined;
  readonly validTo: string | null | undefined;
};

/** A line that cannot be taken, by its number in the file. */
export type BadLine = {
  readonly line: number;
  readonly code: string;
  readonly problem: { code: string; field: string };
};

/** The columns by the names of the official lists and by ours. */
const HEADS: Readonly<Record<string, readonly string[]>> = {
  code: ['code', '行政区划代码', '区划代码', '代码'],
  name: ['name', '单位名称', '行政区划名称', '区划名称', '名称'],
  name_en: ['name_en', '英文名称', '英文名'],
  parent_code: ['parent_code', '上级代码', '上级行政区划代码'],
  kind: ['kind', '类型'],
  valid_from: ['valid_from', '启用日期', '生效日期'],
  valid_to: ['valid_to', '停用日期', '撤销日期'],
};
const KINDS: Readonly<Record<string, 'statutory' | 'functional_zone' | 'synthetic'>> = {
  statutory: 'statutory',
  法定: 'statutory',
  functional_zone: 'functional_zone',
  功能区: 'functional_zone',
  synthetic: 'synthetic',
};

/** The letters of the file: UTF-8, else the national encoding that spreadsheets here write. */
export function listText(file: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    return new TextDecoder('gb18030').decode(file);
  }
}

/**
 * Read a list of divisions: CSV with a head line, at least code and name, in any order; a code of 6 digits, of 9 for a township, or of 12 that end in 000.
 * Level and parent follow from the code; a parent may be named where they do not.
 * @throws {Error} when the file has no such columns or a line has another number of cells
 */
export function readDivisions(text: string): { readonly good: DivisionLine[]; readonly bad: BadLine[] } {
  const table = readTable(text);
  const heads = new Map(
    Object.entries(HEADS).flatMap(([key, names]) => {
      const found = Object.keys(table[0] ?? {}).find((h) => names.includes(h.trim()));
      return found === undefined ? [] : [[key, found] as const];
    }),
  );
  for (const key of ['code', 'name'])
    if (!heads.has(key)) throw new Error(`the list has no column ${HEADS[key]?.join(' / ')}`);
  const good: DivisionLine[] = [];
  const bad: BadLine[] = [];
  const seen = new Set<string>();
  for (const [i, row] of table.entries()) {
    const cell = (key: string): string | undefined => {
      const head = heads.get(key);
      return head === undefined ? undefined : (row[head] ?? '').trim();
    };
    const line = i + 2;
    const given = cell('code') ?? '';
    const code = /^\d{9}000$/.test(given) ? given.slice(0, 9) : given;
    const refused = (problem: string, field: string) => bad.push({ line, code, problem: { code: problem, field } });
    const place = placeOf(code);
    if (!place) refused('region.bad_code', 'code');
    else if (seen.has(code)) refused('region.twice', 'code');
    else {
      seen.add(code);
      const name = cell('name') ?? '';
      const [from, to] = [dayOf(cell('valid_from')), dayOf(cell('valid_to'))];
      const kind = cell('kind');
      if (name === '' || name.length > 60) refused('region.bad_name', 'name');
      else if (from === BAD) refused('region.bad_day', 'valid_from');
      else if (to === BAD || (from && to && to <= from)) refused('region.bad_day', 'valid_to');
      else if (kind && !KINDS[kind]) refused('region.bad_kind', 'kind');
      else {
        const named = cell('parent_code') || null;
        const above = { parent: named ?? place.parent, parentNamed: named !== null };
        const common = { line, code, name, nameEn: cell('name_en') || undefined, level: place.level, ...above };
        good.push({ ...common, kind: kind ? KINDS[kind] : undefined, validFrom: from, validTo: to });
      }
    }
  }
  return { good, bad };
}

function placeOf(code: string): { level: RegionLevel; parent: string | null } | null {
  if (/^\d{9}$/.test(code)) return { level: 'township', parent: code.slice(0, 6) };
  if (!/^\d{6}$/.test(code)) return null;
  if (code.endsWith('0000')) return { level: 'province', parent: null };
  if (code.endsWith('00')) return { level: 'city', parent: `${code.slice(0, 2)}0000` };
  return { level: 'county', parent: `${code.slice(0, 4)}00` };
}

const BAD = 'no day';
/** A day as lists write it, 2024-05-01, 2024/5/1 or 20240501; null: said to be none; undefined: not said. */
function dayOf(text: string | undefined): string | null | undefined {
  if (text === undefined) return undefined;
  if (text === '') return null;
  const [, y = '', m = '', d = ''] = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/.exec(text) ?? [];
  const day = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  return IsoDay.safeParse(day).success ? day : BAD;
}
