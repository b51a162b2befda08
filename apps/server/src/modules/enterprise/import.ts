import { type ImportReport, Particulars } from '@yufang/contract';
import { COORDINATE_SYSTEMS, type Refusal } from '@yufang/domain';
import type { Config } from '../../platform/config/config.ts';
import type { Actor } from '../../platform/db/actor.ts';
import { scopeCovers } from '../../platform/db/actor.ts';
import { asSystem, type Database, type Trx } from '../../platform/db/database.ts';
import { REGION_IN_FORCE } from '../../platform/db/region-in-force.ts';
import { readSheet, type SheetRow } from '../../platform/excel/read.ts';
import { writeWorkbook } from '../../platform/excel/write.ts';
import { dimsOf, forgetDims } from '../../platform/http/enterprise-dims.ts';
import { applyChange, columnsAfter, coversCounty, lockEnterprise } from './change.ts';
import { type Places, readPlaces } from './particulars.ts';
import { type Checked, checkNew, enterEnterprise } from './registry.ts';
import { ReportBuilder } from './report.ts';
import { WORDS } from './words.ts';

/** Most enterprises of one upload; each is a chain of its own. */
const MAX = 2_000;

type Names = {
  readonly sectors: ReadonlyMap<string, string>;
  readonly parks: ReadonlyMap<string, string>;
  /** Counties by name and by city and name, without blanks; null where several bear it. */
  readonly counties: ReadonlyMap<string, string | null>;
};

async function readNames(trx: Trx): Promise<Names> {
  const sectors = await trx.selectFrom('sector').selectAll().execute();
  const parks = await trx.selectFrom('park').select(['id', 'name', 'name_en']).where('state', '=', 'active').execute();
  const both = <T>(rows: readonly T[], of: (row: T) => [string, string | null, string | null]) =>
    new Map(
      rows.flatMap((row) => {
        const [code, zh, en] = of(row);
        return [[code, code], ...(zh ? [[zh, code]] : []), ...(en ? [[en, code]] : [])] as [string, string][];
      }),
    );
  return {
    sectors: both(sectors, (s) => [s.code, s.name, s.name_en]),
    parks: both(parks, (p) => [p.id, p.name, p.name_en]),
    counties: await readCountyNames(trx),
  };
}

const squeezed = (name: string): string => name.replace(/\s+/g, '').toLowerCase();

/** People write a county's name; many cities have a zone of the same name, which then needs its city before it. */
async function readCountyNames(trx: Trx): Promise<Map<string, string | null>> {
  const rows = await trx
    .selectFrom('region')
    .select(['code', 'name', 'name_en', 'level', 'parent_code'])
    .where('level', 'in', ['city', 'county'])
    .where(REGION_IN_FORCE)
    .execute();
  const cities = new Map(rows.map((r) => [r.code, r]));
  const found = new Map<string, string | null>();
  for (const r of rows.filter((row) => row.level === 'county')) {
    const city = cities.get(r.parent_code ?? '');
    const names = [r.name, `${city?.name ?? ''}${r.name}`];
    if (r.name_en) names.push(r.name_en, `${city?.name_en ?? ''}${r.name_en}`);
    for (const name of new Set(names.map(squeezed))) found.set(name, found.has(name) ? null : r.code);
  }
  return found;
}

const reverse = (lang: 'zh' | 'en', key: 'scale' | 'tag'): Map<string, string> =>
  new Map(
    Object.entries(WORDS[lang][key]).flatMap(
      ([code, name]) =>
        [
          [code, code],
          [name, code],
        ] as [string, string][],
    ),
  );

