/**
 * Where a reader of the outbox stands: PostgreSQL's own snapshot text `xmin:xmax:running`. What commits later is exactly what this
 * snapshot does not see, so nothing is skipped however long a transaction takes (ids and times both commit out of order).
 */
export type Position = { readonly text: string; readonly xmax: number; readonly running: readonly number[] };

/** Read a position; null when it is not one. */
export function parsePosition(text: string): Position | null {
  const match = /^(\d{1,18}):(\d{1,18}):([\d,]*)$/.exec(text);
  if (!match) return null;
  const running = (match[3] ?? '').split(',').filter((x) => x !== '');
  if (running.length > 500) return null;
  return { text, xmax: Number(match[2]), running: running.map(Number) };
}
