import type { EnterpriseView, ImportReport, Particulars } from '@yufang/contract';
import { usccCheckDigit } from '@yufang/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSystem } from '../../platform/db/database.ts';
import { writeWorkbook } from '../../platform/excel/write.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { departmentOfficer, makeEnterprise, officer, staff } from '../../testing/world.ts';
import { foldAll } from '../rollup/fold.ts';
import { rebuild } from '../rollup/rebuild.ts';
import { WORDS } from './words.ts';

let t: TestApp;
beforeAll(async () => {
  t = await makeTestApp();
});
afterAll(() => t.close());

/** An invented credit code with right check digits. */
const uscc = (serial: number): string => {
  const digits = String(serial).padStart(8, '0');
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  const rest = 11 - ([...digits].reduce((n, c, i) => n + Number(c) * (weights[i] ?? 0), 0) % 11);
  const body = `91410122${digits}${rest === 10 ? 'X' : rest === 11 ? '0' : rest}`;
  return body + usccCheckDigit(body);
};
const particulars = (more: Partial<Particulars> = {}) => ({
  name: '中牟县测试木业（虚构）',
  code: null,
  industryCode: 'C2034',
  scale: 'small',
  sector: 'emergency',
  countyCode: '410122',
  ...more,
});
const post = (actor: Parameters<TestApp['as']>[0], url: string, payload: unknown) =>
  t.as(actor, { method: 'POST', url, payload: payload as object });
const enter = async (more: Partial<Particulars> = {}) => {
  const reply = await post(officer('410122'), '/api/v1/enterprises', particulars(more));
  expect(reply, JSON.stringify(reply.body)).toMatchObject({ status: 200 });
  return reply.body as EnterpriseView;
};

test.each([
  [{ code: '91410122MA3X12345A' }, 422, 'uscc.check_digit'],
  [{ code: '91410122' }, 422, 'uscc.length'],
  [{ code: '9141012200000001SO' }, 422, 'uscc.alphabet'],
  [{ code: 'P410122AAAAAA0' }, 422, 'provisional.check_digit'],
  [{ countyCode: '410199' }, 422, 'region.unknown'],
  [{ countyCode: '410100' }, 422, 'region.unknown'],
  [{ townshipCode: '410105001' }, 422, 'region.township_elsewhere'],
  [{ countyCode: '410105' }, 403, 'region.beyond_duty'],
  [{ industryCode: '99' }, 422, 'industry.unknown_division'],
  [{ industryCode: 'A2034' }, 422, 'industry.section_mismatch'],
  [{ lon: 113.9 }, 422, 'coordinates.incomplete'],
  [{ lon: 116.4, lat: 39.9 }, 422, 'coordinates.outside_province'],
  [{ contactPhone: '12345' }, 422, 'phone.format'],
  [{ parkId: '00000000-0000-4000-8000-000000000000' }, 422, 'park.unknown'],
] as const)('%o is refused with %i %s', async (wrong, status, code) => {
  const reply = await post(officer('410122'), '/api/v1/enterprises', particulars(wrong as Partial<Particulars>));
  expect(reply).toMatchObject({ status, body: { code } });
});

test('a class is refused where the reference data lists those of its division, and taken where it cannot know', async () => {
  const wrong = () => post(officer('410122'), '/api/v1/enterprises', particulars({ industryCode: '2199' }));
  expect(await wrong()).toMatchObject({ status: 200 });
  await asSystem(t.db, (trx) =>
    trx
      .insertInto('industry')
      .values({
        code: '2110',
        name: '木质家具制造',
        parent_code: '21',
        edition: 'GB/T 4754-2017',
        certainty: 'one_source',
      })
      .execute(),
  );
  expect(await wrong()).toMatchObject({
    status: 422,
    body: {
      code: 'industry.unknown_class',
      field: 'industryCode',
      params: { given: '2199', edition: 'GB/T 4754-2017', certainty: 'one_source' },
    },
  });
  expect(await enter({ industryCode: 'C2110' })).toMatchObject({ industryCode: '2110' });
  expect(await enter({ industryCode: '21' })).toMatchObject({ industryCode: '21' });
  await asSystem(t.db, (trx) => trx.deleteFrom('industry').where('code', '=', '2110').execute());
});

