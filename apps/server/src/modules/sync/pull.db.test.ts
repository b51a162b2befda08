import type { SyncPull, SyncRowKind } from '@yufang/contract';
import { taskIdOf } from '@yufang/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../platform/clock/clock.ts';
import { asSystem } from '../../platform/db/database.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { makeEnterprise, officer, staff } from '../../testing/world.ts';
import { openChain, record, systemActor } from '../change/record.ts';
import { dangerCalls, done } from '../danger/testing.ts';
import { generateTasks } from '../inspection/generate.ts';
import { makeSite, phone, recordItem, type Site } from '../inspection/testing.ts';
import { forgetReference } from '../reference/read.ts';

let t: TestApp;
let a: Site;

beforeAll(async () => {
  t = await makeTestApp(new Date('2026-11-23T02:00:00Z'));
  a = await makeSite(
    t,
    await makeEnterprise(t.db),
    Array.from({ length: 200 }, () => ({})),
  );
  await makeSite(t, a.dims, [{}, {}]);
  await generateTasks(t.db, t.clock.now());
});
afterAll(() => t.close());

const mine = () => phone(t, a.worker, a.dims.enterpriseId);
const today = '2026-11-22T16:00:00.000Z';

/** A phone's own store, fed by pages as the protocol says. */
function apply(pages: readonly SyncPull[], store = new Map<string, unknown>()): Map<string, unknown> {
  for (const page of pages) {
    if (page.reset) store.clear();
    for (const [kind, rows] of Object.entries(page.rows))
      for (const row of rows ?? []) store.set(`${kind}/${row.id}`, row);
    for (const g of page.gone) store.delete(`${g.kind}/${g.id}`);
  }
  return store;
}
const count = (store: Map<string, unknown>, kind: SyncRowKind) =>
  [...store.keys()].filter((k) => k.startsWith(`${kind}/`)).length;

/** Change a row as any module does: row and log in one transaction. */
async function change(table: 'inspection_item' | 'risk_unit', id: string, patch: object): Promise<void> {
  await asSystem(t.db, async (trx) => {
    const chain = await openChain(trx, a.dims);
    const key = trx.selectFrom(table).selectAll().where('enterprise_id', '=', a.dims.enterpriseId).where('id', '=', id);
    const before = await key.executeTakeFirstOrThrow();
    const after = await trx
      .updateTable(table)
      .set(patch as never)
      .where('enterprise_id', '=', a.dims.enterpriseId)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    const entries = [{ entity: table, entityId: id, action: 'update', before, after }];
    await record(trx, chain, { actor: systemActor('test'), at: t.clock.now(), entries });
  });
}

test('a first copy carries this person’s work and no other’s, in pages', async () => {
  const { pages } = await mine().pullAll();
  expect(pages.length).toBeGreaterThan(2);
  expect(pages[0]).toMatchObject({ reset: true, me: { name: '张三', role: 'post_worker' } });
  expect(pages.slice(1).every((p) => !p.reset)).toBe(true);
  const store = apply(pages);
  // Every point of the enterprise, but only the own post's items, measures and tasks: today's and tomorrow's window and the one after.
  expect(count(store, 'post')).toBe(1);
  expect(count(store, 'unit')).toBe(2);
  expect(count(store, 'measure')).toBe(1);
  expect(count(store, 'item')).toBe(200);
  expect(count(store, 'task')).toBe(600);
  expect(count(store, 'list')).toBeGreaterThan(5);
});

test('nothing changed: a few hundred bytes', async () => {
  const { cursor } = await mine().pullAll();
  const again = await mine().pullAll(cursor);
  expect(again.pages).toHaveLength(1);
  expect(again.pages[0]).toMatchObject({ reset: false, more: false, rows: {}, gone: [] });
  expect(again.bytes).toBeLessThan(400);
});

test('after 1 % of the rows changed, a second sync moves at most 2 % of the bytes and ends in the same store', async () => {
  const first = await mine().pullAll();
  const store = apply(first.pages);
  const total = [...store.keys()].filter((k) => !k.startsWith('list/')).length;
  const items = a.items
    .slice(0, 4)
    .map((itemId) => recordItem(a, { payload: { itemId, taskId: taskIdOf(itemId, today) } }));
  await mine().push(items);
  await change('inspection_item', a.items[9] ?? '', { content: '改过的检查内容' });
  await change('risk_unit', a.unitId, { live_grade: 'orange' });
  expect(total).toBeGreaterThan(600);
  const second = await mine().pullAll(first.cursor);
  expect(second.bytes / first.bytes).toBeLessThan(0.02);
  expect(Object.entries(second.pages[0]?.rows ?? {}).map(([k, v]) => [k, v?.length])).toEqual([
    ['unit', 1],
    ['item', 1],
    ['task', 4],
  ]);
  const whole = apply((await mine().pullAll()).pages);
  expect(apply(second.pages, store)).toEqual(whole);
});

