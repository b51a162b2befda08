/** Where a drawing begins behind its prolog, and whether the prolog declares entities. `at`: index of `<svg`. */
export type SvgStart = { readonly at: number; readonly entities: boolean };

/** What may stand before the root, and it. */
const OPENINGS = ['<?', '<!--', '<!DOCTYPE', '<SVG '];

/**
 * Find the root of an SVG behind whatever XML allows before it: byte order mark, declaration, processing instructions, comments, a document type with or
 * without an internal subset. One pass, no backtracking.
 * @param text the file, or its beginning
 * @returns null: no SVG; `'longer'`: the prolog goes on behind what was given
 */
export function svgStart(text: string): SvgStart | 'longer' | null {
  let at = text.startsWith('\ufeff') ? 1 : 0;
  let entities = false;
  for (;;) {
    while (/\s/.test(text.charAt(at))) at += 1;
    if (at >= text.length) return 'longer';
    const rest = text.slice(at, at + 9);
    let end: number;
    if (rest.startsWith('<?')) end = after(text, '?>', at);
    else if (rest.startsWith('<!--')) end = after(text, '-->', at + 4);
    else if (rest.toUpperCase() === '<!DOCTYPE') {
      const type = documentType(text, at + 9);
      if (type === null) return 'longer';
      if (!/^\s+svg\b/i.test(text.slice(at + 9, at + 40))) return null;
      entities ||= type.entities;
      end = type.end;
    } else {
      // What is cut off in the middle of a name may still become one of the above.
      if (OPENINGS.some((o) => o !== rest && o.startsWith(rest.toUpperCase()))) return 'longer';
      return /^<svg[\s>/]/i.test(rest) ? { at, entities } : null;
    }
    if (end < 0) return 'longer';
    at = end;
  }
}

const after = (text: string, mark: string, from: number): number => {
  const found = text.indexOf(mark, from);
  return found < 0 ? -1 : found + mark.length;
};

/** The end of a document type that began before `from`: its own `>`, not one within quotes, comments or the internal subset. */
function documentType(text: string, from: number): { end: number; entities: boolean } | null {
  let depth = 0;
  let entities = false;
  for (let at = from; at < text.length; at += 1) {
    const c = text[at];
    if (c === '"' || c === "'") {
      const close = text.indexOf(c, at + 1);
      if (close < 0) return null;
      at = close;
    } else if (text.startsWith('<!--', at)) {
      const close = text.indexOf('-->', at + 4);
      if (close < 0) return null;
      at = close + 2;
    } else if (c === '[') depth += 1;
    else if (c === ']') depth -= 1;
    else if (c === '<') entities ||= text.slice(at, at + 8).toUpperCase() === '<!ENTITY';
    else if (c === '>' && depth <= 0) return { end: at + 1, entities };
  }
  return null;
}

/** The text of an SVG file by its own declaration of its letters; UTF-8 where it makes none, or one that nobody knows. */
export function svgText(file: Buffer): string {
  const named = /^[^<]{0,4}<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(
    file.toString('latin1', 0, 300),
  );
  try {
    return new TextDecoder(named?.[1] ?? 'utf-8').decode(file);
  } catch {
    return file.toString('utf8');
  }
}
