import type { ExchangeBatch } from '@yufang/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EnterpriseDims } from '../../platform/db/actor.ts';
import { asSystem } from '../../platform/db/database.ts';
import type { TestApp } from '../../testing/test-app.ts';
import { makeEnterprise, officer, staff } from '../../testing/world.ts';
import { foldAll } from '../rollup/fold.ts';
import { rebuild } from '../rollup/rebuild.ts';
import { base, DANGER, type Door, EVENT, id, MEASURE, openDoor, RECORD, TASK, UNIT, WHOLE } from './testing.ts';

let t: TestApp;
let mine: EnterpriseDims;
let send: Door['send'];
let outcomes: Door['outcomes'];
beforeAll(async () => {
  ({ t, mine, send, outcomes } = await openDoor());
});
afterAll(() => t.close());

test('who may not: another enterprise sees no door, a worker and a county may not import', async () => {
  const other = await makeEnterprise(t.db);
  expect((await send(WHOLE, staff('safety_officer', other.enterpriseId))).status).toBe(404);
  expect((await send(WHOLE, staff('post_worker', mine.enterpriseId))).status).toBe(403);
  expect((await send(WHOLE, officer('410122'))).status).toBe(403);
});

test('children before parents wait, and come in by themselves with the parent', async () => {
  expect(
    await outcomes({ controlMeasure: [MEASURE], checkTask: [TASK], checkRecord: [RECORD], hiddenDanger: [DANGER] }),
  ).toEqual([
    ['controlMeasure', 'held'],
    ['checkTask', 'held'],
    ['checkRecord', 'held'],
    ['hiddenDanger', 'held'],
  ]);
  const reply = await send({ riskEvent: [EVENT], riskUnit: [UNIT] });
  const batch = reply.body as ExchangeBatch;
  expect(batch.counts).toEqual({ created: 6 });
  expect(batch.released).toBe(4);
});

test('the same again changes nothing, in one table or the other', async () => {
  expect(new Set((await outcomes(WHOLE)).map(([, o]) => o))).toEqual(new Set(['unchanged']));
});

test('the rows stand in the same tables as hand-made ones: grades, counters, history', async () => {
  const unit = await asSystem(t.db, (trx) =>
    trx.selectFrom('risk_unit').selectAll().where('id', '=', id(1)).executeTakeFirstOrThrow(),
  );
  // Declared orange, and a major danger open on it: red.
  expect(unit).toMatchObject({ declared_grade: 'orange', grade: 'orange', live_grade: 'red' });
  const danger = await asSystem(t.db, (trx) =>
    trx.selectFrom('hidden_danger').selectAll().where('id', '=', id(6)).executeTakeFirstOrThrow(),
  );
  expect(danger).toMatchObject({
    status: 'rectifying',
    level: 'major',
    unit_id: id(1),
    source_extra: { vendorNote: '厂家字段' },
  });
  await foldAll(t.db);
  expect((await rebuild(t.ownerUrl, false)).differences).toEqual([]);
});

test('a measure sent anew with another content makes its approved risk due for review, as one changed by hand does', async () => {
  const event = () =>
    asSystem(t.db, (trx) => trx.selectFrom('risk_event').selectAll().where('id', '=', id(2)).executeTakeFirstOrThrow());
  expect(await event()).toMatchObject({ review_state: 'approved', controls_changed_at: null });
  const other = { ...MEASURE, riskMeasureDesc: '改为双回路联锁切断', updateDate: '20261121100000' };
  expect(await outcomes({ controlMeasure: [other] })).toEqual([['controlMeasure', 'updated']]);
  expect((await event()).controls_changed_at).not.toBeNull();
  expect(await outcomes({ controlMeasure: [other] })).toEqual([['controlMeasure', 'unchanged']]);
});

test('newer wins, older is stale, closing brings the grade down again, deletes are soft', async () => {
  const closed = {
    ...DANGER,
    updateDate: '20261122080000',
    dangerState: '9',
    checkAcceptPerson: '赵六',
    checkAcceptTime: '20261122',
  };
  expect(await outcomes({ hiddenDanger: [closed] })).toEqual([['hiddenDanger', 'updated']]);
  expect(await outcomes({ hiddenDanger: [DANGER] })).toEqual([['hiddenDanger', 'stale']]);
  const unit = await asSystem(t.db, (trx) =>
    trx.selectFrom('risk_unit').select('live_grade').where('id', '=', id(1)).executeTakeFirstOrThrow(),
  );
  expect(unit.live_grade).toBe('orange');
  expect(await outcomes({ checkTask: [{ ...TASK, deleted: '1', updateDate: '20261122090000' }] })).toEqual([
    ['checkTask', 'deleted'],
  ]);
  const item = await asSystem(t.db, (trx) =>
    trx.selectFrom('inspection_item').select('state').where('id', '=', id(4)).executeTakeFirstOrThrow(),
  );
  expect(item.state).toBe('withdrawn');
});

test('one bad row of many is refused by field, the good ones are written', async () => {
  const reply = await send({
    riskUnit: [
      base(11, { ...UNIT, id: id(11), riskUnitName: '' }),
      { ...UNIT, id: id(12) },
      { ...UNIT, id: id(13), tyshxydm: '91410000170001401D' },
    ],
    oddTable: [{ a: 1 }],
  });
  const batch = reply.body as ExchangeBatch;
  expect(batch.counts).toEqual({ created: 1, refused: 3 });
  expect(
    batch.results.filter((r) => r.outcome === 'refused').map((r) => [r.at, r.issues[0]?.field, r.issues[0]?.code]),
  ).toEqual([
    ['oddTable[0]', '', 'exchange.unknown_table'],
    ['riskUnit[0]', 'riskUnitName', 'exchange.missing'],
    ['riskUnit[2]', 'tyshxydm', 'exchange.foreign_enterprise'],
  ]);
});

test('a unit out of use is stopped for that time', async () => {
  const stop = base(20, {
    riskUnitId: id(12),
    stopStartTime: '20261122000000',
    stopEndTime: '20261130000000',
    stopReason: '大修',
  });
  expect(await outcomes({ unitStop: [stop] })).toEqual([['unitStop', 'created']]);
  const unit = await asSystem(t.db, (trx) =>
    trx.selectFrom('risk_unit').selectAll().where('id', '=', id(12)).executeTakeFirstOrThrow(),
  );
  expect(unit).toMatchObject({ stopped: true, stopped_reason: '大修' });
});

test('a file of another enterprise, of nothing, of nonsense', async () => {
  expect(await send({ tyshxydm: '91410000170001401D', ...WHOLE })).toMatchObject({
    status: 422,
    body: { code: 'exchange.foreign_enterprise' },
  });
  expect(await send({})).toMatchObject({ status: 422, body: { code: 'exchange.nothing' } });
});

test('its regulators read the batches', async () => {
  const reply = await t.as(officer('410122'), {
    method: 'GET',
    url: `/api/v1/enterprises/${mine.enterpriseId}/exchange/batches`,
  });
  const list = reply.body as { rows: { batchId: string }[] };
  expect(list.rows.length).toBeGreaterThan(3);
  const one = await t.as(officer('410000'), {
    method: 'GET',
    url: `/api/v1/enterprises/${mine.enterpriseId}/exchange/batches/${list.rows[0]?.batchId}`,
  });
  expect(one.status).toBe(200);
});
