import { ALL_ROUTES } from '@yufang/contract/all-routes';
import { type Operation, openApiDocument } from '@yufang/contract/openapi';
import { ROLES, type Role } from '@yufang/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Actor, type EnterpriseDims, scopeCovers } from '../../platform/db/actor.ts';
import { asSystem } from '../../platform/db/database.ts';
import { fillTables } from '../../testing/fill-tables.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { actor, departmentOfficer, makeEnterprise, officer, staff } from '../../testing/world.ts';

/**
 * Every operation of the OpenAPI document × every role × enterprises of one's own, beside, above and far away. Nothing is listed by hand but
 * what is open to everybody: a new route is in the matrix by being in the contract, and a public one fails until it was looked at here.
 */
const PUBLIC = [
  'acceptInvitation',
  'followPublicReport',
  'followRegistration',
  'getBoundaries',
  'getMapNotice',
  'getRegistrationForm',
  'registerEnterprise',
  'reportPublicDanger',
  'resubmitRegistration',
  'scanCard',
  'changePassword',
  'confirmSecondFactor',
  'enrolSecondFactor',
  'getInvitation',
  'getOpenApi',
  'getPasswordRules',
  'getSession',
  'listDemoAccounts',
  'listIndustries',
  'listParks',
  'listRegions',
  'signIn',
  'signOut',
  'verifySecondFactor',
];
const SIGNED_IN = [
  'chooseAssignment',
  'getReference',
  'joinByInvitation',
  'listDepartments',
  'listReference',
  'listSessions',
  'revokeSession',
  'saveMyPreferences',
];

let t: TestApp;
let own: EnterpriseDims;
let others: Record<'sibling' | 'sameCounty' | 'foreign', EnterpriseDims>;
let all: readonly EnterpriseDims[];
let actors: ReadonlyMap<Role, Actor>;
const PARKS = [crypto.randomUUID(), crypto.randomUUID()] as const;

beforeAll(async () => {
  t = await makeTestApp();
  await asSystem(t.db, (trx) =>
    trx
      .insertInto('park')
      .values(
        PARKS.map((id, i) => ({
          id,
          name: `园区${i}（虚构）`,
          county_code: '410122',
          city_code: '410100',
          invented: true,
        })),
      )
      .execute(),
  );
  own = await makeEnterprise(t.db, { countyCode: '410122', sector: 'industry', parkId: PARKS[0], name: '本企业' });
  others = {
    sameCounty: await makeEnterprise(t.db, { countyCode: '410122', sector: 'housing', parkId: PARKS[1], name: '同县' }),
    sibling: await makeEnterprise(t.db, { countyCode: '410105', sector: 'housing', name: '邻县' }),
    foreign: await makeEnterprise(t.db, { countyCode: '411302', sector: 'industry', name: '外市' }),
  };
  all = [own, ...Object.values(others)];
  await fillTables(t.ownerUrl, all);
  const accountId = () => ({ accountId: crypto.randomUUID() });
  actors = new Map(
    ROLES.map((role): [Role, Actor] => {
      if (role === 'province_officer') return [role, { ...officer('410000'), ...accountId() }];
      if (role === 'city_officer') return [role, { ...officer('410100'), ...accountId() }];
      if (role === 'county_officer') return [role, { ...officer('410122'), ...accountId() }];
      if (role === 'department_officer') return [role, { ...departmentOfficer('industry', '410100'), ...accountId() }];
      if (role === 'park_officer') return [role, actor(role, { kind: 'park', parkId: PARKS[0] }, accountId())];
      if (role === 'audit_admin') return [role, actor(role, { kind: 'audit' }, accountId())];
      if (role.endsWith('_admin')) return [role, actor(role, { kind: 'platform' }, accountId())];
      return [role, staff(role, own.enterpriseId, accountId())];
    }),
  );
});
afterAll(() => t.close());

type Case = { readonly path: string; readonly method: string; readonly op: Operation };
const cases: readonly Case[] = Object.entries(openApiDocument(ALL_ROUTES).paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, op]) => ({ path, method: method.toUpperCase(), op })),
);
const access = (op: Operation) => op['x-access'];
const mayCall = (op: Operation, role: Role) => access(op).kind !== 'roles' || (access(op).roles ?? []).includes(role);
const isStream = (op: Operation) => JSON.stringify(op.responses).includes('text/event-stream');
const isBound = (op: Operation) => t.kernel.bound.has(op.operationId);

type Answer = { status: number; code: string; body: unknown };

/** A stream that was admitted never ends: it counts as admitted once nothing refused it. */
async function call(who: Actor | null, c: Case, enterpriseId: string): Promise<Answer> {
  const url = c.path.replace('{enterpriseId}', enterpriseId).replaceAll(/\{\w+\}/g, () => crypto.randomUUID());
  const signal = isStream(c.op) ? AbortSignal.timeout(250) : undefined;
  try {
    const body = c.method === 'GET' ? {} : { payload: {} };
    const reply = await t.as(who, { method: c.method as 'GET', url, ...body, ...(signal ? { signal } : {}) });
    const code = (reply.body as { code?: unknown } | null)?.code;
    return { status: reply.status, code: typeof code === 'string' ? code : '', body: reply.body };
  } catch (error) {
    if (signal?.aborted) return { status: 200, code: '', body: null };
    throw error;
  }
}

