import { ALL_ROUTES } from '@yufang/contract/all-routes';
import { openApiDocument } from '@yufang/contract/openapi';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';

let t: TestApp;
beforeAll(async () => {
  t = await makeTestApp();
});
afterAll(() => t.close());

const document = openApiDocument(ALL_ROUTES);
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, op]) => ({ path, method, op })),
);

test('each route of the contract has a handler, and each handler a route', () => {
  const defined = ALL_ROUTES.map((r) => r.id).sort();
  expect(new Set(defined).size, 'an id is used twice').toBe(defined.length);
  expect([...t.kernel.bound].sort()).toEqual(defined);
});

test('no two routes answer to one method and path', () => {
  const keys = ALL_ROUTES.map((r) => `${r.method} ${r.path.replaceAll(/:\w+/g, ':')}`);
  expect(keys.filter((k, i) => keys.indexOf(k) !== i)).toEqual([]);
});

test('the document is served and says what was bound', async () => {
  const reply = await t.as(null, { method: 'GET', url: '/api/v1/openapi.json' });
  expect(reply).toMatchObject({ status: 200, body: { openapi: '3.1.0' } });
  expect(JSON.parse(JSON.stringify(document))).toEqual(reply.body);
});

test('every path parameter is declared, every reference resolves', () => {
  for (const { path, op } of operations) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1]);
    const declared = ((op.parameters ?? []) as { name: string; in: string }[])
      .filter((p) => p.in === 'path')
      .map((p) => p.name);
    expect(declared.sort(), path).toEqual(named.sort());
  }
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((m) => m[1] ?? '');
  const known = new Set(Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`));
  expect([...new Set(refs)].filter((r) => !known.has(r) && !r.startsWith('#/components/schemas/'))).toEqual([]);
  expect([...new Set(refs)].filter((r) => !known.has(r))).toEqual([]);
});

test('every schema is a JSON Schema of 2020-12', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'yufang', components: document.components });
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    const local = JSON.parse(JSON.stringify(schema).replaceAll('#/components', 'yufang#/components'));
    expect(() => ajv.compile(local), name).not.toThrow();
  }
});
