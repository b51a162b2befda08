import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EnterpriseDims } from '../../platform/db/actor.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { departmentOfficer, makeEnterprise, officer, staff } from '../../testing/world.ts';

let t: TestApp;
let zhongmu: EnterpriseDims;
let jinshui: EnterpriseDims;
let nanyang: EnterpriseDims;

beforeAll(async () => {
  t = await makeTestApp();
  zhongmu = await makeEnterprise(t.db, { countyCode: '410122', name: '甲' });
  jinshui = await makeEnterprise(t.db, { countyCode: '410105', name: '乙', sector: 'housing' });
  nanyang = await makeEnterprise(t.db, { countyCode: '411302', name: '丙' });
});
afterAll(() => t.close());

const names = (body: unknown) => (body as { rows: { name: string }[] }).rows.map((r) => r.name);
const list = { method: 'GET', url: '/api/v1/enterprises' } as const;

test('signed out: 401 with a stable code', async () => {
  expect(await t.as(null, list)).toMatchObject({ status: 401, body: { code: 'auth.required' } });
});

test('each duty sees what lies within it, and no more', async () => {
  expect(names((await t.as(officer('410000'), list)).body)).toHaveLength(3);
  expect(names((await t.as(officer('410100'), list)).body).sort()).toEqual(['乙', '甲'].sort());
  expect(names((await t.as(officer('410122'), list)).body)).toEqual(['甲']);
  expect(names((await t.as(departmentOfficer('housing', '410000'), list)).body)).toEqual(['乙']);
  expect(names((await t.as(staff('safety_officer', nanyang.enterpriseId), list)).body)).toEqual(['丙']);
});

test('what is not yours does not exist', async () => {
  const url = `/api/v1/enterprises/${nanyang.enterpriseId}`;
  expect(await t.as(officer('410100'), { method: 'GET', url })).toMatchObject({
    status: 404,
    body: { code: 'enterprise.not_found' },
  });
  expect((await t.as(officer('411300'), { method: 'GET', url })).status).toBe(200);
  expect((await t.as(staff('safety_officer', jinshui.enterpriseId), { method: 'GET', url })).status).toBe(404);
});

test('no scope set: zero rows, even for a query without a condition', async () => {
  await expect(t.db.kysely.selectFrom('enterprise').selectAll().execute()).rejects.toThrow(/permission denied/);
  expect(zhongmu.countyCode).toBe('410122');
});

test('a wrong filter is refused by field', async () => {
  expect(await t.as(officer('410000'), { method: 'GET', url: '/api/v1/enterprises?scale=huge&limit=0' })).toMatchObject(
    {
      status: 400,
      body: { code: 'request.invalid', errors: [{ field: 'limit' }, { field: 'scale' }] },
    },
  );
});
