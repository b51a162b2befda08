import type { ArchiveView, HistoryRow, MajorHazardResult, MajorHazardRow, MajorHazardUnitView } from '@yufang/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../platform/clock/clock.ts';
import type { EnterpriseDims } from '../../platform/db/actor.ts';
import { dimColumns } from '../../platform/db/actor.ts';
import { asSystem } from '../../platform/db/database.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { makeEnterprise, officer, staff } from '../../testing/world.ts';

let t: TestApp;
let own: EnterpriseDims;
let other: EnterpriseDims;
beforeAll(async () => {
  t = await makeTestApp();
  own = await makeEnterprise(t.db, { countyCode: '410122', name: '氯碱厂（虚构）' });
  other = await makeEnterprise(t.db, { countyCode: '411302', name: '外市厂（虚构）' });
});
afterAll(() => t.close());

type Problem = { code: string; field?: string };
const safety = () => staff('safety_officer', own.enterpriseId);
const url = (more = '', e = own) => `/api/v1/enterprises/${e.enterpriseId}/major-hazard-units${more}`;
const preview = async (items: object[], peopleWithin500M = 0) => {
  const reply = await t.as(safety(), {
    method: 'POST',
    url: '/api/v1/major-hazard-grade',
    payload: { items, peopleWithin500M },
  });
  return reply as { status: number; body: MajorHazardResult & Problem };
};
const add = async (more: object = {}) => {
  const payload = {
    name: '液氯储存单元',
    kind: 'storage',
    peopleWithin500M: 120,
    items: [{ substance: '液氯', quantityT: '20' }],
    ...more,
  };
  const reply = await t.as(safety(), { method: 'POST', url: url(), payload });
  return reply as { status: number; body: MajorHazardUnitView & Problem };
};
const patch = async (id: string, payload: object) =>
  (await t.as(safety(), { method: 'PATCH', url: url(`/${id}`), payload })) as {
    status: number;
    body: MajorHazardUnitView & Problem;
  };

test.each([
  // S at 1 and a millionth below it, in one substance and in ten tenths.
  [[{ substance: '氨', quantityT: '10' }], 0, { s: '1', isMajorHazard: true, r: '1', level: 4 }],
  [[{ substance: '氨', quantityT: '9.99999' }], 0, { s: '0.999999', isMajorHazard: false, r: null, level: null }],
  [Array.from({ length: 10 }, () => ({ substance: '氯', quantityT: '0.5' })), 0, { s: '1', isMajorHazard: true }],
  // R at each bound belongs to the graver grade; just below it does not.
  [[{ substance: '氨', quantityT: '50' }], 1, { alpha: '1', r: '10', level: 3 }],
  [[{ substance: '氨', quantityT: '49.999999' }], 1, { level: 4 }],
  [[{ substance: '氨', quantityT: '250' }], 29, { alpha: '1', r: '50', level: 2 }],
  [[{ substance: '氨', quantityT: '500' }], 29, { r: '100', level: 1 }],
  // α by people within 500 m.
  [[{ substance: '氨', quantityT: '50' }], 30, { alpha: '1.2', r: '12', level: 3 }],
  [[{ substance: '氨', quantityT: '50' }], 50, { alpha: '1.5', r: '15' }],
  [[{ substance: '氨', quantityT: '50' }], 100, { alpha: '2', r: '20' }],
  [[{ substance: '氨', quantityT: '50' }], 0, { alpha: '0.5', r: '5', level: 4 }],
])('%j with %i people', async (items, people, expected) => {
  const { status, body } = await preview(items, people);
  expect(status).toBe(200);
  expect(body).toMatchObject(expected);
});

