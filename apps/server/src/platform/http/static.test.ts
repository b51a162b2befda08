import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../config/config.ts';
import { installErrors } from './errors.ts';
import { installLimits } from './limits.ts';
import { installSecurity } from './security.ts';
import { serveApp } from './static.ts';

let app: FastifyInstance;
let folder: string;

beforeAll(async () => {
  folder = `${mkdtempSync(join(tmpdir(), 'yufang-static-'))}/`;
  mkdirSync(join(folder, 'assets'));
  const script = 'console.log("豫防");'.repeat(200);
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>豫防</title>');
  writeFileSync(join(folder, 'assets/index-AbCd_123.js'), script);
  writeFileSync(join(folder, 'assets/index-AbCd_123.js.br'), brotliCompressSync(script));
  app = Fastify();
  installErrors(app);
  await installSecurity(app, readConfig({ YUFANG_LOG: 'silent' }));
  await installLimits(app, new Set(['openDoor']));
  app.post('/api/v1/door', { config: { routeId: 'openDoor' } }, async () => ({ open: true }));
  await serveApp(app, '/console', folder);
  await serveApp(app, '/field', join(folder, 'not-there/'));
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

test.each(['/console/', '/console/dangers', '/console/enterprises/1/dangers/2?region=410122'])(
  '%s is the app, never kept',
  async (url) => {
    const reply = await app.inject(url);
    expect([reply.statusCode, reply.headers['cache-control']]).toEqual([200, 'no-cache']);
    expect(reply.body).toContain('<title>豫防</title>');
  },
);

test('a hashed file is kept for ever and comes compressed', async () => {
  const reply = await app.inject({
    url: '/console/assets/index-AbCd_123.js',
    headers: { 'accept-encoding': 'br, gzip' },
  });
  expect(reply.statusCode).toBe(200);
  expect(reply.headers).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-encoding': 'br',
  });
  expect(reply.headers['content-type']).toContain('javascript');
});

test.each(['/console/assets/gone-AbCd_123.js', '/api/v1/nothing'])('%s is missing, and is not the app', async (url) => {
  const reply = await app.inject(url);
  expect([reply.statusCode, reply.json().code]).toEqual([404, 'route.not_found']);
});

test('a way out of the folder is no way', async () => {
  const reply = await app.inject('/console/..%2f..%2f..%2fetc%2fpasswd');
  expect(reply.body).not.toContain('root:');
});

test('an app that is not built says what to do', async () => {
  const reply = await app.inject('/field/');
  expect([reply.statusCode, reply.body]).toEqual([503, expect.stringContaining('npm start')]);
});

test('pages may only run our own scripts', async () => {
  const { headers } = await app.inject('/console/');
  expect(headers['content-security-policy']).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' });
});

test('a stranger who writes too often is told to wait', async () => {
  const replies = [];
  for (let i = 0; i < 61; i += 1) replies.push(await app.inject({ method: 'POST', url: '/api/v1/door' }));
  const refused = replies.filter((r) => r.statusCode === 429);
  expect(refused).toHaveLength(1);
  expect(refused[0]?.json().code).toBe('request.too_many');
  expect(refused[0]?.headers['retry-after']).toBeDefined();
});
