import { CompiledQuery, sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { makeEnterprise, officer } from '../../testing/world.ts';
import {
  asActor,
  asSystem,
  closing,
  keepPlans,
  later,
  openDatabase,
  readAsActor,
  readAsSystem,
  type Trx,
} from './database.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await makeTestDatabase();
  await makeEnterprise(t.db, { countyCode: '410105' });
  await makeEnterprise(t.db, { countyCode: '410122' });
});
afterAll(() => t.close());

const counties = async (trx: Trx) =>
  (await trx.selectFrom('enterprise').select('county_code').orderBy('county_code').execute()).map((r) => r.county_code);
const heads = async () =>
  (await readAsSystem(t.db, (trx) => trx.selectFrom('rollup_queue').select('id').execute())).length;
const queue = (metric: string) =>
  CompiledQuery.raw(
    `insert into rollup_queue (id, city_code, county_code, sector, industry, scale, metric, n)
     values (uuidv7(), '410100', '410105', 'industry', '26', 'small', $1, 1)`,
    [metric],
  );

test('callers take turns on few connections, each under its own scope, many times over', async () => {
  const few = openDatabase(t.appUrl, { max: 2 });
  try {
    const who = Array.from({ length: 60 }, (_, i) => (['410105', '410122', '410100'] as const)[i % 3] ?? '410100');
    const seen = await Promise.all(
      who.map((code, i) =>
        (i % 2 ? asActor : readAsActor)(few, officer(code), (trx) => Promise.all([counties(trx), counties(trx)])),
      ),
    );
    for (const [i, [a, b]] of seen.entries()) {
      expect(a).toEqual(b);
      expect(a).toEqual(who[i] === '410100' ? ['410105', '410122'] : [who[i]]);
    }
    // What is left on a pooled connection: nothing.
    for (let i = 0; i < 2; i += 1) {
      await expect(few.pool.query('select from enterprise')).rejects.toThrow(/permission denied/);
      const { rows } = await few.pool.query(
        `select coalesce(current_setting('app.region_lo', true), '') as lo, current_user as who, current_setting('transaction_read_only') as ro`,
      );
      expect(rows).toEqual([{ lo: '', who: 'yufang_app', ro: 'off' }]);
    }
  } finally {
    await few.close();
  }
});

test('who only reads cannot write', async () => {
  await expect(readAsSystem(t.db, (trx) => trx.executeQuery(queue('x')))).rejects.toMatchObject({ code: '25006' });
});

test('one statement of a message fails: all fail, the transaction is undone, the connection serves on', async () => {
  const before = await heads();
  const work = asSystem(t.db, async (trx) => {
    later(trx, queue('kept?'));
    await Promise.all([trx.executeQuery(queue('x')), sql`select 1 / 0`.execute(trx), counties(trx)]);
  });
  await expect(work).rejects.toMatchObject({ code: '22012' });
  expect(await heads()).toBe(before);
});

test('what was left for later is there after the commit, and its failure undoes everything', async () => {
  const before = await heads();
  await asSystem(t.db, async (trx) => later(trx, queue('alone')));
  expect(await heads()).toBe(before + 1);
  const work = asSystem(t.db, async (trx) => {
    await trx.executeQuery(queue('first'));
    later(trx, CompiledQuery.raw('select 1 / 0'));
  });
  await expect(work).rejects.toMatchObject({ code: '22012' });
  expect(await heads()).toBe(before + 1);
});

test('an error that the work swallowed does not pass for done', async () => {
  const before = await heads();
  const work = asSystem(t.db, async (trx) => {
    await trx.executeQuery(queue('x'));
    await sql`select 1 / 0`.execute(trx).catch(() => undefined);
  });
  await expect(work).rejects.toThrow(/undone/);
  expect(await heads()).toBe(before);
});

test('the commit travels with the last look; nothing may follow it', async () => {
  const before = await heads();
  const [own, after] = await asSystem(t.db, async (trx) => {
    await trx.executeQuery(queue('x'));
    closing(trx);
    const seen = (await trx.selectFrom('rollup_queue').select('id').execute()).length;
    return [seen, await counties(trx).catch((error: unknown) => error)];
  });
  expect(own).toBe(before + 1);
  expect(after).toBeInstanceOf(Error);
  expect(await heads()).toBe(before + 1);
});

test('plans are kept where asked for: by a read for its turn, by a transaction to its end, and by nobody after', async () => {
  const mode = async (trx: Trx) =>
    (await sql<{ mode: string }>`select current_setting('plan_cache_mode') as mode`.execute(trx)).rows[0]?.mode;
  const asked = async (trx: Trx) => {
    keepPlans(trx);
    return [await mode(trx), await mode(trx)];
  };
  expect(await readAsSystem(t.db, asked)).toEqual(['force_generic_plan', 'auto']);
  expect(await asSystem(t.db, asked)).toEqual(['force_generic_plan', 'force_generic_plan']);
  expect(await asSystem(t.db, mode)).toBe('auto');
});

test('a table that changes under prepared statements is met with new ones', async () => {
  const read = () => readAsSystem(t.db, (trx) => sql`select * from region limit 1`.execute(trx));
  const write = () => asSystem(t.db, (trx) => sql`select * from region limit 1`.execute(trx));
  for (let i = 0; i < 20; i += 1) await Promise.all([read(), write()]);
  const owner = new pg.Client({ connectionString: t.ownerUrl });
  await owner.connect();
  await owner.query('alter table region add column of_test text');
  await owner.end();
  for (let i = 0; i < 20; i += 1) {
    for (const { rows } of await Promise.all([read(), write()])) expect(rows[0]).toHaveProperty('of_test', null);
  }
});
