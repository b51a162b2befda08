import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../platform/db/actor.ts';
import { asSystem } from '../../platform/db/database.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { actor, makeEnterprise, officer } from '../../testing/world.ts';

let t: TestApp;
const admin = (
  role: 'system_admin' | 'security_admin' | 'audit_admin',
  accountId: string = crypto.randomUUID(),
): Actor => actor(role, { kind: role === 'audit_admin' ? 'audit' : 'platform' }, { accountId });
const [system, security, audit] = [admin('system_admin'), admin('security_admin'), admin('audit_admin')];
const accounts = '/api/v1/admin/accounts';
const post = (url: string, payload: object = {}) => ({ method: 'POST' as const, url, payload });

beforeAll(async () => {
  t = await makeTestApp();
});
afterAll(() => t.close());

const make = async (username: string): Promise<string> => {
  const made = await t.as(system, post(accounts, { username, name: '李四' }));
  expect(made, JSON.stringify(made.body)).toMatchObject({ status: 200 });
  return (made.body as { account: { id: string } }).account.id;
};

test('each administrator does one part, and no other', async () => {
  const id = await make('zhou.li');
  expect((await t.as(security, post(accounts, { username: 'x123', name: 'x' }))).status).toBe(403);
  expect((await t.as(audit, post(accounts, { username: 'x123', name: 'x' }))).status).toBe(403);
  const duty = { role: 'county_officer', scope: { kind: 'region', code: '410122' } };
  expect((await t.as(system, post(`${accounts}/${id}/assignments`, duty))).status).toBe(403);
  expect((await t.as(officer('410000'), post(`${accounts}/${id}/assignments`, duty))).status).toBe(403);
  for (const who of [system, security])
    expect((await t.as(who, { method: 'GET', url: '/api/v1/audit/changes' })).status).toBe(403);
  expect((await t.as(audit, { method: 'GET', url: accounts })).status).toBe(403);
  expect((await t.as(system, { method: 'GET', url: '/api/v1/enterprises' })).status).toBe(403);
});

test('a duty must fit its role, and administrators stand apart', async () => {
  const id = await make('wu.di');
  const give = (role: string, scope: object) => t.as(security, post(`${accounts}/${id}/assignments`, { role, scope }));
  expect(await give('city_officer', { kind: 'region', code: '410122' })).toMatchObject({
    status: 422,
    body: { code: 'assignment.scope_mismatch' },
  });
  expect(await give('county_officer', { kind: 'region', code: '999999' })).toMatchObject({ status: 422 });
  expect(await give('county_officer', { kind: 'region', code: '410122' })).toMatchObject({
    status: 200,
    body: { assignments: [{ role: 'county_officer', scope: { name: '中牟县' } }] },
  });
  expect(await give('audit_admin', { kind: 'audit' })).toMatchObject({
    status: 422,
    body: { code: 'assignment.administrators_apart' },
  });
  const { assignments } = (await give('county_officer', { kind: 'region', code: '410105' })).body as {
    assignments: { id: string }[];
  };
  expect(assignments).toHaveLength(2);
  for (const a of assignments)
    expect((await t.as(security, { method: 'DELETE', url: `${accounts}/${id}/assignments/${a.id}` })).status).toBe(200);
  expect(await give('security_admin', { kind: 'platform' })).toMatchObject({ status: 200 });
  expect(await give('system_admin', { kind: 'platform' })).toMatchObject({
    status: 422,
    body: { code: 'assignment.administrators_apart' },
  });
});

test('a duty at an enterprise is given by its code or its id; a code of nobody is refused by the field', async () => {
  const id = await make('qian.ma');
  const { enterpriseId } = await makeEnterprise(t.db, {});
  const { code } = await asSystem(t.db, (trx) =>
    trx.selectFrom('enterprise').select('code').where('enterprise_id', '=', enterpriseId).executeTakeFirstOrThrow(),
  );
  const give = (of: string, role = 'safety_officer') =>
    t.as(security, post(`${accounts}/${id}/assignments`, { role, scope: { kind: 'enterprise', enterpriseId: of } }));
  for (const of of [code.toLowerCase(), enterpriseId])
    expect(await give(of, of === enterpriseId ? 'enterprise_head' : 'safety_officer')).toMatchObject({
      status: 200,
      body: { assignments: expect.arrayContaining([expect.objectContaining({ scope: expect.anything() })]) },
    });
  const { rows } = await asSystem(t.db, async (trx) => ({
    rows: await trx.selectFrom('assignment').select('enterprise_id').where('account_id', '=', id).execute(),
  }));
  expect(rows).toEqual([{ enterprise_id: enterpriseId }, { enterprise_id: enterpriseId }]);
  expect(await give('91410100MA0000000X')).toMatchObject({
    status: 422,
    body: { code: 'assignment.scope_unknown', field: 'scope' },
  });
});

