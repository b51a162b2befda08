import { checkUscc, type ParkVesselKind } from '@yufang/domain';
import { unkeepable } from '../read/keepable.ts';
import { type RawRow, RowReader } from '../read/reader.ts';
import { sentTankField, type TankField, tankFieldOf } from './fields.ts';
import type { ReadTank, TankContext, TankSource } from './tank.ts';

const KELVIN = 273.15;
const ATMOSPHERE_PA = 101_325;
/** A number without the dust of unit conversion. */
const tidy = (n: number): number => Number(n.toPrecision(12));

/**
 * Read one row of the table of tanks (data-exchange.md §2.4). The dress names no units: volume is taken in m³, temperature in °C, areas in m²;
 * pressure and design store in what the sender said. Nothing is filled in: what neither the row nor the sender says refuses the row.
 */
export function readTank(given: RawRow, context: TankContext): ReadTank {
  const { raw, twice } = byCode(given);
  // No time is read of a tank.
  const r = new RowReader(raw, { now: new Date(0) });
  const bad = unkeepable(given);
  if (bad) return { ok: false, tag: '', issues: [bad] };
  if (twice) r.refuse(twice, 'exchange.tank_field_twice');
  if (r.code('delete_mark', ['0', '1']) === '1') r.refuse('delete_mark', 'exchange.tank_deleted');
  ownerOf(r, context);
  const tag = r.required('CGWH', 60);
  const name = r.required('CGMC', 200);
  const plant = r.required('SSGQHZZ', 200);
  const substance = r.required('CCJZ', 100);
  const volumeM3 = needed(r, 'CGMJ', { min: 0.1, max: 200_000 });
  const kind = kindOf(r, context);
  stateOf(r);
  const fill = fillOf(r, { volumeM3, substance }, context);
  const pressure = figure(r, ['SJCZYL', 'CZYLSX'], { min: -1000, max: 1e6 });
  const temperature = figure(r, ['SJCZWD', 'CZWDSX'], { min: -KELVIN, max: 2000 });
  const bundAreaM2 = bundOf(r);
  const lon = needed(r, 'JD', { min: -180, max: 180 });
  const lat = needed(r, 'WD', { min: -90, max: 90 });
  if (r.issues.length > 0 || !kind || !fill || !pressure || !temperature)
    return { ok: false, tag, issues: r.issues.map((i) => ({ ...i, field: sentTankField(given, i.field) })) };
  const [unit, zero] = context.pressure.split('_');
  const tank = {
    ...{ tag, name, plant, substance, volumeM3, lon, lat, bundAreaM2 },
    crs: context.crs,
    kind: kind.kind,
    frequencyKind: context.frequencyKind,
    fillFraction: tidy(fill.share),
    pressurePa: tidy(pressure.value * (unit === 'MPa' ? 1e6 : 1e3) + (zero === 'gauge' ? ATMOSPHERE_PA : 0)),
    temperatureK: tidy(temperature.value + KELVIN),
    taken: {
      pressure: { ...pressure, unit: context.pressure },
      temperature: { ...temperature, unit: '°C' },
      fill: fill.of,
      kind: kind.by,
    },
  };
  return { ok: true, tank };
}

/** The row by the codes of its fields; the same field by code and by label is a fault unless one is empty or both say the same. */
function byCode(given: RawRow): { raw: RawRow; twice: TankField | null } {
  const raw: Record<string, unknown> = {};
  let twice: TankField | null = null;
  for (const [name, value] of Object.entries(given)) {
    const field = tankFieldOf(name);
    if (field === null || value === null || value === '') continue;
    if (raw[field] !== undefined && raw[field] !== value) twice = field;
    raw[field] = value;
  }
  return { raw, twice };
}

function ownerOf(r: RowReader, context: TankContext): void {
  const code = r.required('TYSHXYDM', 36);
  if (code === '') return;
  // A provisional code of this platform is no credit code, and still says whose the row is.
  if (code.toUpperCase() === context.creditCode.toUpperCase()) return;
  const checked = checkUscc(code);
  if (!checked.ok) r.refuse('TYSHXYDM', checked.error.code);
  else if (checked.value !== context.creditCode.toUpperCase()) r.refuse('TYSHXYDM', 'exchange.tank_of_another');
}

const needed = (r: RowReader, field: TankField, range: { min: number; max: number }): number =>
  figure(r, [field], range)?.value ?? Number.NaN;

