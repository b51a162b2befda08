import type { RawRow } from '@yufang/exchange';
import { type Cipher, type Purpose, sealed } from '../../platform/crypto/index.ts';
import type { Row } from '../change/record.ts';

/** Names under which senders give the telephone of a person. */
const PHONE = /mobile|phone|(^|_|[a-z])tel(ephone)?(no|num|number)?$|手机|电话/i;
/** Names under which senders give an identity number. */
const IDENTITY = /id_?card|identity_?(no|num|card)|sfzh|zjhm|身份证/i;

/** A sealed value among the fields kept of a row: `tail` may be shown, `hash` tells whether it is the same, `sealed` opens with the key. */
type SealedValue = { readonly tail: string; readonly hash: string; readonly sealed: string };

/** Seals the numbers of one import: a file names the same people in every row, and each number is sealed once. */
type Seal = (plain: string, purpose: Purpose) => SealedValue;

/** A sealer for one import. */
export function sealer(cipher: Cipher): Seal {
  const known = new Map<string, SealedValue>();
  return (plain, purpose) => {
    const key = `${purpose} ${plain}`;
    const found = known.get(key);
    if (found) return found;
    const { tail, hash, cipher: text } = sealed(cipher, plain, purpose);
    const value = { tail, hash, sealed: text };
    known.set(key, value);
    return value;
  };
}

/** The same fields with every telephone and identity number sealed, at any depth, before anything is compared, kept or logged. */
export function sealFields(extra: RawRow, seal: Seal): Row {
  return Object.fromEntries(Object.entries(extra).map(([name, value]) => [name, sealOne(name, value, seal)]));
}

function sealOne(name: string, value: unknown, seal: Seal): unknown {
  if (Array.isArray(value)) return value.map((v) => sealOne(name, v, seal));
  if (typeof value === 'object' && value !== null) return sealFields(value as RawRow, seal);
  const purpose: Purpose | null = PHONE.test(name) ? 'phone' : IDENTITY.test(name) ? 'identity' : null;
  if (purpose === null || (typeof value !== 'string' && typeof value !== 'number')) return value;
  return seal(String(value).trim(), purpose);
}

/** A value with its names in order and without what is different each time although it says the same (the sealed text). */
export function comparable(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== 'object' || value === null) return value ?? null;
  const isSealed = 'sealed' in value && 'hash' in value && 'tail' in value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !(isSealed && name === 'sealed'))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, comparable(inner)]),
  );
}
