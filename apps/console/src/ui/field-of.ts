/**
 * The field of a form that a refusal's path belongs to: the path itself, or the nearest above it where one field holds what lies below, such
 * as a whole document in one text area.
 * @param path dotted, as the server names it: `payload.bands.0.min`
 * @param fields dotted paths of the form's fields
 * @returns null when the form has none of them
 */
export function fieldOf(path: string, fields: ReadonlySet<string>): string | null {
  const parts = path.split('.');
  for (let n = parts.length; n > 0; n--) {
    const at = parts.slice(0, n).join('.');
    if (fields.has(at)) return at;
  }
  return null;
}
