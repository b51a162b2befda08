import type { Worker } from 'node:worker_threads';
import { contentHash } from '@yufang/qra/assessment/input-hash';
import { runParkAssessment } from '@yufang/qra/assessment/run';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSystem } from '../../platform/db/database.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { officer } from '../../testing/world.ts';
import { readPark } from './reach.ts';
import { RunQueue } from './run-queue.ts';
import { queueRun, sweepRuns } from './run-rows.ts';
import { makePark, ok, refusal, runOver, smallFile, type TestPark, until, upload } from './testing.ts';

let t: TestApp;
let p: TestPark;
let base: string;
beforeAll(async () => {
  t = await makeTestApp();
  p = await makePark(t);
  base = `/api/v1/parks/${p.parkId}`;
});
afterAll(() => t.close());

type Run = {
  id: string;
  state: string;
  code: string | null;
  ahead: number;
  resultHash: string | null;
  sameBits: boolean | null;
  overall: number;
};
type Assessment = {
  id: string;
  version: number;
  state: string;
  resultRunId: string | null;
  resultHash: string | null;
  readiness: { code: string; level: string; params: Record<string, unknown> }[];
};
const post = (url: string, payload: object = {}) => ({ method: 'POST' as const, url, payload });
const draft = (file: object) =>
  ok<Assessment>(t, p.officer, upload(`${base}/assessments/file?title=test`, JSON.stringify(file)));
const start = (id: string) => ok<Run>(t, p.officer, post(`${base}/assessments/${id}/runs`));
const over = (runId: string) => runOver(t, p.officer, { parkId: p.parkId, runId });
const slow = (id: string) => smallFile({ id, domino: { histories: 4_000_000, seed: 1 } });

test('computed by the engine itself, frozen by another person, run again to the same bits', async () => {
  const file = smallFile();
  const made = await draft(file);
  expect(made).toMatchObject({ state: 'draft', resultRunId: null });
  const step = (name: string, version: number, more = {}) =>
    post(`${base}/assessments/${made.id}/${name}`, { version, ...more });
  const submitted = await ok<Assessment>(t, p.officer, step('submit', made.version));
  expect(await refusal(t, p.officer, step('freeze', submitted.version))).toMatchObject({
    status: 409,
    code: 'park.own_review',
  });
  expect(await refusal(t, p.reviewer, step('freeze', submitted.version))).toMatchObject({
    status: 409,
    code: 'park.not_computed',
  });
  const back = await ok<Assessment>(t, p.reviewer, step('send-back', submitted.version, { reason: '缺少乙公司' }));
  expect(back).toMatchObject({ state: 'draft', reason: '缺少乙公司' });
  const run = await start(made.id);
  const done = await over(run.id);
  expect(done).toMatchObject({ state: 'done', code: null, sameBits: null });
  const alone = await runParkAssessment(file, { threads: 1 });
  if (!alone.ok) throw new Error(alone.code);
  expect(done.resultHash).toBe(contentHash(alone.value.result));
  const kept = await ok<{ result: object; directory: { vessels: object[] } }>(t, p.officer, {
    url: `${base}/assessments/${made.id}/result`,
  });
  // What comes back from the database is still what its hash names.
  expect(contentHash(kept.result)).toBe(done.resultHash);
  expect(kept.directory.vessels).toHaveLength(8);
  const again = await ok<Assessment>(t, p.officer, step('submit', back.version));
  const frozen = await ok<Assessment>(t, officer('410122'), step('freeze', again.version));
  expect(frozen).toMatchObject({ state: 'frozen', resultHash: done.resultHash, resultRunId: run.id });
  expect(await refusal(t, p.officer, step('submit', frozen.version))).toMatchObject({
    status: 409,
    code: 'park.assessment_state',
  });
  expect(await over((await start(made.id)).id)).toMatchObject({
    state: 'done',
    sameBits: true,
    resultHash: done.resultHash,
  });
  // The file that is handed out is the same input.
  const input = await t.as(p.officer, { url: `${base}/assessments/${made.id}/input` });
  const body = typeof input.body === 'string' ? JSON.parse(input.body) : input.body;
  expect(contentHash(body)).toBe((frozen as unknown as { inputHash: string }).inputHash);
});

