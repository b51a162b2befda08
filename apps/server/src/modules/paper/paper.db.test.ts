import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import jsQR from 'jsqr';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor, EnterpriseDims } from '../../platform/db/actor.ts';
import { readPdf } from '../../testing/read-pdf.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { makeEnterprise, officer, staff } from '../../testing/world.ts';
import { makeOrg, SHEETS, type TestOrg } from '../risk/testing.ts';

let t: TestApp;
let e: EnterpriseDims;
let org: TestOrg;
let safety: Actor;
const unitIds: string[] = [];
/** Where the pages are put for the eye, if anywhere. */
const out = process.env.PAPER_OUT;

beforeAll(async () => {
  t = await makeTestApp();
  e = await makeEnterprise(t.db, { name: '中牟县鄢瀍䶮喆木业有限公司（虚构）' });
  org = await makeOrg(t, e);
  safety = staff('safety_officer', e.enterpriseId);
  const post = async (path: string, payload: object) =>
    (await t.as(safety, { method: 'POST', url: `${base()}/${path}`, payload })).body as { id: string };
  const object = await post('risk-objects', {
    kind: 'activity',
    name: '砂光打磨作业',
    orgUnitId: org.units.team,
    dutyPersonName: '王建国',
  });
  for (const u of ['1号砂光机', '中央除尘系统']) {
    const unit = await post('risk-units', { objectId: object.id, name: u });
    unitIds.push(unit.id);
    for (const [i, step] of ['班前检查', '开机', '砂光', '清灰', '停机'].entries()) {
      const factors = [
        { L: 6, E: 6, C: 15 },
        { L: 3, E: 6, C: 15 },
        { L: 3, E: 3, C: 15 },
        { L: 1, E: 6, C: 7 },
        { L: 6, E: 6, C: 15 },
      ][i];
      const event = await post('risk-events', {
        unitId: unit.id,
        name: `${step}时木粉尘积聚引发粉尘爆炸，<b>${u}</b>`,
        accidentType: '其他爆炸',
        consequence: '人员伤亡、设备损坏',
        worksheetRow: { ...SHEETS.JHA, step, hazard: '粉尘云达到爆炸下限，遇静电火花' },
        method: 'LEC',
        scores: { factors },
      });
      const add = (measureClass: string, description: string, checkContent?: string) =>
        post('measures', {
          eventId: event.id,
          measureClass,
          description,
          ...(checkContent ? { checkContent } : {}),
          dutyPostId: org.posts.worker,
        });
      await add(
        'engineering',
        '除尘系统设泄爆片、火花探测及自动喷淋装置，管道风速不低于 20 m/s',
        '泄爆片无破损，火花探测器指示灯常绿',
      );
      await add('management', `严格执行《${step}操作规程》，作业前试运行除尘系统 10 分钟`);
      await add('ppe', '佩戴防尘口罩、防静电工作服');
      await add('emergency', '立即按下急停按钮，撤离到上风侧，报告班长并拨打 119');
    }
  }
});
afterAll(() => t.close());

const base = () => `/api/v1/enterprises/${e.enterpriseId}`;
async function print(path: string, actor: Actor = safety) {
  const reply = await t.app.inject({
    method: 'GET',
    url: `${base()}/paper/${path}`,
    headers: { 'x-test-actor': actor.assignmentId },
  });
  return {
    status: reply.statusCode,
    bytes: reply.rawPayload,
    code: reply.headers['content-type']?.toString().includes('json') ? reply.json().code : null,
  };
}
/** Text and pictures of the pages as a reader sees them. */
async function pages(name: string, pdf: Buffer) {
  const read = await readPdf(pdf, 150);
  if (out) {
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, `${name}.pdf`), pdf);
    for (const [i, picture] of read.pictures.entries()) writeFileSync(join(out, `${name}-${i + 1}.png`), picture);
  }
  return read;
}
/** Share of pixels of a page within `near` of a colour. */
async function share(png: Buffer, [r, g, b]: readonly [number, number, number], near = 40): Promise<number> {
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  let n = 0;
  for (let i = 0; i < data.length; i += 3)
    if (
      Math.abs((data[i] ?? 0) - r) < near &&
      Math.abs((data[i + 1] ?? 0) - g) < near &&
      Math.abs((data[i + 2] ?? 0) - b) < near
    )
      n += 1;
  return n / (info.width * info.height);
}
const RED = [0xc5, 0x22, 0x1f] as const;

test('refusals: a foreign firm, no posts, no plan, not a list of ids', async () => {
  await t.as(officer('411302'), { method: 'GET', url: '/api/v1/enterprises' });
  expect((await print('board', officerOf('411302'))).code).toBe('enterprise.not_found');
  expect((await print('post-card?posts=abc')).code).toBe('request.invalid');
  expect((await print(`post-card?posts=${crypto.randomUUID()}`)).code).toBe('paper.no_posts');
  expect((await print('plan')).code).toBe('paper.no_plan');
});
const foreign = officer('411302');
const officerOf = (_: string) => foreign;
beforeAll(() => t.as(foreign, { method: 'GET', url: '/api/v1/enterprises' }));

