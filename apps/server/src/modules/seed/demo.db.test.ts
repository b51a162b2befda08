import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPassword } from '@yufang/domain';
import { makePlan } from '@yufang/seeds/load/plan';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backup, restore } from '../../cli/backup.ts';
import { readConfig } from '../../platform/config/config.ts';
import { cipherOf } from '../../platform/crypto/index.ts';
import { asSystem } from '../../platform/db/database.ts';
import { makeTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { makeEnterprise } from '../../testing/world.ts';
import { verifyChainOf } from '../audit/verify.ts';
import { foldAll } from '../rollup/fold.ts';
import { rebuild } from '../rollup/rebuild.ts';
import { actorOf } from './act.ts';
import { fillDemoGradings } from './demo-grading.ts';
import { fillDemoPark } from './demo-park.ts';
import { DEMO_PASSWORD, DEMO_PEOPLE, makeDemoPeople } from './demo-people.ts';
import { tellDemoStory } from './demo-story.ts';
import { loadProvince } from './load.ts';
import { importSamples } from './samples.ts';
import { actOnce } from './simulator.ts';

const NOW = new Date('2026-11-23T02:30:00Z');
const data = mkdtempSync(join(tmpdir(), 'yufang-demo-test-'));
const config = readConfig({ YUFANG_DATA: data });
const plan = makePlan({ size: 'demo', now: NOW, enterprises: 40 });

let t: TestDatabase;
beforeAll(async () => {
  t = await makeTestDatabase();
  await loadProvince(t, plan, () => undefined);
  await makeDemoPeople({ db: t.db, config, plan, now: NOW });
});
afterAll(async () => {
  await t.close();
  rmSync(data, { recursive: true, force: true });
});

const everythingHolds = async (database: TestDatabase) => {
  await foldAll(database.db);
  expect((await rebuild(database.ownerUrl, false)).differences).toEqual([]);
  const heads = await asSystem(database.db, (trx) => trx.selectFrom('change_head').select('enterprise_id').execute());
  for (const { enterprise_id: id } of heads) {
    expect(await asSystem(database.db, (trx) => verifyChainOf(trx, id, NOW))).toMatchObject({ intact: true });
  }
};

test('every role has somebody; the shared password keeps the rules but one: it is printed everywhere, so nobody else may have it', async () => {
  for (const person of DEMO_PEOPLE) {
    const actor = await actorOf(t.db, person.username);
    expect(actor, person.username).toBeDefined();
    const rules = { minLength: 12, minClasses: 3 };
    expect(checkPassword(DEMO_PASSWORD, { username: person.username, name: actor?.name ?? '' }, rules)).toMatchObject({
      error: { code: 'password.common' },
    });
  }
});

test.each(['gongren', 'gongren2', 'xiaodian'])('%s finds work today', async (username) => {
  const actor = await actorOf(t.db, username);
  const tasks = await asSystem(t.db, (trx) =>
    trx
      .selectFrom('inspection_task')
      .innerJoin('post_holder', 'post_holder.post_id', 'inspection_task.post_id')
      .select('inspection_task.id')
      .where('post_holder.person_id', '=', actor?.personId ?? '')
      .where('inspection_task.state', '=', 'open')
      .where('inspection_task.due_at', '>', NOW)
      .where('inspection_task.window_start', '<=', NOW)
      .execute(),
  );
  expect(tasks.length).toBeGreaterThan(0);
});

test('the chemical works has a danger at each stage, one of them listed', async () => {
  await tellDemoStory({ db: t.db, config, now: NOW });
  const rows = await asSystem(t.db, (trx) =>
    trx
      .selectFrom('hidden_danger as d')
      .leftJoin('risk_unit as u', (j) =>
        j.onRef('u.enterprise_id', '=', 'd.enterprise_id').onRef('u.id', '=', 'd.unit_id'),
      )
      .select(['d.status', 'd.level', 'd.supervision', 'u.name as unit'])
      .where('d.found_at', '=', NOW)
      .execute(),
  );
  // Whatever risk a danger raises is the one it is about.
  expect(rows.find((r) => r.level === 'major')?.unit ?? '液化烃储罐').toContain('液化烃储罐');
  expect(rows.map((r) => r.status).sort()).toEqual(['assigned', 'reported', 'reported', 'to_accept']);
  expect(rows.find((r) => r.level === 'major')?.supervision).toMatchObject({ level: 'county' });
});

test('the chemical park has its vessels, a frozen result of the engine’s and work for somebody, all of it called invented', async () => {
  await fillDemoPark({ db: t.db, now: NOW });
  const found = await asSystem(t.db, async (trx) => ({
    vessels: await trx.selectFrom('park_vessel').select(['state', 'confirmed']).execute(),
    assessment: await trx.selectFrom('park_assessment').selectAll().executeTakeFirstOrThrow(),
    items: await trx.selectFrom('park_work_item').select(['state', 'invented']).execute(),
    own: await trx.selectFrom('park_own_item').select(['kind', 'invented']).execute(),
  }));
  expect(found.vessels.filter((v) => v.confirmed !== null).length).toBeGreaterThan(15);
  expect(found.vessels.map((v) => v.state)).toEqual(expect.arrayContaining(['submitted', 'draft']));
  expect(found.assessment).toMatchObject({ state: 'frozen', invented: true, result_hash: expect.any(String) });
  expect(found.items.map((i) => i.state)).toContain('assigned');
  expect(found.own.map((i) => i.kind)).toContain('target');
  expect([...found.items, ...found.own].every((i) => i.invented)).toBe(true);
  const platform = '00000000-0000-0000-0000-000000000000';
  expect(await asSystem(t.db, (trx) => verifyChainOf(trx, platform, NOW))).toMatchObject({ intact: true });
});

test('the works is identified by GB 18218 from its own vessels, the park graded by a table that says what it lacks', async () => {
  await fillDemoGradings({ db: t.db, now: NOW });
  const found = await asSystem(t.db, async (trx) => ({
    units: await trx.selectFrom('major_hazard_unit').selectAll().execute(),
    gradings: await trx.selectFrom('park_grading').selectAll().execute(),
  }));
  expect(found.units.length).toBeGreaterThan(0);
  expect(found.units.every((u) => u.source === 'vessels' && u.name.includes('虚构') && u.s > 0)).toBe(true);
  expect(found.units.some((u) => u.level !== null)).toBe(true);
  expect(found.gradings).toMatchObject([{ state: 'approved', provisional: true, invented: true }]);
  expect(found.gradings[0]?.grade).toMatch(/^[A-D]$/);
  expect(found.gradings[0]?.scorers).not.toContain(found.gradings[0]?.reviewed_by);
});

test('the sample files come in whole, and once', async () => {
  await importSamples({ db: t.db, now: NOW, cipher: cipherOf(config) });
  await importSamples({ db: t.db, now: NOW, cipher: cipherOf(config) });
  const batches = await asSystem(t.db, (trx) => trx.selectFrom('exchange_batch').select('counts').execute());
  expect(batches).toHaveLength(3);
  const loose = await asSystem(t.db, (trx) =>
    trx.selectFrom('inspection_item').select('id').where('post_id', 'is', null).execute(),
  );
  expect(loose).toEqual([]);
  for (const { counts } of batches) expect(Object.keys(counts as object).sort()).toEqual(['created', 'released']);
});

test('the simulator acts, and never at a firm that is real or has people', async () => {
  const real = await makeEnterprise(t.db, { countyCode: '410122' });
  await asSystem(t.db, (trx) =>
    trx
      .updateTable('enterprise')
      .set({ invented: false, activity: 'active' })
      .where('enterprise_id', '=', real.enterpriseId)
      .execute(),
  );
  // Set behind the log's back: counted anew, so that what the simulator does is all that could differ.
  await foldAll(t.db);
  await rebuild(t.ownerUrl, true);
  const own = (await actorOf(t.db, 'qiye'))?.scope;
  const heads = () =>
    asSystem(t.db, (trx) => trx.selectFrom('change_head').select(['enterprise_id', 'last_seq']).execute());
  const before = new Map((await heads()).map((h) => [h.enterprise_id, h.last_seq]));
  const acts: string[] = [];
  for (let i = 0; i < 40; i += 1) acts.push(await actOnce({ db: t.db, config, now: () => NOW }));
  expect(acts.filter((a) => a !== 'nothing').length).toBeGreaterThan(3);
  const moved = (await heads()).filter((h) => before.get(h.enterprise_id) !== h.last_seq).map((h) => h.enterprise_id);
  expect(moved.length).toBeGreaterThan(0);
  expect(moved).not.toContain(real.enterpriseId);
  expect(moved).not.toContain(own?.kind === 'enterprise' ? own.enterpriseId : '');
  await everythingHolds(t);
});

test('a backup restored elsewhere is the same platform; it is refused where somebody is', async () => {
  const other = await makeTestDatabase();
  try {
    const folder = join(data, 'backup');
    const call = (url: string, into: string) => ({
      config: readConfig({ YUFANG_DATA: into, DATABASE_URL: url }),
      words: [folder],
      flags: {},
      say: () => undefined,
    });
    await backup.run(call(t.ownerUrl, data));
    await restore.run(call(other.ownerUrl, join(data, 'other')));
    for (const table of ['change', 'inspection_record', 'hidden_danger', 'account', 'attachment', 'region'] as const) {
      const n = (database: TestDatabase) =>
        asSystem(database.db, (trx) =>
          trx
            .selectFrom(table)
            .select((e) => e.fn.countAll<number>().as('n'))
            .executeTakeFirstOrThrow(),
        );
      expect([table, await n(other)]).toEqual([table, await n(t)]);
    }
    await everythingHolds(other);
    await expect(restore.run(call(t.ownerUrl, data))).rejects.toThrow(/not empty/);
  } finally {
    await other.close();
  }
});
