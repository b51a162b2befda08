import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Actor, Scope } from './actor.ts';
import type { DB } from './schema.gen.ts';

// A count is a number, a date is a day: counts here stay far below 2^53, and a day has no time zone to shift it by.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);
pg.types.setTypeParser(pg.types.builtins.DATE, (v) => v);

/** The unscoped database: only `asActor` and `asSystem` can do anything with it. */
export type Database = { readonly kysely: Kysely<DB>; readonly pool: pg.Pool; close(): Promise<void> };

declare const scoped: unique symbol;
/** A connection inside a transaction that has taken on a scope. Queries ask for this type, so none can run unscoped. */
export type Trx = Kysely<DB> & { readonly [scoped]: true };

/**
 * Open the pool as the login that owns nothing.
 * @param role session role to take on at connect where the login itself is the owner (DATABASE_URL without DATABASE_APP_URL)
 */
export function openDatabase(url: string, options: { max?: number; role?: string } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 16,
    ...(options.role ? { options: `-c role=${options.role}` } : {}),
  });
  // A dead server makes idle clients emit 'error'; without a listener Node would exit. The next query reports it.
  pool.on('error', () => undefined);
  outliveServer(pool);
  const kysely = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  return { kysely, pool, close: () => kysely.destroy() };
}

/**
 * A connection that dies while a request holds it emits 'error' too, and the pool listens to idle ones only: without this the death of the
 * database would be the death of the process. The query under way, or the next one, reports it.
 */
export function outliveServer(pool: pg.Pool): void {
  pool.on('connect', (client) => client.on('error', () => undefined));
}

/** Errors after which the same work may simply be done again: serialization failure, deadlock. */
const RETRIABLE = new Set(['40001', '40P01']);

/**
 * Run work in one transaction under an actor's scope. Settings are local to the transaction, so a pooled connection never carries
 * them onward. Deadlocks and serialization failures are tried again, at most three times: work must have no effect outside `trx`.
 */
export async function asActor<T>(
  db: Database,
  actor: Pick<Actor, 'scope'>,
  work: (trx: Trx) => Promise<T>,
): Promise<T> {
  return await inScope(db, scopeSettings(actor.scope), work);
}

/** Run work as the platform itself (sign-in look-ups, jobs, administration): every enterprise's rows. Call sites are few and named. */
export async function asSystem<T>(db: Database, work: (trx: Trx) => Promise<T>): Promise<T> {
  return await inScope(db, { role: 'yf_system' }, work);
}

const committed = new WeakMap<object, Set<(db: Database) => void>>();

/**
 * Have something called once the transaction has committed, e.g. to wake who waits for its rows. Asked twice, called once; not called
 * when the transaction rolls back; lost when the process dies: whoever relies on it must also look by himself now and then.
 */
export function afterCommit(trx: Trx, call: (db: Database) => void): void {
  const calls = committed.get(trx);
  if (calls) calls.add(call);
  else committed.set(trx, new Set([call]));
}

async function inScope<T>(db: Database, settings: Settings, work: (trx: Trx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(db, settings, work);
    } catch (error) {
      if (attempt >= 4 || !RETRIABLE.has(codeOf(error))) throw error;
    }
  }
}

async function once<T>(db: Database, settings: Settings, work: (trx: Trx) => Promise<T>): Promise<T> {
  return await db.kysely.connection().execute(async (connection) => {
    committed.delete(connection);
    // One round trip: begin and take on the scope. Values were checked by `literal`.
    await sql.raw(`begin; ${settingsSql(settings)}`).execute(connection);
    let result: T;
    try {
      result = await work(connection as Trx);
    } catch (error) {
      // A connection that died has rolled back by itself; then the first error is the one to report.
      await sql
        .raw('rollback')
        .execute(connection)
        .catch(() => undefined);
      throw error;
    }
    await sql.raw('commit').execute(connection);
    for (const call of committed.get(connection) ?? []) call(db);
    return result;
  });
}

type Settings = { readonly role: string; readonly [name: string]: string };

function scopeSettings(scope: Scope): Settings {
  switch (scope.kind) {
    case 'enterprise':
      return { role: 'yf_enterprise', 'app.enterprise': scope.enterpriseId };
    case 'region':
      return { role: 'yf_region', 'app.region_lo': scope.lo, 'app.region_hi': scope.hi };
    case 'sector':
      return { role: 'yf_sector', 'app.sector': scope.sector, 'app.region_lo': scope.lo, 'app.region_hi': scope.hi };
    case 'park':
      return { role: 'yf_park', 'app.park': scope.parkId };
    case 'platform':
      return { role: 'yf_platform' };
    case 'audit':
      return { role: 'yf_audit' };
  }
}

const settingsSql = (settings: Settings): string =>
  Object.entries(settings)
    .map(([name, value]) => `set local ${name} = ${literal(value)}`)
    .join('; ');

/** Scope values are codes, ids and role names; anything else is a bug (or an attack) and never reaches SQL. */
function literal(value: string): string {
  if (!/^[0-9A-Za-z_-]{1,64}$/.test(value)) throw new TypeError(`not a scope value: ${JSON.stringify(value)}`);
  return `'${value}'`;
}

/** PostgreSQL's SQLSTATE of an error, or ''. */
export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
