import { hash } from 'node:crypto';
import { isoInstant } from '@yufang/domain/calendar/day';

/** The names of an object that are written, in order, each also as JSON with its colon. `given`: all of them in the sequence in which they stand. */
type Shape = {
  readonly given: readonly string[];
  readonly fields: readonly { readonly name: string; readonly quoted: string }[];
};
/** Of so many names, so many objects are remembered; the rows of a table come again and again. */
const SHAPES_EACH = 16;

/** To sort the names of a row took longer than to write it: rows of the same names in the same sequence share one order. */
class Shapes {
  readonly #known = new Map<number, Shape[]>();
  readonly #leftOut: ReadonlySet<string>;

  constructor(leftOut: ReadonlySet<string>) {
    this.#leftOut = leftOut;
  }

  of(row: object): Shape {
    const given = Object.keys(row);
    const known = this.#known.get(given.length) ?? [];
    for (const shape of known) if (alike(shape.given, given)) return shape;
    const fields = given
      .filter((name) => !this.#leftOut.has(name))
      .toSorted()
      .map((name) => ({ name, quoted: `${JSON.stringify(name)}:` }));
    const made = { given, fields };
    if (known.length < SHAPES_EACH) this.#known.set(given.length, [...known, made]);
    return made;
  }
}

function alike(a: readonly string[], b: readonly string[]): boolean {
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
}

/** Text that JSON writes as it stands. */
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;
const everything = new Shapes(new Set());

type Row = Readonly<Record<string, unknown>>;

/**
 * JSON with its keys in order, so that the same facts always hash the same. What has a JSON form of its own (dates, bytes) is written by it, undefined is
 * left out, as `JSON.stringify` does: read back from the database it gives the same text again.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return PLAIN.test(value) ? `"${value}"` : JSON.stringify(value);
  if (typeof value === 'number') return Number.isFinite(value) ? `${value}` : 'null';
  if (value === null || typeof value === 'boolean') return `${value}`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'null' : `"${isoInstant(value.getTime())}"`;
  if (Array.isArray(value))
    return value.length === 0 ? '[]' : `[${value.map((v) => canonicalJson(v ?? null)).join(',')}]`;
  if (typeof value === 'object') {
    const row = value as Row;
    return typeof row.toJSON === 'function' ? canonicalJson(row.toJSON()) : fieldsText(row, everything.of(row), true);
  }
  throw new TypeError(`cannot be part of a change: ${typeof value}`);
}

/** A writer of whole rows in the same way, without what is null and without the names left out. */
export function rowWriter(leftOut: ReadonlySet<string>): (row: Row) => string {
  const shapes = new Shapes(leftOut);
  return (row) => fieldsText(row, shapes.of(row), false);
}

/** A row's fields in the order of its shape, undefined left out; null too where `nulls` is false. */
function fieldsText(row: Row, { fields }: Shape, nulls: boolean): string {
  let text = '';
  for (const { name, quoted } of fields) {
    const inner = row[name];
    if (inner === undefined || (inner === null && !nulls)) continue;
    text += `${text === '' ? '' : ','}${quoted}${canonicalJson(inner)}`;
  }
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
  const text =
    `{"action":${canonicalJson(action)},"actorId":${canonicalJson(actorId)},"actorRole":${canonicalJson(actorRole)},"after":${after},` +
    `"at":${at},"before":${before},"device":${canonicalJson(device)},"enterpriseId":${canonicalJson(enterpriseId)},` +
    `"entity":${canonicalJson(entity)},"entityId":${canonicalJson(entityId)},"seq":${seq}}`;
  return hash('sm3', Buffer.concat([previous, Buffer.from(text)]), 'buffer');
}
