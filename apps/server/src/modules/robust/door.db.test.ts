import Fastify from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../../app.ts';
import { readConfig } from '../../platform/config/config.ts';
import type { Actor, EnterpriseDims } from '../../platform/db/actor.ts';
import { installErrors } from '../../platform/http/errors.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { makeEnterprise, officer, staff } from '../../testing/world.ts';

let t: TestApp;
let own: EnterpriseDims;
let safety: Actor;
beforeAll(async () => {
  t = await makeTestApp();
  own = await makeEnterprise(t.db, { countyCode: '410122' });
  safety = staff('safety_officer', own.enterpriseId);
});
afterAll(() => t.close());

const report = (payload: unknown, headers: Record<string, string> = {}) =>
  t.as(safety, {
    method: 'POST',
    url: `/api/v1/enterprises/${own.enterpriseId}/dangers`,
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    headers: { 'content-type': 'application/json', ...headers },
  });

test.each([
  ['a NUL', { name: 'a\u0000b' }, 'name'],
  ['half a character', { name: 'a\ud800' }, 'name'],
  ['a NUL in a key', { name: '好', 'x\u0000': 1 }, 'x'],
  ['nesting without end', { name: '好', more: nested(100) }, expect.stringMatching(/^more/)],
])('%s is refused by field, not by the database', async (_, more, field) => {
  const reply = await report({ id: crypto.randomUUID(), ...more });
  expect(reply.status).toBe(400);
  expect(reply.body).toMatchObject({ code: 'request.invalid', errors: [{ field }] });
});

function nested(levels: number): unknown {
  return levels === 0 ? [] : [nested(levels - 1)];
}

test.each([
  ['cut off', '{"id":', 'application/json'],
  ['empty', '', 'application/json'],
  ['XML', '<a/>', 'text/xml'],
  ['no type at all', 'x', 'nonsense'],
])('a body that is %s: request.not_json', async (_, payload, type) => {
  const reply = await report(payload, { 'content-type': type });
  expect([reply.status, reply.body]).toEqual([400, expect.objectContaining({ code: 'request.not_json' })]);
});

test('a name given twice, a day that is none, a number beyond its range: each by its field', async () => {
  for (const query of [
    'limit=5&limit=6',
    'limit=-1',
    'limit=NaN',
    'limit=1e400',
    'foundFrom=2026-02-30',
    'region=41',
    'after=x',
  ]) {
    const reply = await t.as(officer('410122'), { method: 'GET', url: `/api/v1/dangers?${query}` });
    expect([query, reply.status]).toEqual([query, 400]);
  }
});

test('a property nobody asked for is not written', async () => {
  const id = crypto.randomUUID();
  const reply = await report({
    id,
    name: '护栏缺失',
    status: 'closed',
    level: 'major',
    enterpriseId: crypto.randomUUID(),
  });
  expect(reply.status).toBeLessThan(400);
  const seen = await t.as(safety, { method: 'GET', url: `/api/v1/enterprises/${own.enterpriseId}/dangers/${id}` });
  expect(seen.body).toMatchObject({ status: expect.not.stringMatching('closed'), enterpriseId: own.enterpriseId });
});

test('the database full, the file store full: 507 server.disk_full; gone: 503 with a time to wait; taken at once: 409', async () => {
  const app = Fastify();
  installErrors(app);
  app.get<{ Params: { code: string } }>('/:code', async (request) => {
    throw Object.assign(new Error('as the driver says it'), { code: request.params.code });
  });
  const said = async (code: string) => {
    const reply = await app.inject(`/${code}`);
    return [reply.statusCode, reply.json().code, reply.headers['retry-after'] ?? null];
  };
  for (const full of ['53100', 'ENOSPC', 'EDQUOT']) expect(await said(full)).toEqual([507, 'server.disk_full', null]);
  for (const gone of ['57P01', '57P03', '08006', '53300', 'ECONNREFUSED', 'ECONNRESET'])
    expect(await said(gone)).toEqual([503, 'server.database_unavailable', '5']);
  expect(await said('23505')).toEqual([409, 'row.conflict', null]);
  expect(await said('22021')).toEqual([400, 'request.invalid', null]);
  await app.close();
});

/** What the server takes for the caller's address when the one who connects says it is another. */
async function seenAs(trusted: string | undefined, from: string): Promise<string> {
  const { app } = await buildApp({
    config: readConfig({ YUFANG_LOG: 'silent', ...(trusted ? { YUFANG_TRUSTED_PROXIES: trusted } : {}) }),
    db: t.db,
    clock: t.clock,
    authenticate: async () => null,
  });
  app.get('/whose', async (request) => request.ip);
  const reply = await app.inject({
    url: '/whose',
    remoteAddress: from,
    headers: { 'x-forwarded-for': '198.51.100.7' },
  });
  await app.close();
  return reply.body;
}

test('X-Forwarded-For is believed of a trusted proxy only', async () => {
  expect(await seenAs(undefined, '203.0.113.9')).toBe('203.0.113.9');
  expect(await seenAs(undefined, '127.0.0.1')).toBe('198.51.100.7');
  expect(await seenAs('10.0.0.0/8, loopback', '10.1.2.3')).toBe('198.51.100.7');
  expect(() => readConfig({ YUFANG_TRUSTED_PROXIES: 'everybody' })).toThrow(/YUFANG_TRUSTED_PROXIES/);
});

const HTML = `<img src=x onerror=alert(1)>"'&amp;`;

test('HTML stays text as it came, and nothing the server writes is a page of it', async () => {
  const id = crypto.randomUUID();
  const reply = await report({ id, name: HTML, description: HTML, location: HTML });
  expect(reply.status).toBeLessThan(400);
  const one = await t.as(safety, { method: 'GET', url: `/api/v1/enterprises/${own.enterpriseId}/dangers/${id}` });
  expect(one.body).toMatchObject({ name: HTML, description: HTML, location: HTML });
  expect(String(one.headers['content-type'])).toMatch(/^application\/json/);
  expect(one.headers['x-content-type-options']).toBe('nosniff');
  for (const url of ['/console/<script>alert(1)</script>', '/invite/<script>', '/api/v1/<script>']) {
    const page = await t.app.inject(encodeURI(url));
    expect(page.statusCode, url).not.toBe(500);
    expect(page.body, url).not.toContain('<script>alert(1)');
  }
});
