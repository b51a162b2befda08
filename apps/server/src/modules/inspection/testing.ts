import { randomBytes } from 'node:crypto';
import type { SyncItemGiven, SyncPull, SyncPushed } from '@yufang/contract';
import { newId } from '../../platform/clock/clock.ts';
import { type Actor, dimColumns, type EnterpriseDims } from '../../platform/db/actor.ts';
import { asSystem } from '../../platform/db/database.ts';
import type { TestApp } from '../../testing/test-app.ts';
import { staff } from '../../testing/world.ts';
import { type Entry, openChain, record, systemActor } from '../change/record.ts';

/** One enterprise with a post, its holder, a point and items to inspect there. */
export type Site = {
  readonly dims: EnterpriseDims;
  readonly unitId: string;
  readonly eventId: string;
  readonly measureId: string;
  readonly teamId: string;
  readonly postId: string;
  readonly pointCode: string;
  readonly items: readonly string[];
  readonly worker: Actor;
  readonly officer: Actor;
};

/** How an item of a test is served; daily from 1 November 2026 unless told. */
export type ItemGiven = Partial<{
  cycle_n: number;
  cycle_unit: string;
  occasion: string;
  tier: string;
  workday_kind: string;
  work_start: string;
  work_end: string;
  starts_on: string;
  photo_required: boolean;
  next_window: Date | null;
}>;

/** Make a site through the change log, as every writer does. */
export async function makeSite(
  t: { readonly db: TestApp['db']; readonly clock: { now(): Date } },
  dims: EnterpriseDims,
  items: readonly ItemGiven[] = [{}],
): Promise<Site> {
  const own = dimColumns(dims);
  const id = {
    org: newId(),
    post: newId(),
    object: newId(),
    unit: newId(),
    event: newId(),
    measure: newId(),
    person: newId(),
  };
  const pointCode = `P${randomBytes(8).toString('hex')}`;
  const worker = staff('post_worker', dims.enterpriseId, { name: '张三', personId: id.person });
  const itemIds = items.map(() => newId());
  await asSystem(t.db, async (trx) => {
    const chain = await openChain(trx, dims);
    const entries: Entry[] = [];
    const put = async (table: Parameters<typeof trx.insertInto>[0], values: Record<string, unknown>) => {
      const after = await trx
        .insertInto(table)
        .values({ ...own, ...values } as never)
        .returningAll()
        .executeTakeFirstOrThrow();
      entries.push({ entity: String(table), entityId: String(values.id), action: 'create', before: null, after });
    };
    await put('org_unit', { id: id.org, kind: 'team', name: '甲班', path: `/${id.org}/` });
    await put('post', { id: id.post, org_unit_id: id.org, name: '罐区巡检岗' });
    await put('person', { id: id.person, name: worker.name, account_id: worker.accountId });
    await put('post_holder', { id: newId(), post_id: id.post, person_id: id.person, from_on: '2026-01-01' });
    await put('risk_object', { id: id.object, kind: 'place', name: '罐区' });
    await put('risk_unit', {
      id: id.unit,
      object_id: id.object,
      name: '1号储罐',
      worksheet: 'SCL',
      grade: 'red',
      live_grade: 'red',
      point_code: pointCode,
      lon: 113.7,
      lat: 34.7,
    });
    await put('risk_event', { id: id.event, unit_id: id.unit, name: '泄漏', grade: 'red', live_grade: 'red' });
    await put('control_measure', {
      id: id.measure,
      event_id: id.event,
      unit_id: id.unit,
      measure_class: 'engineering',
      description: '可燃气体报警器',
      check_content: '报警器是否正常',
      duty_post_id: id.post,
    });
    for (const [i, given] of items.entries()) {
      await put('inspection_item', {
        id: itemIds[i],
        measure_id: id.measure,
        unit_id: id.unit,
        post_id: id.post,
        content: `检查项 ${i + 1}`,
        cycle_n: 1,
        cycle_unit: 'day',
        starts_on: '2026-11-01',
        next_window: new Date('2026-11-23T00:00:00+08:00'),
        ...given,
      });
    }
    await record(trx, chain, { actor: systemActor('test'), at: t.clock.now(), entries });
  });
  return {
    dims,
    unitId: id.unit,
    eventId: id.event,
    measureId: id.measure,
    teamId: id.org,
    postId: id.post,
    pointCode,
    items: itemIds,
    worker,
    officer: staff('safety_officer', dims.enterpriseId, { name: '李安全' }),
  };
}

/** An item of a phone's outbox. */
export const recordItem = (
  site: Site,
  more: { payload?: object; id?: string; deviceSeq?: number; claimedAt?: string } = {},
): SyncItemGiven => ({
  id: more.id ?? newId(),
  kind: 'record',
  deviceSeq: more.deviceSeq ?? 1,
  claimedAt: more.claimedAt ?? '2026-11-23T02:00:00Z',
  payload: { itemId: site.items[0] ?? '', result: 'normal', durationMs: 60_000, ...more.payload },
});

/** A phone's two calls. */
export function phone(t: TestApp, actor: Actor, enterpriseId: string, deviceId = 'phone-0001') {
  const url = `/api/v1/enterprises/${enterpriseId}/sync`;
  return {
    push: async (items: readonly unknown[], more: object = {}) => {
      const payload = { version: 1, sentAt: t.clock.now().toISOString(), deviceId, items, ...more };
      const reply = await t.as(actor, { method: 'POST', url, payload });
      return { status: reply.status, body: reply.body as SyncPushed };
    },
    pull: async (cursor?: string, limit = 500) => {
      const reply = await t.as(actor, {
        method: 'GET',
        url: `${url}?v=1&limit=${limit}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
      });
      if (reply.status !== 200) throw new Error(`${reply.status}: ${JSON.stringify(reply.body)}`);
      return reply.body as SyncPull;
    },
    /** Pull until there is no more: what a phone holds afterwards, and how many bytes it took. */
    pullAll: async (cursor?: string) => {
      const pages: SyncPull[] = [];
      let bytes = 0;
      for (let at = cursor; ; ) {
        const reply = await t.as(actor, {
          method: 'GET',
          url: `${url}?v=1&limit=200${at ? `&cursor=${encodeURIComponent(at)}` : ''}`,
        });
        const body = reply.body as SyncPull;
        bytes += JSON.stringify(body).length;
        pages.push(body);
        at = body.cursor;
        if (!body.more) return { pages, cursor: at, bytes };
      }
    },
  };
}
