import type { HistoryRow, ParkGradingFile, ParkGradingRow, ParkGradingView } from '@yufang/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../platform/clock/clock.ts';
import type { Actor } from '../../platform/db/actor.ts';
import { asActor, asSystem } from '../../platform/db/database.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { actor, departmentOfficer, makeEnterprise, officer, staff } from '../../testing/world.ts';

let t: TestApp;
const PARK = newId();
const OTHER = newId();
const parkOfficer = (name: string, parkId = PARK) => actor('park_officer', { kind: 'park', parkId }, { name });
const scorer = parkOfficer('评分人');
const reviewer = parkOfficer('复核人');
const county = officer('410122');

beforeAll(async () => {
  t = await makeTestApp();
  await asSystem(t.db, (trx) =>
    trx
      .insertInto('park')
      .values([
        { id: PARK, name: '测试园区（虚构）', county_code: '410122', city_code: '410100', invented: true },
        { id: OTHER, name: '外市园区（虚构）', county_code: '411302', city_code: '411300', invented: true },
      ])
      .execute(),
  );
});
afterAll(() => t.close());

type Reply<T> = { status: number; body: T & { code?: string; field?: string } };
const base = `/api/v1/parks/${PARK}/gradings`;
const call = async <T = ParkGradingView>(
  who: Actor | null,
  method: 'GET' | 'POST' | 'PUT',
  path = '',
  payload?: object,
): Promise<Reply<T>> =>
  (await t.as(who, { method, url: `${base}${path}`, ...(payload ? { payload } : {}) })) as Reply<T>;
const begin = async (more: object = {}) => (await call(scorer, 'POST', '', { title: '2026 年度评级', ...more })).body;
const answer = (item: string, score: number | null, more: object = {}) => ({ item, score, note: '现场查看', ...more });
const ITEMS = ['establishment-1', 'establishment-2', 'siting-1', 'siting-2', 'siting-3'] as const;
const scores = (...s: (number | null)[]) => ITEMS.map((item, i) => answer(item, s[i] ?? null));

test('begun by the table that applies, its gaps said', async () => {
  const g = await begin();
  expect(g).toMatchObject({ number: 1, state: 'draft', version: 1, grade: null, provisional: true, invented: true });
  expect(g.table).toMatchObject({ edition: '2023-partial', status: 'draft' });
  expect(g.table.payload.unread.length).toBeGreaterThan(0);
  expect(g.result).toMatchObject({ missing: [...ITEMS], provisional: ['items_unread', 'table_unconfirmed'] });
});

test('scores are checked by item; the grade follows with its arithmetic', async () => {
  const g = await begin();
  const save = (version: number, answers: object[]) => call(scorer, 'PUT', `/${g.id}`, { version, answers });
  expect((await save(1, [answer('siting-2', 8.5)])).body).toMatchObject({
    code: 'park_grading.score_out_of_range',
    field: 'answers.0.score',
  });
  expect((await save(1, [answer('tea-break', 1)])).body.code).toBe('park_grading.unknown_item');
  expect((await save(1, [answer('siting-1', 1), answer('siting-1', 2)])).body.code).toBe('park_grading.unknown_item');
  expect((await save(1, [answer('siting-1', 1, { files: [newId()] })])).body.code).toBe('park_grading.unknown_file');
  const part = await save(1, scores(5, 5, 5));
  expect(part.body).toMatchObject({
    version: 2,
    grade: null,
    result: { earned: 15, missing: ['siting-2', 'siting-3'] },
  });
  // 23.8 of 28 is exactly 85 %: the bound belongs to the better class; a tenth less does not.
  expect((await save(2, scores(5, 5, 5, 3.8, 5))).body).toMatchObject({ grade: 'D', percent: 85 });
  expect((await save(3, scores(5, 5, 5, 3.7, 5))).body).toMatchObject({ grade: 'C', result: { earned: 23.7 } });
  expect((await save(3, scores(1))).body.code).toBe('row.stale');
});

