import { taskIdOf } from '@yufang/domain';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId } from '../../platform/clock/clock.ts';
import type { Actor } from '../../platform/db/actor.ts';
import { asSystem } from '../../platform/db/database.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { makeEnterprise } from '../../testing/world.ts';
import { foldAll } from '../rollup/fold.ts';
import { rebuild } from '../rollup/rebuild.ts';
import { generateTasks } from './generate.ts';
import { sweepTasks } from './sweep.ts';
import { makeSite, phone, recordItem, type Site } from './testing.ts';

let t: TestApp;
let a: Site;
const START = new Date('2026-11-23T02:00:00Z');
beforeAll(async () => {
  t = await makeTestApp(START);
});
beforeEach(async () => {
  t.clock.time = START;
  a = await makeSite(t, await makeEnterprise(t.db), [{}, {}]);
});
afterAll(() => t.close());

type Reason = { mark: string; why: Record<string, unknown> };
const marksOf = async (id: string): Promise<Reason[]> =>
  (
    await asSystem(t.db, (trx) =>
      trx.selectFrom('inspection_record').select('marks').where('id', '=', id).executeTakeFirstOrThrow(),
    )
  ).marks as Reason[];
const named = async (id: string) => (await marksOf(id)).map((m) => m.mark);
const push = async (items: readonly unknown[], device = 'phone-0001', as: Actor = a.worker) =>
  (await phone(t, as, a.dims.enterpriseId, device).push(items)).body.results.map((r) => [
    r.status,
    r.code,
    ...(r.marks ?? []),
  ]);
const at = (iso: string, seconds: number) => new Date(Date.parse(iso) + seconds * 1000).toISOString();
const photo = (id: string, letter: string) => ({
  id,
  kind: 'photo',
  sha256: letter.repeat(64),
  bytes: 1000,
  takenAt: '2026-11-23T01:50:00Z',
});

test('a photo again under its own id, and a stored one picked at a desk', async () => {
  const picture = photo(newId(), 'c');
  const [first, second] = [1, 2].map((n) =>
    recordItem(a, { deviceSeq: n, claimedAt: at('2026-11-23T01:00:00Z', n * 600), payload: { photos: [picture] } }),
  );
  expect(await push([first])).toEqual([['accepted', undefined]]);
  expect(await push([second])).toEqual([['accepted', undefined, 'same_photo_again']]);
  expect(await marksOf(second?.id ?? '')).toMatchObject([{ why: { same: 'file', before: first?.id } }]);
  const url = `/api/v1/enterprises/${a.dims.enterpriseId}/inspection/records`;
  const payload = { id: newId(), itemId: a.items[0], result: 'normal', photoIds: [picture.id] };
  expect((await t.as(a.officer, { method: 'POST', url, payload })).body).toMatchObject({ marks: ['same_photo_again'] });
});

test('a round ticked off one by one is marked whole, and the counters know', async () => {
  const items = Array.from({ length: 14 }, (_, n) =>
    recordItem(a, { deviceSeq: n, claimedAt: at('2026-11-23T01:30:00Z', n * 2) }),
  );
  for (const one of items) await push([one]);
  for (const one of items) expect(await named(one.id)).toEqual(['answered_in_seconds']);
  await foldAll(t.db);
  expect((await rebuild(t.ownerUrl, false)).differences).toEqual([]);
});

test('twenty-five by night, one by one: all', async () => {
  t.clock.time = new Date('2026-11-23T00:00:00Z');
  const items = Array.from({ length: 25 }, (_, n) =>
    recordItem(a, { deviceSeq: n, claimedAt: at('2026-11-22T16:30:00Z', n * 20) }),
  );
  for (const one of items) await push([one]);
  for (const one of items) expect(await named(one.id)).toEqual(['bulk_at_night']);
});

test('a backlog of days handed in by night in batches of fifty', async () => {
  t.clock.time = new Date('2026-11-23T17:00:00Z');
  const items = Array.from({ length: 100 }, (_, n) =>
    recordItem(a, { deviceSeq: n, claimedAt: at('2026-11-10T01:00:00Z', n * 7200) }),
  );
  await push(items.slice(0, 50));
  t.clock.time = new Date('2026-11-23T17:00:30Z');
  await push(items.slice(50));
  for (const n of [0, 49, 50, 99]) {
    expect(await marksOf(items[n]?.id ?? '')).toMatchObject([{ mark: 'bulk_at_night', why: { by: 'received' } }]);
  }
});

