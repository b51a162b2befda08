import type { ItemRow, NoticeRow, RecordView, TaskBoard, TaskRow } from '@yufang/contract';
import { taskIdOf } from '@yufang/domain';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../platform/clock/clock.ts';
import type { Actor } from '../../platform/db/actor.ts';
import { asSystem } from '../../platform/db/database.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { makeEnterprise, officer, staff } from '../../testing/world.ts';
import { foldAll } from '../rollup/fold.ts';
import { rebuild } from '../rollup/rebuild.ts';
import { generateTasks } from './generate.ts';
import { sweepTasks } from './sweep.ts';
import { makeSite, phone, recordItem, type Site } from './testing.ts';

let t: TestApp;
let a: Site;
const START = new Date('2026-11-23T02:00:00Z');
const today = '2026-11-22T16:00:00.000Z';
beforeAll(async () => {
  t = await makeTestApp(START);
  a = await makeSite(t, await makeEnterprise(t.db), [{}, {}, {}]);
  await generateTasks(t.db, t.clock.now());
});
afterAll(() => t.close());

const base = () => `/api/v1/enterprises/${a.dims.enterpriseId}/inspection`;
async function get<T>(actor: Actor, url: string): Promise<T> {
  const reply = await t.as(actor, { method: 'GET', url });
  if (reply.status !== 200) throw new Error(`${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body as T;
}
const post = (actor: Actor, url: string, payload: object) => t.as(actor, { method: 'POST', url, payload });
const tasks = async (actor: Actor, query: string) =>
  (await get<{ rows: TaskRow[] }>(actor, `/api/v1/inspection/tasks?${query}`)).rows;
const item = async (as: Actor, id: string) =>
  (await get<{ rows: ItemRow[] }>(as, '/api/v1/inspection/items')).rows.find((r) => r.id === id) as ItemRow;

test('past its window a task is overdue; it climbs the ladder and those concerned are told once', async () => {
  t.clock.time = new Date('2026-11-23T17:00:00Z');
  expect(await sweepTasks(t.db, t.clock.now())).toMatchObject({ overdue: 3, climbed: 3 });
  expect(await sweepTasks(t.db, t.clock.now())).toEqual({ overdue: 0, cancelled: 0, climbed: 0 });
  expect(await tasks(officer('410122'), '')).toHaveLength(3);
  t.clock.time = new Date('2026-11-26T17:00:00Z');
  await sweepTasks(t.db, t.clock.now());
  expect(
    (await tasks(officer('410122'), 'from=2026-11-23&to=2026-11-23')).map((r) => [r.state, r.escalatedTo]),
  ).toEqual(Array.from({ length: 3 }, () => ['overdue', 'county']));
  const notices = await asSystem(t.db, (trx) =>
    trx.selectFrom('notice').select(['topic', 'to_role']).where('to_role', '=', 'county_officer').execute(),
  );
  expect(notices.filter((n) => n.topic === 'inspection_task.overdue')).toHaveLength(1);
  const late = recordItem(a, {
    claimedAt: '2026-11-26T16:59:00Z',
    payload: { taskId: taskIdOf(a.items[0] ?? '', today) },
  });
  await phone(t, a.worker, a.dims.enterpriseId).push([late]);
  expect((await tasks(a.officer, 'from=2026-11-23&to=2026-11-23&state=done_late')).map((r) => r.recordId)).toEqual([
    late.id,
  ]);
  t.clock.time = START;
});

test('an overdue task of the company itself is told to the company at once, and to the post', async () => {
  const site = await makeSite(t, await makeEnterprise(t.db), [{ tier: 'company' }]);
  await generateTasks(t.db, t.clock.now());
  await sweepTasks(t.db, new Date('2026-11-23T17:00:00Z'));
  const told = await asSystem(t.db, (trx) =>
    trx
      .selectFrom('notice')
      .select(['to_role', 'to_account', 'params'])
      .where('enterprise_id', '=', site.dims.enterpriseId)
      .where('topic', '=', 'inspection_task.overdue')
      .execute(),
  );
  expect(told.map((n) => n.to_role).filter((r) => r !== null)).toEqual(
    expect.arrayContaining(['safety_officer', 'enterprise_head']),
  );
  expect(told.some((n) => n.to_account === site.worker.accountId)).toBe(true);
});

test('a record that was made in time offline answers an overdue task in time', async () => {
  t.clock.time = new Date('2026-11-26T18:00:00Z');
  const inTime = recordItem(a, {
    claimedAt: '2026-11-23T09:00:00Z',
    payload: { itemId: a.items[1], taskId: taskIdOf(a.items[1] ?? '', today) },
  });
  await phone(t, a.worker, a.dims.enterpriseId).push([inTime]);
  expect((await tasks(a.officer, `itemId=${a.items[1]}&state=done`)).map((r) => r.recordId)).toEqual([inTime.id]);
  t.clock.time = START;
});

test('the board says what each post has to do; the calendar the month; a sibling enterprise sees nothing', async () => {
  const board = await get<TaskBoard>(a.officer, `${base()}/board?day=2026-11-24`);
  expect(board).toMatchObject({
    day: '2026-11-24',
    total: { due: 3 },
    posts: [{ postName: '罐区巡检岗', orgUnitName: '甲班', holders: ['张三'] }],
  });
  const calendar = await get<{ days: { day: string; counts: { due: number } }[] }>(
    a.officer,
    `${base()}/calendar?month=2026-11`,
  );
  expect(calendar.days.map((d) => [d.day, d.counts.due])).toEqual([
    ['2026-11-23', 3],
    ['2026-11-24', 3],
    ['2026-11-25', 3],
  ]);
  const other = await makeSite(t, await makeEnterprise(t.db, { countyCode: '411302' }));
  expect(await tasks(other.officer, 'from=2026-11-23&to=2026-11-30')).toEqual([]);
  expect((await t.as(other.officer, { method: 'GET', url: `${base()}/board` })).status).toBe(404);
});

test('work handed out reaches the person, and bad orders are refused by field', async () => {
  const order = { itemIds: [a.items[2]], personId: a.worker.personId, dueAt: '2026-11-23T10:00:00Z', note: '节前专项' };
  const sent = await post(a.officer, `${base()}/dispatches`, order);
  expect(sent.status).toBe(200);
  const [id] = (sent.body as { taskIds: string[] }).taskIds;
  const pulled = await phone(t, a.worker, a.dims.enterpriseId).pull();
  expect(pulled.rows.task?.find((x) => x.id === id)).toMatchObject({
    kind: 'dispatched',
    note: '节前专项',
    assigneeId: a.worker.personId,
  });
  const told = await asSystem(t.db, (trx) =>
    trx.selectFrom('notice').selectAll().where('to_account', '=', a.worker.accountId).execute(),
  );
  expect(told.some((n) => n.topic === 'inspection_task.dispatch')).toBe(true);
  const refused = async (body: object) =>
    (await post(a.officer, `${base()}/dispatches`, { ...order, ...body })).body as { code: string; field: string };
  expect(await refused({ dueAt: '2026-11-23T01:00:00Z' })).toMatchObject({
    code: 'inspection.due_in_past',
    field: 'dueAt',
  });
  expect(await refused({ itemIds: [newId()] })).toMatchObject({ code: 'inspection.item_unknown' });
  expect(await refused({ personId: newId() })).toMatchObject({ code: 'inspection.person_unknown' });
  expect((await post(a.worker, `${base()}/dispatches`, order)).status).toBe(403);
  const windowStart = (await tasks(a.officer, 'kind=dispatched&state=open'))[0]?.windowStart;
  expect((await post(a.officer, `${base()}/tasks/${id}/cancel`, { windowStart, reason: '重复' })).status).toBe(200);
  expect((await post(a.officer, `${base()}/tasks/${id}/cancel`, { windowStart, reason: '重复' })).body).toMatchObject({
    code: 'inspection.task_closed',
  });
});

test('a changed rule moves the tasks that have not opened; back again they are open again; withdrawn they are cancelled', async () => {
  const c = await makeSite(t, await makeEnterprise(t.db), [{}]);
  await generateTasks(t.db, t.clock.now());
  const id = c.items[0] ?? '';
  const url = `/api/v1/enterprises/${c.dims.enterpriseId}/inspection/items/${id}`;
  const put = async (patch: object) => {
    const now = await item(c.officer, id);
    const body = { ...now, expectedVersion: now.version, ...patch };
    return await t.as(c.officer, { method: 'PUT', url, payload: body });
  };
  const states = async () =>
    (await tasks(c.officer, `itemId=${id}&kind=generated&from=2026-11-24&to=2026-11-30`)).map((x) => [x.day, x.state]);
  expect((await put({ cycleN: 2, startsOn: '2026-11-23' })).status).toBe(200);
  expect(await states()).toEqual([
    ['2026-11-24', 'cancelled'],
    ['2026-11-25', 'open'],
  ]);
  expect((await put({ cycleN: 1 })).status).toBe(200);
  expect(await states()).toEqual([
    ['2026-11-24', 'open'],
    ['2026-11-25', 'open'],
  ]);
  expect((await put({ expectedVersion: 1 })).body).toMatchObject({ code: 'row.stale' });
  expect((await put({ cycleN: 0.01, cycleUnit: 'hour' })).body).toMatchObject({ code: 'schedule.cycle_too_short' });
  expect((await put({ state: 'withdrawn' })).status).toBe(200);
  expect((await states()).map((s) => s[1])).toEqual(['cancelled', 'cancelled']);
});

test('a record by hand, its page, its explanation; lists and workbooks are cut to the duty', async () => {
  const id = newId();
  const made = await post(a.officer, `${base()}/records`, {
    id,
    itemId: a.items[0],
    result: 'abnormal',
    note: '=1+1 阀门渗漏',
  });
  expect(made).toMatchObject({ status: 200, body: { id, marks: [] } });
  const view = await get<RecordView>(officer('410122'), `${base()}/records/${id}`);
  expect(view).toMatchObject({
    result: 'abnormal',
    origin: 'hand',
    personName: '李安全',
    place: null,
    mayExplain: false,
  });
  expect((await post(a.officer, `${base()}/records/${id}/explanation`, { text: '无' })).body).toMatchObject({
    code: 'inspection.not_marked',
  });
  const listed = await get<{ rows: unknown[]; total: number }>(
    officer('410000'),
    '/api/v1/inspection/records?result=abnormal',
  );
  expect(listed).toMatchObject({ total: 1, rows: [{ id }] });
  expect(await get(officer('411300'), '/api/v1/inspection/records')).toMatchObject({ total: 0, rows: [] });
  const file = await t.app.inject({
    method: 'GET',
    url: '/api/v1/inspection/records/export?result=abnormal',
    headers: { 'x-test-actor': a.officer.assignmentId },
  });
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(file.rawPayload as unknown as ExcelJS.Buffer);
  const cells = book.worksheets[0]?.getRow(2).values as unknown[];
  // A text that looks like a formula stays a text.
  expect(cells).toContain('=1+1 阀门渗漏');
});

test('an explanation is believed or not by somebody else; the mark stays, a new explanation waits anew', async () => {
  const site = await makeSite(t, await makeEnterprise(t.db));
  const sent = recordItem(site, { payload: { durationMs: 100 } });
  await phone(t, site.worker, site.dims.enterpriseId).push([sent]);
  const at = `/api/v1/enterprises/${site.dims.enterpriseId}/inspection/records/${sent.id}`;
  const county = officer('410122');
  const view = () => get<RecordView>(county, at);
  const judge = async (by: Actor, verdict: string, version?: number) =>
    await post(by, `${at}/judgement`, { verdict, version: version ?? (await view()).version });
  expect((await judge(county, 'accepted')).body).toMatchObject({ code: 'inspection.not_explained' });
  await post(site.officer, `${at}/explanation`, { text: '换电池后没有校时' });
  expect((await judge(site.officer, 'accepted')).body).toMatchObject({ code: 'inspection.own_explanation' });
  expect((await judge(county, 'accepted', 1)).body).toMatchObject({ code: 'row.stale' });
  expect((await judge(officer('411300'), 'accepted', 2)).status).toBe(404);
  expect((await judge(site.worker, 'accepted', 2)).status).toBe(403);
  const waiting = () => get<{ total: number }>(county, '/api/v1/inspection/records?judgement=waiting');
  expect(await waiting()).toMatchObject({ total: 1 });
  expect((await judge(county, 'accepted')).status).toBe(200);
  expect(await view()).toMatchObject({
    judgement: 'accepted',
    judgedRole: 'county_officer',
    marks: [{ mark: 'answered_in_seconds' }],
  });
  expect(await waiting()).toMatchObject({ total: 0 });
  const list = '/api/v1/inspection/records?judgement=accepted';
  expect(await get(county, list)).toMatchObject({ rows: [{ id: sent.id, judgement: 'accepted' }] });
  const told = async (who: Actor) =>
    (await get<{ rows: NoticeRow[] }>(who, '/api/v1/notices')).rows
      .filter((n) => n.entityId === sent.id)
      .map((n) => `${n.topic} ${String(n.params.note)}`);
  const head = staff('enterprise_head', site.dims.enterpriseId);
  const accepted = 'inspection_record.explanation_accepted null';
  // The safety officer explained and is told by the role already: once.
  for (const who of [site.worker, head, site.officer]) expect(await told(who)).toEqual([accepted]);
  expect(await told(county)).toEqual([]);
  await post(site.officer, `${at}/explanation`, { text: '另有原因' });
  expect(await view()).toMatchObject({ judgement: null, judgedBy: null });
  expect(await waiting()).toMatchObject({ total: 1 });
  await post(county, `${at}/judgement`, { verdict: 'doubted', version: (await view()).version, note: '请附校时截图' });
  const doubted = 'inspection_record.explanation_doubted 请附校时截图';
  for (const who of [site.worker, head, site.officer]) expect(await told(who)).toEqual([doubted, accepted]);
  // The phone of whoever made the record hears it with the next pull.
  const { pages } = await phone(t, site.worker, site.dims.enterpriseId).pullAll();
  expect(pages.flatMap((page) => page.rows.record ?? [])).toMatchObject([
    { id: sent.id, explanation: '另有原因', verdict: 'doubted', verdictNote: '请附校时截图' },
  ]);
});

test('items of one occasion are listed by themselves, to be handed out as a set', async () => {
  const site = await makeSite(t, await makeEnterprise(t.db), [
    {},
    { cycle_unit: 'special', occasion: 'holiday' },
    { cycle_unit: 'special', occasion: 'season' },
  ]);
  const rows = async (query: string) =>
    (await get<{ rows: ItemRow[]; total: number }>(site.officer, `/api/v1/inspection/items${query}`)).rows.map(
      (r) => r.id,
    );
  expect(await rows('?occasion=holiday')).toEqual([site.items[1]]);
  expect(await rows('')).toHaveLength(3);
});

test('gaps: an item without a post, a post that nobody holds, a post with nothing to check', async () => {
  const worker = staff('safety_officer', a.dims.enterpriseId);
  const gaps = await get<{ postsWithoutItems: unknown[]; postsWithoutHolder: unknown[]; itemsWithoutPost: number }>(
    worker,
    `${base()}/gaps`,
  );
  expect(gaps).toMatchObject({ postsWithoutItems: [], postsWithoutHolder: [], itemsWithoutPost: 0 });
});

test('after all of this, and a random history besides, the counters equal a recount', async () => {
  const site = await makeSite(
    t,
    await makeEnterprise(t.db, { countyCode: '410105', scale: 'micro' }),
    Array.from({ length: 8 }, () => ({})),
  );
  let seed = 42;
  const random = (n: number) => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return seed % n;
  };
  for (let day = 0; day < 6; day += 1) {
    t.clock.time = new Date(START.getTime() + day * 86_400_000);
    await generateTasks(t.db, t.clock.now());
    const opens = new Date(Date.parse(today) + day * 86_400_000).toISOString();
    const items = Array.from({ length: 4 + random(6) }, () => {
      const itemId = site.items[random(8)] ?? '';
      const late = random(3) === 0 ? 30 * 3_600_000 : 0;
      const claimedAt = new Date(t.clock.time.getTime() - random(7) * 600_000 - late).toISOString();
      const result = ['normal', 'abnormal', 'not_applicable'][random(3)];
      return recordItem(site, {
        claimedAt,
        payload: { itemId, taskId: random(4) ? taskIdOf(itemId, opens) : null, result, durationMs: random(20_000) },
      });
    });
    await phone(t, site.worker, site.dims.enterpriseId).push(items);
    await phone(t, site.worker, site.dims.enterpriseId).push(items);
    if (day === 3) {
      await asSystem(t.db, (trx) =>
        trx.updateTable('risk_unit').set({ stopped: true }).where('id', '=', site.unitId).execute(),
      );
    }
    await sweepTasks(t.db, new Date(t.clock.time.getTime() + random(40) * 3_600_000));
  }
  await foldAll(t.db);
  expect((await rebuild(t.ownerUrl, false)).differences).toEqual([]);
});