test('evidence, another person, versions, history', async () => {
  const g = await begin({ title: '有证据的评级' });
  const bare = ITEMS.map((item) => ({ item, score: 4 }));
  await call(scorer, 'PUT', `/${g.id}`, { version: 1, answers: bare });
  expect((await call(scorer, 'POST', `/${g.id}/submit`, { version: 2 })).body.code).toBe('park_grading.no_evidence');
  const fileId = newId();
  const pdf = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
  const put = () =>
    t.as(scorer, {
      method: 'PUT',
      url: `${base}/${g.id}/files/${fileId}?name=${encodeURIComponent('批复.pdf')}`,
      payload: pdf,
      headers: { 'content-type': 'application/pdf' },
    }) as Promise<Reply<ParkGradingFile>>;
  expect(await put()).toMatchObject({ status: 200, body: { name: '批复.pdf', mime: 'application/pdf', by: '评分人' } });
  expect((await put()).status).toBe(200);
  const proved = bare.map((a) => ({ ...a, files: [fileId] }));
  expect((await call(scorer, 'PUT', `/${g.id}`, { version: 2, answers: proved })).status).toBe(200);
  expect((await call(reviewer, 'POST', `/${g.id}/approve`, { version: 3 })).body.code).toBe('park_grading.state');
  expect((await call(scorer, 'POST', `/${g.id}/submit`, { version: 3 })).body).toMatchObject({
    state: 'in_review',
    grade: 'C',
  });
  expect((await call(scorer, 'POST', `/${g.id}/approve`, { version: 4 })).body.code).toBe('park_grading.own_review');
  expect((await call(scorer, 'GET', `/${g.id}`)).body).toMatchObject({ mayReview: false });
  expect((await call(reviewer, 'GET', `/${g.id}`)).body).toMatchObject({ mayReview: true });
  const back = await call(reviewer, 'POST', `/${g.id}/send-back`, { version: 4, reason: '补充四至图' });
  expect(back.body).toMatchObject({ state: 'draft', reason: '补充四至图' });
  expect((await call(scorer, 'POST', `/${g.id}/submit`, { version: 5 })).body).toMatchObject({
    state: 'in_review',
    reason: null,
  });
  const done = await call(county, 'POST', `/${g.id}/approve`, { version: 6 });
  expect(done.body).toMatchObject({
    state: 'approved',
    grade: 'C',
    percent: 71.43,
    againOn: '2031-11-23',
    provisional: true,
  });
  expect((await call(scorer, 'PUT', `/${g.id}`, { version: 7, answers: [] })).body.code).toBe('park_grading.state');
  const bytes = await t.as(county, { method: 'GET', url: `${base}/${g.id}/files/${fileId}` });
  expect(bytes).toMatchObject({ status: 200, body: pdf.toString() });
  const { body } = await call<{ rows: HistoryRow[] }>(county, 'GET', `/${g.id}/history`);
  expect(body.rows.map((r) => r.action)).toEqual([
    'approve',
    'submit',
    'send_back',
    'submit',
    'score',
    'score',
    'create',
  ]);
  const next = await begin({ title: '下一轮', basedOn: g.id });
  expect(next).toMatchObject({ basedOn: g.id, grade: 'C', answers: proved.map((a) => ({ item: a.item, files: [] })) });
  const sheet = await t.as(county, { method: 'GET', url: `${base}/${g.id}/print` });
  expect(String(sheet.body).slice(0, 5)).toBe('%PDF-');
});

test('the reviewers are told that a grading waits for them, its author what became of it, and nobody else', async () => {
  const g = await begin({ title: '要有人知道' });
  await call(scorer, 'PUT', `/${g.id}`, { version: 1, answers: scores(4, 4, 4, 4, 4) });
  await call(scorer, 'POST', `/${g.id}/submit`, { version: 2 });
  type Told = {
    topic: string;
    entityId: string;
    enterpriseName: string;
    params: Record<string, unknown>;
    read: boolean;
  };
  const told = async (who: Actor) =>
    ((await t.as(who, { method: 'GET', url: '/api/v1/notices' })).body as { rows: Told[] }).rows.filter(
      (n) => n.entityId === g.id,
    );
  for (const who of [reviewer, county])
    expect(await told(who)).toMatchObject([
      {
        topic: 'park_grading.park_grading_review',
        enterpriseName: '',
        params: { parkId: PARK, name: '测试园区（虚构） · 要有人知道' },
      },
    ]);
  for (const who of [scorer, officer('411302'), parkOfficer('邻园', OTHER)]) expect(await told(who)).toEqual([]);
  await call(reviewer, 'POST', `/${g.id}/send-back`, { version: 3, reason: '证据不足' });
  expect(await told(scorer)).toMatchObject([{ topic: 'park_grading.park_grading_back', params: { note: '证据不足' } }]);
  const read = await t.as(county, { method: 'POST', url: '/api/v1/notices/read', payload: { all: true } });
  expect(read).toMatchObject({ status: 200, body: { left: false } });
  expect((await told(county)).map((n) => n.read)).toEqual([true]);
});

