import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { z } from 'zod';
import { enterBulkMode } from '../modules/seed/bulk-mode.ts';
import { StartError } from '../platform/start-error.ts';
import { attach } from './attach.ts';
import type { Call, Command } from './command.ts';
import { withOwner } from './seed.ts';

/** What a backup says of itself. */
const Manifest = z.object({
  format: z.literal('yufang-backup-1'),
  at: z.string(),
  migrations: z.array(z.string()),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), sha256: z.string() })),
});
type Manifest = z.infer<typeof Manifest>;

/** Folders of the data folder that belong to a backup beside the database. */
const FOLDERS = ['files', 'map', 'secrets'];

/** `yufang backup`: all tables of one instant, by COPY, and the files. */
export const backup: Command = {
  usage: 'backup FOLDER',
  about:
    'write every table (one instant, while the server may run), files and keys into a new folder; keep it as safe as the data',
  run: async (call) => {
    const folder = await emptyFolder(call);
    const { engine } = await attach(call.config, { alone: false });
    try {
      const manifest = await withOwner(engine.ownerUrl, (client) => writeTables(client, folder, call));
      for (const name of FOLDERS) {
        const from = join(call.config.YUFANG_DATA, name);
        await cp(from, join(folder, name), {
          recursive: true,
          filter: (path) => !/secrets\/postgres-/.test(path),
        }).catch(ignoreMissing);
      }
      await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`);
      call.say(`${manifest.tables.length} tables in ${folder}`);
      return 0;
    } finally {
      await engine.stop();
    }
  },
};

/** `yufang restore`: a backup into an empty platform of the same version. */
export const restore: Command = {
  usage: 'restore FOLDER',
  about:
    'read a backup into an empty platform (a new YUFANG_DATA or database) of the same version; every table is checked first',
  run: async (call) => {
    const folder = resolve(call.words[0] ?? '');
    const manifest = await readManifest(folder);
    await checkFiles(folder, manifest);
    const { engine } = await attach(call.config, { alone: true });
    try {
      await withOwner(engine.ownerUrl, (client) => readTables(client, folder, manifest));
      for (const name of FOLDERS) {
        await cp(join(folder, name), join(call.config.YUFANG_DATA, name), { recursive: true, force: true }).catch(
          ignoreMissing,
        );
      }
      call.say(`${manifest.tables.length} tables as of ${manifest.at}; verify proves them: npm run yufang -- verify`);
      return 0;
    } finally {
      await engine.stop();
    }
  },
};

async function emptyFolder(call: Call): Promise<string> {
  const [given] = call.words;
  if (!given) throw new StartError('Name the folder to write: backup FOLDER');
  const folder = resolve(given);
  await mkdir(join(folder, 'tables'), { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).some((name) => name !== 'tables') || (await readdir(join(folder, 'tables'))).length > 0)
    throw new StartError(`${folder} is not empty: name a new folder.`);
  return folder;
}

const ignoreMissing = (error: { code?: string }): void => {
  if (error.code !== 'ENOENT') throw error;
};
const fileOf = (folder: string, table: string): string => join(folder, 'tables', `${table}.copy.gz`);

async function writeTables(client: pg.Client, folder: string, call: Call): Promise<Manifest> {
  await client.query('begin isolation level repeatable read read only');
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select c.relname as name, array_agg(quote_ident(a.attname) order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'schema_migration'
     group by 1 order by 1`,
  );
  const tables: Manifest['tables'] = [];
  for (const { name, columns } of rows) {
    const list = typeof columns === 'string' ? String(columns).replace(/[{}]/g, '').split(',') : columns;
    const hash = createHash('sha256');
    const counted = new Transform({
      transform(chunk, _encoding, done) {
        hash.update(chunk);
        done(null, chunk);
      },
    });
    const query = `copy (select ${list.join(', ')} from ${pg.escapeIdentifier(name)}) to stdout`;
    await pipeline(
      client.query(copyTo(query)),
      counted,
      createGzip({ level: 3 }),
      createWriteStream(fileOf(folder, name), { mode: 0o600 }),
    );
    tables.push({ name, columns: list, sha256: hash.digest('hex') });
    call.say(`  ${name}`);
  }
  const applied = await client.query<{ name: string }>('select name from schema_migration order by name');
  await client.query('commit');
  return {
    format: 'yufang-backup-1',
    at: new Date().toISOString(),
    migrations: applied.rows.map((r) => r.name),
    tables,
  };
}

async function readManifest(folder: string): Promise<Manifest> {
  try {
    return Manifest.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
  } catch {
    throw new StartError(`${folder} holds no whole backup: its manifest.json is missing or not one of ours.`);
  }
}

/** Every table's bytes against its hash before anything is written. */
async function checkFiles(folder: string, manifest: Manifest): Promise<void> {
  for (const { name, sha256 } of manifest.tables) {
    const hash = createHash('sha256');
    try {
      await pipeline(createReadStream(fileOf(folder, name)), createGunzip(), hash);
    } catch {
      throw new StartError(`The backup's table ${name} is missing or cut short: nothing was restored.`);
    }
    if (hash.digest('hex') !== sha256)
      throw new StartError(`The backup's table ${name} was altered: nothing was restored.`);
  }
}

async function readTables(client: pg.Client, folder: string, manifest: Manifest): Promise<void> {
  const applied = await client.query<{ name: string }>('select name from schema_migration order by name');
  if (applied.rows.map((r) => r.name).join() !== manifest.migrations.join()) {
    throw new StartError(
      'The backup was made by another version of Yufang: restore it with that version, then bring it up to date.',
    );
  }
  const { rowCount } = await client.query('select from account limit 1');
  const firms = await client.query('select from enterprise limit 1');
  if (rowCount || firms.rowCount)
    throw new StartError(
      'The platform is not empty: set YUFANG_DATA to a new folder, or DATABASE_URL to an empty database.',
    );
  const names = manifest.tables.map((t) => t.name);
  await client.query('begin');
  const leave = await enterBulkMode(client, { dropIndexes: true, tables: names });
  await client.query(`truncate ${names.map((n) => pg.escapeIdentifier(n)).join(', ')}`);
  for (const { name, columns } of manifest.tables) {
    const into = client.query(copyFrom(`copy ${pg.escapeIdentifier(name)} (${columns.join(', ')}) from stdin`));
    await pipeline(createReadStream(fileOf(folder, name)), createGunzip(), into);
  }
  // Transaction numbers of the old database mean nothing in this one: 3 is older than any, so nothing restored looks new to a live screen.
  await client.query('update outbox set xid = 3');
  await client.query('update notice set xid = 3');
  await leave();
  await client.query('commit');
  await client.query('analyze');
}
