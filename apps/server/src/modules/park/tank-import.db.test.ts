import { readFileSync } from 'node:fs';
import { TANK_FIELDS, type TankField } from '@yufang/exchange';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSystem } from '../../platform/db/database.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { makePark, ok, refusal, type TestPark, upload } from './testing.ts';

let t: TestApp;
let p: TestPark;
let own: string;
let rows: readonly Tank[];
beforeAll(async () => {
  t = await makeTestApp();
  p = await makePark(t);
  const { enterpriseId } = p.enterprises[0];
  own = `/api/v1/enterprises/${enterpriseId}/park-vessels`;
  const { code } = await asSystem(t.db, (trx) =>
    trx.selectFrom('enterprise').select('code').where('enterprise_id', '=', enterpriseId).executeTakeFirstOrThrow(),
  );
  const sample = JSON.parse(
    readFileSync(new URL('../../../../../seeds/demo/park/tanks.json', import.meta.url), 'utf8'),
  ) as { data: Tank[] };
  rows = sample.data.map((row) => ({ ...row, TYSHXYDM: code }));
});
afterAll(() => t.close());

type Tank = Readonly<Record<string, string | number>>;
type Vessel = {
  id: string;
  tag: string;
  state: string;
  version: number;
  pressurePa: number;
  barriers: object;
  note: string;
  origin: string;
};
type Report = {
  written: boolean;
  counts: Record<string, number>;
  rows: { row: number; key: string; result: string; errors: { field: string; code: string }[] }[];
};
const TOLD = 'crs=CGCS2000&pressure=MPa_gauge&store=t';
const bring = (file: Buffer | string, mode: string, told = TOLD) =>
  ok<Report>(t, p.safety[0], upload(`${own}/import?mode=${mode}&${told}`, file));
const json = (data: readonly Tank[]) => JSON.stringify({ data });
const vessels = async () => (await ok<{ rows: Vessel[] }>(t, p.safety[0], { url: own })).rows;

/** The same rows as a workbook; `chinese`: under their labels. */
async function workbook(data: readonly Tank[], chinese: boolean): Promise<Buffer> {
  const names = Object.keys(data[0] ?? {});
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('储罐');
  sheet.addRow(names.map((n) => (chinese && n in TANK_FIELDS ? TANK_FIELDS[n as TankField] : n)));
  for (const row of data) sheet.addRow(names.map((n) => row[n] ?? ''));
  return Buffer.from(await book.xlsx.writeBuffer());
}

test('what the dress does not say is asked for before a row is read', async () => {
  const ask = (told: string) => refusal(t, p.safety[0], upload(`${own}/import?mode=all&${told}`, json(rows)));
  expect(await ask('pressure=MPa_gauge')).toMatchObject({ status: 422, code: 'park.tank_asked', field: 'crs' });
  expect(await ask('crs=WGS84')).toMatchObject({ status: 422, code: 'park.tank_asked', field: 'pressure' });
  expect((await bring(json(rows), 'check', 'crs=WGS84&pressure=MPa_gauge')).rows[0]?.errors).toEqual([
    { field: 'SJCL', code: 'exchange.tank_store_unit', params: {} },
  ]);
});

test('the sample comes in as drafts that say what was taken; again, and as a workbook by codes or labels, it changes nothing', async () => {
  expect(await bring(json(rows), 'check')).toMatchObject({ written: false, counts: { created: 5, refused: 0 } });
  expect(await vessels()).toHaveLength(0);
  expect(await bring(json(rows), 'all')).toMatchObject({ written: true, counts: { created: 5 } });
  const ammonia = (await vessels()).find((v) => v.tag === 'V-2401');
  expect(ammonia).toMatchObject({ state: 'draft', origin: 'data_standard', pressurePa: 1_101_325 });
  expect(ammonia?.note).toContain('SJCZYL 1 MPa 表压 gauge');
  expect(ammonia?.note).toContain('SJCL 48 t → 充装 fill');
  for (const file of [JSON.stringify(rows), await workbook(rows, false), await workbook(rows, true)])
    expect((await bring(file, 'all')).counts).toEqual({ created: 0, updated: 0, unchanged: 5, refused: 0 });
});

test('what was entered by hand beside the dress stands when the tank comes again', async () => {
  const before = (await vessels()).find((v) => v.tag === 'V-2401');
  await ok(t, p.safety[0], {
    method: 'PATCH',
    url: `${own}/${before?.id}`,
    payload: {
      version: before?.version,
      barriers: { shutOffS: 60 },
      note: '以图纸为准',
      frequencyKind: 'pressure-storage',
    },
  });
  const warmer = rows.map((r) => (r.CGWH === 'V-2401' ? { ...r, SJCZYL: 1.2 } : r));
  expect((await bring(json(warmer), 'all')).counts).toMatchObject({ updated: 1, unchanged: 4 });
  expect((await vessels()).find((v) => v.tag === 'V-2401')).toMatchObject({
    pressurePa: 1_301_325,
    barriers: { shutOffS: 60 },
    note: '以图纸为准',
    frequencyKind: 'pressure-storage',
  });
});

test('each bad row is told by the name it was sent under; the good ones are written when one says so', async () => {
  const [a, b] = rows;
  if (!a || !b) throw new Error('the sample has rows');
  const bad = [
    { ...a, CGWH: 'N-1', JD: Number(a.JD) + 0.005 },
    { ...b, CGWH: 'N-1' },
    { ...a, CGWH: 'N-2', CCJZ: '神仙水' },
    { ...a, CGWH: 'N-3', SJCL: 600 },
    { ...a, CGWH: 'N-4', SJCZYL: 900 },
    { ...a, CGWH: 'N-5', TYSHXYDM: '91410000170001401D' },
  ];
  const file = await workbook(bad, true);
  expect(await bring(file, 'all')).toMatchObject({ written: false, counts: { created: 1, refused: 5 } });
  const told = await bring(file, 'good');
  expect(told).toMatchObject({ written: true, counts: { created: 1, refused: 5 } });
  expect(
    told.rows.filter((r) => r.result === 'refused').map((r) => [r.row, r.key, r.errors[0]?.field, r.errors[0]?.code]),
  ).toEqual([
    [3, 'N-1', '储罐编号', 'park.vessel_tag_twice'],
    [4, 'N-2', '存储介质', 'substance.unknown'],
    [5, 'N-3', '设计储量', 'input.out_of_range'],
    [6, 'N-4', '实际操作压力', 'input.out_of_range'],
    [7, 'N-5', '统一社会信用代码', 'exchange.tank_of_another'],
  ]);
  expect((await bring(JSON.stringify([{ CGWH: 'N-6' }, 7, null]), 'good')).counts).toMatchObject({ refused: 3 });
});

test.each([
  ['{"data":[', 'park.file_not_json'],
  ['{"rows":[]}', 'exchange.nothing'],
  ['[]', 'exchange.nothing'],
])('a file that is none: %s', async (file, code) => {
  expect(await refusal(t, p.safety[0], upload(`${own}/import?mode=all&${TOLD}`, file))).toMatchObject({
    status: 422,
    code,
  });
});
