import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor, EnterpriseDims } from '../../platform/db/actor.ts';
import { asSystem } from '../../platform/db/database.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { makeEnterprise, officer, staff } from '../../testing/world.ts';
import { remindReviews } from './reminders.ts';
import { makeOrg, SHEETS, type TestOrg } from './testing.ts';

let t: TestApp;
let e: EnterpriseDims;
let org: TestOrg;
let foreign: EnterpriseDims;
let safety: Actor;
let head: Actor;
let leader: Actor;
let expert: Actor;
let worker: Actor;

beforeAll(async () => {
  t = await makeTestApp();
  e = await makeEnterprise(t.db, { countyCode: '410122', name: '甲', scale: 'above' });
  foreign = await makeEnterprise(t.db, { countyCode: '411302', name: '乙' });
  org = await makeOrg(t, e);
  [safety, head, leader, expert, worker] = (
    ['safety_officer', 'enterprise_head', 'team_leader', 'expert', 'post_worker'] as const
  ).map((r) => staff(r, e.enterpriseId)) as [Actor, Actor, Actor, Actor, Actor];
});
afterAll(() => t.close());

type Body = Record<string, unknown>;
type Json = { id: string; version: number } & Record<string, unknown>;
const base = (dims = e) => `/api/v1/enterprises/${dims.enterpriseId}`;
const ask = async (actor: Actor | null, method: 'GET' | 'POST' | 'PATCH' | 'PUT', url: string, payload?: Body) => {
  const reply = await t.as(actor, { method, url, ...(payload ? { payload } : {}) });
  return { status: reply.status, body: reply.body as Json };
};
const made = async (actor: Actor, path: string, payload: Body): Promise<Json> => {
  const reply = await ask(actor, 'POST', `${base()}/${path}`, payload);
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return reply.body;
};
const object = (kind = 'place', name = `除尘系统${Math.random()}`) =>
  made(safety, 'risk-objects', { kind, name, orgUnitId: org.units.team });
const unit = async (kind = 'place') =>
  made(safety, 'risk-units', { objectId: (await object(kind)).id, name: '滤筒除尘器' });
const LEC = (L: number, E: number, C: number) => ({ method: 'LEC', scores: { factors: { L, E, C } } });
const event = async (more: Body = {}, unitId?: string) =>
  made(safety, 'risk-events', {
    unitId: unitId ?? (await unit()).id,
    name: '粉尘爆炸',
    worksheetRow: SHEETS.SCL,
    ...LEC(3, 6, 15),
    ...more,
  });
const measure = (eventId: string, more: Body = {}) =>
  made(safety, 'measures', { eventId, measureClass: 'engineering', description: '泄爆片完好', ...more });

test('signed out, regulators and workers may not write; a foreign enterprise does not exist', async () => {
  const url = `${base()}/risk-objects`;
  const payload = { kind: 'place', name: 'x' };
  expect((await ask(null, 'POST', url, payload)).body.code).toBe('auth.required');
  expect((await ask(officer('410122'), 'POST', url, payload)).status).toBe(403);
  expect((await ask(worker, 'POST', url, payload)).status).toBe(403);
  expect((await ask(staff('safety_officer', foreign.enterpriseId), 'POST', url, payload)).body.code).toBe(
    'enterprise.not_found',
  );
  const o = await object();
  const inside = `${base(foreign)}/risk-objects/${o.id}`;
  expect((await ask(staff('safety_officer', foreign.enterpriseId), 'GET', inside)).body.code).toBe('row.not_found');
});

