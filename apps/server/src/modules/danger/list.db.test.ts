import { type ListDangersQuery, listDangers } from '@yufang/contract/danger';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../platform/db/actor.ts';
import { asActor, asSystem } from '../../platform/db/database.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { departmentOfficer, makeEnterprise, officer, staff } from '../../testing/world.ts';
import { listStatement } from './list.ts';
import { dangerCalls, done } from './testing.ts';

let t: TestApp;
const enterpriseId = '01900000-0000-7000-8000-000000000001';

beforeAll(async () => {
  t = await makeTestApp();
});
afterAll(() => t.close());

const query = (given: object): ListDangersQuery => listDangers.query.parse(given);
const compiled = (actor: Actor, given: object) => {
  const { sql: text, parameters } = listStatement(actor, query(given)).compile(t.db.kysely);
  return { text: text.replace(/\s+/g, ' ').replace(/^.* from hidden_danger/, '… from hidden_danger'), parameters };
};

test('one statement a page; each reach has a condition an index can follow', () => {
  expect([
    compiled(officer('410000'), {}),
    compiled(officer('410100'), { status: 'reported,verified' }),
    compiled(officer('410122'), { sort: 'deadline', overdue: 'true' }),
    compiled(officer('410000'), { region: '410122', level: 'major' }),
    compiled(departmentOfficer('housing', '410100'), { search: '50%' }),
    compiled(staff('safety_officer', enterpriseId), { limit: 10 }),
  ]).toMatchSnapshot();
});

test('what pages read is an index in its order: no sort of more than a page, under row-level security', async () => {
  const used = async (actor: Actor, given: object) => {
    const { rows } = await asActor(t.db, actor, async (trx) => {
      // On an empty table any plan is cheap; without the other ways the planner shows whether the index could serve.
      await sql`set local enable_seqscan = off`.execute(trx);
      await sql`set local enable_bitmapscan = off`.execute(trx);
      await sql`set local enable_sort = off`.execute(trx);
      return await sql<{ 'QUERY PLAN': string }>`explain ${listStatement(actor, query(given))}`.execute(trx);
    });
    const plan = rows.map((r) => r['QUERY PLAN']).join('\n');
    return { plan, index: /using (hidden_danger_\w+)/.exec(plan)?.[1] };
  };
  const found = 'd.found_at DESC';
  for (const actor of [
    officer('410000'),
    officer('410100'),
    officer('410122'),
    departmentOfficer('housing', '410100'),
    staff('safety_officer', enterpriseId),
  ]) {
    const { plan, index } = await used(actor, {});
    expect(index, plan).toBeDefined();
    // The only sort, if any, is of the page itself, above the limit.
    expect(plan.slice(plan.indexOf('Limit')), plan).not.toContain(`Sort Key: ${found}`);
  }
});

test('total is exact when asked, also beyond the page', async () => {
  const dims = await makeEnterprise(t.db, {});
  const worker = staff('post_worker', dims.enterpriseId);
  for (let i = 0; i < 5; i += 1) done(await dangerCalls(t, dims).report(worker, { name: `第${i}项` }));
  const get = async (url: string) =>
    (await t.as(worker, { method: 'GET', url })).body as { rows: unknown[]; total: number | null; next: string };
  expect((await get('/api/v1/dangers?limit=2&count=true')).total).toBe(5);
  expect((await get('/api/v1/dangers?limit=2')).total).toBeNull();
  expect((await get('/api/v1/dangers?status=reported&status=closed')).rows).toHaveLength(5);
  expect((await get(`/api/v1/dangers?search=${encodeURIComponent('第3')}`)).rows).toHaveLength(1);
  expect((await get('/api/v1/dangers?industry=26')).rows).toHaveLength(5);
  expect((await get('/api/v1/dangers?industry=13')).rows).toHaveLength(0);
  expect((await get('/api/v1/dangers?search=YH-20261123-0002')).rows).toHaveLength(1);
});

