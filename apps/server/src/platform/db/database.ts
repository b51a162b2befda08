import { type CompiledQuery, DummyDriver, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Actor } from './actor.ts';
import { isStale } from './batch.ts';
import { parseInstant } from './instant.ts';
import type { DB } from './schema.gen.ts';
import { readOnly, type ScopeSettings, SYSTEM, scopeSettings } from './scope.ts';
import { type Pipelined, ReadingSession, WritingSession } from './session.ts';

// A count is a number, a date is a day: counts here stay far below 2^53, and a day has no time zone to shift it by.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);
pg.types.setTypeParser(pg.types.builtins.DATE, (v) => v);
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, parseInstant);

/** The unscoped database: only `asActor` and `asSystem` can do anything with it. */
export type Database = {
  readonly kysely: Kysely<DB>;
  readonly dialect: PostgresDialect;
  readonly pool: pg.Pool;
  close(): Promise<void>;
};

declare const scoped: unique symbol;
/** A connection inside a transaction that has taken on a scope. Queries ask for this type, so none can run unscoped. */
export type Trx = Kysely<DB> & { readonly [scoped]: true };

/** How long a connection waits for work before it is closed. */
const IDLE_MS = 15 * 60_000;

/**
 * Open the pool as the login that owns nothing.
 * @param role session role to take on at connect where the login itself is the owner (DATABASE_URL without DATABASE_APP_URL)
 */
export function openDatabase(url: string, options: { max?: number; role?: string } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 16,
    // A connection carries prepared statements and PostgreSQL's own knowledge of the tables: closed after ten quiet seconds, as the pool would, the next page pays for both.
    idleTimeoutMillis: IDLE_MS,
    ...(options.role ? { options: `-c role=${options.role}` } : {}),
  });
  // A dead server makes idle clients emit 'error'; without a listener Node would exit. The next query reports it.
  pool.on('error', () => undefined);
  outliveServer(pool);
  const dialect = new PostgresDialect({ pool });
  const kysely = new Kysely<DB>({ dialect });
  return { kysely, dialect, pool, close: () => pool.end() };
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
 * Statements asked for at once (Promise.all) travel in one message (docs/adr/0006).
 */
export async function asActor<T>(
  db: Database,
  actor: Pick<Actor, 'scope'>,
  work: (trx: Trx) => Promise<T>,
): Promise<T> {
  return await inTransaction(db, scopeSettings(actor.scope), work);
}

/** Run work as the platform itself (sign-in look-ups, jobs, administration): every enterprise's rows. Call sites are few and named. */
export async function asSystem<T>(db: Database, work: (trx: Trx) => Promise<T>): Promise<T> {
  return await inTransaction(db, SYSTEM, work);
}

/**
 * Run work that only reads under an actor's scope: each of its statements is a read-only transaction of its own, in one round trip with its scope.
 * A write is refused by the database (25006). For several statements that must see the same moment use `asActor`.
 */
export async function readAsActor<T>(
  db: Database,
  actor: Pick<Actor, 'scope'>,
  work: (trx: Trx) => Promise<T>,
): Promise<T> {
  return await read(db, scopeSettings(actor.scope), work);
}

/** The same as the platform itself. */
export async function readAsSystem<T>(db: Database, work: (trx: Trx) => Promise<T>): Promise<T> {
  return await read(db, SYSTEM, work);
}

async function read<T>(db: Database, scope: ScopeSettings, work: (trx: Trx) => Promise<T>): Promise<T> {
  return await work(trxOf(db, new ReadingSession(db.pool, readOnly(scope))));
}

/** The session behind a transaction. */
const sessions = new WeakMap<Trx, Pipelined>();

/** Have what is asked for in this turn done by the plans that connections keep for all values; where the transaction writes, what follows in it too. */
export function keepPlans(trx: Trx): void {
  sessions.get(trx)?.keepPlans();
}

const committed = new WeakMap<Trx, Set<(db: Database) => void>>();

/**
 * Have something called once the transaction has committed, e.g. to wake who waits for its rows. Asked twice, called once; not called
 * when the transaction rolls back; lost when the process dies: whoever relies on it must also look by himself now and then.
 */
export function afterCommit(trx: Trx, call: (db: Database) => void): void {
  const calls = committed.get(trx);
  if (calls) calls.add(call);
  else committed.set(trx, new Set([call]));
}

/**
 * Have a statement done without waiting for it: it travels with the next one or with the commit, in order. Its failure undoes the transaction.
 * For what only has to be there in the end: the change log, notices.
 */
export function later(trx: Trx, query: CompiledQuery): void {
  const session = sessions.get(trx);
  if (!(session instanceof WritingSession)) throw new Error('a statement for later outside a writing transaction');
  session.later(query);
}

/** Say that what is asked for next, in one turn, is the transaction's last: the commit travels with it. A statement after that fails. */
export function closing(trx: Trx): void {
  const session = sessions.get(trx);
  if (session instanceof WritingSession) session.closing();
}

async function inTransaction<T>(db: Database, scope: ScopeSettings, work: (trx: Trx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const session = new WritingSession(db.pool, scope);
    const trx = trxOf(db, session);
    try {
      const result = await work(trx);
      await session.commit();
      for (const call of committed.get(trx) ?? []) call(db);
      return result;
    } catch (error) {
      // A connection that died has rolled back by itself; then the first error is the one to report.
      await session.rollback();
      if (attempt >= 4 || !(RETRIABLE.has(codeOf(error)) || isStale(error))) throw error;
    }
  }
}

/** Kysely over a session: builds and compiles as ever, and sends here. */
function trxOf(db: Database, session: Pipelined): Trx {
  const executor = db.kysely
    .getExecutor()
    .withConnectionProvider({ provideConnection: (consumer) => consumer(session) });
  const config = { dialect: db.dialect };
  const trx = new Kysely<DB>({ config, dialect: db.dialect, driver: NO_DRIVER, executor }) as Trx;
  sessions.set(trx, session);
  return trx;
}

/** Transactions are begun and ended here; Kysely's own way to a connection stays shut. */
const NO_DRIVER = new DummyDriver();

/** PostgreSQL's SQLSTATE of an error, or ''. */
export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
