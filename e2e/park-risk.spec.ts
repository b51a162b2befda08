import type { Role, ScopeCodes } from '@yufang/domain';
import { generateTasks } from '@yufang/server/modules/inspection/generate';
import { makeSite, type Site as Works } from '@yufang/server/modules/inspection/testing';
import { smallFile } from '@yufang/server/modules/park/testing';
import { systemClock } from '@yufang/server/platform/clock/clock';
import { asSystem } from '@yufang/server/platform/db/database';
import { makeEnterprise } from '@yufang/server/testing/world';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './support/browser.ts';
import { axe, engage, PHONE, shot, visit } from './support/person.ts';
import { openSite, type Site } from './support/site.ts';
import { employ } from './support/staff.ts';

const PARK = '0199a3c2-7d15-7c4e-9a61-3f0d5b7e21aa';
const PARK_NAME = '中牟化工园区（虚构）';
const OWN = '中牟县甲化工（虚构）';
const TITLE = '2026 年度整体性评估';
let site: Site;
let browser: Browser;
let works: Works;
/** The address of the assessment, found by the first journey and gone on with by the others. */
let assessment = '';

const PEOPLE: readonly (readonly [string, string, Role, ScopeCodes])[] = [
  ['yuanqu', '李建国', 'park_officer', { kind: 'park', parkId: PARK }],
  ['fuhe', '周海燕', 'park_officer', { kind: 'park', parkId: PARK }],
  ['xian', '王立', 'county_officer', { kind: 'region', code: '410122' }],
  ['kaifeng', '孙明', 'county_officer', { kind: 'region', code: '410212' }],
];

beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
  await asSystem(site.db, (trx) =>
    trx
      .insertInto('park')
      .values({
        id: PARK,
        name: PARK_NAME,
        city_code: '410100',
        county_code: '410122',
        kind: 'chemical',
        state: 'active',
        lon: 114.3,
        lat: 34.8,
        invented: true,
      })
      .execute(),
  );
  const dims = await makeEnterprise(site.db, { name: OWN, sector: 'industry', parkId: PARK });
  works = await makeSite({ db: site.db, clock: systemClock }, dims);
  await employ(site, works, { username: 'anquan', name: '许晓燕', role: 'safety_officer' });
  for (const [username, name, role, scope] of PEOPLE) await engage(site, { username, name, role, scope });
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** The example park as the one enterprise's: vessels, people, targets and weather in one file. */
const parkFile = () => {
  const file = smallFile();
  return Buffer.from(
    JSON.stringify({
      ...file,
      enterprises: [{ id: 'E1', name: OWN }],
      vessels: file.vessels.map((v) => ({ ...v, enterpriseId: 'E1' })),
    }),
  );
};

/** The map has drawn: its marks are counted in the page once it stands still. */
const drawn = (page: Page, where = '.park-map') =>
  page.locator(`${where} [data-drawn]:not([data-drawn="0"])`).first().waitFor();

/** What stands out of the page at the right, and is not inside something that scrolls by itself. */
const wider = (page: Page) =>
  page.evaluate(`(() => {
    const clipped = (e) => { for (let p = e.parentElement; p; p = p.parentElement) if (getComputedStyle(p).overflowX !== 'visible') return true; return false; };
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    return [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !clipped(e)).map((e) => e.tagName + '.' + e.className);
  })()`);

test('a park officer imports the park, assesses it, and reads map, F-N curve and dominoes', async () => {
  const page = await visit(browser, site, { path: '/parks', username: 'yuanqu' });
  await page.getByRole('heading', { level: 1, name: PARK_NAME }).waitFor();
  await page.getByText('还没有定版的评估').waitFor();
  expect(await axe(page)).toEqual([]);

  await page.locator('.park-pages a', { hasText: '基础清单' }).click();
  await page.getByRole('button', { name: '导入园区文件' }).click();
  const drawer = page.locator('.ant-drawer');
  await drawer
    .locator('input[type=file]')
    .setInputFiles({ name: 'park.json', mimeType: 'application/json', buffer: parkFile() });
  await drawer.getByText('检查完成，尚未写入').waitFor();
  await drawer.getByText('新增 8').waitFor();
  await shot(page, 'park-import');
  await drawer.getByRole('button', { name: '全部写入' }).click();
  await drawer.getByText('已写入').waitFor();
  await drawer.getByRole('button', { name: '完成' }).click();
  await page.locator('[data-row]', { hasText: '1号液氯储罐' }).getByText('已确认').waitFor();
  expect(await axe(page)).toEqual([]);
  for (const part of ['人口', '防护目标', '气象', '计算选项']) {
    await page.locator('.park-parts .ant-segmented-item', { hasText: part }).click();
    await page.getByText('园区文件导入').first().waitFor();
    expect(await axe(page)).toEqual([]);
  }

  await page.locator('.park-pages a', { hasText: '评估' }).click();
  await page.getByRole('button', { name: '新建评估' }).click();
  await page.getByRole('textbox', { name: '名称' }).fill(TITLE);
  await page.getByRole('button', { name: '建立草稿' }).click();
  await page.getByRole('heading', { level: 1, name: TITLE }).waitFor();
  assessment = new URL(page.url()).pathname.replace('/console', '');

  await page.getByRole('button', { name: '开始计算' }).click();
  await page.locator('.park-progress [role=progressbar]').waitFor();
  await page.getByRole('tab', { name: '地图' }).waitFor();
  await page.getByText('筛查级结果。').waitFor();
  await drawn(page);
  await page.getByRole('button', { name: '1号液氯储罐' }).click();
  await page.getByText('致死率 50%').waitFor();
  await shot(page, 'park-map');
  expect(await axe(page)).toEqual([]);

  await page.getByRole('tab', { name: 'F-N 曲线' }).click();
  await page.locator('.park-fn svg').waitFor();
  await page.getByRole('row', { name: /^≥ 1 / }).waitFor();
  await shot(page, 'park-fn');
  expect(await axe(page)).toEqual([]);
  await page.getByRole('tab', { name: '多米诺' }).click();
  await page.locator('.park-graph svg').waitFor();
  await page.getByRole('heading', { name: '最可能的连锁' }).waitFor();
  await shot(page, 'park-domino');
  expect(await axe(page)).toEqual([]);
  for (const tab of ['设备', '防护目标', '措施']) {
    await page.getByRole('tab', { name: tab, exact: true }).click();
    await page.getByRole('table', { name: tab, exact: true }).waitFor();
    expect(await axe(page)).toEqual([]);
  }
  await page.context().close();
});

