import { SYNC_FLOOR } from '@yufang/contract';
import { taskIdOf } from '@yufang/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../platform/clock/clock.ts';
import { asSystem } from '../../platform/db/database.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { makeEnterprise, officer, staff } from '../../testing/world.ts';
import { generateTasks } from '../inspection/generate.ts';
import { makeSite, phone, recordItem, type Site } from '../inspection/testing.ts';

let t: TestApp;
let a: Site;
let b: Site;

beforeAll(async () => {
  t = await makeTestApp(new Date('2026-11-23T02:00:00Z'));
  a = await makeSite(t, await makeEnterprise(t.db, { countyCode: '410122' }), [{}, { photo_required: true }, {}]);
  b = await makeSite(t, await makeEnterprise(t.db, { countyCode: '411302' }));
  await generateTasks(t.db, t.clock.now());
});
afterAll(() => t.close());

const today = '2026-11-22T16:00:00.000Z';
const mine = () => phone(t, a.worker, a.dims.enterpriseId);
const recordRow = (id: string) =>
  asSystem(t.db, (trx) => trx.selectFrom('inspection_record').selectAll().where('id', '=', id).executeTakeFirst());
const taskRow = (id: string) =>
  asSystem(t.db, (trx) => trx.selectFrom('inspection_task').selectAll().where('id', '=', id).executeTakeFirst());

test('the floor never rises by accident', () => expect(SYNC_FLOOR).toBe(1));

test('a version nobody speaks any more: 426 with both ends', async () => {
  expect(await mine().push([recordItem(a)], { version: 99 })).toMatchObject({
    status: 426,
    body: { code: 'sync.version_unsupported', params: { floor: 1, newest: 1 } },
  });
});

test('a record answers its task; sent again it is unchanged, once in the database', async () => {
  const item = recordItem(a, {
    payload: { taskId: taskIdOf(a.items[0] ?? '', today), pointCode: a.pointCode, lon: 113.7, lat: 34.7 },
  });
  const first = await mine().push([item]);
  expect(first.body.results).toMatchObject([{ index: 0, id: item.id, status: 'accepted' }]);
  expect(await taskRow(taskIdOf(a.items[0] ?? '', today))).toMatchObject({ state: 'done', record_id: item.id });
  const again = await mine().push([item]);
  expect(again.body.results).toMatchObject([{ status: 'unchanged' }]);
  expect(await recordRow(item.id)).toMatchObject({
    result: 'normal',
    scanned: true,
    person_name: '张三',
    origin: 'field',
    version: 1,
  });
});

test('an id used twice with other content is refused, the first stands', async () => {
  const item = recordItem(a);
  await mine().push([item]);
  const forged = await mine().push([{ ...item, payload: { ...item.payload, result: 'abnormal' } }]);
  expect(forged.body.results).toMatchObject([{ status: 'refused', code: 'sync.id_reused', field: 'id' }]);
  expect(await recordRow(item.id)).toMatchObject({ result: 'normal' });
});

test('one bad item of many is refused alone, each kind of forgery by its code', async () => {
  const good = recordItem(a);
  const reply = await mine().push([
    good,
    recordItem(a, { payload: { itemId: b.items[0] } }),
    recordItem(a, { payload: { taskId: newId() } }),
    recordItem(a, { payload: { taskId: taskIdOf(a.items[2] ?? '', today) } }),
    recordItem(a, { payload: { pointCode: b.pointCode } }),
    recordItem(a, { payload: { itemId: a.items[1] } }),
    recordItem(a, { payload: { result: 'perfect' } }),
    { nonsense: true },
    'text',
    recordItem(a, { payload: { taskId: taskIdOf(a.items[0] ?? '', '2026-11-30T16:00:00Z') } }),
  ]);
  expect(reply.status).toBe(200);
  expect(reply.body.results.map((r) => [r.status, r.code, r.field])).toEqual([
    ['accepted', undefined, undefined],
    ['refused', 'sync.item_unknown', 'itemId'],
    ['refused', 'sync.task_unknown', 'taskId'],
    ['refused', 'sync.task_unknown', 'taskId'],
    ['refused', 'sync.point_foreign', 'pointCode'],
    ['refused', 'sync.photo_required', 'photos'],
    ['refused', 'sync.invalid', 'payload.result'],
    ['refused', 'sync.invalid', 'kind'],
    ['refused', 'sync.invalid', ''],
    ['refused', 'sync.task_not_open', 'claimedAt'],
  ]);
  expect(await recordRow(good.id)).toBeDefined();
});

