import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { bigintArray, byteaArray, jsonbArray, textArray, uuidArray } from './binary-array.ts';
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

test('what is no id is refused here', () => {
  for (const bad of ['', 'abc', '00000000-0000-0000-0000-00000000000g', "x'); drop table change; --"])
    expect(() => uuidArray([bad])).toThrow('not an id');
});
