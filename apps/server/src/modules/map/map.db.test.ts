import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EnterpriseDims } from '../../platform/db/actor.ts';
import { asSystem } from '../../platform/db/database.ts';
import { makeTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { makeEnterprise } from '../../testing/world.ts';
import { openChain, record, systemActor } from '../change/record.ts';
import { ClusterStore, type Cut } from './clusters.ts';
import { PointStore } from './points.ts';

let t: TestDatabase;
let now = new Date();
let clusters: ClusterStore;
const firms: EnterpriseDims[] = [];

const HENAN = { west: 110, south: 31, east: 117, north: 37 };
const all: Cut = { key: 'all', has: () => true };
const county = (code: string): Cut => ({ key: code, has: (p) => p.countyCode === code });

/** Put an enterprise on the map, through the log as every writer does. */
async function place(dims: EnterpriseDims, lon: number, lat: number) {
  await asSystem(t.db, async (trx) => {
    const chain = await openChain(trx, dims);
    const one = trx.selectFrom('enterprise').selectAll().where('enterprise_id', '=', dims.enterpriseId);
    const before = await one.executeTakeFirstOrThrow();
    const after = await trx
      .updateTable('enterprise')
      .set({ lon, lat })
      .where('enterprise_id', '=', dims.enterpriseId)
      .returningAll()
      .executeTakeFirstOrThrow();
    const entry = { entity: 'enterprise', entityId: dims.enterpriseId, action: 'update', before, after } as const;
    await record(trx, chain, { actor: systemActor('test'), at: now, entries: [entry] });
  });
}

beforeAll(async () => {
  t = await makeTestDatabase();
  clusters = new ClusterStore(new PointStore(t.db, { now: () => now }));
  for (const [countyCode, lon] of [
    ['410122', 113.7],
    ['410122', 113.701],
    ['410122', 113.702],
    ['410225', 114.8],
  ] as const) {
    const dims = await makeEnterprise(t.db, { countyCode });
    firms.push(dims);
    await place(dims, lon, 34.7);
  }
  firms.push(await makeEnterprise(t.db, { countyCode: '410225' }));
  await clusters.warm();
});
afterAll(() => t.close());

test('enterprises close together are one point that says how many; what has no place is counted apart', async () => {
  const { points, unplaced } = await clusters.read(all, { ...HENAN, zoom: 6 });
  expect(points.map((p) => p.count).toSorted()).toEqual([1, 3]);
  expect(unplaced).toBe(1);
  const near = await clusters.read(all, { ...HENAN, zoom: 18 });
  expect(near.points).toHaveLength(4);
});

test('a cut shows its own enterprises alone', async () => {
  const { points, unplaced } = await clusters.read(county('410225'), { ...HENAN, zoom: 18 });
  expect(points.map((p) => p.enterpriseId)).toEqual([firms[3]?.enterpriseId]);
  expect(unplaced).toBe(1);
});

test('what happens to an enterprise is on the map within seconds', async () => {
  const last = firms[4];
  if (!last) throw new Error('five enterprises were made');
  await place(last, 114.9, 34.6);
  now = new Date(now.getTime() + 4_000);
  const shown = async () => (await clusters.read(county('410225'), { ...HENAN, zoom: 18 })).points.length;
  // A cut that was dear to make may be served a little longer; this one costs next to nothing.
  while ((await shown()) < 2) await new Promise((done) => setTimeout(done, 20));
  expect((await clusters.read(county('410225'), { ...HENAN, zoom: 18 })).unplaced).toBe(0);
});
