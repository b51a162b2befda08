import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { startScheduler } from './jobs.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await makeTestDatabase();
});
afterAll(() => t.close());

test('a job runs at start, its failure is told and does not stop the next; a schedule nobody knows any more is dropped', async () => {
  const failures: string[] = [];
  let ran: () => void = () => undefined;
  const done = new Promise<void>((resolve) => {
    ran = resolve;
  });
  const first = await startScheduler(
    t.ownerUrl,
    [{ name: 'test.old', cron: '0 3 * * *', work: async () => undefined }],
    () => undefined,
  );
  await first.stop();
  const second = await startScheduler(
    t.ownerUrl,
    [
      {
        name: 'test.fails',
        cron: '0 3 * * *',
        atStart: true,
        work: async () => {
          throw new Error('on purpose');
        },
      },
      { name: 'test.works', cron: '*/5 * * * *', atStart: true, work: async () => ran() },
    ],
    (job) => failures.push(job),
  );
  await done;
  await second.stop();
  expect(failures.filter((f) => f !== 'test.fails')).toEqual([]);
  const client = new pg.Client({ connectionString: t.ownerUrl });
  await client.connect();
  const { rows } = await client.query('select name, timezone from pgboss.schedule order by name');
  await client.end();
  expect(rows).toEqual([
    { name: 'test.fails', timezone: 'Asia/Shanghai' },
    { name: 'test.works', timezone: 'Asia/Shanghai' },
  ]);
});
