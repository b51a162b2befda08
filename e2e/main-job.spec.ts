import { generateTasks } from '@yufang/server/modules/inspection/generate';
import { makeSite, type Site as Works } from '@yufang/server/modules/inspection/testing';
import { systemClock } from '@yufang/server/platform/clock/clock';
import { makeEnterprise } from '@yufang/server/testing/world';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './support/browser.ts';
import { choose } from './support/choose.ts';
import {
  barSays,
  faults,
  shot as fieldShot,
  onThePhone,
  openField,
  openPhone,
  signIn,
  takePhoto,
} from './support/field.ts';
import { axe, engage, shot, visit } from './support/person.ts';
import { openSite, type Site } from './support/site.ts';
import { employ } from './support/staff.ts';

const FIRM = '中牟县甲木业（虚构）';
const MEASURE = '可燃气体报警器每日试验';
const CHECK = '按下试验按钮，报警器应声光报警';
const DANGER = '报警器探头失效';
let site: Site;
let browser: Browser;
let works: Works;

beforeAll(async () => {
  [site, browser] = await Promise.all([openSite({ live: true }), openBrowser()]);
  const dims = await makeEnterprise(site.db, { name: FIRM });
  // A point, a risk, a post and who holds it; nothing is to be inspected there yet.
  works = await makeSite({ db: site.db, clock: systemClock }, dims, []);
  const worker = { username: 'gongren', name: works.worker.name, personId: works.worker.personId ?? '' };
  await employ(site, works, { ...worker, role: 'post_worker' });
  await employ(site, works, { username: 'anquan', name: '许晓燕', role: 'safety_officer' });
  await employ(site, works, { username: 'banzu', name: '赵班长', role: 'team_leader' });
  const region = (code: string) => ({ kind: 'region', code }) as const;
  await engage(site, { username: 'xian', name: '孙立新', role: 'county_officer', scope: region('410122') });
  await engage(site, { username: 'sheng', name: '赵明远', role: 'province_officer', scope: region('410000') });
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** Grade by LEC, and put a measure on a named post, as the safety officer does at the desk. */
async function gradeAndControl(page: Page): Promise<void> {
  await page.getByRole('button', { name: /开始评价|重新评价/ }).click();
  await page.locator('.yf-risk-picker .ant-segmented-item', { hasText: 'LEC' }).click();
  for (const [factor, score] of [
    ['L', 3],
    ['E', 6],
    ['C', 7],
  ] as const) {
    const group = page
      .locator('.yf-risk-factors fieldset')
      .filter({ has: page.locator('legend', { hasText: new RegExp(`^${factor} `) }) });
    await group.locator('label', { hasText: new RegExp(`^${score} `) }).click();
  }
  await page.getByText('3 × 6 × 7 = 126').first().waitFor();
  await page.getByRole('button', { name: '采用此等级' }).click();
  await page.getByRole('button', { name: '重新评价' }).waitFor();
  // At once, with the version that was just saved.
  await page.getByRole('button', { name: '提交审核' }).click();
  await page.getByRole('button', { name: '提交审核' }).waitFor({ state: 'detached' });

  await page.getByRole('button', { name: '新增措施' }).click();
  const drawer = page.locator('.ant-drawer-open');
  await drawer.getByLabel('措施内容').fill(MEASURE);
  await drawer.getByLabel('排查内容').fill(CHECK);
  await choose(drawer.getByLabel('责任岗位'), '罐区巡检岗');
  await drawer.getByRole('button', { name: '保存' }).click();
  await drawer.waitFor({ state: 'detached' });
  const row = page.locator('tr', { hasText: MEASURE });
  await row.getByText('罐区巡检岗').waitFor();
  // The duty made an inspection item.
  await row.getByText(/每 \d/).first().waitFor();
}

/** Send one command of the danger that is open at the desk, after what `fill` puts in. */
async function give(page: Page, name: string, fill: (drawer: Locator) => Promise<void> = async () => undefined) {
  await page.locator('main').getByRole('button', { name }).first().click();
  const drawer = page.locator('.ant-drawer-open');
  await drawer.locator('.ant-drawer-footer').waitFor();
  await fill(drawer);
  await drawer.locator('.ant-drawer-footer button.ant-btn-primary').click();
  await drawer.waitFor({ state: 'detached' });
}

/** The worker's round without a network: the one check is abnormal, with a photo and what was found. */
async function inspectOffline(page: Page): Promise<void> {
  await page.getByText('1号储罐').click();
  await page.getByRole('button', { name: '开始排查（1 项）' }).click();
  await page.getByRole('heading', { name: CHECK }).waitFor();
  await page.getByRole('button', { name: '异常' }).click();
  await page.getByLabel('发现了什么').fill(DANGER);
  await takePhoto(page, 11);
  await fieldShot(page, 'job-found');
  await page.getByRole('button', { name: '看小结' }).click();
  await page.getByRole('button', { name: '提交', exact: true }).click();
  // The record and the danger.
  await barSays(page, 2);
}

/** Look again at what others did, as one who opens the app anew; then open the danger. */
async function openDanger(page: Page): Promise<void> {
  await page.goto(`${site.url}/field/dangers`);
  await page.getByRole('button', { name: new RegExp(DANGER) }).click();
  await page.getByRole('heading', { name: DANGER }).waitFor();
}

test('from one post to the whole province: graded, inspected without a network, found, rectified, accepted, seen', async () => {
  const { enterpriseId } = works.dims;
  const risk = `/enterprises/${enterpriseId}/risks/${works.eventId}`;
  const officer = await visit(browser, site, { path: risk, username: 'anquan' });
  await gradeAndControl(officer);
  await shot(officer, 'job-1-graded');
  expect(await axe(officer)).toEqual([]);
  // The hourly job, which tests do not wait for.
  await generateTasks(site.db, new Date());

  const county = await visit(browser, site, { path: '/overview', username: 'xian' });
  const open = (n: number) => county.locator('.sit-figures').getByText(`未销号 ${n}`);
  await open(0).waitFor();
  await county.locator('#main').getByText('实时').waitFor();
  await county.evaluate('window.sameVisit = true');

  const worker = await openPhone(browser);
  const field = await openField(worker, site);
  await signIn(field, 'gongren');
  await field.getByText('1号储罐').waitFor();
  await onThePhone(field);
  await worker.setOffline(true);
  await inspectOffline(field);
  await worker.setOffline(false);
  await barSays(field, 0);

  // The county sees it by the stream, in the page that has been open all the while.
  await open(1).waitFor();
  await county.locator('.sit-now').getByText(DANGER).first().waitFor();
  await shot(county, 'job-2-county');

  // The team leader, on a phone too: true, and who does what by when, with what, and what if.
  const leader = await openPhone(browser);
  const lead = await openField(leader, site);
  await signIn(lead, 'banzu');
  await openDanger(lead);
  await lead.getByRole('button', { name: '核实属实' }).click();
  await lead.locator('.step-form').getByRole('button', { name: '核实属实' }).click();
  await lead.locator('.tags').getByText('已核实').waitFor();
  await lead.getByRole('button', { name: '下达整改' }).click();
  const form = lead.locator('.step-form');
  await form.getByText('限期整改', { exact: true }).click();
  await form.locator('option', { hasText: works.worker.name }).waitFor({ state: 'attached' });
  const choice = await form.locator('option', { hasText: works.worker.name }).getAttribute('value');
  await form.getByLabel('整改责任人').selectOption(choice);
  await form.getByLabel('整改措施').fill('更换探头');
  await form.getByLabel('资金').fill('2000 元');
  await form.getByLabel('应急预案').fill('停用区域，加强巡检');
  expect(await faults(lead)).toEqual([]);
  await fieldShot(lead, 'job-assign');
  await form.getByRole('button', { name: '下达整改' }).click();
  await lead.locator('.tags').getByText('已下达整改').waitFor();

  // Whom it was given to puts it right, with a photo.
  await openDanger(field);
  await field.getByText('更换探头').first().waitFor();
  await field.getByRole('button', { name: '开始整改' }).click();
  await field.locator('.step-form').getByRole('button', { name: '开始整改' }).click();
  await field.locator('.tags').getByText('整改中').waitFor();
  await field.getByRole('button', { name: '整改完成，提交验收' }).click();
  await field.getByLabel('怎么改的').fill('探头已更换，试验正常');
  await takePhoto(field, 12);
  await field.locator('.step-form').getByRole('button', { name: '整改完成，提交验收' }).click();
  await field.locator('.tags').getByText('待验收').waitFor();
  await barSays(field, 0);
  await fieldShot(field, 'job-rectified');
  // Who rectified does not accept.
  expect(await field.getByRole('button', { name: '验收通过' }).count()).toBe(0);

  // Another accepts, at the desk; the risk falls back to its grade, and the page says so.
  await officer.goto(`${site.url}/console/dangers`);
  await officer.locator('[data-row]', { hasText: DANGER }).waitFor();
  const dangerId = (await officer.locator('[data-row]', { hasText: DANGER }).getAttribute('data-row')) ?? '';
  await officer.goto(`${site.url}/console/enterprises/${enterpriseId}/dangers/${dangerId}`);
  for (const text of ['更换探头', '2000 元', '停用区域，加强巡检', '探头已更换，试验正常'])
    await officer.getByText(text).first().waitFor();
  await officer.getByText(MEASURE).first().waitFor();
  await officer.locator('.yf-danger-photos img').nth(1).waitFor();
  await shot(officer, 'job-3-to-accept');
  // What is said goes by itself after a while: it is looked out for from before the act.
  const said = officer.locator('.ant-notification-notice', { hasText: '风险等级已重新评定' });
  await Promise.all([said.getByText('泄漏').first().waitFor(), give(officer, '验收合格，销号')]);
  await officer.getByText('已销号').first().waitFor();
  await shot(officer, 'job-4-accepted');
  expect(await axe(officer)).toEqual([]);
  await open(0).waitFor();
  expect(await county.evaluate('window.sameVisit')).toBe(true);

  // The province goes down to that very record.
  const province = await visit(browser, site, { path: '/overview', username: 'sheng' });
  await province.locator('.sit-table button.sit-link', { hasText: '郑州市' }).first().click();
  await province.getByRole('heading', { level: 1, name: /郑州市/ }).waitFor();
  await province.locator('.sit-table button.sit-link', { hasText: '中牟县' }).first().click();
  await province.getByRole('heading', { level: 1, name: /中牟县/ }).waitFor();
  await province.locator('.yf-nav-group', { hasText: '企业' }).click();
  await province.locator('[data-row]', { hasText: FIRM }).click();
  await province.waitForURL(new RegExp(`/enterprises/${enterpriseId}`));
  await shot(province, 'job-5-archive');
  await province.locator(`main a[href*="/dangers/${dangerId}"]`).first().click();
  await province.getByRole('heading', { level: 1, name: DANGER }).waitFor();
  const story = province.locator('main');
  for (const text of ['上报', '核实属实', '下达整改', '开始整改', '提交验收', '验收合格并销号'])
    await story.getByText(text).first().waitFor();
  // What closing did to the risk stands in the danger's own history, folded away.
  await story.getByText('风险等级变化').first().waitFor({ state: 'attached' });
  await shot(province, 'job-6-province');
  expect(await axe(province)).toEqual([]);
  await Promise.all([officer.context(), county.context(), province.context(), worker, leader].map((c) => c.close()));
});
