import { readFileSync } from 'node:fs';
import type { Site as Works } from '@yufang/server/modules/inspection/testing';
import { asSystem } from '@yufang/server/platform/db/database';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, PATIENCE } from './support/browser.ts';
import {
  barSays,
  change,
  faults,
  onThePhone,
  openField,
  openPhone,
  openWorks,
  PASSWORD,
  shot,
  signIn,
  takePhoto,
} from './support/field.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const records = (works: Works) =>
  asSystem(site.db, (trx) =>
    trx
      .selectFrom('inspection_record')
      .selectAll()
      .where('enterprise_id', '=', works.dims.enterpriseId)
      .orderBy('claimed_at')
      .execute(),
  );
const dangers = (works: Works) =>
  asSystem(site.db, (trx) =>
    trx.selectFrom('hidden_danger').selectAll().where('enterprise_id', '=', works.dims.enterpriseId).execute(),
  );
const files = (works: Works) =>
  asSystem(site.db, (trx) =>
    trx.selectFrom('attachment').selectAll().where('enterprise_id', '=', works.dims.enterpriseId).execute(),
  );

test('a worker without a signal: inspects with photos, finds a danger, the tab is killed twice, everything arrives once', async () => {
  const works = await openWorks(site, 'worker1', [
    { photo_required: true },
    { photo_required: true },
    { photo_required: true },
  ]);
  const phone = await openPhone(browser);
  let page = await openField(phone, site);
  expect(await faults(page)).toEqual([]);
  await shot(page, 'sign-in-zh');
  await signIn(page, 'worker1');
  await page.getByText('1号储罐').waitFor();
  await barSays(page, 0);
  await onThePhone(page);
  expect(await faults(page)).toEqual([]);
  await shot(page, 'tasks-zh');

  await phone.setOffline(true);
  await page.getByText('1号储罐').click();
  await page.getByRole('button', { name: '开始排查（3 项）' }).waitFor();
  expect(await faults(page)).toEqual([]);
  await shot(page, 'point-zh');
  await page.getByRole('button', { name: '开始排查（3 项）' }).click();
  await page.getByRole('heading', { name: /检查项/ }).waitFor();
  expect(await faults(page)).toEqual([]);
  await shot(page, 'question-zh');
  // The camera is one tap away before the answer, and the answer does not go on without the photo.
  await page.getByRole('button', { name: '正常', exact: true }).click();
  await page.getByRole('button', { name: '下一项' }).click();
  await page.getByText('这一项必须拍照').waitFor();
  await takePhoto(page, 0);
  await page.getByRole('button', { name: '下一项' }).click();
  await page.locator('progress[value="1"]').waitFor();
  await takePhoto(page, 1);

  // The tab is killed in the middle of a question, and the phone has no signal.
  await page.close();
  page = await openField(phone, site);
  await page.getByText('继续未完成的排查').waitFor();
  await shot(page, 'resume-zh');
  await page.getByText('继续未完成的排查').click();
  await page.locator('progress[value="1"]').waitFor();
  await expect.poll(() => page.locator('.thumb img').count(), { timeout: PATIENCE }).toBe(1);
  await page.getByRole('button', { name: '正常', exact: true }).click();
  await page.locator('progress[value="2"]').waitFor();
  await page.getByRole('button', { name: '异常' }).click();
  await page.getByLabel('发现了什么').fill('法兰处渗漏 <b>x</b>');
  await takePhoto(page, 2);
  expect(await faults(page)).toEqual([]);
  await shot(page, 'abnormal-zh');
  await page.getByRole('button', { name: '看小结' }).click();
  await page.getByRole('button', { name: '提交', exact: true }).waitFor();
  expect(await faults(page)).toEqual([]);
  await shot(page, 'summary-zh');
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await page.getByText('已保存在手机，有网络时自动上传').waitFor();
  await barSays(page, 4);

  // Killed again before anything was sent.
  await page.close();
  page = await openField(phone, site);
  await barSays(page, 4);
  await page.getByText('现在没有要查的').waitFor();
  await shot(page, 'offline-done-zh');
  await page.getByRole('link', { name: '隐患' }).click();
  await page.getByText('法兰处渗漏 <b>x</b>').waitFor();
  await shot(page, 'dangers-zh');
  expect(await records(works)).toEqual([]);

  await phone.setOffline(false);
  await barSays(page, 0);
  const rows = await records(works);
  expect(rows.map((r) => r.result)).toEqual(['normal', 'normal', 'abnormal']);
  expect(rows.map((r) => r.item_id).toSorted()).toEqual(works.items.toSorted());
  expect(rows.every((r) => r.task_id !== null && (r.duration_ms ?? 0) > 0 && r.lon === 113.7)).toBe(true);
  const [danger, ...more] = await dangers(works);
  expect(more).toEqual([]);
  expect(danger).toMatchObject({
    name: '法兰处渗漏 <b>x</b>',
    origin: 'field',
    unit_id: works.unitId,
    record_id: rows[2]?.id,
  });
  expect(rows[2]?.danger_id).toBe(danger?.id);
  const photos = await files(works);
  expect(photos.map((f) => f.stored)).toEqual([true, true, true]);
  expect(photos.every((f) => f.taken_at !== null && f.lon === 113.7)).toBe(true);

  // Asked again, nothing is sent twice.
  await page.getByRole('link', { name: '我的' }).click();
  await page.getByRole('button', { name: /上传与退回/ }).click();
  await page.getByText('没有等待上传的内容').waitFor();
  await page.reload();
  await barSays(page, 0);
  expect(await records(works)).toHaveLength(3);
  await phone.close();
});

