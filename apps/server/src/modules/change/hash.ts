import { hash } from 'node:crypto';

/** The names of an object in order, each written as JSON with its colon. */
type Shape = {
  readonly names: readonly string[];
  readonly order: readonly string[];
  readonly quoted: readonly string[];
};
const shapes = new Map<number, Shape[]>();
/** Of so many names, so many objects are remembered; the rows of a table come again and again. */
const SHAPES_EACH = 16;

/** To sort the names of a row took longer than to write it: rows of the same names in the same sequence share one order. */
function shapeOf(row: object): Shape {
  const names = Object.keys(row);
  const known = shapes.get(names.length) ?? [];
  const found = known.find((s) => s.names.every((name, i) => name === names[i]));
  if (found) return found;
  const order = names.toSorted();
  const made = { names, order, quoted: order.map((name) => `${JSON.stringify(name)}:`) };
  if (known.length < SHAPES_EACH) shapes.set(names.length, [...known, made]);
  return made;
}

/** Text that JSON writes as it stands. */
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

/**
 * JSON with its keys in order, so that the same facts always hash the same. What has a JSON form of its own (dates, bytes) is written by it, undefined is
 * left out, as `JSON.stringify` does: read back from the database it gives the same text again.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return PLAIN.test(value) ? `"${value}"` : JSON.stringify(value);
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((v) => canonicalJson(v ?? null)).join(',')}]`;
  if (typeof value === 'object') {
    const row = value as Readonly<Record<string, unknown>>;
    if (typeof row.toJSON === 'function') return canonicalJson(row.toJSON());
    return canonicalRow(row, isDefined);
  }
  throw new TypeError(`cannot be part of a change: ${typeof value}`);
}

const isDefined = (value: unknown): boolean => value !== undefined;

/** The same of an object's fields that are wanted. */
export function canonicalRow(
  row: Readonly<Record<string, unknown>>,
  wanted: (value: unknown, name: string) => boolean,
): string {
  const { order, quoted } = shapeOf(row);
  let text = '';
  order.forEach((name, i) => {
    const inner = row[name];
    if (wanted(inner, name)) text += `${text === '' ? '' : ','}${quoted[i]}${canonicalJson(inner)}`;
  });
  return `{${text}}`;
}

/** What one link of the chain covers. `at` in milliseconds since the epoch, so that no formatting can alter it. */
export type ChangeFacts = {
  readonly enterpriseId: string;
  readonly seq: number;
  readonly at: number;
  readonly actorId: string;
  readonly actorRole: string;
  readonly device: string | null;
  readonly entity: string;
  readonly entityId: string;
  readonly action: string;
  readonly before: unknown;
  readonly after: unknown;
};

/** The hash of the row before the first: 32 zero bytes. */
export const GENESIS = Buffer.alloc(32);

/**
 * The next link: SM3 (GB/T 32905-2016, 32 bytes) over the previous hash and the canonical facts.
 * Whoever alters, drops or reorders a row breaks every later link.
 */
export function linkHash(previous: Buffer, facts: ChangeFacts): Buffer {
  return linkTexts(previous, facts, { before: canonicalJson(facts.before), after: canonicalJson(facts.after) });
}

/** The same where what was and what is stand as canonical JSON already: the text that {@link canonicalJson} makes of all the facts. */
export function linkTexts(
  previous: Buffer,
  facts: Omit<ChangeFacts, 'before' | 'after'>,
  { before, after }: { readonly before: string; readonly after: string },
): Buffer {
  const { action, actorId, actorRole, at, device, enterpriseId, entity, entityId, seq } = facts;
  const first = JSON.stringify({ action, actorId, actorRole }).slice(0, -1);
  const last = JSON.stringify({ device, enterpriseId, entity, entityId, seq }).slice(1);
  const text = `${first},"after":${after},"at":${at},"before":${before},${last}`;
  return hash('sm3', Buffer.concat([previous, Buffer.from(text)]), 'buffer');
}
