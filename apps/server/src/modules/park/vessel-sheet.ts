import { ParkVesselInput } from '@yufang/contract/park';
import { COORDINATE_SYSTEMS, PARK_FREQUENCY_KINDS, PARK_VESSEL_KINDS, type Refusal } from '@yufang/domain';
import { SUBSTANCES } from '@yufang/qra/substance/library';
import type { Trx } from '../../platform/db/database.ts';
import { readSheet, type SheetRow } from '../../platform/excel/read.ts';
import { type SheetColumn, writeWorkbook } from '../../platform/excel/write.ts';
import { barriersOf, type VesselRow } from './vessel-view.ts';
import { REQUIRED_COLUMNS, VESSEL_COLUMNS, VESSEL_WORDS, type VesselColumn } from './vessel-words.ts';

/** A number without the dust of unit conversion: twelve digits are more than anybody types. */
const tidy = (n: number): number => Number(n.toPrecision(12));
const KELVIN = 273.15;

/** The import form: head, drop-down lists, hints; with `filled` the enterprise's vessels under it. */
export async function vesselTemplate(
  trx: Trx,
  enterpriseId: string,
  as: { readonly lang: 'zh' | 'en'; readonly filled: boolean },
): Promise<Buffer> {
  const w = VESSEL_WORDS[as.lang];
  const options: Partial<Record<VesselColumn, readonly string[]>> = {
    kind: Object.values(w.kind),
    frequencyKind: Object.values(w.frequencyKind),
    substance: SUBSTANCES.map((s) => (as.lang === 'zh' ? s.nameZh : s.nameEn)),
    crs: COORDINATE_SYSTEMS,
  };
  const columns = VESSEL_COLUMNS.map(
    (key): SheetColumn => ({
      title: w.columns[key],
      width: key === 'name' || key === 'substance' ? 22 : 14,
      required: REQUIRED_COLUMNS.includes(key),
      ...(options[key] === undefined ? {} : { options: options[key] }),
      ...(w.notes[key] === undefined ? {} : { note: w.notes[key] }),
    }),
  );
  const rows = as.filled
    ? await trx
        .selectFrom('park_vessel')
        .selectAll()
        .where('enterprise_id', '=', enterpriseId)
        .where('state', '<>', 'withdrawn')
        .orderBy('tag')
        .limit(2000)
        .execute()
    : [];
  return await writeWorkbook([{ name: w.sheet, columns, rows: rows.map((r) => cellsOf(r, as.lang)) }], {
    template: true,
  });
}

function cellsOf(r: VesselRow, lang: 'zh' | 'en'): (string | number | null)[] {
  const w = VESSEL_WORDS[lang];
  const kind = PARK_VESSEL_KINDS.find((k) => k === r.kind);
  const frequency = PARK_FREQUENCY_KINDS.find((k) => k === r.frequency_kind);
  const substance = SUBSTANCES.find((s) => s.id === r.substance);
  const barriers = barriersOf(r.barriers);
  const of: Record<VesselColumn, string | number | null> = {
    tag: r.tag,
    name: r.name,
    plant: r.plant,
    kind: kind ? w.kind[kind] : r.kind,
    frequencyKind: frequency ? w.frequencyKind[frequency] : null,
    substance: substance ? (lang === 'zh' ? substance.nameZh : substance.nameEn) : r.substance,
    volumeM3: r.volume_m3,
    fillPercent: tidy(r.fill_fraction * 100),
    pressureKpa: tidy(r.pressure_pa / 1000),
    temperatureC: tidy(r.temperature_k - KELVIN),
    lon: r.given_lon,
    lat: r.given_lat,
    crs: r.crs,
    bundAreaM2: r.bund_area_m2,
    shutOffS: barriers.shutOffS ?? null,
    sprayHeatFactor: barriers.sprayHeatFactor ?? null,
    fireproofingMin: barriers.fireproofingMin ?? null,
    note: r.note,
  };
  return VESSEL_COLUMNS.map((key) => of[key]);
}

/** A row as read: the vessel, or why not, by the head of the column. */
export type SheetVessel = { readonly row: number; readonly tag: string } & (
  | { readonly vessel: ParkVesselInput }
  | { readonly problems: readonly Refusal[] }
);

