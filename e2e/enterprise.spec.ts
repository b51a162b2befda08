import { generateTasks } from '@yufang/server/modules/inspection/generate';
import { makeSite, type Site as Works } from '@yufang/server/modules/inspection/testing';
import { systemClock } from '@yufang/server/platform/clock/clock';
import { makeEnterprise } from '@yufang/server/testing/world';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './support/browser.ts';
import { choose } from './support/choose.ts';
import { deskOf, rectifyDanger, reportDanger } from './support/danger.ts';
import { barSays, faults, shot as fieldShot, openField, openPhone, signIn } from './support/field.ts';
import { axe, PASSWORD, shot, visit } from './support/person.ts';
import { openSite, type Site } from './support/site.ts';
import { employ } from './support/staff.ts';

const FIRM = '中牟县甲木业（虚构）';
const PROMISE = '今日无特级动火，风险可控，承诺安全生产。';
let site: Site;
let browser: Browser;
let works: Works;
let workerId: string;

beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
  works = await makeSite({ db: site.db, clock: systemClock }, await makeEnterprise(site.db, { name: FIRM }));
  await employ(site, works, { username: 'fuzeren', name: '陈国栋', role: 'enterprise_head' });
  await employ(site, works, { username: 'anquan', name: '许晓燕', role: 'safety_officer' });
  await employ(site, works, { username: 'banzu', name: '赵班长', role: 'team_leader', post: works.postId });
  const worker = { username: 'gongren', name: works.worker.name, personId: works.worker.personId ?? '' };
  workerId = await employ(site, works, { ...worker, role: 'post_worker' });
  await generateTasks(site.db, new Date());
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

test('the head promises safety in public, takes somebody on, and they find their tasks on their own phone', async () => {
  const head = await visit(browser, site, { path: '/archive', username: 'fuzeren' });
  await head.getByRole('heading', { level: 1, name: FIRM }).waitFor();
  await head.getByRole('button', { name: '发布安全承诺' }).click();
  const promising = head.locator('.ant-drawer-open');
  await promising.getByLabel('今日安全承诺').fill(PROMISE);
  expect(await axe(head)).toEqual([]);
  await promising.getByRole('button', { name: '发布', exact: true }).click();
  await promising.waitFor({ state: 'detached' });
  await head.getByText(PROMISE).first().waitFor();

  await head.goto(`${site.url}/console/people`);
  await head.getByRole('button', { name: '添加人员' }).click();
  const adding = head.locator('.ant-drawer-open');
  await adding.getByLabel('姓名').fill('李小红');
  await choose(adding.getByLabel('岗位'), '罐区巡检岗');
  // The list of posts stays open for more; its own key closes it.
  await head.keyboard.press('Escape');
  await adding.locator('.ant-drawer-footer button.ant-btn-primary').click();
  await adding.waitFor({ state: 'detached' });
  await head.locator('[data-row]', { hasText: '李小红' }).click();
  await head.locator('.ant-drawer-open').getByRole('button', { name: '邀请登录' }).click();
  const inviting = head.locator('.ant-modal', { hasText: '邀请 李小红' });
  await inviting.getByRole('button', { name: '邀请登录' }).click();
  const link = await inviting.locator('p', { hasText: '/invite/' }).textContent();
  await shot(head, 'head-invites');
  expect(await axe(head)).toEqual([]);

  const phone = await openPhone(browser);
  const page = await openField(phone, site, `/${new URL(link ?? '').pathname.slice(1)}`);
  await page.getByText(FIRM).waitFor();
  await page.locator('#username').fill('lixiaohong');
  await page.locator('#password').fill(PASSWORD);
  await page.getByRole('button', { name: '开始使用' }).click();
  await page.getByText('1号储罐').waitFor();
  await barSays(page, 0);
  await fieldShot(page, 'taken-on');

  // Anybody who asks the code at the door reads the promise.
  const card = await head.evaluate(async (firm) => {
    const { cardCode } = await (await fetch(`/api/v1/enterprises/${firm}`)).json();
    return String(cardCode);
  }, works.dims.enterpriseId);
  const stranger = await (await openPhone(browser)).newPage();
  await stranger.goto(`${site.url}/c/${card}`);
  await stranger.getByText(PROMISE).waitFor();
  await fieldShot(stranger, 'card');
  expect(await faults(stranger)).toEqual([]);
  await Promise.all([head.context(), phone, stranger.context()].map((context) => context.close()));
});

test('a team leader on the phone: the team’s tasks, sends back what was not put right, accepts what was', async () => {
  const by = await deskOf(browser, site, { works, username: 'anquan' });
  const hands = await deskOf(browser, site, { works, username: 'gongren' });
  const id = await reportDanger(by, { works, name: '除尘器积灰' });
  await rectifyDanger(browser, { id, by, hands, assigneeId: workerId });

  const phone = await openPhone(browser);
  const page = await openField(phone, site);
  await signIn(page, 'banzu');
  await page.getByText('1号储罐').waitFor();
  await page.getByRole('link', { name: '隐患' }).click();
  await page.getByRole('heading', { name: '等我处理' }).waitFor();
  await page.getByRole('button', { name: /除尘器积灰/ }).click();
  await page.getByText('已清灰').first().waitFor();
  expect(await faults(page)).toEqual([]);
  await fieldShot(page, 'leader-judges');
  await page.getByRole('button', { name: '验收不通过' }).click();
  const form = page.locator('.step-form');
  await form.getByLabel('原因').fill('滤筒背面还有积灰');
  await form.getByRole('button', { name: '验收不通过' }).click();
  await page.locator('.tags').getByText('整改中').waitFor();

  await hands('GET', `dangers/${id}`).then((danger) => expect(danger.failedAcceptances).toBe(1));
  const again = await hands('GET', `dangers/${id}`);
  const command = {
    type: 'submit_rectified',
    note: '背面也已清理',
    photoIds: again.files.map((f: { id: string }) => f.id),
  };
  await hands('POST', `dangers/${id}/commands`, { expectedVersion: again.version, command });
  await page.goto(`${site.url}/field/danger/${id}`);
  await page.getByText('背面也已清理').first().waitFor();
  await page.getByRole('button', { name: '验收通过' }).click();
  await form.getByRole('button', { name: '验收通过' }).click();
  await page.locator('.tags').getByText('已销号').waitFor();
  await barSays(page, 0);
  expect(await faults(page)).toEqual([]);
  await fieldShot(page, 'leader-accepted');
  await phone.close();
});
