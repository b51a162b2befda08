import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asSystem } from '../../platform/db/database.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { officer } from '../../testing/world.ts';
import { makeOrg, type TestOrg } from '../risk/testing.ts';
import { frozenAssessment, makePark, ok, refusal, runOver, smallFile, type TestPark, until } from './testing.ts';

let t: TestApp;
let p: TestPark;
let base: string;
let own: string;
let org: TestOrg;
let assessment: { id: string; runId: string };
const whole = smallFile();
/** The first two enterprises of the file are those of the park; a home stands next to the chlorine. */
const file = smallFile({
  enterprises: whole.enterprises.map((e, i) => ({ ...e, name: ['甲化工（虚构）', '乙化工（虚构）'][i] ?? e.name })),
  targets: [{ id: 'school', name: '学校（虚构）', targetClass: 'high-sensitivity', xM: 150, yM: 0 }],
  measures: { vessels: 4 },
  state: 'in-service',
});
beforeAll(async () => {
  t = await makeTestApp();
  p = await makePark(t);
  base = `/api/v1/parks/${p.parkId}`;
  own = `/api/v1/enterprises/${p.enterprises[0].enterpriseId}/park-work-items`;
  org = await makeOrg(t, p.enterprises[0]);
  assessment = await frozenAssessment(t, p, file);
}, 60_000);
afterAll(() => t.close());

type Item = {
  id: string;
  version: number;
  state: string;
  rank: number;
  kind: string;
  enterpriseId: string | null;
  removedPerYear: number | null;
  measure: string | null;
  vesselId: string | null;
  control: { measureId: string; unitId: string; itemId: string } | null;
};
const post = (url: string, payload: object = {}) => ({ method: 'POST' as const, url, payload });
const list = (who = p.officer, query = '?limit=200') =>
  ok<{ rows: Item[]; next: string | null }>(t, who, { url: `${base}/work-items${query}` });

