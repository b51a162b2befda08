import type { HistoryRow } from '@yufang/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../platform/clock/clock.ts';
import { dimColumns, type EnterpriseDims } from '../../platform/db/actor.ts';
import { asSystem } from '../../platform/db/database.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { makeEnterprise, officer, staff } from '../../testing/world.ts';
import { difference, openChain, type Row, record, systemActor } from '../change/record.ts';
import { foldChanges, unfoldChanges } from './fold.ts';
import { rowsAt } from './queries.ts';

let t: TestApp;
let dims: EnterpriseDims;
const personId = newId();

/** Write a person's row and its change at an instant. */
async function write(at: string, columns: object): Promise<void> {
  await asSystem(t.db, async (trx) => {
    const chain = await openChain(trx, dims);
    const before = await trx.selectFrom('person').selectAll().where('id', '=', personId).executeTakeFirst();
    const after = before
      ? await trx.updateTable('person').set(columns).where('id', '=', personId).returningAll().executeTakeFirstOrThrow()
      : await trx
          .insertInto('person')
          .values({ ...dimColumns(dims), id: personId, name: '', ...columns })
          .returningAll()
          .executeTakeFirstOrThrow();
    const entry = {
      entity: 'person',
      entityId: personId,
      action: before ? 'update' : 'create',
      before: before ?? null,
      after,
    };
    await record(trx, chain, { actor: systemActor('test'), at: new Date(at), entries: [entry] });
  });
}

beforeAll(async () => {
  t = await makeTestApp();
  dims = await makeEnterprise(t.db, { countyCode: '410122' });
  await write('2026-11-10T02:00:00Z', { name: '王工', phone_tail: '1234', phone_cipher: 'secret', phone_hash: 'h' });
  await write('2026-11-12T15:59:00Z', { name: '王建国' });
  await write('2026-11-12T16:01:00Z', { state: 'withdrawn', phone_tail: null });
});
afterAll(() => t.close());

const url = (path: string) => `/api/v1/enterprises/${dims.enterpriseId}/history${path}`;
const rows = async (path: string, actor = officer('410122')) =>
  (await t.as(actor, { method: 'GET', url: url(path) })).body as { rows: HistoryRow[]; next: string | null };

test('newest first, before and after, page by page, never a secret', async () => {
  const all = await rows(`?entityId=${personId}`);
  expect(all.rows.map((r) => r.action)).toEqual(['update', 'update', 'create']);
  expect(all.rows[1]).toMatchObject({ before: { name: '王工' }, after: { name: '王建国' } });
  expect(JSON.stringify(all)).not.toMatch(/secret|phone_hash/);
  const first = await rows(`?entityId=${personId}&limit=2`);
  expect(first.rows).toHaveLength(2);
  expect((await rows(`?entityId=${personId}&limit=2&after=${first.next}`)).rows.map((r) => r.action)).toEqual([
    'create',
  ]);
  expect((await rows('?entity=enterprise')).rows).toHaveLength(1);
  expect((await rows(`?entityId=${personId}&from=2026-11-12&to=2026-11-12`)).rows).toHaveLength(1);
});

test('out of the scope there is no history', async () => {
  expect((await t.as(officer('411300'), { method: 'GET', url: url('') })).status).toBe(404);
  const other = await makeEnterprise(t.db, {});
  expect((await t.as(staff('enterprise_head', other.enterpriseId), { method: 'GET', url: url('') })).status).toBe(404);
});

test('a row as it stood at the end of a business day of Shanghai', async () => {
  const on = async (day: string) =>
    (await t.as(officer('410122'), { method: 'GET', url: url(`/replay?entityId=${personId}&day=${day}`) })).body;
  expect(await on('2026-11-09')).toMatchObject({ row: null, seq: null });
  expect(await on('2026-11-11')).toMatchObject({ entity: 'person', row: { name: '王工', state: 'active' } });
  expect(await on('2026-11-12')).toMatchObject({ row: { name: '王建国', state: 'active', phone_tail: '1234' } });
  expect(await on('2026-11-13')).toMatchObject({ row: { name: '王建国', state: 'withdrawn', phone_tail: null } });
  const tables = await asSystem(t.db, (trx) =>
    rowsAt(trx, dims.enterpriseId, { entities: ['person'], day: '2026-11-12' }),
  );
  expect(tables.get('person')).toMatchObject([{ name: '王建国' }]);
});

test('folding forward and back meet, whatever was written', () => {
  const Value = fc.option(fc.oneof(fc.string(), fc.integer(), fc.boolean()), { nil: null });
  const RowOf = fc.record({ a: Value, b: Value, c: Value });
  fc.assert(
    fc.property(fc.array(RowOf, { minLength: 1, maxLength: 8 }), fc.nat(), (versions, at) => {
      const changes = versions.map((row, i) => difference(i === 0 ? null : (versions[i - 1] as Row), row));
      const solid = (row: Row | null) => Object.fromEntries(Object.entries(row ?? {}).filter(([, v]) => v !== null));
      expect(solid(foldChanges(changes))).toEqual(solid(versions.at(-1) ?? null));
      const k = at % versions.length;
      expect(solid(unfoldChanges(versions.at(-1) as Row, changes.slice(k + 1)))).toEqual(solid(versions[k] as Row));
    }),
  );
});