test.each([
  ['NaN', JSON.stringify(smallFile()).replace('"volumeM3":40', '"volumeM3":NaN'), 'park.file_not_json'],
  ['an infinite figure', JSON.stringify(smallFile()).replace('"volumeM3":40', '"volumeM3":1e999'), 'input.not_finite'],
  ['a misspelt field', JSON.stringify({ ...smallFile(), vesels: [] }), 'input.unknown_field'],
  ['text for a number', JSON.stringify(smallFile()).replace('"volumeM3":40', '"volumeM3":"40"'), 'input.not_a_number'],
  ['a shifted reference system', JSON.stringify(smallFile()).replace('CGCS2000', 'GCJ-02'), 'input.not_one_of'],
  ['no JSON', '\xff\xfe not json', 'park.file_not_json'],
])('a park file with %s is refused', async (_, text, code) => {
  expect(await refusal(t, p.officer, upload(`${base}/assessments/file`, text))).toMatchObject({ status: 422, code });
});

const vessel = (change: object) =>
  smallFile({ vessels: smallFile().vessels.map((v, i) => (i === 0 ? { ...v, ...change } : v)) });
test.each([
  ['a negative mass', vessel({ fillFraction: -0.1 }), 'input.out_of_range'],
  ['an unknown substance', vessel({ substance: '神仙水' }), 'substance.unknown'],
  ['a tank on top of another', vessel({ xM: 14, yM: 0 }), 'vessel.on_top_of_another'],
  ['1e9 kg', vessel({ volumeM3: 199_999, fillFraction: 0.9 }), 'vessel.inventory_too_large'],
  [
    'wind shares that are no year',
    smallFile({ weather: [{ stability: 'D', windSpeedMS: 5, dayShare: 0.5, sectorShare: Array(8).fill(0.05) }] }),
    'weather.not_one',
  ],
  [
    'a 100 km grid',
    smallFile({ grid: { originXM: -5e4, originYM: -5e4, widthM: 1e5, heightM: 1e5, stepM: 10 } }),
    'grid.too_many_nodes',
  ],
  ['no vessel', smallFile({ vessels: [] }), 'park_ready.no_vessels'],
])('an assessment of %s says so, and is neither submitted nor computed', async (_, file, code) => {
  const made = await draft(file);
  expect(made.readiness).toContainEqual(expect.objectContaining({ level: 'blocks', code }));
  expect(
    await refusal(t, p.officer, post(`${base}/assessments/${made.id}/submit`, { version: made.version })),
  ).toMatchObject({ status: 409, code: 'park.not_ready' });
  expect(await refusal(t, p.officer, post(`${base}/assessments/${made.id}/runs`))).toMatchObject({
    status: 409,
    code: 'park.not_ready',
  });
});

test('a receiver inside a vessel gets a bounded risk', async () => {
  const first = smallFile().vessels[0];
  const inside = smallFile({
    targets: [{ id: 'in', name: '罐内', targetClass: 'class-3', xM: first?.xM, yM: first?.yM }],
    domino: null,
    measures: { vessels: 0 },
  });
  const made = await draft(inside);
  expect(await over((await start(made.id)).id)).toMatchObject({ state: 'done' });
  const { result } = await ok<{ result: { targets: { riskPerYear: number }[] } }>(t, p.officer, {
    url: `${base}/assessments/${made.id}/result`,
  });
  expect(result.targets[0]?.riskPerYear).toBeGreaterThan(0);
  expect(result.targets[0]?.riskPerYear).toBeLessThan(1);
});

