import type { MeasureRow, Worklist, WorkRow } from '@yufang/contract';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Actor, dimColumns, type EnterpriseDims } from '../../platform/db/actor.ts';
import { asSystem } from '../../platform/db/database.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { makeEnterprise, officer, staff } from '../../testing/world.ts';
import { forgetReference } from '../reference/read.ts';
import { remindReviews } from './reminders.ts';
import { makeOrg, SHEETS, type TestOrg } from './testing.ts';

let t: TestApp;
let e: EnterpriseDims;
let org: TestOrg;
let safety: Actor;
let head: Actor;
let leader: Actor;
let expert: Actor;

beforeAll(async () => {
  t = await makeTestApp(new Date('2026-11-23T02:00:00Z'));
  e = await makeEnterprise(t.db, { countyCode: '410122', name: '甲', scale: 'above' });
  org = await makeOrg(t, e);
  [safety, head, leader, expert] = (['safety_officer', 'enterprise_head', 'team_leader', 'expert'] as const).map((r) =>
    staff(r, e.enterpriseId),
  ) as [Actor, Actor, Actor, Actor];
});
afterAll(() => t.close());

type Json = { id: string; version: number } & Record<string, unknown>;
const ask = async (actor: Actor, method: 'GET' | 'POST' | 'PATCH' | 'PUT', path: string, payload?: object) => {
  t.clock.time = new Date(t.clock.time.getTime() + 1000);
  const url = `/api/v1/enterprises/${e.enterpriseId}/${path}`;
  const reply = await t.as(actor, { method, url, ...(payload ? { payload } : {}) });
  return { status: reply.status, body: reply.body as Json };
};
const made = async (path: string, payload: object): Promise<Json> => {
  const reply = await ask(safety, 'POST', path, payload);
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return reply.body;
};
const risk = async (id: string) => (await ask(safety, 'GET', `risk-events/${id}`)).body;
const step = async (who: Actor, id: string, command: object) => {
  const { version } = await risk(id);
  const reply = await ask(who, 'POST', `risk-events/${id}/review`, { version, command });
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
};
const approve = async (id: string) => {
  await step(safety, id, { type: 'submit' });
  await step(expert, id, { type: 'review' });
  await step(head, id, { type: 'approve' });
};
/** A risk with one measure that the worker's post answers for, approved. */
async function approved() {
  const object = await made('risk-objects', {
    kind: 'place',
    name: `除尘系统${Math.random()}`,
    orgUnitId: org.units.team,
  });
  const unit = await made('risk-units', { objectId: object.id, name: '滤筒除尘器' });
  const event = await made('risk-events', {
    unitId: unit.id,
    name: '粉尘爆炸',
    worksheetRow: SHEETS.SCL,
    method: 'LEC',
    scores: { factors: { L: 3, E: 6, C: 15 } },
  });
  const measure = await made('measures', {
    eventId: event.id,
    measureClass: 'engineering',
    description: '泄爆片完好',
    checkContent: '查泄爆片',
    dutyPostId: org.posts.worker,
  });
  await approve(event.id);
  return { object, unit, event, measure };
}
const due = async (id: string) => (await risk(id)).reidentification as { state: string; reason: string };
const listed = async (list: Worklist) =>
  ((await ask(safety, 'GET', `risk-work/${list}?limit=200`)).body as unknown as { rows: WorkRow[] }).rows;

