/** PostgreSQL's number of an element's type, how long one element is, and how it is written; `write` returns the length again. */
type Element<T> = { readonly oid: number; bytes(value: T): number; write(into: Buffer, at: number, value: T): number };

const TEXT: Element<string> = {
  oid: 25,
  bytes: (v) => Buffer.byteLength(v),
  write: (into, at, v) => into.write(v, at),
};
/** A version byte goes before the text. */
const JSONB: Element<string> = {
  oid: 3802,
  bytes: (v) => 1 + Buffer.byteLength(v),
  write: (into, at, v) => {
    into[at] = 1;
    return 1 + into.write(v, at + 1);
  },
};
const UUID: Element<string> = {
  oid: 2950,
  bytes: () => 16,
  write: writeId,
};
const BIGINT: Element<number> = {
  oid: 20,
  bytes: () => 8,
  write: writeBigint,
};
const INTEGER: Element<number> = {
  oid: 23,
  bytes: () => 4,
  write: (into, at, v) => into.writeInt32BE(v, at) - at,
};
const DOUBLE: Element<number> = {
  oid: 701,
  bytes: () => 8,
  write: (into, at, v) => into.writeDoubleBE(v, at) - at,
};
const BOOLEAN: Element<boolean> = {
  oid: 16,
  bytes: () => 1,
  write: (into, at, v) => {
    into[at] = v ? 1 : 0;
    return 1;
  },
};
/** PostgreSQL counts time from the year 2000: instants in microseconds, days in days. */
const SINCE = Date.UTC(2000, 0, 1);
const INSTANT: Element<Date> = {
  oid: 1184,
  bytes: () => 8,
  write: (into, at, v) => writeBigint(into, at, (v.getTime() - SINCE) * 1000),
};
const DAY: Element<string> = {
  oid: 1082,
  bytes: () => 4,
  write: (into, at, v) => into.writeInt32BE((Date.parse(`${v}T00:00:00Z`) - SINCE) / 86_400_000, at) - at,
};
const BYTEA: Element<Buffer> = {
  oid: 17,
  bytes: (v) => v.length,
  write: (into, at, v) => v.copy(into, at),
};

/** The value of each hexadecimal digit by its character's number; -1 for what is none. */
const DIGIT = Int8Array.from({ length: 128 }, (_, code) =>
  '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase()),
);
const HYPHEN = 45;

/** Digit by digit: to take the hyphens out and have the library read the rest took four times as long, and a batch of records holds five hundred ids. */
function writeId(into: Buffer, at: number, id: string): number {
  let digits = 0;
  for (let i = 0; i < id.length; i += 1) {
    const code = id.charCodeAt(i);
    if (code === HYPHEN) continue;
    const digit = DIGIT[code] ?? -1;
    // What is no id would leave bytes of somebody else's memory behind.
    if (digit < 0 || digits === 32) throw new TypeError(`not an id: ${JSON.stringify(id)}`);
    const place = at + (digits >> 1);
    into[place] = digits % 2 === 0 ? digit << 4 : (into[place] as number) | digit;
    digits += 1;
  }
  if (digits !== 32) throw new TypeError(`not an id: ${JSON.stringify(id)}`);
  return 16;
}

const TWO_TO_32 = 2 ** 32;

/** A whole number in two halves: without the engine's big numbers as long as it is exact without them. */
function writeBigint(into: Buffer, at: number, n: number): number {
  if (!Number.isSafeInteger(n)) return into.writeBigInt64BE(BigInt(n), at) - at;
  const high = Math.floor(n / TWO_TO_32);
  into.writeInt32BE(high, at);
  return into.writeUInt32BE(n - high * TWO_TO_32, at + 4) - at;
}

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
    const length = v === null ? -1 : element.write(out, at + 4, v);
    out.writeInt32BE(length, at);
    at += 4 + Math.max(length, 0);
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
