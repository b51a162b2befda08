import { afterAll, beforeAll, expect, test } from 'vitest';
import { cipherOf } from '../../platform/crypto/index.ts';
import { dimColumns, type EnterpriseDims } from '../../platform/db/actor.ts';
import { asSystem } from '../../platform/db/database.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { makeEnterprise, officer, staff } from '../../testing/world.ts';

let t: TestApp;
let e: EnterpriseDims;
const contractor = crypto.randomUUID();
beforeAll(async () => {
  t = await makeTestApp();
  e = await makeEnterprise(t.db, { countyCode: '410122' });
  await asSystem(t.db, (trx) =>
    trx
      .insertInto('contractor')
      .values({ ...dimColumns(e), id: contractor, name: '外包队（虚构）' })
      .execute(),
  );
});
afterAll(() => t.close());

const reveal = (reason = '核实应急联系电话') => ({
  method: 'POST' as const,
  url: `/api/v1/enterprises/${e.enterpriseId}/contractors/${contractor}/reveal`,
  payload: { reason },
});

test('not for the worker, not for the neighbour, not without a reason', async () => {
  expect((await t.as(staff('post_worker', e.enterpriseId), reveal())).status).toBe(403);
  expect((await t.as(officer('410105'), reveal())).status).toBe(404);
  expect((await t.as(officer('410122'), reveal('?'))).status).toBe(400);
  expect(await t.as(officer('410122'), reveal())).toMatchObject({
    status: 404,
    body: { code: 'reveal.nothing_there' },
  });
});

test('each look is a link in the chain, with who and why but without the number', async () => {
  const sealed = cipherOf(t.kernel.deps.config).encrypt('13800001111', 'phone');
  await asSystem(t.db, (trx) => trx.updateTable('contractor').set({ contact_phone_cipher: sealed }).execute());
  expect(await t.as(officer('410122'), reveal())).toMatchObject({ status: 200, body: { phone: '13800001111' } });
  const last = await asSystem(t.db, (trx) =>
    trx
      .selectFrom('change')
      .selectAll()
      .where('enterprise_id', '=', e.enterpriseId)
      .orderBy('seq', 'desc')
      .executeTakeFirstOrThrow(),
  );
  expect(last).toMatchObject({
    action: 'reveal',
    actor_role: 'county_officer',
    after: { revealed: 'phone', reason: '核实应急联系电话' },
  });
  expect(JSON.stringify(last)).not.toContain('13800001111');
});

test('a number sealed with another key is said to be broken, not a failure', async () => {
  const foreign = 'v1.sm4.00000000.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
  await asSystem(t.db, (trx) => trx.updateTable('contractor').set({ contact_phone_cipher: foreign }).execute());
  expect(await t.as(officer('410122'), reveal())).toMatchObject({ status: 422, body: { code: 'reveal.seal_broken' } });
});
