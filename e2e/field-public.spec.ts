import { asSystem } from '@yufang/server/platform/db/database';
import { makeEnterprise } from '@yufang/server/testing/world';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, PATIENCE } from './support/browser.ts';
import { faults, onPages, openPhone, openWorks, PASSWORD, shot, signIn, takePhoto } from './support/field.ts';
import { ANDROID } from './support/phone.ts';
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

const cardOf = async (enterpriseId: string): Promise<string> =>
  (
    await asSystem(site.db, (trx) =>
      trx
        .selectFrom('enterprise')
        .select('card_code')
        .where('enterprise_id', '=', enterpriseId)
        .executeTakeFirstOrThrow(),
    )
  ).card_code;

/** A page reads in both languages and in large type, nothing overflows, axe is content. */
async function look(page: Page, name: string): Promise<void> {
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), name).toBeLessThanOrEqual(0);
  expect(await faults(page), name).toEqual([]);
  await shot(page, name);
}

test('a stranger scans the code on the door: a small page, reports in three steps, follows by the code', async () => {
  const firm = await makeEnterprise(site.db, { name: '路边铸造厂（虚构）' });
  const phone = await openPhone(browser, { userAgent: ANDROID });
  const page = await phone.newPage();
  const script: string[] = [];
  let bytes = 0;
  const session = await phone.newCDPSession(page);
  await session.send('Network.enable');
  const kinds = new Map<string, string>();
  session.on('Network.responseReceived', (e) => void kinds.set(e.requestId, e.type === 'Script' ? e.response.url : ''));
  session.on('Network.loadingFinished', (e) => {
    const url = kinds.get(e.requestId);
    if (!url) return;
    script.push(url);
    bytes += e.encodedDataLength;
  });
  await page.goto(`${site.url}/c/${await cardOf(firm.enterpriseId)}`);
  await page.getByRole('heading', { name: '路边铸造厂（虚构）' }).waitFor();
  expect(script.every((url) => url.includes('/field/assets/'))).toBe(true);
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(150_000);
  expect(await page.evaluate('navigator.serviceWorker.getRegistrations().then((r) => r.length)')).toBe(0);
  await look(page, 'public-card-zh');
  await page.getByRole('link', { name: '这里有隐患，我要举报' }).click();
  await page.getByRole('heading', { name: '您发现了什么？' }).waitFor();
  await look(page, 'public-tell-1-zh');
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByText('请至少写 4 个字').waitFor();
  await page.getByLabel('您发现了什么？').fill('炉前没有人看，铁水溢出来了');
  // What was typed outlives a reload.
  await page.reload();
  await expect
    .poll(() => page.getByLabel('您发现了什么？').inputValue(), { timeout: PATIENCE })
    .toBe('炉前没有人看，铁水溢出来了');
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByText('路边铸造厂（虚构）').waitFor();
  await page.getByRole('button', { name: '附上我现在的位置' }).click();
  await page.getByText('已附位置，精度 12 米').waitFor();
  await look(page, 'public-tell-2-zh');
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByLabel('手机号（可不填）').fill('123');
  await page.getByRole('button', { name: '提交举报' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('手机号（可不填）').fill('');
  await look(page, 'public-tell-3-zh');
  await page.getByRole('button', { name: '提交举报' }).click();
  await page.getByText('已收到，谢谢您。').waitFor();
  const code = (await page.locator('.follow-code').textContent()) ?? '';
  expect(code).toMatch(/^[A-Z0-9]{6,}$/);
  await look(page, 'public-thanks-zh');
  await page.getByRole('link', { name: '看处理进度' }).click();
  await page.getByText('已受理，转有关企业核实').waitFor();
  await look(page, 'public-follow-zh');
  const danger = await asSystem(site.db, (trx) =>
    trx
      .selectFrom('hidden_danger')
      .selectAll()
      .where('enterprise_id', '=', firm.enterpriseId)
      .executeTakeFirstOrThrow(),
  );
  expect(danger).toMatchObject({ source: 'public_report', lon: 113.7 });
  // Typed by hand on another day, in small letters.
  await page.goto(`${site.url}/12350`);
  await page.getByLabel('输入查询码').fill(code.toLowerCase());
  await page.getByRole('button', { name: '查看' }).click();
  await page.getByText('已受理，转有关企业核实').waitFor();
  await phone.close();
});

test('without a code: city, county and words; sent twice it is one report; in English and large type', async () => {
  const phone = await openPhone(browser, { locale: 'en-GB' });
  await phone.addInitScript(
    onPages(
      `localStorage.setItem('yufang.field', JSON.stringify({ deviceId: '${crypto.randomUUID()}', elder: true }))`,
    ),
  );
  const page = await phone.newPage();
  const sent: string[] = [];
  await phone.route('**/api/v1/public/reports', async (route) => {
    sent.push(route.request().postDataJSON().id);
    expect(route.request().headers()['x-device']).toBeUndefined();
    // The answer to the first is lost on the way.
    if (sent.length > 1) return await route.continue();
    await route.fetch();
    await route.abort('connectionreset');
  });
  await page.goto(`${site.url}/12350`);
  await page.getByLabel('What have you seen?').fill('Fire door chained shut');
  await look(page, 'public-tell-1-en-elder');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('Choose the county and say where it is').waitFor();
  await page.getByLabel('City').selectOption('410100');
  await page.getByLabel('County or district').selectOption('410122');
  await page.getByLabel('The place').fill('Market hall, second floor');
  await look(page, 'public-tell-2-en-elder');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Send the report' }).click();
  await page.getByText('No network. Check it and try again.').waitFor();
  await page.getByRole('button', { name: 'Send the report' }).click();
  await page.getByText('Received. Thank you.').waitFor();
  await look(page, 'public-thanks-en-elder');
  expect(sent).toHaveLength(2);
  expect(new Set(sent).size).toBe(1);
  const rows = await asSystem(site.db, (trx) =>
    trx
      .selectFrom('public_report')
      .selectAll()
      .where('id', '=', sent[0] ?? '')
      .execute(),
  );
  expect(rows).toHaveLength(1);
  await page.goto(`${site.url}/c/no-such-code`);
  await page.getByText('Try again').waitFor();
  await look(page, 'public-unknown-en-elder');
  await page.goto(`${site.url}/c`);
  await page.getByLabel('Type the code').waitFor();
  await look(page, 'public-find-en-elder');
  await phone.close();
});

test('who scans decides: the county’s officer has the pack and records a finding, a worker goes to the point, another’s worker sees the public card', async () => {
  const works = await openWorks(site, 'scanner1', [{}]);
  const other = await openWorks(site, 'scanner2', [{}]);
  const county = { kind: 'region', code: '410122' } as const;
  await site.account({
    username: 'county1',
    name: '孙立新',
    password: PASSWORD,
    demo: true,
    secondFactor: true,
    assignments: [{ role: 'county_officer', scope: county }],
  });
  const card = await cardOf(works.dims.enterpriseId);

  const officer = await openPhone(browser, { userAgent: ANDROID });
  const page = await officer.newPage();
  await page.goto(`${site.url}/field/`);
  await page.locator('#username').fill('county1');
  await page.locator('#password').fill(PASSWORD);
  await page.locator('button[type="submit"]').first().click();
  await page.locator('#code').fill(/\d{6}/.exec((await page.locator('.note').textContent()) ?? '')?.[0] ?? '');
  await page.locator('button[type="submit"]').first().click();
  await page.getByRole('link', { name: '扫企业码，看检查资料' }).click();
  await page.getByLabel('输入码').fill(card.toUpperCase());
  await page.getByRole('button', { name: '打开' }).click();
  await page.getByText('未销号隐患 · 0').waitFor();
  await page.getByText('重大风险 · 1').waitFor();
  await look(page, 'inspector-pack-zh');
  await page.getByRole('button', { name: '登记检查发现的隐患' }).click();
  await takePhoto(page, 21);
  await page.getByLabel('发现了什么').fill('二层平台护栏缺失');
  await look(page, 'inspector-finding-zh');
  await page.getByRole('button', { name: '登记隐患' }).click();
  await page.getByText('已登记为监管检查隐患，企业已收到。').waitFor();
  await page.getByRole('button', { name: '返回' }).click();
  await page.getByText('未销号隐患 · 1').waitFor();
  const danger = await asSystem(site.db, (trx) =>
    trx
      .selectFrom('hidden_danger')
      .selectAll()
      .where('enterprise_id', '=', works.dims.enterpriseId)
      .executeTakeFirstOrThrow(),
  );
  expect(danger).toMatchObject({ name: '二层平台护栏缺失', source: 'supervision' });
  expect(danger.photo_ids).toHaveLength(1);
  await officer.close();

  // The same code, a stranger's phone, English and large type: long words fit beside their figures.
  const stranger = await openPhone(browser, { locale: 'en-GB', viewport: { width: 360, height: 640 } });
  await stranger.addInitScript(
    onPages(
      `localStorage.setItem('yufang.field', JSON.stringify({ deviceId: '${crypto.randomUUID()}', elder: true }))`,
    ),
  );
  const seen = await stranger.newPage();
  await seen.goto(`${site.url}/c/${card}`);
  await seen.locator('.four').waitFor();
  await look(seen, 'public-card-en-elder');
  await stranger.close();

  const phone = await openPhone(browser, { userAgent: ANDROID });
  const own = await phone.newPage();
  await own.goto(`${site.url}/field/`);
  await signIn(own, 'scanner1');
  await own.getByText('1号储罐').waitFor();
  // The point's own code, by the phone's camera app: on to the very point, and the scan counts.
  await own.goto(`${site.url}/c/${works.pointCode}`);
  await own.getByRole('link', { name: '去排查：1 项待查' }).click();
  await own.getByText('已扫码').waitFor();
  // Inside the app a foreign point's code gets a plain answer, and the letters can be typed.
  await own.goto(`${site.url}/field/scan`);
  await own.getByLabel('输入码下面的字').fill(other.pointCode);
  await own.getByRole('button', { name: '确定' }).click();
  await own.getByText('不是本企业的点位码').waitFor();
  await look(own, 'scan-foreign-zh');
  await own.getByRole('link', { name: '看这个码是哪家企业的' }).click();
  await own.getByText('这家企业不在您的管辖或工作范围内').waitFor();
  await look(own, 'public-foreign-zh');
  await own.goto(`${site.url}/field/scan`);
  await own.getByLabel('输入码下面的字').fill(` ${works.pointCode.toUpperCase()} `);
  await own.getByRole('button', { name: '确定' }).click();
  await own.getByText('已扫码').waitFor();
  await phone.close();
});

test('addresses on old door plates still lead there', async () => {
  const firm = await makeEnterprise(site.db);
  const card = await cardOf(firm.enterpriseId);
  const where = async (path: string, agent = '') =>
    (await fetch(`${site.url}${path}`, { redirect: 'manual', headers: { 'user-agent': agent } })).headers.get(
      'location',
    );
  expect(await where(`/console/c/${card}`)).toBe(`/c/${card}`);
  expect(await where('/console/report?card=a%2Fb')).toBe('/12350?card=a%2Fb');
  expect(await where('/console/report?code=K7')).toBe('/12350/K7');
  expect(await where('/invite/x1', ANDROID)).toBe('/field/invite/x1');
  expect(await where('/invite/x1', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0')).toBe(
    '/console/invitation/x1',
  );
});