test('measures of an approved risk that change make it due for review again, until it is approved again', async () => {
  const { event, measure } = await approved();
  expect(await due(event.id)).toMatchObject({ state: 'later' });
  // Who answers for it is no part of what was approved.
  const moved = await ask(safety, 'PATCH', `measures/${measure.id}`, {
    version: measure.version,
    dutyPostId: org.posts.team,
  });
  expect(await due(event.id)).toMatchObject({ state: 'later' });
  const changed = await ask(safety, 'PATCH', `measures/${measure.id}`, {
    version: moved.body.version,
    description: '口头提醒',
  });
  expect(changed.status).toBe(200);
  expect(await due(event.id)).toMatchObject({ state: 'soon', reason: 'controls' });
  expect(await risk(event.id)).toMatchObject({ reviewState: 'approved', revision: 1 });
  expect((await listed('risks_due')).find((r) => r.id === event.id)).toMatchObject({ reason: 'controls' });
  expect(await remindReviews(t.db, t.clock.now())).toBe(1);
  const log = await asSystem(t.db, (trx) =>
    trx.selectFrom('change').select('action').where('entity_id', '=', event.id).orderBy('seq', 'desc').execute(),
  );
  expect(log[0]?.action).toBe('controls_changed');
  await step(safety, event.id, { type: 'revise', reason: '措施调整' });
  await approve(event.id);
  expect(await due(event.id)).toMatchObject({ state: 'later' });
  expect((await listed('risks_due')).some((r) => r.id === event.id)).toBe(false);
  const { version } = ((await risk(event.id)).measures as Json[])[0] ?? { version: 0 };
  await ask(safety, 'POST', 'risk-bulk', {
    changes: [{ entity: 'measure', id: measure.id, version, set: { state: 'withdrawn' } }],
  });
  expect(await due(event.id)).toMatchObject({ reason: 'controls' });
});

test('a change noted on the day of the approval, after it, makes the risk due; one noted before it does not', async () => {
  const before = { kind: 'process', happenedOn: '2026-11-23', note: '更换除尘工艺' };
  await made('risk-changes', before);
  const { event, object } = await approved();
  expect(await due(event.id)).toMatchObject({ state: 'later' });
  const noted = await made('risk-changes', { ...before, objectId: object.id });
  expect(noted).toMatchObject({ affected: 1 });
  expect(await due(event.id)).toMatchObject({ state: 'soon', reason: 'change' });
  expect((await listed('risks_due')).find((r) => r.id === event.id)).toMatchObject({ reason: 'change' });
});

test('a card is out of date once what it says changed, and good again when it is handed out anew', async () => {
  const { event, measure, unit } = await approved();
  const worker = async () => (await listed('posts_without_card')).find((r) => r.id === org.posts.worker);
  const issue = async () => {
    const row = await worker();
    const reply = await ask(safety, 'POST', 'risk-work/posts_without_card/remedy', {
      rows: [{ id: org.posts.worker, version: row?.version }],
    });
    expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  };
  await issue();
  expect(await worker()).toBeUndefined();
  const after = async (path: string, id: string, patch: object) => {
    const { version } =
      path === 'measures'
        ? (((await risk(event.id)).measures as Json[])[0] ?? { version: 0 })
        : (await ask(safety, 'GET', `${path}/${id}`)).body;
    const reply = await ask(safety, 'PATCH', `${path}/${id}`, { version, ...patch });
    expect(reply.status, JSON.stringify(reply.body)).toBe(200);
    const row = await worker();
    if (row) await issue();
    return row?.reason ?? null;
  };
  expect(await after('measures', measure.id, { description: '泄爆片每班检查' })).toBe('card_stale');
  expect(await after('risk-units', unit.id, { name: '1号除尘器' })).toBe('card_stale');
  expect(await after('risk-units', unit.id, { dutyPersonName: '张三' })).toBeNull();
  expect(await after('measures', measure.id, { dutyPostId: org.posts.team })).toBe('card_stale');
  // It answers for this measure no more.
  expect(await after('measures', measure.id, { description: '泄爆片每天检查' })).toBeNull();
});