test('soonest deadline first: those without one stand last, newest first, across pages', async () => {
  const dims = await makeEnterprise(t.db, { name: '丙厂' });
  const worker = staff('post_worker', dims.enterpriseId);
  const ids: string[] = [];
  for (let i = 0; i < 6; i += 1) {
    t.clock.time = new Date(t.clock.time.getTime() + 60_000);
    const made = done(await dangerCalls(t, dims).report(worker, { name: `第${i}项` }));
    ids.push(made.danger.id);
  }
  const dated = [
    [ids[4], '2026-12-01'],
    [ids[1], '2026-11-25'],
  ] as const;
  for (const [id, deadline] of dated)
    await asSystem(t.db, (trx) =>
      trx
        .updateTable('hidden_danger')
        .set({ deadline })
        .where('id', '=', id ?? '')
        .execute(),
    );
  // The page's edge lies behind the last with a deadline, within those with one, and beyond all of them.
  for (const limit of [2, 1, 3, 6, 7]) {
    const walked: string[] = [];
    let total: number | null = null;
    for (let after = ''; ; ) {
      const url = `/api/v1/dangers?sort=deadline&limit=${limit}&count=true${after && `&after=${encodeURIComponent(after)}`}`;
      const page = (await t.as(worker, { method: 'GET', url })).body as {
        rows: { id: string }[];
        next: string | null;
        total: number | null;
      };
      walked.push(...page.rows.map((r) => r.id));
      total ??= page.total;
      if (page.next === null) break;
      after = page.next;
    }
    expect(walked, `pages of ${limit}`).toEqual([ids[1], ids[4], ids[5], ids[3], ids[2], ids[0]]);
    expect(total).toBe(6);
  }
});

test('a page is cut between rows, whatever their texts hold', async () => {
  const awkward = '",\n{"乙\\';
  const dims = await makeEnterprise(t.db, { name: awkward });
  const worker = staff('post_worker', dims.enterpriseId);
  for (let i = 0; i < 3; i += 1) done(await dangerCalls(t, dims).report(worker, {}));
  await asSystem(t.db, (trx) =>
    trx.updateTable('hidden_danger').set({ name: awkward }).where('enterprise_id', '=', dims.enterpriseId).execute(),
  );
  const { body } = await t.as(worker, { method: 'GET', url: '/api/v1/dangers?limit=2' });
  const row = expect.objectContaining({ name: awkward, enterpriseName: awkward });
  expect(body).toMatchObject({ rows: [row, row] });
});

test('a part of a name: every one that has it, newest first, page by page, with the other filters', async () => {
  const dims = await makeEnterprise(t.db, { name: '丁厂' });
  const worker = staff('post_worker', dims.enterpriseId);
  const ids: string[] = [];
  for (const name of ['探头失效', '护栏缺失', '探头松动', '50%探头', '护栏松动']) {
    t.clock.time = new Date(t.clock.time.getTime() + 60_000);
    ids.push(done(await dangerCalls(t, dims).report(worker, { name })).danger.id);
  }
  const find = async (search: string, more = '') => {
    const found: string[] = [];
    for (let after = ''; ; ) {
      const url = `/api/v1/dangers?limit=2&search=${encodeURIComponent(search)}${more}${after && `&after=${encodeURIComponent(after)}`}`;
      const page = (await t.as(worker, { method: 'GET', url })).body as { rows: { id: string }[]; next: string | null };
      found.push(...page.rows.map((r) => r.id));
      if (page.next === null) return found;
      after = page.next;
    }
  };
  expect(await find('探头')).toEqual([ids[3], ids[2], ids[0]]);
  expect(await find('50%')).toEqual([ids[3]]);
  expect(await find('松动', '&status=reported')).toEqual([ids[4], ids[2]]);
  expect(await find('松动', '&status=closed')).toEqual([]);
  expect(await find('无此词')).toEqual([]);
});