test('refusals name the item and the field', async () => {
  const refusal = async (items: object[]) => {
    const { status, body } = await preview([{ substance: '氨', quantityT: '1' }, ...items]);
    return `${status} ${body.code} ${body.field}`;
  };
  expect(await refusal([{ substance: '水', quantityT: '1' }])).toBe('422 gb18218.unknown_substance items.1.substance');
  expect(await refusal([{ substance: '硝化棉', quantityT: '1' }])).toBe('422 gb18218.ambiguous items.1.substance');
  expect(await refusal([{ substance: '某溶剂', quantityT: '1', categories: ['W99'] }])).toBe(
    '422 major_hazard.unknown_category items.1.categories',
  );
  expect(await refusal([{ substance: '某溶剂', quantityT: '1', beta: '1' }])).toBe(
    '422 major_hazard.stated_by_half items.1.criticalQuantityT',
  );
  expect(await refusal([{ substance: '某溶剂', quantityT: '1', beta: '1', criticalQuantityT: '10' }])).toBe(
    '422 major_hazard.stated_without_reason items.1.basis',
  );
  expect(
    await refusal([{ substance: '某溶剂', quantityT: '1', beta: '1', criticalQuantityT: '0', basis: '试算' }]),
  ).toBe('422 input.out_of_range items.1.criticalQuantityT');
  for (const quantityT of ['-1', '1,5', 'NaN', '1e9', ''])
    expect((await preview([{ substance: '氨', quantityT }])).status, quantityT).toBe(400);
});

test('certainty goes from the tables to the result', async () => {
  expect((await preview([{ substance: '氯', quantityT: '5' }])).body.unverified).toBe(false);
  const arsine = await preview([{ substance: '砷化氢', quantityT: '1' }]);
  expect(arsine.body).toMatchObject({ unverified: true, lines: [{ betaCertainty: 'unverified-check-ghs-class' }] });
  const stated = await preview([
    { substance: '某混合物', quantityT: '1', criticalQuantityT: '10', beta: '1.5', basis: '按 MSDS' },
  ]);
  expect(stated.body).toMatchObject({ unverified: true, lines: [{ quantityBasis: 'stated', basis: '按 MSDS' }] });
  const byClass = await preview([{ substance: '某溶剂', quantityT: '10', categories: ['W5.4', 'W5.1'] }]);
  expect(byClass.body).toMatchObject({ s: '1', lines: [{ quantityBasis: 'table2:W5.1', beta: '1.5' }] });
});

test('a unit is saved with its arithmetic, graded anew by new figures alone, and every version stands in the log', async () => {
  const made = await add();
  expect(made).toMatchObject({
    status: 200,
    body: {
      version: 1,
      result: { s: '4', alpha: '2', weightedSum: '16', r: '32', level: 3 },
      assessedOn: '2026-11-23',
    },
  });
  const { id } = made.body;
  t.clock.time = new Date('2026-11-25T02:00:00Z');
  const renamed = await patch(id, { version: 1, name: '液氯库' });
  expect(renamed.body).toMatchObject({ name: '液氯库', version: 2, assessedOn: '2026-11-23', result: { r: '32' } });
  expect((await patch(id, { version: 1, name: '慢了' })).status).toBe(409);
  const cut = await patch(id, { version: 2, items: [{ substance: '液氯', quantityT: '4' }] });
  expect(cut.body).toMatchObject({ assessedOn: '2026-11-25', result: { s: '0.8', isMajorHazard: false, level: null } });
  expect((await patch(id, { version: 3, items: [{ substance: '水', quantityT: '4' }] })).status).toBe(422);
  const history = await t.as(safety(), {
    method: 'GET',
    url: `/api/v1/enterprises/${own.enterpriseId}/history?entityId=${id}`,
  });
  const rows = (history.body as { rows: HistoryRow[] }).rows;
  expect(rows.map((r) => r.action)).toEqual(['assess', 'update', 'create']);
  expect(rows[0]).toMatchObject({ before: { level: 3, s: 4 }, after: { level: null, s: 0.8 } });
  expect((await patch(id, { version: 3, state: 'withdrawn' })).status).toBe(200);
  expect((await patch(id, { version: 4, name: '撤回后' })).body.code).toBe('row.withdrawn');
  expect((await patch(id, { version: 4, state: 'active' })).body).toMatchObject({ state: 'active', version: 5 });
});