test('what if: a vessel emptied lowers the risk beside what it was, and is taken back', async () => {
  const page = await visit(browser, site, { path: `${assessment}/what-if`, username: 'yuanqu' });
  await page.locator('.park-before-after').waitFor();
  await page.getByRole('combobox', { name: '设备' }).click();
  await page.keyboard.type('1号液氯');
  await page.keyboard.press('Enter');
  await page.getByRole('spinbutton', { name: '充装系数' }).fill('30');
  await page.getByRole('button', { name: '试算' }).click();
  await page.getByText('1号液氯储罐 充装改为 30%').waitFor();
  const pll = page.locator('.park-before-after tbody tr').first().locator('td').last();
  await expect.poll(() => pll.textContent(), { timeout: 30_000 }).toMatch(/^−\d/);
  await drawn(page, '.park-sides section:first-child');
  await drawn(page, '.park-sides section:last-child');
  await shot(page, 'park-what-if');
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: '撤销一步' }).click();
  await page.getByText('还没有改动。').waitFor();
  await expect.poll(() => pll.textContent(), { timeout: 30_000 }).toBe('0%');
  await page.context().close();
});

test('another officer freezes it, the report is printed, and the work list reaches an enterprise’s tasks', async () => {
  const author = await visit(browser, site, { path: assessment, username: 'yuanqu' });
  await author.getByRole('button', { name: '提交复核' }).click();
  await author.getByText('本人提交的评估须由他人复核').waitFor();
  await author.context().close();

  const page = await visit(browser, site, { path: assessment, username: 'fuhe' });
  await page.getByRole('button', { name: '复核定版' }).click();
  // It cannot be undone, so it asks first.
  await page.getByRole('button', { name: '定版', exact: true }).click();
  await page.getByRole('button', { name: '生成工作清单' }).click();
  await page.getByText(/新增 \d+ 项/).waitFor();
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: '评估报告（PDF）' }).click();
  expect((await coming).suggestedFilename()).toMatch(/\.pdf$/);

  await page.locator('.park-pages a', { hasText: '工作清单' }).click();
  await page.locator('[data-row]', { hasText: OWN }).first().waitFor();
  await shot(page, 'park-work');
  expect(await axe(page)).toEqual([]);
  await page.locator('.park-pages a', { hasText: '概况' }).click();
  await page.getByText('定版于').waitFor();
  await shot(page, 'park-home');
  expect(await axe(page)).toEqual([]);
  await page.context().close();

  const firm = await visit(browser, site, { path: '/own-park?part=work', username: 'anquan' });
  await firm.locator('[data-row]').first().click();
  await firm.getByRole('button', { name: '转为管控措施' }).click();
  await firm.getByRole('combobox', { name: '责任岗位' }).click();
  await firm.keyboard.press('Enter');
  await firm.locator('.ant-drawer-footer').getByRole('button', { name: '转为管控措施' }).click();
  await firm.getByText('已转为管控措施，排查任务按周期生成').waitFor();
  await generateTasks(site.db, new Date());
  await firm.getByRole('link', { name: '排查任务' }).click();
  await firm.getByRole('heading', { level: 1, name: '任务清单' }).waitFor();
  await shot(firm, 'park-task');
  await firm.locator('[data-row]').first().waitFor();
  await firm.goto(`${site.url}/console/own-park`);
  await drawn(firm);
  await firm.getByRole('table', { name: '设备', exact: true }).waitFor();
  expect(await axe(firm)).toEqual([]);
  await firm.context().close();
});

test('on a phone and in English it is the same park; a county that is not the park’s does not see it', async () => {
  const phone = await visit(browser, site, { path: assessment, username: 'xian', size: PHONE, lang: 'en' });
  await phone.getByText('Screening-level result.').waitFor();
  await drawn(phone);
  expect(await wider(phone)).toEqual([]);
  await shot(phone, 'park-phone');
  expect(await axe(phone)).toEqual([]);
  await phone.context().close();

  const other = await visit(browser, site, { path: assessment, username: 'kaifeng' });
  await other.locator('main .yf-failed').waitFor();
  expect(await other.getByText('筛查级结果。').count()).toBe(0);
  await other.context().close();
});
