/**
 * A reply that is JSON already, e.g. rows that PostgreSQL wrote as such: sent as it is, since reading it into objects and writing it out again is most of
 * what a list costs. `T` is what it says, for the contract's sake; the route's tests read it back.
 */
export class JsonText<T> {
  readonly text: string;
  /** Kept for the type alone. */
  declare readonly says: T;

  constructor(text: string) {
    this.text = text;
  }
}

/** The reply of a list. @param rows JSON of its rows, one after the other with commas between */
export const jsonPage = <T>(rows: string, rest: { next: string | null; total: number | null }): JsonText<T> =>
  new JsonText<T>(`{"rows":[${rows}],"next":${JSON.stringify(rest.next)},"total":${JSON.stringify(rest.total)}}`);