test('nobody administers themselves', async () => {
  const id = await make('zheng.wu');
  const self = admin('security_admin', id);
  expect(await t.as(self, post(`${accounts}/${id}/unlock`))).toMatchObject({
    status: 403,
    body: { code: 'account.own' },
  });
  expect(
    await t.as(admin('system_admin', id), {
      method: 'PUT',
      url: `${accounts}/${id}/state`,
      payload: { state: 'disabled', reason: '离职' },
    }),
  ).toMatchObject({ status: 403 });
});

test('taken name, unknown account, lists by state', async () => {
  await make('feng.chu');
  expect(await t.as(system, post(accounts, { username: 'Feng.Chu', name: 'x' }))).toMatchObject({
    status: 409,
    body: { code: 'account.username_taken' },
  });
  expect((await t.as(security, post(`${accounts}/${crypto.randomUUID()}/unlock`))).status).toBe(404);
  const id = await make('chen.wei');
  expect(
    await t.as(system, {
      method: 'PUT',
      url: `${accounts}/${id}/state`,
      payload: { state: 'disabled', reason: '离职' },
    }),
  ).toMatchObject({ status: 200, body: { state: 'disabled' } });
  const { rows } = (await t.as(system, { method: 'GET', url: `${accounts}?state=disabled` })).body as {
    rows: { username: string }[];
  };
  expect(rows.map((r) => r.username)).toEqual(['chen.wei']);
  expect(await t.as(security, post(`${accounts}/${id}/password`, { reason: '忘记' }))).toMatchObject({
    status: 200,
    body: { password: expect.stringMatching(/^.{20,}$/) },
  });
  expect((await t.as(security, { method: 'DELETE', url: `${accounts}/${id}/second-factor` })).status).toBe(200);
  expect(await t.as(security, { method: 'DELETE', url: `${accounts}/${id}/sessions` })).toMatchObject({
    status: 200,
    body: { ended: 0 },
  });
});

test('one device of an account is signed out, the others stay', async () => {
  const id = await make('zhou.yi');
  for (const token of ['phone', 'desk']) {
    const given = {
      id: crypto.randomUUID(),
      account_id: id,
      token,
      user_agent: token,
      expires_at: new Date('2099-01-01'),
    };
    await asSystem(t.db, (trx) => trx.insertInto('account_session').values(given).execute());
  }
  const list = async () =>
    (await t.as(security, { method: 'GET', url: `${accounts}/${id}/sessions` })).body as {
      rows: { id: string; device: string }[];
    };
  const phone = (await list()).rows.find((r) => r.device === 'phone')?.id;
  const drop = (by: typeof security) => t.as(by, { method: 'DELETE', url: `${accounts}/${id}/sessions/${phone}` });
  expect((await drop(system)).status).toBe(403);
  expect(await drop(security)).toMatchObject({ status: 200, body: { ended: 1 } });
  expect((await list()).rows.map((r) => r.device)).toEqual(['desk']);
  expect(await drop(security)).toMatchObject({ status: 404, body: { code: 'auth.session_not_found' } });
});

test('the rules of passwords are kept in bounds, and the second to save sees that', async () => {
  const { body } = await t.as(security, { method: 'GET', url: '/api/v1/admin/security-policy' });
  const policy = body as { version: number; minLength: number };
  const save = (payload: object) => t.as(security, { method: 'PUT', url: '/api/v1/admin/security-policy', payload });
  expect((await save({ ...policy, minLength: 4 })).status).toBe(400);
  expect(await save({ ...policy, minLength: 12 })).toMatchObject({ status: 200, body: { minLength: 12 } });
  expect(await save({ ...policy, minLength: 9 })).toMatchObject({ status: 409, body: { code: 'row.stale' } });
  expect((await t.as(null, { method: 'GET', url: '/api/v1/auth/password-rules' })).body).toMatchObject({
    minLength: 12,
  });
});

test('parks and departments', async () => {
  const id = crypto.randomUUID();
  const put = (what: string, payload: object, key = id) =>
    t.as(system, { method: 'PUT', url: `/api/v1/admin/${what}/${key}`, payload });
  const park = { name: '测试化工园区（虚构）', countyCode: '410122', kind: 'chemical' };
  expect(await put('parks', { ...park, countyCode: '419999' })).toMatchObject({
    status: 422,
    body: { code: 'region.not_found' },
  });
  expect((await put('parks', park)).status).toBe(200);
  expect((await t.as(null, { method: 'GET', url: '/api/v1/parks?region=410100' })).body).toMatchObject({
    rows: [{ id, cityCode: '410100' }],
  });
  const department = { sector: 'housing', regionCode: '410122', name: '中牟县住建局' };
  expect((await put('departments', department)).status).toBe(200);
  expect(await put('departments', department, crypto.randomUUID())).toMatchObject({
    status: 409,
    body: { code: 'department.taken' },
  });
  expect(
    (await t.as(officer('410000'), { method: 'GET', url: '/api/v1/departments?sector=housing' })).body,
  ).toMatchObject({ rows: [{ name: '中牟县住建局', regionName: '中牟县' }] });
});

