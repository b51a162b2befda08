import type { RouteDef } from '@yufang/contract';
import fc from 'fast-check';
import { z } from 'zod';

/** Text that breaks what was not made for it: NUL, half characters, markup, quotes, very long, paths, formulas, days that are none. */
export const nasty: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    'a\u0000b',
    '\ud800',
    'x\udfff',
    '<script>alert(1)</script>',
    "'; drop table account; --",
    '=cmd|x',
    '../../etc/passwd',
    '%00',
    '2026-02-30',
    '9999-12-31',
    '+010000-01-01T00:00:00Z',
    '2026-02-30T25:61:00Z',
    'NaN',
    '-1',
    '1e400',
    '9007199254740993',
    '__proto__',
    'constructor',
    '41012',
    '999999',
    '',
    ' ',
  ),
  fc.constant('长'.repeat(5000)),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.uuid(),
);

const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;

const wild: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: nasty },
  fc.constantFrom<unknown>(null, true, -1, 0, 1e308, -1e308, 2 ** 53, 2 ** 31, 0.1, [], {}, [[]], [null], {
    a: { b: 1 },
  }),
  fc.uuid(),
  fc.array(nasty, { maxLength: 3 }),
);

/** A value of the kind a schema asks for, at the edge of what it lets pass; null where nothing simple is known. */
function near(schema: unknown): fc.Arbitrary<unknown> {
  if (!(schema instanceof z.ZodType)) return wild;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return near(schema.unwrap());
  if (schema instanceof z.ZodObject) return objectOf(schema, 1);
  if (schema instanceof z.ZodArray) return fc.array(near(schema.element), { maxLength: 2 });
  if (schema instanceof z.ZodEnum) return fc.constantFrom<unknown>(...schema.options);
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  if (schema instanceof z.ZodNumber)
    return fc.oneof<fc.Arbitrary<unknown>[]>(fc.constantFrom(0, 1, -1, 0.5, 2 ** 31, 2 ** 53 - 1, 1e308), fc.nat(200));
  if (schema instanceof z.ZodUUID) return fc.uuid();
  const samples = [
    '410122',
    '410122001',
    '2026-02-28',
    '9999-12-31',
    '0001-01-01',
    '2026-11-24T00:00:00Z',
    'a',
    '13800000000',
  ];
  const fits = samples.filter((s) => schema.safeParse(s).success);
  return fc.oneof<fc.Arbitrary<unknown>[]>(nasty, ...(fits.length > 0 ? [fc.constantFrom(...fits)] : []));
}

/** An object whose fields are mostly right and now and then wild, so that inputs get past the schema and into the handler. */
function objectOf(schema: z.ZodObject, wildness: number): fc.Arbitrary<Record<string, unknown>> {
  const shape: Record<string, unknown> = schema.shape;
  const fields = Object.fromEntries(
    Object.entries(shape).map(([name, field]) => [
      name,
      fc.oneof({ weight: 12, arbitrary: near(field) }, { weight: wildness, arbitrary: wild }),
    ]),
  );
  const required = Object.keys(shape).filter((name) => {
    const field = shape[name];
    return field instanceof z.ZodType && !field.safeParse(undefined).success;
  });
  return fc.record<Record<string, unknown>>(fields, { requiredKeys: required });
}

/** A JSON body near the schema, or far from it; of another type; cut off; very deep; with a property nobody asked for. */
export function bodyOf(r: RouteDef): fc.Arbitrary<{ type: string; payload: string }> {
  const json = (payload: string) => ({ type: 'application/json', payload });
  const close = near(r.body).map((v) => json(JSON.stringify(v) ?? 'null'));
  const more = near(r.body).map((v) =>
    json(
      JSON.stringify(
        typeof v === 'object' && v !== null && !Array.isArray(v) ? { ...v, admin: true, role: 'system_admin' } : v,
      ) ?? '1',
    ),
  );
  return fc.oneof(
    { weight: 8, arbitrary: close },
    { weight: 1, arbitrary: more },
    { weight: 2, arbitrary: wild.map((v) => json(JSON.stringify(v) ?? 'null')) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        json('{"a":'),
        json(''),
        json(deep(5000)),
        json(`{"a":${deep(100)}}`),
        json('{"__proto__":{"x":1}}'),
        { type: 'text/xml', payload: '<a/>' },
        { type: 'application/x-www-form-urlencoded', payload: 'a=1' },
        { type: 'multipart/form-data; boundary=x', payload: '--x\r\nbroken' },
        { type: 'multipart/form-data', payload: 'no boundary' },
        { type: 'nonsense', payload: 'x' },
      ),
    },
  );
}

/** A query near the schema, with doubled and unknown names. */
export function queryOf(r: RouteDef): fc.Arbitrary<string> {
  const near1 = r.query ? objectOf(r.query, 2) : fc.constant<Record<string, unknown>>({});
  const text = (v: unknown) => (typeof v === 'object' ? JSON.stringify(v) : String(v)).toWellFormed().slice(0, 700);
  return fc
    .record({ values: near1, twice: fc.integer({ min: 0, max: 6 }), junk: nasty })
    .map(({ values, twice, junk }) => {
      const pairs = Object.entries(values)
        .filter(([, v]) => v !== undefined)
        .map(([name, v]) => `${name}=${encodeURIComponent(text(v))}`);
      const first = pairs[0];
      if (twice === 0 && first) pairs.push(first);
      if (twice === 1) pairs.push(`${encodeURIComponent(junk.toWellFormed().slice(0, 50))}=1`);
      if (twice === 2) pairs.push('%');
      return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
    });
}

const cursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const odd: readonly unknown[] = [
  'x',
  '',
  'a\u0000',
  null,
  {},
  -1,
  1e308,
  '9999-99-99',
  '2026-11-24T00:00:00Z',
  "';--",
  '275761-01-01',
];

/** Cursors of every width that are ours by form and not by content. */
export const cursors: readonly string[] = [
  'x',
  '%%%',
  '//8=',
  cursor(7),
  cursor({}),
  cursor([]),
  ...[1, 2, 3].flatMap((width) => [
    ...odd.map((v) => cursor(Array.from({ length: width }, () => v))),
    cursor(
      Array.from({ length: width }, (_, i) => (i === width - 1 ? crypto.randomUUID() : '2026-11-24T00:00:00.000Z')),
    ),
  ]),
];
