import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Config } from '../platform/config/config.ts';
import { openDatabase } from '../platform/db/database.ts';
import { runningOn } from '../platform/db/embedded.ts';
import { appUrlOf, type Engine, startEngine } from '../platform/db/engine.ts';
import { StartError } from '../platform/start-error.ts';

/** An engine of the operator's command, and whether a server works on the same database meanwhile. */
export type Attached = { readonly engine: Engine; readonly shared: boolean };

/**
 * Reach the database of a data folder: the server's own PostgreSQL while it runs, else one started for this command; with DATABASE_URL that server.
 * @param options.alone the command must have the database for itself
 * @param options.bulk it will fill an empty database: the embedded one is started so that this is quick
 * @throws {StartError} when it must and a server holds the folder
 */
export async function attach(
  config: Config,
  options: { readonly alone: boolean; readonly bulk?: boolean },
): Promise<Attached> {
  const running = config.DATABASE_URL ? null : runningOn(join(config.YUFANG_DATA, 'postgres'));
  if (!running) {
    const engine = await startEngine(config, () => undefined, { bulk: options.bulk ?? false });
    return { engine, shared: config.DATABASE_URL !== undefined };
  }
  if (options.alone) {
    throw new StartError(
      `A Yufang server works on the data folder ${resolve(config.YUFANG_DATA)} (database process ${running.pid}): stop it first, this command needs the database for itself.`,
    );
  }
  const secret = (name: string) => readFileSync(join(config.YUFANG_DATA, 'secrets', name), 'utf8').trim();
  const ownerUrl = `postgres://yufang_owner:${encodeURIComponent(secret('postgres-owner'))}@127.0.0.1:${running.port}/yufang`;
  const appUrl = appUrlOf(ownerUrl, secret('postgres-app'));
  const db = openDatabase(appUrl, { max: 4 });
  return { engine: { db, ownerUrl, appUrl, migrated: [], stop: () => db.close() }, shared: true };
}
