import { issueInvitation } from '@yufang/server/modules/auth/invitation-routes';
import { openChain, systemActor } from '@yufang/server/modules/change/record';
import { asSystem } from '@yufang/server/platform/db/database';
import { makeEnterprise } from '@yufang/server/testing/world';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './support/browser.ts';
import { barSays, faults, openField, openPhone, PASSWORD, shot } from './support/field.ts';
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

test('a small firm’s first day: from the invitation to the first inspection in at most 25 taps and 5 minutes', async () => {
  const firm = await makeEnterprise(site.db, { name: '老李木器坊（虚构）', scale: 'micro' });
  const { code } = await asSystem(site.db, async (trx) =>
    issueInvitation(
      trx,
      await openChain(trx, firm),
      { name: '李老板', role: 'enterprise_head', expiresAt: new Date(Date.now() + 86_400_000) },
      { actor: systemActor('中牟县应急管理局'), at: new Date() },
    ),
  );
  let taps = 1; // The link itself.
  const tap = async (locator: Locator) => {
    taps += 1;
    await locator.click();
  };
  const type = async (locator: Locator, text: string) => {
    await tap(locator);
    await locator.fill(text);
  };
  const begun = performance.now();
  const phone = await openPhone(browser);
  const page = await openField(phone, site, `/invite/${code}`);
  await page.getByText('老李木器坊（虚构）').waitFor();
  expect(await faults(page)).toEqual([]);
  await shot(page, 'invite-zh');
  await type(page.locator('#username'), 'laoli');
  await type(page.locator('#password'), PASSWORD);
  await tap(page.getByRole('button', { name: '开始使用' }));

  await page.getByRole('heading', { name: '选择您的行业' }).waitFor();
  await page.getByText('木材加工与家具').waitFor();
  expect(await page.locator('main .row').count()).toBeGreaterThanOrEqual(12);
  expect(await faults(page)).toEqual([]);
  await shot(page, 'trades-zh');
  await tap(page.getByText('木材加工与家具'));
  await page.getByText('勾选您有的风险').waitFor();
  expect(await faults(page)).toEqual([]);
  await shot(page, 'ticks-zh');
  // One the firm has not got, taken off.
  await tap(page.locator('.ticks input:checked').last());
  await tap(page.getByRole('button', { name: /^完成（/ }));
  await page.getByRole('heading', { name: '都准备好了' }).waitFor();
  await page.locator('button:has-text("开始第一次检查"):enabled').waitFor({ timeout: 30_000 });
  expect(await faults(page)).toEqual([]);
  await shot(page, 'ready-zh');
  await tap(page.getByRole('button', { name: '开始第一次检查' }));
  const bar = page.locator('progress');
  await bar.waitFor();
  const items = Number(await bar.getAttribute('max'));
  expect(items).toBeGreaterThan(0);
  expect(items).toBeLessThanOrEqual(15);
  for (let at = 0; at < items; at++) {
    await page.locator(`progress[value="${at}"]`).waitFor();
    await tap(page.getByRole('button', { name: '正常', exact: true }));
  }
  const submit = page.getByRole('button', { name: '提交', exact: true });
  await tap(submit);
  // The bar says 0 before the round is handed in as well as after it was sent: wait for what is handed in first.
  await submit.waitFor({ state: 'detached' });
  await barSays(page, 0);
  expect(taps).toBeLessThanOrEqual(25);
  expect(performance.now() - begun).toBeLessThan(5 * 60_000);
  await shot(page, 'first-day-done-zh');
  const rows = await asSystem(site.db, (trx) =>
    trx.selectFrom('inspection_record').selectAll().where('enterprise_id', '=', firm.enterpriseId).execute(),
  );
  expect(rows).toHaveLength(items);
  expect(rows.every((r) => r.task_id !== null)).toBe(true);
  console.log(`first day: ${taps} taps, ${items} items`);

  // The same account, next week: nothing left to do now, and the phone knows the firm without a network.
  await page.getByRole('button', { name: '任务' }).click();
  await page.getByText('现在没有要查的').waitFor();
  await phone.close();
});
