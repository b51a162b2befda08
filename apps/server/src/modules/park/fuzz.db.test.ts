import type { RouteDef } from '@yufang/contract';
import * as park from '@yufang/contract/park';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../platform/db/actor.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { bodyOf, cursors, queryOf } from '../robust/arbitraries.ts';
import { chlorine, makePark, ok, smallFile, type TestPark, upload } from './testing.ts';

/** The park's routes with rows that are really there: what nobody should send never ends in a 5xx. The general fuzz finds no park of its own. */
const seed = Number(process.env.FUZZ_SEED ?? 20261128);
const runs = Number(process.env.FUZZ_RUNS ?? 15);
const isRoute = (v: unknown): v is RouteDef => typeof v === 'object' && v !== null && 'method' in v && 'access' in v;
const routes = Object.values<unknown>(park)
  .filter(isRoute)
  .filter((r) => r.replyKind !== 'stream');

let t: TestApp;
let p: TestPark;
let ids: readonly string[];
beforeAll(async () => {
  t = await makeTestApp();
  p = await makePark(t);
  const url = `/api/v1/enterprises/${p.enterprises[0].enterpriseId}/park-vessels`;
  const vessel = await ok<{ id: string }>(t, p.safety[0], { method: 'POST', url, payload: chlorine() });
  const file = JSON.stringify(
    smallFile({ vessels: smallFile().vessels.slice(0, 2), domino: null, measures: { vessels: 0 } }),
  );
  const made = await ok<{ id: string }>(t, p.officer, upload(`/api/v1/parks/${p.parkId}/assessments/file`, file));
  ids = [vessel.id, made.id];
});
afterAll(() => t.close());

const whoOf = (r: RouteDef): Actor => {
  const roles = r.access.kind === 'roles' ? r.access.roles : [];
  return roles.includes('park_officer') ? p.officer : p.safety[0];
};

async function wrongWith(
  r: RouteDef,
  given: { id: string; query: string; body: { type: string; payload: string } | null },
) {
  const url = r.path
    .replace(':parkId', p.parkId)
    .replace(':enterpriseId', p.enterprises[0].enterpriseId)
    .replace(':id', given.id);
  const body = given.body ? { payload: given.body.payload, headers: { 'content-type': given.body.type } } : {};
  const reply = await t.as(whoOf(r), { method: r.method, url: `${url}${given.query}`, ...body });
  return reply.status >= 500 ? `${r.id}: ${reply.status} ${JSON.stringify(reply.body)}` : null;
}

test('every route of the park answers what nobody should send with a refusal', async () => {
  const wrong: string[] = [];
  for (const r of routes) {
    const given = fc.record({
      id: fc.oneof(fc.constantFrom(...ids), fc.uuid()),
      query: queryOf(r),
      body: r.method === 'GET' ? fc.constant(null) : bodyOf(r),
    });
    const check = await fc.check(
      fc.asyncProperty(given, async (g) => {
        const problem = await wrongWith(r, g);
        if (problem) throw new Error(problem);
      }),
      { seed, numRuns: runs, endOnFailure: true },
    );
    const why = check.errorInstance instanceof Error ? check.errorInstance.message : '';
    if (check.failed) wrong.push(`${why} ← ${JSON.stringify(check.counterexample).slice(0, 400)}`);
  }
  expect(wrong).toEqual([]);
}, 240_000);

test('a cursor that is none of ours is refused', async () => {
  const wrong: string[] = [];
  for (const r of routes.filter((x) => x.method === 'GET' && 'after' in (x.query?.shape ?? {})))
    for (const cursor of cursors) {
      const problem = await wrongWith(r, {
        id: ids[1] ?? '',
        query: `?after=${encodeURIComponent(cursor)}`,
        body: null,
      });
      if (problem) wrong.push(problem);
    }
  expect(wrong).toEqual([]);
});
