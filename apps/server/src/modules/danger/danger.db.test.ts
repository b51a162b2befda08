import type { DangerView, HistoryRow } from '@yufang/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../platform/clock/clock.ts';
import type { Actor, EnterpriseDims } from '../../platform/db/actor.ts';
import { asSystem } from '../../platform/db/database.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { makeEnterprise, officer, staff } from '../../testing/world.ts';
import { openChain, systemActor } from '../change/record.ts';
import { selectDanger } from './command.ts';
import { readDangerReference } from './rules.ts';
import { saveDanger } from './save.ts';
import { assignTo, dangerCalls, done, makePerson, makePhoto, makeRisk } from './testing.ts';

let t: TestApp;
let dims: EnterpriseDims;
let risk: Awaited<ReturnType<typeof makeRisk>>;
let worker: Actor;
let fitter: Actor;
let leader: Actor;
let safety: Actor;
let call: ReturnType<typeof dangerCalls>;

beforeAll(async () => {
  t = await makeTestApp();
  dims = await makeEnterprise(t.db, { countyCode: '410122' });
  risk = await makeRisk(t, dims);
  worker = await makePerson(t, dims, { name: '王工', role: 'post_worker' });
  fitter = await makePerson(t, dims, { name: '李师傅', role: 'post_worker' });
  leader = await makePerson(t, dims, { name: '赵班长', role: 'team_leader' });
  safety = await makePerson(t, dims, { name: '钱安全', role: 'safety_officer' });
  call = dangerCalls(t, dims);
});
afterAll(() => t.close());

test('the loop from report to closure: number, re-grading, names, history with before and after', async () => {
  const reported = done(await call.report(worker, { measureId: risk.measureId }));
  expect(reported.danger).toMatchObject({
    number: 'YH-20261123-0001',
    status: 'reported',
    unit: { id: risk.unitId, liveGrade: 'orange' },
    event: { id: risk.eventId, grade: 'yellow', liveGrade: 'orange' },
    reporterName: '王工',
    allowed: ['withdraw'],
  });
  expect(reported.regraded).toEqual([
    { entity: 'risk_event', id: risk.eventId, name: '泄漏', from: 'yellow', to: 'orange' },
    { entity: 'risk_unit', id: risk.unitId, name: '储罐', from: 'yellow', to: 'orange' },
  ]);
  const id = reported.danger.id;
  const verified = done(await call.give(leader, id, 1, { type: 'verify' }));
  expect(verified.danger).toMatchObject({ status: 'verified', version: 2 });
  const assigned = done(await call.give(leader, id, 2, assignTo(fitter.accountId)));
  expect(assigned.danger).toMatchObject({ status: 'assigned', assigneeName: '李师傅', deadline: '2026-12-02' });
  expect(assigned.danger.five).toMatchObject({ measures: '更换探头', deadline: '2026-12-02' });
  done(await call.give(fitter, id, 3, { type: 'start' }));
  const bare = await call.give(fitter, id, 4, { type: 'submit_rectified', note: '已更换', photoIds: [] });
  expect(bare).toMatchObject({ status: 422, body: { code: 'danger.photo_missing', field: 'photoIds' } });
  const foreignPhoto = await call.give(fitter, id, 4, {
    type: 'submit_rectified',
    note: '已更换',
    photoIds: [newId()],
  });
  expect(foreignPhoto).toMatchObject({ status: 422, body: { code: 'danger.unknown_photo' } });
  const photo = await makePhoto(t, dims);
  done(await call.give(fitter, id, 4, { type: 'submit_rectified', note: '已更换', photoIds: [photo] }));
  expect(await call.give(fitter, id, 5, { type: 'accept' })).toMatchObject({
    status: 403,
    body: { code: 'danger.not_allowed' },
  });
  const closed = done(await call.give(leader, id, 5, { type: 'accept', note: '合格' }));
  expect(closed.danger).toMatchObject({ status: 'closed', closedOnTime: true, acceptedByName: '赵班长', dueOn: null });
  expect(closed.danger.files).toMatchObject([{ id: photo, role: 'rectified' }]);
  expect(closed.regraded.map((r) => `${r.entity} ${r.from}→${r.to}`)).toEqual([
    'risk_event orange→yellow',
    'risk_unit orange→yellow',
  ]);

  const history = await t.as(safety, {
    method: 'GET',
    url: `/api/v1/enterprises/${dims.enterpriseId}/history?entityId=${id}`,
  });
  const rows = (history.body as { rows: HistoryRow[] }).rows;
  expect(rows.map((r) => r.action)).toEqual(['accept', 'submit_rectified', 'start', 'assign', 'verify', 'report']);
  expect(rows[0]).toMatchObject({ actorName: '赵班长', before: { status: 'to_accept' }, after: { status: 'closed' } });
  expect(rows[0]?.after.regraded).toMatchObject({ rows: [{ from: 'orange', to: 'yellow' }, {}] });
  const ofUnit = await t.as(safety, {
    method: 'GET',
    url: `/api/v1/enterprises/${dims.enterpriseId}/history?entityId=${risk.unitId}`,
  });
  expect((ofUnit.body as { rows: HistoryRow[] }).rows[0]).toMatchObject({
    action: 'regrade',
    before: { live_grade: 'orange' },
    after: { live_grade: 'yellow' },
    cause: { entity: 'hidden_danger', entityId: id, action: 'accept', label: 'YH-20261123-0001' },
  });
});

