import type { ArchiveView, PublicReportView, RegistrationView, ScanResult } from '@yufang/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSystem } from '../../platform/db/database.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { actor, makeEnterprise, officer, staff } from '../../testing/world.ts';

let t: TestApp;
beforeAll(async () => {
  t = await makeTestApp();
});
afterAll(() => t.close());

type Who = Parameters<TestApp['as']>[0];
let count = 0;
const next = (): number => {
  count += 1;
  return count;
};
const call = (who: Who, method: 'GET' | 'POST' | 'PUT', url: string, payload?: object, from?: string) =>
  t.as(who, {
    method,
    url: `/api/v1${url}`,
    remoteAddress: from ?? `10.0.0.${next()}`,
    ...(payload ? { payload } : {}),
  });
const registration = (more: object = {}, username = `head${next()}`) => ({
  particulars: {
    name: '某木器厂（虚构）',
    code: null,
    industryCode: '21',
    scale: 'micro',
    sector: 'emergency',
    countyCode: '410122',
    ...more,
  },
  head: { name: '钱七', phone: '13700001234', username, password: 'Yufang-2026-ok' },
});

test('registration: refused by rule, weak password, taken name; then it waits for its county', async () => {
  const go = (body: object) => call(null, 'POST', '/public/registrations', body);
  expect((await go(registration({ code: '91410122MA3X12345A' }))).body).toMatchObject({
    code: 'uscc.check_digit',
    field: 'particulars.code',
  });
  expect((await go(registration({ countyCode: '410199' }))).body).toMatchObject({ code: 'region.unknown' });
  const weak = registration();
  weak.head.password = 'short';
  expect((await go(weak)).body).toMatchObject({ code: 'password.too_short', field: 'head.password' });
  const mute = registration();
  mute.head.phone = '12345';
  expect((await go(mute)).body).toMatchObject({ code: 'phone.format', field: 'head.phone' });
  expect((await go(registration({ contactPhone: '12345' }))).body).toMatchObject({
    code: 'phone.format',
    field: 'particulars.contactPhone',
  });
  const first = await go(registration({ contactName: '钱七', contactPhone: '13755556666' }, 'qianqi'));
  expect(first, JSON.stringify(first.body)).toMatchObject({ status: 200, body: { state: 'open' } });
  const { followCode } = first.body as RegistrationView;
  expect((await go(registration({}, 'qianqi'))).body).toMatchObject({
    code: 'account.username_taken',
    field: 'head.username',
  });
  expect((await go(registration({ code: (first.body as RegistrationView).code }))).body).toMatchObject({
    code: 'enterprise.code_taken',
    field: 'particulars.code',
  });
  expect((await call(null, 'GET', `/public/registrations/${followCode}`)).body).toMatchObject({ state: 'open' });
  expect((await call(null, 'GET', '/public/registrations/NOTACODE')).body).toMatchObject({
    code: 'registration.not_found',
  });
  const duties = () =>
    asSystem(t.db, (trx) =>
      trx
        .selectFrom('assignment')
        .innerJoin('account', 'account.id', 'assignment.account_id')
        .select('assignment.role')
        .where('username', '=', 'qianqi')
        .execute(),
    );
  expect(await duties()).toEqual([]);

  const queue = await call(officer('410122'), 'GET', '/enterprise-requests?kind=registration');
  const row = (queue.body as { rows: { id: string; enterpriseId: string; version: number }[] }).rows[0];
  expect(row).toMatchObject({ applicant: '钱七', applicantPhone: '*******1234', after: { scale: 'micro' } });
  // The number given stands sealed in one column, and nowhere in clear: not in the request, not in the log, not in what the log shows.
  const kept = await asSystem(t.db, async (trx) => [
    await trx.selectFrom('enterprise_request').selectAll().execute(),
    await trx
      .selectFrom('change')
      .selectAll()
      .where('enterprise_id', '=', row?.enterpriseId ?? '')
      .execute(),
  ]);
  expect(JSON.stringify(kept)).not.toContain('13755556666');
  expect(row).toMatchObject({ after: { contactPhone: '*******6666' } });
  const decide = (body: object) =>
    call(officer('410122'), 'POST', `/enterprises/${row?.enterpriseId}/requests/${row?.id}/decision`, body);
  expect((await decide({ approve: false, reason: '请补充地址', version: row?.version })).body).toMatchObject({
    state: 'refused',
  });
  expect((await call(null, 'GET', `/public/registrations/${followCode}`)).body).toMatchObject({
    state: 'refused',
    reason: '请补充地址',
  });
  const again = await call(
    null,
    'PUT',
    `/public/registrations/${followCode}`,
    registration({ address: '新区 9 号', countyCode: '410105' }),
  );
  expect(again, JSON.stringify(again.body)).toMatchObject({ status: 200, body: { state: 'open' } });
  expect((await decide({ approve: true, version: 3 })).status).toBe(404);
  const there = await call(
    officer('410105'),
    'POST',
    `/enterprises/${row?.enterpriseId}/requests/${row?.id}/decision`,
    { approve: true, version: 3 },
  );
  expect(there, JSON.stringify(there.body)).toMatchObject({ status: 200, body: { state: 'approved' } });
  expect(await duties()).toEqual([{ role: 'enterprise_head' }]);
});

