import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './support/browser.ts';
import { choose } from './support/choose.ts';
import { axe, engage, PASSWORD, PHONE, shot, signIn, visit } from './support/person.ts';
import { openSite, type Site } from './support/site.ts';

const FIRM = '中牟县三人木工坊（虚构）';
let site: Site;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
  const county = (code: string) => ({ role: 'county_officer', scope: { kind: 'region', code } }) as const;
  await engage(site, { username: 'xian', name: '孙立新', ...county('410122') });
  await engage(site, { username: 'linxian', name: '郑邻县', ...county('410181') });
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

async function fillIn(page: Page): Promise<void> {
  await page.locator('#particulars_name').fill(FIRM);
  await page.locator('#particulars_code').fill('91410122MA3X5T8K2A');
  await page.locator('#particulars_countyCode').click();
  await page.locator('.ant-cascader-menu-item', { hasText: '郑州市' }).click();
  await page.locator('.ant-cascader-menu-item', { hasText: '中牟县' }).click();
  await choose(page.locator('#particulars_industryCode'), '家具制造业', '家具');
  await choose(page.locator('#particulars_scale'), '微型');
  await choose(page.locator('#particulars_sector'), '应急');
  await page.locator('#head_name').fill('周木匠');
  await page.locator('#head_phone').fill('13800138000');
  await page.locator('#head_username').fill('zhoumujiang');
  await page.locator('#head_password').fill(PASSWORD);
  await page.locator('#repeat').fill(PASSWORD);
}

test('a firm registers itself, its county approves, its head signs in; until then there is nothing to see', async () => {
  const phone = await visit(browser, site, { path: '/register', size: PHONE });
  await fillIn(phone);
  const send = phone.locator('main button[type="submit"]');
  await send.click();
  // A wrong digit of the credit code is said in words, beside the field.
  const code = phone.locator('.ant-form-item-has-error', { has: phone.locator('#particulars_code') });
  await code.getByText(/校验/).waitFor();
  await shot(phone, 'registration-wrong-code');
  expect(await axe(phone)).toEqual([]);
  // An individual business has none: the platform gives a provisional one.
  await phone.locator('#particulars_code').fill('');
  await send.click();
  const follow = phone.locator('.yf-public-code');
  await follow.waitFor();
  await shot(phone, 'registration-sent');
  expect(await axe(phone)).toEqual([]);
  const followCode = (await follow.textContent())?.trim() ?? '';
  await phone.goto(`${site.url}/console/register?code=${followCode}`);
  await phone.getByText('等待县级审核').waitFor();
  // The account is there, its duty is not.
  await phone.goto(`${site.url}/console/sign-in`);
  await phone.locator('input[autocomplete="username"]').fill('zhoumujiang');
  await phone.locator('input[autocomplete="current-password"]').fill(PASSWORD);
  await phone.locator('button[type="submit"]').click();
  await phone.getByText('账户还没有职责').first().waitFor();
  expect(await axe(phone)).toEqual([]);
  await phone.getByRole('button', { name: '换一个账户登录' }).click();

  // Another county is not asked.
  const other = await visit(browser, site, { path: '/enterprise-requests', username: 'linxian' });
  await other.locator('main h1').waitFor();
  await other.locator('.ant-empty, .yf-empty').first().waitFor();
  expect(await other.getByText(FIRM).count()).toBe(0);

  const county = await visit(browser, site, { path: '/enterprise-requests', username: 'xian' });
  await county.locator('[data-row]', { hasText: FIRM }).click();
  const panel = county.locator('.ant-drawer-open');
  await panel.getByText('周木匠').first().waitFor();
  await shot(county, 'registration-county');
  expect(await axe(county)).toEqual([]);
  await panel.locator('button.ant-btn-primary').click();
  await panel.waitFor({ state: 'detached' });
  // What is decided leaves the queue and stays to be looked up.
  await county.locator('[data-row]', { hasText: FIRM }).waitFor({ state: 'detached' });
  await county.goto(`${site.url}/console/enterprise-requests?state=approved`);
  await county.locator('[data-row]', { hasText: FIRM }).getByText('已通过').waitFor();

  await phone.goto(`${site.url}/console/register?code=${followCode}`);
  await phone.getByText('已通过，可以登录').waitFor();
  await phone.getByRole('link', { name: /登录/ }).click();
  await signIn(phone, 'zhoumujiang');
  await phone.goto(`${site.url}/console/archive`);
  await phone.getByRole('heading', { level: 1, name: FIRM }).waitFor();
  await shot(phone, 'registration-head');
  expect(await axe(phone)).toEqual([]);
  await Promise.all([phone, other, county].map((page) => page.context().close()));
});