test.each(['zh', 'en'] as const)('post card (%s): bar, words, rows, foot, code; HTML stays text', async (lang) => {
  const { status, bytes } = await print(`post-card?lang=${lang}&posts=${org.posts.worker}`);
  expect(status).toBe(200);
  const { text, pictures } = await pages(`card-${lang}`, bytes);
  expect(text).toContain(lang === 'zh' ? '岗位安全风险告知卡' : 'Post risk card');
  expect(text).toContain(lang === 'zh' ? '重大风险' : 'Major risk');
  expect(text).toContain('<b>');
  expect(text).toContain(lang === 'zh' ? '演示数据' : 'Demo data');
  expect(text).toMatch(lang === 'zh' ? /第 ?1 ?页 ?共 ?\d+ ?页/ : /Page 1 of \d+/);
  const first = pictures[0] ?? Buffer.alloc(0);
  expect(await share(first, RED)).toBeGreaterThan(0.01);
  expect(await share(first, [31, 35, 40], 60)).toBeGreaterThan(0.004);
  // The code stands in the lower right corner, and a phone reads it.
  const { width = 0, height = 0 } = await sharp(first).metadata();
  const [left, top] = [Math.round(width * 0.8), Math.round(height * 0.85)];
  const corner = sharp(first).extract({ left, top, width: width - left, height: height - top });
  const { data, info } = await corner.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const read = jsQR.default(new Uint8ClampedArray(data), info.width, info.height);
  expect(read?.data).toMatch(/^https?:\/\//);
});

test('board, handbook and door plate are set', async () => {
  const board = await pages('board', (await print('board')).bytes);
  expect(board.text).toContain('安全风险公告栏');
  const book = await pages('handbook', (await print('handbook')).bytes);
  for (const word of ['作业流程', '步骤', '规范动作', '风险管控', '应急处置', '每班'])
    expect(book.text).toContain(word);
  const plate = await pages('plate', (await print('door-plate')).bytes);
  expect(await share(plate.pictures[0] ?? Buffer.alloc(0), [0, 0, 0], 60)).toBeGreaterThan(0.05);
});

test('a risk whose measures fill more than a page stands on board, card and handbook to its last word', async () => {
  const long = await makeLongRisk();
  for (const paper of ['board', `post-card?posts=${org.posts.worker}`, 'handbook']) {
    const { text } = await pages(`long-${paper.slice(0, 5)}`, (await print(paper)).bytes);
    const words = text.replaceAll(/\s/g, '');
    for (const word of [long.name, '第一句', '最末一句']) expect(words, paper).toContain(word);
  }
});

/** A major risk with one control of 1,900 characters, the most that the form takes being 2,000. */
async function makeLongRisk(): Promise<{ name: string }> {
  const unitId = unitIds[0] ?? '';
  const name = '长措施的重大风险';
  const event = await t.as(safety, {
    method: 'POST',
    url: `${base()}/risk-events`,
    payload: {
      unitId,
      name,
      worksheetRow: { ...SHEETS.JHA, step: '检修', hazard: '粉尘' },
      method: 'LEC',
      scores: { factors: { L: 6, E: 6, C: 15 } },
    },
  });
  expect(event.status, JSON.stringify(event.body)).toBe(200);
  const measure = await t.as(safety, {
    method: 'POST',
    url: `${base()}/measures`,
    payload: {
      eventId: (event.body as { id: string }).id,
      measureClass: 'management',
      description: `第一句。${'检修前须停机、断电、挂牌上锁。'.repeat(124)}最末一句。`,
      dutyPostId: org.posts.worker,
    },
  });
  expect(measure.status, JSON.stringify(measure.body)).toBe(200);
  return { name };
}

test('worksheets: on paper a unit a table, in the workbook a sheet a kind, with arithmetic, measures and who signed', async () => {
  expect((await print(`worksheets?unitId=${crypto.randomUUID()}`)).code).toBe('paper.no_worksheets');
  const make = async (kind: 'place' | 'process', sheet: object, deviation: string) => {
    const post = async (path: string, payload: object) =>
      (await t.as(safety, { method: 'POST', url: `${base()}/${path}`, payload })).body as { id: string };
    const object = await post('risk-objects', { kind, name: `${kind}-反应区` });
    const unit = await post('risk-units', { objectId: object.id, name: `${kind}-反应釜` });
    await post('risk-events', {
      unitId: unit.id,
      name: deviation,
      worksheetRow: { ...sheet, proposed: { engineering: '=增设联锁' }, responsibleUnit: '生产部' },
      method: 'LS',
      scores: { factors: { L: 3, S: 4 } },
    });
    return unit.id;
  };
  const hazop = await make('process', SHEETS.HAZOP, '釜温失控');
  await make('place', SHEETS.SCL, '泄爆片破损');
  const one = await pages('worksheet-hazop', (await print(`worksheets?unitId=${hazop}`)).bytes);
  const words = one.text.replaceAll(/\s/g, '');
  for (const word of ['HAZOP', '温度+多/高', '冷却水中断', 'L3×S4=12', '一般风险', '增设联锁', '编制：'])
    expect(words).toContain(word);
  expect(words).not.toContain('泄爆片破损');
  const all = await pages('worksheets', (await print('worksheets')).bytes);
  const said = all.text.replaceAll(/\s/g, '');
  for (const word of ['JHA', 'SCL', 'HAZOP', '班前检查', '木粉尘', 'L6×E6×C15=540']) expect(said).toContain(word);
  const { bytes } = await print('worksheets/export');
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as unknown as ExcelJS.Buffer);
  expect(book.worksheets.map((s) => s.name)).toEqual(['JHA', 'SCL', 'HAZOP']);
  const row = book.getWorksheet('HAZOP')?.getRow(2).values as unknown[];
  expect(row).toEqual(expect.arrayContaining(['process-反应釜', 'LS L3 × S4 = 12', '草稿', 'safety_officer']));
  expect(row.some((v) => String(v).includes('工程技术：=增设联锁'))).toBe(true);
});