test('refusals of form and reference', async () => {
  expect((await ask(safety, 'POST', `${base()}/risk-objects`, { kind: 'cave', name: '' })).body.code).toBe(
    'request.invalid',
  );
  const u = await unit();
  const bad = async (payload: Body) =>
    (await ask(safety, 'POST', `${base()}/risk-events`, { unitId: u.id, name: 'x', ...payload })).body;
  expect(await bad({ ...LEC(3, 6, 14) })).toMatchObject({ code: 'risk.score_not_in_table', field: 'C' });
  expect(await bad({ method: 'LEC', scores: { factors: { L: 3, E: 6 } } })).toMatchObject({
    code: 'risk.score_missing',
    field: 'C',
  });
  expect(await bad({ method: 'direct', scores: { directItems: [] } })).toMatchObject({ code: 'risk.no_direct_item' });
  expect(await bad({ worksheetRow: SHEETS.JHA })).toMatchObject({ code: 'risk.wrong_worksheet' });
  expect(await bad({ ...LEC(6, 6, 15), tier: 'team' })).toMatchObject({
    code: 'risk.tier_too_low',
    params: { least: 'company' },
  });
  const elsewhere = await ask(safety, 'POST', `${base()}/risk-units`, { objectId: crypto.randomUUID(), name: 'x' });
  expect(elsewhere.body).toMatchObject({ code: 'row.not_found', field: 'objectId' });
});

test.each([
  ['LEC', { L: 6, E: 6, C: 15 }, 540, 'red', 'company'],
  ['LEC', { L: 3, E: 6, C: 15 }, 270, 'orange', 'company'],
  ['LEC', { L: 10, E: 1, C: 7 }, 70, 'yellow', 'workshop'],
  ['LEC', { L: 0.5, E: 3, C: 7 }, 10.5, 'blue', 'team'],
  ['LS', { L: 4, S: 5 }, 20, 'red', 'company'],
  ['LS', { L: 3, S: 3 }, 9, 'yellow', 'workshop'],
  ['MES', { M: 3, E: 6, S: 10 }, 180, 'red', 'company'],
])('%s %o = %d is %s, held at %s', async (method, factors, product, grade, tier) => {
  const made = await event({ method, scores: { factors } });
  expect(made).toMatchObject({ grade, liveGrade: grade, tier, arithmetic: { product, grade, method } });
  const a = made.arithmetic as { factors: { scoreLabel: string }[]; edition: string; certainty: string };
  expect(a.factors.every((f) => f.scoreLabel.length > 1)).toBe(true);
  expect(a.edition).toBeTruthy();
  expect(a.certainty).toBeTruthy();
});

test('a direct-red circumstance overrides the product, and the product is still shown', async () => {
  const made = await event({ method: 'LEC', scores: { factors: { L: 0.5, E: 3, C: 7 }, directItems: ['DR-3'] } });
  expect(made).toMatchObject({
    grade: 'red',
    arithmetic: { product: 10.5, scored: 'blue', direct: [{ code: 'DR-3' }] },
  });
});

test('the unit is as grave as its worst risk; moving the risk moves the grade with it', async () => {
  const a = await unit();
  const b = await unit();
  const red = await event(LEC(6, 6, 15), a.id);
  await event(LEC(0.5, 3, 7), a.id);
  const m = await measure(red.id, { dutyPostId: org.posts.worker, checkContent: '查泄爆片' });
  const grade = async (id: string) => (await ask(safety, 'GET', `${base()}/risk-units/${id}`)).body.liveGrade;
  expect(await grade(a.id)).toBe('red');
  expect(await grade(b.id)).toBeNull();
  const moved = await ask(safety, 'PATCH', `${base()}/risk-events/${red.id}`, { version: red.version, unitId: b.id });
  expect(moved.status, JSON.stringify(moved.body)).toBe(200);
  expect([await grade(a.id), await grade(b.id)]).toEqual(['blue', 'red']);
  const item = await asSystem(t.db, (trx) =>
    trx.selectFrom('inspection_item').select('unit_id').where('measure_id', '=', m.id).executeTakeFirstOrThrow(),
  );
  expect(item.unit_id).toBe(b.id);
});

test('a measure with a post and a check has its inspection item, with the cycle of its tier and grade', async () => {
  const risk = await event(LEC(6, 6, 15));
  const m = await measure(risk.id, { checkContent: '查泄爆片', dutyPostId: org.posts.worker });
  expect(m).toMatchObject({
    tier: 'post',
    items: [{ tier: 'post', postId: org.posts.worker, cycleUnit: 'shift', content: '查泄爆片' }],
  });
  const without = await measure(risk.id);
  expect(without.items).toEqual([]);
});

