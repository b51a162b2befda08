import type { SimpleSetupView, TradeTemplateRow, TradeTemplateView } from '@yufang/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSystem } from '../../platform/db/database.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { makeEnterprise, officer, staff } from '../../testing/world.ts';
import { foldAll } from '../rollup/fold.ts';
import { rebuild } from '../rollup/rebuild.ts';

let t: TestApp;
beforeAll(async () => {
  t = await makeTestApp();
});
afterAll(() => t.close());

type Done = SimpleSetupView & { created: number; withdrawn: number; tasks: number; code?: string };
const small = async () => {
  const firm = await makeEnterprise(t.db, { scale: 'micro' });
  const head = staff('enterprise_head', firm.enterpriseId, { name: '店主' });
  const setup = async (body: object, who = head) => {
    const reply = await t.as(who, {
      method: 'POST',
      url: `/api/v1/enterprises/${firm.enterpriseId}/simple-setup`,
      payload: body,
    });
    return { ...reply, body: reply.body as Done };
  };
  return { firm, head, setup };
};

test('twelve trades to choose from, marked as drafts, the fitting ones first; each risk shows its arithmetic and the criteria it is about', async () => {
  const { firm, head } = await small();
  const list = await t.as(head, { method: 'GET', url: `/api/v1/trade-templates?enterpriseId=${firm.enterpriseId}` });
  const rows = (list.body as { rows: TradeTemplateRow[] }).rows;
  expect(rows.length).toBeGreaterThanOrEqual(12);
  expect(rows.every((r) => r.status === 'draft' && r.checks <= 15)).toBe(true);
  const one = (await t.as(head, { method: 'GET', url: '/api/v1/trade-templates/dust-explosion' }))
    .body as TradeTemplateView;
  expect(one.items[0]).toMatchObject({
    grade: 'red',
    accidentType: '其他爆炸',
    arithmetic: { formula: 'D=L*E*C', product: 720 },
    criteria: [{ code: 'industry-trade-2023/GM-dust-10', clause: '第十一条（十）' }],
  });
  expect((await t.as(head, { method: 'GET', url: '/api/v1/trade-templates/nothing' })).body).toMatchObject({
    code: 'template.not_found',
  });
});

test('ticking risks makes everything at once; saying it again changes nothing; counters agree', async () => {
  const { firm, head, setup } = await small();
  expect((await setup({ trade: 'gas-restaurant', risks: ['zz'] })).body.code).toBe('template.risk_not_found');
  expect(
    (await setup({ trade: 'gas-restaurant', risks: ['g1'] }, staff('post_worker', firm.enterpriseId))).status,
  ).toBe(403);
  expect((await setup({ trade: 'gas-restaurant', risks: ['g1'] }, officer('410122'))).status).toBe(403);
  const first = await setup({ trade: 'gas-restaurant', risks: ['g1', 'g2', 'g6'] });
  expect(first, JSON.stringify(first.body)).toMatchObject({
    status: 200,
    body: { trade: 'gas-restaurant', colours: { red: 1, orange: 1, yellow: 1, blue: 0 }, withdrawn: 0 },
  });
  expect(first.body.checklist).toHaveLength(3);
  expect(first.body.tasks).toBeGreaterThanOrEqual(3);
  const again = await setup({ trade: 'gas-restaurant', risks: ['g1', 'g2', 'g6'] });
  expect(again.body).toMatchObject({ created: 0, withdrawn: 0, tasks: 0, checklist: first.body.checklist });
  const rows = await asSystem(t.db, (trx) =>
    trx.selectFrom('risk_event').selectAll().where('enterprise_id', '=', firm.enterpriseId).execute(),
  );
  expect(
    rows.every((r) => r.review_state === 'approved' && r.approver_id === head.accountId && r.product !== null),
  ).toBe(true);
  const holder = await asSystem(t.db, (trx) =>
    trx
      .selectFrom('post_holder')
      .innerJoin('person', 'person.id', 'post_holder.person_id')
      .select('person.name')
      .where('post_holder.enterprise_id', '=', firm.enterpriseId)
      .execute(),
  );
  expect(holder).toEqual([{ name: '店主' }]);
  await foldAll(t.db);
  expect((await rebuild(t.ownerUrl, false)).differences).toEqual([]);
});

test('unticked is withdrawn, ticked again comes back, another trade must be said; nothing is ever deleted', async () => {
  const { firm, setup } = await small();
  await setup({ trade: 'wood', risks: ['o1', 'o3'], place: '一车间' });
  expect((await setup({ trade: 'wood', risks: ['o1'] })).body).toMatchObject({
    risks: ['o1'],
    checklist: [{ content: '梁架、设备、管道无积尘，没有用压缩空气吹扫' }],
  });
  const open = await asSystem(t.db, (trx) =>
    trx.selectFrom('inspection_task').select('state').where('enterprise_id', '=', firm.enterpriseId).execute(),
  );
  expect(open.map((x) => x.state).sort()).toEqual(['cancelled', 'open']);
  expect((await setup({ trade: 'wood', risks: ['o1', 'o3'] })).body).toMatchObject({ created: 0, risks: ['o1', 'o3'] });
  expect(await setup({ trade: 'warehouse', risks: ['k1'] })).toMatchObject({
    status: 409,
    body: { code: 'template.other_trade' },
  });
  const changed = await setup({ trade: 'warehouse', risks: ['k1'], replace: true, lang: 'en' });
  expect(changed.body).toMatchObject({
    trade: 'warehouse',
    checklist: [{ content: 'Gaps to stacks, lamps, aisles right' }],
  });
  const all = await asSystem(t.db, (trx) =>
    trx.selectFrom('risk_event').select(['state']).where('enterprise_id', '=', firm.enterpriseId).execute(),
  );
  expect(all.map((r) => r.state).sort()).toEqual(['active', 'withdrawn', 'withdrawn']);
  await foldAll(t.db);
  expect((await rebuild(t.ownerUrl, false)).differences).toEqual([]);
});

test('not for a large firm, not before the county has approved', async () => {
  const large = await makeEnterprise(t.db, { scale: 'above' });
  const applied = await makeEnterprise(t.db, { scale: 'micro', status: 'applied' });
  const post = (id: string) =>
    t.as(staff('enterprise_head', id), {
      method: 'POST',
      url: `/api/v1/enterprises/${id}/simple-setup`,
      payload: { trade: 'wood', risks: ['o1'] },
    });
  expect((await post(large.enterpriseId)).body).toMatchObject({ code: 'template.not_for_above' });
  // The list says so before anybody has filled in the form.
  const list = (id: string) =>
    t.as(staff('enterprise_head', id), { method: 'GET', url: `/api/v1/trade-templates?enterpriseId=${id}` });
  expect((await list(large.enterpriseId)).body).toMatchObject({ mayUse: false });
  expect((await list(applied.enterpriseId)).body).toMatchObject({ mayUse: true });
  expect((await post(applied.enterpriseId)).body).toMatchObject({ code: 'enterprise.not_active' });
});