test('the code opens what is the scanner’s: public card, own tasks, inspector’s pack, a plain answer for a stranger', async () => {
  const firm = await makeEnterprise(t.db, { name: '扫码企业（虚构）', scale: 'micro' });
  const head = staff('enterprise_head', firm.enterpriseId, { name: '周八' });
  await call(head, 'POST', `/enterprises/${firm.enterpriseId}/simple-setup`, { trade: 'wood', risks: ['o1', 'o3'] });
  await call(head, 'PUT', `/enterprises/${firm.enterpriseId}/promise`, { text: '<i>今日承诺</i>' });
  const code = firm.enterpriseId.replaceAll('-', '');
  const scan = async (who: Who) => (await call(who, 'GET', `/public/cards/${code}`)).body as ScanResult;
  const open = await scan(null);
  expect(open).toMatchObject({
    as: 'public',
    card: { level: 'orange', colours: { orange: 1, yellow: 1 }, promise: { text: '<i>今日承诺</i>' } },
  });
  expect(Object.keys(open)).toEqual(['as', 'card']);
  const person = await asSystem(t.db, (trx) =>
    trx.selectFrom('person').select('id').where('enterprise_id', '=', firm.enterpriseId).executeTakeFirstOrThrow(),
  );
  expect(await scan({ ...head, personId: person.id })).toMatchObject({ as: 'worker', enterpriseId: firm.enterpriseId });
  expect(await scan(officer('410122'))).toMatchObject({ as: 'inspector', dangers: [], redRisks: [] });
  expect(await scan(officer('411302'))).toMatchObject({ as: 'foreign', code: 'card.foreign_enterprise' });
  expect(await scan(staff('post_worker', crypto.randomUUID()))).toMatchObject({ as: 'foreign' });
  expect(await scan(actor('system_admin', { kind: 'platform' }))).toMatchObject({ as: 'public' });
  expect((await call(null, 'GET', '/public/cards/nothing')).body).toMatchObject({ code: 'card.not_found' });
});

