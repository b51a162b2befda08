import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './browser.ts';

/**
 * The pictures of the READMEs, taken from a running demo: `node e2e/support/docs-images.ts [http://localhost:8080]`. Where ImageMagick is, they are made small.
 */
const BASE = process.argv[2] ?? 'http://localhost:8080';
const OUT = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const PASSWORD = 'Yufang#2026demo';
const DESK = { width: 1440, height: 900 };
const WALL = { width: 1920, height: 1080 };

async function signIn(browser: Browser, username: string, lang: 'zh' | 'en'): Promise<Page> {
  const locale = lang === 'zh' ? 'zh-CN' : 'en';
  const page = await (await browser.newContext({ viewport: DESK, locale, timezoneId: 'Asia/Shanghai' })).newPage();
  await page.goto(`${BASE}/console/?lang=${lang}`);
  await page.locator('input[autocomplete="username"]').fill(username);
  await page.locator('input[autocomplete="current-password"]').fill(PASSWORD);
  await page.locator('button[type="submit"]').click();
  const code = page.locator('.yf-door-demo-code button');
  await page.locator('.yf-top').or(code).first().waitFor();
  if (await code.isVisible()) await code.click();
  await page.locator('.yf-top').waitFor();
  return page;
}

/**
 * @param wait milliseconds more, so that the map is drawn and something happens in the last minute
 * @param at what to bring to the top of the window, where it lies further down
 */
async function take(page: Page, name: string, path: string, wait = 1_000, at?: string): Promise<void> {
  await page.goto(`${BASE}/console${path}`);
  await page.locator('h1').first().waitFor();
  if (at) {
    await page.locator(at).first().waitFor();
    await page.locator(at).first().evaluate('(e) => scrollTo(0, e.getBoundingClientRect().top + scrollY - 66)');
  }
  await page.waitForTimeout(wait);
  const file = `${OUT}${name}.png`;
  await page.screenshot({ path: file });
  try {
    execFileSync('convert', [file, '-dither', 'None', '-colors', '192', '-define', 'png:compression-level=9', file]);
  } catch {
    console.log(`${name}: kept as taken, there is no ImageMagick`);
  }
  console.log(name);
}

const browser = await openBrowser();
for (const lang of ['zh', 'en'] as const) {
  const page = await signIn(browser, 'sheng', lang);
  await take(page, `province-${lang}`, `/overview?lang=${lang}`, 20_000);
  if (lang === 'zh') {
    await take(page, 'county', '/overview?region=410122', 8_000);
    await page.setViewportSize(WALL);
    await take(page, 'wall', '/wall', 20_000);
  }
}
for (const lang of ['zh', 'en'] as const) {
  const page = await signIn(browser, 'yuanqu', lang);
  const { rows: parks }: { rows: { id: string; name: string }[] } = await (
    await page.request.get(`${BASE}/api/v1/parks`)
  ).json();
  // The officer's own park is the one whose assessments he may read.
  for (const park of parks) {
    const reply = await page.request.get(`${BASE}/api/v1/parks/${park.id}/assessments?state=frozen&limit=1`);
    if (!reply.ok()) continue;
    const { rows }: { rows: { id: string }[] } = await reply.json();
    const at = `/parks/${park.id}/assessments/${rows[0]?.id ?? ''}`;
    await take(page, `park-map-${lang}`, at, 12_000, '.park-tabs');
    await take(page, `park-what-if-${lang}`, `${at}/what-if`, 15_000);
  }
}
const page = await signIn(browser, 'anquan', 'zh');
const read = async (path: string): Promise<readonly { id: string; enterpriseId: string }[]> => {
  const { rows }: { rows: { id: string; enterpriseId: string }[] } = await (
    await page.request.get(`${BASE}/api/v1${path}`)
  ).json();
  return rows;
};
const [danger] = await read('/dangers?level=major&limit=1');
const [risk] = await read('/risks?limit=1');
if (!danger || !risk) throw new Error('This is not the demo: its chemical works has no major danger or no risk');
await take(page, 'danger', `/enterprises/${danger.enterpriseId}/dangers/${danger.id}`);
await take(page, 'archive', '/archive');
await take(page, 'risks', `/risks?row=${risk.id}`);
await take(page, 'plan', '/risks/plans', 2_000);
await browser.close();
