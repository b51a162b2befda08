import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSystem } from '../../platform/db/database.ts';
import { loadReferenceData } from '../../platform/db/reference-load.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { makeEnterprise, officer } from '../../testing/world.ts';
import { systemActor } from '../change/record.ts';
import { maintainDivisions } from './maintain.ts';
import { listText, readDivisions } from './read-list.ts';

let t: TestApp;
const NOW = new Date('2026-11-23T02:00:00Z');
beforeAll(async () => {
  t = await makeTestApp(NOW);
});
afterAll(() => t.close());

const bring = (csv: string) =>
  asSystem(t.db, (trx) =>
    maintainDivisions(
      trx,
      { ...readDivisions(csv), source: '民政部 2026' },
      { actor: systemActor('cli:test'), now: NOW, today: '2026-11-23' },
    ),
  );
const outcomes = async (csv: string) => (await bring(csv)).map((r) => [r.code, r.outcome, r.problem?.code ?? null]);
const row = (code: string) =>
  asSystem(t.db, (trx) => trx.selectFrom('region').selectAll().where('code', '=', code).executeTakeFirst());
const past = () => asSystem(t.db, (trx) => trx.selectFrom('region_past').selectAll().orderBy('code').execute());

test('a renamed, a new and an ended division: each by its line, with what it was before; the same list again changes nothing', async () => {
  await makeEnterprise(t.db, { countyCode: '410122' });
  const list = `行政区划代码,单位名称,启用日期,撤销日期
410123,某新区,2026-05-01,
410122,中牟区,2026-05-01,
410181,巩义市,,2026-10-01
410123001,某街道,,
410102,中原区,,
`;
  const rows = await bring(list);
  expect(rows.map((r) => [r.code, r.outcome])).toEqual([
    ['410123', 'created'],
    ['410122', 'changed'],
    ['410181', 'ended'],
    ['410123001', 'created'],
    ['410102', 'unchanged'],
  ]);
  expect(rows[2]).toMatchObject({ enterprises: 0, parts: expect.any(Number) });
  expect(await row('410123')).toMatchObject({ level: 'county', parent_code: '410100', valid_from: '2026-05-01' });
  expect(await row('410122')).toMatchObject({ name: '中牟区', name_en: null, source: '民政部 2026' });
  expect(await past()).toMatchObject([{ code: '410122', until: '2026-05-01', name: '中牟县', parent_code: '410100' }]);
  const log = await asSystem(t.db, (trx) =>
    trx
      .selectFrom('change')
      .select(['action', 'before', 'after'])
      .where('entity', '=', 'region')
      .orderBy('seq')
      .execute(),
  );
  expect(log.map((c) => c.action).toSorted()).toEqual(['changed', 'created', 'created', 'ended']);
  expect((await bring(list)).every((r) => r.outcome === 'unchanged')).toBe(true);
  expect(await past()).toHaveLength(1);
  // What the operator keeps up is not set back by the shipped list at the next start.
  await loadReferenceData(t.ownerUrl);
  expect(await row('410122')).toMatchObject({ name: '中牟区' });
  expect(await row('410181')).toMatchObject({ valid_to: '2026-10-01' });
  const counties = async (query = '') =>
    (
      (await t.as(officer('410100'), { method: 'GET', url: `/api/v1/regions?parent=410100${query}` })).body as {
        rows: { code: string }[];
      }
    ).rows.map((r) => r.code);
  expect(await counties()).toContain('410123');
  expect(await counties()).not.toContain('410181');
  expect(await counties('&past=true')).toContain('410181');
});

test('an ended division that enterprises still carry says how many', async () => {
  await makeEnterprise(t.db, { countyCode: '411302' });
  expect((await bring('code,name,valid_to\n411302,宛城区,2026-11-01\n'))[0]).toMatchObject({
    outcome: 'ended',
    enterprises: 1,
  });
});

test('bad lines are refused alone, by field', async () => {
  const list = `code,name,parent_code,valid_from,valid_to,kind
41012,短码,,,,
420102,江岸区,,,,
410999,无上级,419900,,,
410104,,,,,
410105,金水区,,2026-02-30,,
410106,上街区,,2026-05-01,2026-04-01,
410108,惠济区,,,,boat
410103,未来区,,2027-01-01,,
410103,二七区,,,,
410502,文峰区,,,,
`;
  expect(await outcomes(list)).toEqual([
    ['41012', 'refused', 'region.bad_code'],
    ['420102', 'refused', 'region.outside'],
    ['410999', 'refused', 'region.parent_unknown'],
    ['410104', 'refused', 'region.bad_name'],
    ['410105', 'refused', 'region.bad_day'],
    ['410106', 'refused', 'region.bad_day'],
    ['410108', 'refused', 'region.bad_kind'],
    ['410103', 'refused', 'region.not_yet'],
    ['410103', 'refused', 'region.twice'],
    ['410502', 'unchanged', null],
  ]);
  expect(() => readDivisions('编号,名字\n1,2\n')).toThrow(/行政区划代码/);
  expect(listText(Uint8Array.from([0xd6, 0xd0, 0xc4, 0xb2]))).toBe('中牟');
});
