import { afterAll, beforeAll, expect, test } from 'vitest';
import { asActor, asSystem } from '../../platform/db/database.ts';
import { loadReferenceData } from '../../platform/db/reference-load.ts';
import { makeTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { readEdition, readReference, readReferenceFamily } from './read.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await makeTestDatabase();
});
afterAll(() => t.close());

test('the shipped editions are there, readable in any scope, parsed', async () => {
  await asActor(t.db, { scope: { kind: 'region', code: '410122', lo: '410122', hi: '410123' } }, async (trx) => {
    expect((await readReference(trx, 'danger_deadlines')).rectify.general.usual.days).toBeGreaterThan(0);
    expect((await readEdition(trx, 'risk_method.LEC')).status).toMatch(/draft|in_force/);
    expect((await readReferenceFamily(trx, 'major_criteria.')).length).toBeGreaterThan(3);
  });
});

test('loading again changes nothing, and never what an administrator wrote', async () => {
  await asSystem(t.db, (trx) =>
    trx.updateTable('reference_data').set({ title: '改过的标题' }).where('kind', '=', 'risk_regrade').execute(),
  );
  const count = () =>
    asSystem(t.db, (trx) =>
      trx
        .selectFrom('reference_data')
        .select((e) => e.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow(),
    );
  const before = await count();
  await loadReferenceData(t.ownerUrl);
  expect(await count()).toEqual(before);
  const row = await asSystem(t.db, (trx) =>
    trx.selectFrom('reference_data').select('title').where('kind', '=', 'risk_regrade').executeTakeFirstOrThrow(),
  );
  expect(row.title).toBe('改过的标题');
});