test('two runs at once: one computes, the other waits its turn; the same inputs are not queued twice; both end with their own result', async () => {
  const [a, b] = [await draft(smallFile({ id: 'a' })), await draft(smallFile({ id: 'b', domino: null }))];
  const [first, second] = [await start(a.id), await start(b.id)];
  expect(await refusal(t, p.officer, post(`${base}/assessments/${b.id}/runs`))).toMatchObject({
    status: 409,
    code: 'park.run_already_queued',
  });
  expect((await ok<Run>(t, p.officer, { url: `${base}/runs/${second.id}` })).state).toBe('queued');
  const [x, y] = [await over(first.id), await over(second.id)];
  expect([x.state, y.state]).toEqual(['done', 'done']);
  expect(x.resultHash).not.toBe(y.resultHash);
});

test('cancelled while it waits and while it runs: both say so, and what was cancelled can be run again', async () => {
  const [a, b] = [await draft(slow('long')), await draft(smallFile({ id: 'waits' }))];
  const [running, waiting] = [await start(a.id), await start(b.id)];
  const cancel = (id: string) => ok<Run>(t, p.officer, post(`${base}/runs/${id}/cancel`));
  expect(await cancel(waiting.id)).toMatchObject({ state: 'cancelled', code: 'run.cancelled' });
  await until(
    () => ok<Run>(t, p.officer, { url: `${base}/runs/${running.id}` }),
    (r) => r.state === 'running',
  );
  await cancel(running.id);
  expect(await over(running.id)).toMatchObject({ state: 'cancelled', code: 'run.cancelled', resultHash: null });
  expect(await refusal(t, p.officer, post(`${base}/runs/${running.id}/cancel`))).toMatchObject({
    status: 409,
    code: 'park.run_over',
  });
  expect(await over((await start(b.id)).id)).toMatchObject({ state: 'done' });
  expect(await refusal(t, p.officer, { url: `${base}/runs/${running.id}/result` })).toMatchObject({
    status: 404,
    code: 'park.no_result',
  });
});

test('a thread that dies leaves a failed run with its code, and the next run is computed', async () => {
  const made = await draft(slow('dies'));
  const kill = (worker: Worker): void => void worker.once('online', () => worker.terminate());
  process.once('worker', kill);
  expect(await over((await start(made.id)).id)).toMatchObject({ state: 'failed', code: 'run.worker_failed' });
  const next = await draft(smallFile({ id: 'after', domino: null, measures: { vessels: 0 } }));
  expect(await over((await start(next.id)).id)).toMatchObject({ state: 'done' });
});

test('a server that fell silent: its run is tried once more, then it failed', async () => {
  const made = await draft(smallFile({ id: 'silent', domino: null, measures: { vessels: 0 } }));
  const put = (attempts: number) =>
    asSystem(t.db, async (trx) => {
      const row = await trx
        .selectFrom('park_assessment')
        .selectAll()
        .where('id', '=', made.id)
        .executeTakeFirstOrThrow();
      const id = crypto.randomUUID();
      await trx
        .insertInto('park_run')
        .values({
          ...{
            id,
            park_id: p.parkId,
            city_code: '410100',
            county_code: '410122',
            assessment_id: made.id,
            input_hash: row.input_hash,
          },
          ...{
            state: 'running',
            server: 'gone',
            attempts,
            requested_by: 'x',
            requested_name: 'x',
            requested_at: t.clock.now(),
          },
          ...{ started_at: t.clock.now(), beat_at: new Date(Date.now() - 60_000) },
        })
        .execute();
      return id;
    });
  const [once, twice] = [await put(1), await put(2)];
  expect(await sweepRuns(t.db, t.clock.now())).toBe(2);
  expect(await over(twice)).toMatchObject({ state: 'failed', code: 'run.server_stopped' });
  expect((await ok<Run>(t, p.officer, { url: `${base}/runs/${once}` })).state).toBe('queued');
  // Whatever is queued next wakes the queue; the one left over goes first.
  const other = await draft(smallFile({ id: 'wakes', domino: null, measures: { vessels: 0 } }));
  await start(other.id);
  expect(await over(once)).toMatchObject({ state: 'done' });
});