test('who sees a grading', async () => {
  const see = async (who: Actor) => (await call(who, 'GET')).status;
  expect(await see(county)).toBe(200);
  expect(await see(officer('410100'))).toBe(200);
  expect(await see(officer('410000'))).toBe(200);
  expect(await see(departmentOfficer('industry', '410100'))).toBe(200);
  expect(await see(officer('411302'))).toBe(404);
  expect(await see(parkOfficer('邻园', OTHER))).toBe(404);
  expect(await see(actor('system_admin', { kind: 'platform' }))).toBe(403);
  const firm = await makeEnterprise(t.db, { countyCode: '410122', parkId: PARK });
  expect(await see(staff('enterprise_head', firm.enterpriseId))).toBe(403);
  expect((await call(county, 'POST', '', { title: '县里不评' })).status).toBe(403);
  // The policies say the same without the door.
  const rows = (who: Actor) =>
    asActor(t.db, who, (trx) => trx.selectFrom('park_grading').select('id').execute()).then((r) => r.length);
  expect(await rows(county)).toBeGreaterThan(2);
  expect(await rows(officer('411302'))).toBe(0);
  expect(await rows(parkOfficer('邻园', OTHER))).toBe(0);
});

test('an administrator’s whole table: ladder and veto count, and a confirmed one makes no provisional grade', async () => {
  const admin = actor('system_admin', { kind: 'platform' });
  const old = (await begin()).table.payload;
  const payload = {
    ...old,
    unread: [],
    items: old.items.map((i) => (i.code === 'siting-2' ? { ...i, ladder: [0, 5, 8] } : i)),
    vetoes: [
      { code: 'no-plan', label: '未编制总体规划', labelEn: 'No overall plan', certainty: 'confirmed', source: 'test' },
    ],
  };
  const head = {
    title: '全表',
    titleEn: 'Whole',
    standard: null,
    clause: null,
    certainty: 'confirmed',
    source: 'test',
  };
  const made = await t.as(admin, {
    method: 'POST',
    url: '/api/v1/reference',
    payload: { kind: 'park_grading', edition: 'whole', ...head, payload },
  });
  expect(made.status).toBe(200);
  const bad = { ...payload, bands: payload.bands.toReversed() };
  const refused = await t.as(admin, {
    method: 'POST',
    url: '/api/v1/reference',
    payload: { kind: 'park_grading', edition: 'bad', ...head, payload: bad },
  });
  expect(refused.body).toMatchObject({ code: 'reference.malformed' });
  await t.as(admin, {
    method: 'POST',
    url: '/api/v1/reference/park_grading/whole/in-force',
    payload: { from: '2026-11-01', reason: '核对原文' },
  });
  const g = await begin({ title: '按全表' });
  expect(g).toMatchObject({ edition: 'whole', provisional: false });
  const save = (answers: object[], vetoes: object[] = []) =>
    call(scorer, 'PUT', `/${g.id}`, { version: 1, answers, vetoes });
  expect((await save(scores(5, 5, 5, 4, 5))).body.code).toBe('park_grading.not_on_ladder');
  expect((await save(scores(5, 5, 5, 8, 5), [{ code: 'no-plan', note: '未见批复' }])).body).toMatchObject({
    grade: 'A',
    percent: 100,
    provisional: false,
  });
  const list = (await call<{ rows: ParkGradingRow[] }>(county, 'GET')).body.rows;
  expect(new Set(list.map((r) => r.edition))).toEqual(new Set(['whole', '2023-partial']));
});
