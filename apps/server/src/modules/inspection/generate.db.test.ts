import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSystem } from '../../platform/db/database.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { makeEnterprise } from '../../testing/world.ts';
import { foldAll } from '../rollup/fold.ts';
import { rebuild } from '../rollup/rebuild.ts';
import { generateTasks } from './generate.ts';
import { makeSite, type Site } from './testing.ts';

let t: TestApp;
beforeAll(async () => {
  t = await makeTestApp(new Date('2026-11-23T02:00:00Z'));
});
afterAll(() => t.close());

const tasksOf = (site: Site, itemId: string | undefined) =>
  asSystem(t.db, (trx) =>
    trx
      .selectFrom('inspection_task')
      .select(['window_start', 'due_at', 'day', 'state'])
      .where('enterprise_id', '=', site.dims.enterpriseId)
      .where('item_id', '=', itemId ?? '')
      .orderBy('window_start')
      .execute(),
  );
const days = async (site: Site, i: number) => (await tasksOf(site, site.items[i])).map((x) => x.day);

test('windows by cycle; generating again, and from two places at once, makes nothing twice', async () => {
  const site = await makeSite(t, await makeEnterprise(t.db), [
    {},
    { cycle_unit: 'week', starts_on: '2026-11-24' },
    { cycle_unit: 'hour', cycle_n: 4, work_start: '08:00', work_end: '20:00' },
    { workday_kind: 'workdays' },
    { cycle_unit: 'month', starts_on: '2026-10-31' },
    { cycle_unit: 'special', next_window: null },
  ]);
  const first = await generateTasks(t.db, t.clock.now());
  expect(await days(site, 0)).toEqual(['2026-11-23', '2026-11-24', '2026-11-25']);
  expect(await days(site, 1)).toEqual(['2026-11-24']);
  expect(
    (await tasksOf(site, site.items[2])).slice(0, 3).map((x) => [x.window_start.toISOString(), x.due_at.toISOString()]),
  ).toEqual([
    ['2026-11-23T00:00:00.000Z', '2026-11-23T04:00:00.000Z'],
    ['2026-11-23T04:00:00.000Z', '2026-11-23T08:00:00.000Z'],
    ['2026-11-23T08:00:00.000Z', '2026-11-23T12:00:00.000Z'],
  ]);
  expect(await days(site, 4)).toEqual([]);
  expect(await days(site, 5)).toEqual([]);
  expect(first.tasks).toBeGreaterThan(10);
  expect((await generateTasks(t.db, t.clock.now())).tasks).toBe(0);
  // A job that died after half of it, or that runs in two processes: the item stands where it stood.
  await asSystem(t.db, (trx) =>
    trx
      .updateTable('inspection_item')
      .set({ next_window: new Date('2026-11-22T16:00:00Z') })
      .where('cycle_unit', '!=', 'special')
      .execute(),
  );
  const both = await Promise.all([generateTasks(t.db, t.clock.now()), generateTasks(t.db, t.clock.now())]);
  expect(both.map((b) => b.tasks)).toEqual([0, 0]);
});

test('the next day goes on where the last run stopped', async () => {
  t.clock.time = new Date('2026-11-24T02:00:00Z');
  const next = await generateTasks(t.db, t.clock.now());
  expect(next.tasks).toBeGreaterThan(0);
  expect(next.tasks).toBeLessThan(10);
  t.clock.time = new Date('2026-11-23T02:00:00Z');
});

test('a stopped unit, a withdrawn one and a closed enterprise get no tasks and no backlog afterwards', async () => {
  const stopped = await makeSite(t, await makeEnterprise(t.db));
  const closed = await makeSite(t, await makeEnterprise(t.db, { status: 'closed' }));
  const pause = (patch: object) =>
    asSystem(t.db, (trx) =>
      trx.updateTable('risk_unit').set(patch).where('enterprise_id', '=', stopped.dims.enterpriseId).execute(),
    );
  await pause({
    stopped: true,
    stopped_from: new Date('2026-11-20T00:00:00Z'),
    stopped_to: new Date('2026-11-24T16:00:00Z'),
  });
  await generateTasks(t.db, t.clock.now());
  expect(await days(stopped, 0)).toEqual(['2026-11-25']);
  expect(await days(closed, 0)).toEqual([]);
});

