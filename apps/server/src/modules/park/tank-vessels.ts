import type { importParkVessels } from '@yufang/contract/park';
import { type CanonicalTank, readTank, sentTankField, type TankField, type TankSource } from '@yufang/exchange';
import { findSubstance } from '@yufang/qra/substance/library';
import type { z } from 'zod';
import { refuse } from '../../platform/errors/refused.ts';
import type { TankRow } from './tank-file.ts';
import type { GivenVessel, GivenVessels } from './vessel-import.ts';

type Asked = z.output<typeof importParkVessels.query>;

/**
 * Vessels of the data standard's table of tanks, with what the sender told for the whole file.
 * @throws 422 `park.tank_asked` when reference system or unit of pressure were not told
 */
export function vesselsOfTanks(
  rows: readonly TankRow[],
  from: { readonly asked: Asked; readonly creditCode: string },
): GivenVessels {
  const { crs, pressure, store, fillPercent, kind, frequencyKind } = from.asked;
  if (crs === undefined) throw refuse(422, { code: 'park.tank_asked', field: 'crs' });
  if (pressure === undefined) throw refuse(422, { code: 'park.tank_asked', field: 'pressure' });
  const context = {
    crs,
    pressure,
    store: store ?? null,
    fillFraction: fillPercent === undefined ? null : fillPercent / 100,
    kind: kind ?? null,
    frequencyKind: frequencyKind ?? null,
    creditCode: from.creditCode,
    density,
  };
  const names = new Map<number, (field: string) => string>();
  const given = rows.map(({ row, raw }): GivenVessel => {
    if (!isRow(raw)) return { row, key: '', errors: [{ field: '', code: 'exchange.not_a_row' }] };
    const read = readTank(raw, context);
    if (!read.ok)
      return { row, key: read.tag, errors: read.issues.map((i) => ({ ...i, params: { ...(i.params ?? {}) } })) };
    const { taken, ...figures } = read.tank;
    names.set(row, (field) => sentTankField(raw, fieldBehind(field, read.tank)));
    return {
      row,
      key: figures.tag,
      vessel: { ...figures, barriers: {}, note: noteOf(read.tank) },
      // The dress knows no barriers; a note that a person wrote stays his.
      silent: (there) => [
        'barriers',
        ...(frequencyKind === undefined ? (['frequency_kind'] as const) : []),
        ...(there.note && !there.note.startsWith(NOTE) ? (['note'] as const) : []),
      ],
    };
  });
  return { given, fieldOf: (row, field) => names.get(row)?.(field) ?? field };
}

const isRow = (raw: unknown): raw is Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);

function density(substance: string): number | null {
  const found = findSubstance(substance);
  return found.ok ? found.value.liquidDensityKgM3 : null;
}

const FIELD_OF: Readonly<Record<string, TankField>> = {
  tag: 'CGWH',
  name: 'CGMC',
  plant: 'SSGQHZZ',
  kind: 'CGXS',
  substance: 'CCJZ',
  volumeM3: 'CGMJ',
  fillFraction: 'SJCL',
  bundAreaM2: 'WYSWMJ',
  lon: 'JD',
  lat: 'WD',
};

/** The field of the dress that a refused figure was made of. */
const fieldBehind = (field: string, { taken }: CanonicalTank): string =>
  field === 'pressurePa'
    ? taken.pressure.field
    : field === 'temperatureK'
      ? taken.temperature.field
      : field === 'fillFraction' && taken.fill === null
        ? 'fillPercent'
        : (FIELD_OF[field] ?? field);

/** How the note of such a vessel begins. */
const NOTE = '数据标准 data standard: ';
const UNITS: Readonly<Record<string, string>> = {
  MPa_gauge: 'MPa 表压 gauge',
  MPa_absolute: 'MPa 绝压 absolute',
  kPa_gauge: 'kPa 表压 gauge',
  kPa_absolute: 'kPa 绝压 absolute',
  m3: 'm³',
};

/** What was taken for what, in both languages at once: it is kept with the vessel, for the enterprise and the park to see. */
function noteOf({ taken, volumeM3, fillFraction, kind }: CanonicalTank): string {
  const say = (of: TankSource): string => `${of.field} ${of.value} ${UNITS[of.unit] ?? of.unit}`;
  const percent = `${Number((fillFraction * 100).toFixed(1))}%`;
  return `${NOTE}${[
    `CGMJ ${volumeM3} m³`,
    say(taken.pressure),
    say(taken.temperature),
    taken.fill ? `${say(taken.fill)} → 充装 fill ${percent}` : `充装 fill ${percent} 按文件统一填报 told for the file`,
    ...(taken.kind === 'file' ? [`类型 kind ${kind} 按文件统一填报 told for the file`] : []),
  ].join('; ')}`;
}
