import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { officer } from '../../testing/world.ts';
import { chlorine, makePark, ok, refusal, smallFile, type TestPark, upload } from './testing.ts';

let t: TestApp;
let p: TestPark;
let base: string;
let own: string;
beforeAll(async () => {
  t = await makeTestApp();
  p = await makePark(t);
  base = `/api/v1/parks/${p.parkId}`;
  own = `/api/v1/enterprises/${p.enterprises[0].enterpriseId}/park-vessels`;
});
afterAll(() => t.close());

type Vessel = {
  id: string;
  version: number;
  state: string;
  hasConfirmed: boolean;
  lon: number;
  lat: number;
  reason: string | null;
};
const make = (change = {}) => ok<Vessel>(t, p.safety[0], { method: 'POST', url: own, payload: chlorine(change) });
const post = (url: string, payload: object) => ({ method: 'POST' as const, url, payload });

describe('a vessel', () => {
  test('goes from draft to the park and back with a reason, and is confirmed; a newer draft leaves the confirmed edition standing', async () => {
    const made = await make({ tag: 'T-1' });
    expect(made).toMatchObject({
      state: 'draft',
      hasConfirmed: false,
      substance: 'chlorine',
      inventoryKg: expect.any(Number),
    });
    expect(await ok(t, p.safety[0], post(`${own}/submit`, { ids: [made.id] }))).toEqual({ submitted: 1 });
    const back = await ok<Vessel>(
      t,
      p.officer,
      post(`${own}/${made.id}/return`, { version: made.version + 1, reason: '容积与图纸不符' }),
    );
    expect(back).toMatchObject({ state: 'returned', reason: '容积与图纸不符' });
    // Each side was told what waits for it.
    type Notices = { rows: { topic: string; params: { note?: string } }[] };
    const told = async (who: typeof p.officer) => (await ok<Notices>(t, who, { url: '/api/v1/notices' })).rows;
    expect((await told(p.officer)).map((n) => n.topic)).toContain('park_vessel.park_submitted');
    expect((await told(p.safety[0]))[0]).toMatchObject({
      topic: 'park_vessel.park_returned',
      params: { note: '容积与图纸不符' },
    });
    expect(await told(p.safety[1])).toEqual([]);
    const mended = await ok<Vessel>(t, p.safety[0], {
      method: 'PATCH',
      url: `${own}/${made.id}`,
      payload: { version: back.version, volumeM3: 50 },
    });
    expect(mended).toMatchObject({ state: 'draft', reason: null, volumeM3: 50 });
    await ok(t, p.safety[0], post(`${own}/submit`, {}));
    const all = await ok(t, p.officer, post(`${base}/vessels/confirm`, {}));
    expect(all).toMatchObject({ confirmed: 1, leftAlone: 0 });
    const stands = await ok<{ rows: Vessel[] }>(t, p.officer, { url: `${base}/vessels?state=confirmed` });
    expect(stands.rows.map((v) => v.id)).toContain(made.id);
    const version = stands.rows.find((v) => v.id === made.id)?.version ?? 0;
    const again = await ok<Vessel>(t, p.safety[0], {
      method: 'PATCH',
      url: `${own}/${made.id}`,
      payload: { version, fillFraction: 0.5 },
    });
    expect(again).toMatchObject({ state: 'draft', hasConfirmed: true });
    const ready = await ok<{ confirmed: number; vessels: Record<string, number> }>(t, p.officer, {
      url: `${base}/readiness`,
    });
    expect(ready).toMatchObject({ confirmed: 1, vessels: { draft: 1, confirmed: 0 } });
  });

  test('given in a shifted system it is kept as given and stands where it is', async () => {
    const made = await make({ tag: 'T-2', lon: 114.3062, lat: 34.7989, crs: 'GCJ02' });
    expect(made).toMatchObject({ givenLon: 114.3062, givenLat: 34.7989, crs: 'GCJ02' });
    expect(Math.abs(made.lon - 114.3062)).toBeGreaterThan(0.003);
  });

  test.each([
    ['a negative mass', { fillFraction: -0.1 }, 'input.out_of_range', 'fillFraction'],
    ['an unknown substance', { substance: '神仙水' }, 'substance.unknown', 'substance'],
    ['1e9 kg', { volumeM3: 199_999, fillFraction: 0.9 }, 'vessel.inventory_too_large', 'volumeM3'],
    ['a volume beyond reason', { volumeM3: 1e9 }, 'input.out_of_range', 'volumeM3'],
    ['no pressure', { pressurePa: 0 }, 'input.out_of_range', 'pressurePa'],
    ['a place that is none', { lon: 200 }, 'coordinates.out_of_range', 'lon'],
    ['a barrier that makes heat', { barriers: { sprayHeatFactor: 2 } }, 'request.invalid', undefined],
  ])('%s is refused by its field', async (_, change, code, field) => {
    expect(await refusal(t, p.safety[0], post(own, chlorine({ tag: 'X', ...change })))).toMatchObject({
      code,
      ...(field === undefined ? {} : { field }),
    });
  });

  test('NaN is no JSON; what JSON takes for infinite is refused', async () => {
    const text = JSON.stringify(chlorine({ tag: 'N' }));
    for (const bad of ['NaN', '1e999', '-1e999', '"12"', 'null'])
      expect(
        (
          await refusal(t, p.safety[0], {
            method: 'POST',
            url: own,
            payload: text.replace('"volumeM3":40', `"volumeM3":${bad}`),
            headers: { 'content-type': 'application/json' },
          })
        ).status,
        bad,
      ).toBe(400);
  });

  test('a tag stands once; a neighbour and a stranger of the park do not touch it; what the park confirmed only the park takes out', async () => {
    expect(await refusal(t, p.safety[0], post(own, chlorine({ tag: 'T-1' })))).toMatchObject({
      code: 'park.vessel_tag_taken',
    });
    const { rows: there } = await ok<{ rows: { tag: string; lon: number; lat: number }[] }>(t, p.safety[0], {
      url: own,
    });
    const one = there.find((v) => v.tag === 'T-1');
    expect(
      await refusal(t, p.safety[0], post(own, chlorine({ tag: 'T-9', lon: (one?.lon ?? 0) + 1e-6, lat: one?.lat }))),
    ).toMatchObject({ status: 422, code: 'vessel.on_top_of_another', field: 'lon' });
    expect(await refusal(t, p.safety[0], post(own, chlorine({ tag: 'T-9', lon: 0, lat: 0 })))).toMatchObject({
      status: 422,
      code: 'park.far_from_origin',
      field: 'lon',
    });
    expect(await refusal(t, p.safety[1], post(own, chlorine({ tag: 'Y' })))).toMatchObject({
      code: 'enterprise.not_found',
    });
    expect(await refusal(t, officer('411302'), { url: `${base}/vessels` })).toMatchObject({ code: 'park.not_found' });
    const { rows } = await ok<{ rows: (Vessel & { tag: string })[] }>(t, p.safety[0], { url: own });
    const first = rows.find((v) => v.tag === 'T-1');
    const gone = post(`${own}/${first?.id}/withdraw`, { version: first?.version });
    expect(await refusal(t, p.safety[0], gone)).toMatchObject({ status: 409, code: 'park.withdraw_by_park' });
    expect(await ok(t, p.officer, gone)).toMatchObject({ state: 'withdrawn', hasConfirmed: false });
  });
});