test('after a long outage three days are made up for, not a year', async () => {
  const site = await makeSite(t, await makeEnterprise(t.db), [
    { next_window: new Date('2025-12-01T00:00:00+08:00'), starts_on: '2025-01-01' },
  ]);
  await generateTasks(t.db, t.clock.now());
  expect((await days(site, 0))[0]).toBe('2026-11-20');
});

test('before a holiday and at the turn of a season tasks are made by the calendar, of a campaign none', async () => {
  const special = { cycle_unit: 'special', next_window: new Date('2026-11-23T00:00:00+08:00') };
  const site = await makeSite(t, await makeEnterprise(t.db), [
    { ...special, occasion: 'holiday' },
    { ...special, occasion: 'season' },
    { ...special, occasion: 'campaign', next_window: null },
  ]);
  for (const day of ['2026-11-23', '2026-11-30', '2026-12-01', '2026-12-24', '2026-12-25']) {
    t.clock.time = new Date(`${day}T02:00:00Z`);
    await generateTasks(t.db, t.clock.now());
  }
  t.clock.time = new Date('2026-11-23T02:00:00Z');
  // New Year's Day 2027 is a Friday: from seven days before until its eve.
  expect(await days(site, 0)).toEqual(['2026-12-25']);
  expect((await tasksOf(site, site.items[0]))[0]?.due_at).toEqual(new Date('2027-01-01T00:00:00+08:00'));
  expect(await days(site, 1)).toEqual(['2026-12-01']);
  expect(await days(site, 2)).toEqual([]);
});

test('a stop of a minute loses nothing: what stands open is due again when the unit goes on', async () => {
  const site = await makeSite(t, await makeEnterprise(t.db), [
    { cycle_n: 1, cycle_unit: 'quarter', starts_on: '2026-10-01', next_window: new Date('2026-10-01T00:00:00+08:00') },
    { cycle_unit: 'week', starts_on: '2026-11-23' },
    { cycle_unit: 'special', occasion: 'resumption', next_window: null },
  ]);
  await generateTasks(t.db, t.clock.now());
  // The quarter's window opened before the catch-up of generation: no task of it is there.
  expect(await days(site, 0)).toEqual([]);
  const url = `/api/v1/enterprises/${site.dims.enterpriseId}/risk-units/${site.unitId}`;
  const set = async (stopped: boolean) => {
    const { body } = await t.as(site.officer, { method: 'GET', url });
    const payload = {
      version: (body as { version: number }).version,
      stopped,
      ...(stopped && { stoppedReason: '检修' }),
    };
    const reply = await t.as(site.officer, { method: 'PATCH', url, payload });
    expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  };
  await set(true);
  expect((await tasksOf(site, site.items[1])).map((x) => x.state)).toEqual(['cancelled']);
  await set(false);
  expect((await tasksOf(site, site.items[1])).map((x) => x.state)).toEqual(['open']);
  expect(await tasksOf(site, site.items[0])).toMatchObject([{ day: '2026-10-01', state: 'open' }]);
  expect(await tasksOf(site, site.items[2])).toMatchObject([{ day: '2026-11-23', state: 'open' }]);
  await set(true);
  await set(false);
  expect((await tasksOf(site, site.items[2])).map((x) => x.state)).toEqual(['open']);
});

test('counters equal a recount, and the chain says how many were made', async () => {
  await foldAll(t.db);
  expect((await rebuild(t.ownerUrl, false)).differences).toEqual([]);
  const runs = await asSystem(t.db, (trx) =>
    trx.selectFrom('change').select(['action', 'after', 'actor_id']).where('entity', '=', 'task_run').execute(),
  );
  expect(runs.length).toBeGreaterThan(2);
  expect(runs[0]).toMatchObject({ action: 'generate', actor_id: 'job:task-generation' });
});
