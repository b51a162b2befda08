import { readFileSync } from 'node:fs';
import { contentHash } from '@yufang/qra/assessment/input-hash';
import type { ParkInput } from '@yufang/qra/assessment/park-input';
import type { ParkResult } from '@yufang/qra/assessment/park-result';
import { runParkAssessment } from '@yufang/qra/assessment/run';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../platform/clock/clock.ts';
import type { Actor } from '../../platform/db/actor.ts';
import { asSystem } from '../../platform/db/database.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { actor, officer } from '../../testing/world.ts';
import type { Sheet } from '../paper/sheet.ts';
import type { ReportFacts } from './facts.ts';
import { parkReport } from './report.ts';

const EXAMPLE = new URL('../../../../../seeds/demo/park/example-park.json', import.meta.url);
const PARK = newId();
let t: TestApp;
let input: ParkInput;
let result: ParkResult;

beforeAll(async () => {
  t = await makeTestApp();
  const example: ParkInput = JSON.parse(readFileSync(EXAMPLE, 'utf8'));
  const grid = { originXM: -2500, originYM: -2500, widthM: 5000, heightM: 5000, stepM: 100 };
  input = { ...example, grid, domino: { histories: 2000, seed: 1 }, measures: { vessels: 2 } };
  const ran = await runParkAssessment(input, { threads: 1 });
  if (!ran.ok) throw new Error(ran.code);
  result = ran.value.result;
  await asSystem(t.db, (trx) =>
    trx
      .insertInto('park')
      .values({ id: PARK, name: '测试园区（虚构）', county_code: '410122', city_code: '410100', invented: true })
      .execute(),
  );
});
afterAll(() => t.close());

const head: ReportFacts['head'] = {
  parkName: '测试园区',
  title: '测试',
  place: null,
  number: 1,
  state: '已定版',
  author: '甲',
  reviewer: '乙',
  frozenOn: '2026-11-23',
  printedOn: '2026-11-23',
  resultHash: 'f'.repeat(64),
  invented: false,
};
const facts = (more: Partial<ReportFacts> = {}): ReportFacts => ({
  head,
  input,
  result,
  work: null,
  grade: null,
  ...more,
});
/** All words of a document, as pdfmake is given them. */
function words(sheet: Sheet): string {
  const found: string[] = [];
  const walk = (v: unknown): void => {
    if (typeof v === 'string') found.push(v);
    else if (Array.isArray(v)) for (const x of v) walk(x);
    else if (typeof v === 'object' && v !== null) for (const x of Object.values(v)) walk(x);
  };
  walk(sheet.content);
  return found.join('');
}

test('nothing in it is undefined or no number, and it says what it is not', () => {
  const text = words(parkReport(facts()));
  expect(text).not.toMatch(/NaN|undefined|\[object|Infinity/);
  expect(text).toContain('筛查级');
  expect(text).toContain('凭记忆引用，未重新核对');
  for (const e of input.enterprises ?? []) expect(text).toContain(e.name);
  for (const target of input.targets) expect(text).toContain(target.name);
  expect(text).toContain('本次评估尚未在平台中生成工作清单');
});

test('a broken target is named with its ratio; no dominoes, people or measures are said to be left out', () => {
  const [first, ...others] = result.targets;
  if (!first) throw new Error('the example has targets');
  const targets = [{ ...first, breaks: true, ratio: 2.5 }, ...others];
  const text = words(parkReport(facts({ result: { ...result, targets } })));
  expect(text).toContain('现为限值的 2.50 倍');
  expect(text).toContain('有 1 个超过');
  const bare = { ...result, domino: null, measures: null, societal: { ...result.societal, withDomino: null } };
  const less = words(parkReport(facts({ result: bare, input: { ...input, population: [], targets: [] } })));
  expect(less).toContain('本次评估未计算多米诺效应');
  expect(less).toContain('本次评估未试算措施');
  expect(less).toContain('未给出人口');
  expect(less).not.toMatch(/NaN|undefined|Infinity/);
});

type Pdf = { numPages: number; text: string };
async function readPdf(bytes: Buffer): Promise<Pdf> {
  const pdf = await getDocument({ data: new Uint8Array(bytes) }).promise;
  let text = '';
  for (let i = 1; i <= pdf.numPages; i += 1) {
    const content = await (await pdf.getPage(i)).getTextContent();
    text += content.items.map((x) => ('str' in x ? x.str : '')).join('');
  }
  return { numPages: pdf.numPages, text };
}

test('the report of an assessment, with its work list and hashes, for those whose duty covers the park', async () => {
  const id = newId();
  const runId = newId();
  const at = new Date('2026-11-20T02:00:00Z');
  const place = { park_id: PARK, city_code: '410100', county_code: '410122' };
  const inputHash = contentHash(input);
  const resultHash = contentHash(result);
  const url = `/api/v1/parks/${PARK}/assessments/${id}/report`;
  const parkOfficer = actor('park_officer', { kind: 'park', parkId: PARK });
  const get = async (who: Actor) => t.app.inject({ method: 'GET', url, headers: await signed(who) });
  const signed = async (who: Actor) => {
    await t.as(who, { method: 'GET', url: '/api/v1/regions' });
    return { 'x-test-actor': who.assignmentId };
  };
  await asSystem(t.db, async (trx) => {
    await trx
      .insertInto('park_assessment')
      .values({
        ...place,
        id,
        number: 3,
        title: '2026 年整体性评估',
        source: 'file',
        invented: true,
        input: JSON.stringify(input),
        input_hash: inputHash,
        vessels: input.vessels.length,
        enterprises: 6,
        created_by: 'a',
        created_name: '编制人甲',
        created_at: at,
        updated_at: at,
      })
      .execute();
  });
  expect(await get(parkOfficer)).toMatchObject({ statusCode: 404 });
  await asSystem(t.db, async (trx) => {
    const run = {
      ...place,
      id: runId,
      assessment_id: id,
      state: 'done',
      input_hash: inputHash,
      result_hash: resultHash,
    };
    const asked = { requested_by: 'a', requested_name: '编制人甲', requested_at: at, ended_at: at };
    await trx
      .insertInto('park_run')
      .values({ ...run, ...asked })
      .execute();
    await trx
      .insertInto('park_run_result')
      .values({ ...place, run_id: runId, result: JSON.stringify(result) })
      .execute();
    await trx
      .insertInto('park_own_item')
      .values({
        ...place,
        id: newId(),
        assessment_id: id,
        rank: 1,
        kind: 'target',
        subject: 'T1',
        params: JSON.stringify({ name: '测试小学', ratio: 1.25 }),
        owner: '园区安全主管',
        state: 'assigned',
      })
      .execute();
  });
  const reply = await get(parkOfficer);
  expect(reply.headers['content-type']).toBe('application/pdf');
  const pdf = await readPdf(reply.rawPayload);
  expect(pdf.numPages).toBeGreaterThan(15);
  for (const said of [
    '整体性安全风险评估报告',
    '2026 年整体性评估',
    '编制人甲',
    '测试小学',
    '园区安全主管',
    '均为虚构',
  ])
    expect(pdf.text).toContain(said);
  expect(pdf.text).toContain(resultHash.slice(0, 32));
  expect((await get(officer('410122'))).statusCode).toBe(200);
  expect((await get(officer('411302'))).statusCode).toBe(404);
  expect((await get(actor('park_officer', { kind: 'park', parkId: newId() }))).statusCode).toBe(404);
});