test('a code belongs to one enterprise; entering it twice is refused by name', async () => {
  const first = await enter({ code: uscc(7) });
  expect(first).toMatchObject({
    code: uscc(7),
    codeKind: 'uscc',
    status: 'active',
    countyName: '中牟县',
    industryCode: '2034',
    industry: '20',
  });
  expect(
    await post(officer('410122'), '/api/v1/enterprises', particulars({ code: uscc(7).toLowerCase() })),
  ).toMatchObject({
    status: 409,
    body: { code: 'enterprise.code_taken', field: 'code' },
  });
  const both = await Promise.all(
    [1, 2].map(() => post(officer('410122'), '/api/v1/enterprises', particulars({ code: uscc(8) }))),
  );
  expect(both.map((r) => r.status).sort()).toEqual([200, 409]);
});

test('a position is kept as given and, for maps, in WGS-84; HTML stays text; the phone is masked and sealed', async () => {
  const e = await enter({
    name: '<script>alert(1)</script>木业',
    lon: 113.98,
    lat: 34.72,
    crs: 'GCJ02',
    contactName: '<b>王</b>',
    contactPhone: '138 0000 5678',
  });
  expect(e).toMatchObject({
    name: '<script>alert(1)</script>木业',
    contactName: '<b>王</b>',
    givenLon: 113.98,
    crs: 'GCJ02',
    contactPhone: '*******5678',
  });
  expect(Math.abs((e.lon ?? 0) - 113.98)).toBeGreaterThan(0.001);
  const sealed = await asSystem(t.db, (trx) =>
    trx
      .selectFrom('enterprise')
      .select('contact_phone_cipher')
      .where('enterprise_id', '=', e.enterpriseId)
      .executeTakeFirstOrThrow(),
  );
  expect(sealed.contact_phone_cipher).not.toContain('13800005678');
  const url = `/api/v1/enterprises/${e.enterpriseId}/reveal`;
  expect((await post(officer('410122'), url, {})).status).toBe(400);
  expect(await post(officer('410105'), url, { reason: '核查' })).toMatchObject({ status: 404 });
  expect((await post(officer('410122'), url, { reason: '核查' })).body).toEqual({ phone: '13800005678' });
  const log = await asSystem(t.db, (trx) =>
    trx
      .selectFrom('change')
      .select(['action', 'after'])
      .where('enterprise_id', '=', e.enterpriseId)
      .orderBy('seq', 'desc')
      .executeTakeFirstOrThrow(),
  );
  expect(log).toEqual({ action: 'reveal', after: { reveal_reason: '核查' } });
  // A new number that ends alike is a new number.
  const patched = await t.as(officer('410122'), {
    method: 'PATCH',
    url: `/api/v1/enterprises/${e.enterpriseId}`,
    payload: { version: e.version, contactPhone: '13911115678' },
  });
  expect(patched.status, JSON.stringify(patched.body)).toBe(200);
  expect((await post(officer('410122'), url, { reason: '核查' })).body).toEqual({ phone: '13911115678' });
});

test('an enterprise changes its address at once, its key particulars after its county', async () => {
  const e = await enter({ tags: ['spraying'], lon: 113.98, lat: 34.72, crs: 'GCJ02' });
  const head = staff('enterprise_head', e.enterpriseId, { name: '李四' });
  const patch = (body: object, who = head) =>
    t.as(who, { method: 'PATCH', url: `/api/v1/enterprises/${e.enterpriseId}`, payload: body });
  expect(await patch({ version: 9, address: 'x' })).toMatchObject({ status: 409, body: { code: 'row.stale' } });
  const asked = await patch({ version: 1, address: '新区大道 1 号', scale: 'micro' });
  expect(asked).toMatchObject({
    status: 200,
    body: {
      enterprise: { address: '新区大道 1 号', scale: 'small', tags: ['spraying'], crs: 'GCJ02', givenLon: 113.98 },
      request: { fields: ['scale'] },
    },
  });
  const queue = await t.as(officer('410122'), { method: 'GET', url: '/api/v1/enterprise-requests' });
  const row = (queue.body as { rows: { id: string; version: number; enterpriseId: string }[] }).rows.find(
    (r) => r.enterpriseId === e.enterpriseId,
  );
  expect(row).toMatchObject({
    kind: 'change',
    before: { scale: 'small' },
    after: { scale: 'micro' },
    applicant: '李四',
  });
  const url = `/api/v1/enterprises/${e.enterpriseId}/requests/${row?.id}/decision`;
  expect(await post(head, url, { approve: true, version: 1 })).toMatchObject({ status: 403 });
  expect(await post(officer('410105'), url, { approve: true, version: 1 })).toMatchObject({ status: 404 });
  expect(await post(officer('410122'), url, { approve: false, version: 1 })).toMatchObject({
    status: 422,
    body: { code: 'request.reason_missing' },
  });
  expect(await post(officer('410122'), url, { approve: true, version: 1 })).toMatchObject({
    status: 200,
    body: { state: 'approved' },
  });
  expect(await post(officer('410122'), url, { approve: false, reason: 'x', version: 1 })).toMatchObject({
    status: 409,
    body: { code: 'request.decided' },
  });
  expect((await t.as(head, { method: 'GET', url: `/api/v1/enterprises/${e.enterpriseId}` })).body).toMatchObject({
    scale: 'micro',
  });
});

