import { base32 } from '@better-auth/utils/base32';
import { createOTP } from '@better-auth/utils/otp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSystem } from '../../platform/db/database.ts';
import { makeSignedApp, type SignedApp } from '../../testing/signed-app.ts';
import { makeEnterprise } from '../../testing/world.ts';
import { systemActor } from '../change/record.ts';
import { createAccount, type NewAccount } from './accounts.ts';

let t: SignedApp;
let enterpriseId = '';
const PASSWORD = 'Correct-Horse-9';
const by = { actor: systemActor('test'), at: new Date() };

const make = (given: Partial<NewAccount> & Pick<NewAccount, 'username' | 'assignments'>) =>
  asSystem(t.db, (trx) => createAccount(trx, t.config, { name: '测试员', password: PASSWORD, ...given }, by));
const signIn = (username: string, password = PASSWORD) => ({ username, password });
const worker = () => ({ role: 'post_worker', scope: { kind: 'enterprise', enterpriseId } }) as const;

beforeAll(async () => {
  t = await makeSignedApp();
  await asSystem(t.db, (trx) =>
    trx
      .insertInto('region')
      .values([
        { code: '410000', name: '河南省', level: 'province', source: 'test' },
        { code: '410100', name: '郑州市', level: 'city', parent_code: '410000', source: 'test' },
        { code: '410122', name: '中牟县', level: 'county', parent_code: '410100', source: 'test' },
      ])
      .onConflict((c) => c.doNothing())
      .execute(),
  );
  enterpriseId = (await makeEnterprise(t.db, { name: '丁厂' })).enterpriseId;
});
afterAll(() => t.close());

const S = '/api/v1/auth/sign-in';
const SESSION = '/api/v1/auth/session';

test('wrong name and wrong password are answered alike', async () => {
  await make({ username: 'worker1', assignments: [worker()] });
  const b = t.browser({ ip: '10.0.0.1' });
  expect(await b.send('POST', S, signIn('nobody'))).toMatchObject({
    status: 401,
    body: { code: 'auth.wrong_credentials' },
  });
  expect(await b.send('POST', S, signIn('worker1', 'wrong'))).toMatchObject({
    status: 401,
    body: { code: 'auth.wrong_credentials' },
  });
  expect(await b.send('POST', S, signIn("x' or 1=1 --", 'x'))).toMatchObject({ status: 401 });
  expect((await b.send('GET', SESSION)).body).toMatchObject({ state: 'signed_out', me: null });
  expect(await b.send('GET', '/api/v1/auth/sessions')).toMatchObject({ status: 401, body: { code: 'auth.required' } });
});

