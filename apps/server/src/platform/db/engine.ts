import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import type { Config } from '../config/config.ts';
import { type Database, openDatabase } from './database.ts';
import { keepSecret, startEmbedded } from './embedded.ts';
import type { Keeping } from './keep-alive.ts';
import { migrate } from './migrate.ts';
import { loadReferenceData } from './reference-load.ts';

/** A database that is up, migrated and open as the login that owns nothing. */
export type Engine = {
  readonly db: Database;
  /** Owner's connection: migrations, bulk loads, rebuilds of the operator's CLI. */
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly migrated: readonly string[];
  stop(): Promise<void>;
};

/**
 * Start (or reach) PostgreSQL, migrate it and load the official codes.
 * With DATABASE_URL a server is used as it is; without, the embedded one is started on the data folder.
 *
 * @param options.bulk the embedded server is for one large load into empty tables
 * @param options.keeping the embedded server is started again when it ends without being asked
 */
export async function startEngine(
  config: Config,
  say: (line: string) => void = () => undefined,
  options: { readonly bulk?: boolean; readonly keeping?: Keeping } = {},
): Promise<Engine> {
  if (config.DATABASE_URL) return await reachServer(config, config.DATABASE_URL);
  const secret = keepSecret(config.YUFANG_DATA, 'postgres-owner', () => randomBytes(24).toString('base64url'));
  const appPassword = keepSecret(config.YUFANG_DATA, 'postgres-app', () => randomBytes(24).toString('base64url'));
  const server = await startEmbedded(join(config.YUFANG_DATA, 'postgres'), {
    port: config.YUFANG_PG_PORT,
    password: secret,
    flags: options.bulk ? BULK_FLAGS : [],
    keeping: options.keeping,
    onLog: (line) => config.YUFANG_LOG === 'debug' && say(line.trim()),
  });
  const { migrated, appUrl } = await prepareDatabase(server.adminUrl, {
    database: 'yufang',
    appPassword,
    referenceData: true,
  });
  const db = openDatabase(appUrl, { max: config.YUFANG_POOL });
  return {
    db,
    ownerUrl: server.adminUrl('yufang'),
    appUrl,
    migrated,
    stop: async () => {
      await db.close();
      await server.stop();
    },
  };
}

/** No log of what goes into new tables (they are on disk before the commit), no vacuum of what is being filled. */
const BULK_FLAGS = ['wal_level=minimal', 'max_wal_senders=0', 'autovacuum=off', 'shared_buffers=512MB'];

async function reachServer(config: Config, url: string): Promise<Engine> {
  const migrated = await migrate(url);
  await loadReferenceData(url);
  const appUrl = config.DATABASE_APP_URL ?? url;
  const db = openDatabase(appUrl, {
    max: config.YUFANG_POOL,
    ...(config.DATABASE_APP_URL ? {} : { role: 'yufang_app' }),
  });
  return { db, ownerUrl: url, appUrl, migrated, stop: () => db.close() };
}

/** Make the database if it is not there, migrate it, give the app's login its password. */
export async function prepareDatabase(
  adminUrl: (database: string) => string,
  what: { database: string; appPassword: string; referenceData: boolean },
): Promise<{ migrated: readonly string[]; appUrl: string }> {
  const admin = new pg.Client({ connectionString: adminUrl('postgres') });
  await admin.connect();
  try {
    const there = await admin.query('select from pg_database where datname = $1', [what.database]);
    if (there.rowCount === 0) await admin.query(`create database ${admin.escapeIdentifier(what.database)}`);
    const migrated = await migrate(adminUrl(what.database));
    await admin.query(`alter role yufang_app password ${admin.escapeLiteral(what.appPassword)}`);
    if (what.referenceData) await loadReferenceData(adminUrl(what.database));
    return { migrated, appUrl: appUrlOf(adminUrl(what.database), what.appPassword) };
  } finally {
    await admin.end();
  }
}

/** The same server and database as the login yufang_app. */
export function appUrlOf(ownerUrl: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = 'yufang_app';
  url.password = encodeURIComponent(password);
  return url.toString();
}