test('who rectified may not accept, whatever the role', async () => {
  const { danger } = done(await call.report(safety, { treatment: 'at_once' }));
  const photo = await makePhoto(t, dims);
  done(await call.give(safety, danger.id, 1, { type: 'submit_rectified', note: '当场改', photoIds: [photo] }));
  expect(await call.give(safety, danger.id, 2, { type: 'accept' })).toMatchObject({
    status: 422,
    body: { code: 'danger.self_acceptance' },
  });
  const failed = done(await call.give(leader, danger.id, 2, { type: 'fail_acceptance', reason: '未紧固' }));
  expect(failed.danger).toMatchObject({ status: 'rectifying', failedAcceptances: 1, assigneeName: '钱安全' });
});

test('two people at once: the second sees what changed and decides', async () => {
  const { danger } = done(await call.report(worker, {}));
  const [first, second] = await Promise.all([
    call.give(leader, danger.id, 1, { type: 'verify' }),
    call.give(safety, danger.id, 1, { type: 'reject', reason: '重复上报' }),
  ]);
  const stale = first.status === 409 ? first : second;
  expect([first.status, second.status].sort()).toEqual([200, 409]);
  const facts = (stale.body as { code: string; facts: { danger: DangerView; changes: HistoryRow[] } }).facts;
  expect(stale.body).toMatchObject({ code: 'danger.stale', params: { version: 2 } });
  expect(facts.danger.version).toBe(2);
  expect(facts.changes).toHaveLength(1);
  expect(facts.changes[0]?.after).toHaveProperty('status');
});

test('reported twice with one id it is one danger', async () => {
  const id = newId();
  const first = done(await call.report(worker, { id }));
  const again = done(await call.report(worker, { id, name: '另一个名字' }));
  expect(again.danger).toEqual(first.danger);
});

test('an assignment is shown a deadline for each treatment, and each is taken; handed on, the day stands', async () => {
  const { danger } = done(await call.report(worker, {}));
  expect(danger.proposals).toEqual({});
  const { proposals } = done(await call.give(safety, danger.id, 1, { type: 'verify' })).danger;
  expect(proposals.at_once?.usual).not.toBe(proposals.time_limited?.usual);
  const assign = { type: 'assign' as const, treatment: 'at_once' as const, assigneeId: fitter.accountId };
  const late = await call.give(safety, danger.id, 2, { ...assign, deadline: proposals.time_limited?.usual });
  expect(late).toMatchObject({ status: 422, body: { code: 'danger.deadline_too_late' } });
  const latest = proposals.at_once?.latest ?? '';
  const assigned = done(await call.give(safety, danger.id, 2, { ...assign, deadline: latest })).danger;
  expect(assigned.proposals).toEqual({
    at_once: { usual: latest, latest },
    time_limited: { usual: latest, latest },
  });
  const timed = done(await call.give(safety, danger.id, 3, assignTo(fitter.accountId, { deadline: latest }))).danger;
  expect(Object.keys(timed.proposals)).toEqual(['time_limited']);
});