test('measures across a duty: of a post, of a person, of a place; one who answers at a further tier sees them too', async () => {
  const { measure } = await approved();
  const version = ((await ask(safety, 'GET', `risk-events/${measure.eventId}`)).body.measures as Json[])[0]?.version;
  const set = await ask(safety, 'PUT', `measures/${measure.id}/duties`, {
    version,
    duties: [
      { tier: 'post', postId: org.posts.worker },
      { tier: 'company', postId: org.posts.head },
    ],
  });
  expect(set.status, JSON.stringify(set.body)).toBe(200);
  const person = crypto.randomUUID();
  await asSystem(t.db, async (trx) => {
    const own = dimColumns(e);
    await trx
      .insertInto('person')
      .values({ ...own, id: person, name: '孙总监' })
      .execute();
    const held = { post_id: org.posts.head, person_id: person, from_on: '2026-01-01' };
    await trx
      .insertInto('post_holder')
      .values({ ...own, id: crypto.randomUUID(), ...held })
      .execute();
  });
  const list = async (actor: Actor, query: string) =>
    (await t.as(actor, { method: 'GET', url: `/api/v1/measures?limit=200&${query}` })).body as {
      rows: MeasureRow[];
      total: number;
    };
  const mine = await list(safety, `personId=${person}`);
  expect(mine.rows).toMatchObject([
    {
      id: measure.id,
      enterpriseName: '甲',
      unitName: '滤筒除尘器',
      liveGrade: 'orange',
      items: 2,
      duties: [
        { tier: 'company', postName: '安全总监', people: ['孙总监'] },
        { tier: 'post', postName: '打磨工', people: [] },
      ],
    },
  ]);
  expect((await list(safety, `postId=${org.posts.head}`)).rows.map((r) => r.id)).toEqual([measure.id]);
  expect((await list(safety, 'tier=company')).total).toBe(1);
  const all = await list(officer('410122'), '');
  expect(all.rows.length).toBeGreaterThan(1);
  expect((await list(officer('411302'), '')).rows).toEqual([]);
  expect((await list(safety, 'lacks=post')).rows).toEqual([]);
  const headers = { 'x-test-actor': safety.assignmentId };
  const file = await t.app.inject({ method: 'GET', url: `/api/v1/measures/export?personId=${person}`, headers });
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(file.rawPayload as unknown as ExcelJS.Buffer);
  expect(book.worksheets[0]?.getRow(2).getCell(9).value).toBe('公司 安全总监 (孙总监)\n岗位 打磨工');
});

test('a team leader withdraws what is below a unit, never a whole unit or object', async () => {
  const { object, unit, measure } = await approved();
  const { version } = (await ask(leader, 'GET', `risk-units/${unit.id}`)).body;
  const bulk = async (who: Actor, changes: object[]) =>
    (
      (await ask(who, 'POST', 'risk-bulk', { changes })).body as unknown as {
        results: { result: string; code?: string }[];
      }
    ).results;
  const whole = [
    { entity: 'object', id: object.id, version: object.version, set: { state: 'withdrawn' } },
    { entity: 'unit', id: unit.id, version, set: { state: 'withdrawn' } },
  ];
  expect(await bulk(leader, whole)).toMatchObject([
    { result: 'refused', code: 'bulk.managers_only' },
    { result: 'refused', code: 'bulk.managers_only' },
  ]);
  const one = [{ entity: 'measure', id: measure.id, version: measure.version, set: { state: 'withdrawn' } }];
  expect(await bulk(leader, one)).toMatchObject([{ result: 'done' }]);
  expect(await bulk(safety, whole.slice(0, 1))).toMatchObject([{ result: 'done' }]);
});

test('an item whose default cycle is before holidays waits for the calendar, not for somebody to hand it out', async () => {
  await asSystem(t.db, async (trx) => {
    const row = await trx
      .selectFrom('reference_data')
      .selectAll()
      .where('kind', '=', 'inspection_cycle')
      .executeTakeFirstOrThrow();
    const payload = row.payload as { rows: object[] };
    const rows = payload.rows.map((r) => ({ ...r, cycleN: 1, cycleUnit: 'special', occasion: 'holiday' }));
    await trx
      .insertInto('reference_data')
      .values({ ...row, edition: 'test', in_force_from: '2026-11-01', payload: JSON.stringify({ ...payload, rows }) })
      .execute();
    forgetReference(trx);
  });
  const { measure } = await approved();
  const item = await asSystem(t.db, (trx) =>
    trx
      .selectFrom('inspection_item')
      .select(['cycle_unit', 'occasion', 'next_window'])
      .where('measure_id', '=', measure.id)
      .executeTakeFirstOrThrow(),
  );
  expect(item).toMatchObject({ cycle_unit: 'special', occasion: 'holiday' });
  expect(item.next_window).toEqual(new Date('2026-11-22T16:00:00Z'));
});
