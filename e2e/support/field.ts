import { mkdirSync } from 'node:fs';
import { openChain, systemActor } from '@yufang/server/modules/change/record';
import { Writes } from '@yufang/server/modules/change/rows';
import { generateTasks } from '@yufang/server/modules/inspection/generate';
import { type ItemGiven, makeSite, type Site as Works } from '@yufang/server/modules/inspection/testing';
import { asSystem } from '@yufang/server/platform/db/database';
import { makeEnterprise } from '@yufang/server/testing/world';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { axeFindings } from './axe.ts';
import { PATIENCE } from './browser.ts';
import type { Site } from './site.ts';

export const PASSWORD = 'Correct-Horse-9';
export const PHONE = { width: 390, height: 844 };
const SHOTS = process.env.YUFANG_SHOTS;
const DAY_MS = 86_400_000;

/** A small enterprise with one post, its holder `zhangsan`, a point and items served daily since ten days ago; today's tasks are made. */
export async function openWorks(site: Site, username: string, items: readonly ItemGiven[]): Promise<Works> {
  const dims = await makeEnterprise(site.db, { name: '中牟县甲木业（虚构）' });
  const day = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);
  const today = day(Date.now());
  const served = { starts_on: day(Date.now() - 10 * DAY_MS), next_window: new Date(`${today}T00:00:00+08:00`) };
  const works = await makeSite(
    { db: site.db, clock: { now: () => new Date() } },
    dims,
    items.map((i) => ({ ...served, ...i })),
  );
  await generateTasks(site.db, new Date());
  const accountId = crypto.randomUUID();
  const scope = { kind: 'enterprise', enterpriseId: dims.enterpriseId } as const;
  await site.account({
    id: accountId,
    username,
    name: works.worker.name,
    password: PASSWORD,
    assignments: [{ role: 'post_worker', scope, personId: works.worker.personId }],
  });
  await change(site, works, async (w) =>
    w.update('person', await w.need('person', works.worker.personId ?? ''), { account_id: accountId }),
  );
  return { ...works, worker: { ...works.worker, accountId } };
}

/** Change rows of an enterprise as its office would, through the change log. */
export async function change(site: Site, works: Works, work: (writes: Writes) => Promise<unknown>): Promise<void> {
  await asSystem(site.db, async (trx) => {
    const writes = new Writes({
      trx,
      chain: await openChain(trx, works.dims),
      actor: systemActor('test'),
      now: new Date(),
    });
    await work(writes);
    await writes.finish();
  });
}

/** A script for the app's pages alone: the empty page a tab begins with has no storage. */
export const onPages = (script: string): string => `if (location.protocol.startsWith('http')) { ${script} }`;

/** A phone: its own storage, a place, no service but ours. Chinese unless told. */
export async function openPhone(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: PHONE,
    locale: 'zh-CN',
    hasTouch: true,
    isMobile: true,
    permissions: ['geolocation'],
    geolocation: { longitude: 113.7, latitude: 34.7, accuracy: 12 },
    ...options,
  });
  context.setDefaultTimeout(PATIENCE);
  context.on('weberror', (error) => expect.unreachable(`page failed: ${error.error().stack}`));
  return context;
}

/** Open the app on a phone; it must come up with and without a network. */
export async function openField(context: BrowserContext, site: Site, path = '/'): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${site.url}/field${path}`);
  await page.locator('h1').waitFor();
  return page;
}

export async function signIn(page: Page, username: string): Promise<void> {
  await page.locator('#username').fill(username);
  await page.locator('#password').fill(PASSWORD);
  await page.locator('button[type="submit"]').first().click();
  await page.locator('.bar').waitFor();
}

/** The app is on the phone: the worker controls the page and has put every screen by. */
export async function onThePhone(page: Page): Promise<void> {
  // The page's own policy forbids what waitForFunction does.
  await expect
    .poll(() => page.evaluate('navigator.serviceWorker.controller !== null'), { timeout: PATIENCE })
    .toBe(true);
}

/** Wait until the thin bar says that so many things wait, and so many came back. */
export async function barSays(page: Page, pending: number, refused = 0): Promise<void> {
  await page.locator(`.bar[data-pending="${pending}"][data-refused="${refused}"]`).waitFor();
}

/** Every finding of axe, as `rule: element`; and targets that a thumb would miss. */
export async function faults(page: Page): Promise<string[]> {
  const found = await axeFindings(page, true);
  const small: unknown = await page.evaluate(
    `[...document.querySelectorAll('main button, main .button, nav a')].filter((b) => b.getBoundingClientRect().height > 0 && b.getBoundingClientRect().height < 47.5)
      .map((b) => 'small target: ' + b.outerHTML.slice(0, 100))`,
  );
  return [...found, ...(small as string[])];
}

export async function shot(page: Page, name: string): Promise<void> {
  if (!SHOTS) return;
  mkdirSync(SHOTS, { recursive: true });
  await page.waitForTimeout(400);
  await page.screenshot({ path: `${SHOTS}/field-${name}.png` });
}

/** A picture like no other: coloured noise, so that no two photos look alike to the platform. */
export function photoBytes(seed: number): { name: string; mimeType: string; buffer: Buffer } {
  const side = 64;
  const rows = Buffer.alloc(54 + side * side * 3);
  rows.write('BM', 0, 'latin1');
  rows.writeUInt32LE(rows.length, 2);
  rows.writeUInt32LE(54, 10);
  rows.writeUInt32LE(40, 14);
  rows.writeInt32LE(side, 18);
  rows.writeInt32LE(side, 22);
  rows.writeUInt16LE(1, 26);
  rows.writeUInt16LE(24, 28);
  let x = seed * 2_654_435_761 + 1;
  for (let i = 54; i < rows.length; i++) {
    x = (Math.imul(x, 1_664_525) + 1_013_904_223) >>> 0;
    rows[i] = x >>> 24;
  }
  return { name: `photo-${seed}.bmp`, mimeType: 'image/bmp', buffer: rows };
}

export const takePhoto = async (page: Page, seed: number, within = 'main'): Promise<void> => {
  const scope = page.locator(within);
  const before = await scope.locator('.thumb').count();
  await scope.locator('input[type="file"]').last().setInputFiles(photoBytes(seed));
  await scope.locator('.thumb').nth(before).waitFor();
};
