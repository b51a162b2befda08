import { makeSite, type Site as Works } from '@yufang/server/modules/inspection/testing';
import { systemClock } from '@yufang/server/platform/clock/clock';
import { asSystem } from '@yufang/server/platform/db/database';
import { makeEnterprise } from '@yufang/server/testing/world';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './support/browser.ts';
import { axe, engage, PHONE, shot, visit } from './support/person.ts';
import { openSite, type Site } from './support/site.ts';
import { employ } from './support/staff.ts';

const PARK = '0199a3c2-7d15-7c4e-9a61-3f0d5b7e21ab';
const OWN = '中牟县甲化工（虚构）';
let site: Site;
let browser: Browser;
let works: Works;

beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
  await asSystem(site.db, (trx) =>
    trx
      .insertInto('park')
      .values({
        id: PARK,
        name: '中牟化工园区（虚构）',
        city_code: '410100',
        county_code: '410122',
        kind: 'chemical',
        lon: 114.3,
        lat: 34.8,
        invented: true,
      })
      .execute(),
  );
  const dims = await makeEnterprise(site.db, { name: OWN, sector: 'industry', parkId: PARK });
  works = await makeSite({ db: site.db, clock: systemClock }, dims);
  await employ(site, works, { username: 'anquan', name: '许晓燕', role: 'safety_officer' });
  const park = { kind: 'park', parkId: PARK } as const;
  await engage(site, { username: 'yuanqu', name: '李建国', role: 'park_officer', scope: park });
  await engage(site, { username: 'fuhe', name: '周海燕', role: 'park_officer', scope: park });
  const scope = { kind: 'region', code: '410122' } as const;
  await engage(site, { username: 'xian', name: '王立', role: 'county_officer', scope });
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** Nothing stands out of the page at the right. */
const fits = (page: Page) => page.evaluate('document.documentElement.scrollWidth <= innerWidth');

test('an enterprise enters a unit and sees S and R move; the county finds it in the register', async () => {
  const page = await visit(browser, site, { path: '/major-hazard-units', username: 'anquan' });
  await page.getByText('还没有辨识单元').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: '添加单元' }).click();
  const drawer = page.locator('.ant-drawer');
  await drawer.getByLabel('单元名称').fill('液氯库');
  await drawer.getByLabel('厂界外 500 m 范围内常住人口').fill('120');
  await drawer.getByRole('combobox', { name: '物质' }).fill('液氯');
  await drawer.getByLabel('设计最大量 q（t）').fill('20');
  await drawer.getByText('R = α · Σ β·q/Q = 2 × 16 = 32').waitFor();
  await drawer.getByLabel('设计最大量 q（t）').fill('4.9');
  await drawer.getByText('S < 1，不构成重大危险源，不分级').waitFor();
  await drawer.getByRole('combobox', { name: '物质' }).fill('某溶剂');
  await drawer.getByText('表 1 中没有“某溶剂”').waitFor();
  await shot(page, 'hazard-form');
  expect(await axe(page)).toEqual([]);
  await drawer.getByRole('combobox', { name: '物质' }).fill('液氯');
  await drawer.getByLabel('设计最大量 q（t）').fill('20');
  await drawer.getByRole('button', { name: '保存并计算' }).click();
  await page.locator('.yf-section', { hasText: '液氯库' }).getByText('R = α · Σ β·q/Q = 2 × 16 = 32').waitFor();
  await shot(page, 'hazard-units');
  expect(await axe(page)).toEqual([]);

  const county = await visit(browser, site, { path: '/major-hazards', username: 'xian' });
  await county.locator('[data-row], tbody tr', { hasText: '液氯库' }).getByText('三级').waitFor();
  expect(await axe(county)).toEqual([]);

  const phone = await visit(browser, site, {
    path: '/major-hazard-units',
    username: 'anquan',
    size: PHONE,
    lang: 'en',
  });
  await phone.getByText('R = α · Σ β·q/Q = 2 × 16 = 32').waitFor();
  expect(await fits(phone)).toBe(true);
  await shot(phone, 'hazard-phone');
});

test('a park is graded with evidence; who scored does not approve, another officer does', async () => {
  const page = await visit(browser, site, { path: `/parks/${PARK}/gradings`, username: 'yuanqu' });
  await page.getByText('还没有评级').waitFor();
  await page.getByRole('button', { name: '开始评级' }).click();
  await page.locator('.ant-drawer').getByLabel('评级名称').fill('2026 年度评级');
  await page.locator('.ant-drawer-footer').getByRole('button', { name: '开始评级' }).click();
  await page.getByRole('heading', { level: 1, name: '2026 年度评级' }).waitFor();
  await page.getByText('本次为暂评，不得作为正式评级使用').waitFor();
  const scores = page.locator('.yf-grading-item').getByRole('spinbutton');
  expect(await scores.count()).toBe(5);
  for (const [i, score] of ['5', '5', '5', '3.8', '5'].entries()) await scores.nth(i).fill(score);
  await page.getByText('得分 23.8 ÷ 应得 28 × 100 = 85 → D').waitFor();
  for (let i = 0; i < 5; i += 1) await page.locator('.yf-grading-item textarea').nth(i).fill('现场查看');
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: '保存评分' }).click();
  await page.getByRole('button', { name: '提交复核' }).click();
  await page.getByText('由您评分或提交，须他人复核').waitFor();
  await shot(page, 'grading-review');
  const path = new URL(page.url()).pathname.replace('/console', '');

  const other = await visit(browser, site, { path, username: 'fuhe' });
  await other.getByRole('button', { name: '复核通过' }).click();
  await other.locator('.yf-record-meta').getByText('已评定').waitFor();
  await other.locator('aside').getByText('复核通过').waitFor();
  await shot(other, 'grading-approved');
  expect(await axe(other)).toEqual([]);

  const county = await visit(browser, site, { path, username: 'xian', size: PHONE, lang: 'en' });
  await county.getByText('This grade is provisional and not to be used as a formal one').waitFor();
  expect(await fits(county)).toBe(true);
  await shot(county, 'grading-phone');
});
