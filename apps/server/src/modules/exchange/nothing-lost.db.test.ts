import type { ExchangeBatch } from '@yufang/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EnterpriseDims } from '../../platform/db/actor.ts';
import { asSystem } from '../../platform/db/database.ts';
import type { TestApp } from '../../testing/test-app.ts';
import { officer, staff } from '../../testing/world.ts';
import { generateTasks } from '../inspection/generate.ts';
import { foldAll } from '../rollup/fold.ts';
import { rebuild } from '../rollup/rebuild.ts';
import { type Door, EVENT, id, MEASURE, openDoor, RECORD, TASK, UNIT } from './testing.ts';

let t: TestApp;
let mine: EnterpriseDims;
let send: Door['send'];
let outcomes: Door['outcomes'];
beforeAll(async () => {
  ({ t, mine, send, outcomes } = await openDoor());
  await outcomes({ riskUnit: [UNIT], riskEvent: [EVENT], controlMeasure: [MEASURE], checkTask: [TASK] });
});
afterAll(() => t.close());

const rowOf = async (table: 'risk_unit' | 'inspection_record' | 'inspection_item' | 'inspection_task', n: number) =>
  (await asSystem(t.db, (trx) =>
    trx
      .selectFrom(table as 'risk_unit')
      .selectAll()
      .where('enterprise_id', '=', mine.enterpriseId)
      .where('id', '=', id(n))
      .executeTakeFirst(),
  )) as Record<string, unknown> | undefined;
const nested = (levels: number): unknown => (levels === 0 ? 'x' : { a: nested(levels - 1) });

test('a row that no database can keep is refused by its field, the others of its file are written', async () => {
  const reply = await send({
    riskUnit: [
      { ...UNIT, id: id(30) },
      { ...UNIT, id: id(31), riskUnitName: 'a\u0000b' },
      { ...UNIT, id: id(32), vendor: '\ud800' },
      { ...UNIT, id: id(33), vendor: nested(60) },
    ],
    checkTask: [
      { ...TASK, id: id(34), taskNum: 1.5 },
      { ...TASK, id: id(35), checkCycle: '1.234' },
    ],
  });
  const batch = reply.body as ExchangeBatch;
  expect(batch.counts).toEqual({ created: 1, refused: 5 });
  expect(
    batch.results
      .filter((r) => r.outcome === 'refused')
      .map((r) => [r.id, r.issues[0]?.field.slice(0, 12), r.issues[0]?.code]),
  ).toEqual([
    [id(31), 'riskUnitName', 'exchange.control_characters'],
    [id(32), 'vendor', 'exchange.control_characters'],
    [id(33), 'vendor.a.a.a', 'exchange.too_deep'],
    [id(34), 'taskNum', 'exchange.too_many_decimals'],
    [id(35), 'checkCycle', 'exchange.too_many_decimals'],
  ]);
  expect(await rowOf('risk_unit', 30)).toBeDefined();
});

test('a report that nobody inspected answers no task and counts as no record; corrected, it does', async () => {
  await outcomes({
    riskUnit: [{ ...UNIT, id: id(40) }],
    riskEvent: [{ ...EVENT, id: id(41), riskUnitId: id(40) }],
    controlMeasure: [{ ...MEASURE, id: id(42), riskEventId: id(41) }],
    checkTask: [{ ...TASK, id: id(43), riskMeasureId: id(42), taskStartTime: '20261101000000' }],
  });
  await generateTasks(t.db, t.clock.now());
  // Tasks begin with the window after the import.
  t.clock.time = new Date('2026-11-24T02:00:00Z');
  const task = async () =>
    await asSystem(t.db, (trx) =>
      trx
        .selectFrom('inspection_task')
        .select(['state', 'record_id'])
        .where('item_id', '=', id(43))
        .where('window_start', '<=', t.clock.now())
        .where('due_at', '>', t.clock.now())
        .executeTakeFirst(),
    );
  expect(await task()).toEqual({ state: 'open', record_id: null });
  const report = {
    ...RECORD,
    id: id(44),
    checkTaskId: id(43),
    checkTime: '20261124095000',
    updateDate: '20261124095100',
    checkStatus: '2',
  };
  expect(await outcomes({ checkRecord: [report] })).toEqual([['checkRecord', 'created']]);
  expect(await rowOf('inspection_record', 44)).toMatchObject({ result: 'not_inspected', task_id: null });
  expect(await task()).toEqual({ state: 'open', record_id: null });
  await outcomes({ checkRecord: [{ ...report, checkStatus: '0', updateDate: '20261124095200' }] });
  expect(await task()).toEqual({ state: 'done', record_id: id(44) });
  await outcomes({ checkRecord: [{ ...report, deleted: '1', updateDate: '20261124095300' }] });
  expect(await task()).toEqual({ state: 'open', record_id: null });
  await foldAll(t.db);
  expect((await rebuild(t.ownerUrl, false)).differences).toEqual([]);
});

