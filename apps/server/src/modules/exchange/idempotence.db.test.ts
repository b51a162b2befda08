import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EnterpriseDims } from '../../platform/db/actor.ts';
import { asSystem } from '../../platform/db/database.ts';
import type { TestApp } from '../../testing/test-app.ts';
import { staff } from '../../testing/world.ts';
import { verifyChainOf } from '../audit/verify.ts';
import { openChain } from '../change/record.ts';
import { selectDanger } from '../danger/command.ts';
import type { DangerColumns } from '../danger/facts.ts';
import { readDangerReference } from '../danger/rules.ts';
import { saveDanger } from '../danger/save.ts';
import { begin, finish, need, updateRow } from '../risk/work.ts';
import { foldAll } from '../rollup/fold.ts';
import { rebuild } from '../rollup/rebuild.ts';
import { base, type Door, EVENT, id, MEASURE, openDoor, TASK, UNIT } from './testing.ts';

let t: TestApp;
let mine: EnterpriseDims;
let send: Door['taken'];
const [CLOSED, LATER] = ['20261121080000', '20261122080000'];

beforeAll(async () => {
  ({ t, mine, taken: send } = await openDoor());
  await send({ riskUnit: [UNIT], riskEvent: [EVENT], controlMeasure: [MEASURE], checkTask: [TASK] });
});
afterAll(() => t.close());

const danger = (n: number, more: object = {}) =>
  base(n, {
    riskMeasureId: id(3),
    dangerName: '联锁未投用',
    dangerLevel: '0',
    registTime: '20261120093000',
    registrant: '李四',
    dangersSrc: '1',
    dangerManageType: '1',
    hazardDangerType: '4',
    dangerDesc: '现场联锁旁路',
    liablePerson: '王五',
    dangerManageDeadline: '20261130',
    dangerState: '0',
    ...more,
  });

const chief = () => staff('safety_officer', mine.enterpriseId);
const one = async (body: object) => {
  const [result] = (await send(body)).results;
  return {
    outcome: result?.outcome,
    warnings: result?.warnings.map((w) => w.code) ?? [],
    issues: result?.issues ?? [],
  };
};
const row = <T extends 'hidden_danger' | 'risk_event' | 'risk_unit' | 'control_measure' | 'inspection_item'>(
  table: T,
  n: number,
) =>
  asSystem(t.db, (trx) =>
    trx
      .selectFrom(table as 'risk_unit')
      .selectAll()
      .where('enterprise_id', '=', mine.enterpriseId)
      .where('id', '=', id(n))
      .executeTakeFirstOrThrow(),
  ) as Promise<Record<string, unknown>>;

/** Change a danger here, through the one writer of dangers. */
async function byHand(n: number, action: string, columns: DangerColumns): Promise<void> {
  const at = t.clock.now();
  const today = '2026-11-23';
  await asSystem(t.db, async (trx) => {
    const chain = await openChain(trx, mine);
    const before = await selectDanger(trx, mine.enterpriseId, id(n));
    if (!before) throw new Error(`no danger ${n}`);
    const reference = await readDangerReference(trx, today);
    await saveDanger(trx, chain, { actor: chief(), at, today, action, before, columns, reference });
  });
}

/** Close here what its sender still calls open. */
const closeByHand = (n: number) => {
  const at = t.clock.now();
  const closed = { status: 'closed', closed_at: at, closed_day: '2026-11-23', closed_on_time: true };
  const hands = { rectified_by: 'a', rectified_by_name: '甲', rectified_at: at, accepted_by: 'b' };
  return byHand(n, 'accept', { ...closed, ...hands, accepted_by_name: '乙', accepted_at: at });
};

test('a danger closed here stays closed when the same file comes again; the counters agree', async () => {
  expect((await one({ hiddenDanger: [danger(10)] })).outcome).toBe('created');
  await closeByHand(10);
  const before = await row('hidden_danger', 10);
  expect(await one({ hiddenDanger: [danger(10)] })).toEqual({ outcome: 'unchanged', warnings: [], issues: [] });
  expect(await row('hidden_danger', 10)).toEqual(before);
  await foldAll(t.db);
  expect((await rebuild(t.ownerUrl, false)).differences).toEqual([]);
});

test('the same time with other content: what was said differently is taken, the state reached here is not', async () => {
  await send({ hiddenDanger: [danger(11)] });
  await closeByHand(11);
  const again = await one({ hiddenDanger: [danger(11, { dangerDesc: '改过的描述', dangerState: '1' })] });
  expect(again).toMatchObject({
    outcome: 'updated',
    warnings: ['exchange.changed_without_update', 'exchange.state_kept'],
  });
  expect(await row('hidden_danger', 11)).toMatchObject({
    status: 'closed',
    accepted_by_name: '乙',
    description: '改过的描述',
  });
});