const DOOR = new Set(['auth.required', 'auth.forbidden', 'enterprise.not_found', 'auth.second_factor_required']);

test('what is open to everybody was looked at', () => {
  const open = (kind: string) => cases.filter((c) => access(c.op).kind === kind).map((c) => c.op.operationId);
  expect(
    open('public').filter((id) => !PUBLIC.includes(id)),
    'a new public route: look at what it gives away, then list it',
  ).toEqual([]);
  expect(
    open('signed_in').filter((id) => !SIGNED_IN.includes(id)),
    'a new route for every role: is that right?',
  ).toEqual([]);
});

test('a route of an enterprise is never open to every role', () => {
  const wrong = cases.filter((c) => c.path.includes('{enterpriseId}') && access(c.op).kind !== 'roles');
  expect(wrong.map((c) => c.op.operationId)).toEqual([]);
});

test('signed out: 401 everywhere but on the public routes', async () => {
  const wrong: string[] = [];
  for (const c of cases.filter((x) => isBound(x.op) && access(x.op).kind !== 'public')) {
    const { status, code } = await call(null, c, own.enterpriseId);
    if (status !== 401 || code !== 'auth.required') wrong.push(`${c.method} ${c.path}: ${status} ${code}`);
  }
  expect(wrong).toEqual([]);
});

test.each(ROLES)('%s: each operation is refused or admitted as the contract and the scope say', async (role) => {
  const who = actors.get(role);
  if (!who) throw new Error(`no actor for ${role}`);
  const wrong: string[] = [];
  for (const c of cases.filter((x) => isBound(x.op))) {
    const targets = c.path.includes('{enterpriseId}') ? all : [own];
    for (const target of targets) {
      if (mayCall(c.op, role) && access(c.op).kind === 'public') continue;
      const { status, code } = await call(who, c, target.enterpriseId);
      const covered = !c.path.includes('{enterpriseId}') || scopeCovers(who.scope, target);
      const say = (expected: string) =>
        wrong.push(`${c.method} ${c.path} of ${target.countyCode}: ${status} ${code}, expected ${expected}`);
      if (!mayCall(c.op, role)) {
        if (status !== 403 || code !== 'auth.forbidden') say('403 auth.forbidden');
      } else if (!covered) {
        if (status !== 404 || code !== 'enterprise.not_found') say('404 enterprise.not_found');
      } else if (DOOR.has(code)) say('to be admitted');
    }
  }
  expect(wrong).toEqual([]);
});

/** Official lists are everybody's: their county codes say where something lies, not whose it is. */
const OFFICIAL = new Set(['reference', 'meta']);

/** Enterprises and places that an answer names, wherever in it. */
function named(value: unknown, found: { enterprises: Set<string>; places: Set<string> }): void {
  if (Array.isArray(value)) for (const v of value) named(v, found);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  for (const [key, v] of Object.entries(value)) {
    if (key === 'enterpriseId' && typeof v === 'string') found.enterprises.add(v);
    if (key === 'countyCode' && typeof v === 'string' && v !== '') found.places.add(v);
    named(v, found);
  }
}

const LOOKS = ['', '?region=410000', '?region=410100', '?region=410105', '?region=411302'];
let shown = 0;

test.each(ROLES)('%s: lists name nothing outside the scope, whatever region is asked for', async (role) => {
  const who = actors.get(role);
  if (!who) throw new Error(`no actor for ${role}`);
  const lists = cases.filter((c) => c.method === 'GET' && isBound(c.op) && mayCall(c.op, role) && !isStream(c.op));
  const wrong: string[] = [];
  for (const c of lists.filter((x) => !OFFICIAL.has(String((x.op.tags as string[])[0])))) {
    const byRegion = ((c.op.parameters ?? []) as { name: string }[]).some((p) => p.name === 'region');
    for (const look of byRegion ? LOOKS : ['']) {
      const url = c.path.replace('{enterpriseId}', own.enterpriseId);
      if (url.includes('{')) continue;
      const { status, body } = await t.as(who, { method: 'GET', url: `${url}${look}` });
      if (status !== 200) continue;
      const found = { enterprises: new Set<string>(), places: new Set<string>() };
      named(body, found);
      shown += found.enterprises.size;
      for (const e of all) {
        const sees = who.scope.kind === 'audit' || scopeCovers(who.scope, e);
        if (!sees && found.enterprises.has(e.enterpriseId))
          wrong.push(`${c.path}${look}: names the enterprise of ${e.countyCode}`);
        if (!sees && JSON.stringify(body).includes(e.enterpriseId))
          wrong.push(`${c.path}${look}: carries the id of ${e.countyCode}`);
      }
      const counties = all
        .filter((e) => who.scope.kind === 'audit' || scopeCovers(who.scope, e))
        .map((e) => e.countyCode);
      for (const place of found.places) if (!counties.includes(place)) wrong.push(`${c.path}${look}: names ${place}`);
    }
  }
  expect([...new Set(wrong)]).toEqual([]);
});

test('the lists were not empty, so that the look at them meant something', () => {
  expect(shown).toBeGreaterThan(50);
});
