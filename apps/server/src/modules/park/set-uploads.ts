import type { ParkPopulationCell } from '@yufang/contract/park';
import { type CoordinateSystem, toWgs84 } from '@yufang/domain';
import type { Note } from '@yufang/qra/result';
import { type HourlyObservation, weatherFromHourly } from '@yufang/qra/weather/hourly-weather';
import type { z } from 'zod';
import { orRefuse, refuse } from '../../platform/errors/refused.ts';
import type { SheetRow } from '../../platform/excel/read.ts';
import { refuseByEngine } from './engine-refusal.ts';
import type { SetPayload } from './sets.ts';
import { columnsOf, neededNumber, numberIn, readTable, type UploadedTable } from './table-upload.ts';

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
  if (!found) throw refuse(422, { code: 'input.not_a_time', ...bad });
  // A day alone puts all its hours at midnight: the sun would never rise in the statistics.
  if (h === undefined) throw refuse(422, { code: 'park.time_without_hour', ...bad });
  const two = (s: string | undefined): string => (s ?? '0').padStart(2, '0');
  const zone = found[6] === undefined ? '+08:00' : found[6].replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
  return `${found[1]}-${two(found[2])}-${two(found[3])}T${two(h)}:${two(found[5])}:00${zone}`;
}

/** A table of hourly observations as the engine takes them. */
export function hourlyOf(table: UploadedTable): readonly HourlyObservation[] {
  const c = columnsOf(table.head, HOURLY, ['time', 'windSpeedMS', 'windFromDeg', 'totalCloudTenths']);
  return table.rows.map((row) => {
    const low = numberIn(row, c.lowCloudTenths);
    return {
      time: timeOf(row.cells[c.time ?? ''] ?? '', numberIn(row, c.hour), row),
      windSpeedMS: neededNumber(row, c.windSpeedMS),
      windFromDeg: /^(C|calm|静风)$/i.test(row.cells[c.windFromDeg ?? ''] ?? '') ? null : numberIn(row, c.windFromDeg),
      totalCloudTenths: neededNumber(row, c.totalCloudTenths),
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

/** Population cells out of an upload, brought to WGS-84. */
export function populationOfUpload(
  table: UploadedTable,
  crs: CoordinateSystem,
): readonly z.output<typeof ParkPopulationCell>[] {
  const c = columnsOf(table.head, PEOPLE, ['lon', 'lat', 'day', 'night']);
  if (table.rows.length > MOST_CELLS)
    throw refuse(422, { code: 'input.too_many', field: 'file', params: { value: table.rows.length, max: MOST_CELLS } });
  return table.rows.map((row) => {
    const within = (column: string | null, max: number, min = 0): number | undefined => {
      const n = numberIn(row, column);
      if (n !== null && !(n >= min && n <= max))
        throw refuse(422, {
          code: 'park.cell_out_of_range',
          field: 'file',
          params: { row: row.row, column: column ?? '', value: n, min, max },
        });
      return n ?? undefined;
    };
    const at = orRefuse(toWgs84({ lon: neededNumber(row, c.lon), lat: neededNumber(row, c.lat) }, crs));
    neededNumber(row, c.day);
    neededNumber(row, c.night);
    const inDay = within(c.indoorShareDay, 1);
    const inNight = within(c.indoorShareNight, 1);
    const note = c.note === null ? undefined : row.cells[c.note]?.slice(0, 200);
    return {
      ...at,
      day: within(c.day, 1e7) ?? 0,
      night: within(c.night, 1e7) ?? 0,
      ...(inDay === undefined ? {} : { indoorShareDay: inDay }),
      ...(inNight === undefined ? {} : { indoorShareNight: inNight }),
      ...(note === undefined ? {} : { note }),
    };
  });
}