test('an item that goes to another post leaves the phone; one that comes brings its risk along', async () => {
  const first = await mine().pullAll();
  const store = apply(first.pages);
  const other = await makeSite(t, a.dims, [{}]);
  await change('inspection_item', a.items[10] ?? '', { post_id: other.postId });
  await change('inspection_item', other.items[0] ?? '', { post_id: a.postId });
  await change('inspection_item', a.items[11] ?? '', { state: 'withdrawn' });
  apply((await mine().pullAll(first.cursor)).pages, store);
  expect(store.has(`item/${a.items[10]}`)).toBe(false);
  expect(store.has(`item/${a.items[11]}`)).toBe(false);
  expect(store.has(`item/${other.items[0]}`)).toBe(true);
  expect(store.has(`measure/${other.measureId}`)).toBe(true);
  expect(store.has(`event/${other.eventId}`)).toBe(true);
});

test('another post, a cursor of nobody, a restored backup: a whole copy instead of an error', async () => {
  const first = await mine().pullAll();
  expect((await mine().pull('bm9uc2Vuc2U')).reset).toBe(true);
  const later = JSON.parse(Buffer.from(first.cursor, 'base64url').toString()) as unknown[];
  later[1] = 10_000_000;
  expect((await mine().pull(Buffer.from(JSON.stringify(later)).toString('base64url'))).reset).toBe(true);
  await asSystem(t.db, (trx) =>
    trx
      .insertInto('post_holder')
      .values({
        enterprise_id: a.dims.enterpriseId,
        city_code: a.dims.cityCode,
        county_code: a.dims.countyCode,
        sector: a.dims.sector,
        id: newId(),
        post_id: a.postId,
        person_id: a.worker.personId ?? '',
        from_on: '2026-11-01',
        to_on: '2026-11-01',
      })
      .execute(),
  );
  expect((await mine().pull(first.cursor)).reset).toBe(false);
  await asSystem(t.db, (trx) =>
    trx
      .updateTable('post_holder')
      .set({ to_on: '2026-11-22' })
      .where('person_id', '=', a.worker.personId ?? '')
      .execute(),
  );
  expect(await mine().pull(first.cursor)).toMatchObject({ reset: true, me: { name: '张三' } });
});

test('a danger says whether a regulator judges it, and a later listing comes with the delta', async () => {
  const firm = await makeEnterprise(t.db, { countyCode: '410122' });
  const safety = staff('safety_officer', firm.enterpriseId);
  const county = officer('410122');
  const call = dangerCalls(t, firm);
  const own = done(await call.report(safety, { name: '自查' })).danger;
  const found = done(await call.report(county, { name: '检查发现', source: 'supervision' })).danger;
  const major = done(
    await call.give(county, own.id, own.version, {
      type: 'upgrade_to_major',
      criteria: ['industry-trade-2023/GM-dust-10'],
      reason: '-',
    }),
  );
  const desk = phone(t, safety, firm.enterpriseId);
  const outside = (pages: readonly SyncPull[]) =>
    Object.fromEntries(pages.flatMap((p) => p.rows.danger ?? []).map((d) => [d.id, d.judgedOutside]));
  const first = await desk.pullAll();
  expect(outside(first.pages)).toEqual({ [own.id]: false, [found.id]: true });
  expect(JSON.stringify(first.pages)).not.toContain('"supervision"');
  done(await call.give(county, own.id, major.danger.version, { type: 'list_supervision', level: 'county' }));
  expect(outside((await desk.pullAll(first.cursor)).pages)).toEqual({ [own.id]: true });
});

test('who may set up from a template, and how many photos prove a rectification, is on the phone before it is asked', async () => {
  for (const scale of ['above', 'micro'] as const) {
    const firm = await makeEnterprise(t.db, { scale });
    const { pages } = await phone(t, staff('enterprise_head', firm.enterpriseId), firm.enterpriseId).pullAll();
    expect(pages[0]?.me?.mayUseTemplate).toBe(scale !== 'above');
    const table = pages.flatMap((p) => p.rows.list ?? []).filter((l) => l.id === 'danger_deadlines');
    expect(table).toMatchObject([{ payload: { evidence: { minPhotos: expect.any(Number) } } }]);
  }
});

test('a table whose day has not come is not on the phone yet: it judges by the one that the server goes by', async () => {
  const lists = (pages: readonly SyncPull[]) =>
    pages
      .flatMap((p) => p.rows.list ?? [])
      .filter((l) => l.id === 'danger_deadlines')
      .map((l) => l.edition);
  const before = lists((await mine().pullAll()).pages);
  await asSystem(t.db, async (trx) => {
    const now = await trx
      .selectFrom('reference_data')
      .selectAll()
      .where('kind', '=', 'danger_deadlines')
      .executeTakeFirstOrThrow();
    await trx
      .insertInto('reference_data')
      .values({
        ...now,
        payload: JSON.stringify(now.payload),
        edition: 'zz-2099',
        status: 'in_force',
        in_force_from: '2099-01-01',
      })
      .execute();
    forgetReference(trx);
  });
  expect([before.length, lists((await mine().pullAll()).pages)]).toEqual([1, before]);
});
