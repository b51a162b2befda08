import type { DangerView, NoticeRow } from '@yufang/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../platform/clock/clock.ts';
import { type Actor, dimColumns, type EnterpriseDims } from '../../platform/db/actor.ts';
import { asSystem } from '../../platform/db/database.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { departmentOfficer, makeEnterprise, officer, staff } from '../../testing/world.ts';
import { sweepDangers } from './sweep.ts';
import { assignTo, dangerCalls, done, makePerson, makePhoto, makeRisk } from './testing.ts';

let t: TestApp;
let dims: EnterpriseDims;
let risk: Awaited<ReturnType<typeof makeRisk>>;
let worker: Actor;
let fitter: Actor;
let safety: Actor;
let head: Actor;
const county = officer('410122');
const city = officer('410100');
let call: ReturnType<typeof dangerCalls>;

beforeAll(async () => {
  t = await makeTestApp();
  dims = await makeEnterprise(t.db, { countyCode: '410122' });
  risk = await makeRisk(t, dims, 'blue');
  worker = await makePerson(t, dims, { name: '王工', role: 'post_worker' });
  fitter = await makePerson(t, dims, { name: '李师傅', role: 'post_worker' });
  safety = await makePerson(t, dims, { name: '钱安全', role: 'safety_officer' });
  head = await makePerson(t, dims, { name: '孙总', role: 'enterprise_head' });
  call = dangerCalls(t, dims);
});
afterAll(() => t.close());

const here = (d: DangerView) => `/api/v1/enterprises/${d.enterpriseId}/dangers/${d.id}`;
const stoppedNow = () =>
  asSystem(t.db, (trx) =>
    trx.selectFrom('risk_unit').select(['stopped', 'stopped_reason']).where('id', '=', risk.unitId).executeTakeFirst(),
  );
const notices = async (actor: Actor) =>
  ((await t.as(actor, { method: 'GET', url: '/api/v1/notices' })).body as { rows: NoticeRow[] }).rows;
const topics = async (actor: Actor, id: string) =>
  (await notices(actor)).filter((n) => n.entityId === id).map((n) => n.topic.replace('hidden_danger.', ''));

test('a major danger by its criteria, under listed supervision, to its removal', async () => {
  const criteria = (await t.as(safety, { method: 'GET', url: '/api/v1/danger-criteria' })).body as {
    sets: { setId: string; items: { code: string; clause: string | null; certainty: string }[] }[];
  };
  const set = criteria.sets.find((s) => s.setId === 'industry-trade-2023');
  expect(set?.items).toHaveLength(64);
  const code = `industry-trade-2023/${set?.items[0]?.code}`;

  let d: DangerView = done(await call.report(worker, { eventId: risk.eventId })).danger;
  const give = async (actor: Actor, command: Parameters<typeof call.give>[3]) => {
    d = done(await call.give(actor, d.id, d.version, command)).danger;
    return d;
  };
  expect(d.unit?.liveGrade).toBe('yellow');
  const upgraded = done(await call.give(safety, d.id, 1, { type: 'upgrade_to_major', criteria: [code] }));
  d = upgraded.danger;
  expect(upgraded.regraded.map((r) => r.to)).toEqual(['red', 'red']);
  expect(d).toMatchObject({ level: 'major', criteria: [code], dues: { report_up: { on: '2026-11-24', late: false } } });
  expect(d.missing).toEqual(['danger.plan_missing', 'danger.not_reported_up', 'danger.not_evaluated']);
  expect(await topics(county, d.id)).toEqual(['upgrade_to_major']);

  await give(safety, { type: 'limit_operation', mode: 'stop', scope: '储罐区停用' });
  expect(await stoppedNow()).toEqual({ stopped: true, stopped_reason: `${d.number} 储罐区停用` });
  await give(safety, { type: 'report_up', situation: '报警失效', analysis: '可能爆炸' });
  const plan = { goals: '恢复', methods: '更换', resources: '5万', people: '设备部', timeline: '30日', safety: '停用' };
  expect(await call.give(safety, d.id, d.version, { type: 'file_plan', ...plan, people: '' })).toMatchObject({
    status: 422,
    body: { code: 'danger.plan_incomplete', field: 'people' },
  });
  await give(safety, { type: 'file_plan', ...plan });
  expect(await call.give(safety, d.id, d.version, { type: 'list_supervision', level: 'county' })).toMatchObject({
    status: 403,
  });
  expect(await call.give(county, d.id, d.version, { type: 'list_supervision', level: 'city' })).toMatchObject({
    status: 422,
    body: { code: 'danger.supervision_level' },
  });
  const seen = async (actor: Actor) => (await t.as(actor, { method: 'GET', url: here(d) })).body as DangerView;
  expect((await seen(county)).listableLevels).toEqual(['county']);
  expect((await seen(city)).listableLevels).toEqual(['county', 'city']);
  expect(Object.keys((await seen(safety)).proposals)).toEqual(['time_limited']);
  await give(county, { type: 'list_supervision', level: 'county', until: '2027-03-01' });
  expect(d).toMatchObject({ listableLevels: [] });
  expect(d.allowed).not.toContain('list_supervision');
  expect(await seen(city)).toMatchObject({ listableLevels: ['city'] });
  expect(d.supervision).toMatchObject({ level: 'county', liftedAt: null });
  expect(d.dues.publish_listing).toBeDefined();
  await give(county, { type: 'publish_listing', where: '县政府网站' });
  expect(d.dues.publish_listing).toBeUndefined();
  expect((await t.as(county, { method: 'GET', url: '/api/v1/dangers?listed=true' })).body).toMatchObject({
    rows: [{ id: d.id, listed: true }],
  });
  await give(safety, assignTo(fitter.accountId, { deadline: '2027-01-10' }));
  await give(fitter, { type: 'start' });
  await give(fitter, { type: 'submit_rectified', note: '已更换', photoIds: [await makePhoto(t, dims)] });
  expect(await call.give(county, d.id, d.version, { type: 'accept' })).toMatchObject({
    status: 422,
    body: { code: 'danger.not_evaluated' },
  });
  await give(head, { type: 'evaluate_removal', passed: true, evaluators: '专家三人' });
  await give(head, { type: 'request_resumption' });
  expect(d.dues.review_resumption).toBeDefined();
  await give(county, { type: 'review_resumption', approve: true });
  expect(await stoppedNow()).toEqual({ stopped: false, stopped_reason: null });
  await give(county, { type: 'lift_supervision', reason: '已消除' });
  const closed = done(await call.give(county, d.id, d.version, { type: 'accept', note: '销号' }));
  expect(closed.danger).toMatchObject({ status: 'closed', unit: { liveGrade: 'blue' }, missing: [] });
  expect(closed.regraded.map((r) => `${r.from}→${r.to}`)).toEqual(['red→blue', 'red→blue']);
  expect(closed.danger.names[county.accountId]).toBe('county_officer');
});