test('each tier below answers too: duties, items, and what is uncovered', async () => {
  const risk = await event(LEC(6, 6, 15));
  expect(risk.uncoveredTiers).toEqual(['company', 'workshop', 'team', 'post']);
  const m = await measure(risk.id, { checkContent: '查泄爆片' });
  const url = `${base()}/measures/${m.id}/duties`;
  const twice = [
    { tier: 'team', postId: org.posts.team },
    { tier: 'team', postId: org.posts.worker },
  ];
  expect((await ask(safety, 'PUT', url, { version: m.version, duties: twice })).body.code).toBe('risk.tier_twice');
  const all = [
    { tier: 'company', postId: org.posts.head },
    { tier: 'workshop', postId: org.posts.workshop },
    { tier: 'team', postId: org.posts.team },
    { tier: 'post', postId: org.posts.worker },
  ];
  const set = await ask(safety, 'PUT', url, { version: m.version, duties: all });
  expect(set.status, JSON.stringify(set.body)).toBe(200);
  expect(
    (set.body.items as { tier: string; cycleUnit: string }[]).map((i) => [i.tier, i.cycleUnit]).toSorted(),
  ).toEqual([
    ['company', 'week'],
    ['post', 'shift'],
    ['team', 'day'],
    ['workshop', 'week'],
  ]);
  const now = (await ask(safety, 'GET', `${base()}/risk-events/${risk.id}`)).body;
  expect(now.uncoveredTiers).toEqual([]);
  const fewer = await ask(safety, 'PUT', url, { version: set.body.version, duties: all.slice(3) });
  expect((fewer.body.items as unknown[]).length).toBe(1);
});

test('two people at once: the second is told what stands now', async () => {
  const u = await unit();
  const url = `${base()}/risk-units/${u.id}`;
  const [a, b] = await Promise.all(
    ['甲改', '乙改'].map((name) => ask(safety, 'PATCH', url, { version: u.version, name })),
  );
  const [won, lost] = a?.status === 200 ? [a, b] : [b, a];
  expect(won?.status).toBe(200);
  expect(lost).toMatchObject({
    status: 409,
    body: { code: 'row.stale', facts: { current: { name: won?.body.name, version: 2 } } },
  });
});

test('review: three people in a firm above size, revision counts, an approved sheet is closed to edits', async () => {
  const risk = await event();
  const url = `${base()}/risk-events/${risk.id}/review`;
  const step = async (who: Actor, command: Body) => {
    const { version } = (await ask(who, 'GET', `${base()}/risk-events/${risk.id}`)).body;
    return ask(who, 'POST', url, { version, command });
  };
  expect((await step(safety, { type: 'approve' })).body.code).toBe('review.wrong_state');
  expect((await step(leader, { type: 'submit' })).body.code).toBe('review.not_author');
  expect((await step(safety, { type: 'submit' })).body.reviewState).toBe('submitted');
  expect((await step(safety, { type: 'review' })).body.code).toBe('review.author_reviews');
  expect((await step(expert, { type: 'review', note: '同意' })).body).toMatchObject({
    reviewState: 'reviewed',
    reviewNote: '同意',
    reviewerName: 'expert',
  });
  expect((await step(leader, { type: 'approve' })).body.code).toBe('review.not_allowed');
  expect((await step(head, { type: 'approve' })).body).toMatchObject({
    reviewState: 'approved',
    reviewedOn: '2026-11-23',
    nextReviewOn: '2027-11-23',
    revision: 1,
    authorName: 'safety_officer',
    approverName: 'enterprise_head',
    reidentification: { state: 'later' },
  });
  const { version } = (await ask(safety, 'GET', `${base()}/risk-events/${risk.id}`)).body;
  const edit = await ask(safety, 'PATCH', `${base()}/risk-events/${risk.id}`, { version, ...LEC(6, 6, 15) });
  expect(edit).toMatchObject({ status: 409, body: { code: 'risk.under_review' } });
  const shown = async (who: Actor) => (await ask(who, 'GET', `${base()}/risk-events/${risk.id}`)).body.commands;
  expect([await shown(worker), await shown(leader)]).toEqual([[], ['revise']]);
  expect((await step(worker, { type: 'revise', reason: '设备变更' })).status).toBe(403);
  expect((await step(safety, { type: 'revise', reason: '设备变更' })).body).toMatchObject({
    reviewState: 'draft',
    revision: 2,
  });
});

