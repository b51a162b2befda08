import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gcmCipher, keyOf, SealBroken } from './cipher.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');

test('SM3 as in GB/T 32905-2016, annex A', () => {
  expect(createHash('sm3').update('abc').digest('hex')).toBe(
    '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
  );
  expect(createHash('sm3').update('abcd'.repeat(16)).digest('hex')).toBe(
    'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732',
  );
});

test('SM4 as in GB/T 32907-2016, annex A.1', () => {
  const key = hex('0123456789abcdeffedcba9876543210');
  const ecb = createCipheriv('sm4-ecb', key, null).setAutoPadding(false);
  expect(ecb.update(key, undefined, 'hex')).toBe('681edf34d206965e86b3e94f536e4246');
});

test('SM4-GCM as in RFC 8998, annex A.1', () => {
  const gcm = createCipheriv(
    'sm4-gcm' as 'aes-256-gcm',
    hex('0123456789abcdeffedcba9876543210'),
    hex('00001234567800000000abcd'),
    {
      authTagLength: 16,
    },
  );
  gcm.setAAD(hex('feedfacedeadbeeffeedfacedeadbeefabaddad2'));
  const plain = hex(
    'aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccddddddddddddddddeeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa',
  );
  expect(gcm.update(plain, undefined, 'hex') + gcm.final('hex')).toBe(
    '17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d',
  );
  expect(gcm.getAuthTag().toString('hex')).toBe('83de3541e4c2b58177e065a9bf7b62ec');
});

/** Two real implementations, else it is not a seam. */
const ciphers = [
  [
    'sm4-gcm',
    (key = keyOf(randomBytes(16)), ...older: ReturnType<typeof keyOf>[]) => gcmCipher('sm4-gcm', [key, ...older]),
    16,
  ],
  [
    'aes-256-gcm',
    (key = keyOf(randomBytes(32)), ...older: ReturnType<typeof keyOf>[]) => gcmCipher('aes-256-gcm', [key, ...older]),
    32,
  ],
] as const;

test.each(ciphers)('%s opens what it sealed, whatever it was', (_, make) => {
  const cipher = make();
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (plain) => {
      expect(cipher.decrypt(cipher.encrypt(plain, 'phone'), 'phone')).toBe(plain);
    }),
  );
});

test.each(ciphers)('%s: the same number is sealed differently each time and found all the same', (_, make) => {
  const cipher = make();
  expect(cipher.encrypt('13800001111', 'phone')).not.toBe(cipher.encrypt('13800001111', 'phone'));
  expect(cipher.blindIndex('13800001111', 'phone')).toBe(cipher.blindIndex('13800001111', 'phone'));
  expect(cipher.blindIndex('13800001111', 'phone')).not.toBe(cipher.blindIndex('13800001111', 'identity'));
  expect(cipher.blindIndex('13800001111', 'phone')).not.toBe(make().blindIndex('13800001111', 'phone'));
});

test.each(ciphers)('%s refuses what was altered, moved or sealed by a stranger', (_, make) => {
  const cipher = make();
  const sealed = cipher.encrypt('410122199001011234', 'identity');
  const other = sealed.at(-1) === 'A' ? 'B' : 'A';
  const altered = sealed.slice(0, sealed.lastIndexOf('.') + 5) + other + sealed.slice(sealed.lastIndexOf('.') + 6);
  for (const wrong of [
    altered === sealed ? `${sealed}AAAA` : altered,
    `${sealed}AAAA`,
    sealed.slice(0, -6),
    '',
    'v1.sm4',
    make().encrypt('x', 'identity'),
  ]) {
    expect(() => cipher.decrypt(wrong, 'identity'), wrong).toThrow(SealBroken);
  }
  expect(() => cipher.decrypt(sealed, 'phone')).toThrow(SealBroken);
});

test.each(ciphers)('%s: after a new key the old texts still open and are still found', (_, make, size) => {
  const [old, fresh] = [keyOf(randomBytes(size)), keyOf(randomBytes(size))];
  const [before, after] = [make(old), make(fresh, old)];
  expect(after.decrypt(before.encrypt('13800001111', 'phone'), 'phone')).toBe('13800001111');
  expect(after.blindIndex('13800001111', 'phone')).toBe(before.blindIndex('13800001111', 'phone'));
  expect(() => before.decrypt(after.encrypt('1', 'phone'), 'phone')).toThrow(SealBroken);
});

test('neither opens what the other sealed', () => {
  const [sm4, aes] = [ciphers[0][1](), ciphers[1][1]()];
  expect(() => aes.decrypt(sm4.encrypt('1', 'phone'), 'phone')).toThrow(SealBroken);
  expect(() => gcmCipher('sm4-gcm', [keyOf(randomBytes(32))])).toThrow(RangeError);
});
