import { makeSite, type Site as Works } from '@yufang/server/modules/inspection/testing';
import { systemClock } from '@yufang/server/platform/clock/clock';
import { makeEnterprise } from '@yufang/server/testing/world';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './support/browser.ts';
import { axe, engage, shot, visit } from './support/person.ts';
import { openSite, type Site } from './support/site.ts';
import { employ } from './support/staff.ts';

let site: Site;
let browser: Browser;
let works: Works;
beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
  works = await makeSite(
    { db: site.db, clock: systemClock },
    await makeEnterprise(site.db, { name: '中牟县甲木业（虚构）' }),
  );
  await employ(site, works, { username: 'anquan', name: '许晓燕', role: 'safety_officer' });
  await engage(site, {
    username: 'xian',
    name: '王立',
    role: 'county_officer',
    scope: { kind: 'region', code: '410122' },
  });
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const unit = (n: number, more: object = {}) => ({
  id: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`,
  updateDate: '20261120080000',
  hazardCode: '411710011007',
  hazardDep: '储运部',
  hazardLiablePerson: '张三',
  riskUnitName: `液氨储罐 ${n}`,
  riskClass: 2,
  ...more,
});
const fileOf = (json: unknown) => ({
  name: 'chain.json',
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify(json)),
});

test('a file of the enterprise’s own system: every row’s outcome, why some were refused, corrected and sent again', async () => {
  const page = await visit(browser, site, { path: '/exchange', username: 'anquan' });
  await page.getByText('还没有导入过数据').waitFor();
  expect(await axe(page)).toEqual([]);
  await shot(page, 'exchange-empty');
  await page.locator('input[type=file]').setInputFiles({ ...fileOf({}), buffer: Buffer.from('not json') });
  await page.locator('.ant-alert-error').waitFor();

  const rows = [...Array(60).keys()].map((n) =>
    unit(n, n % 6 === 0 ? { riskClass: 7 } : n % 6 === 1 ? { hazardDep: '' } : {}),
  );
  await page.locator('input[type=file]').setInputFiles(fileOf({ riskUnit: rows }));
  await page.getByRole('heading', { level: 1, name: '导入结果' }).waitFor();
  await page.getByRole('button', { name: '下载拒收的 20 行' }).waitFor();
  expect(await axe(page)).toEqual([]);
  await shot(page, 'exchange-batch');

  await page.goto(`${page.url().split('?')[0]}?outcome=refused&field=hazardDep`);
  await page.locator('[data-row]').first().waitFor();
  expect(await page.locator('[data-row]').count()).toBe(10);
  await page.locator('[data-row]').first().click();
  await page.locator('.ant-drawer-open').getByText('必填项没有填').waitFor();
  await shot(page, 'exchange-row');
  await page.keyboard.press('Escape');

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载拒收的 20 行' }).click(),
  ]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  const refused = JSON.parse(Buffer.concat(chunks).toString());
  expect([refused.riskUnit.length, refused.refusals.length]).toEqual([20, 20]);
  const corrected = refused.riskUnit.map((r: object) => ({ ...r, riskClass: 2, hazardDep: '储运部' }));
  await page.goto(`${site.url}/console/exchange`);
  await page.locator('[data-row]').first().waitFor();
  await shot(page, 'exchange-list');
  await page.locator('input[type=file]').setInputFiles(fileOf({ ...refused, riskUnit: corrected }));
  await page.getByRole('heading', { level: 1, name: '导入结果' }).waitFor();
  expect(await page.getByRole('button', { name: /下载拒收/ }).count()).toBe(0);
  await page.context().close();
});

test('the county reads what became of it, and hands in nothing', async () => {
  const path = `/enterprises/${works.dims.enterpriseId}/exchange`;
  const page = await visit(browser, site, { path, username: 'xian', lang: 'en' });
  await page.locator('[data-row]').first().click();
  await page.getByRole('heading', { level: 1, name: 'Result of an import' }).waitFor();
  await page.locator('[data-row]').first().waitFor();
  expect(await page.locator('input[type=file]').count()).toBe(0);
  expect(await axe(page)).toEqual([]);
  await shot(page, 'exchange-en');
  await page.context().close();
});