test('one of many is refused: it comes back with its reason, is mended and arrives under its own id', async () => {
  const works = await openWorks(site, 'worker2', [{}, {}, {}]);
  const phone = await openPhone(browser);
  const page = await openField(phone, site);
  await signIn(page, 'worker2');
  await page.getByText('1号储罐').waitFor();
  await onThePhone(page);
  await phone.setOffline(true);
  // Meanwhile the office asks for a photo of the first item; the phone does not know.
  await change(site, works, async (w) =>
    w.update('inspection_item', await w.need('inspection_item', works.items[0] ?? ''), { photo_required: true }),
  );
  await page.getByText('1号储罐').click();
  await page.getByRole('button', { name: /开始排查/ }).click();
  for (const at of [0, 1, 2]) {
    await page.locator(`progress[value="${at}"]`).waitFor();
    await page.getByRole('button', { name: '正常', exact: true }).click();
  }
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await barSays(page, 3);
  await phone.setOffline(false);
  await barSays(page, 0, 1);
  expect((await records(works)).map((r) => r.item_id)).not.toContain(works.items[0]);
  expect(await records(works)).toHaveLength(2);
  await page.getByRole('button', { name: '任务' }).click();
  await page.getByText('1 条被退回，请处理').waitFor();
  await shot(page, 'refused-zh');
  await page.getByText('1 条被退回，请处理').click();
  await page.getByText('这个排查项必须拍照').click();
  await page.getByRole('button', { name: '重新上传' }).waitFor();
  expect(await faults(page)).toEqual([]);
  await takePhoto(page, 3);
  await shot(page, 'edit-zh');
  await page.getByRole('button', { name: '重新上传' }).click();
  await barSays(page, 0, 0);
  const rows = await records(works);
  expect(rows).toHaveLength(3);
  expect(rows.find((r) => r.item_id === works.items[0])?.photo_ids).toHaveLength(1);
  await phone.close();
});

test('the answer is lost on the way: sent again, it is the same record', async () => {
  const works = await openWorks(site, 'worker11', [{}]);
  const phone = await openPhone(browser);
  const page = await openField(phone, site);
  await signIn(page, 'worker11');
  await page.getByText('1号储罐').waitFor();
  await onThePhone(page);
  let lost = 0;
  await phone.route('**/sync', async (route) => {
    if (route.request().method() !== 'POST' || lost > 0) return await route.continue();
    lost += 1;
    await route.fetch();
    await route.abort('connectionreset');
  });
  await page.getByText('1号储罐').click();
  await page.getByRole('button', { name: /开始排查/ }).click();
  await page.getByRole('button', { name: '正常', exact: true }).click();
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await expect.poll(() => lost, { timeout: PATIENCE }).toBe(1);
  await expect.poll(async () => (await records(works)).length).toBe(1);
  await barSays(page, 0);
  expect(await records(works)).toHaveLength(1);
  await phone.close();
});