test('a move takes every row and counter along, needs an officer over both places, and leaves the chain whole', async () => {
  const e = await makeEnterprise(t.db, { countyCode: '410122' });
  const head = staff('enterprise_head', e.enterpriseId);
  await post(head, `/api/v1/enterprises/${e.enterpriseId}/people`, { name: '张三' });
  const patch = (who: Parameters<TestApp['as']>[0], body: object) =>
    t.as(who, { method: 'PATCH', url: `/api/v1/enterprises/${e.enterpriseId}`, payload: body });
  expect(await patch(officer('410122'), { version: 1, countyCode: '410105' })).toMatchObject({
    status: 403,
    body: { code: 'enterprise.move_beyond_duty' },
  });
  expect(
    await patch(officer('410100'), { version: 1, countyCode: '410105', sector: 'housing', scale: 'micro' }),
  ).toMatchObject({
    status: 200,
    body: { enterprise: { countyCode: '410105', cityCode: '410100', sector: 'housing', scale: 'micro' } },
  });
  const get = { method: 'GET', url: `/api/v1/enterprises/${e.enterpriseId}` } as const;
  expect((await t.as(officer('410122'), get)).status).toBe(404);
  expect((await t.as(officer('410105'), get)).status).toBe(200);
  expect((await t.as(departmentOfficer('housing', '410000'), get)).status).toBe(200);
  const people = await t.as(officer('410105'), { method: 'GET', url: `/api/v1/enterprises/${e.enterpriseId}/people` });
  expect(people.body).toMatchObject({ rows: [{ name: '张三' }] });
  // The new county reads its whole history.
  const history = await t.as(officer('410105'), {
    method: 'GET',
    url: `/api/v1/enterprises/${e.enterpriseId}/history`,
  });
  expect((history.body as { rows: { action: string }[] }).rows.map((r) => r.action)).toContain('create');
  await foldAll(t.db);
  expect((await rebuild(t.ownerUrl, false)).differences).toEqual([]);
  // Across cities only the province covers both.
  expect(await patch(officer('410100'), { version: 2, countyCode: '411302' })).toMatchObject({ status: 403 });
  expect((await patch(officer('410000'), { version: 2, countyCode: '411302' })).status).toBe(200);
  await foldAll(t.db);
  expect((await rebuild(t.ownerUrl, false)).differences).toEqual([]);
  expect(await post(head, `/api/v1/enterprises/${e.enterpriseId}/people`, { name: '李四' })).toMatchObject({
    status: 200,
  });
});

test('standing still, closing, withdrawing: each by who may, and the code is free again', async () => {
  const e = await enter({ code: uscc(21) });
  const url = `/api/v1/enterprises/${e.enterpriseId}/status`;
  const head = staff('enterprise_head', e.enterpriseId);
  expect(await post(head, url, { action: 'close', reason: 'x', version: 1 })).toMatchObject({ status: 403 });
  expect(await post(head, url, { action: 'suspend', reason: '检修', version: 1 })).toMatchObject({
    status: 200,
    body: { status: 'suspended', statusReason: '检修' },
  });
  expect(await post(head, url, { action: 'suspend', reason: '检修', version: 2 })).toMatchObject({
    status: 422,
    body: { code: 'enterprise.wrong_status' },
  });
  expect(await post(officer('410122'), url, { action: 'close', reason: '注销', version: 2 })).toMatchObject({
    status: 200,
  });
  const risk = { kind: 'place', name: '罐区' };
  expect(await post(head, `/api/v1/enterprises/${e.enterpriseId}/risk-objects`, risk)).toMatchObject({
    status: 409,
    body: { code: 'enterprise.closed' },
  });
  expect(await post(officer('410122'), url, { action: 'withdraw', reason: '录错', version: 3 })).toMatchObject({
    status: 200,
  });
  await enter({ code: uscc(21) });
  expect(await post(officer('410122'), url, { action: 'reopen', reason: 'x', version: 4 })).toMatchObject({
    status: 422,
  });
});

