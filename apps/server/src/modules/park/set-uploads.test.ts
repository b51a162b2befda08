import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { Refused } from '../../platform/errors/refused.ts';
import { readSheet } from '../../platform/excel/read.ts';
import { hourlyOf, weatherOfUpload } from './set-uploads.ts';
import { readTable } from './table-upload.ts';

type Cell = string | number | Date;
async function workbook(rows: readonly (readonly Cell[])[], format: string): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('观测');
  sheet.getColumn(1).numFmt = format;
  for (const row of rows) sheet.addRow([...row]);
  return Buffer.from(await book.xlsx.writeBuffer());
}
const timesOf = (bytes: Buffer) => hourlyOf(readTable({ bytes })).map((o) => o.time);
/** A clock of the sheet: exceljs writes a Date by its UTC figures. */
const clock = (hour: number): Date => new Date(Date.UTC(2025, 2, 1, hour));
const HEAD = ['时间', '风速', '风向', '总云量'] as const;

test('date-time cells of Excel keep their hour, midnight too, and are Beijing time', async () => {
  const hours = Array.from({ length: 24 }, (_, h) => [clock(h), 2, 90, 3] as const);
  for (const format of ['yyyy-mm-dd hh:mm', 'm/d/yy h:mm', 'yyyy"年"m"月"d"日" h:mm:ss'])
    expect(timesOf(await workbook([HEAD, ...hours], format)), format).toEqual(
      hours.map((_, h) => `2025-03-01T${String(h).padStart(2, '0')}:00:00+08:00`),
    );
});

test('a serial number a hair before the hour is the hour', async () => {
  const file = await workbook([HEAD, [45_717 + 14 / 24 - 1e-9, 2, 90, 3]], 'yyyy-mm-dd hh:mm');
  expect(timesOf(file)).toEqual(['2025-03-01T14:00:00+08:00']);
});

test('a day with its hour in a column of its own reads as before, also where the day shows 0:00; a day alone is refused', async () => {
  const head = ['时间', '时', '风速', '风向', '总云量'] as const;
  for (const format of ['yyyy-mm-dd', 'yyyy-mm-dd hh:mm'])
    expect(timesOf(await workbook([head, [clock(0), 15, 2, 90, 3]], format))).toEqual(['2025-03-01T15:00:00+08:00']);
  const days = await workbook([HEAD, [clock(0), 2, 90, 3]], 'yyyy-mm-dd');
  expect(() => timesOf(days)).toThrowError(
    expect.objectContaining({ refusal: expect.objectContaining({ code: 'park.time_without_hour' }) }),
  );
});

test('other doors still read the day alone', async () => {
  const file = await workbook([HEAD, [clock(14), 2, 90, 3]], 'yyyy-mm-dd hh:mm');
  expect(readSheet(file).rows[0]?.cells.时间).toBe('2025-03-01');
});

test('an hour out of range is refused by its row and column with the limits, a time by what it says, too few hours by their number', async () => {
  const good = ['2025-03-01 01:00', 2, 90, 3] as const;
  const refusal = async (row: readonly Cell[]) => {
    const bytes = await workbook([HEAD, good, row], '@');
    try {
      weatherOfUpload({ bytes }, { lonDeg: 114, latDeg: 34.7 }, 16);
    } catch (error) {
      return error instanceof Refused ? error.refusal : error;
    }
    return null;
  };
  const params = (column: string, value: number, max: number) => ({ row: 3, column, value, min: 0, max });
  const code = 'park.cell_out_of_range';
  expect(await refusal(['2025-03-01 02:00', -3, 90, 3])).toMatchObject({ code, params: params('风速', -3, 75) });
  expect(await refusal(['2025-03-01 02:00', 3, 400, 3])).toMatchObject({ code, params: params('风向', 400, 360) });
  expect(await refusal(['2025-03-01 02:00', 3, 90, 12])).toMatchObject({ code, params: params('总云量', 12, 10) });
  expect(await refusal(['昨天', 3, 90, 2])).toMatchObject({
    code: 'park.cell_not_a_time',
    params: { row: 3, value: '昨天' },
  });
  expect(await refusal(['2025-03-01 02:00', 3, 90, 2])).toMatchObject({
    code: 'park.hours_out_of_range',
    params: { value: 2, min: 24 },
  });
});
