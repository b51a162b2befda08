import { mkdirSync } from 'node:fs';
import { generateTasks } from '@yufang/server/modules/inspection/generate';
import { sweepTasks } from '@yufang/server/modules/inspection/sweep';
import { makeSite } from '@yufang/server/modules/inspection/testing';
import { systemClock } from '@yufang/server/platform/clock/clock';
import { makeEnterprise } from '@yufang/server/testing/world';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeFindings as axe } from './support/axe.ts';
import { openBrowser, PATIENCE } from './support/browser.ts';
import { openSite, type Site } from './support/site.ts';

const SHOTS = process.env.YUFANG_SHOTS;
const PASSWORD = 'Correct-Horse-9';
let site: Site;
let browser: Browser;
let items: readonly string[];
let enterpriseId: string;

beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
  const dims = await makeEnterprise(site.db, { name: '中牟县甲木业（虚构）' });
  enterpriseId = dims.enterpriseId;
  const day = new Date(Date.now() - 2 * 86_400_000);
  const shift = { cycle_n: 2, cycle_unit: 'hour', starts_on: '2026-01-01', next_window: day };
  const made = await makeSite({ db: site.db, clock: systemClock }, dims, [
    { next_window: day },
    shift,
    { next_window: day, starts_on: '2026-03-01' },
  ]);
  items = made.items;
  await generateTasks(site.db, new Date());
  await sweepTasks(site.db, new Date());
  await site.account({
    username: 'safety1',
    name: '李安',
    password: PASSWORD,
    demo: true,
    demoPassword: PASSWORD,
    assignments: [{ role: 'safety_officer', scope: { kind: 'enterprise', enterpriseId } }],
  } as Parameters<Site['account']>[0]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

async function shot(page: Page, name: string): Promise<void> {
  if (!SHOTS) return;
  mkdirSync(SHOTS, { recursive: true });
  await page.waitForTimeout(700);
  await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

test.each(['zh', 'en'] as const)('%s: board, tasks, items, records and a record’s own page', async (lang) => {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: lang === 'zh' ? 'zh-CN' : 'en',
  });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  page.on('pageerror', (error) => expect.unreachable(`page failed: ${error.message}`));
  await page.goto(`${site.url}/console/tasks?lang=${lang}`);
  await page.locator('input[autocomplete="username"]').fill('safety1');
  await page.locator('input[autocomplete="current-password"]').fill(PASSWORD);
  await page.locator('button[type="submit"]').click();
  await page.locator('.yf-insp-posts li').first().waitFor();
  // The calendar is asked for by itself and may come after the posts.
  await expect.poll(() => page.locator('.yf-insp-day').count(), { timeout: PATIENCE }).toBeGreaterThan(27);
  await shot(page, `inspection-board-${lang}`);
  expect(await axe(page)).toEqual([]);

  await page.goto(`${site.url}/console/inspection/tasks?lang=${lang}`);
  await page.locator('[data-row]').first().waitFor();
  await page.locator('[data-row]').first().click();
  await page.locator('.ant-drawer h2').waitFor();
  await shot(page, `inspection-tasks-${lang}`);
  expect(await axe(page)).toEqual([]);

  await page.goto(`${site.url}/console/inspection/items?lang=${lang}`);
  await page.locator('[data-row]').first().waitFor();
  await shot(page, `inspection-items-${lang}`);
  expect(await axe(page)).toEqual([]);

  // A record at the desk, whose page then shows itself.
  const id = crypto.randomUUID();
  const status = await page.evaluate(
    async (given) =>
      (
        await fetch(`/api/v1/enterprises/${given.enterpriseId}/inspection/records`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ id: given.id, itemId: given.itemId, result: 'abnormal', note: '<b>阀门渗漏</b>' }),
        })
      ).status,
    { enterpriseId, id, itemId: items[0] },
  );
  expect(status).toBe(200);
  await page.goto(`${site.url}/console/inspection/records?lang=${lang}`);
  await page.locator('[data-row]').first().waitFor();
  await shot(page, `inspection-records-${lang}`);
  expect(await axe(page)).toEqual([]);
  await page.goto(`${site.url}/console/enterprises/${enterpriseId}/records/${id}?lang=${lang}`);
  await page.getByText('<b>阀门渗漏</b>').first().waitFor();
  await shot(page, `inspection-record-${lang}`);
  expect(await axe(page)).toEqual([]);
  await context.close();
});
