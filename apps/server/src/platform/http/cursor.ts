import { refuse } from '../errors/refused.ts';

/** The last row's sort values as an opaque cursor. */
export const encodeCursor = (values: readonly (string | number | null)[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url');

/**
 * Read a cursor back.
 * @param size how many values the list sorts by
 * @throws 400 `page.bad_cursor` when it is not one of ours
 */
export function decodeCursor(cursor: string, size: number): string[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(values) && values.length === size) return values.map(String);
  } catch {
    // fall through to the refusal
  }
  throw refuse(400, { code: 'page.bad_cursor', field: 'after' });
}
