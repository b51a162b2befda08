import type { LiveChanges, LiveNotice } from '@yufang/contract';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { newId } from '../../platform/clock/clock.ts';
import type { Actor, EnterpriseDims } from '../../platform/db/actor.ts';
import { asSystem, openDatabase } from '../../platform/db/database.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { departmentOfficer, makeEnterprise, officer, staff } from '../../testing/world.ts';
import { openChain, record, systemActor } from '../change/record.ts';
import { publishRollup } from './bus.ts';
import { LiveHub } from './hub.ts';
import { parsePosition } from './position.ts';
import { readPosition, readSince } from './queries.ts';

type Event = { id: string | null; event: string; data: unknown };

let t: TestApp;
let base: string;
let zhongmu: EnterpriseDims;
let nanyang: EnterpriseDims;
const open: AbortController[] = [];

beforeAll(async () => {
  t = await makeTestApp();
  base = await t.app.listen({ port: 0, host: '127.0.0.1' });
  zhongmu = await makeEnterprise(t.db, { countyCode: '410122' });
  nanyang = await makeEnterprise(t.db, { countyCode: '411302', sector: 'housing' });
});
afterEach(() => {
  for (const abort of open.splice(0)) abort.abort();
});
afterAll(() => t.close());

/** Open a stream and collect its events; `until` resolves once enough have come. */
async function listen(actor: Actor, headers: Record<string, string> = {}) {
  await t.as(actor, { method: 'GET', url: '/api/v1/notices/unread' });
  const abort = new AbortController();
  open.push(abort);
  const reply = await fetch(`${base}/api/v1/live`, {
    headers: { 'x-test-actor': actor.assignmentId, ...headers },
    signal: abort.signal,
  });
  const events: Event[] = [];
  const waiting = new Set<() => void>();
  const decoder = new TextDecoder();
  let text = '';
  const read = async () => {
    for await (const chunk of reply.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      const parts = text.split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) {
        const field = (name: string) =>
          part
            .split('\n')
            .find((l) => l.startsWith(`${name}: `))
            ?.slice(name.length + 2) ?? null;
        const event = field('event');
        if (event) events.push({ id: field('id'), event, data: JSON.parse(field('data') ?? 'null') });
      }
      for (const wake of waiting) wake();
    }
  };
  const reading = read().catch(() => undefined);
  const until = async (holds: (events: Event[]) => boolean): Promise<Event[]> => {
    while (!holds(events)) await new Promise<void>((resolve) => waiting.add(resolve));
    return events;
  };
  await until((e) => e.some((x) => x.event === 'hello'));
  const close = async () => {
    abort.abort();
    await reading;
  };
  return { events, until, close, headers: reply.headers };
}

const report = async (dims: EnterpriseDims, actor: Actor) =>
  await t.as(actor, {
    method: 'POST',
    url: `/api/v1/enterprises/${dims.enterpriseId}/dangers`,
    payload: { id: newId(), name: '护栏缺失' },
  });

const rowsOf = (events: Event[]) =>
  events.filter((e) => e.event === 'changes').flatMap((e) => (e.data as LiveChanges).rows);

test('each scope hears of what lies within it, and only of that', async () => {
  const county = await listen(officer('410122'));
  const city = await listen(officer('410100'));
  const other = await listen(officer('411300'));
  const housing = await listen(departmentOfficer('housing', '410000'));
  const mine = await listen(staff('safety_officer', zhongmu.enterpriseId));
  expect(county.headers.get('content-type')).toMatch(/^text\/event-stream/);
  await report(zhongmu, staff('post_worker', zhongmu.enterpriseId));
  for (const s of [county, city, mine]) {
    const events = await s.until((e) => rowsOf(e).length > 0);
    expect(rowsOf(events)).toMatchObject([
      { topic: 'hidden_danger.report', enterpriseId: zhongmu.enterpriseId, summary: { name: '护栏缺失' } },
    ]);
  }
  await report(nanyang, staff('post_worker', nanyang.enterpriseId));
  for (const s of [other, housing]) {
    const events = await s.until((e) => rowsOf(e).length > 0);
    expect(rowsOf(events).map((r) => r.enterpriseId)).toEqual([nanyang.enterpriseId]);
  }
  expect(rowsOf(county.events)).toHaveLength(1);
  const told = await mine.until((e) => e.some((x) => x.event === 'notice'));
  expect((told.find((e) => e.event === 'notice')?.data as LiveNotice | undefined)?.notices).toMatchObject([
    { topic: 'hidden_danger.report' },
  ]);
  expect(county.events.some((e) => e.event === 'notice')).toBe(false);
});

