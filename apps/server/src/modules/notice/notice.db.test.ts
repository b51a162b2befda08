import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../platform/db/actor.ts';
import { asSystem } from '../../platform/db/database.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { makeEnterprise, staff } from '../../testing/world.ts';
import { writeNotices } from './write.ts';

let t: TestApp;
beforeAll(async () => {
  t = await makeTestApp();
});
afterAll(() => t.close());

test('told by name and by role at once one is told once, and what is read is read', async () => {
  const dims = await makeEnterprise(t.db);
  const officer = staff('safety_officer', dims.enterpriseId);
  const other = staff('safety_officer', dims.enterpriseId);
  const leader = staff('team_leader', dims.enterpriseId);
  await asSystem(t.db, (trx) =>
    writeNotices(trx, dims, {
      at: new Date('2026-11-23T02:00:00Z'),
      actorId: 'job:test',
      tellings: [
        {
          topic: 'hidden_danger.overdue',
          urgency: 'urgent',
          entity: 'hidden_danger',
          entityId: crypto.randomUUID(),
          params: { name: '阀门渗漏' },
          accounts: [officer.accountId, leader.accountId],
          roles: ['safety_officer'],
        },
      ],
    }),
  );
  const list = async (who: Actor) =>
    (await t.as(who, { method: 'GET', url: '/api/v1/notices' })).body as {
      rows: { id: string; personal: boolean }[];
    };
  const unread = async (who: Actor) =>
    ((await t.as(who, { method: 'GET', url: '/api/v1/notices/unread' })).body as { unread: number }).unread;
  expect((await list(officer)).rows).toMatchObject([{ personal: true }]);
  expect((await list(other)).rows).toMatchObject([{ personal: false }]);
  expect((await list(leader)).rows).toMatchObject([{ personal: true }]);
  expect([await unread(officer), await unread(other)]).toEqual([1, 1]);
  await t.as(officer, { method: 'POST', url: '/api/v1/notices/read', payload: { all: true } });
  expect([await unread(officer), await unread(other)]).toEqual([0, 1]);
});
