import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, contentHash } from './hash.ts';
import { sha256 } from './sha256.ts';
import { newId } from './uuid.ts';

test('our own SHA-256 is the real one, whatever the length', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(Buffer.from(sha256(bytes)).toString('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
    }),
  );
});

test('ids are version 7, never the same, and count up even when the clock is set back', () => {
  const ids = [1_800_000_000_000, 1_800_000_000_000, 1_799_000_000_000, 1_800_000_000_001].map((ms) => newId(ms));
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(Array.from({ length: 10_000 }, () => newId())).size).toBe(10_000);
});

test('the content hash does not care for the order of keys, and sees every change', async () => {
  const item = { kind: 'record', claimedAt: '2026-11-24T00:00:00Z', payload: { a: 1, b: [{ c: null, d: 'x' }] } };
  const turned = {
    claimedAt: item.claimedAt,
    payload: { b: [{ d: 'x', c: null }], a: 1, z: undefined },
    kind: 'record',
  };
  expect(await contentHash(item)).toBe(await contentHash(turned));
  expect(await contentHash({ ...item, payload: { a: 2 } })).not.toBe(await contentHash(item));
  expect(canonicalJson({ b: 1, a: undefined })).toBe('{"b":1}');
});
