import { makeEnterprise } from '@yufang/server/testing/world';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './support/browser.ts';
import { choose } from './support/choose.ts';
import { axe, engage, PASSWORD, shot, visit } from './support/person.ts';
import { openSite, type Site } from './support/site.ts';
import { totp } from './support/totp.ts';

const FIRM = '中牟县甲木业（虚构）';
let site: Site;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
  await makeEnterprise(site.db, { name: FIRM });
  await engage(site, { username: 'xitong', name: '蒋系统', role: 'system_admin', scope: { kind: 'platform' } });
  await engage(site, { username: 'anbao', name: '沈安保', role: 'security_admin', scope: { kind: 'platform' } });
  await engage(site, { username: 'shenji', name: '冯审计', role: 'audit_admin', scope: { kind: 'audit' } });
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** Business data is behind neither the routes nor the screens of an administrator. */
async function seesNoBusiness(page: Page): Promise<void> {
  const refused = await page.evaluate(async () => {
    const asked = ['dangers', 'enterprises', 'overview', 'risks', 'inspection/tasks', 'notices/x'];
    return (await Promise.all(asked.map((path) => fetch(`/api/v1/${path}`)))).map((reply) => reply.status);
  });
  for (const status of refused) expect([403, 404]).toContain(status);
  for (const path of ['/enterprises', '/dangers', '/overview']) {
    await page.goto(`${site.url}/console${path}`);
    await page.locator('main .yf-failed').first().waitFor();
    expect(await page.getByText(FIRM).count(), path).toBe(0);
  }
}

/** The first sign-in of a real account: with the password it was given, an authenticator, then a password of its own. */
async function firstSignIn(page: Page, given: { username: string; password: string; own: string }): Promise<void> {
  await page.locator('input[autocomplete="username"]').fill(given.username);
  await page.locator('input[autocomplete="current-password"]').fill(given.password);
  await page.locator('button[type="submit"]').click();
  const secret = await page.locator('.yf-secret-text code').textContent();
  await shot(page, 'first-sign-in-authenticator');
  expect(await axe(page)).toEqual([]);
  await page.locator('.yf-code').fill(totp(secret ?? ''));
  await page.locator('button[type="submit"]').click();
  const fresh = page.locator('input[autocomplete="new-password"]');
  await fresh.first().fill(given.own);
  await fresh.last().fill(given.own);
  expect(await axe(page)).toEqual([]);
  await page.locator('button[type="submit"]').click();
  await page.locator('.yf-top').waitFor();
}

test('three administrators apart: one makes an account, one gives the duty and the rules, one reads both; none sees business', async () => {
  const system = await visit(browser, site, { path: '/admin/accounts', username: 'xitong' });
  await system.getByRole('button', { name: '新建账户' }).click();
  const making = system.locator('.ant-drawer-open');
  await making.getByLabel('用户名').fill('wangxin');
  await making.getByLabel('名称').fill('王新');
  await making.getByRole('button', { name: '建立账户' }).click();
  const first = system.locator('.ant-modal', { hasText: '初始密码' });
  const password = ((await first.locator('code').textContent()) ?? '').trim();
  expect(password.length).toBeGreaterThanOrEqual(8);
  await shot(system, 'system-admin-first-password');
  await first.getByRole('button', { name: '已记下' }).click();
  await system.locator('[data-row]', { hasText: 'wangxin' }).click();
  const card = system.locator('.ant-drawer-open');
  await card.getByText('这个账户还没有职责。').waitFor();
  // Who makes accounts gives no duties.
  expect(await card.getByRole('button', { name: '授予职责' }).count()).toBe(0);
  expect(await axe(system)).toEqual([]);
  await seesNoBusiness(system);

  const security = await visit(browser, site, { path: '/admin/accounts', username: 'anbao' });
  expect(await security.getByRole('button', { name: '新建账户' }).count()).toBe(0);
  await security.locator('[data-row]', { hasText: 'wangxin' }).click();
  await security.locator('.ant-drawer-open').getByRole('button', { name: '授予职责' }).click();
  const giving = security.locator('.ant-drawer-open').last();
  await choose(giving.getByLabel('角色'), '县级监管');
  await choose(giving.getByLabel('行政区划'), '中牟县', '中牟');
  expect(await axe(security)).toEqual([]);
  await giving.locator('.ant-drawer-footer button.ant-btn-primary').click();
  await security.locator('.ant-drawer-open').getByText('县级监管').first().waitFor();
  await shot(security, 'security-admin-duty');
  await security.goto(`${site.url}/console/admin/security-policy`);
  await security.getByLabel('连续输错几次后锁定').fill('4');
  await security.getByRole('button', { name: '保存策略' }).click();
  await security.getByText('策略已生效').waitFor();
  await seesNoBusiness(security);

  const officer = await visit(browser, site, { path: '/sign-in' });
  await firstSignIn(officer, { username: 'wangxin', password, own: PASSWORD });
  await officer.goto(`${site.url}/console/enterprises`);
  await officer.locator('[data-row]', { hasText: FIRM }).waitFor();

  const audit = await visit(browser, site, { path: '/audit/changes', username: 'shenji' });
  await audit.locator('[data-row]').first().waitFor();
  await shot(audit, 'audit-admin-changes');
  const row = (who: string, what: string) =>
    audit.locator('[data-row]', { hasText: who }).filter({ hasText: what }).first();
  await row('蒋系统', '账户').waitFor();
  await row('沈安保', '职责').waitFor();
  await row('沈安保', '策略').click();
  const change = audit.locator('.ant-drawer-open tr', { hasText: 'lock_after' });
  await change.getByText('4', { exact: true }).waitFor();
  await shot(audit, 'audit-admin-policy');
  expect(await axe(audit)).toEqual([]);
  await audit.goto(`${site.url}/console/audit/sign-ins`);
  await audit.locator('[data-row]', { hasText: 'wangxin' }).first().waitFor();
  expect(await axe(audit)).toEqual([]);
  await seesNoBusiness(audit);
  await Promise.all([system, security, officer, audit].map((page) => page.context().close()));
});
