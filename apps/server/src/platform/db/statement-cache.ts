import type { RowShape } from './batch.ts';

/** A statement as one connection knows it. `fresh`: still to be parsed there. */
export type Prepared = {
  readonly key: string;
  /** '' for one that is not worth keeping. */
  readonly name: string;
  fresh: boolean;
  shape: RowShape | null;
};

/** Prepared statements a connection holds at most. Each costs the backend some ten kilobytes with its plan. */
const MOST = 200;
/** A longer text carries its rows in itself and will not come again. */
const LONGEST = 12_000;
const MOST_SEEN = 5_000;

/** Texts this process has sent at least once: who comes a second time gets a name. A text made for one occasion would only push others out. */
const seen = new Set<string>();

function comesAgain(key: string): boolean {
  if (seen.has(key)) return true;
  if (seen.size >= MOST_SEEN) seen.clear();
  seen.add(key);
  return false;
}

/** The prepared statements of one connection, by whose plans they are and text; the one longest unused makes room. */
export class StatementCache {
  readonly #known = new Map<string, Prepared>();
  #dropped: string[] = [];
  #made = 0;

  /** The statement for a text, prepared or to be prepared now. */
  prepare(plans: string, text: string): Prepared {
    const key = `${plans}\n${text}`;
    const known = this.#known.get(key);
    if (known) {
      this.#known.delete(key);
      this.#known.set(key, known);
      return known;
    }
    if (text.length > LONGEST || !comesAgain(key)) return { key, name: '', fresh: true, shape: null };
    this.#made += 1;
    const made: Prepared = { key, name: `y${this.#made}`, fresh: true, shape: null };
    this.#known.set(key, made);
    if (this.#known.size > MOST) {
      const oldest = this.#known.values().next().value;
      if (oldest) this.drop(oldest);
    }
    return made;
  }

  /** Forget one; the connection is told with its next batch. */
  drop(statement: Prepared): void {
    if (this.#known.get(statement.key) === statement) this.#known.delete(statement.key);
    if (statement.name !== '') this.#dropped.push(statement.name);
  }

  /** Names to be closed, each handed out once. */
  takeDropped(): readonly string[] {
    if (this.#dropped.length === 0) return NONE;
    const dropped = this.#dropped;
    this.#dropped = [];
    return dropped;
  }
}

const NONE: readonly string[] = [];
