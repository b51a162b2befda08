import { runParkAssessment } from '@yufang/qra/assessment/run';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { officer } from '../../testing/world.ts';
import { makePark, ok, refusal, smallFile, type TestPark, until, upload } from './testing.ts';

let t: TestApp;
let p: TestPark;
let base: string;
let assessmentId: string;
const file = smallFile({ domino: { histories: 2000, seed: 1 }, measures: { vessels: 0 } });
beforeAll(async () => {
  t = await makeTestApp();
  p = await makePark(t);
  base = `/api/v1/parks/${p.parkId}`;
  const made = await ok<{ id: string }>(t, p.officer, upload(`${base}/assessments/file`, JSON.stringify(file)));
  assessmentId = made.id;
});
afterAll(() => t.close());

type Side = { societal: { pllPerYear: number }; maximumPerYear: number; vessels: { id: string }[]; domino: boolean };
type View = {
  id: string;
  state: string;
  code: string | null;
  changes: object[];
  before: Side | null;
  after: Side | null;
  tookMs: number;
};
const post = (url: string, payload: object = {}) => ({ method: 'POST' as const, url, payload });
const see = (id: string, who = p.officer) => ok<View>(t, who, { url: `${base}/what-ifs/${id}` });
const ready = (id: string) =>
  until(
    () => see(id),
    (v) => v.state === 'ready' || v.state === 'failed',
  );
const change = (id: string, what: object) =>
  ok<View>(t, p.officer, post(`${base}/what-ifs/${id}/changes`, { change: what }));

/** PLL of the park computed afresh, dominoes left out. */
async function fresh(vessels: object[]): Promise<number> {
  const ran = await runParkAssessment({ ...file, vessels, domino: null });
  if (!ran.ok) throw new Error(ran.code);
  return ran.value.result.societal.base.pllPerYear;
}

test('before and after of a move, a fill, a barrier, a removal and an addition are those of a park computed afresh', async () => {
  const opened = await ok<View>(t, p.officer, post(`${base}/assessments/${assessmentId}/what-ifs`));
  const first = await ready(opened.id);
  expect(first.before?.societal.pllPerYear).toBeCloseTo(await fresh(file.vessels), 12);
  expect(first.after).toEqual(first.before);
  const [a, b, ...others] = file.vessels;
  if (!a || !b) throw new Error('vessels');
  const filled = await change(opened.id, { type: 'fill', vesselId: a.id, fillFraction: 0.3 });
  expect(filled.state).toBe('ready');
  expect(filled.after?.societal.pllPerYear).toBeCloseTo(await fresh([{ ...a, fillFraction: 0.3 }, b, ...others]), 12);
  const removed = await change(opened.id, { type: 'remove', vesselId: b.id });
  expect(removed.after?.vessels.map((v) => v.id)).not.toContain(b.id);
  expect(removed.after?.societal.pllPerYear).toBeCloseTo(await fresh([{ ...a, fillFraction: 0.3 }, ...others]), 12);
  const added = {
    id: 'new',
    enterpriseId: 'E1',
    name: '新罐',
    kind: 'pressurised',
    substance: '氯',
    volumeM3: 30,
    fillFraction: 0.7,
    pressurePa: 8e5,
    temperatureK: 293,
    lon: 114.305,
    lat: 34.803,
  };
  await change(opened.id, { type: 'add', vessel: added });
  const grown = await ready(opened.id);
  expect(grown.after?.vessels.map((v) => v.id)).toContain('new');
  expect(grown.after?.societal.pllPerYear).toBeGreaterThan(removed.after?.societal.pllPerYear ?? 0);
  const undone = await ok<View>(t, p.officer, post(`${base}/what-ifs/${opened.id}/undo`, { all: true }));
  expect(undone.changes).toEqual([]);
  expect((await ready(opened.id)).after?.societal.pllPerYear).toBeCloseTo(first.before?.societal.pllPerYear ?? 0, 12);
  await ok(t, p.officer, post(`${base}/what-ifs/${opened.id}/domino`));
  expect((await ready(opened.id)).before?.domino).toBe(true);
  // A change goes back to figures without dominoes, on both sides in one moment.
  await change(opened.id, { type: 'fill', vesselId: a.id, fillFraction: 0.2 });
  const seen: View[] = [];
  do seen.push(await see(opened.id));
  while (seen.at(-1)?.state === 'computing');
  expect(seen.filter((v) => v.before?.domino !== v.after?.domino)).toEqual([]);
  expect(seen.at(-1)).toMatchObject({ state: 'ready', before: { domino: false }, after: { domino: false } });
});

test('what makes no sense is refused and changes nothing; a session is its own person’s, and there are only so many', async () => {
  const opened = await ok<View>(t, p.officer, post(`${base}/assessments/${assessmentId}/what-ifs`));
  const first = await ready(opened.id);
  const [a, b] = file.vessels;
  const bad = (what: object) => refusal(t, p.officer, post(`${base}/what-ifs/${opened.id}/changes`, { change: what }));
  expect(await bad({ type: 'fill', vesselId: a?.id, fillFraction: -1 })).toMatchObject({
    status: 422,
    code: 'input.out_of_range',
  });
  expect(await bad({ type: 'remove', vesselId: 'nobody' })).toMatchObject({ status: 422, code: 'vessel.unknown' });
  expect(await bad({ type: 'set', vesselId: a?.id, substance: '神仙水' })).toMatchObject({
    status: 422,
    code: 'substance.unknown',
  });
  const view = await ok<{ directory: { vessels: { id: string; lon: number; lat: number }[] } }>(t, p.officer, {
    url: `${base}/what-ifs/${opened.id}`,
  });
  const at = view.directory.vessels.find((v) => v.id === b?.id);
  expect(await bad({ type: 'move', vesselId: a?.id, lon: at?.lon, lat: at?.lat })).toMatchObject({
    status: 422,
    code: 'vessel.on_top_of_another',
  });
  expect((await see(opened.id)).after).toEqual(first.after);
  expect(await refusal(t, p.reviewer, { url: `${base}/what-ifs/${opened.id}` })).toMatchObject({
    status: 404,
    code: 'park.what_if_gone',
  });
  const open = (who: typeof p.officer) => t.as(who, post(`${base}/assessments/${assessmentId}/what-ifs`));
  expect((await open(p.reviewer)).status).toBe(200);
  expect((await open(officer('410122'))).body).toMatchObject({ code: 'park.what_if_full' });
  // One's own older session makes room for one's new one.
  expect((await open(p.officer)).status).toBe(200);
  expect(await refusal(t, p.officer, { url: `${base}/what-ifs/${opened.id}` })).toMatchObject({
    code: 'park.what_if_gone',
  });
});

test('how far one scenario reaches in one weather', async () => {
  const url = (weather: number, id = 'A-101') =>
    `${base}/assessments/${assessmentId}/consequences?vesselId=${id}&scenario=leak-10mm&weather=${weather}`;
  const { consequences } = await ok<{ consequences: { zones: { reachM: number }[] }[] }>(t, p.officer, { url: url(5) });
  expect(consequences.flatMap((c) => c.zones).some((z) => z.reachM > 0)).toBe(true);
  expect(await refusal(t, p.officer, { url: url(99) })).toMatchObject({ status: 422, code: 'input.out_of_range' });
  expect(await refusal(t, p.officer, { url: url(0, 'Z') })).toMatchObject({ status: 422, code: 'vessel.unknown' });
});
