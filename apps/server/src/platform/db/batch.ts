import pg from 'pg';
import { serialize } from 'pg-protocol';
import type { Prepared, StatementCache } from './statement-cache.ts';

/** A value as it travels: PostgreSQL's text, or bytes. */
export type Parameter = string | Buffer | null;

/** One statement on its way. `answer` and `fail` settle whoever waits for it. */
export type Call = {
  readonly text: string;
  readonly values: readonly Parameter[];
  readonly answer: (result: Answer) => void;
  readonly fail: (error: unknown) => void;
};

/** What came back: rows, and how many the command touched. */
export type Answer = { readonly command: string; readonly count: number; readonly rows: Record<string, unknown>[] };

type Field = { readonly name: string; readonly dataTypeID: number };
/** How the rows of a statement are read: names and parsers, kept as long as the statement is prepared. */
export type RowShape = { readonly names: readonly string[]; readonly parsers: readonly ((text: string) => unknown)[] };

/**
 * Several statements in one message to the database and one answer: each bound to a prepared statement of the connection, one Sync at the end.
 * PostgreSQL does them in order and skips the rest when one fails. Outside an explicit transaction they are one transaction, which the Sync ends.
 * A custom query of node-postgres (`Submittable`), so pool, sign-in, TLS and the reading of messages stay its own.
 */
export class Batch implements pg.Submittable {
  readonly #calls: readonly Call[];
  readonly #cache: StatementCache;
  readonly #statements: Prepared[] = [];
  readonly #parsedHere = new Set<Prepared>();
  readonly #answers: { command: string; count: number; rows: Record<string, unknown>[] }[] = [];
  readonly #plans: string;
  #rows: Record<string, unknown>[] = [];
  #settled = false;

  /** @param plans whose prepared statements are used (ScopeSettings) */
  constructor(calls: readonly Call[], cache: StatementCache, plans: string) {
    this.#calls = calls;
    this.#cache = cache;
    this.#plans = plans;
  }

  submit(connection: pg.Connection): void {
    const messages: Buffer[] = [];
    for (const name of this.#cache.takeDropped()) messages.push(serialize.close({ type: 'S', name }));
    for (const { text, values } of this.#calls) {
      const statement = this.#cache.prepare(this.#plans, text);
      this.#statements.push(statement);
      if (statement.fresh) {
        statement.fresh = false;
        this.#parsedHere.add(statement);
        messages.push(serialize.parse({ name: statement.name, text }));
        messages.push(serialize.describe({ type: 'S', name: statement.name }));
      }
      messages.push(serialize.bind({ statement: statement.name, values: [...values] }), serialize.execute());
    }
    messages.push(serialize.sync());
    // In one piece: a system call a message is most of what a short statement costs.
    if (connection.stream.writable) connection.stream.write(Buffer.concat(messages));
  }

  handleRowDescription({ fields }: { fields: readonly Field[] }): void {
    const statement = this.#statements[this.#answers.length];
    if (!statement) return;
    statement.shape = {
      names: fields.map((f) => f.name),
      parsers: fields.map((f) => pg.types.getTypeParser(f.dataTypeID, 'text') as (text: string) => unknown),
    };
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    const shape = this.#statements[this.#answers.length]?.shape;
    if (!shape) return;
    const { names, parsers } = shape;
    const row: Record<string, unknown> = {};
    for (let i = 0; i < fields.length; i += 1) {
      const text = fields[i];
      row[names[i] as string] = text === null || text === undefined ? null : parsers[i]?.(text);
    }
    this.#rows.push(row);
  }

  handleCommandComplete({ text }: { text: string }): void {
    const space = text.indexOf(' ');
    this.#answers.push({
      command: space < 0 ? text : text.slice(0, space),
      count: Number(text.slice(text.lastIndexOf(' ') + 1)) || 0,
      rows: this.#rows,
    });
    this.#rows = [];
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' });
  }

  handlePortalSuspended(): void {
    // Only with a row limit, which no batch sets.
  }

  handleCopyInResponse(connection: { sendCopyFail(why: string): void }): void {
    connection.sendCopyFail('copy is not part of a batch');
  }

  /** The first error ends the batch: what came before it in the same batch is undone or void with it. */
  handleError(error: unknown): void {
    if (this.#settled) return;
    this.#settled = true;
    const gone = isStale(error);
    for (const statement of this.#statements.slice(this.#answers.length)) {
      // Whether those first sent here were prepared before it failed is not known: they get new names next time.
      if (gone || this.#parsedHere.has(statement)) this.#cache.drop(statement);
    }
    for (const call of this.#calls) call.fail(error);
  }

  /** Everything is done, and committed where the batch was its own transaction. */
  handleReadyForQuery(): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#calls.forEach((call, i) => {
      const answer = this.#answers[i];
      if (answer) call.answer(answer);
      else call.fail(new Error('the database left a statement unanswered'));
    });
  }
}

/** A prepared statement is not what it was: its table changed under it, or somebody between discarded it. Prepared anew, the same work succeeds. */
export function isStale(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('code' in error)) return false;
  return (
    error.code === '26000' || (error.code === '0A000' && /cached plan/.test(String(Reflect.get(error, 'message'))))
  );
}