describe('by Excel', () => {
  async function sheet(rows: readonly (readonly (string | number)[])[], lang = 'zh'): Promise<Buffer> {
    const template = await t.app.inject({
      url: `${own}/template?lang=${lang}`,
      headers: { 'x-test-actor': p.safety[0].assignmentId },
    });
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(template.rawPayload as never);
    const [first] = book.worksheets;
    const { model } = (first as unknown as { dataValidations: { model: Record<string, { type: string }> } })
      .dataValidations;
    for (const cell of ['D2', 'E2', 'F2', 'M2']) expect(model[cell]?.type, cell).toBe('list');
    for (const row of rows) first?.addRow([...row]);
    return Buffer.from(await book.xlsx.writeBuffer());
  }
  const row = (tag: string, substance: string, fill: number) =>
    [
      tag,
      '罐',
      '装置',
      '压力容器',
      '',
      substance,
      40,
      fill,
      800,
      20,
      114.301,
      34.801,
      'CGCS2000',
      '',
      120,
      '',
      '',
      '',
    ] as const;

  test('the template has drop-down lists; a bad row is told by its column and nothing is written until all are good', async () => {
    const file = await sheet([
      row('E-1', '氯', 80),
      row('E-2', '水银汤', 80),
      row('E-3', '氨', 180),
      row('E-1', '氯', 80),
    ]);
    type Report = {
      written: boolean;
      counts: Record<string, number>;
      rows: { key: string; result: string; errors: { field: string; code: string }[] }[];
    };
    const checked = await ok<Report>(t, p.safety[0], upload(`${own}/import?mode=all`, file, 'v.xlsx'));
    expect(checked).toMatchObject({ written: false, counts: { created: 1, refused: 3 } });
    expect(checked.rows.slice(0, 3).map((r) => [r.key, r.errors[0]?.field, r.errors[0]?.code])).toEqual([
      ['E-2', '物质', 'substance.unknown'],
      ['E-3', '充装率(%)', 'input.out_of_range'],
      ['E-1', '位号', 'park.vessel_tag_twice'],
    ]);
    const good = await ok<Report>(t, p.safety[0], upload(`${own}/import?mode=good`, file, 'v.xlsx'));
    expect(good).toMatchObject({ written: true, counts: { created: 1 } });
    const again = await ok<Report>(
      t,
      p.safety[0],
      upload(`${own}/import?mode=all`, await sheet([row('E-1', '氯', 80)])),
    );
    expect(again.counts).toMatchObject({ unchanged: 1, created: 0 });
  });

  test('a file that is no workbook is said plainly', async () => {
    expect(await refusal(t, p.safety[0], upload(`${own}/import`, 'no zip', 'v.xlsx'))).toMatchObject({
      status: 422,
      code: 'excel.not_a_workbook',
    });
  });
});