/** The first of these fields that says a number; the first is what is asked for when none does. */
function figure(
  r: RowReader,
  fields: readonly [TankField, ...TankField[]],
  range: { min: number; max: number },
): Omit<TankSource, 'unit'> | null {
  const faults = r.issues.length;
  for (const field of fields) {
    const value = r.number(field, { ...range, decimals: 9 });
    if (value !== null) return { field, value };
    if (r.issues.length > faults) return null;
  }
  return r.refuse(fields[0], 'exchange.missing');
}

/** Words that tell how a tank takes harm. 立式 and 卧式 do not: either kind stands or lies. */
const KIND_WORDS: readonly (readonly [RegExp, ParkVesselKind])[] = [
  [/球罐|球形|压力(罐|容器|储罐|贮罐)/, 'pressurised'],
  [/常压|固定顶|拱顶|锥顶|浮顶|浮盘/, 'atmospheric'],
];

function kindOf(r: RowReader, context: TankContext): { kind: ParkVesselKind; by: 'row' | 'file' } | null {
  const words = `${r.text('CGXS', 100) ?? ''} ${r.text('CGJG', 100) ?? ''}`;
  const [told, other] = KIND_WORDS.filter(([pattern]) => pattern.test(words)).map(([, kind]) => kind);
  if (other) return r.refuse('CGXS', 'exchange.tank_kinds_disagree', { value: words.trim() });
  if (told) return { kind: told, by: 'row' };
  if (context.kind) return { kind: context.kind, by: 'file' };
  return r.refuse('CGXS', 'exchange.tank_kind_unsaid', { value: words.trim(), allowed: '固定顶 内浮顶 球罐 压力容器' });
}

/** Only liquids have a fill; 气 may be a compressed gas or a liquefied one, which differ by a hundred times in mass. */
function stateOf(r: RowReader): void {
  const word = r.required('WZZT', 20);
  if (word === '' || /^液(态|体|相)?$/.test(word)) return;
  const code = /^气(态|体|相)?$/.test(word)
    ? 'exchange.tank_gas'
    : /^固(态|体|相)?$/.test(word)
      ? 'exchange.tank_solid'
      : 'exchange.tank_word_unread';
  r.refuse('WZZT', code, { value: word, allowed: '液 液态 液体' });
}

/** The liquid share: of the design store when its unit was told, else what was told for the file. A design level says nothing without the tank's height. */
function fillOf(
  r: RowReader,
  tank: { readonly volumeM3: number; readonly substance: string },
  context: TankContext,
): { share: number; of: TankSource | null } | null {
  const faults = r.issues.length;
  const store = r.number('SJCL', { min: 0.001, max: 1e6, decimals: 9 });
  if (r.issues.length > faults) return null;
  if (store === null || context.store === null) {
    if (context.fillFraction !== null) return { share: context.fillFraction, of: null };
    return r.refuse('SJCL', store === null ? 'exchange.tank_fill_unsaid' : 'exchange.tank_store_unit');
  }
  if (Number.isNaN(tank.volumeM3) || tank.substance === '') return null;
  const of = { field: 'SJCL', value: store, unit: context.store };
  if (context.store === 'm3') return within(store / tank.volumeM3);
  const density = context.density(tank.substance);
  if (density === null) return r.refuse('CCJZ', 'substance.unknown', { value: tank.substance });
  return within((store * 1000) / (density * tank.volumeM3));

  function within(share: number) {
    if (share <= 1) return { share, of };
    return r.refuse('SJCL', 'exchange.tank_store_too_large', { value: store ?? 0, percent: Math.round(share * 100) });
  }
}

/** The bund's area, which must be there when there is a bund and cannot when there is none. */
function bundOf(r: RowReader): number | null {
  const word = r.required('YWWY', 10);
  const area = r.number('WYSWMJ', { min: 0, max: 1e6, decimals: 9 });
  if (word === '') return null;
  const there = ['1', '有', '是', 'Y', 'y'].includes(word);
  if (!there && !['0', '无', '否', 'N', 'n'].includes(word))
    return r.refuse('YWWY', 'exchange.tank_word_unread', { value: word, allowed: '1 有 是 0 无 否' });
  if (there) return area || r.refuse('WYSWMJ', 'exchange.missing');
  return area ? r.refuse('WYSWMJ', 'exchange.tank_bund_disagrees') : null;
}