test('an ungraded risk cannot be submitted', async () => {
  const risk = await event({ method: undefined, scores: undefined });
  expect(risk.commands).toEqual([]);
  const reply = await ask(safety, 'POST', `${base()}/risk-events/${risk.id}/review`, {
    version: risk.version,
    command: { type: 'submit' },
  });
  expect(reply.body.code).toBe('risk.not_graded');
});

test('copying a unit copies risks as drafts, measures, duties and items', async () => {
  const u = await unit();
  const risk = await event({}, u.id);
  const m = await measure(risk.id, { checkContent: '查', dutyPostId: org.posts.worker });
  await ask(safety, 'PUT', `${base()}/measures/${m.id}/duties`, {
    version: m.version,
    duties: [
      { tier: 'post', postId: org.posts.worker },
      { tier: 'team', postId: org.posts.team },
    ],
  });
  const copy = await made(safety, `risk-units/${u.id}/copy`, { name: '2号除尘器' });
  expect(copy).toMatchObject({ name: '2号除尘器', grade: 'orange', objectId: u.objectId });
  const events = (await ask(safety, 'GET', `${base()}/risk-tree?parentKind=unit&parentId=${copy.id}`)).body
    .rows as Json[];
  expect(events).toHaveLength(1);
  const copied = (await ask(safety, 'GET', `${base()}/risk-events/${events[0]?.id}`)).body;
  expect(copied).toMatchObject({ reviewState: 'draft', measures: [{ duties: [{ tier: 'post' }, { tier: 'team' }] }] });
  expect((copied.measures as { items: unknown[] }[])[0]?.items).toHaveLength(2);
});

test('tree: lazy levels with counts', async () => {
  const o = await object('activity', '一二三');
  const roots = (await ask(worker, 'GET', `${base()}/risk-tree?limit=200`)).body.rows as Json[];
  expect(roots.find((r) => r.id === o.id)).toMatchObject({ kind: 'object', children: 0, name: '一二三' });
  const page = (await ask(worker, 'GET', `${base()}/risk-tree?limit=1`)).body;
  const next = (await ask(worker, 'GET', `${base()}/risk-tree?limit=200&after=${page.next}`)).body.rows as Json[];
  expect(next).toHaveLength(roots.length - 1);
});

test('register: gravest first, keyset walks every row once, filters, and a regulator sees it across its duty', async () => {
  const url = '/api/v1/risks';
  const all = (await ask(safety, 'GET', `${url}?limit=200`)).body as unknown as { rows: Json[]; total: number };
  const ranks = all.rows.map((r) => ['red', 'orange', 'yellow', 'blue', null].indexOf(r.liveGrade as string | null));
  expect(ranks).toEqual(ranks.toSorted());
  const walked: string[] = [];
  let after = '';
  for (;;) {
    const page = (await ask(safety, 'GET', `${url}?limit=3${after && `&after=${after}`}`)).body as unknown as {
      rows: Json[];
      next: string | null;
    };
    walked.push(...page.rows.map((r) => r.id));
    if (!page.next) break;
    after = page.next;
  }
  expect(walked).toEqual(all.rows.map((r) => r.id));
  for (const sort of ['name', 'review'])
    expect(((await ask(safety, 'GET', `${url}?limit=200&sort=${sort}`)).body.rows as Json[]).length).toBe(all.total);
  expect(
    ((await ask(officer('410122'), 'GET', `${url}?liveGrade=red&limit=200`)).body.rows as Json[]).every(
      (r) => r.liveGrade === 'red',
    ),
  ).toBe(true);
  expect((await ask(officer('411302'), 'GET', url)).body.rows as Json[]).toEqual([]);
  expect((await ask(officer('410000'), 'GET', `${url}?sort=name`)).body.code).toBe('list.sort_needs_enterprise');
  expect((await ask(safety, 'GET', `${url}?after=zzz`)).body.code).toBe('page.bad_cursor');
  for (const lacks of ['post', 'item', 'measure', 'grade']) {
    const rows = (await ask(safety, 'GET', `${url}?lacks=${lacks}&limit=200`)).body.rows as (Json & {
      measures: number;
      measuresWithPost: number;
      measuresWithItem: number;
    })[];
    expect(rows.length, lacks).toBeGreaterThan(0);
    for (const r of rows) {
      if (lacks === 'post') expect(r.measuresWithPost).toBeLessThan(r.measures);
      if (lacks === 'item') expect(r.measuresWithItem).toBeLessThan(r.measures);
      if (lacks === 'measure') expect(r.measures).toBe(0);
      if (lacks === 'grade') expect(r.grade).toBeNull();
    }
  }
  const ofPost = (await ask(safety, 'GET', `${url}?postId=${org.posts.head}`)).body.rows as Json[];
  expect(ofPost.length).toBe(0);
});