const upload = async (mode: string, rows: (string | number | null)[][], who = officer('410122')) => {
  const columns = Object.values(WORDS.zh.columns).map((title) => ({ title }));
  const file = await writeWorkbook([{ name: '企业', columns, rows }]);
  const boundary = 'x-test-boundary';
  const payload = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.xlsx"\r\ncontent-type: application/octet-stream\r\n\r\n`,
    ),
    file,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return await t.as(who, {
    method: 'POST',
    url: `/api/v1/enterprise-import?mode=${mode}`,
    payload,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  });
};
const line = (name: string, code: string | null, more: { county?: string; scale?: string } = {}) => [
  name,
  code,
  '2034',
  more.scale ?? '小型',
  '应急管理',
  more.county ?? '410122',
  null,
  null,
  null,
  113.9,
  34.7,
  'WGS84',
  12,
  '粉尘涉爆、喷涂',
  '王五',
  '13900001111',
];

test('enterprises by Excel: checked by row, all or the good rows, a known code is an update', async () => {
  const rows = [
    line('甲厂', uscc(31)),
    line('乙厂', '91410122MA3X12345A'),
    line('丙厂', uscc(33), { county: '410105' }),
    line('丁厂', uscc(31)),
    line('戊厂', uscc(35), { scale: '巨型' }),
  ];
  const check = (await upload('check', rows)).body as ImportReport;
  expect(check).toMatchObject({ rows: 5, good: 1, bad: 4, created: 1, written: false });
  expect(check.problems.map((p) => [p.row, p.code])).toEqual([
    [3, 'uscc.check_digit'],
    [4, 'region.beyond_duty'],
    [5, 'import.twice'],
    [6, 'import.unknown_value'],
  ]);
  expect((await upload('all', rows)).body).toMatchObject({ written: false, created: 0 });
  expect((await upload('good', rows)).body).toMatchObject({ written: true, created: 1 });
  expect((await upload('good', rows)).body).toMatchObject({ written: true, created: 0, unchanged: 1 });
  expect((await upload('all', [line('甲厂改名', uscc(31))])).body).toMatchObject({ written: true, updated: 1 });
  const list = await t.as(officer('410122'), { method: 'GET', url: '/api/v1/enterprises?search=甲厂&tag=spraying' });
  expect(list.body).toMatchObject({ rows: [{ name: '甲厂改名', tags: ['dust_explosion', 'spraying'] }], total: 1 });
  expect(await upload('check', rows, staff('enterprise_head', '00000000-0000-4000-8000-000000000001'))).toMatchObject({
    status: 403,
  });
});

test('a county may be written by its name; one that several cities have needs its city', async () => {
  const zone = { name: '试验区', level: 'county', kind: 'functional_zone', source: 'test' };
  const twins = ['410198', '410298'].map((code) => ({ ...zone, code, parent_code: `${code.slice(0, 4)}00` }));
  await asSystem(t.db, (trx) => trx.insertInto('region').values(twins).execute());
  const check = (await upload('check', [
    line('己厂', uscc(41), { county: '中牟县' }),
    line('庚厂', uscc(42), { county: '郑州市 中牟县' }),
    line('辛厂', uscc(43), { county: '没有县' }),
    line('壬厂', uscc(44), { county: '试验区' }),
  ])) as { body: ImportReport };
  expect(check.body.problems.map((p) => [p.row, p.code])).toEqual([
    [4, 'import.unknown_value'],
    [5, 'import.place_ambiguous'],
  ]);
  expect(check.body).toMatchObject({ good: 2, created: 2 });
});

test('template and export are workbooks; invitations by the dozen refuse row by row', async () => {
  const file = await t.as(officer('410122'), { method: 'GET', url: '/api/v1/enterprise-import/template' });
  expect(file.status).toBe(200);
  expect(file.headers['content-type']).toContain('spreadsheetml');
  expect((await t.as(officer('410122'), { method: 'GET', url: '/api/v1/enterprises/export' })).status).toBe(200);
  const mine = await enter();
  const other = await makeEnterprise(t.db, { countyCode: '411302' });
  const reply = await post(officer('410122'), '/api/v1/enterprise-invitations', {
    enterpriseIds: [mine.enterpriseId, other.enterpriseId],
  });
  expect(reply.body).toMatchObject({
    results: [
      { invited: true, refusal: null },
      { invited: false, refusal: 'enterprise.not_found', code: null },
    ],
  });
});

test('a shop without a code is made once, however often its list is sent', async () => {
  const rows = [line('无码小店（虚构）', null, { scale: '微型' })];
  expect((await upload('all', rows)).body).toMatchObject({ created: 1 });
  expect((await upload('all', rows)).body).toMatchObject({ created: 0, unchanged: 1 });
  expect((await upload('check', [...rows, ...rows])).body).toMatchObject({ bad: 1 });
});