/** One row as particulars; the shape is judged by the contract's own schema. */
function particularsOf(
  row: SheetRow,
  lang: 'zh' | 'en',
  names: Names,
): { value: Particulars | null; problems: Refusal[] } {
  const w = WORDS[lang].columns;
  const cell = (key: string): string | undefined => row.cells[w[key] ?? key];
  const problems: Refusal[] = [];
  const pick = (map: ReadonlyMap<string, string>, key: string): string | undefined => {
    const text = cell(key);
    if (text === undefined) return undefined;
    const found = map.get(text);
    if (found === undefined)
      problems.push({ code: 'import.unknown_value', field: w[key] ?? key, params: { value: text.slice(0, 60) } });
    return found;
  };
  const number = (key: string): number | null => {
    const text = cell(key);
    if (text === undefined) return null;
    const n = Number(text);
    if (!Number.isFinite(n))
      problems.push({ code: 'import.not_a_number', field: w[key] ?? key, params: { value: text.slice(0, 60) } });
    return Number.isFinite(n) ? n : null;
  };
  const county = (): string => {
    const text = cell('countyCode') ?? '';
    if (text === '' || /^\d/.test(text)) return text.slice(0, 6);
    const code = names.counties.get(squeezed(text));
    if (code) return code;
    problems.push({
      code: code === null ? 'import.place_ambiguous' : 'import.unknown_value',
      field: w.countyCode ?? 'countyCode',
      params: { value: text.slice(0, 60) },
    });
    return '';
  };
  const tagNames = reverse(lang, 'tag');
  const crs = cell('crs');
  const given = {
    name: cell('name') ?? '',
    code: cell('code') ?? null,
    industryCode: cell('industryCode') ?? '',
    scale: pick(reverse(lang, 'scale'), 'scale'),
    sector: pick(names.sectors, 'sector'),
    countyCode: county(),
    townshipCode: cell('townshipCode') ?? null,
    parkId: pick(names.parks, 'park') ?? null,
    address: cell('address') ?? null,
    lon: number('lon'),
    lat: number('lat'),
    ...(crs
      ? { crs: COORDINATE_SYSTEMS.find((c) => c.toLowerCase() === crs.replace(/[-\s]/g, '').toLowerCase()) ?? crs }
      : {}),
    headCount: number('headCount'),
    tags: (cell('tags') ?? '')
      .split(/[、,，;；\s]+/)
      .filter(Boolean)
      .map((t) => tagNames.get(t) ?? t),
    contactName: cell('contactName') ?? null,
    contactPhone: cell('contactPhone') ?? null,
  };
  if (problems.length > 0) return { value: null, problems };
  const parsed = Particulars.safeParse(given);
  if (parsed.success) return { value: parsed.data, problems };
  const seen = new Set<string>();
  for (const issue of parsed.error.issues) {
    const key = String(issue.path[0] ?? '');
    if (seen.has(key)) continue;
    seen.add(key);
    const empty = !cell(key);
    problems.push({ code: empty ? 'import.missing' : 'import.malformed', field: w[key] ?? key });
  }
  return { value: null, problems };
}

/** The template to fill in. */
export async function enterpriseTemplate(trx: Trx, lang: 'zh' | 'en'): Promise<Buffer> {
  const w = WORDS[lang];
  const sectors = await trx.selectFrom('sector').selectAll().orderBy('code').execute();
  const required = new Set(['name', 'industryCode', 'scale', 'sector', 'countyCode']);
  const options: Record<string, readonly string[]> = {
    scale: Object.values(w.scale),
    sector: sectors.map((s) => (lang === 'zh' ? s.name : s.name_en)),
    crs: COORDINATE_SYSTEMS,
  };
  return await writeWorkbook(
    [
      {
        name: w.sheet,
        columns: Object.entries(w.columns).map(([key, title]) => ({
          title,
          width: key === 'name' ? 32 : 16,
          required: required.has(key),
          ...(options[key] ? { options: options[key] } : {}),
          ...(key === 'tags' ? { note: Object.values(w.tag).join('、') } : {}),
          ...(key === 'countyCode' ? { note: w.countyHint } : {}),
        })),
        rows: [],
      },
    ],
    { template: true },
  );
}

/** Check an upload and, unless only checking, write it. A code that is known is that enterprise: it is updated. */
export async function importEnterprises(
  deps: { db: Database; config: Config },
  actor: Actor,
  what: { file: Buffer; mode: ImportReport['mode']; lang: 'zh' | 'en'; now: Date },
): Promise<ImportReport> {
  const { db, config } = deps;
  const w = WORDS[what.lang].columns;
  const sheet = readSheet(what.file, { maxRows: MAX, required: [w.name ?? '', w.countyCode ?? ''] });
  const report = new ReportBuilder(what.mode, sheet.rows.length);
  const plans = await asSystem(db, async (trx) =>
    plan(trx, config, { actor, rows: sheet.rows, lang: what.lang, report }),
  );
  if (!report.mayWrite()) return report.done(false);
  await asSystem(db, async (trx) => {
    const places = await readPlaces(trx);
    for (const p of plans) await write(trx, config, { ...p, actor, places, now: what.now, report });
  });
  for (const p of plans) if (p.known) forgetDims(db, p.known);
  return report.done(true);
}