test('reference data: drafted, checked, put in force, never overwritten', async () => {
  const base = '/api/v1/reference';
  const shipped = (await t.as(system, { method: 'GET', url: `${base}/risk_regrade/2026-default` })).body as Record<
    string,
    unknown
  >;
  const { rows } = (await t.as(officer('410122'), { method: 'GET', url: base })).body as {
    rows: { kind: string; edition: string; applies: boolean }[];
  };
  const old = rows.find((r) => r.kind === 'risk_regrade');
  expect(old?.applies).toBe(true);
  const now = (await t.as(system, { method: 'GET', url: `${base}/risk_regrade/${old?.edition}` })).body as {
    payload: { general: object };
  };
  const draft = {
    title: '重评规则',
    titleEn: 'Regrade',
    standard: null,
    clause: null,
    certainty: 'confirmed',
    source: '省厅 2026',
    payload: now.payload,
  };
  expect((await t.as(officer('410000'), post(base, { kind: 'risk_regrade', edition: '2027', ...draft }))).status).toBe(
    403,
  );
  expect(
    await t.as(system, post(base, { kind: 'risk_regrade', edition: '2027', ...draft, payload: { general: 1 } })),
  ).toMatchObject({ status: 422, body: { code: 'reference.malformed' } });
  expect(await t.as(system, post(base, { kind: 'risk_regrade', edition: '2027', ...draft }))).toMatchObject({
    status: 200,
    body: { status: 'draft', applies: false },
  });
  expect(await t.as(system, post(base, { kind: 'risk_regrade', edition: '2027', ...draft }))).toMatchObject({
    status: 409,
  });
  expect(
    await t.as(system, { method: 'PUT', url: `${base}/risk_regrade/${old?.edition}`, payload: draft }),
  ).toMatchObject({ status: 422, body: { code: 'reference.shipped' } });
  expect(
    await t.as(system, post(`${base}/risk_regrade/2027/in-force`, { from: '2026-11-01', reason: '发布' })),
  ).toMatchObject({ status: 200, body: { status: 'in_force', applies: true } });
  expect(await t.as(system, { method: 'PUT', url: `${base}/risk_regrade/2027`, payload: draft })).toMatchObject({
    status: 422,
    body: { code: 'reference.not_a_draft' },
  });
  expect((await t.as(system, post(`${base}/risk_regrade/${old?.edition}/retirement`, { reason: '旧版' }))).status).toBe(
    200,
  );
  expect(await t.as(system, post(`${base}/risk_regrade/2027/retirement`, { reason: '误' }))).toMatchObject({
    status: 422,
    body: { code: 'reference.last_edition' },
  });
  expect(shipped).toBeTruthy();
});

test('the auditor reads the platform’s chain, checks it, and sees a break', async () => {
  const nil = '00000000-0000-0000-0000-000000000000';
  const e = await makeEnterprise(t.db, { countyCode: '410122', name: '己厂' });
  const changes = (await t.as(audit, { method: 'GET', url: '/api/v1/audit/changes?limit=5' })).body as {
    rows: unknown[];
    next: string;
    total: number;
  };
  expect(changes.rows).toHaveLength(5);
  expect(changes.total).toBeGreaterThan(10);
  const more = (await t.as(audit, { method: 'GET', url: `/api/v1/audit/changes?limit=200&after=${changes.next}` }))
    .body as { rows: unknown[] };
  expect(more.rows.length).toBe(changes.total - 5);
  expect(
    (await t.as(audit, { method: 'GET', url: `/api/v1/audit/chains?search=${encodeURIComponent('己厂')}` })).body,
  ).toMatchObject({ rows: [{ enterpriseId: e.enterpriseId, links: 1 }], total: 1 });
  expect((await t.as(audit, { method: 'GET', url: '/api/v1/audit/chains?search=nothing' })).body).toMatchObject({
    rows: [],
  });
  const verify = (id: string) => t.as(audit, post(`/api/v1/audit/chains/${id}/verification`));
  expect(await verify(nil)).toMatchObject({ status: 200, body: { intact: true, brokenAt: null } });
  expect((await verify(crypto.randomUUID())).status).toBe(404);
  const file = await t.as(audit, { method: 'GET', url: `/api/v1/audit/changes/export?chainId=${e.enterpriseId}` });
  expect(String(file.body)).toContain('"entity":"enterprise"');
  await expect(asSystem(t.db, (trx) => trx.updateTable('change').set({ actor_name: 'x' }).execute())).rejects.toThrow(
    /permission denied/,
  );
  const { default: pg } = await import('pg');
  const owner = new pg.Client({ connectionString: t.ownerUrl });
  await owner.connect();
  const at = await owner.query(
    `update change set after = after || '{"state":"forged"}' where enterprise_id = $1 and seq = 3 returning seq`,
    [nil],
  );
  expect(at.rowCount).toBe(1);
  expect(await verify(nil)).toMatchObject({ body: { intact: false, brokenAt: 3, problem: 'altered' } });
  await owner.query('delete from change where enterprise_id = $1 and seq = 2', [nil]);
  expect(await verify(nil)).toMatchObject({ body: { intact: false, brokenAt: 2, problem: 'missing' } });
  await owner.end();
});
