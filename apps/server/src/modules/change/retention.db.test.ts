import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSystem } from '../../platform/db/database.ts';
import { makeTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { makeEnterprise } from '../../testing/world.ts';
import { pruneOutbox } from './retention.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await makeTestDatabase();
});
afterAll(() => t.close());

const count = (table: 'outbox' | 'change') =>
  asSystem(t.db, async (trx) =>
    Number(
      (
        await trx
          .selectFrom(table)
          .select((e) => e.fn.countAll<string>().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    ),
  );

test('old outbox entries go after their time, younger ones and every change stay', async () => {
  await makeEnterprise(t.db);
  const [entries, changes] = [await count('outbox'), await count('change')];
  expect(entries).toBeGreaterThan(0);
  // The enterprise of the test was entered on 1 November.
  expect(await pruneOutbox(t.db, new Date('2026-11-14T23:00:00Z'), 14)).toBe(0);
  expect(await pruneOutbox(t.db, new Date('2026-11-15T01:00:00Z'), 14)).toBe(entries);
  expect(await pruneOutbox(t.db, new Date('2026-11-15T01:00:00Z'), 14)).toBe(0);
  expect([await count('outbox'), await count('change')]).toEqual([0, changes]);
});