type Plan = {
  readonly row: number;
  readonly checked: Checked;
  readonly particulars: Particulars;
  readonly known: string | null;
};

async function plan(
  trx: Trx,
  config: Config,
  what: { actor: Actor; rows: readonly SheetRow[]; lang: 'zh' | 'en'; report: ReportBuilder },
): Promise<Plan[]> {
  const places: Places = await readPlaces(trx);
  const names = await readNames(trx);
  const plans: Plan[] = [];
  const seen = new Map<string, number>();
  for (const row of what.rows) {
    const { value, problems } = particularsOf(row, what.lang, names);
    if (!value) {
      what.report.bad(row.row, problems);
      continue;
    }
    const { checked, problems: wrong } = checkNew(config, value, places);
    const all = [...wrong];
    if (checked && !coversCounty(what.actor, checked.columns.county_code))
      all.push({ code: 'region.beyond_duty', field: 'countyCode', params: { region: value.countyCode } });
    // An individual business without a code is told from others by its name and county: the same list twice makes it once.
    const key = value.code ? checked?.code : `${value.countyCode} ${value.name}`;
    const twice = key === undefined ? undefined : seen.get(key);
    if (twice !== undefined)
      all.push({ code: 'import.twice', field: value.code ? 'code' : 'name', params: { row: twice } });
    const known = checked
      ? value.code
        ? await ownerOf(trx, checked.code)
        : await namesakeOf(trx, { name: value.name, countyCode: value.countyCode })
      : null;
    if (known && !scopeCovers(what.actor.scope, dimsOf(known))) {
      all.push({ code: 'enterprise.code_taken', field: 'code', params: { taken: checked?.code ?? '' } });
    }
    if (all.length > 0 || !checked) {
      const w = WORDS[what.lang].columns;
      what.report.bad(
        row.row,
        all.map((p) => ({
          ...p,
          ...(p.field ? { field: w[p.field === 'parkId' ? 'park' : p.field] ?? p.field } : {}),
        })),
      );
      continue;
    }
    if (key !== undefined) seen.set(key, row.row);
    plans.push({ row: row.row, checked, particulars: value, known: known?.enterprise_id ?? null });
    // What checking alone can say; writing counts for itself.
    if (what.report.mode === 'check') what.report.good(known ? 'updated' : 'created');
  }
  what.report.planned(plans.length);
  return plans;
}

/** The individual business of that name in that county which holds a provisional id. */
const namesakeOf = (trx: Trx, what: { name: string; countyCode: string }) =>
  trx
    .selectFrom('enterprise')
    .selectAll()
    .where('county_code', '=', what.countyCode)
    .where('name', '=', what.name)
    .where('code_kind', '=', 'provisional')
    .where('status', 'not in', ['refused', 'withdrawn'])
    .orderBy('enterprise_id')
    .executeTakeFirst();

const ownerOf = (trx: Trx, code: string) =>
  trx
    .selectFrom('enterprise')
    .selectAll()
    .where('code', '=', code)
    .where('status', 'not in', ['refused', 'withdrawn'])
    .executeTakeFirst();

async function write(
  trx: Trx,
  config: Config,
  what: Plan & { actor: Actor; places: Places; now: Date; report: ReportBuilder },
): Promise<void> {
  const { actor, now, report } = what;
  if (!what.known) {
    const { writes } = await enterEnterprise(trx, { ...what.checked, status: 'active' }, { actor, now });
    await writes.finish();
    report.good('created');
    return;
  }
  const { row, writes } = await lockEnterprise(trx, actor, { enterpriseId: what.known, log: actor, now });
  const { code: _, ...change } = what.particulars;
  // An empty cell says nothing; it never erases.
  const said = Object.fromEntries(
    Object.entries(change).filter(([k, v]) => v !== null && !(k === 'tags' && change.tags.length === 0)),
  );
  const { patch } = columnsAfter(config, row, { change: said, places: what.places });
  const applied = await applyChange(writes, row, { patch, actor, action: 'import' });
  await applied.writes.finish();
  report.good(applied.row.version === row.version ? 'unchanged' : 'updated');
}
