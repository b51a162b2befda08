import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import {
  bigintArray,
  booleanArray,
  byteaArray,
  dayArray,
  doubleArray,
  instantArray,
  integerArray,
  jsonbArray,
  textArray,
  uuidArray,
} from './binary-array.ts';
import { asSystem } from './database.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await makeTestDatabase();
});
afterAll(() => t.close());

test('PostgreSQL reads back every element as it was given: nulls, quotes, Chinese, the longest numbers, none at all', async () => {
  const texts = ['a"b\\c', '防护缺失', '', null, '😀{,}'];
  const documents = ['{"名":"阀门\\"漏\\""}', null, '[1,null,"\\\\"]'];
  const ids = [crypto.randomUUID(), null, '00000000-0000-0000-0000-000000000000'];
  const numbers = [Number.MAX_SAFE_INTEGER, -1, null, 0];
  const bytes = [Buffer.from([0, 255, 34, 92]), null, Buffer.alloc(0)];
  await asSystem(t.db, async (trx) => {
    const { rows } =
      await sql`select ${textArray(texts)}::text[] as texts, ${jsonbArray(documents)}::jsonb[]::text[] as documents,
      ${uuidArray(ids)}::uuid[]::text[] as ids, ${bigintArray(numbers)}::bigint[]::text[] as numbers,
      ${byteaArray(bytes)}::bytea[] as bytes, ${textArray([])}::text[] as none, ${jsonbArray([])}::jsonb[]::text[] as nothing`.execute(
        trx,
      );
    const [row] = rows as [Record<string, (string | null)[]>];
    expect(row.texts).toEqual(texts);
    expect(row.documents?.map((d) => d && JSON.parse(d))).toEqual(documents.map((d) => d && JSON.parse(d)));
    expect(row.ids).toEqual(ids);
    expect(row.numbers).toEqual(numbers.map((n) => n?.toString() ?? null));
    expect(row.bytes).toEqual(bytes);
    expect(row.none).toEqual([]);
    expect(row.nothing).toEqual([]);
  });
});

test('numbers, truth, instants and days too, before the year 2000 as after it', async () => {
  const integers = [2_147_483_647, null, -2_147_483_648, 0];
  const doubles = [113.7, null, -0.1, Number.MIN_VALUE, 1e300];
  const truths = [true, null, false];
  const instants = ['2026-11-28T15:59:59.999Z', null, '1970-01-01T00:00:00.000Z', '1899-12-31T23:59:59.001Z'];
  const days = ['2026-11-28', null, '2000-01-01', '1999-12-31', '2028-02-29'];
  const dates = instants.map((at) => (at === null ? null : new Date(at)));
  await asSystem(t.db, async (trx) => {
    const { rows } = await sql<Record<string, unknown[]>>`select ${integerArray(integers)}::integer[] as integers,
      ${doubleArray(doubles)}::double precision[] as doubles, ${booleanArray(truths)}::boolean[] as truths,
      array(select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') from unnest(${instantArray(dates)}::timestamptz[]) as at) as instants,
      ${dayArray(days)}::date[]::text[] as days, ${instantArray([])}::timestamptz[]::text[] as none`.execute(trx);
    expect(rows[0]).toEqual({ integers, doubles, truths, instants, days, none: [] });
  });
});

test('what is no id is refused here', () => {
  for (const bad of ['', 'abc', '00000000-0000-0000-0000-00000000000g', "x'); drop table change; --"])
    expect(() => uuidArray([bad])).toThrow('not an id');
});