test('bulk: each row its own result; the inverse undoes it, children included; all-or-nothing writes nothing', async () => {
  const u = await unit();
  const risk = await event({}, u.id);
  const m = await measure(risk.id, { checkContent: '查', dutyPostId: org.posts.worker });
  const url = `${base()}/risk-bulk`;
  const get = async (id: string) => (await ask(safety, 'GET', `${base()}/risk-events/${id}`)).body;
  const v = (await get(risk.id)).version;
  const changes = [
    { entity: 'event', id: risk.id, version: v, set: { tier: 'team' } },
    { entity: 'measure', id: m.id, version: m.version, set: { dutyPostId: org.posts.team } },
    { entity: 'unit', id: u.id, version: 99, set: { state: 'withdrawn' } },
  ];
  const none = (await ask(safety, 'POST', url, { changes, mode: 'all' })).body;
  expect(none).toMatchObject({
    written: false,
    inverse: [],
    results: [{ code: 'risk.tier_too_low' }, { result: 'unchanged' }, { code: 'row.stale' }],
  });
  expect(((await get(risk.id)).measures as Json[])[0]?.dutyPostId).toBe(org.posts.worker);
  const some = (await ask(safety, 'POST', url, { changes, mode: 'good' })).body as unknown as {
    written: boolean;
    results: Json[];
    inverse: Body[];
  };
  expect(some.results.map((r) => r.result)).toEqual(['refused', 'done', 'refused']);
  expect(some.inverse).toHaveLength(1);
  await ask(safety, 'POST', url, { changes: some.inverse });
  expect(((await get(risk.id)).measures as Json[])[0]).toMatchObject({
    dutyPostId: org.posts.worker,
    items: [{ postId: org.posts.worker }],
  });

  const before = await counters();
  const unitNow = (await ask(safety, 'GET', `${base()}/risk-units/${u.id}`)).body.version;
  const gone = (
    await ask(safety, 'POST', url, {
      changes: [{ entity: 'unit', id: u.id, version: unitNow, set: { state: 'withdrawn' } }],
    })
  ).body as unknown as { inverse: Body[] };
  expect(gone.inverse.length).toBe(4); // unit, event, measure, item
  expect(
    (await ask(safety, 'PATCH', `${base()}/risk-units/${u.id}`, { version: Number(unitNow) + 1, name: 'x' })).body.code,
  ).toBe('row.withdrawn');
  const back = (await ask(safety, 'POST', url, { changes: gone.inverse })).body as unknown as { results: Json[] };
  expect(back.results.map((r) => r.result)).toEqual(['done', 'done', 'done', 'done']);
  expect(await counters()).toEqual(before);
  expect(((await get(risk.id)).measures as { items: unknown[] }[])[0]?.items).toHaveLength(1);

  const draft = await event();
  const sent = (
    await ask(safety, 'POST', url, {
      changes: [{ entity: 'event', id: draft.id, version: draft.version, set: { review: 'submit' } }],
    })
  ).body as unknown as { inverse: Body[] };
  expect((await get(draft.id)).reviewState).toBe('submitted');
  await ask(safety, 'POST', url, { changes: sent.inverse });
  expect((await get(draft.id)).reviewState).toBe('draft');
});

