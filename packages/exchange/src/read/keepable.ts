/** Deeper than any row of a standard; beyond it a walk over the value could exhaust the stack. */
const DEEPEST = 40;

/** What of a row no database keeps as it was sent. */
export type Unkeepable = { readonly field: string; readonly code: 'exchange.control_characters' | 'exchange.too_deep' };

/**
 * The first value of a row that PostgreSQL would refuse (a NUL) or give back changed (half of a surrogate pair), in names too, or that is nested
 * beyond sense; null if all of it can be kept. Such a row is refused by its field, the others of its file are not.
 */
export function unkeepable(value: unknown, path = '', depth = 0): Unkeepable | null {
  if (typeof value === 'string')
    return broken(value) ? { field: keepable(path), code: 'exchange.control_characters' } : null;
  if (typeof value !== 'object' || value === null) return null;
  if (depth > DEEPEST) return { field: keepable(path), code: 'exchange.too_deep' };
  for (const [key, inner] of Object.entries(value)) {
    const at = path === '' ? key : `${path}.${key}`;
    if (broken(key)) return { field: keepable(at), code: 'exchange.control_characters' };
    const bad = unkeepable(inner, at, depth + 1);
    if (bad) return bad;
  }
  return null;
}

const broken = (text: string): boolean => text.includes('\u0000') || !text.isWellFormed();

/** A name as it can be kept and shown: without what no database keeps, at most 200 characters. */
export const keepable = (name: string): string =>
  [...name.toWellFormed().replaceAll('\u0000', '\ufffd')].slice(0, 200).join('');
