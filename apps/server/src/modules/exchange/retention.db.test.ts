import type { ExchangeBatch } from '@yufang/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EnterpriseDims } from '../../platform/db/actor.ts';
import type { TestApp } from '../../testing/test-app.ts';
import { staff } from '../../testing/world.ts';
import { shortenImports } from './retention.ts';
import { base, type Door, openDoor, UNIT, WHOLE } from './testing.ts';

let t: TestApp;
let mine: EnterpriseDims;
let send: Door['send'];
beforeAll(async () => {
  ({ t, mine, send } = await openDoor());
});
afterAll(() => t.close());

const DAY_MS = 86_400_000;

test('after its time an import keeps its counts and every row that was not simply taken, and says so', async () => {
  const wrong = { ...UNIT, ...base(77), riskUnitName: '' };
  const { batchId, counts, receivedAt } = (await send({ ...WHOLE, riskUnit: [UNIT, wrong] })).body as ExchangeBatch;
  expect(counts.refused).toBe(1);
  const url = `/api/v1/enterprises/${mine.enterpriseId}/exchange/batches/${batchId}`;
  const get = async (path: string) =>
    (await t.as(staff('safety_officer', mine.enterpriseId), { method: 'GET', url: path })).body;
  const rows = async () => ((await get(`${url}/rows`)) as { rows: { outcome: string }[] }).rows.map((r) => r.outcome);
  const all = await rows();
  const taken = all.filter((o) => o === 'created').length;
  expect(taken).toBeGreaterThan(3);

  const after = (days: number) => new Date(Date.parse(receivedAt) + days * DAY_MS + 1);
  expect(await shortenImports(t.db, after(179), 180)).toBe(0);
  expect(await get(url)).toMatchObject({ shortenedAt: null });
  expect(await shortenImports(t.db, after(180), 180)).toBe(taken);
  expect(await shortenImports(t.db, after(181), 180)).toBe(0);
  expect(await rows()).toEqual(all.filter((o) => o !== 'created'));
  expect(await get(url)).toMatchObject({ counts, shortenedAt: after(180).toISOString() });
});
