import { randomBytes } from 'node:crypto';
import type { Config } from '../config/config.ts';
import { keepSecret } from '../db/embedded.ts';
import { type Cipher, gcmCipher, type Key, keyOf, type Purpose } from './cipher.ts';

export type { Cipher, Purpose } from './cipher.ts';
export { SealBroken } from './cipher.ts';

const made = new WeakMap<Config, Cipher>();

/**
 * The platform's cipher: SM4-GCM, or AES-256-GCM where YUFANG_CIPHER says so.
 * Keys come from the configuration (current first, earlier ones after commas) or are made once and kept beside the data.
 */
export function cipherOf(config: Config): Cipher {
  const found = made.get(config) ?? make(config);
  made.set(config, found);
  return found;
}

function make(config: Config): Cipher {
  const aes = config.YUFANG_CIPHER === 'aes';
  const bytes = aes ? 32 : 16;
  const given = aes ? config.YUFANG_AES_KEY : config.YUFANG_SM4_KEY;
  const text = given ?? keepSecret(config.YUFANG_DATA, aes ? 'aes' : 'sm4', () => randomBytes(bytes).toString('hex'));
  const [first, ...older] = text.split(',').map((hex) => keyOf(Buffer.from(hex.trim(), 'hex')));
  const keys: [Key, ...Key[]] = [first ?? keyOf(randomBytes(bytes)), ...older];
  return gcmCipher(aes ? 'aes-256-gcm' : 'sm4-gcm', keys);
}

/** What may be shown of a number without opening it: the last four characters. */
export const tailOf = (plain: string): string => plain.slice(-4);

/** Whether two sealed texts hold the same number; seals differ each time they are made. Null holds nothing. */
export const sameSealed = (cipher: Cipher, a: string | null, b: string | null, purpose: Purpose): boolean =>
  a === null || b === null ? a === b : cipher.decrypt(a, purpose) === cipher.decrypt(b, purpose);

/** The three columns a sealed number is kept in. */
export const sealed = (cipher: Cipher, plain: string, purpose: 'phone' | 'identity') => ({
  cipher: cipher.encrypt(plain, purpose),
  tail: tailOf(plain),
  hash: cipher.blindIndex(plain, purpose),
});
