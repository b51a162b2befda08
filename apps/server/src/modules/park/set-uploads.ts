import type { ParkPopulationCell } from '@yufang/contract/park';
import { type CoordinateSystem, toWgs84 } from '@yufang/domain';
import type { Note } from '@yufang/qra/result';
import { type HourlyObservation, weatherFromHourly } from '@yufang/qra/weather/hourly-weather';
import { MOST_WIND_M_S } from '@yufang/qra/weather/pasquill';
import type { z } from 'zod';
import { orRefuse, refuse } from '../../platform/errors/refused.ts';
import type { SheetRow } from '../../platform/excel/read.ts';
import { refusalOf, refuseByEngine } from './engine-refusal.ts';
import type { SetPayload } from './sets.ts';
import {
  columnsOf,
  neededNumber,
  neededWithin,
  numberIn,
  numberWithin,
  readTable,
  type UploadedTable,
} from './table-upload.ts';

const HOURLY = {
  time: ['time', '时间', '观测时间'],
  hour: ['hour', '时', '小时'],
  windSpeedMS: ['windSpeedMS', '风速', '风速(m/s)', '10m风速'],
  windFromDeg: ['windFromDeg', '风向', '风向(°)', '风向(度)'],
  totalCloudTenths: ['totalCloudTenths', '总云量', '总云量(成)'],
  lowCloudTenths: ['lowCloudTenths', '低云量', '低云量(成)'],
} as const;

/** `2025-03-01 14:00`, `2025/3/1 14:00`, with or without offset; without one it is Beijing time. `hour` gives the hour of a mere day. */
function timeOf(text: string, hour: number | null, row: SheetRow): string {
  const found =
    /^(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})日?(?:[ T]+(\d{1,2})(?::(\d{2}))?(?::\d{2}(?:\.\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/.exec(
      text,
    );
  // A sheet may show the day alone as 2025-03-01 0:00 and give the hour beside it.
  const midnight = found?.[4] !== undefined && Number(found[4]) === 0 && Number(found[5] ?? 0) === 0;
  const h = hour !== null && (midnight || found?.[4] === undefined) ? String(hour) : found?.[4];
  const bad = { field: 'file', params: { row: row.row, value: text.slice(0, 60) } };
  if (!found) throw refuse(422, { code: 'park.cell_not_a_time', ...bad });
  // A day alone puts all its hours at midnight: the sun would never rise in the statistics.
  if (h === undefined) throw refuse(422, { code: 'park.time_without_hour', ...bad });
  const two = (s: string | undefined): string => (s ?? '0').padStart(2, '0');
  const zone = found[6] === undefined ? '+08:00' : found[6].replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
  return `${found[1]}-${two(found[2])}-${two(found[3])}T${two(h)}:${two(found[5])}:00${zone}`;
}

/** Tenths of the sky, degrees, and the strongest wind the stability classes are asked about, m/s: the engine's own limits, said here with row and column. */
const TENTHS = [0, 10] as const;
const DEGREES = [0, 360] as const;
const WIND = [0, MOST_WIND_M_S] as const;

/** A table of hourly observations as the engine takes them. */
export function hourlyOf(table: UploadedTable): readonly HourlyObservation[] {
  const c = columnsOf(table.head, HOURLY, ['time', 'windSpeedMS', 'windFromDeg', 'totalCloudTenths']);
  return table.rows.map((row) => {
    const low = numberWithin(row, c.lowCloudTenths, TENTHS);
    const calm = /^(C|calm|静风)$/i.test(row.cells[c.windFromDeg ?? ''] ?? '');
    return {
      time: timeOf(row.cells[c.time ?? ''] ?? '', numberIn(row, c.hour), row),
      windSpeedMS: neededWithin(row, c.windSpeedMS, WIND),
      windFromDeg: calm ? null : numberWithin(row, c.windFromDeg, DEGREES),
      totalCloudTenths: neededWithin(row, c.totalCloudTenths, TENTHS),
      ...(low === null ? {} : { lowCloudTenths: low }),
    };
  });
}

/** Weather classes with their roses out of an upload. @throws 422 with the engine's code and the hour's number */
export function weatherOfUpload(
  file: { readonly bytes: Buffer },
  at: { readonly lonDeg: number; readonly latDeg: number },
  sectors: number,
): { readonly payload: SetPayload<'weather'>; readonly notes: readonly Note[]; readonly hours: number } {
  const hours = hourlyOf(readTable(file));
  const made = weatherFromHourly(hours, at, sectors);
  if (!made.ok && made.field === 'hours' && made.code === 'input.out_of_range')
    throw refuse(422, { ...refusalOf(made), code: 'park.hours_out_of_range', field: 'file' });
  if (!made.ok) throw refuseByEngine(made);
  return {
    payload: { rows: made.value.map((w) => ({ ...w, sectorShare: [...w.sectorShare] })) },
    notes: made.notes,
    hours: hours.length,
  };
}

const PEOPLE = {
  lon: ['lon', '经度'],
  lat: ['lat', '纬度'],
  day: ['day', '白天人数', '昼间人数'],
  night: ['night', '夜间人数'],
  indoorShareDay: ['indoorShareDay', '白天室内比例', '昼间室内比例'],
  indoorShareNight: ['indoorShareNight', '夜间室内比例'],
  note: ['note', '备注', '名称'],
} as const;
const MOST_CELLS = 50_000;
const SHARE = [0, 1] as const;
const PEOPLE_IN_A_CELL = [0, 1e7] as const;

/** Population cells out of an upload, brought to WGS-84. */
export function populationOfUpload(
  table: UploadedTable,
  crs: CoordinateSystem,
): readonly z.output<typeof ParkPopulationCell>[] {
  const c = columnsOf(table.head, PEOPLE, ['lon', 'lat', 'day', 'night']);
  if (table.rows.length > MOST_CELLS)
    throw refuse(422, { code: 'input.too_many', field: 'file', params: { value: table.rows.length, max: MOST_CELLS } });
  return table.rows.map((row) => {
    const at = orRefuse(toWgs84({ lon: neededNumber(row, c.lon), lat: neededNumber(row, c.lat) }, crs));
    const inDay = numberWithin(row, c.indoorShareDay, SHARE);
    const inNight = numberWithin(row, c.indoorShareNight, SHARE);
    const note = c.note === null ? undefined : row.cells[c.note]?.slice(0, 200);
    return {
      ...at,
      day: neededWithin(row, c.day, PEOPLE_IN_A_CELL),
      night: neededWithin(row, c.night, PEOPLE_IN_A_CELL),
      ...(inDay === null ? {} : { indoorShareDay: inDay }),
      ...(inNight === null ? {} : { indoorShareNight: inNight }),
      ...(note === undefined ? {} : { note }),
    };
  });
}
