import type { Site as Works } from '@yufang/server/modules/inspection/testing';
import { asSystem } from '@yufang/server/platform/db/database';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, PATIENCE } from './support/browser.ts';
import {
  barSays,
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
import { ANDROID, openReleases } from './support/phone.ts';
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

const dangers = (works: Works) =>
  asSystem(site.db, (trx) =>
    trx.selectFrom('hidden_danger').selectAll().where('enterprise_id', '=', works.dims.enterpriseId).execute(),
  );

/** Somebody of the office who works through the interface. */
async function office(works: Works, username: string, role: 'safety_officer' | 'enterprise_head', name: string) {
  const accountId = crypto.randomUUID();
  await site.account({
    id: accountId,
    username,
    name,
    password: PASSWORD,
    assignments: [{ role, scope: { kind: 'enterprise', enterpriseId: works.dims.enterpriseId } }],
  });
  const { request } = await browser.newContext({ baseURL: site.url });
  const post = async (path: string, data: unknown) => {
    const reply = await request.post(`/api/v1/${path}`, { data });
    expect(reply.status(), path).toBe(200);
    return await reply.json();
  };
  await post('auth/sign-in', { username, password: PASSWORD });
  return { accountId, post };
}

test('two people, one danger: the second sees what the first did, and decides', async () => {
  const works = await openWorks(site, 'hand1', [{}]);
  const officer = await office(works, 'officer1', 'safety_officer', '李安全');
  await office(works, 'head1', 'enterprise_head', '陈总');
  const own = `enterprises/${works.dims.enterpriseId}/dangers`;
  const id = crypto.randomUUID();
  const { danger } = await officer.post(own, { id, name: '配电箱门缺失', unitId: works.unitId });

  const phone = await openPhone(browser);
  const page = await openField(phone, site, '/dangers');
  await signIn(page, 'head1');
  await page.getByText('配电箱门缺失').click();
  await page.getByRole('button', { name: '下达整改' }).click();
  await page.getByLabel('整改责任人').locator('option', { hasText: '张三' }).waitFor({ state: 'attached' });
  await onThePhone(page);
  await phone.setOffline(true);
  await page.getByLabel('整改责任人').selectOption(works.worker.accountId ?? '');
  await page.getByRole('button', { name: '下达整改' }).click();
  await barSays(page, 1);
  // Meanwhile the safety officer takes it on himself.
  const command = { type: 'assign', treatment: 'at_once', assigneeId: officer.accountId };
  await officer.post(`${own}/${id}/commands`, { expectedVersion: danger.version, command });
  await phone.setOffline(false);
  await barSays(page, 0, 1);
  expect((await dangers(works))[0]?.assignee_id).toBe(officer.accountId);
  await page.locator('.bar button').click();
  await page.getByText('这条隐患刚刚被别人处理过').click();
  await page.getByRole('heading', { name: '现在的情况' }).waitFor();
  await page.getByText('李安全').waitFor();
  expect(await faults(page)).toEqual([]);
  await shot(page, 'conflict-zh');
  await page.getByRole('button', { name: '看过了，仍要提交' }).click();
  await barSays(page, 0, 0);
  expect((await dangers(works))[0]?.assignee_id).toBe(works.worker.accountId);
  await phone.close();
});

test('a shop of three: the owner puts a danger right and cannot accept it; a colleague invited from the phone does', async () => {
  const works = await openWorks(site, 'hand2', [{}]);
  await office(works, 'owner2', 'enterprise_head', '朱老板');
  const phone = await openPhone(browser);
  const page = await openField(phone, site, '/report');
  await signIn(page, 'owner2');
  await page.getByLabel('发现了什么').fill('锯片防护罩松了');
  await page.getByText('我已经改好').click();
  await page.getByLabel('怎么改的').fill('拧紧并加了垫片');
  await takePhoto(page, 31);
  await page.getByRole('button', { name: '上报', exact: true }).click();
  await barSays(page, 0);
  await page.getByRole('button', { name: '隐患' }).click();
  await page.getByText('锯片防护罩松了').click();
  await page.getByText('要由另一个人验收').waitFor();
  expect(await page.getByRole('button', { name: '验收通过' }).count()).toBe(0);
  expect(await faults(page)).toEqual([]);
  await shot(page, 'second-why-zh');
  await page.getByRole('button', { name: '请同事来验收' }).click();
  await page.getByLabel('同事姓名').fill('小王');
  expect(await faults(page)).toEqual([]);
  await page.getByRole('button', { name: '生成邀请' }).click();
  const address = (await page.locator('.address').textContent()) ?? '';
  expect(address).toContain('/invite/');
  expect(await faults(page)).toEqual([]);
  await shot(page, 'second-link-zh');

  const other = await openPhone(browser, { userAgent: ANDROID });
  const colleague = await other.newPage();
  await colleague.goto(address);
  await colleague.locator('#username').fill('xiaowang2');
  await colleague.locator('#password').fill(PASSWORD);
  await colleague.getByRole('button', { name: '开始使用' }).click();
  await colleague.getByRole('link', { name: '隐患' }).click();
  await colleague.getByText('等我处理').waitFor();
  await colleague.getByText('锯片防护罩松了').click();
  await colleague.getByRole('heading', { name: '经过' }).waitFor();
  await colleague.getByRole('button', { name: '验收通过' }).click();
  await colleague.getByRole('button', { name: '验收通过' }).click();
  await barSays(colleague, 0);
  await expect.poll(async () => (await dangers(works))[0]?.status).toBe('closed');
  const [row] = await dangers(works);
  expect(row?.accepted_by).not.toBe(row?.rectified_by);
  await shot(colleague, 'second-accepted-zh');
  await other.close();
  await phone.close();
});

test('a new version of the app: told, taken when the person says so, and the drafts are still there', async () => {
  await openWorks(site, 'hand3', [{}, {}]);
  const releases = await openReleases(site.url);
  const phone = await openPhone(browser);
  const page = await openField(phone, { ...site, url: releases.url });
  await signIn(page, 'hand3');
  await page.getByText('1号储罐').click();
  await onThePhone(page);
  await page.getByRole('button', { name: '开始排查（2 项）' }).click();
  await page.getByRole('button', { name: '正常', exact: true }).click();
  await page.locator('progress[value="1"]').waitFor();
  await page.getByRole('button', { name: '异常' }).click();
  await page.getByLabel('发现了什么').fill('报警器电源灯不亮');
  releases.release();
  await page.evaluate('navigator.serviceWorker.getRegistration().then((r) => r.update())');
  await page.getByText('有新版本').waitFor();
  expect(await page.getByLabel('发现了什么').inputValue()).toBe('报警器电源灯不亮');
  expect(await faults(page)).toEqual([]);
  await shot(page, 'update-zh');
  const loaded = page.waitForEvent('load');
  await page.getByRole('button', { name: '现在更新' }).click();
  await loaded;
  await page.locator('progress[value="1"]').waitFor();
  await expect.poll(() => page.getByLabel('发现了什么').inputValue(), { timeout: PATIENCE }).toBe('报警器电源灯不亮');
  expect(await page.getByText('有新版本').count()).toBe(0);
  await page.getByRole('button', { name: '看小结' }).click();
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await barSays(page, 0);
  await phone.close();
  await releases.close();
});

test('the phone is full: it says so, what is there stays there, and goes on when there is room', async () => {
  const works = await openWorks(site, 'hand4', [{}, {}]);
  const phone = await openPhone(browser);
  const page = await openField(phone, site);
  await signIn(page, 'hand4');
  await page.getByText('1号储罐').click();
  await onThePhone(page);
  await page.getByRole('button', { name: '开始排查（2 项）' }).click();
  await page.getByRole('button', { name: '正常', exact: true }).click();
  await page.locator('progress[value="1"]').waitFor();
  await page.getByRole('button', { name: '异常' }).click();
  const what = page.getByLabel('发现了什么');
  const session = await phone.newCDPSession(page);
  const { origin } = new URL(site.url);
  let typed = 0;
  /** Each typing is a write. The browser looks at the quota only now and then, so that it is typed until it is felt. */
  const type = async () => {
    typed += 1;
    await what.fill(`报警器电源灯不亮 ${typed}`);
  };
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  await expect
    .poll(
      async () => {
        await type();
        return await page.locator('.bar').textContent();
      },
      { timeout: PATIENCE, interval: 1_000 },
    )
    .toContain('刚才的内容没有保存');
  // What found no room still stands on the screen.
  expect(await what.inputValue()).toBe(`报警器电源灯不亮 ${typed}`);
  expect(await faults(page)).toEqual([]);
  await shot(page, 'full-zh');
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await expect
    .poll(
      async () => {
        await type();
        await page.reload();
        // The answer before it was never lost.
        await page.locator('progress[value="1"]').waitFor();
        return (await what.inputValue()) === `报警器电源灯不亮 ${typed}`;
      },
      { timeout: PATIENCE, interval: 1_000 },
    )
    .toBe(true);
  await page.getByRole('button', { name: '看小结' }).click();
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await barSays(page, 0);
  const results = async () => {
    const rows = await asSystem(site.db, (trx) =>
      trx.selectFrom('inspection_record').selectAll().where('enterprise_id', '=', works.dims.enterpriseId).execute(),
    );
    return rows.map((r) => r.result).toSorted();
  };
  await expect.poll(results, { timeout: PATIENCE }).toEqual(['abnormal', 'normal']);
  await phone.close();
});