test('extension, reopening, withdrawal, misreport', async () => {
  const { danger } = done(await call.report(worker, {}));
  const { id } = danger;
  done(await call.give(safety, id, 1, assignTo(fitter.accountId, { deadline: '2026-11-30' })));
  const asked = done(
    await call.give(fitter, id, 2, { type: 'request_extension', until: '2026-12-10', reason: '备件未到' }),
  );
  expect(asked.danger.extension).toMatchObject({ state: 'pending', until: '2026-12-10' });
  expect(asked.danger.dues.decide_extension).toMatchObject({ late: false });
  const granted = done(await call.give(safety, id, 3, { type: 'decide_extension', approve: true }));
  expect(granted.danger).toMatchObject({ deadline: '2026-12-10', dues: {} });
  expect(granted.danger.allowed).toContain('request_extension');
  const now = t.clock.time;
  t.clock.time = new Date('2026-12-11T02:00:00Z');
  const url = `/api/v1/enterprises/${dims.enterpriseId}/dangers/${id}`;
  const late = (await t.as(safety, { method: 'GET', url })).body as DangerView;
  expect(late.allowed).toContain('assign');
  expect(late.allowed).not.toContain('request_extension');
  t.clock.time = now;
  done(await call.give(fitter, id, 4, { type: 'start' }));
  const photoIds = [await makePhoto(t, dims)];
  done(await call.give(fitter, id, 5, { type: 'submit_rectified', note: '完成', photoIds }));
  done(await call.give(safety, id, 6, { type: 'accept' }));
  const again = done(await call.give(safety, id, 7, { type: 'reopen', reason: '复发' }));
  expect(again.danger).toMatchObject({
    status: 'verified',
    reopened: 1,
    closedAt: null,
    assigneeId: null,
    assigneeName: null,
  });

  const own = done(await call.report(worker, {})).danger.id;
  expect(await call.give(fitter, own, 1, { type: 'withdraw', reason: '看错' })).toMatchObject({ status: 403 });
  expect(done(await call.give(worker, own, 1, { type: 'withdraw', reason: '看错' })).danger.status).toBe('withdrawn');
  const wrong = done(await call.report(worker, {})).danger.id;
  expect(done(await call.give(safety, wrong, 1, { type: 'reject', reason: '误报' })).danger.status).toBe('invalid');
});

test('refusals: foreign, signed out, wrong shape, unknown links, a source that is not theirs, the future', async () => {
  const { danger } = done(await call.report(worker, {}));
  const other = await makeEnterprise(t.db, { countyCode: '411302' });
  const stranger = staff('safety_officer', other.enterpriseId);
  expect(await call.give(stranger, danger.id, 1, { type: 'verify' })).toMatchObject({
    status: 404,
    body: { code: 'enterprise.not_found' },
  });
  expect(await dangerCalls(t, other).give(stranger, danger.id, 1, { type: 'verify' })).toMatchObject({
    status: 404,
    body: { code: 'danger.not_found' },
  });
  expect((await call.get(officer('411300'), danger.id)).status).toBe(404);
  expect((await call.get(officer('410100'), danger.id)).status).toBe(200);
  expect((await call.get(null, danger.id)).status).toBe(401);
  expect(await call.report(worker, { name: ' ' })).toMatchObject({
    status: 400,
    body: { code: 'request.invalid', field: 'name' },
  });
  expect(await call.report(worker, { eventId: newId() })).toMatchObject({
    status: 422,
    body: { code: 'danger.unknown_link', field: 'eventId' },
  });
  expect(await call.report(worker, { source: 'supervision' })).toMatchObject({
    status: 422,
    body: { code: 'danger.source_not_yours' },
  });
  expect(await call.report(worker, { foundAt: '2026-12-01T00:00:00Z' })).toMatchObject({
    status: 422,
    body: { code: 'danger.found_in_future' },
  });
  expect(await call.report(worker, { criteria: ['nothing/X-1'] })).toMatchObject({
    status: 422,
    body: { code: 'danger.unknown_criterion' },
  });
  expect(await call.give(safety, danger.id, 1, assignTo('acc-nobody'))).toMatchObject({
    status: 422,
    body: { code: 'danger.unknown_assignee', field: 'assigneeId' },
  });
  expect(await call.give(safety, danger.id, 1, assignTo(fitter.accountId, { funds: '' }))).toMatchObject({
    status: 422,
    body: { code: 'danger.five_incomplete', field: 'funds' },
  });
});