test('two devices of one person: both records are kept, the task is answered once', async () => {
  const works = await openWorks(site, 'worker3', [{}]);
  const phones = await Promise.all([openPhone(browser), openPhone(browser)]);
  for (const phone of phones) {
    const page = await openField(phone, site);
    await signIn(page, 'worker3');
    await page.getByText('1号储罐').waitFor();
    await onThePhone(page);
    await phone.setOffline(true);
    await page.getByText('1号储罐').click();
    await page.getByRole('button', { name: /开始排查/ }).click();
    await page.getByRole('button', { name: '正常', exact: true }).click();
    await page.getByRole('button', { name: '提交', exact: true }).click();
    await barSays(page, 1);
  }
  for (const phone of phones) {
    await phone.setOffline(false);
    for (const page of phone.pages()) await barSays(page, 0);
  }
  const rows = await records(works);
  expect(new Set(rows.map((r) => r.device_id)).size).toBe(2);
  const tasks = await asSystem(site.db, (trx) =>
    trx
      .selectFrom('inspection_task')
      .selectAll()
      .where('enterprise_id', '=', works.dims.enterpriseId)
      .where('state', '=', 'done')
      .execute(),
  );
  expect(tasks.map((t) => t.record_id)).toEqual([rows.find((r) => r.id === tasks[0]?.record_id)?.id]);
  for (const phone of phones) await phone.close();
});

test('two people on one phone: what one wrote is sent as theirs, after the other has been here', async () => {
  const a = await openWorks(site, 'worker4', [{}]);
  const b = await openWorks(site, 'worker5', [{}]);
  const phone = await openPhone(browser);
  const page = await openField(phone, site);
  await signIn(page, 'worker4');
  await page.getByText('1号储罐').waitFor();
  await onThePhone(page);
  await phone.setOffline(true);
  await page.getByText('1号储罐').click();
  await page.getByRole('button', { name: /开始排查/ }).click();
  await page.getByRole('button', { name: '正常', exact: true }).click();
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await barSays(page, 1);
  await page.getByRole('button', { name: '任务' }).click();
  await page.getByRole('link', { name: '我的' }).click();
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.getByText(/还有 1 条没有上传/).waitFor();
  await shot(page, 'sign-out-zh');
  await page.getByRole('button', { name: '确定退出' }).click();
  await page.getByText('1 条未上传').waitFor();
  expect(await page.content()).not.toContain('检查项');

  await phone.setOffline(false);
  await page.reload();
  await page.getByText('这部手机上的人').waitFor();
  await signIn(page, 'worker5');
  await page.getByText('1号储罐').waitFor();
  await barSays(page, 0);
  expect([await records(a), await records(b)]).toEqual([[], []]);
  await page.getByRole('link', { name: '我的' }).click();
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.locator('#username').waitFor();
  await signIn(page, 'worker4');
  await barSays(page, 0);
  await expect
    .poll(async () => (await records(a)).map((r) => r.account_id), { timeout: PATIENCE })
    .toEqual([a.worker.accountId]);
  expect(await records(b)).toEqual([]);
  await phone.close();
});

test('the session ends while the phone is away: work goes on, waits, and arrives after signing in again', async () => {
  const works = await openWorks(site, 'worker6', [{}]);
  const phone = await openPhone(browser);
  const page = await openField(phone, site);
  await signIn(page, 'worker6');
  await page.getByText('1号储罐').waitFor();
  await onThePhone(page);
  await phone.clearCookies();
  await page.getByText('1号储罐').click();
  await page.getByRole('button', { name: /开始排查/ }).click();
  await page.getByRole('button', { name: '正常', exact: true }).click();
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await page.getByText('登录已失效，登录后上传').waitFor();
  await barSays(page, 1);
  await page.locator('.bar button').click();
  await page.getByText('张三，请重新登录').waitFor();
  await expect.poll(() => page.locator('#username').inputValue(), { timeout: PATIENCE }).toBe('worker6');
  await shot(page, 'sign-in-again-zh');
  await signIn(page, 'worker6');
  // Nothing is pending in the moment before the outbox is read, too: what counts is what arrived.
  await expect.poll(async () => (await records(works)).length, { timeout: PATIENCE }).toBe(1);
  await barSays(page, 0);
  await phone.close();
});

