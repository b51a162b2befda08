import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

/** Where the migrations lie: raw SQL, applied in the order of their names. */
export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../../migrations', import.meta.url));

/** One advisory lock for all migrators of a database, so that two servers starting together migrate once. */
const LOCK = 7_351_901;

/** Thrown when the database and the migration files disagree. */
export class MigrationError extends Error {}

/**
 * Bring a database up to date: each file once, in one transaction each, with its checksum kept.
 *
 * @param url owner's connection string; its user owns the tables and may create roles
 * @returns names of the files applied now, in order (empty when there was nothing to do)
 * @throws {MigrationError} if an applied file was edited or has gone, or a new file sorts before an applied one
 */
export async function migrate(url: string, folder: string = MIGRATIONS_FOLDER): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query(`create table if not exists schema_migration
      (name text primary key, checksum text not null, applied_at timestamptz not null default now())`);
    await client.query(`comment on table schema_migration is 'platform'`);
    const { rows } = await client.query<{ name: string; checksum: string }>(
      'select name, checksum from schema_migration order by name',
    );
    const files = readdirSync(folder)
      .filter((f) => f.endsWith('.sql'))
      .sort();
    const pending = checkAgainst(rows, files, folder);
    for (const name of pending) await apply(client, name, folder);
    return pending;
  } finally {
    await client.end();
  }
}

function checkAgainst(
  applied: readonly { name: string; checksum: string }[],
  files: readonly string[],
  folder: string,
) {
  for (const row of applied) {
    if (!files.includes(row.name)) throw new MigrationError(`Migration ${row.name} was applied but its file has gone.`);
    if (checksum(join(folder, row.name)) !== row.checksum) {
      throw new MigrationError(`Migration ${row.name} was edited after it was applied; write a new one instead.`);
    }
  }
  const done = new Set(applied.map((r) => r.name));
  return files.filter((f) => !done.has(f));
}

async function apply(client: pg.Client, name: string, folder: string): Promise<void> {
  await client.query('begin');
  try {
    await client.query(readFileSync(join(folder, name), 'utf8'));
    await client.query('insert into schema_migration (name, checksum) values ($1, $2)', [
      name,
      checksum(join(folder, name)),
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new MigrationError(`Migration ${name} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

const checksum = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');
