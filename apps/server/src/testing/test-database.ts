import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../platform/db/database.ts';
import { appUrlOf } from '../platform/db/engine.ts';

/** One test file's own database, and both ways into it. */
export type TestDatabase = {
  readonly db: Database;
  readonly ownerUrl: string;
  readonly appUrl: string;
  close(): Promise<void>;
};

/** Copy the migrated template (tens of milliseconds). Call in `beforeAll`, close in `afterAll`. */
export async function makeTestDatabase(): Promise<TestDatabase> {
  const adminUrl = (database: string) => inject('pgAdmin').replace('{database}', database);
  const name = `t_${randomBytes(6).toString('hex')}`;
  await admin(adminUrl('postgres'), `create database ${name} template yufang_template strategy file_copy`);
  const ownerUrl = adminUrl(name);
  const appUrl = appUrlOf(ownerUrl, inject('pgAppPassword'));
  const db = openDatabase(appUrl, { max: 8 });
  return {
    db,
    ownerUrl,
    appUrl,
    close: async () => {
      await db.close();
      await admin(adminUrl('postgres'), `drop database if exists ${name} with (force)`);
    },
  };
}

async function admin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