test('a danger given to a worker: begun and finished without a signal, exported meanwhile, delivered in order', async () => {
  const works = await openWorks(site, 'worker10', [{}]);
  const scope = { kind: 'enterprise', enterpriseId: works.dims.enterpriseId } as const;
  await site.account({
    username: 'officer10',
    name: '李安全',
    password: PASSWORD,
    assignments: [{ role: 'safety_officer', scope }],
  });
  const office = (await browser.newContext({ baseURL: site.url })).request;
  const post = async (path: string, data: unknown) => {
    const reply = await office.post(`/api/v1/${path}`, { data });
    expect(reply.status(), path).toBe(200);
    return await reply.json();
  };
  await post('auth/sign-in', { username: 'officer10', password: PASSWORD });
  const id = crypto.randomUUID();
  const own = `enterprises/${works.dims.enterpriseId}/dangers`;
  const { danger } = await post(own, { id, name: '除尘器积灰', unitId: works.unitId });
  const five = { measures: '停机清灰', funds: '自筹 500 元', contingency: '备灭火器' };
  const command = { type: 'assign', treatment: 'time_limited', assigneeId: works.worker.accountId, ...five };
  await post(`${own}/${id}/commands`, { expectedVersion: danger.version, command });

  const phone = await openPhone(browser, { acceptDownloads: true });
  const page = await openField(phone, site);
  await signIn(page, 'worker10');
  await page.getByText('1号储罐').waitFor();
  await onThePhone(page);
  await phone.setOffline(true);
  await page.getByRole('link', { name: '隐患' }).click();
  await page.getByText('等我处理').waitFor();
  expect(await faults(page)).toEqual([]);
  await page.getByText('除尘器积灰').click();
  await page.getByRole('button', { name: '开始整改' }).waitFor();
  expect(await faults(page)).toEqual([]);
  await shot(page, 'danger-zh');
  await page.getByRole('button', { name: '开始整改' }).click();
  await page.getByRole('button', { name: '开始整改' }).click();
  await barSays(page, 1);
  await page.getByRole('button', { name: '整改完成，提交验收' }).click();
  await page.getByLabel('怎么改的').fill('已清灰，加装报警');
  await takePhoto(page, 7);
  expect(await faults(page)).toEqual([]);
  await shot(page, 'rectified-zh');
  await page.getByRole('button', { name: '整改完成，提交验收' }).click();
  await barSays(page, 2);
  await page.locator('.bar button').click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出未上传的内容' }).click();
  const exported = JSON.parse(readFileSync(await (await download).path(), 'utf8'));
  expect(exported.items.map((i: { payload: { command: { type: string } } }) => i.payload.command.type)).toEqual([
    'start',
    'submit_rectified',
  ]);
  expect(exported.files[0].data).toMatch(/^data:image\/jpeg;base64,/);
  expect(await faults(page)).toEqual([]);
  await shot(page, 'outbox-zh');
  await phone.setOffline(false);
  await barSays(page, 0);
  const [row] = await dangers(works);
  expect(row).toMatchObject({
    id,
    status: 'to_accept',
    rectified_note: '已清灰，加装报警',
    rectified_by: works.worker.accountId,
  });
  expect(row?.rectified_photo_ids).toHaveLength(1);
  expect((await files(works)).map((f) => f.stored)).toEqual([true]);
  await phone.close();
});

/** Every clock of the page moved by so many milliseconds, as a phone whose clock is wrong, or after weeks in a drawer. */
const moveClock = (ms: number) => `{
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...given) { if (given.length === 0) super(Real.now() + ${ms}); else super(...given); }
    static now() { return Real.now() + ${ms}; }
  };
}`;