describe('the work list', () => {
  test('is made of a frozen assessment, once: measures to those who are here, what breaks a limit to the park', async () => {
    const made = await ok<{ made: number; alreadyThere: number; withoutEnterprise: number }>(
      t,
      p.officer,
      post(`${base}/assessments/${assessment.id}/work-items`, { top: 200 }),
    );
    expect(made.made).toBeGreaterThan(3);
    const { rows } = await list();
    expect(rows.map((r) => r.kind)).toEqual(expect.arrayContaining(['target', 'measure']));
    const notices = await ok<{ rows: { topic: string }[] }>(t, p.safety[0], { url: '/api/v1/notices' });
    expect(notices.rows.map((n) => n.topic)).toContain('park_work_item.park_measures');
    const measures = rows.filter((r) => r.kind === 'measure');
    expect(measures.map((r) => r.rank)).toEqual(measures.map((r) => r.rank).toSorted((a, b) => a - b));
    expect(measures.every((r) => (r.removedPerYear ?? 0) > 0)).toBe(true);
    const again = await ok<{ made: number; alreadyThere: number }>(
      t,
      p.officer,
      post(`${base}/assessments/${assessment.id}/work-items`, { top: 200 }),
    );
    expect(again).toMatchObject({ made: 0, alreadyThere: measures.length });
    const paged: Item[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const page: { rows: Item[]; next: string | null } = await list(
        p.officer,
        `?limit=2${next === '' ? '' : `&after=${next}`}`,
      );
      paged.push(...page.rows);
      next = page.next;
    }
    expect(paged.map((r) => r.id)).toEqual(rows.map((r) => r.id));
  });

  test('an item is assigned, done by the enterprise, sent back and verified by the park; each judges only what is his to judge', async () => {
    const { rows } = await ok<{ rows: Item[] }>(t, p.safety[0], { url: own });
    const item = rows[0];
    if (!item) throw new Error('no item');
    const act = (version: number, command: string, more = {}) =>
      post(`${own}/${item.id}/act`, { version, command, ...more });
    expect(await refusal(t, p.safety[0], act(item.version, 'assign'))).toMatchObject({
      status: 422,
      code: 'park.item_needs',
    });
    const assigned = await ok<Item>(
      t,
      p.safety[0],
      act(item.version, 'assign', { owner: '张工', deadline: '2026-12-31' }),
    );
    expect(await refusal(t, p.safety[0], act(assigned.version, 'verify'))).toMatchObject({
      status: 409,
      code: 'park.item_side',
    });
    expect(await refusal(t, p.safety[0], act(item.version, 'done', { note: 'x' }))).toMatchObject({
      status: 409,
      code: 'row.stale',
    });
    const done = await ok<Item>(t, p.safety[0], act(assigned.version, 'done', { note: '已加装切断阀' }));
    const back = await ok<Item>(t, p.officer, act(done.version, 'send_back', { note: '未联锁' }));
    expect(back.state).toBe('assigned');
    const again = await ok<Item>(t, p.safety[0], act(back.version, 'done', { note: '已联锁' }));
    expect(await ok<Item>(t, p.officer, act(again.version, 'verify'))).toMatchObject({ state: 'verified' });
    expect(await refusal(t, p.safety[1], { url: own })).toMatchObject({ status: 404, code: 'enterprise.not_found' });
    expect(await refusal(t, officer('410122'), act(1, 'verify'))).toMatchObject({ status: 403 });
  });

  test('one of the park’s own is worked off by two people', async () => {
    const { rows } = await list(p.officer, '?whose=park');
    const item = rows.find((r) => r.kind === 'target');
    if (!item) throw new Error('no item');
    const act = (version: number, command: string, more = {}) =>
      post(`${base}/work-items/${item.id}/act`, { version, command, ...more });
    const assigned = await ok<Item>(
      t,
      p.officer,
      act(item.version, 'assign', { owner: '管委会', deadline: '2026-11-01' }),
    );
    expect(assigned).toMatchObject({ state: 'assigned', overdue: true });
    const done = await ok<Item>(t, p.officer, act(assigned.version, 'done', { note: '已搬迁' }));
    expect(await refusal(t, p.officer, act(done.version, 'verify'))).toMatchObject({
      status: 409,
      code: 'park.own_verification',
    });
    expect(await ok<Item>(t, p.reviewer, act(done.version, 'verify'))).toMatchObject({ state: 'verified' });
  });

  test('turned into a control it stands in the enterprise’s chain and its tasks follow; a second one of the vessel joins the same unit', async () => {
    const { rows } = await ok<{ rows: Item[] }>(t, p.safety[0], { url: `${own}?state=proposed&limit=200` });
    const first = rows.find((r) => rows.filter((x) => x.vesselId === r.vesselId).length > 1);
    const second = rows.find((r) => r.vesselId === first?.vesselId && r.id !== first?.id);
    if (!first || !second) throw new Error('two items of one vessel are needed');
    const control = (item: Item, more = {}) =>
      post(`${own}/${item.id}/control`, { version: item.version, dutyPostId: org.posts.worker, everyDays: 3, ...more });
    expect(await refusal(t, p.safety[0], control(first, { dutyPostId: crypto.randomUUID() }))).toMatchObject({
      status: 422,
      code: 'row.not_found',
    });
    expect(await refusal(t, p.officer, control(first))).toMatchObject({ status: 403 });
    const turned = await ok<Item>(t, p.safety[0], control(first));
    expect(turned).toMatchObject({
      state: 'assigned',
      control: { measureId: expect.any(String), itemId: expect.any(String) },
    });
    expect(await refusal(t, p.safety[0], control({ ...first, version: turned.version }))).toMatchObject({
      status: 409,
      code: 'park.item_has_control',
    });
    const tasks = await until(
      () =>
        asSystem(t.db, (trx) =>
          trx
            .selectFrom('inspection_task')
            .selectAll()
            .where('item_id', '=', turned.control?.itemId ?? '')
            .execute(),
        ),
      (found) => found.length > 0,
    );
    expect(tasks[0]).toMatchObject({ post_id: org.posts.worker, state: 'open' });
    const joined = await ok<Item>(t, p.safety[0], control(second));
    expect(joined.control?.unitId).toBe(turned.control?.unitId);
    const { rows: units } = await ok<{ rows: { name: string }[] }>(t, p.safety[0], {
      url: `/api/v1/enterprises/${p.enterprises[0].enterpriseId}/risk-tree`,
    });
    expect(units.length).toBe(1);
  });
});