describe('what the park knows of itself', () => {
  test('weather from a year of hours; a day without hours, a bad share and a stale edition are refused', async () => {
    const lines = Array.from({ length: 240 }, (_, i) => {
      const day = String(1 + Math.floor(i / 24)).padStart(2, '0');
      return `2025-03-${day} ${String(i % 24).padStart(2, '0')}:00,${1 + (i % 7)},${(i * 37) % 360},${i % 10}`;
    });
    const csv = `时间,风速,风向,总云量\n${lines.join('\n')}\n`;
    type Set = { version: number; rows: { sectorShare: number[] }[]; notes: { code: string }[]; hours: number };
    const set = await ok<Set>(t, p.officer, upload(`${base}/weather/hourly?version=0`, csv, 'w.csv'));
    expect(set).toMatchObject({ version: 1, origin: 'hourly', hours: 240 });
    expect(set.rows.flatMap((w) => w.sectorShare).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
    expect(set.notes.map((n) => n.code)).toContain('weather.short_record');
    const day = `时间,风速,风向,总云量\n2025-03-01,2,90,3\n`;
    expect(await refusal(t, p.officer, upload(`${base}/weather/hourly?version=1`, day))).toMatchObject({
      code: 'park.time_without_hour',
    });
    const bad = { stability: 'D', windSpeedMS: 5, dayShare: 0.5, sectorShare: Array(16).fill(0.1) };
    const put = (version: number, rows: object[]) => ({
      method: 'PUT' as const,
      url: `${base}/weather`,
      payload: { version, rows },
    });
    expect(await refusal(t, p.officer, put(1, [bad]))).toMatchObject({ status: 422, code: 'weather.not_one' });
    expect(await refusal(t, p.officer, put(0, []))).toMatchObject({ status: 409, code: 'row.stale' });
    expect(await refusal(t, p.officer, upload(`${base}/weather/hourly?version=1`, '\0\x01\x02\xff'))).toMatchObject({
      status: 422,
    });
  });

  test('people by CSV as Chinese Excel writes it, brought from a shifted system', async () => {
    const csv = Buffer.concat([Buffer.from('lon,lat,day,night\n'), Buffer.from('114.3062,34.7989,120,40\n')]);
    const set = await ok<{ rows: { lon: number; day: number }[] }>(
      t,
      p.officer,
      upload(`${base}/population/upload?version=0&crs=GCJ02`, csv, 'p.csv'),
    );
    expect(set.rows).toHaveLength(1);
    expect(Math.abs((set.rows[0]?.lon ?? 0) - 114.3062)).toBeGreaterThan(0.003);
    const wrong = 'lon,lat,day,night\n114.3,34.8,-5,1\n';
    expect(await refusal(t, p.officer, upload(`${base}/population/upload?version=1`, wrong))).toMatchObject({
      code: 'park.cell_out_of_range',
    });
  });

  test('enterprises and regulators above may not write it', async () => {
    const put = { method: 'PUT' as const, url: `${base}/targets`, payload: { version: 0, rows: [] } };
    for (const who of [p.safety[0], officer('410122')])
      expect(await refusal(t, who, put)).toMatchObject({ status: 403 });
    expect(await ok(t, officer('410122'), { url: `${base}/targets` })).toMatchObject({ version: 0 });
  });
});

test('a whole park file fills the inventory of the enterprises that are here, and says of each other vessel why not', async () => {
  const file = smallFile();
  const [a, b] = file.enterprises;
  if (!a || !b) throw new Error('the example has enterprises');
  const named = {
    ...file,
    enterprises: [{ ...a, name: '甲化工（虚构）' }, { ...b, name: '乙化工（虚构）' }, ...file.enterprises.slice(2)],
  };
  type Report = {
    written: boolean;
    counts: Record<string, number>;
    rows: { errors: { code: string }[] }[];
    sets: object;
  };
  const all = await ok<Report>(t, p.officer, upload(`${base}/import?mode=all`, JSON.stringify(named)));
  expect(all.written).toBe(false);
  expect(all.rows[0]?.errors[0]?.code).toBe('park.enterprise_unknown');
  const good = await ok<Report>(t, p.officer, upload(`${base}/import?mode=good`, JSON.stringify(named)));
  expect(good.written).toBe(true);
  expect(good.counts.created).toBeGreaterThan(2);
  const again = await ok<Report>(t, p.officer, upload(`${base}/import?mode=good`, JSON.stringify(named)));
  expect(again.counts).toMatchObject({ created: 0, updated: 0 });
  const ready = await ok<{ confirmed: number; weatherClasses: number; ready: boolean }>(t, p.officer, {
    url: `${base}/readiness`,
  });
  expect(ready).toMatchObject({ ready: true, confirmed: good.counts.created });
});
