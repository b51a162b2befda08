/** Lets the work of one key come one after another; other keys do not wait. */
export type Turns = { inTurn<T>(key: string, work: () => Promise<T>): Promise<T> };

/**
 * Queues in this process. Commands of one enterprise wait for its chain anyway: here they wait without a connection each, so that a busy enterprise does
 * not take the pool from all others, and the database need not sort out who is next. Between processes the chain's lock decides as before.
 */
export function makeTurns(): Turns {
  const last = new Map<string, Promise<void>>();
  return {
    inTurn(key, work) {
      const before = last.get(key);
      const run = before ? before.then(work) : work();
      const done = run.then(nothing, nothing);
      last.set(key, done);
      void done.then(() => {
        if (last.get(key) === done) last.delete(key);
      });
      return run;
    },
  };
}

const nothing = () => undefined;

/** Lets so many pieces of work go on at once; the others wait in the order they came. */
export class Gate {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  /** @param places how many at once, at least 1 */
  constructor(places: number) {
    this.#free = places;
  }

  /** Wait for a place. @returns what gives it back; given back twice counts once */
  async enter(): Promise<() => void> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((go) => this.#waiting.push(go));
    let inside = true;
    return () => {
      if (!inside) return;
      inside = false;
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    };
  }
}