test('an enterprise sees its own vessels, its share and its measures, and nothing that names a neighbour’s', async () => {
  const url = `/api/v1/enterprises/${p.enterprises[0].enterpriseId}/park-risk`;
  const seen = await ok<{
    own: { share: number; vessels: { id: string }[]; measures: { vesselId: string }[]; targets: { breaks: boolean }[] };
  }>(t, p.safety[0], { url });
  const mine = file.vessels.filter((v) => v.enterpriseId === file.enterprises[0]?.id).map((v) => v.id);
  const theirs = file.vessels.filter((v) => v.enterpriseId !== file.enterprises[0]?.id);
  expect(seen.own.vessels.map((v) => v.id).sort()).toEqual(mine.sort());
  expect(seen.own.targets.some((x) => x.breaks)).toBe(true);
  const text = JSON.stringify(seen);
  for (const v of theirs) for (const word of [v.id, v.name]) expect(text).not.toContain(`"${String(word)}"`);
  expect(await refusal(t, p.safety[1], { url })).toMatchObject({ status: 404 });
  for (const path of ['vessels', 'assessments', `assessments/${assessment.id}/result`, 'work-items'])
    expect(await refusal(t, p.safety[0], { url: `${base}/${path}` })).toMatchObject({ status: 403 });
});

describe('the access check of a proposed plant', () => {
  const tank = (change = {}) => ({
    tag: 'N-1',
    name: '拟建液氯罐',
    kind: 'pressurised',
    substance: '氯',
    volumeM3: 60,
    fillFraction: 0.8,
    pressurePa: 8e5,
    temperatureK: 293,
    lon: 114.31,
    lat: 34.805,
    ...change,
  });
  const check = (vessels: object[], more = {}) =>
    post(`${base}/project-checks`, {
      assessmentId: assessment.id,
      name: '扩建',
      applicant: '丙化工（虚构）',
      limits: 'in-service',
      vessels,
      ...more,
    });
  type Check = {
    id: string;
    runId: string;
    verdict: string | null;
    findings: {
      targets: { id: string; change: string; afterPerYear: number; beforePerYear: number }[];
      pllAfterPerYear: number;
      pllBeforePerYear: number;
    };
  };
  const judged = async (request: ReturnType<typeof check>): Promise<Check> => {
    const opened = await ok<Check>(t, p.officer, request);
    expect(opened.verdict).toBeNull();
    expect(await runOver(t, p.officer, { parkId: p.parkId, runId: opened.runId })).toMatchObject({ state: 'done' });
    return await ok<Check>(t, p.officer, { url: `${base}/project-checks/${opened.id}` });
  };

  test('beside a school that already sees too much it makes that worse; far away and harmless it stays within', async () => {
    const near = await judged(check([tank({ lon: 114.3015, lat: 34.8008 })]));
    expect(near.verdict).toBe('worsens_broken');
    expect(near).toMatchObject({ limits: 'in-service', runState: 'done', given: [{ tag: 'N-1', lon: 114.3015 }] });
    expect(near.findings.targets[0]).toMatchObject({ id: 'school', change: 'worse' });
    expect(near.findings.pllAfterPerYear).toBeGreaterThan(near.findings.pllBeforePerYear);
    const far = await judged(
      check([
        tank({ substance: '甲醇', kind: 'atmospheric', pressurePa: 101_325, volumeM3: 5, lon: 114.318, lat: 34.815 }),
      ]),
    );
    expect(far.findings.targets).toEqual([]);
  });

  test('what makes no sense, or is asked of a draft, is refused', async () => {
    expect(await refusal(t, p.officer, check([tank({ fillFraction: 2 })]))).toMatchObject({
      status: 422,
      code: 'input.out_of_range',
      field: 'vessels.0.fillFraction',
    });
    expect(await refusal(t, p.officer, check([tank(), tank({ tag: 'N-2' })]))).toMatchObject({
      status: 422,
      code: 'vessel.on_top_of_another',
      field: 'vessels.0.lon',
      params: { other: 'N-2 拟建液氯罐' },
    });
    const draft = await ok<{ id: string }>(t, p.officer, post(`${base}/assessments`, { title: '草稿' }));
    expect(await refusal(t, p.officer, check([tank()], { assessmentId: draft.id }))).toMatchObject({
      status: 409,
      code: 'park.not_frozen',
    });
    expect(await refusal(t, p.officer, post(`${base}/assessments/${draft.id}/work-items`))).toMatchObject({
      status: 409,
      code: 'park.not_frozen',
    });
  });
});