test('a task that the phone made before the server did is taken as its own', async () => {
  const window = '2026-11-25T16:00:00.000Z';
  const taskId = taskIdOf(a.items[0] ?? '', window);
  expect(await taskRow(taskId)).toBeUndefined();
  t.clock.time = new Date('2026-11-26T01:00:00Z');
  const reply = await mine().push([
    recordItem(a, { claimedAt: '2026-11-26T00:30:00Z', payload: { taskId, windowStart: window } }),
  ]);
  expect(reply.body.results).toMatchObject([{ status: 'accepted' }]);
  expect(await taskRow(taskId)).toMatchObject({ state: 'done', kind: 'generated', day: '2026-11-26' });
  await generateTasks(t.db, t.clock.now());
  expect(await taskRow(taskId)).toMatchObject({ state: 'done' });
  t.clock.time = new Date('2026-11-23T02:00:00Z');
});

test('two devices of one person: both records are kept, the task is answered once', async () => {
  const taskId = taskIdOf(a.items[2] ?? '', today);
  const one = recordItem(a, { payload: { itemId: a.items[2], taskId } });
  const two = recordItem(a, { payload: { itemId: a.items[2], taskId, note: '另一台手机' } });
  await mine().push([one]);
  const reply = await phone(t, a.worker, a.dims.enterpriseId, 'phone-0002').push([two]);
  expect(reply.body.results).toMatchObject([{ status: 'accepted' }]);
  expect(await taskRow(taskId)).toMatchObject({ record_id: one.id });
  expect(await recordRow(two.id)).toMatchObject({ task_id: taskId, device_id: 'phone-0002' });
});

test('a clock wrong by a day is put right, said, marked, and the original kept', async () => {
  const item = recordItem(a, { claimedAt: '2026-11-22T01:55:00Z' });
  const reply = await mine().push([item], { sentAt: '2026-11-22T02:00:00Z' });
  expect(reply.body).toMatchObject({
    clockWrong: true,
    clockOffsetMs: 86_400_000,
    results: [{ status: 'accepted', marks: ['clock_wrong'] }],
  });
  const row = await recordRow(item.id);
  expect(row?.claimed_at.toISOString()).toBe('2026-11-23T01:55:00.000Z');
  expect(row?.claimed_raw?.toISOString()).toBe('2026-11-22T01:55:00.000Z');
  expect(row).toMatchObject({ day: '2026-11-23', marked: true });
});

test('HTML is kept as text, control characters are refused', async () => {
  const html = '<script>alert(1)</script><img src=x onerror=alert(1)>';
  const item = recordItem(a, { payload: { note: html } });
  const reply = await mine().push([item, recordItem(a, { payload: { note: 'a\u0000b' } })]);
  expect(reply.body.results).toMatchObject([
    { status: 'accepted' },
    { status: 'refused', code: 'sync.invalid', field: 'payload.note' },
  ]);
  expect((await recordRow(item.id))?.note).toBe(html);
});

test('a worker cannot answer for a post they do not hold; their leader can', async () => {
  const stranger = staff('post_worker', a.dims.enterpriseId, { personId: newId(), name: '王五' });
  const reply = await phone(t, stranger, a.dims.enterpriseId).push([recordItem(a)]);
  expect(reply.body.results).toMatchObject([{ status: 'refused', code: 'sync.not_your_post' }]);
  const leader = staff('team_leader', a.dims.enterpriseId, { name: '班长' });
  expect((await phone(t, leader, a.dims.enterpriseId).push([recordItem(a)])).body.results).toMatchObject([
    { status: 'accepted' },
  ]);
});

test('another enterprise does not exist; an official does not sync', async () => {
  expect(await phone(t, b.worker, a.dims.enterpriseId).push([recordItem(a)])).toMatchObject({
    status: 404,
    body: { code: 'enterprise.not_found' },
  });
  expect(await phone(t, officer('410000'), a.dims.enterpriseId).push([recordItem(a)])).toMatchObject({ status: 403 });
});

