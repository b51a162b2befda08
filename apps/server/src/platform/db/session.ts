import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import type pg from 'pg';
import { type Answer, Batch, type Call, isStale } from './batch.ts';
import { toParameter } from './parameter.ts';
import { KEEP_PLANS, keepingPlans, type ScopeSettings } from './scope.ts';
import { StatementCache } from './statement-cache.ts';

const caches = new WeakMap<pg.PoolClient, StatementCache>();

function cacheOf(client: pg.PoolClient): StatementCache {
  const known = caches.get(client);
  if (known) return known;
  const made = new StatementCache();
  caches.set(client, made);
  return made;
}

const resultOf = <R>({ command, count, rows }: Answer): QueryResult<R> => ({
  rows: rows as R[],
  ...(/^(INSERT|UPDATE|DELETE|MERGE)$/.test(command) ? { numAffectedRows: BigInt(count) } : {}),
});

const call = (text: string, values: Call['values'] = []): Call => ({ text, values, answer: NOTHING, fail: NOTHING });
const NOTHING = () => undefined;

/**
 * Where Kysely sends compiled statements: a transaction of ours. Statements given in one turn of the event loop travel together; what is given meanwhile goes with the
 * next batch.
 */
export abstract class Pipelined implements DatabaseConnection {
  protected waiting: Call[] = [];
  #scheduled = false;

  /** Have what is asked for in this turn done by the plans that connections keep for all values; in a transaction, what follows in it too. */
  abstract keepPlans(): void;

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return new Promise((done, fail) => {
      const values = query.parameters.map(toParameter);
      this.waiting.push({ text: query.sql, values, answer: (a) => done(resultOf(a)), fail });
      if (this.#scheduled) return;
      this.#scheduled = true;
      // After the microtasks: whatever is asked for at once (Promise.all) has been asked by then.
      process.nextTick(() => {
        this.#scheduled = false;
        const calls = this.waiting;
        this.waiting = [];
        if (calls.length > 0) this.send(calls);
      });
    });
  }

  protected abstract send(calls: readonly Call[]): void;

  // biome-ignore lint/correctness/useYield: the interface asks for a generator
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('rows are paged by key here, not streamed');
  }
}

/**
 * Reads without a transaction block: every batch carries its scope and is a read-only transaction of its own, in one round trip. Under READ COMMITTED
 * each statement sees its own snapshot inside a block too, so nothing is lost but the block.
 */
export class ReadingSession extends Pipelined {
  readonly #pool: pg.Pool;
  readonly #scope: ScopeSettings;
  #keep = false;

  constructor(pool: pg.Pool, scope: ScopeSettings) {
    super();
    this.#pool = pool;
    this.#scope = scope;
  }

  keepPlans(): void {
    this.#keep = true;
  }

  protected send(calls: readonly Call[]): void {
    const scope = this.#keep ? keepingPlans(this.#scope) : this.#scope;
    this.#keep = false;
    this.#dispatch(calls, scope, false);
  }

  #dispatch(calls: readonly Call[], scope: ScopeSettings, again: boolean): void {
    this.#pool.connect((error, client, release) => {
      if (error || !client) {
        for (const c of calls) c.fail(error ?? new Error('no connection'));
        return;
      }
      const failing = (cause: unknown) => {
        release();
        if (!again && isStale(cause)) this.#dispatch(calls, scope, true);
        else for (const c of calls) c.fail(cause);
      };
      const first: Call = { text: scope.text, values: scope.values, answer: () => release(), fail: failing };
      const rest = calls.map((c) => ({ ...c, fail: NOTHING }));
      client.query(new Batch([first, ...rest], cacheOf(client), scope.plans));
    });
  }
}

/**
 * One transaction that may write. Nothing is sent before the first statement: `begin` and the scope travel with it, what nobody waits for (`later`)
 * with the next batch or the commit.
 */
export class WritingSession extends Pipelined {
  readonly #pool: pg.Pool;
  readonly #scope: ScopeSettings;
  #client: Promise<pg.PoolClient> | null = null;
  #later: Call[] = [];
  #begun = false;
  #last = false;
  #ended: 'no' | 'asked' | 'yes' = 'no';
  #broken: unknown = null;

  constructor(pool: pg.Pool, scope: ScopeSettings) {
    super();
    this.#pool = pool;
    this.#scope = scope;
  }

  keepPlans(): void {
    this.#later.push(call(KEEP_PLANS));
  }

  /** Have a statement done before the next one or the commit, whichever comes first. Its failure fails that one. */
  later(query: CompiledQuery): void {
    const fail = (error: unknown) => this.#break(error);
    this.#later.push({ ...call(query.sql, query.parameters.map(toParameter)), fail });
  }

  /** The next batch is the last: the commit travels with it. A statement after that is refused. */
  closing(): void {
    this.#last = true;
  }

  /** @throws what made a statement fail, or that the transaction was undone by an error somebody swallowed */
  async commit(): Promise<void> {
    if (this.#ended === 'no' && (this.#begun || this.#later.length > 0)) {
      await new Promise<void>((done) => this.#dispatch([this.#commitCall(done)]));
    }
    if (this.#broken !== null) throw this.#broken;
    await this.#release(false);
  }

  /** Undo whatever was done and give the connection back, or away when even that fails. */
  async rollback(): Promise<void> {
    const undo = this.#begun && this.#ended !== 'yes';
    const bad =
      undo &&
      (await new Promise<boolean>((done) =>
        this.#dispatch([{ ...call('rollback'), answer: () => done(false), fail: () => done(true) }]),
      ));
    await this.#release(bad);
  }

  protected send(calls: readonly Call[]): void {
    if (this.#ended !== 'no') {
      for (const c of calls) c.fail(new Error('a statement after the end of its transaction'));
      return;
    }
    this.#dispatch(this.#last ? [...calls, this.#commitCall(NOTHING)] : calls);
  }

  #commitCall(done: () => void): Call {
    this.#ended = 'asked';
    return {
      ...call('commit'),
      answer: ({ command }) => {
        this.#ended = 'yes';
        if (command !== 'COMMIT') this.#break(new Error('the transaction was undone by an error nobody reported'));
        done();
      },
      fail: (error) => {
        this.#break(error);
        done();
      },
    };
  }

  #break(error: unknown): void {
    this.#broken ??= error;
  }

  #dispatch(calls: readonly Call[]): void {
    const { text, values, plans } = this.#scope;
    const begin = this.#begun ? [] : [call('begin'), call(text, values)];
    this.#begun = true;
    const batch = [...begin, ...this.#later.splice(0), ...calls];
    this.#client ??= this.#pool.connect();
    this.#client.then(
      (client) => client.query(new Batch(batch, cacheOf(client), plans)),
      (error: unknown) => {
        for (const c of batch) c.fail(error);
      },
    );
  }

  async #release(bad: boolean): Promise<void> {
    const client = await this.#client?.catch(() => null);
    this.#client = null;
    client?.release(bad);
  }
}