test("a regulator's finding on a visit: reported under the region's scope, judged by its side", async () => {
  const { danger, regraded } = done(await call.report(county, { eventId: risk.eventId }));
  expect(danger.source).toBe('supervision');
  expect(regraded).toHaveLength(2);
  expect(await topics(head, danger.id)).toEqual(['report']);
  done(await call.give(safety, danger.id, 1, assignTo(fitter.accountId, { deadline: '2026-11-25' })));
  done(await call.give(fitter, danger.id, 2, { type: 'start' }));
  done(
    await call.give(fitter, danger.id, 3, {
      type: 'submit_rectified',
      note: '完成',
      photoIds: [await makePhoto(t, dims)],
    }),
  );
  expect(await call.give(safety, danger.id, 4, { type: 'accept' })).toMatchObject({
    status: 422,
    body: { code: 'danger.regulator_decides' },
  });
  expect(await call.give(officer('411300'), danger.id, 4, { type: 'accept' })).toMatchObject({ status: 404 });
  expect(await call.give(departmentOfficer('housing', '410100'), danger.id, 4, { type: 'accept' })).toMatchObject({
    status: 404,
  });
  expect(
    done(await call.give(departmentOfficer('emergency', '410122'), danger.id, 4, { type: 'accept' })).danger.status,
  ).toBe('closed');
});

test('time passes: overdue, up the ladder, told to each level once; counters follow', async () => {
  const { danger } = done(await call.report(worker, { eventId: risk.eventId }));
  done(await call.give(safety, danger.id, 1, assignTo(fitter.accountId, { deadline: '2026-11-24' })));
  const day = async (iso: string) => {
    t.clock.time = new Date(`${iso}T03:00:00Z`);
    return await sweepDangers(t.db, t.clock.now());
  };
  expect((await day('2026-11-24')).overdue).toBe(0);
  expect(await day('2026-11-25')).toMatchObject({ overdue: 1, climbed: 1 });
  expect(await day('2026-11-25')).toEqual({ dangers: 0, overdue: 0, climbed: 0 });
  expect((await topics(fitter, danger.id)).sort()).toEqual(['assign', 'escalate', 'overdue']);
  expect(await topics(safety, danger.id)).toContain('escalate');
  expect(await topics(county, danger.id)).toEqual([]);
  await day('2026-11-27');
  expect(await topics(head, danger.id)).toEqual(['escalate']);
  await day('2026-12-03');
  expect(await topics(county, danger.id)).toEqual(['escalate']);
  expect(await topics(city, danger.id)).toEqual([]);
  await day('2026-12-15');
  expect(await topics(city, danger.id)).toEqual(['escalate']);
  expect((await call.get(city, danger.id)).body).toMatchObject({
    overdue: true,
    escalatedTo: 'city_officer',
    overdueSince: '2026-11-25',
  });
  const rungs = (await t.as(city, { method: 'GET', url: '/api/v1/dangers/overdue' })).body;
  expect(rungs).toMatchObject({
    rungs: [{ escalatedTo: 'city_officer', level: 'general', overdue: 1, oldestDeadline: '2026-11-24' }],
  });
  const list = await t.as(city, {
    method: 'GET',
    url: '/api/v1/dangers?overdue=true&sort=deadline&escalatedTo=city_officer',
  });
  expect(list.body).toMatchObject({ rows: [{ id: danger.id }], total: 1 });

  const unread = (await t.as(city, { method: 'GET', url: '/api/v1/notices/unread' })).body;
  expect(unread).toEqual({ unread: 1, urgent: 1, more: false });
  const own = await notices(city);
  expect(
    (await t.as(city, { method: 'POST', url: '/api/v1/notices/read', payload: { ids: [own[0]?.id] } })).body,
  ).toEqual({ read: 1, left: false });
  expect((await t.as(city, { method: 'GET', url: '/api/v1/notices/unread' })).body).toMatchObject({ unread: 0 });
  expect((await t.as(officer('410100'), { method: 'GET', url: '/api/v1/notices/unread' })).body).toMatchObject({
    unread: 1,
  });
  expect((await t.as(officer('411300'), { method: 'GET', url: '/api/v1/notices' })).body).toMatchObject({ rows: [] });
  expect(
    (await t.as(fitter, { method: 'POST', url: '/api/v1/notices/read', payload: { all: true } })).body,
  ).toMatchObject({ left: false });
  expect((await t.as(fitter, { method: 'GET', url: '/api/v1/notices?unread=true' })).body).toMatchObject({ rows: [] });
});