test('too fast between two phones: the later by the claim, whichever came first', async () => {
  const here = recordItem(a, { claimedAt: '2026-11-23T01:00:00Z', payload: { lon: 113.7, lat: 34.7, accuracyM: 5 } });
  const there = recordItem(a, {
    claimedAt: '2026-11-23T01:00:10Z',
    payload: { lon: 113.7, lat: 34.702, accuracyM: 5 },
  });
  expect(await push([there], 'phone-0002')).toEqual([['accepted', undefined, 'far_from_point']]);
  expect(await push([here], 'phone-0001')).toEqual([['accepted', undefined]]);
  expect(await named(there.id)).toEqual(['too_fast_between_points', 'far_from_point']);
});

test('dated back: against the order of the phone, or to rescue a task long overdue', async () => {
  await generateTasks(t.db, t.clock.now());
  t.clock.time = new Date('2026-11-26T02:00:00Z');
  await sweepTasks(t.db, t.clock.now());
  const now = recordItem(a, { deviceSeq: 7, claimedAt: '2026-11-26T01:50:00Z' });
  const early = recordItem(a, { deviceSeq: 8, claimedAt: '2026-11-26T01:00:00Z' });
  expect(await push([now])).toEqual([['accepted', undefined]]);
  expect(await push([early])).toEqual([['accepted', undefined, 'back_dated']]);
  expect(await marksOf(early.id)).toMatchObject([{ why: { by: 'sequence', seconds: 3000, before: now.id } }]);
  const rescued = taskIdOf(a.items[1] ?? '', '2026-11-22T16:00:00.000Z');
  const late = recordItem(a, {
    deviceSeq: 1,
    claimedAt: '2026-11-23T09:00:00Z',
    payload: { itemId: a.items[1], taskId: rescued },
  });
  expect(await push([late], 'phone-0002')).toEqual([['accepted', undefined, 'back_dated']]);
  expect(await marksOf(late.id)).toMatchObject([{ why: { by: 'overdue', limitHours: 24 } }]);
});

test('work given to one by name is not another’s; work given to a post is its holders’', async () => {
  const other = await makeSite(t, await makeEnterprise(t.db), [{}]);
  const mate = await asSystem(t.db, async (trx) => {
    const id = newId();
    const own = await trx
      .selectFrom('person')
      .selectAll()
      .where('id', '=', a.worker.personId ?? '')
      .executeTakeFirstOrThrow();
    await trx
      .insertInto('person')
      .values({ ...own, id, name: '李四', account_id: newId() })
      .execute();
    const held = await trx
      .selectFrom('post_holder')
      .selectAll()
      .where('post_id', '=', a.postId)
      .executeTakeFirstOrThrow();
    await trx
      .insertInto('post_holder')
      .values({ ...held, id: newId(), person_id: id })
      .execute();
    return { ...a.worker, personId: id, name: '李四' };
  });
  const dispatch = async (to: object) => {
    const payload = { itemIds: [a.items[0]], dueAt: '2026-11-25T10:00:00Z', note: '专项', ...to };
    const url = `/api/v1/enterprises/${a.dims.enterpriseId}/inspection/dispatches`;
    const reply = await t.as(a.officer, { method: 'POST', url, payload });
    return (reply.body as { taskIds: string[] }).taskIds[0] ?? '';
  };
  const answer = (taskId: string) => recordItem(a, { claimedAt: t.clock.now().toISOString(), payload: { taskId } });
  const named = await dispatch({ personId: a.worker.personId });
  expect(await push([answer(named)], 'phone-0003', mate)).toEqual([['refused', 'sync.not_your_task']]);
  expect(await push([answer(named)])).toEqual([['accepted', undefined]]);
  t.clock.time = new Date(START.getTime() + 60_000);
  const posts = await dispatch({ postId: a.postId });
  const stranger = { ...a.worker, personId: other.worker.personId };
  expect(await push([answer(posts)], 'phone-0004', stranger)).toEqual([['refused', 'sync.not_your_post']]);
  expect(await push([answer(posts)], 'phone-0003', mate)).toEqual([['accepted', undefined]]);
});
