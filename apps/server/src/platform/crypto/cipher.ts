import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';

/** What the sealed text is of; part of what is authenticated, so that a sealed phone cannot be put where an identity number stands. */
export type Purpose = 'phone' | 'identity';

/**
 * The one seam for secrets at rest. Sealed text is `v1.<algorithm>.<key id>.<nonce>.<tag ‖ cipher text>` (base64url), so that it says by
 * itself which key opens it; a nonce is random and used once.
 */
export type Cipher = {
  readonly algorithm: 'sm4-gcm' | 'aes-256-gcm';
  encrypt(plain: string, purpose: Purpose): string;
  /** @throws {SealBroken} when it was altered, belongs to another purpose, or its key is not here */
  decrypt(sealed: string, purpose: Purpose): string;
  /** The same for the same plain text and only then, 64 hex digits: finds a phone number without opening any. Useless without the key. */
  blindIndex(plain: string, purpose: Purpose): string;
};

/** Thrown when a sealed text cannot be opened. */
export class SealBroken extends Error {}

/** A key with the name that sealed texts carry. */
export type Key = { readonly id: string; readonly bytes: Buffer };

/** The first 8 hex digits of the key's own hash: names the key, tells nothing of it. */
export const keyOf = (bytes: Buffer): Key => ({
  id: createHash('sm3').update('key').update(bytes).digest('hex').slice(0, 8),
  bytes,
});

const LENGTH = { 'sm4-gcm': 16, 'aes-256-gcm': 32 } as const;
/** Blind indexes are made by the hash of the same family. */
const DIGEST = { 'sm4-gcm': 'sm3', 'aes-256-gcm': 'sha256' } as const;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * A cipher of GB/T 32907 (SM4) or AES in Galois counter mode.
 * @param keys the first seals, all of them open: put a new key in front and old texts can still be read
 * @throws {RangeError} when a key has the wrong length
 */
export function gcmCipher(algorithm: Cipher['algorithm'], keys: readonly [Key, ...Key[]]): Cipher {
  const wrong = keys.find((k) => k.bytes.length !== LENGTH[algorithm]);
  if (wrong) throw new RangeError(`${algorithm} needs keys of ${LENGTH[algorithm]} bytes, found ${wrong.bytes.length}`);
  const [current] = keys;
  // The oldest key indexes for ever, else a number sealed before a rotation could not be found after it.
  const indexKey = createHmac(DIGEST[algorithm], (keys.at(-1) ?? current).bytes)
    .update('blind index')
    .digest();
  const name = algorithm.replace('-gcm', '');
  // @types/node lists the AES modes only; node takes every AEAD of its OpenSSL, and the test vectors prove this one.
  const gcmType = algorithm as 'aes-256-gcm';
  return {
    algorithm,
    encrypt(plain, purpose) {
      const nonce = randomBytes(NONCE_BYTES);
      const gcm = createCipheriv(gcmType, current.bytes, nonce, { authTagLength: TAG_BYTES });
      gcm.setAAD(Buffer.from(purpose));
      const text = Buffer.concat([gcm.update(plain, 'utf8'), gcm.final()]);
      return `v1.${name}.${current.id}.${nonce.toString('base64url')}.${Buffer.concat([gcm.getAuthTag(), text]).toString('base64url')}`;
    },
    decrypt(sealed, purpose) {
      const [version, by, id, nonce = '', body = ''] = sealed.split('.');
      const key = keys.find((k) => k.id === id);
      if (version !== 'v1' || by !== name || !key) throw new SealBroken(`no key ${by}.${id} here`);
      const bytes = Buffer.from(body, 'base64url');
      try {
        const gcm = createDecipheriv(gcmType, key.bytes, Buffer.from(nonce, 'base64url'), {
          authTagLength: TAG_BYTES,
        });
        gcm.setAAD(Buffer.from(purpose));
        gcm.setAuthTag(bytes.subarray(0, TAG_BYTES));
        return gcm.update(bytes.subarray(TAG_BYTES), undefined, 'utf8') + gcm.final('utf8');
      } catch (error) {
        throw new SealBroken('the sealed text was altered or sealed for another purpose', { cause: error });
      }
    },
    blindIndex: (plain, purpose) =>
      createHmac(DIGEST[algorithm], indexKey).update(`${purpose}\u0000${plain}`).digest('hex'),
  };
}
