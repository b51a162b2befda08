import type { UseRow } from '@yufang/contract';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EnterpriseDims } from '../../platform/db/actor.ts';
import { asSystem } from '../../platform/db/database.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { makeEnterprise, officer, staff } from '../../testing/world.ts';
import { openChain, record, systemActor } from '../change/record.ts';
import { foldAll } from '../rollup/fold.ts';
import { rebuild } from '../rollup/rebuild.ts';
import { computeUse, computeUseLately } from './compute.ts';
import { sweepEnterprises } from './sweep.ts';

let t: TestApp;
let silent: EnterpriseDims;
let lively: EnterpriseDims;

beforeAll(async () => {
  t = await makeTestApp();
  silent = await makeEnterprise(t.db, { countyCode: '410122', name: '久不用' });
  lively = await makeEnterprise(t.db, { countyCode: '411302', name: '天天用' });
  const set = (id: string, last: string) =>
    asSystem(t.db, (trx) =>
      trx
        .updateTable('enterprise')
        .set({ activity: 'active', last_activity_at: new Date(last) })
        .where('enterprise_id', '=', id)
        .execute(),
    );
  await set(silent.enterpriseId, '2026-08-01T00:00:00Z');
  await set(lively.enterpriseId, '2026-11-23T00:00:00Z');
  // Direct updates bypass the log on purpose here; bring the counters to the same starting point.
  await foldAll(t.db);
  await rebuild(t.ownerUrl, true);
});
afterAll(() => t.close());

test('silence makes dormant, through the chain, and the counters follow', async () => {
  expect(await sweepEnterprises(t.db, t.clock.now())).toBe(1);
  expect(await sweepEnterprises(t.db, t.clock.now())).toBe(0);
  const rows = await asSystem(t.db, (trx) =>
    trx.selectFrom('enterprise').select(['enterprise_id', 'activity']).execute(),
  );
  expect(rows.find((r) => r.enterprise_id === silent.enterpriseId)?.activity).toBe('dormant');
  expect(rows.find((r) => r.enterprise_id === lively.enterpriseId)?.activity).toBe('active');
  await foldAll(t.db);
  expect((await rebuild(t.ownerUrl, false)).differences).toEqual([]);
});

test('the list puts the least used first, says why, and stays within the duty', async () => {
  expect(await computeUse(t.db, t.clock.now())).toBe(2);
  const list = async (actor: ReturnType<typeof officer>, more = '') =>
    ((await t.as(actor, { method: 'GET', url: `/api/v1/use${more}` })).body as { rows: UseRow[] }).rows;
  const province = await list(officer('410000'));
  expect(province.map((r) => r.enterpriseName)).toEqual(['久不用', '天天用']);
  expect(province[0]?.reasons[0]).toMatchObject({ code: 'days_silent', value: 114 });
  expect(province[0]?.score).toBeLessThan(province[1]?.score ?? 0);
  expect((await list(officer('411300'))).map((r) => r.enterpriseName)).toEqual(['天天用']);
  expect((await list(staff('enterprise_head', silent.enterpriseId))).map((r) => r.enterpriseName)).toEqual(['久不用']);
  expect(await list(officer('410000'), '?reason=days_silent')).toHaveLength(1);
  const file = async (actor: ReturnType<typeof officer>, more = '') => {
    await t.as(actor, { method: 'GET', url: '/api/v1/use' });
    const headers = { 'x-test-actor': actor.assignmentId };
    const reply = await t.app.inject({ method: 'GET', url: `/api/v1/use/export${more}`, headers });
    expect(reply.statusCode).toBe(200);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(reply.rawPayload as unknown as ExcelJS.Buffer);
    return (book.worksheets[0]?.getSheetValues() ?? []).slice(1).map((r) => (r as unknown[]).slice(1));
  };
  const [head, first, second] = await file(officer('410000'));
  expect(head).toHaveLength(10);
  expect(first?.slice(0, 3)).toEqual(['久不用', '郑州市', '中牟县']);
  expect(first?.[9]).toMatch(/沉默天数 114 −\d/);
  expect(second?.[0]).toBe('天天用');
  expect((await file(officer('411300'), '?lang=en')).map((r) => r[0])).toEqual(['Enterprise', '天天用']);
});

test('between two nights those are judged again that something happened to', async () => {
  const later = new Date(t.clock.now().getTime() + 3_600_000);
  expect(await computeUseLately(t.db, later, t.clock.now())).toBe(0);
  await asSystem(t.db, async (trx) => {
    const chain = await openChain(trx, silent);
    const of = () => trx.selectFrom('enterprise').selectAll().where('enterprise_id', '=', silent.enterpriseId);
    const before = await of().executeTakeFirstOrThrow();
    const set = { activity: 'active', last_activity_at: later };
    await trx.updateTable('enterprise').set(set).where('enterprise_id', '=', silent.enterpriseId).execute();
    const after = await of().executeTakeFirstOrThrow();
    const entry = { entity: 'enterprise', entityId: silent.enterpriseId, action: 'be_active', before, after };
    await record(trx, chain, { actor: systemActor('test'), at: later, entries: [entry] });
  });
  expect(await computeUseLately(t.db, later, t.clock.now())).toBe(1);
  const rows = ((await t.as(officer('410100'), { method: 'GET', url: '/api/v1/use' })).body as { rows: UseRow[] }).rows;
  expect(rows[0]?.reasons.map((r) => r.code)).not.toContain('days_silent');
});

test('an enterprise that never did anything falls silent too, counted from its registration', async () => {
  const never = await makeEnterprise(t.db, { countyCode: '410122', name: '建而不用' });
  const look = () =>
    asSystem(t.db, (trx) =>
      trx
        .selectFrom('enterprise')
        .select('activity')
        .where('enterprise_id', '=', never.enterpriseId)
        .executeTakeFirst(),
    );
  expect(await sweepEnterprises(t.db, t.clock.now())).toBe(0);
  expect(await look()).toEqual({ activity: 'new' });
  await asSystem(t.db, (trx) =>
    trx
      .updateTable('enterprise')
      .set({ created_at: new Date('2026-06-01T00:00:00Z') })
      .where('enterprise_id', '=', never.enterpriseId)
      .execute(),
  );
  expect(await sweepEnterprises(t.db, t.clock.now())).toBe(1);
  expect(await look()).toEqual({ activity: 'dormant' });
  await foldAll(t.db);
  expect((await rebuild(t.ownerUrl, false)).differences).toEqual([]);
});