test('coming back with the last id, nothing is missing and nothing foreign comes', async () => {
  const actor = officer('410122');
  const first = await listen(actor);
  await report(zhongmu, staff('post_worker', zhongmu.enterpriseId));
  const id = (await first.until((e) => rowsOf(e).length > 0)).findLast((e) => e.id !== null)?.id ?? '';
  await first.close();
  await report(zhongmu, staff('post_worker', zhongmu.enterpriseId));
  await report(nanyang, staff('post_worker', nanyang.enterpriseId));
  await report(zhongmu, staff('post_worker', zhongmu.enterpriseId));
  const second = await listen(actor, { 'last-event-id': id });
  const rows = rowsOf(await second.until((e) => rowsOf(e).length >= 2));
  expect(rows).toHaveLength(2);
  const strange = await listen(actor, { 'last-event-id': 'made up' });
  await strange.until((e) => e.some((x) => x.event === 'reset'));
  const future = await listen(actor, { 'last-event-id': '999999999:999999999:' });
  await future.until((e) => e.some((x) => x.event === 'reset'));
});

test('a transaction that commits late is not skipped, although its row is older than what was read before', async () => {
  const since = await asSystem(t.db, readPosition);
  const { promise: gate, resolve: openGate } = Promise.withResolvers<void>();
  const { promise: written, resolve: wrote } = Promise.withResolvers<void>();
  const change = async (dims: EnterpriseDims, before: () => Promise<void>) =>
    await asSystem(t.db, async (trx) => {
      const chain = await openChain(trx, dims);
      const row = await trx
        .selectFrom('enterprise')
        .selectAll()
        .where('enterprise_id', '=', dims.enterpriseId)
        .executeTakeFirstOrThrow();
      const entry = {
        entity: 'enterprise',
        entityId: dims.enterpriseId,
        action: 'update',
        before: row,
        after: { ...row, address: newId() },
      };
      await record(trx, chain, { actor: systemActor('test'), at: new Date(), entries: [entry] });
      await before();
    });
  const slow = change(zhongmu, async () => {
    wrote();
    await gate;
  });
  await written;
  await change(nanyang, async () => undefined);
  const first = await asSystem(t.db, (trx) => readSince(trx, since, 100));
  expect(first.changes.map((c) => c.enterpriseId)).toEqual([nanyang.enterpriseId]);
  openGate();
  await slow;
  const second = await asSystem(t.db, (trx) => readSince(trx, first.position, 100));
  expect(second.changes.map((c) => c.enterpriseId)).toEqual([zhongmu.enterpriseId]);
  expect((await asSystem(t.db, (trx) => readSince(trx, second.position, 100))).changes).toEqual([]);
});

test('another process hears of it, and moved counters reach those whose counties moved', async () => {
  const elsewhere = openDatabase(t.appUrl, { max: 4 });
  const hub = new LiveHub(elsewhere);
  const written: string[] = [];
  const { promise: heard, resolve: hears } = Promise.withResolvers<void>();
  const out = {
    destroyed: false,
    writableEnded: false,
    writableLength: 0,
    write: (text: string) => {
      written.push(text);
      if (text.includes('event: changes')) hears();
    },
    end: () => undefined,
    destroy: () => undefined,
  };
  const county = officer('410122');
  await hub.add({ actor: county, out: out as never, endsAt: Number.POSITIVE_INFINITY, held: null });
  await report(zhongmu, staff('post_worker', zhongmu.enterpriseId));
  await heard;
  await hub.stop();
  await elsewhere.close();
  expect(written.join('')).toContain('hidden_danger.report');

  const [near, far] = [await listen(county), await listen(officer('411300'))];
  publishRollup(['410122', '410105']);
  const events = await near.until((e) => e.some((x) => x.event === 'rollup'));
  expect(events.find((e) => e.event === 'rollup')?.data).toEqual({ counties: ['410122'] });
  expect(far.events.some((e) => e.event === 'rollup')).toBe(false);
});

test('a client that does not read is dropped, the others go on', async () => {
  const hub = new LiveHub(t.db);
  let dropped = false;
  const stuck = {
    destroyed: false,
    writableEnded: false,
    writableLength: 1e9,
    write: () => true,
    end: () => undefined,
    destroy: () => (dropped = true),
  };
  await hub.add({ actor: officer('410122'), out: stuck as never, endsAt: Number.POSITIVE_INFINITY, held: null });
  const good = await listen(officer('410122'));
  await report(zhongmu, staff('post_worker', zhongmu.enterpriseId));
  await good.until((e) => rowsOf(e).length > 0);
  while (hub.size > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(dropped).toBe(true);
  await hub.stop();
});

test('positions', () => {
  expect(parsePosition('10:20:11,12')).toEqual({ text: '10:20:11,12', xmax: 20, running: [11, 12] });
  expect(parsePosition('10:20:')).toMatchObject({ running: [] });
  for (const bad of ['', '1:2', "1:2:3'", 'a:b:c']) expect(parsePosition(bad)).toBeNull();
});
