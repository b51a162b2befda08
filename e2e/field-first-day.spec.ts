import { asSystem } from '@yufang/server/platform/db/database';
import { makeEnterprise } from '@yufang/server/testing/world';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, PATIENCE } from './support/browser.ts';
import { barSays, faults, openPhone, PASSWORD, shot } from './support/field.ts';
import { engage, visit } from './support/person.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
  const scope = { kind: 'region', code: '410122' } as const;
  await engage(site, { username: 'xian', name: '孙立新', role: 'county_officer', scope });
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** A phone names itself as such, so that the short address of an invitation leads to the phone app. */
const ANDROID =
  'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36';

/** The county invites the heads of its list; the link is shown once, to be sent on. */
async function invite(name: string): Promise<string> {
  const county = await visit(browser, site, { path: '/enterprises', username: 'xian' });
  await county.locator('[data-row]', { hasText: name }).locator('.ant-checkbox-input').check();
  await county.getByRole('button', { name: '批量邀请负责人' }).click();
  const url = await county.locator('.ant-modal td', { hasText: '/invite/' }).textContent();
  await county.context().close();
  return `${site.url}${new URL(url ?? '').pathname}`;
}

/**
 * How long somebody needs who is new to it, in seconds: a tap with reading and deciding, a character on a small keyboard. Taken generously, and
 * counted, not timed: a test machine's speed says nothing about people.
 */
const slowly = (taps: number, characters: number): number => taps * 8 + characters * 1.5;

test('a small firm’s first day: from the invitation to the first inspection in at most 25 taps and 5 minutes', async () => {
  const firm = await makeEnterprise(site.db, { name: '老李木器坊（虚构）', scale: 'micro' });
  const link = await invite('老李木器坊（虚构）');
  let taps = 1; // The link itself.
  const tap = async (locator: Locator) => {
    taps += 1;
    await locator.click();
  };
  let characters = 0;
  const type = async (locator: Locator, text: string) => {
    await tap(locator);
    await locator.fill(text);
    characters += text.length;
  };
  const phone = await openPhone(browser, { userAgent: ANDROID });
  const page = await phone.newPage();
  await page.goto(link);
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
  await page.locator('button:has-text("开始第一次检查"):enabled').waitFor();
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
  await submit.waitFor({ state: 'detached' });
  expect(taps).toBeLessThanOrEqual(25);
  expect(slowly(taps, characters)).toBeLessThanOrEqual(5 * 60);
  await shot(page, 'first-day-done-zh');
  const records = () =>
    asSystem(site.db, (trx) =>
      trx.selectFrom('inspection_record').selectAll().where('enterprise_id', '=', firm.enterpriseId).execute(),
    );
  // The bar says 0 in the moment before the outbox is read, too: what counts is what arrived.
  await expect.poll(async () => (await records()).length, { timeout: PATIENCE }).toBe(items);
  await barSays(page, 0);
  expect((await records()).every((r) => r.task_id !== null)).toBe(true);
  console.log(`first day: ${taps} taps, ${characters} characters, ${items} items`);

  // The same account, next week: nothing left to do now, and the phone knows the firm without a network.
  await page.getByRole('button', { name: '任务' }).click();
  await page.getByText('现在没有要查的').waitFor();
  await phone.close();
});
