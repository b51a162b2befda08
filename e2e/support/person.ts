import { mkdirSync } from 'node:fs';
import type { Role, ScopeCodes } from '@yufang/domain';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { PATIENCE } from './browser.ts';
import type { Site } from './site.ts';

const SHOTS = process.env.YUFANG_SHOTS;

/** The one password of the people of these tests. */
export const PASSWORD = 'Correct-Horse-9';
export const WIDE = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** Make an account with one duty; those above enterprises have their second factor already. */
export async function engage(
  site: Site,
  given: { username: string; name: string; role: Role; scope: ScopeCodes; personId?: string; id?: string },
): Promise<void> {
  const { username, name, role, scope } = given;
  await site.account({
    ...(given.id ? { id: given.id } : {}),
    username,
    name,
    password: PASSWORD,
    demo: true,
    secondFactor: scope.kind !== 'enterprise',
    assignments: [{ role, scope, personId: given.personId ?? null }],
  });
}

/** Open a page of the console as a person in a browser of their own; signed in when a user name is given. */
export async function visit(
  browser: Browser,
  site: Site,
  given: { path: string; username?: string; size?: typeof WIDE; lang?: 'zh' | 'en'; password?: string },
): Promise<Page> {
  const lang = given.lang ?? 'zh';
  const context: BrowserContext = await browser.newContext({
    viewport: given.size ?? WIDE,
    locale: lang === 'zh' ? 'zh-CN' : 'en',
    timezoneId: 'Asia/Shanghai',
    // What slides in under the pointer can lose a press on a busy machine; the phone’s pages move as they do.
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  page.on('pageerror', (error) => expect.unreachable(`page failed: ${error.message}`));
  await page.goto(`${site.url}/console${given.path}${given.path.includes('?') ? '&' : '?'}lang=${lang}`);
  if (given.username) await signIn(page, given.username, given.password);
  return page;
}

/** Name, password and, where the duty asks for it, the code of the demo's authenticator. */
export async function signIn(page: Page, username: string, password = PASSWORD): Promise<void> {
  await page.locator('input[autocomplete="username"]').fill(username);
  await page.locator('input[autocomplete="current-password"]').fill(password);
  await page.locator('button[type="submit"]').click();
  const code = page.locator('.yf-door-demo-code button');
  await page.locator('.yf-top').or(code).first().waitFor();
  if (await code.isVisible()) await code.click();
  await page.locator('.yf-top').waitFor();
}

/** A picture for the eye, when YUFANG_SHOTS names a folder. */
export async function shot(page: Page, name: string): Promise<void> {
  if (!SHOTS) return;
  mkdirSync(SHOTS, { recursive: true });
  await page.waitForTimeout(500);
  await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

export { axeFindings as axe } from './axe.ts';