test('work-off lists: counts equal rows, and the one-click remedy empties them', async () => {
  const counts = async () => (await ask(safety, 'GET', `${base()}/risk-work`)).body.counts as Record<string, number>;
  const rows = async (list: string) =>
    (await ask(safety, 'GET', `${base()}/risk-work/${list}?limit=200`)).body.rows as (Json & {
      suggestion: Json | null;
    })[];
  for (const list of ['measures_without_post', 'measures_without_item', 'tiers_uncovered', 'posts_without_card']) {
    const shown = await rows(list);
    expect((await counts())[list], list).toBe(shown.length);
    expect(shown.length, list).toBeGreaterThan(0);
    const reply = await ask(safety, 'POST', `${base()}/risk-work/${list}/remedy`, {
      rows: shown.map((r) => ({ id: r.id })),
    });
    expect(reply.status, JSON.stringify(reply.body)).toBe(200);
    const refused = (reply.body.results as { result: string; code?: string }[]).filter((r) => r.result === 'refused');
    expect(
      refused.every((r) => r.code === 'risk.measure_missing'),
      JSON.stringify(refused),
    ).toBe(true);
    expect((await counts())[list], list).toBe(refused.length);
  }
  const ungraded = await rows('risks_ungraded');
  const reply = await ask(safety, 'POST', `${base()}/risk-work/risks_ungraded/remedy`, {
    rows: ungraded.map((r) => ({ id: r.id })),
  });
  expect((reply.body.results as { code: string }[])[0]?.code).toBe('risk.needs_a_person');
  expect((await ask(officer('410122'), 'GET', `${base()}/risk-work`)).status).toBe(200);
  expect(
    (await ask(officer('410122'), 'POST', `${base()}/risk-work/risks_due/remedy`, { rows: [{ id: ungraded[0]?.id }] }))
      .status,
  ).toBe(403);
});

test('a change at the firm makes approved risks due again, and withdrawing it takes that back', async () => {
  const risk = await event();
  for (const [who, command] of [
    [safety, 'submit'],
    [expert, 'review'],
    [head, 'approve'],
  ] as const) {
    const { version } = (await ask(who, 'GET', `${base()}/risk-events/${risk.id}`)).body;
    await ask(who, 'POST', `${base()}/risk-events/${risk.id}/review`, { version, command: { type: command } });
  }
  t.clock.time = new Date('2026-12-20T02:00:00Z');
  expect(
    (
      await ask(safety, 'POST', `${base()}/risk-changes`, {
        kind: 'equipment',
        happenedOn: '2027-01-01',
        note: '换滤筒',
      })
    ).body.code,
  ).toBe('risk.change_in_future');
  const note = await made(safety, 'risk-changes', {
    kind: 'equipment',
    happenedOn: '2026-12-18',
    note: '换滤筒',
    objectId: risk.objectId,
  });
  expect(note.affected).toBe(1);
  const due = async () => (await ask(safety, 'GET', `${base()}/risk-events/${risk.id}`)).body.reidentification;
  expect(await due()).toMatchObject({ state: 'soon', reason: 'change', dueOn: '2027-01-17' });
  const listed = async () =>
    ((await ask(safety, 'GET', `${base()}/risk-work/risks_due?limit=200`)).body.rows as Json[]).some(
      (r) => r.id === risk.id,
    );
  expect(await listed()).toBe(true);
  await ask(safety, 'POST', `${base()}/risk-changes/${note.id}/withdraw`, { version: note.version });
  expect(await listed()).toBe(false);
  t.clock.time = new Date('2027-11-01T02:00:00Z');
  expect(await due()).toMatchObject({ state: 'soon', reason: 'periodic', daysLeft: 22 });
  expect(await listed()).toBe(true);
  t.clock.time = new Date('2026-11-23T02:00:00Z');
});

test('the morning reminder tells a firm once a week how many risks are due', async () => {
  const year = new Date('2027-11-15T00:00:00Z');
  expect(await remindReviews(t.db, year)).toBe(1);
  expect(await remindReviews(t.db, year)).toBe(0);
  const rows = await asSystem(t.db, (trx) =>
    trx
      .selectFrom('notice')
      .select(['to_role', 'params'])
      .where('topic', '=', 'enterprise.risks_due')
      .orderBy('to_role')
      .execute(),
  );
  expect(rows.map((r) => r.to_role)).toEqual(['enterprise_head', 'safety_officer']);
  const listed = (await ask(safety, 'GET', `${base()}/risk-work`)).body;
  expect(Number((rows[0]?.params as { count: number } | undefined)?.count)).toBeGreaterThan(0);
  expect(listed.counts).toBeDefined();
  expect(await remindReviews(t.db, new Date('2027-11-23T00:00:00Z'))).toBe(1);
});

