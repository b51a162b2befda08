/** PostgreSQL's number of an element's type, and how one element is written. */
type Element<T> = { readonly oid: number; bytes(value: T): number; write(into: Buffer, at: number, value: T): void };

const TEXT: Element<string> = {
  oid: 25,
  bytes: (v) => Buffer.byteLength(v),
  write: (into, at, v) => void into.write(v, at),
};
/** A version byte goes before the text. */
const JSONB: Element<string> = {
  oid: 3802,
  bytes: (v) => 1 + Buffer.byteLength(v),
  write: (into, at, v) => {
    into[at] = 1;
    into.write(v, at + 1);
  },
};
const UUID: Element<string> = {
  oid: 2950,
  bytes: () => 16,
  write: (into, at, v) => {
    // What is no id would leave bytes of somebody else's memory behind.
    if (into.write(v.replaceAll('-', ''), at, 'hex') !== 16) throw new TypeError(`not an id: ${JSON.stringify(v)}`);
  },
};
const BIGINT: Element<number> = {
  oid: 20,
  bytes: () => 8,
  write: (into, at, v) => void into.writeBigInt64BE(BigInt(v), at),
};
const INTEGER: Element<number> = {
  oid: 23,
  bytes: () => 4,
  write: (into, at, v) => void into.writeInt32BE(v, at),
};
const DOUBLE: Element<number> = {
  oid: 701,
  bytes: () => 8,
  write: (into, at, v) => void into.writeDoubleBE(v, at),
};
const BOOLEAN: Element<boolean> = {
  oid: 16,
  bytes: () => 1,
  write: (into, at, v) => {
    into[at] = v ? 1 : 0;
  },
};
/** PostgreSQL counts time from the year 2000: instants in microseconds, days in days. */
const SINCE = Date.UTC(2000, 0, 1);
const INSTANT: Element<Date> = {
  oid: 1184,
  bytes: () => 8,
  write: (into, at, v) => void into.writeBigInt64BE(BigInt(v.getTime() - SINCE) * 1000n, at),
};
const DAY: Element<string> = {
  oid: 1082,
  bytes: () => 4,
  write: (into, at, v) => void into.writeInt32BE((Date.parse(`${v}T00:00:00Z`) - SINCE) / 86_400_000, at),
};
const BYTEA: Element<Buffer> = {
  oid: 17,
  bytes: (v) => v.length,
  write: (into, at, v) => void v.copy(into, at),
};

const HEAD = 20;

/**
 * A list as PostgreSQL reads it without parsing (`array_recv`): dimensions, whether a null is in it, the element's type, length, first index, then each
 * element behind its length. As text every quote of a JSON document is escaped here and unescaped there, which for the change log was a tenth of the work.
 */
function encode<T>(list: readonly (T | null)[], element: Element<T>): Buffer {
  let size = HEAD;
  for (const v of list) size += 4 + (v === null ? 0 : element.bytes(v));
  const out = Buffer.allocUnsafe(size);
  out.writeInt32BE(list.length === 0 ? 0 : 1, 0);
  out.writeInt32BE(list.includes(null) ? 1 : 0, 4);
  out.writeUInt32BE(element.oid, 8);
  if (list.length === 0) return out.subarray(0, 12);
  out.writeInt32BE(list.length, 12);
  out.writeInt32BE(1, 16);
  let at = HEAD;
  for (const v of list) {
    const length = v === null ? -1 : element.bytes(v);
    out.writeInt32BE(length, at);
    at += 4;
    if (v === null) continue;
    element.write(out, at, v);
    at += length;
  }
  return out;
}

/** Lists for parameters that the statement casts to the same type, e.g. `$1::jsonb[]`. Texts of JSON, ids and numbers must be what they say. */
export const textArray = (list: readonly (string | null)[]): Buffer => encode(list, TEXT);
export const jsonbArray = (list: readonly (string | null)[]): Buffer => encode(list, JSONB);
export const uuidArray = (list: readonly (string | null)[]): Buffer => encode(list, UUID);
export const bigintArray = (list: readonly (number | null)[]): Buffer => encode(list, BIGINT);
export const byteaArray = (list: readonly (Buffer | null)[]): Buffer => encode(list, BYTEA);
export const integerArray = (list: readonly (number | null)[]): Buffer => encode(list, INTEGER);
export const doubleArray = (list: readonly (number | null)[]): Buffer => encode(list, DOUBLE);
export const booleanArray = (list: readonly (boolean | null)[]): Buffer => encode(list, BOOLEAN);
/** Instants, for `timestamptz[]`. */
export const instantArray = (list: readonly (Date | null)[]): Buffer => encode(list, INSTANT);
/** Days as YYYY-MM-DD, for `date[]`. */
export const dayArray = (list: readonly (string | null)[]): Buffer => encode(list, DAY);