test('a report of the public: becomes a danger that never names its reporter, is followed by a code, sent twice is one', async () => {
  const firm = await makeEnterprise(t.db);
  const body = {
    id: crypto.randomUUID(),
    cardCode: firm.enterpriseId.replaceAll('-', ''),
    description: '消防通道<b>堵塞</b>',
    name: '吴九',
    phone: '13655556666',
  };
  const report = (b: object) => call(null, 'POST', '/public/reports', b);
  expect((await report({ ...body, phone: '1' })).body).toMatchObject({ code: 'phone.format' });
  const first = (await report(body)).body as PublicReportView;
  expect(first).toMatchObject({ state: 'accepted' });
  expect((await report(body)).body).toMatchObject({ followCode: first.followCode });
  const dangers = await call(
    staff('enterprise_head', firm.enterpriseId),
    'GET',
    `/enterprises/${firm.enterpriseId}/history?entity=hidden_danger`,
  );
  expect((dangers.body as { rows: unknown[] }).rows).toHaveLength(1);
  expect(JSON.stringify(dangers.body)).toContain('消防通道<b>堵塞</b>');
  expect(JSON.stringify(dangers.body)).not.toMatch(/吴九|6666/);
  expect((await call(null, 'GET', `/public/reports/${first.followCode}`)).body).toMatchObject({ state: 'accepted' });

  expect(
    (await report({ id: crypto.randomUUID(), description: '某处有味道', countyCode: '410122' })).body,
  ).toMatchObject({ code: 'report.place_missing' });
  const loose = (
    await report({ id: crypto.randomUUID(), description: '路边作坊喷漆', countyCode: '410122', place: '某路口' })
  ).body as PublicReportView;
  expect(loose.state).toBe('received');
  expect((await call(staff('enterprise_head', firm.enterpriseId), 'GET', '/public-reports')).status).toBe(403);
  expect((await call(officer('410105'), 'GET', '/public-reports')).body).toMatchObject({ total: 0 });
  const queue = (await call(officer('410122'), 'GET', '/public-reports?state=open')).body as { rows: { id: string }[] };
  const placed = await call(officer('410122'), 'POST', `/public-reports/${queue.rows[0]?.id}/placing`, {
    enterpriseId: firm.enterpriseId,
    version: 1,
  });
  expect(placed.body).toMatchObject({ state: 'placed' });
  expect((await call(null, 'GET', `/public/reports/${loose.followCode}`)).body).toMatchObject({ state: 'accepted' });
});

test('a page without an account may be asked so often and no more', async () => {
  let status = 200;
  for (let i = 0; i < 35 && status !== 429; i += 1)
    status = (await call(null, 'GET', '/public/reports/AAAA', undefined, '10.9.9.9')).status;
  expect(status).toBe(429);
});

test('the archive gathers everything and replays any past day', async () => {
  t.clock.time = new Date('2026-11-10T02:00:00Z');
  const firm = await makeEnterprise(t.db, { scale: 'micro' });
  const head = staff('enterprise_head', firm.enterpriseId);
  await call(head, 'POST', `/enterprises/${firm.enterpriseId}/simple-setup`, {
    trade: 'wood',
    risks: ['o1', 'o3', 'o4'],
  });
  t.clock.time = new Date('2026-11-12T02:00:00Z');
  await call(head, 'POST', `/enterprises/${firm.enterpriseId}/simple-setup`, { trade: 'wood', risks: ['o1'] });
  await call(head, 'POST', `/enterprises/${firm.enterpriseId}/trainings`, {
    title: '防尘',
    heldOn: '2026-11-11',
    hours: 2,
  });
  t.clock.time = new Date('2026-11-23T02:00:00Z');
  const archive = async (asOf = '') =>
    (await call(officer('410122'), 'GET', `/enterprises/${firm.enterpriseId}/archive${asOf && `?asOf=${asOf}`}`))
      .body as ArchiveView;
  expect(await archive()).toMatchObject({
    asOf: null,
    risks: { events: 1, colours: { orange: 1 } },
    trainings: { count: 1 },
    people: { total: 1, posts: 1, postsHeld: 1 },
    since: '2026-11-01',
  });
  expect(await archive('2026-11-10')).toMatchObject({
    asOf: '2026-11-10',
    risks: { events: 3 },
    controls: { items: 3 },
    trainings: { count: 0 },
    enterprise: { simpleMode: true },
  });
  expect(await archive('2026-11-05')).toMatchObject({
    risks: { events: 0 },
    enterprise: { name: '测试企业（虚构）', simpleMode: false },
  });
  expect(await archive('2026-10-01')).toMatchObject({ enterprise: null, history: [] });
  expect(await archive('2027-01-01')).toMatchObject({ code: 'archive.in_future' });
  expect((await call(officer('410105'), 'GET', `/enterprises/${firm.enterpriseId}/archive`)).status).toBe(404);
});