test('the four-colour map shows live colours on the plan', async () => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800"><rect width="1200" height="800" fill="#fff"/><path d="M60 60h1080v680H60zM600 60v680M60 400h1080" stroke="#444" stroke-width="6" fill="none"/></svg>`;
  const picture = await sharp(Buffer.from(svg)).png().toBuffer();
  const id = crypto.randomUUID();
  const put = await t.as(safety, {
    method: 'PUT',
    url: `${base()}/attachments/${id}?kind=plan`,
    payload: picture,
    headers: { 'content-type': 'image/png' },
  });
  expect(put.status, JSON.stringify(put.body)).toBe(200);
  const made = await t.as(safety, {
    method: 'POST',
    url: `${base()}/plans`,
    payload: { name: '一车间', attachmentId: id },
  });
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  const plan = made.body as { id: string; version: number; width: number };
  expect(plan.width).toBe(1200);
  const units = ((await t.as(safety, { method: 'GET', url: '/api/v1/risks' })).body as { rows: { unitId: string }[] })
    .rows;
  const area = (name: string, polygon: [number, number][], unitId: string | null) => ({
    id: crypto.randomUUID(),
    name,
    objectId: null,
    unitId,
    polygon,
  });
  const areas = [
    area(
      '砂光区',
      [
        [0.05, 0.08],
        [0.5, 0.08],
        [0.5, 0.5],
        [0.3, 0.5],
        [0.3, 0.3],
        [0.05, 0.3],
      ],
      units[0]?.unitId ?? null,
    ),
    area(
      '仓库',
      [
        [0.5, 0.5],
        [0.95, 0.5],
        [0.95, 0.92],
        [0.5, 0.92],
      ],
      null,
    ),
  ];
  const url = `${base()}/plans/${plan.id}`;
  const flat = await t.as(safety, {
    method: 'PUT',
    url,
    payload: {
      version: plan.version,
      name: '一车间',
      areas: [
        area(
          '平',
          [
            [0, 0],
            [0.5, 0.5],
            [1, 1],
          ],
          null,
        ),
      ],
    },
  });
  expect(flat.body).toMatchObject({ code: 'plan.area_flat' });
  const saved = await t.as(safety, { method: 'PUT', url, payload: { version: plan.version, name: '一车间', areas } });
  expect(saved.body).toMatchObject({ version: 2, areas: [{ liveGrade: 'red' }, { liveGrade: null }] });
  const late = await t.as(safety, {
    method: 'PUT',
    url,
    payload: { version: plan.version, name: '一车间', areas: [] },
  });
  expect(late).toMatchObject({ status: 409, body: { code: 'row.stale', facts: { current: { version: 2 } } } });
  expect((await t.as(foreign, { method: 'GET', url: `${base()}/plans` })).status).toBe(404);
  const sheet = await pages('plan', (await print(`plan?planId=${plan.id}`)).bytes);
  expect(sheet.text).toContain('安全风险四色分布图');
  expect(await share(sheet.pictures[0] ?? Buffer.alloc(0), [0xe7, 0xa3, 0xa2], 45)).toBeGreaterThan(0.02);
});

test('issuing a card keeps the day on the post; a post without duty has none to issue', async () => {
  const issue = (who: Actor) =>
    t.as(who, {
      method: 'POST',
      url: `${base()}/paper/post-card/issue`,
      payload: { postIds: [org.posts.worker, org.posts.head] },
    });
  expect((await issue(staff('post_worker', e.enterpriseId))).status).toBe(403);
  expect((await issue(safety)).body).toMatchObject({
    issuedOn: '2026-11-23',
    results: [{ result: 'done' }, { result: 'refused', code: 'post.without_duty' }],
  });
  const posts = (await t.as(safety, { method: 'GET', url: `${base()}/duty-posts` })).body as {
    posts: { id: string; cardIssuedOn: string | null }[];
  };
  expect(posts.posts.find((p) => p.id === org.posts.worker)?.cardIssuedOn).toBe('2026-11-23');
});