test('a server that stops in good order gives its run back to the queue', async () => {
  const made = await draft(slow('handed-back'));
  const other = new RunQueue(t.db, t.clock, (error) => {
    throw error;
  });
  const id = await asSystem(t.db, async (trx) => {
    const park = await readPark(trx, p.parkId);
    const row = await trx
      .selectFrom('park_assessment')
      .select('input_hash')
      .where('id', '=', made.id)
      .executeTakeFirstOrThrow();
    if (!park) throw new Error('no park');
    const act = { trx, park, actor: p.officer, now: t.clock.now() };
    return await queueRun(act, { assessmentId: made.id, inputHash: row.input_hash, projectCheckId: null });
  });
  const see = () => ok<Run>(t, p.officer, { url: `${base}/runs/${id}` });
  other.wake();
  await until(see, (r) => r.state === 'running');
  await other.stop();
  expect(await see()).toMatchObject({ state: 'queued', overall: 0 });
  await ok(t, p.officer, post(`${base}/runs/${id}/cancel`));
});

test('a draft of the inventory says when the inventory moved on, takes it anew, and a run of what it was before does not stand for it', async () => {
  const own = `/api/v1/enterprises/${p.enterprises[0].enterpriseId}/park-vessels`;
  type Seen = {
    id: string;
    version: number;
    inventoryMoved: boolean;
    inputHash: string;
    vessels: number;
    resultRunId: string | null;
  };
  const named = smallFile({
    enterprises: smallFile().enterprises.map((e, i) => (i === 0 ? { ...e, name: '甲化工（虚构）' } : e)),
    domino: null,
    measures: { vessels: 0 },
  });
  await ok(t, p.officer, upload(`${base}/import?mode=good`, JSON.stringify(named)));
  const made = await ok<Seen>(t, p.officer, post(`${base}/assessments`, { title: '库存' }));
  expect(made).toMatchObject({ inventoryMoved: false, vessels: 3 });
  expect(await over((await start(made.id)).id)).toMatchObject({ state: 'done' });
  const see = () => ok<Seen>(t, p.officer, { url: `${base}/assessments/${made.id}` });
  expect((await see()).resultRunId).not.toBeNull();
  const { rows } = await ok<{ rows: { id: string; version: number }[] }>(t, p.safety[0], { url: own });
  const payload = { version: rows[0]?.version, fillFraction: 0.4 };
  await ok(t, p.safety[0], { method: 'PATCH', url: `${own}/${rows[0]?.id}`, payload });
  // Not confirmed yet: what assessments take is what it was.
  expect(await see()).toMatchObject({ inventoryMoved: false });
  await ok(t, p.safety[0], post(`${own}/submit`));
  await ok(t, p.officer, post(`${base}/vessels/confirm`));
  expect(await see()).toMatchObject({ inventoryMoved: true });
  const fresh = await ok<Seen>(t, p.officer, post(`${base}/assessments/${made.id}/refresh`, { version: made.version }));
  expect(fresh).toMatchObject({ inventoryMoved: false, resultRunId: null });
  expect(fresh.inputHash).not.toBe(made.inputHash);
  expect(
    await refusal(t, p.officer, post(`${base}/assessments/${made.id}/refresh`, { version: made.version })),
  ).toMatchObject({ status: 409, code: 'row.stale' });
});

test('progress is told as it goes and the stream ends with the run', async () => {
  await t.app.listen({ port: 0, host: '127.0.0.1' });
  const made = await draft(smallFile({ id: 'stream' }));
  const run = await start(made.id);
  const address = t.app.server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const reply = await fetch(`http://127.0.0.1:${port}${base}/runs/${run.id}/progress`, {
    headers: { 'x-test-actor': p.officer.assignmentId },
  });
  const text = await reply.text();
  const seen = [...text.matchAll(/^data: (.*)$/gm)].map((m) => JSON.parse(m[1] ?? '{}') as Run);
  expect(seen.at(-1)).toMatchObject({ state: 'done', overall: 1 });
  expect(seen.map((s) => s.overall)).toEqual(seen.map((s) => s.overall).toSorted((x, y) => x - y));
  expect(await refusal(t, officer('411302'), { url: `${base}/runs/${run.id}/progress` })).toMatchObject({
    status: 404,
    code: 'park.not_found',
  });
});