test('a newer row moves a danger on; back only when its sender went back himself, and then it is said', async () => {
  await send({ hiddenDanger: [danger(12)] });
  await closeByHand(12);
  const behind = danger(12, { updateDate: CLOSED, dangerState: '1' });
  expect(await one({ hiddenDanger: [behind] })).toMatchObject({ warnings: ['exchange.state_kept'] });
  expect(await row('hidden_danger', 12)).toMatchObject({ status: 'closed' });
  const back = danger(12, { updateDate: LATER, dangerState: '0' });
  expect(await one({ hiddenDanger: [back] })).toMatchObject({ outcome: 'updated', warnings: ['exchange.moved_back'] });
  expect(await row('hidden_danger', 12)).toMatchObject({ status: 'rectifying', accepted_by: null, closed_at: null });
  // From here on the state is the sender's own again.
  const closed = {
    dangerState: '9',
    checkAcceptPerson: '赵六',
    checkAcceptTime: '20261122',
    updateDate: '20261122090000',
  };
  expect(await one({ hiddenDanger: [danger(12, closed)] })).toMatchObject({ outcome: 'updated', warnings: [] });
  expect(await row('hidden_danger', 12)).toMatchObject({ status: 'closed', accepted_by_name: '赵六' });
});

test('a danger that a regulator has listed is closed here only', async () => {
  const major = { dangerLevel: '1', dangerReason: '检修后未恢复', controlMeasures: '恢复并挂牌' };
  await send({ hiddenDanger: [danger(13, major)] });
  const listed = {
    level: 'county',
    listedAt: '2026-11-22T00:00:00Z',
    listedBy: 'x',
    until: null,
    liftedAt: null,
    liftedBy: null,
  };
  await byHand(13, 'list_supervision', { supervision: JSON.stringify(listed) });
  const done = { dangerState: '9', checkAcceptPerson: '赵六', checkAcceptTime: '20261122', dangerDesc: '已恢复' };
  const closing = danger(13, { ...major, updateDate: LATER, ...done });
  expect(await one({ hiddenDanger: [closing] })).toMatchObject({ warnings: ['exchange.under_supervision'] });
  expect(await row('hidden_danger', 13)).toMatchObject({ status: 'rectifying', description: '已恢复' });
});

test('what was changed by hand stays until its sender changes that very field', async () => {
  await asSystem(t.db, async (trx) => {
    const work = begin({ trx, chain: await openChain(trx, mine), actor: chief(), now: t.clock.now() });
    const before = await need(trx, 'risk_event', { enterpriseId: mine.enterpriseId, id: id(2) });
    await updateRow(work, 'risk_event', { before, patch: { name: '改过的名称' } });
    await finish(work);
  });
  expect(await one({ riskEvent: [EVENT] })).toMatchObject({ outcome: 'unchanged' });
  expect(await one({ riskEvent: [{ ...EVENT, updateDate: CLOSED, vendorField: 'x' }] })).toMatchObject({
    outcome: 'updated',
    warnings: [],
  });
  expect(await row('risk_event', 2)).toMatchObject({ name: '改过的名称', source_extra: { vendorField: 'x' } });
  const renamed = { ...EVENT, updateDate: LATER, riskEventName: '对方的新名称', vendorField: 'x' };
  expect(await one({ riskEvent: [renamed] })).toMatchObject({
    outcome: 'updated',
    warnings: ['exchange.hand_change_overwritten'],
  });
  expect(await row('risk_event', 2)).toMatchObject({ name: '对方的新名称' });
});

test('a newer time alone is remembered: the older version is stale afterwards', async () => {
  await send({ controlMeasure: [{ ...MEASURE, updateDate: LATER }] });
  expect(await one({ controlMeasure: [{ ...MEASURE, riskMeasureDesc: '旧的', updateDate: CLOSED }] })).toMatchObject({
    outcome: 'stale',
  });
});

test('a unit withdrawn by its sender takes along what hangs below, and brings it back; new rows wait meanwhile', async () => {
  const gone = { ...UNIT, deleted: '1', updateDate: CLOSED };
  expect((await send({ riskUnit: [gone], riskEvent: [EVENT] })).results.map((r) => r.outcome)).toEqual([
    'deleted',
    'stale',
  ]);
  for (const [table, n] of [
    ['risk_event', 2],
    ['control_measure', 3],
    ['inspection_item', 4],
  ] as const)
    expect((await row(table, n)).state, table).toBe('withdrawn');
  const late = base(22, { riskUnitId: id(1), riskEventName: '后来的事件' });
  expect(await one({ riskEvent: [late] })).toMatchObject({
    outcome: 'held',
    issues: [{ code: 'exchange.parent_withdrawn' }],
  });
  const back = await send({ riskUnit: [{ ...UNIT, updateDate: LATER }] });
  expect(back).toMatchObject({ counts: { updated: 1, created: 1 }, released: 1 });
  for (const [table, n] of [
    ['risk_event', 2],
    ['risk_event', 22],
    ['control_measure', 3],
    ['inspection_item', 4],
  ] as const)
    expect((await row(table, n)).state, `${table} ${n}`).toBe('active');
  await foldAll(t.db);
  expect((await rebuild(t.ownerUrl, false)).differences).toEqual([]);
  expect(await asSystem(t.db, (trx) => verifyChainOf(trx, mine.enterpriseId, t.clock.now()))).toMatchObject({
    intact: true,
  });
});

test('what people made here no other system rewrites', async () => {
  await asSystem(t.db, (trx) =>
    trx
      .updateTable('risk_event')
      .set({ origin: 'hand' })
      .where('enterprise_id', '=', mine.enterpriseId)
      .where('id', '=', id(2))
      .execute(),
  );
  const renamed = { ...EVENT, updateDate: '20261123080000', riskEventName: '改写' };
  expect(await one({ riskEvent: [renamed] })).toMatchObject({
    outcome: 'refused',
    issues: [{ field: 'id', code: 'exchange.made_here' }],
  });
});