test('a danger, the record that found it, the step and a file of it, in one batch', async () => {
  const dangerId = newId();
  const photo = { id: newId(), kind: 'photo', sha256: 'a'.repeat(64), bytes: 1000, takenAt: '2026-11-23T01:50:00Z' };
  const danger = {
    id: dangerId,
    kind: 'danger',
    deviceSeq: 8,
    claimedAt: '2026-11-23T01:58:00Z',
    payload: { name: '报警器失效', unitId: a.unitId, photos: [photo] },
  };
  const item = recordItem(a, { payload: { result: 'abnormal', dangerId } });
  const command = {
    id: newId(),
    kind: 'danger_command',
    deviceSeq: 9,
    claimedAt: '2026-11-23T01:59:00Z',
    payload: { dangerId, command: { type: 'withdraw', reason: '误报' } },
  };
  const reply = await mine().push([command, item, danger]);
  expect(reply.body.results.map((r) => [r.status, r.code])).toEqual([
    ['accepted', undefined],
    ['accepted', undefined],
    ['accepted', undefined],
  ]);
  expect(reply.body.missing).toEqual([photo.id]);
  const again = await mine().push([command, item, danger]);
  expect(again.body.results.map((r) => r.status)).toEqual(['unchanged', 'unchanged', 'unchanged']);
  const row = await asSystem(t.db, (trx) =>
    trx.selectFrom('hidden_danger').selectAll().where('id', '=', dangerId).executeTakeFirstOrThrow(),
  );
  expect(row).toMatchObject({ status: 'withdrawn', origin: 'field', photo_ids: [photo.id] });
});

test('rectified offline: dated by the day it was done, within what others did to the danger; when we heard of it stands beside', async () => {
  const photo = { id: newId(), kind: 'photo', sha256: 'b'.repeat(64), bytes: 1000, takenAt: '2026-11-20T01:50:00Z' };
  const found = (claimedAt: string) => ({
    id: newId(),
    kind: 'danger',
    deviceSeq: 20,
    claimedAt,
    payload: { name: '护罩松动', treatment: 'at_once', unitId: a.unitId, photos: [] },
  });
  const fixed = (dangerId: string, claimedAt: string) => ({
    id: newId(),
    kind: 'danger_command',
    deviceSeq: 21,
    claimedAt,
    payload: { dangerId, command: { type: 'submit_rectified', note: '已紧固', photoIds: [photo.id] }, photos: [photo] },
  });
  const row = (id: string) =>
    asSystem(t.db, (trx) => trx.selectFrom('hidden_danger').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
  const early = found('2026-11-20T01:00:00Z');
  const reply = await mine().push([early, fixed(early.id, '2026-11-20T02:00:00Z')]);
  expect(reply.body.results.map((r) => r.status)).toEqual(['accepted', 'accepted']);
  expect(await row(early.id)).toMatchObject({
    status: 'to_accept',
    deadline: '2026-11-20',
    rectified_at: new Date('2026-11-20T02:00:00Z'),
    rectified_received_at: t.clock.now(),
    overdue: false,
  });
  // Somebody else verified it meanwhile: nothing was done to it before that.
  const later = found('2026-11-20T01:00:00Z');
  await mine().push([later]);
  const verify = { expectedVersion: 1, command: { type: 'verify' } };
  const url = `/api/v1/enterprises/${a.dims.enterpriseId}/dangers/${later.id}/commands`;
  expect(
    await t.as(staff('safety_officer', a.dims.enterpriseId), { method: 'POST', url, payload: verify }),
  ).toMatchObject({
    status: 200,
  });
  await mine().push([fixed(later.id, '2026-11-20T02:00:00Z')]);
  expect((await row(later.id)).rectified_at).toEqual(t.clock.now());
});

test('a marked record is explained by its author, once per item id, and never by a stranger', async () => {
  const item = recordItem(a, { claimedAt: '2026-11-22T01:50:00Z' });
  await mine().push([item], { sentAt: '2026-11-22T02:00:00Z' });
  const explain = (id: string) => ({
    id,
    kind: 'explanation',
    deviceSeq: 20,
    claimedAt: '2026-11-23T02:00:00Z',
    payload: { recordId: item.id, text: '手机换电池后时间没有校准' },
  });
  const stranger = staff('post_worker', a.dims.enterpriseId, { personId: newId() });
  expect((await phone(t, stranger, a.dims.enterpriseId).push([explain(newId())])).body.results).toMatchObject([
    { status: 'refused', code: 'inspection.not_your_record' },
  ]);
  const id = newId();
  expect((await mine().push([explain(id)])).body.results).toMatchObject([{ status: 'accepted' }]);
  expect((await mine().push([explain(id)])).body.results).toMatchObject([{ status: 'unchanged' }]);
  expect(await recordRow(item.id)).toMatchObject({
    explanation: '手机换电池后时间没有校准',
    explained_by: '张三',
    marked: true,
  });
});