/** Read the form in either language. @throws 422 `excel.*` when the file as a whole is none */
export function vesselsOfSheet(file: Buffer): { readonly lang: 'zh' | 'en'; readonly rows: readonly SheetVessel[] } {
  const any = readSheet(file, { maxRows: 5000 });
  const lang = any.head.includes(VESSEL_WORDS.en.columns.tag) ? 'en' : 'zh';
  const required = REQUIRED_COLUMNS.map((key) => VESSEL_WORDS[lang].columns[key]);
  return { lang, rows: readSheet(file, { maxRows: 5000, required }).rows.map((row) => vesselOfRow(row, lang)) };
}

function vesselOfRow(row: SheetRow, lang: 'zh' | 'en'): SheetVessel {
  const head = VESSEL_WORDS[lang].columns;
  const problems: Refusal[] = [];
  const cell = (key: VesselColumn): string | undefined => row.cells[head[key]];
  const number = (key: VesselColumn): number | null => {
    const text = cell(key);
    if (text === undefined) {
      if (REQUIRED_COLUMNS.includes(key)) problems.push({ code: 'import.missing', field: head[key] });
      return null;
    }
    const n = Number(text);
    if (!Number.isFinite(n))
      problems.push({ code: 'import.not_a_number', field: head[key], params: { value: text.slice(0, 60) } });
    return n;
  };
  const word = <T extends string>(key: 'kind' | 'frequencyKind' | 'crs', words: readonly T[]): T | null => {
    const text = cell(key);
    if (text === undefined) {
      if (REQUIRED_COLUMNS.includes(key)) problems.push({ code: 'import.missing', field: head[key] });
      return null;
    }
    const known = (w: T): readonly string[] =>
      key === 'crs' ? [w] : [w, ...(['zh', 'en'] as const).map((l) => wordOf(VESSEL_WORDS[l][key], w))];
    const bare = key === 'crs' ? text.replace(/[-\s]/g, '').toUpperCase() : text;
    const found = words.find((w) => known(w).includes(bare));
    if (found === undefined)
      problems.push({ code: 'import.unknown_value', field: head[key], params: { value: text.slice(0, 60) } });
    return found ?? null;
  };
  const [fill, kpa, celsius] = [number('fillPercent'), number('pressureKpa'), number('temperatureC')];
  const barriers = Object.fromEntries(
    (['shutOffS', 'sprayHeatFactor', 'fireproofingMin'] as const).flatMap((key) => {
      const n = number(key);
      return n === null ? [] : [[key, n]];
    }),
  );
  const given = {
    tag: cell('tag') ?? '',
    name: cell('name') ?? '',
    plant: cell('plant') ?? null,
    kind: word('kind', PARK_VESSEL_KINDS),
    frequencyKind: word('frequencyKind', PARK_FREQUENCY_KINDS),
    substance: cell('substance') ?? '',
    volumeM3: number('volumeM3'),
    fillFraction: fill === null ? null : tidy(fill / 100),
    pressurePa: kpa === null ? null : tidy(kpa * 1000),
    temperatureK: celsius === null ? null : tidy(celsius + KELVIN),
    lon: number('lon'),
    lat: number('lat'),
    crs: word('crs', COORDINATE_SYSTEMS) ?? 'CGCS2000',
    bundAreaM2: number('bundAreaM2'),
    barriers,
    note: cell('note') ?? null,
  };
  const at = { row: row.row, tag: given.tag };
  if (problems.length > 0) return { ...at, problems };
  const parsed = ParkVesselInput.safeParse(given);
  if (parsed.success) return { ...at, vessel: parsed.data };
  const keys = [...new Set(parsed.error.issues.map((i) => String(i.path.at(-1) ?? '')))];
  return {
    ...at,
    problems: keys.map((key) => ({
      code: given.tag === '' && key === 'tag' ? 'import.missing' : 'import.malformed',
      field: headOf(head, key),
    })),
  };
}

const wordOf = (words: Readonly<Record<string, string>>, key: string): string => words[key] ?? key;

/** Column that a field of the vessel stands in. */
const COLUMN_OF: Readonly<Record<string, VesselColumn>> = {
  fillFraction: 'fillPercent',
  pressurePa: 'pressureKpa',
  temperatureK: 'temperatureC',
};
/** The head of the column behind a field that a check names (`barriers.shutOffS` → its column). */
export const columnOf = (lang: 'zh' | 'en', field: string): string => headOf(VESSEL_WORDS[lang].columns, field);

function headOf(head: Readonly<Record<VesselColumn, string>>, field: string): string {
  const last = field.split('.').at(-1) ?? field;
  const column = VESSEL_COLUMNS.find((c) => c === (COLUMN_OF[last] ?? last));
  return column === undefined ? field : head[column];
}