test('stopping a unit or withdrawing a measure cancels the tasks that wait there', async () => {
  const u = await unit();
  const risk = await event({}, u.id);
  const m = await measure(risk.id, { checkContent: '查', dutyPostId: org.posts.worker });
  const item = (m.items as Json[])[0]?.id ?? '';
  const open = async () => {
    const id = crypto.randomUUID();
    await asSystem(t.db, (trx) =>
      trx
        .insertInto('inspection_task')
        .values({
          enterprise_id: e.enterpriseId,
          city_code: e.cityCode,
          county_code: e.countyCode,
          sector: e.sector,
          park_id: null,
          id,
          item_id: item,
          unit_id: u.id,
          post_id: org.posts.worker,
          window_start: new Date('2026-11-23T00:00:00Z'),
          due_at: new Date('2026-11-23T09:00:00Z'),
          day: '2026-11-23',
        })
        .execute(),
    );
    return id;
  };
  const state = (id: string) =>
    asSystem(
      t.db,
      async (trx) =>
        (await trx.selectFrom('inspection_task').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state,
    );
  const first = await open();
  const stop = await ask(safety, 'PATCH', `${base()}/risk-units/${u.id}`, {
    version: (await ask(safety, 'GET', `${base()}/risk-units/${u.id}`)).body.version,
    stopped: true,
  });
  expect(stop.body.code).toBe('risk.stop_reason_missing');
  const version = (await ask(safety, 'GET', `${base()}/risk-units/${u.id}`)).body.version;
  expect(
    (await ask(safety, 'PATCH', `${base()}/risk-units/${u.id}`, { version, stopped: true, stoppedReason: '检修' })).body
      .stopped,
  ).toBe(true);
  expect(await state(first)).toBe('cancelled');
  const second = await open();
  const now = (await ask(safety, 'GET', `${base()}/risk-events/${risk.id}`)).body.measures as Json[];
  await ask(safety, 'POST', `${base()}/risk-bulk`, {
    changes: [{ entity: 'measure', id: m.id, version: now[0]?.version, set: { state: 'withdrawn' } }],
  });
  expect(await state(second)).toBe('cancelled');
});

/** Counters waiting to be folded, summed: what the screens would show. */
const counters = () =>
  asSystem(t.db, async (trx) => {
    const { rows } = await sql<{ metric: string; n: number }>`select metric, sum(n)::int as n from rollup_queue
      where metric like 'risks%' or metric like 'units%' or metric like 'measures%' or metric like 'items%' or metric like 'enterprises_covered'
      group by metric having sum(n) <> 0 order by metric`.execute(trx);
    return Object.fromEntries(rows.map((r) => [r.metric, r.n]));
  });

test('the counters equal a recount of the tables', async () => {
  const counted = await asSystem(t.db, async (trx) => {
    const { rows } = await sql<{ metric: string; n: number }>`
      select 'risks_total' as metric, count(*)::int as n from risk_event where state = 'active'
      union all select 'risks_' || live_grade, count(*)::int from risk_event where state = 'active' and live_grade is not null group by live_grade
      union all select 'risks_approved', count(*)::int from risk_event where state = 'active' and review_state = 'approved'
      union all select 'units_total', count(*)::int from risk_unit where state = 'active'
      union all select 'units_' || live_grade, count(*)::int from risk_unit where state = 'active' and live_grade is not null group by live_grade
      union all select 'measures_total', count(*)::int from control_measure where state = 'active'
      union all select 'measures_controlled', count(*)::int from control_measure where state = 'active' and duty_post_id is not null and coalesce(check_content, '') <> ''
      union all select 'items_total', count(*)::int from inspection_item where state = 'active'
      union all select 'enterprises_covered', count(*)::int from enterprise where covered`.execute(trx);
    return Object.fromEntries(rows.filter((r) => r.n > 0).map((r) => [r.metric, r.n]));
  });
  expect(await counters()).toEqual(counted);
  expect(counted.enterprises_covered).toBe(1);
});
