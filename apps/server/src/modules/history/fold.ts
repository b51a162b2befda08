/** Fields of one row as the change log keeps them. */
export type Fields = Readonly<Record<string, unknown>>;

/** A change of one row, oldest first when in a list. `before` null: the row was made. */
export type RowChange = { readonly before: Fields | null; readonly after: Fields };

/**
 * A row as it stood after these changes: the first one carries every field that was not null, each later one what it changed.
 * Null when there are none. Bookkeeping columns (version, created_at, updated_at) are not in the log and not in the result.
 */
export function foldChanges(changes: readonly RowChange[]): Fields | null {
  if (changes.length === 0) return null;
  return Object.assign({}, ...changes.map((change) => change.after));
}

/** Going back instead of forward: the row before these changes (oldest first), given the row after them. */
export function unfoldChanges(row: Fields, changes: readonly RowChange[]): Fields | null {
  let was: Fields | null = row;
  for (const change of changes.toReversed()) {
    if (change.before === null) return null;
    was = { ...was, ...change.before };
  }
  return was;
}