test('nothing sent is cut: fields without a column stay beside the row, telephone numbers sealed', async () => {
  const unit = {
    ...UNIT,
    id: id(50),
    hazardDep: '动力车间',
    vendorField: { depth: [1, 2] },
    updateBy: '孙七',
    linkmanTel: '13800001234',
  };
  const record = { ...RECORD, id: id(51), createByMobile: '13755556666', isDefend: '1' };
  await outcomes({ riskUnit: [unit], checkTask: [{ ...TASK, updateDate: '20261122100000' }], checkRecord: [record] });
  const stored = await rowOf('risk_unit', 50);
  expect(stored).toMatchObject({
    duty_department: '动力车间',
    point_code: expect.stringMatching(/^[0-9a-f]{16}$/),
    source_extra: {
      companyCode: '411710011',
      updateBy: '孙七',
      vendorField: { depth: [1, 2] },
      linkmanTel: { tail: '1234' },
    },
  });
  expect((await rowOf('inspection_record', 51))?.source_extra).toMatchObject({
    isDefend: '1',
    createByMobile: { tail: '6666' },
  });
  const everything = await asSystem(t.db, (trx) =>
    sql<{ found: number }>`
      select (select count(*) from change where after::text ~ '13755556666|13800001234')::int
           + (select count(*) from exchange_source where said::text ~ '13755556666|13800001234')::int
           + (select count(*) from inspection_record where source_extra::text ~ '13755556666')::int as found`.execute(
      trx,
    ),
  );
  expect(everything.rows).toEqual([{ found: 0 }]);
  // Sent again it is the same, though what is sealed never looks the same.
  expect(await outcomes({ riskUnit: [unit], checkRecord: [record] })).toEqual([
    ['riskUnit', 'unchanged'],
    ['checkRecord', 'unchanged'],
  ]);
  const moved = { ...unit, vendorField: { depth: [1, 3] }, updateDate: '20261121080000' };
  expect(await outcomes({ riskUnit: [moved] })).toEqual([['riskUnit', 'updated']]);
  expect((await rowOf('risk_unit', 50))?.source_extra).toMatchObject({ vendorField: { depth: [1, 3] } });
});

test('the grade by the other scale is read, one outside both is said to be unread', async () => {
  const without = { ...UNIT, riskClass: undefined };
  const reply = await send({
    riskUnit: [
      { ...without, id: id(60), riskLevel: '0' },
      { ...without, id: id(61), riskLevel: '7' },
    ],
  });
  expect((reply.body as ExchangeBatch).results.map((r) => r.warnings.map((w) => w.code))).toEqual([
    [],
    ['exchange.grade_unread'],
  ]);
  expect(await rowOf('risk_unit', 60)).toMatchObject({ declared_grade: 'red', live_grade: 'red' });
  expect(await rowOf('risk_unit', 61)).toMatchObject({ declared_grade: null, source_extra: { riskLevel: '7' } });
});

test('a batch is watched by the sender’s own id, its rows read by outcome and reason, the refused handed back to correct', async () => {
  const batchId = crypto.randomUUID();
  const rows = [...Array(1200).keys()].map((n) => ({
    ...UNIT,
    id: id(1000 + n),
    ...(n % 4 === 0 ? { riskClass: 9 } : {}),
    dutyTel: '13900000000',
  }));
  const url = `/api/v1/enterprises/${mine.enterpriseId}/exchange`;
  const me = staff('safety_officer', mine.enterpriseId);
  const post = () =>
    t.as(me, { method: 'POST', url: `${url}/chain?results=none&batchId=${batchId}`, payload: { riskUnit: rows } });
  expect(await post()).toMatchObject({
    status: 200,
    body: { state: 'done', total: 1200, done: 1200, results: [], counts: { created: 900, refused: 300 } },
  });
  expect(await post()).toMatchObject({ status: 409, body: { code: 'exchange.batch_exists' } });
  const get = async (path: string, by = me) =>
    await t.as(by, { method: 'GET', url: `${url}/batches/${batchId}${path}` });
  expect(await get('?results=none')).toMatchObject({
    status: 200,
    body: { state: 'done', reasons: [{ field: 'riskClass', code: 'exchange.unknown_code', rows: 300 }] },
  });
  const page = (await get('/rows?outcome=refused&field=riskClass&limit=200')).body as {
    rows: { n: number }[];
    next: string;
    total: number;
  };
  expect([page.rows.length, page.total]).toEqual([200, 300]);
  const more = (await get(`/rows?outcome=refused&limit=200&after=${page.next}`)).body as typeof page;
  expect([more.rows.length, more.next]).toEqual([100, null]);
  expect(await get('/rows?after=WyJ4Il0')).toMatchObject({ status: 400, body: { code: 'page.bad_cursor' } });
  expect((await get('/rows?reason=exchange.missing')).body).toMatchObject({ rows: [], total: 0 });
  const refused = await t.as(me, { method: 'POST', url: `${url}/batches/${batchId}/refused` });
  const file = JSON.parse(String(typeof refused.body === 'string' ? refused.body : JSON.stringify(refused.body)));
  expect([refused.status, file.riskUnit.length, file.refusals.length]).toEqual([200, 300, 300]);
  expect(file.riskUnit[0]).toMatchObject({ dutyTel: '13900000000', riskClass: 9 });
  const corrected = { ...file, riskUnit: file.riskUnit.map((r: object) => ({ ...r, riskClass: 3 })) };
  expect(((await send(corrected)).body as ExchangeBatch).counts).toEqual({ created: 300 });
  expect((await t.as(officer('410122'), { method: 'POST', url: `${url}/batches/${batchId}/refused` })).status).toBe(
    403,
  );
});
