import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor, EnterpriseDims } from '../../../platform/db/actor.ts';
import { asSystem } from '../../../platform/db/database.ts';
import { readSheet } from '../../../platform/excel/read.ts';
import { makeTestApp, type TestApp } from '../../../testing/test-app.ts';
import { makeEnterprise, officer, staff } from '../../../testing/world.ts';
import { makeOrg } from '../testing.ts';
import { COLUMNS, FIELDS, type Field } from './columns.ts';

let t: TestApp;
let e: EnterpriseDims;
let safety: Actor;
beforeAll(async () => {
  t = await makeTestApp();
  e = await makeEnterprise(t.db, { name: '=cmd|企业' });
  await makeOrg(t, e);
  safety = staff('safety_officer', e.enterpriseId);
});
afterAll(() => t.close());

const base = () => `/api/v1/enterprises/${e.enterpriseId}`;
type Cells = Partial<Record<Field, string | number>>;
const GOOD: Cells = {
  objectKind: '设施部位',
  objectName: '除尘系统',
  unitName: '1号除尘器',
  orgUnit: 'team',
  step: '泄爆片',
  standard: '完好',
  eventName: '粉尘爆炸',
  accidentType: '其他爆炸',
  method: 'LEC',
  L: 3,
  E: 6,
  C: 15,
  measureClass: '工程技术',
  measure: '泄爆片完好',
  check: '目视泄爆片',
  post: '打磨工',
};

async function book(
  rows: readonly Cells[],
  more: { lang?: 'zh' | 'en'; formula?: boolean; without?: Field } = {},
): Promise<Buffer> {
  const b = new ExcelJS.Workbook();
  const s = b.addWorksheet('x');
  const fields = FIELDS.filter((f) => f !== more.without);
  s.addRow(fields.map((f) => COLUMNS[f][more.lang ?? 'zh']));
  for (const r of rows) s.addRow(fields.map((f) => r[f] ?? ''));
  if (more.formula) s.getCell(2, 2).value = { formula: '1+1', result: 2 };
  return Buffer.from(await b.xlsx.writeBuffer());
}