test('a clock wrong by a day: told on the phone, put right at the server, the tasks of the right day', async () => {
  const works = await openWorks(site, 'worker7', [{}]);
  const phone = await openPhone(browser);
  await phone.addInitScript(moveClock(-86_400_000));
  const page = await openField(phone, site);
  await signIn(page, 'worker7');
  await page.getByText(/手机时间慢了约 24 小时/).waitFor();
  await page.getByText('1号储罐').waitFor();
  await shot(page, 'clock-zh');
  await page.getByText('1号储罐').click();
  await page.getByRole('button', { name: '开始排查（1 项）' }).click();
  await page.getByRole('button', { name: '正常', exact: true }).click();
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await expect.poll(async () => (await records(works)).length, { timeout: PATIENCE }).toBe(1);
  const [row] = await records(works);
  expect(Math.abs((row?.claimed_at.getTime() ?? 0) - Date.now())).toBeLessThan(120_000);
  expect(row?.claimed_raw).not.toBeNull();
  expect(JSON.stringify(row?.marks)).toContain('clock_wrong');
  // The mark comes back to its author, who says why.
  await page.getByRole('button', { name: '任务' }).click();
  await page.getByRole('link', { name: '我的' }).click();
  await page.getByRole('button', { name: /有疑点的记录/ }).click();
  await page.getByLabel('说明原因').fill('换电池后没有校准');
  expect(await faults(page)).toEqual([]);
  await shot(page, 'marks-zh');
  await page.getByRole('button', { name: '提交说明' }).click();
  await expect.poll(async () => (await records(works))[0]?.explanation, { timeout: PATIENCE }).toBe('换电池后没有校准');
  await phone.close();
});

test('weeks without a signal: tasks go on appearing', async () => {
  await openWorks(site, 'worker8', [{}, {}]);
  const phone = await openPhone(browser);
  const first = await openField(phone, site);
  await signIn(first, 'worker8');
  await first.getByText('1号储罐').waitFor();
  await onThePhone(first);
  await phone.setOffline(true);
  await first.close();
  await phone.addInitScript(moveClock(20 * 86_400_000));
  const page = await openField(phone, site);
  await page.getByText('1 个点位，2 项待查').waitFor();
  await page.getByText('1号储罐').click();
  await page.getByRole('button', { name: '开始排查（2 项）' }).waitFor();
  await shot(page, 'weeks-zh');
  await phone.close();
});

test('English and large type: every place reads, nothing overflows, axe is content', async () => {
  await openWorks(site, 'worker9', [{}, {}]);
  const phone = await openPhone(browser, { locale: 'en-GB' });
  const page = await openField(phone, site);
  await signIn(page, 'worker9');
  await page.getByText('My tasks').waitFor();
  const look = async (name: string) => {
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), name).toBeLessThanOrEqual(0);
    expect(await faults(page), name).toEqual([]);
    await shot(page, name);
  };
  for (const size of ['en', 'en-elder']) {
    await page.getByRole('link', { name: 'Tasks' }).click();
    await page.getByText('1号储罐').waitFor();
    await look(`tasks-${size}`);
    await page.getByRole('link', { name: 'Dangers' }).click();
    await page.getByRole('heading', { name: 'Dangers' }).waitFor();
    await look(`dangers-${size}`);
    await page.getByRole('button', { name: 'Report a danger' }).click();
    await page.getByLabel('What is it').waitFor();
    await look(`report-${size}`);
    await page.getByRole('link', { name: 'Me', exact: true }).click();
    await page.getByRole('heading', { name: 'Me', exact: true }).waitFor();
    await look(`me-${size}`);
    if (size === 'en') await page.getByRole('switch', { name: /Large type/ }).click();
  }
  await page.getByLabel('中文').click();
  await page.getByRole('link', { name: '任务' }).click();
  await page.getByText('1号储罐').click();
  await page.getByRole('button', { name: /开始排查/ }).waitFor();
  await look('point-zh-elder');
  await page.getByRole('button', { name: /开始排查/ }).click();
  await page.getByRole('heading', { name: /检查项/ }).waitFor();
  await look('question-zh-elder');
  await phone.close();
});