test('the list: filters, both sorts, keyset without gap or repeat, total', async () => {
  const all = await t.as(officer('410100'), { method: 'GET', url: '/api/v1/dangers?count=true' });
  const body = all.body as { rows: { id: string }[]; total: number };
  expect(body.total).toBe(body.rows.length);
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const page: { body: unknown } = await t.as(officer('410100'), {
      method: 'GET',
      url: `/api/v1/dangers?limit=2${after ? `&after=${encodeURIComponent(after)}` : ''}`,
    });
    const p = page.body as { rows: { id: string }[]; next: string | null };
    seen.push(...p.rows.map((r) => r.id));
    after = p.next;
  } while (after);
  expect(seen).toEqual(body.rows.map((r) => r.id));
  const open = await t.as(safety, { method: 'GET', url: '/api/v1/dangers?status=reported,verified&sort=found' });
  expect(new Set((open.body as { rows: { status: string }[] }).rows.map((r) => r.status))).toEqual(
    new Set(['reported', 'verified']),
  );
  expect((await t.as(officer('411300'), { method: 'GET', url: '/api/v1/dangers' })).body).toMatchObject({
    rows: [],
    total: 0,
  });
  expect((await t.as(fitter, { method: 'GET', url: '/api/v1/dangers?mine=assigned' })).status).toBe(200);
  expect((await t.as(safety, { method: 'GET', url: '/api/v1/dangers?status=nonsense' })).status).toBe(400);
});

test('the workbook is streamed, and no text in it is a formula', async () => {
  done(await call.report(worker, { name: '=HYPERLINK("http://x","y")' }));
  const reply = await t.app.inject({
    method: 'GET',
    url: '/api/v1/dangers/export?lang=en',
    headers: { 'x-test-actor': safety.assignmentId },
  });
  expect(reply.statusCode).toBe(200);
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(reply.rawPayload.buffer as ArrayBuffer);
  const sheet = book.worksheets[0];
  const names = sheet?.getColumn(2).values ?? [];
  expect(names).toContain('=HYPERLINK("http://x","y")');
  sheet?.eachRow((row) => row.eachCell((cell) => expect(cell.formula).toBeUndefined()));
});

test('a danger that turns out to sit on another risk takes its weight along', async () => {
  const other = await makeRisk(t, dims, 'blue');
  const { danger } = done(await call.report(worker, { unitId: other.unitId }));
  const { unitId } = await makeRisk(t, dims, 'blue');
  const moved = await asSystem(t.db, async (trx) => {
    const chain = await openChain(trx, dims);
    const before = await selectDanger(trx, dims.enterpriseId, danger.id);
    if (!before) throw new Error('lost');
    const reference = await readDangerReference(trx, '2026-11-23');
    const columns = { unit_id: unitId };
    return await saveDanger(trx, chain, {
      actor: systemActor('exchange:test'),
      at: t.clock.now(),
      today: '2026-11-23',
      action: 'import',
      before,
      columns,
      reference,
    });
  });
  expect(moved.regraded.map((r) => [r.id, r.from, r.to])).toEqual([
    [unitId, 'blue', 'yellow'],
    [other.unitId, 'yellow', 'blue'],
  ]);
});
