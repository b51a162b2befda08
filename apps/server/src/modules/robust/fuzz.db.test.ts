import type { RouteDef } from '@yufang/contract';
import { ALL_ROUTES } from '@yufang/contract/all-routes';
import { ROLES, type Role } from '@yufang/domain';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Actor, EnterpriseDims } from '../../platform/db/actor.ts';
import { fillTables } from '../../testing/fill-tables.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { actor, departmentOfficer, makeEnterprise, officer, staff } from '../../testing/world.ts';
import { bodyOf, cursors, nasty, queryOf } from './arbitraries.ts';

/**
 * Every route of the contract × every role that may call it × inputs that nobody should send. Never a 5xx, always problem+json with a code in
 * words. The seed is printed by fast-check when something fails; FUZZ_SEED repeats a run, FUZZ_RUNS lengthens it.
 */
const seed = Number(process.env.FUZZ_SEED ?? 20261124);
const runs = Number(process.env.FUZZ_RUNS ?? 12);

let accepted = 0;
let t: TestApp;
let own: EnterpriseDims;
let actors: ReadonlyMap<Role, Actor>;

beforeAll(async () => {
  t = await makeTestApp();
  own = await makeEnterprise(t.db, { countyCode: '410122', sector: 'industry' });
  await fillTables(t.ownerUrl, [own]);
  actors = new Map(
    ROLES.map((role): [Role, Actor] => {
      const accountId = crypto.randomUUID();
      if (role === 'province_officer') return [role, { ...officer('410000'), accountId }];
      if (role === 'city_officer') return [role, { ...officer('410100'), accountId }];
      if (role === 'county_officer') return [role, { ...officer('410122'), accountId }];
      if (role === 'department_officer') return [role, { ...departmentOfficer('industry', '410100'), accountId }];
      if (role === 'park_officer')
        return [role, actor(role, { kind: 'park', parkId: crypto.randomUUID() }, { accountId })];
      if (role === 'audit_admin') return [role, actor(role, { kind: 'audit' }, { accountId })];
      if (role.endsWith('_admin')) return [role, actor(role, { kind: 'platform' }, { accountId })];
      return [role, staff(role, own.enterpriseId, { accountId })];
    }),
  );
});
afterAll(() => t.close());

const calm = ALL_ROUTES.filter((r) => r.replyKind !== 'stream');
const rolesOf = (r: RouteDef): readonly Role[] => (r.access.kind === 'roles' ? r.access.roles : ROLES);

type Given = {
  readonly ids: readonly string[];
  readonly query: string;
  readonly body: { readonly type: string; readonly payload: string } | null;
  readonly role: number;
};

const pathOf = (r: RouteDef, ids: readonly string[]) => {
  let n = 0;
  return r.path
    .replace(':enterpriseId', own.enterpriseId)
    .replaceAll(/:\w+/g, () => encodeURIComponent(ids[n++ % ids.length] ?? 'x'));
};

/** What is wrong with an answer, or null. */
async function wrongWith(r: RouteDef, given: Given): Promise<string | null> {
  const list = rolesOf(r);
  const who = actors.get(list[given.role % list.length] ?? 'post_worker') ?? null;
  const url = `${pathOf(r, given.ids)}${given.query}`;
  const body = given.body ? { payload: given.body.payload, headers: { 'content-type': given.body.type } } : {};
  const reply = await t.as(who, { method: r.method, url, ...body });
  const said = reply.body as { code?: unknown; requestId?: unknown };
  const where = `${r.id} as ${who?.role}: ${reply.status} ${String(said?.code ?? '')}`;
  if (reply.status >= 500) return where;
  if (reply.status < 400) {
    accepted += 1;
    return null;
  }
  if (!String(reply.headers['content-type']).startsWith('application/problem+json'))
    return `${where} is no problem+json`;
  return typeof said.code === 'string' && /^[a-z_]+\.[a-z_.]+$/.test(said.code) ? null : `${where} has no code`;
}

test('each route answers what nobody should send with a refusal in words', async () => {
  const wrong = new Map<string, string>();
  for (const r of calm) {
    const given = fc.record<Given>({
      ids: fc.array(
        fc.oneof(
          fc.uuid(),
          nasty.filter((s) => s.isWellFormed() && s !== '' && s !== '.' && s !== '..'),
        ),
        {
          minLength: 1,
          maxLength: 2,
        },
      ),
      query: queryOf(r),
      body: r.method === 'GET' ? fc.constant(null) : bodyOf(r),
      role: fc.nat(50),
    });
    const check = await fc.check(
      fc.asyncProperty(given, async (g) => {
        const problem = await wrongWith(r, g);
        if (problem) throw new Error(problem);
      }),
      { seed, numRuns: runs, endOnFailure: true },
    );
    if (check.failed) {
      const error = check.errorInstance instanceof Error ? check.errorInstance.message : String(check.errorInstance);
      wrong.set(r.id, `${error} ← ${JSON.stringify(check.counterexample).slice(0, 600)}`);
    }
  }
  expect([...wrong.values()]).toEqual([]);
  // Some of it was good input: the handlers were reached, not only the schemas in front of them.
  expect(accepted).toBeGreaterThan(100);
}, 240_000);

const takesCursor = (r: RouteDef) =>
  r.query instanceof z.ZodObject && ('after' in r.query.shape || 'cursor' in r.query.shape);

test('a cursor that is not ours is refused on every list, and never a fault', async () => {
  const wrong: string[] = [];
  for (const r of calm.filter((x) => x.method === 'GET' && takesCursor(x))) {
    const name = 'after' in (r.query?.shape ?? {}) ? 'after' : 'cursor';
    for (const cursor of cursors) {
      for (const role of rolesOf(r).slice(0, 1)) {
        const query = `?${name}=${encodeURIComponent(cursor)}`;
        const problem = await wrongWith(r, {
          ids: [crypto.randomUUID()],
          query,
          body: null,
          role: rolesOf(r).indexOf(role),
        });
        if (problem) wrong.push(`${problem} ← ${Buffer.from(cursor, 'base64url').toString().slice(0, 80)}`);
      }
    }
  }
  expect(wrong).toEqual([]);
}, 240_000);