async function upload(file: Buffer, actor: Actor = safety) {
  const boundary = 'yftest';
  const payload = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="r.xlsx"\r\ncontent-type: application/octet-stream\r\n\r\n`,
    ),
    file,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const reply = await t.as(actor, {
    method: 'POST',
    url: `${base()}/risk-imports`,
    payload,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  });
  return { status: reply.status, body: reply.body as Report };
}
type Report = {
  id: string;
  code?: string;
  state: string;
  report: {
    good: number;
    bad: number;
    created: number;
    updated: number;
    unchanged: number;
    problems: { row: number; field: string; code: string }[];
    failure: string | null;
  };
};
async function apply(id: string, mode: 'all' | 'good') {
  let reply = await t.as(safety, { method: 'POST', url: `${base()}/risk-imports/${id}/apply`, payload: { mode } });
  for (let i = 0; i < 200 && (reply.body as Report).state === 'applying'; i += 1) {
    await new Promise((done) => setTimeout(done, 100));
    reply = await t.as(safety, { method: 'GET', url: `${base()}/risk-imports/${id}` });
  }
  return reply.body as Report;
}
const count = (table: 'risk_event' | 'control_measure' | 'inspection_item') =>
  asSystem(
    t.db,
    async (trx) =>
      (
        await trx
          .selectFrom(table)
          .select((x) => x.fn.countAll<number>().as('n'))
          .where('enterprise_id', '=', e.enterpriseId)
          .executeTakeFirstOrThrow()
      ).n,
  );

test('refusals: regulators, a formula, a wrong head, too many rows, no workbook', async () => {
  expect((await upload(await book([GOOD]), officer('410122'))).status).toBe(403);
  expect((await upload(await book([GOOD], { formula: true }))).body.code).toBe('excel.formula');
  expect((await upload(await book([GOOD], { without: 'eventName' }))).body).toMatchObject({
    code: 'excel.column_missing',
    params: { column: '风险事件' },
  });
  expect((await upload(Buffer.from('name,grade'))).body.code).toBe('excel.not_a_workbook');
});

test('100,000 rows are refused with the limit, in seconds', async () => {
  const b = new ExcelJS.Workbook();
  const sheet = b.addWorksheet('x');
  sheet.addRow(['风险点类型', '风险分析对象', '分析单元', '风险事件']);
  for (let i = 0; i < 100_000; i += 1) sheet.addRow(['设施部位', 'o', 'u', 'e']);
  const many = Buffer.from(await b.xlsx.writeBuffer());
  expect(await upload(many)).toMatchObject({
    status: 422,
    body: { code: 'excel.too_many_rows', params: { limit: 20_000 } },
  });
});

test('the report names row, field and reason; all or nothing, or only the good rows; twice changes nothing', async () => {
  const rows: Cells[] = [
    GOOD,
    { ...GOOD, measure: '定期清灰', check: '查积尘', measureClass: '管理措施' },
    { ...GOOD, eventName: '火灾', L: 3.5 },
    { ...GOOD, eventName: '触电', post: '不存在的岗位', accidentType: '外星人' },
    { ...GOOD, eventName: '', tier: '总部' },
    { ...GOOD, eventName: '机械伤害', accidentType: '机械伤害', L: 6, E: 6, C: 15, tier: '班组' },
    {
      objectKind: 'Activity',
      objectName: '动火作业',
      unitName: '焊接',
      eventName: '<b>火灾</b>',
      method: 'Declared',
      grade: 'High',
    },
  ];
  const { body } = await upload(await book(rows));
  expect(body.report).toMatchObject({ good: 3, bad: 4, created: 3 });
  const at = body.report.problems.map((p) => [p.row, p.field, p.code]);
  expect(at).toEqual([
    [4, 'L', 'risk.score_not_in_table'],
    [5, 'accidentType', 'import.unknown_word'],
    [5, 'post', 'import.not_found'],
    [6, 'eventName', 'import.empty'],
    [6, 'tier', 'import.unknown_word'],
    [7, 'tier', 'risk.tier_too_low'],
  ]);
  expect(await apply(body.id, 'all')).toMatchObject({ code: 'import.has_bad_rows' });
  expect(await count('risk_event')).toBe(0);
  expect(await apply(body.id, 'good')).toMatchObject({ state: 'applied', report: { created: 3, failure: null } });
  expect([await count('risk_event'), await count('control_measure'), await count('inspection_item')]).toEqual([
    2, 2, 2,
  ]);
  expect(await apply(body.id, 'good')).toMatchObject({ code: 'import.already_applied' });

  const again = (await upload(await book(rows.slice(0, 2).concat(rows.slice(6))))).body;
  expect(again.report).toMatchObject({ good: 3, bad: 0, created: 0, updated: 0, unchanged: 3 });
  const better = (
    await upload(
      await book([
        { ...GOOD, L: 6 },
        { ...GOOD, L: 6, measure: '新措施', post: '班长' },
      ]),
    )
  ).body;
  expect(better.report).toMatchObject({ created: 1, updated: 1 });
  expect((await apply(better.id, 'all')).state).toBe('applied');
  const list = (await t.as(safety, { method: 'GET', url: '/api/v1/risks' })).body as {
    rows: { name: string; grade: string; measures: number }[];
  };
  expect(list.rows.map((r) => [r.name, r.grade, r.measures])).toEqual([
    ['粉尘爆炸', 'red', 3],
    ['<b>火灾</b>', 'orange', 0],
  ]);
});

test('the template carries drop-downs from the firm and can be filled in and sent back; the English one too', async () => {
  for (const lang of ['zh', 'en'] as const) {
    const reply = await t.as(safety, { method: 'GET', url: `${base()}/risk-import-template?lang=${lang}` });
    expect(String(reply.headers['content-type'])).toContain('spreadsheetml');
    const b = new ExcelJS.Workbook();
    const raw = await t.app.inject({
      method: 'GET',
      url: `${base()}/risk-import-template?lang=${lang}`,
      headers: { 'x-test-actor': safety.assignmentId },
    });
    await b.xlsx.load(raw.rawPayload as unknown as ArrayBuffer);
    const sheet = b.worksheets[0];
    expect(sheet?.getCell(2, 1).dataValidation.type).toBe('list');
    expect(String(JSON.stringify(sheet?.getCell(1, 2).note))).toContain(lang === 'zh' ? 'Risk object' : '风险分析对象');
    for (const [i, f] of FIELDS.entries()) {
      const value = {
        ...GOOD,
        objectKind: lang === 'zh' ? '设施部位' : 'Place',
        measureClass: lang === 'zh' ? '工程技术' : 'Engineering',
      }[f];
      if (sheet && value !== undefined) sheet.getCell(2, i + 1).value = value;
    }
    const filled = (await upload(Buffer.from(await b.xlsx.writeBuffer()))).body;
    expect(filled.report, JSON.stringify(filled)).toMatchObject({ good: 1, bad: 0 });
  }
});

test('the export holds what the filter shows, and no cell that a program could run', async () => {
  const raw = await t.app.inject({
    method: 'GET',
    url: '/api/v1/risks/export?liveGrade=red',
    headers: { 'x-test-actor': safety.assignmentId },
  });
  expect(raw.statusCode).toBe(200);
  const sheet = readSheet(raw.rawPayload);
  expect(sheet.rows).toHaveLength(1);
  expect(sheet.rows[0]?.cells).toMatchObject({
    企业: "'=cmd|企业",
    风险事件: '粉尘爆炸',
    实时等级: '重大',
    责任岗位: '打磨工、班长',
  });
});

test('a big register is written in the background with progress, and the screens keep being answered', async () => {
  const rows = Array.from(
    { length: 6000 },
    (_, i): Cells => ({
      ...GOOD,
      objectName: `大表${i % 20}`,
      unitName: `单元${i % 200}`,
      eventName: `事件${i % 2000}`,
      measure: `措施${i}`,
    }),
  );
  const { body } = await upload(await book(rows));
  expect(body.report).toMatchObject({ good: 6000, created: 6000 });
  const done = await apply(body.id, 'all');
  expect(done).toMatchObject({ state: 'applied', progress: 6000 });
  const again = (await upload(await book(rows))).body;
  expect(again.report).toMatchObject({ unchanged: 6000 });
});

test('the register exported in the import’s own columns and sent back changes nothing; a changed cell changes that row', async () => {
  const exported = async (lang: 'zh' | 'en') =>
    (
      await t.app.inject({
        method: 'GET',
        url: `/api/v1/risks/export?form=template&lang=${lang}`,
        headers: { 'x-test-actor': safety.assignmentId },
      })
    ).rawPayload;
  // An approved risk stays as it is too: nothing in the sheet differs from what stands.
  await asSystem(t.db, (trx) =>
    trx
      .updateTable('risk_event')
      .set({ review_state: 'approved' })
      .where('enterprise_id', '=', e.enterpriseId)
      .execute(),
  );
  for (const lang of ['zh', 'en'] as const) {
    const back = await upload(await exported(lang));
    expect(back.status, JSON.stringify(back.body)).toBe(200);
    expect(back.body.report, JSON.stringify(back.body.report.problems)).toMatchObject({
      bad: 0,
      created: 0,
      updated: 0,
    });
    expect(back.body.report.unchanged).toBeGreaterThan(0);
  }
  const stranger = await t.as(officer('410122'), { method: 'GET', url: '/api/v1/risks/export?form=template' });
  expect(stranger).toMatchObject({ status: 422, body: { code: 'risk.export_one_enterprise' } });
});