test('a worker signs in with one step; the cookie is out of reach of scripts', async () => {
  await make({ username: 'worker2', assignments: [worker()] });
  const b = t.browser();
  const reply = await b.send('POST', S, signIn('Worker2'));
  expect(reply).toMatchObject({
    status: 200,
    body: { state: 'signed_in', me: { role: 'post_worker', scope: { name: '丁厂' } } },
  });
  expect(String(reply.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Lax/i);
  expect((await b.send('GET', '/api/v1/enterprises')).status).toBe(200);
  await b.send('POST', '/api/v1/auth/sign-out');
  expect((await b.send('GET', SESSION)).body).toMatchObject({ state: 'signed_out' });
});

test('a forged or altered cookie is nobody', async () => {
  const b = t.browser();
  await b.send('POST', S, signIn('worker2'));
  const [name = '', value = ''] = [...b.cookies].find(([k]) => k.includes('session_token')) ?? [];
  const last = value.at(-2) === 'A' ? 'B' : 'A';
  for (const forged of [`${value.slice(0, -2)}${last}`, value.split('.')[0] ?? '', '%E0%A4%A', `x${value}`]) {
    b.cookies.set(name, forged);
    expect((await b.send('GET', SESSION)).body, forged).toMatchObject({ state: 'signed_out' });
  }
});

test('five wrong passwords lock the account, for the right one too', async () => {
  await make({ username: 'worker3', assignments: [worker()] });
  const b = t.browser({ ip: '10.0.0.3' });
  for (let i = 0; i < 4; i += 1) expect((await b.send('POST', S, signIn('worker3', `no-${i}`))).status).toBe(401);
  expect(await b.send('POST', S, signIn('worker3', 'no-5'))).toMatchObject({
    status: 403,
    body: { code: 'auth.locked' },
  });
  expect(await b.send('POST', S, signIn('worker3'))).toMatchObject({ status: 403, body: { code: 'auth.locked' } });
});

test('one address that fails forty times is asked to wait, whatever names it tries', async () => {
  const b = t.browser({ ip: '10.0.0.4' });
  let status = 0;
  for (let i = 0; i < 41; i += 1) status = (await b.send('POST', S, signIn(`guess${i}`))).status;
  expect(status).toBe(429);
});

test('an officer is nobody until the second factor is enrolled and answered', async () => {
  await make({
    username: 'county1',
    assignments: [{ role: 'county_officer', scope: { kind: 'region', code: '410122' } }],
  });
  const b = t.browser();
  expect((await b.send('POST', S, signIn('county1'))).body).toMatchObject({
    state: 'enrol_second_factor',
    me: null,
    demoCode: null,
  });
  expect(await b.send('GET', '/api/v1/enterprises')).toMatchObject({
    status: 403,
    body: { code: 'auth.second_factor_required' },
  });
  expect((await b.send('POST', '/api/v1/auth/second-factor/enrolment', { password: 'wrong' })).status).toBe(401);
  const enrolment = await b.send('POST', '/api/v1/auth/second-factor/enrolment', { password: PASSWORD });
  expect(enrolment).toMatchObject({ status: 200, body: { demoCode: null } });
  const secret = new TextDecoder().decode(base32.decode(String(enrolment.body.secret)));
  const wrong = (await createOTP(secret).totp()) === '000000' ? '111111' : '000000';
  expect((await b.send('POST', '/api/v1/auth/second-factor/confirmation', { code: wrong })).body).toMatchObject({
    code: 'auth.wrong_code',
  });
  const used = await createOTP(secret).totp();
  const confirmed = await b.send('POST', '/api/v1/auth/second-factor/confirmation', { code: used });
  expect(confirmed).toMatchObject({
    status: 200,
    body: { state: 'signed_in', me: { role: 'county_officer', secondFactor: 'on' } },
  });
  expect((await b.send('GET', '/api/v1/enterprises')).status).toBe(200);

  const c = t.browser();
  expect((await c.send('POST', S, signIn('county1'))).body).toMatchObject({ state: 'second_factor', demoCode: null });
  expect(await c.send('GET', '/api/v1/enterprises')).toMatchObject({ status: 401 });
  expect((await c.send('GET', SESSION)).body).toMatchObject({ state: 'second_factor' });
  // The code of the enrolment was used: it counts once.
  const again = await c.send('POST', '/api/v1/auth/second-factor', { code: used });
  expect(again.status).toBe(401);
  await asSystem(t.db, (trx) => trx.updateTable('account_totp').set({ last_code: null }).execute());
  const done = await c.send('POST', '/api/v1/auth/second-factor', { code: await createOTP(secret).totp() });
  expect(done).toMatchObject({ status: 200, body: { state: 'signed_in' } });
  expect((await c.send('GET', '/api/v1/enterprises')).status).toBe(200);
});

test('a code without a password before it; five wrong codes lock the account like five wrong passwords', async () => {
  expect(await t.browser().send('POST', '/api/v1/auth/second-factor', { code: '123456' })).toMatchObject({
    status: 401,
    body: { code: 'auth.sign_in_first' },
  });
  await make({
    username: 'county2',
    demo: true,
    secondFactor: true,
    assignments: [{ role: 'county_officer', scope: { kind: 'region', code: '410122' } }],
  });
  const b = t.browser({ ip: '10.0.0.6' });
  const { demoCode } = (await b.send('POST', S, signIn('county2'))).body;
  const wrong = demoCode === '000000' ? '111111' : '000000';
  for (let i = 0; i < 4; i += 1)
    expect((await b.send('POST', '/api/v1/auth/second-factor', { code: wrong })).status).toBe(401);
  const last = await b.send('POST', '/api/v1/auth/second-factor', { code: wrong });
  expect(last).toMatchObject({ status: 403, body: { code: 'auth.locked' } });
  expect((await b.send('POST', '/api/v1/auth/second-factor', { code: String(demoCode) })).status).toBe(403);
  expect(await b.send('POST', S, signIn('county2'))).toMatchObject({ status: 403, body: { code: 'auth.locked' } });
});

test('a wrong own password counts towards the lock, which ends the session; no duty over a division that is no more', async () => {
  const head = { kind: 'region', code: '410122' } as const;
  await make({ username: 'city7', assignments: [{ role: 'county_officer', scope: head }] });
  const b = t.browser({ ip: '10.0.0.77' });
  expect((await b.send('POST', S, signIn('city7'))).status).toBe(200);
  const wrong = () => b.send('POST', '/api/v1/auth/second-factor/enrolment', { password: 'Not-The-One-9' });
  for (let i = 0; i < 4; i += 1) expect((await wrong()).status).toBe(401);
  expect(await wrong()).toMatchObject({ status: 403, body: { code: 'auth.locked' } });
  expect((await b.send('GET', '/api/v1/auth/session')).body).toMatchObject({ state: 'signed_out' });
  await expect(
    make({
      username: 'nowhere7',
      assignments: [{ role: 'county_officer', scope: { kind: 'region', code: '410306' } }],
    }),
  ).rejects.toMatchObject({ refusal: { code: 'assignment.scope_unknown' } });
});

test('the demo shows the code of an invented account, and of no other', async () => {
  const demo = { demo: true, demoRank: 1, secondFactor: true };
  await make({
    username: 'city-demo',
    ...demo,
    assignments: [{ role: 'city_officer', scope: { kind: 'region', code: '410100' } }],
  });
  const b = t.browser();
  const first = await b.send('POST', S, signIn('city-demo'));
  expect(first.body).toMatchObject({ state: 'second_factor', demo: true, demoCode: expect.stringMatching(/^\d{6}$/) });
  const done = await b.send('POST', '/api/v1/auth/second-factor', { code: String(first.body.demoCode) });
  expect(done.body).toMatchObject({
    state: 'signed_in',
    me: { role: 'city_officer', scope: { name: '郑州市', kind: 'region' } },
  });
  expect((await t.browser().send('GET', '/api/v1/auth/demo-accounts')).body).toMatchObject({
    rows: [{ username: 'city-demo', password: PASSWORD, role: 'city_officer' }],
  });
});

test('outside the demo nothing of it is said', async () => {
  const closed = await makeSignedApp({ YUFANG_DEMO: 'off' });
  try {
    await asSystem(closed.db, (trx) =>
      createAccount(
        trx,
        closed.config,
        {
          username: 'admin-demo',
          name: '系统',
          password: PASSWORD,
          demo: true,
          demoRank: 1,
          secondFactor: true,
          assignments: [{ role: 'system_admin', scope: { kind: 'platform' } }],
        },
        by,
      ),
    );
    const b = closed.browser();
    expect((await b.send('POST', S, signIn('admin-demo'))).body).toMatchObject({
      state: 'second_factor',
      demoCode: null,
      demo: false,
    });
    expect((await b.send('GET', SESSION)).body).toMatchObject({ state: 'second_factor', demoCode: null });
    expect((await b.send('GET', '/api/v1/auth/demo-accounts')).body).toEqual({ rows: [] });
  } finally {
    await closed.close();
  }
});

test('a session ends when idle, and a kept phone does not', async () => {
  await make({ username: 'worker4', assignments: [worker()] });
  const [desk, phone] = [t.browser(), t.browser()];
  await desk.send('POST', S, signIn('worker4'));
  await phone.send('POST', S, { ...signIn('worker4'), keep: true });
  await asSystem(t.db, (trx) =>
    trx
      .updateTable('account_session')
      .set({ last_seen_at: new Date(Date.now() - 31 * 60_000) })
      .execute(),
  );
  await new Promise((done) => setTimeout(done, 3100));
  expect((await desk.send('GET', SESSION)).body).toMatchObject({ state: 'signed_out' });
  expect((await phone.send('GET', SESSION)).body).toMatchObject({ state: 'signed_in' });
});

test('revoking another device takes effect at once; nobody revokes a stranger', async () => {
  await make({ username: 'worker5', assignments: [worker()] });
  const [a, b, stranger] = [t.browser({ agent: 'desk' }), t.browser({ agent: 'phone' }), t.browser()];
  await a.send('POST', S, signIn('worker5'));
  await b.send('POST', S, signIn('worker5'));
  await stranger.send('POST', S, signIn('worker2'));
  expect((await b.send('GET', SESSION)).body).toMatchObject({ state: 'signed_in' });
  const { rows } = (await a.send('GET', '/api/v1/auth/sessions')).body as { rows: { id: string; device: string }[] };
  const phone = rows.find((r) => r.device === 'phone');
  expect((await stranger.send('DELETE', `/api/v1/auth/sessions/${phone?.id}`)).status).toBe(404);
  expect((await b.send('GET', SESSION)).body).toMatchObject({ state: 'signed_in' });
  expect((await a.send('DELETE', `/api/v1/auth/sessions/${phone?.id}`)).status).toBe(200);
  expect((await b.send('GET', SESSION)).body).toMatchObject({ state: 'signed_out' });
});

test('a new password keeps the rules and is not one of the last five', async () => {
  await make({ username: 'worker6', assignments: [worker()] });
  const [a, b] = [t.browser(), t.browser()];
  await a.send('POST', S, signIn('worker6'));
  await b.send('POST', S, signIn('worker6'));
  const change = (current: string, next: string) => a.send('POST', '/api/v1/auth/password', { current, next });
  expect((await change('wrong', 'Fresh-Start-10')).body).toMatchObject({ code: 'auth.wrong_credentials' });
  for (const [next, code] of [
    ['short1A', 'password.too_short'],
    ['alllowercase', 'password.too_few_classes'],
    ['xWorker6-zzzz', 'password.contains_name'],
    [PASSWORD, 'password.used_before'],
  ] as const) {
    expect((await change(PASSWORD, next)).body, next).toMatchObject({ code, field: 'next' });
  }
  expect((await change(PASSWORD, 'Fresh-Start-10')).body).toMatchObject({ state: 'signed_in' });
  expect((await b.send('GET', SESSION)).body).toMatchObject({ state: 'signed_out' });
  expect((await t.browser({ ip: '10.0.0.9' }).send('POST', S, signIn('worker6'))).status).toBe(401);
  expect((await t.browser().send('POST', S, signIn('worker6', 'Fresh-Start-10'))).status).toBe(200);
});

test('who must change the password does that first', async () => {
  await make({ username: 'worker7', mustChangePassword: true, assignments: [worker()] });
  const b = t.browser();
  expect((await b.send('POST', S, signIn('worker7'))).body).toMatchObject({ state: 'change_password' });
  expect(await b.send('GET', '/api/v1/enterprises')).toMatchObject({
    status: 403,
    body: { code: 'auth.password_change_required' },
  });
  expect(
    (await b.send('POST', '/api/v1/auth/password', { current: PASSWORD, next: 'Fresh-Start-11' })).body,
  ).toMatchObject({ state: 'signed_in' });
});

test('one account, two duties: one at a time, and no stranger can be chosen', async () => {
  const other = await makeEnterprise(t.db, { name: '戊厂' });
  const made = await make({
    username: 'expert1',
    assignments: [
      { role: 'expert', scope: { kind: 'enterprise', enterpriseId } },
      { role: 'expert', scope: { kind: 'enterprise', enterpriseId: other.enterpriseId } },
    ],
  });
  const b = t.browser();
  const names = async () =>
    ((await b.send('GET', '/api/v1/enterprises')).body as { rows: { name: string }[] }).rows.map((r) => r.name);
  expect((await b.send('POST', S, signIn('expert1'))).body).toMatchObject({
    me: { scope: { name: '丁厂' }, assignments: [{}, {}] },
  });
  expect(await names()).toEqual(['丁厂']);
  expect((await b.send('POST', '/api/v1/auth/assignment', { assignmentId: made.assignmentIds[1] })).body).toMatchObject(
    { me: { scope: { name: '戊厂' } } },
  );
  expect(await names()).toEqual(['戊厂']);
  expect((await b.send('POST', '/api/v1/auth/assignment', { assignmentId: enterpriseId })).status).toBe(404);
});

test('another site cannot make the browser write', async () => {
  const b = t.browser();
  await b.send('POST', S, signIn('worker2'));
  const write = (headers: Record<string, string>) =>
    b.send('PUT', '/api/v1/auth/preferences', { locale: 'en' }, headers);
  expect(await write({ origin: 'https://evil.example' })).toMatchObject({
    status: 403,
    body: { code: 'auth.cross_origin' },
  });
  expect(await write({ origin: 'null' })).toMatchObject({ status: 403 });
  expect(await write({ 'sec-fetch-site': 'cross-site' })).toMatchObject({ status: 403 });
  expect(await write({ origin: 'http://yufang.test', 'sec-fetch-site': 'same-origin' })).toMatchObject({
    status: 200,
    body: { locale: 'en' },
  });
});

test('an invitation makes an account with its duty, once', async () => {
  await make({
    username: 'head1',
    assignments: [{ role: 'enterprise_head', scope: { kind: 'enterprise', enterpriseId } }],
  });
  const head = t.browser();
  await head.send('POST', S, signIn('head1'));
  const url = `/api/v1/enterprises/${enterpriseId}/invitations`;
  expect((await head.send('POST', url, { name: '李工', role: 'county_officer' })).status).toBe(400);
  expect(
    (
      await head.send('POST', `/api/v1/enterprises/${crypto.randomUUID()}/invitations`, {
        name: '李工',
        role: 'post_worker',
      })
    ).status,
  ).toBe(404);
  const made = await head.send('POST', url, { name: '李工', role: 'team_leader' });
  expect(made).toMatchObject({ status: 200, body: { invitation: { state: 'open' } } });
  const code = String(made.body.code);
  const b = t.browser();
  expect((await b.send('GET', '/api/v1/auth/invitations/nonsense')).body).toMatchObject({
    code: 'invitation.not_found',
  });
  expect((await b.send('GET', `/api/v1/auth/invitations/${code}`)).body).toMatchObject({
    name: '李工',
    enterpriseName: '丁厂',
  });
  const accept = (username: string, password = 'Fresh-Start-12') =>
    b.send('POST', `/api/v1/auth/invitations/${code}`, { username, password });
  expect((await accept('ligong', 'weak')).body).toMatchObject({ code: 'password.too_short' });
  expect((await accept('head1')).body).toMatchObject({ code: 'account.username_taken' });
  expect((await accept('ligong')).body).toMatchObject({
    state: 'signed_in',
    me: { role: 'team_leader', name: '李工' },
  });
  expect((await accept('ligong2')).body).toMatchObject({ code: 'invitation.over' });
  expect((await head.send('GET', url)).body).toMatchObject({ rows: [{ state: 'accepted' }] });
});

test('who is signed in accepts an invitation with the account he has: one more duty, no second account', async () => {
  const other = (await makeEnterprise(t.db, { name: '戊厂' })).enterpriseId;
  const headOf = (username: string, id: string) =>
    make({
      username,
      assignments: [{ role: 'enterprise_head', scope: { kind: 'enterprise', enterpriseId: id } }],
    });
  await headOf('head2', enterpriseId);
  await headOf('head3', other);
  const invite = async (username: string, id: string) => {
    const head = t.browser();
    await head.send('POST', S, signIn(username));
    const made = await head.send('POST', `/api/v1/enterprises/${id}/invitations`, { name: '赵专家', role: 'expert' });
    return String(made.body.code);
  };
  const first = await invite('head2', enterpriseId);
  const expert = t.browser();
  const join = (code: string) => expert.send('POST', `/api/v1/auth/invitations/${code}/join`);
  expect((await join(first)).status).toBe(401);
  await expert.send('POST', `/api/v1/auth/invitations/${first}`, { username: 'zhaozj', password: 'Fresh-Start-12' });
  const second = await invite('head3', other);
  expect(await join(second)).toMatchObject({
    status: 200,
    body: { state: 'signed_in', me: { role: 'expert', username: 'zhaozj', scope: { enterpriseId: other } } },
  });
  const me = (await expert.send('GET', SESSION)).body.me as { assignments: unknown[] };
  expect(me.assignments).toHaveLength(2);
  expect((await expert.send('GET', `/api/v1/enterprises/${other}/risk-tree`)).status).toBe(200);
  expect((await join(second)).body).toMatchObject({ code: 'invitation.over' });
  expect((await join(await invite('head3', other))).body).toMatchObject({ code: 'invitation.already_yours' });
  const accounts = await asSystem(t.db, (trx) =>
    trx.selectFrom('account').select('id').where('username', 'like', 'zhao%').execute(),
  );
  expect(accounts).toHaveLength(1);
});

test('a name that does not exist is answered, counted and locked as one that does', async () => {
  await make({ username: 'worker9', assignments: [worker()] });
  const answers = async (username: string) => {
    const b = t.browser();
    const said: unknown[] = [];
    for (let n = 0; n < 7; n += 1) {
      const { status, body } = await b.send('POST', S, { ...signIn(username), password: 'Not-The-One-99' });
      said.push([status, body.code, Object.keys((body.params as object | undefined) ?? {})]);
    }
    return said;
  };
  const known = await answers('worker9');
  expect(known.at(-1)).toMatchObject([403, 'auth.locked', ['until']]);
  expect(await answers('nobody9')).toEqual(known);
  expect(await answers('Nobody9')).toEqual(known.map(() => known.at(-1)));
});

test('every attempt is in the log, which nobody may rewrite', async () => {
  const rows = await asSystem(t.db, (trx) => trx.selectFrom('sign_in_log').select(['outcome']).execute());
  expect(new Set(rows.map((r) => r.outcome))).toEqual(
    new Set([
      'ok',
      'second_factor_asked',
      'wrong_password',
      'unknown_name',
      'wrong_code',
      'locked',
      'signed_out',
      'session_revoked',
      'password_changed',
      'second_factor_enrolled',
    ]),
  );
  await expect(asSystem(t.db, (trx) => trx.deleteFrom('sign_in_log').execute())).rejects.toThrow(/permission denied/);
});
