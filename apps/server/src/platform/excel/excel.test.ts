import { deflateRawSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { Refused } from '../errors/refused.ts';
import { readSheet } from './read.ts';
import { writeWorkbook } from './write.ts';

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code;
    throw error;
  }
  return 'ok';
};

test('what is written is read back as text, formulas of an attacker included', async () => {
  const file = await writeWorkbook(
    [
      {
        name: '人员',
        columns: [
          { title: '姓名', required: true },
          { title: '岗位', options: ['电工', '焊工'] },
        ],
        rows: [
          ['=1+1', '<b>焊工</b>'],
          ['@sum', '电工'],
        ],
      },
    ],
    { template: true },
  );
  const sheet = readSheet(file, { required: ['姓名'] });
  expect(sheet.name).toBe('人员');
  expect(sheet.rows.map((r) => r.cells)).toEqual([
    { 姓名: '=1+1', 岗位: '<b>焊工</b>' },
    { 姓名: '@sum', 岗位: '电工' },
  ]);
  expect(sheet.rows[0]?.row).toBe(2);
});

test('numbers, dates and rich text read as a person sees them', async () => {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('s');
  sheet.addRow(['a', 'b', 'c']);
  sheet.addRow([
    13812345678,
    new Date('2026-11-23T00:00:00Z'),
    { richText: [{ text: '甲' }, { font: { bold: true }, text: '乙' }] },
  ]);
  const file = Buffer.from(await book.xlsx.writeBuffer());
  expect(readSheet(file).rows[0]?.cells).toEqual({ a: '13812345678', b: '2026-11-23', c: '甲乙' });
});

test('a formula, too many rows, a missing column, an empty sheet and a file that is none are refused by name', async () => {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('s');
  sheet.addRow(['a']);
  sheet.addRow([{ formula: 'HYPERLINK("http://x")', result: 'x' }]);
  expect(codeOf(() => readSheet(Buffer.alloc(10)))).toBe('excel.not_a_workbook');
  const formula = Buffer.from(await book.xlsx.writeBuffer());
  expect(codeOf(() => readSheet(formula))).toBe('excel.formula');
  const many = await writeWorkbook([
    { name: 's', columns: [{ title: 'a' }], rows: Array.from({ length: 30 }, (_, i) => [i]) },
  ]);
  expect(codeOf(() => readSheet(many, { maxRows: 29 }))).toBe('excel.too_many_rows');
  expect(codeOf(() => readSheet(many, { maxRows: 30 }))).toBe('ok');
  expect(codeOf(() => readSheet(many, { required: ['姓名'] }))).toBe('excel.column_missing');
  const empty = await writeWorkbook([{ name: 's', columns: [{ title: 'a' }], rows: [] }]);
  expect(codeOf(() => readSheet(empty))).toBe('excel.empty');
  expect(codeOf(() => readSheet(Buffer.from('d0cf11e0a1b11ae10000', 'hex')))).toBe('excel.encrypted');
});

test('a zip bomb is refused by its directory, before it is unpacked', () => {
  const packed = deflateRawSync(Buffer.alloc(50 * 1024 * 1024));
  const name = Buffer.from('xl/workbook.xml');
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(50 * 1024 * 1024, 24);
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  expect(codeOf(() => readSheet(Buffer.concat([local, name, packed, central, name, end])))).toBe(
    'excel.too_large_inside',
  );
});
