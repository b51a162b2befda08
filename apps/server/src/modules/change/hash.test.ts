import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, linkHash } from './hash.ts';

const Facts = fc.record({
  enterpriseId: fc.uuid(),
  seq: fc.nat(),
  at: fc.integer({ min: 0, max: 8.64e15 }),
  actorId: fc.string({ unit: 'binary' }),
  actorRole: fc.string(),
  device: fc.option(fc.string({ unit: 'binary' })),
  entity: fc.string(),
  entityId: fc.uuid(),
  action: fc.string(),
  before: fc.oneof(fc.constant(null), fc.dictionary(fc.string(), fc.jsonValue())),
  after: fc.dictionary(fc.string(), fc.jsonValue()),
});

test('a link is SM3 over the previous hash and all the facts as one canonical text', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), Facts, (bytes, facts) => {
      const previous = Buffer.from(bytes);
      const whole = createHash('sm3').update(previous).update(canonicalJson(facts)).digest();
      expect(linkHash(previous, facts)).toEqual(whole);
    }),
  );
});

test('what is written and what is read back from JSON are one text', () => {
  const row = { b: new Date(0), a: Buffer.from([1, 2]), d: [undefined, Number.NaN], c: undefined, e: { z: 1, y: 'ü' } };
  const text = canonicalJson(row);
  expect(canonicalJson(JSON.parse(text))).toBe(text);
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(row)));
});

test('the canonical text is that of JSON.stringify over sorted names, at every depth and for any text', () => {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([k, v]) => [k, sorted(v)]),
    );
  };
  // Names that look like numbers come first in an object whatever their order; the log's rows have none.
  const name = fc.string({ unit: 'binary' }).filter((k) => k !== '__proto__' && !/^\d+$/.test(k));
  const text = fc.string({ unit: 'binary' });
  const value = fc.letrec((tie) => ({
    any: fc.oneof(text, fc.double({ noNaN: true }), fc.boolean(), fc.constant(null), fc.array(tie('any')), tie('row')),
    row: fc.dictionary(name, tie('any'), { maxKeys: 6 }),
  })).row;
  fc.assert(
    fc.property(value, (v) => {
      expect(canonicalJson(v)).toBe(JSON.stringify(sorted(v)));
    }),
  );
});
