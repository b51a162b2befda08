import { mkdirSync } from 'node:fs';
import { writeNotices } from '@yufang/server/modules/notice/write';
import { asSystem } from '@yufang/server/platform/db/database';
import { makeEnterprise } from '@yufang/server/testing/world';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeFindings as axe } from './support/axe.ts';
import { openBrowser, PATIENCE } from './support/browser.ts';
import { settled } from './support/settled.ts';
import { openSite, type Site } from './support/site.ts';

const SHOTS = process.env.YUFANG_SHOTS;
const PASSWORD = 'Correct-Horse-9';
const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

let site: Site;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
  await asSystem(site.db, (trx) =>
    trx
      .insertInto('region')
      .values([
        { code: '410000', name: '河南省', name_en: 'Henan', level: 'province', source: 'test' },
        { code: '410100', name: '郑州市', name_en: 'Zhengzhou', level: 'city', parent_code: '410000', source: 'test' },
        { code: '410122', name: '中牟县', name_en: 'Zhongmu', level: 'county', parent_code: '410100', source: 'test' },
      ])
      .onConflict((c) => c.doNothing())
      .execute(),
  );
  const enterprise = await makeEnterprise(site.db, { name: '中牟县甲木业（虚构）' });
  const { enterpriseId } = enterprise;
  await tellMany(enterprise);
  await site.account({
    username: 'safety1',
    name: '李安',
    password: PASSWORD,
    demo: true,
    demoPassword: PASSWORD,
    assignments: [{ role: 'safety_officer', scope: { kind: 'enterprise', enterpriseId } }],
  } as Parameters<Site['account']>[0]);
  await site.account({
    username: 'county1',
    name: '王县',
    password: PASSWORD,
    demo: true,
    assignments: [{ role: 'county_officer', scope: { kind: 'region', code: '410122' } }],
  } as Parameters<Site['account']>[0]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** 60 notices for the safety officer: more than a page of 50. */
async function tellMany(enterprise: Awaited<ReturnType<typeof makeEnterprise>>): Promise<void> {
  const topics = ['report', 'assign', 'submit_rectified', 'overdue', 'list_supervision', 'accept'] as const;
  const urgency = { overdue: 'urgent', list_supervision: 'urgent', accept: 'info' } as const;
  for (let i = 0; i < 60; i += 1) {
    const topic = topics[i % topics.length] ?? 'report';
    const params = {
      number: `YH-2026-${String(i + 1).padStart(4, '0')}`,
      name: `除尘器第 ${i + 1} 处积灰`,
      due: '2026-12-01',
    };
    const what = { entity: 'hidden_danger', entityId: crypto.randomUUID(), params, roles: ['safety_officer'] } as const;
    const telling = {
      ...what,
      topic: `hidden_danger.${topic}`,
      urgency: topic in urgency ? urgency[topic as keyof typeof urgency] : 'action',
    } as const;
    await asSystem(site.db, (trx) =>
      writeNotices(trx, enterprise, { at: new Date(Date.now() - i * 3_600_000), actorId: 'test', tellings: [telling] }),
    );
  }
}

async function open(path: string, size = WIDE, lang = 'zh'): Promise<Page> {
  const context = await browser.newContext({ viewport: size, locale: lang === 'zh' ? 'zh-CN' : 'en' });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  page.on('pageerror', (error) => expect.unreachable(`page failed: ${error.message}`));
  await page.goto(`${site.url}/console${path}?lang=${lang}`);
  return page;
}

async function shot(page: Page, name: string): Promise<void> {
  if (!SHOTS) return;
  mkdirSync(SHOTS, { recursive: true });
  await page.waitForTimeout(700);
  await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

async function signIn(page: Page, username: string): Promise<void> {
  await page.locator('input[autocomplete="username"]').fill(username);
  await page.locator('input[autocomplete="current-password"]').fill(PASSWORD);
  await page.locator('button[type="submit"]').click();
}

test('a stranger is sent to the sign-in page and after it to where they wanted to go', async () => {
  const page = await open('/me/sessions');
  await page.waitForURL(/\/console\/sign-in/);
  await page.locator('h1').waitFor();
  expect(await axe(page)).toEqual([]);
  await shot(page, 'sign-in-zh');
  await signIn(page, 'safety1');
  await page.waitForURL(/\/console\/me\/sessions/);
  await page.getByText('本设备').waitFor();
  expect(await axe(page)).toEqual([]);
  await shot(page, 'sessions-zh');
  await page.goto(`${site.url}/console/me/security?lang=en`);
  await page.locator('h1').waitFor();
  await shot(page, 'security-en');
  expect(await axe(page)).toEqual([]);
  await page.goto(`${site.url}/console/not/there`);
  await page.getByText('404').waitFor();
  await shot(page, '404');
  await page.context().close();
});

test('a wrong password is said in words', async () => {
  const page = await open('/sign-in', PHONE, 'en');
  await page.locator('input[autocomplete="username"]').fill('nobody');
  await page.locator('input[autocomplete="current-password"]').fill('wrong');
  await page.locator('button[type="submit"]').click();
  await page.getByText('The user name or the password is wrong.').waitFor();
  expect(await axe(page)).toEqual([]);
  await shot(page, 'sign-in-wrong-en-phone');
  await page.context().close();
});

test('an officer of a county enrols a second factor, then signs in, climbs and signs out', async () => {
  const page = await open('/sign-in', WIDE, 'en');
  await signIn(page, 'county1');
  await page.locator('h1', { hasNotText: 'Sign in' }).waitFor();
  await shot(page, 'second-factor-en');
  expect(await axe(page)).toEqual([]);
  await page.locator('.yf-door-demo-code button').click();
  await page.locator('.yf-top').waitFor();
  await shot(page, 'county-en');
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Night' }).click();
  await shot(page, 'county-en-dark');
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Night' }).click();
  await page.getByRole('button', { name: 'Large type' }).click();
  await shot(page, 'county-en-elder');
  await page.getByRole('button', { name: /My account/ }).click();
  await shot(page, 'menu-en');
  const signOut = page.getByText('Sign out');
  await settled(signOut);
  await signOut.click();
  await page.waitForURL(/\/console\/sign-in/);
  await page.context().close();
});

test('on a phone the navigation is a drawer, reached by keyboard', async () => {
  const page = await open('/sign-in', PHONE);
  await signIn(page, 'safety1');
  await page.locator('.yf-top').waitFor();
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.className')).toBe('yf-skip');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: '主导航' }).waitFor();
  await shot(page, 'drawer-zh-phone');
  expect(await axe(page)).toEqual([]);
  await page.context().close();
});

test('a list is worked off by keyboard: filters in the address, rows to the panel, more rows at the end', async () => {
  const page = await open('/notices');
  await signIn(page, 'safety1');
  await page.locator('.yf-row').first().waitFor();
  expect(await page.locator('.yf-row').count()).toBe(50);
  expect(await axe(page)).toEqual([]);
  await shot(page, 'notices-zh');
  await page.getByRole('button', { name: '继续加载' }).click();
  await page.getByText('已全部显示').waitFor();
  expect(await page.locator('.yf-row').count()).toBe(60);

  await page.locator('body').click({ position: { x: 5, y: 400 } });
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForURL(/row=/);
  await page.locator('.ant-drawer').getByText('YH-2026-0002').first().waitFor();
  await shot(page, 'notices-panel-zh');
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.waitForURL((url) => !url.searchParams.has('row'));

  await page.goto(`${site.url}/console/notices?urgency=urgent&lang=en`);
  await page.getByText('20 in total').waitFor();
  expect(await page.locator('.yf-row').count()).toBe(20);
  await page.locator('.yf-row .ant-checkbox-input').first().check();
  await page.getByText('1 selected').waitFor();
  await shot(page, 'notices-en');
  await page.setViewportSize(PHONE);
  await page.locator('.yf-cards').waitFor();
  await shot(page, 'notices-en-phone');
  expect(await axe(page)).toEqual([]);
  await page.context().close();
});