test('who answers for the risk and the level above hear of a report', async () => {
  const team = staff('team_leader', dims.enterpriseId);
  const duty = await makePerson(t, dims, { name: '岗位责任人', role: 'post_worker' });
  const own = dimColumns(dims);
  const [orgUnitId, postId, measureId] = [newId(), newId(), newId()];
  await asSystem(t.db, async (trx) => {
    const org = { ...own, id: orgUnitId, kind: 'team', name: '一班', path: `/${orgUnitId}/` };
    await trx.insertInto('org_unit').values(org).execute();
    await trx
      .insertInto('post')
      .values({ ...own, id: postId, org_unit_id: orgUnitId, name: '巡检岗' })
      .execute();
    const holder = { ...own, id: newId(), post_id: postId, person_id: duty.personId ?? '', from_on: '2026-01-01' };
    await trx.insertInto('post_holder').values(holder).execute();
    const of = { event_id: risk.eventId, unit_id: risk.unitId, measure_class: 'engineering', description: '巡检' };
    await trx
      .insertInto('control_measure')
      .values({ ...own, ...of, id: measureId, duty_post_id: postId })
      .execute();
  });
  const { danger } = done(await call.report(worker, { measureId }));
  expect(await topics(duty, danger.id)).toEqual(['report']);
  expect(await topics(team, danger.id)).toEqual(['report']);
  expect(await topics(safety, danger.id)).toEqual(['report']);
  expect(await topics(worker, danger.id)).toEqual([]);
  expect(await topics(fitter, danger.id)).toEqual([]);
});

test('what nobody handles is overdue; those above hear of many in one notice a day, a department at each of its levels', async () => {
  t.clock.time = new Date('2026-11-23T02:00:00Z');
  const crowded = await makeEnterprise(t.db, { countyCode: '410105', sector: 'housing' });
  const reporter = await makePerson(t, crowded, { name: '周工', role: 'post_worker' });
  const there = dangerCalls(t, crowded);
  const ids = [];
  for (const name of ['一', '二', '三']) ids.push(done(await there.report(reporter, { name })).danger.id);
  t.clock.time = new Date('2026-12-09T02:00:00Z');
  await sweepDangers(t.db, t.clock.now());
  expect((await there.get(reporter, ids[0] ?? '')).body).toMatchObject({
    overdue: true,
    deadline: null,
    overdueSince: '2026-11-26',
  });
  const digest = { topic: 'hidden_danger.escalate', enterpriseName: '', params: { digest: true, count: 3 } };
  for (const who of [
    officer('410105'),
    departmentOfficer('housing', '410105'),
    departmentOfficer('housing', '410100'),
    departmentOfficer('housing', '410000'),
  ])
    expect(await notices(who)).toMatchObject([digest]);
  expect(await notices(departmentOfficer('transport', '410105'))).toEqual([]);
});

test('not reported up within its time: the head and the county hear of it', async () => {
  const { danger } = done(await call.report(worker, { criteria: [`industry-trade-2023/${await firstItem()}`] }));
  expect(danger.level).toBe('major');
  t.clock.time = new Date('2026-12-18T03:00:00Z');
  await sweepDangers(t.db, t.clock.now());
  expect(await topics(county, danger.id)).toContain('late_report_up');
  expect((await call.get(county, danger.id)).body).toMatchObject({ dues: { report_up: { late: true } } });
});

const firstItem = async (): Promise<string> => {
  const body = (await t.as(safety, { method: 'GET', url: '/api/v1/danger-criteria' })).body as {
    sets: { setId: string; items: { code: string }[] }[];
  };
  return body.sets.find((s) => s.setId === 'industry-trade-2023')?.items[0]?.code ?? '';
};