test('who writes, who reads, and the register of those above', async () => {
  await add({ name: '甲醇罐区', items: [{ substance: '甲醇', quantityT: '600' }] });
  const worker = staff('post_worker', own.enterpriseId);
  expect((await t.as(worker, { method: 'POST', url: url(), payload: {} })).status).toBe(403);
  expect((await t.as(worker, { method: 'GET', url: url() })).status).toBe(200);
  const stranger = staff('safety_officer', other.enterpriseId);
  expect((await t.as(stranger, { method: 'GET', url: url() })).status).toBe(404);
  const register = async (who = officer('410122'), query = '') =>
    (await t.as(who, { method: 'GET', url: `/api/v1/major-hazards${query}` })).body as {
      rows: MajorHazardRow[];
      next: string | null;
      total: number;
    };
  const all = await register();
  expect(all.rows.map((r) => [r.name, r.level])).toEqual([
    ['甲醇罐区', 4],
    ['液氯库', null],
  ]);
  const first = await register(officer('410000'), '?limit=1');
  expect(first).toMatchObject({ total: 2, rows: [{ name: '甲醇罐区' }] });
  expect((await register(officer('410000'), `?limit=1&after=${first.next}`)).rows.map((r) => r.name)).toEqual([
    '液氯库',
  ]);
  expect((await register(officer('410122'), '?level=none')).rows).toHaveLength(1);
  expect((await register(officer('411302'))).rows).toEqual([]);
  expect((await register(stranger)).rows).toEqual([]);
});

test('units are proposed from the vessels entered for the park: by plant, storage apart, names as table 1 has them', async () => {
  const vessel = (tag: string, substance: string, more: object = {}) => ({
    ...dimColumns(own),
    id: newId(),
    tag,
    name: tag,
    plant: '罐区',
    kind: 'pressurised',
    substance,
    volume_m3: 40,
    fill_fraction: 0.8,
    pressure_pa: 800_000,
    temperature_k: 293.15,
    lon: 114.3,
    lat: 34.8,
    crs: 'WGS84',
    given_lon: 114.3,
    given_lat: 34.8,
    ...more,
  });
  await asSystem(t.db, (trx) =>
    trx
      .insertInto('park_vessel')
      .values([
        vessel('T-1', '氯'),
        vessel('T-2', '氯'),
        vessel('T-3', '氯', { state: 'withdrawn' }),
        vessel('R-1', '甲醇', { kind: 'elongated' }),
      ])
      .execute(),
  );
  const url = `/api/v1/enterprises/${own.enterpriseId}/major-hazard-proposals`;
  const reply = await t.as(safety(), { method: 'GET', url });
  // 2 × 40 m³ × 0.8 × the library's density of liquid chlorine, in tonnes.
  expect(reply.body).toEqual({
    rows: [
      {
        plant: '罐区',
        kind: 'production',
        items: [{ substance: '甲醇', quantityT: '25.312', named: true, tags: ['R-1'] }],
      },
      {
        plant: '罐区',
        kind: 'storage',
        items: [{ substance: '氯', quantityT: '93.952', named: true, tags: ['T-1', 'T-2'] }],
      },
    ],
  });
  expect((await t.as(staff('post_worker', own.enterpriseId), { method: 'GET', url })).status).toBe(403);
});

test('the archive shows the units, now and on a past day', async () => {
  const at = async (query: string) =>
    (await t.as(safety(), { method: 'GET', url: `/api/v1/enterprises/${own.enterpriseId}/archive${query}` }))
      .body as ArchiveView;
  expect((await at('')).majorHazards).toMatchObject({ units: 2, major: 1, rows: [{ name: '甲醇罐区', level: 4 }, {}] });
  expect((await at('?asOf=2026-11-23')).majorHazards).toMatchObject({
    units: 1,
    rows: [{ name: '液氯储存单元', level: 3, r: '32' }],
  });
});

test('the sheet is a PDF', async () => {
  for (const lang of ['zh', 'en']) {
    const pdf = await t.as(safety(), {
      method: 'GET',
      url: `/api/v1/enterprises/${own.enterpriseId}/major-hazard-print?lang=${lang}`,
    });
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect(String(pdf.body).slice(0, 5)).toBe('%PDF-');
  }
});
