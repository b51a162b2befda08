import type { Role, ScopeCodes } from '@yufang/domain';
import { makeSite, type Site as Works } from '@yufang/server/modules/inspection/testing';
import { systemClock } from '@yufang/server/platform/clock/clock';
import { asSystem } from '@yufang/server/platform/db/database';
import { makeEnterprise } from '@yufang/server/testing/world';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './support/browser.ts';
import { deskOf, reportDanger } from './support/danger.ts';
import { axe, engage, shot, visit } from './support/person.ts';
import { openSite, type Site } from './support/site.ts';
import { employ } from './support/staff.ts';

const OWN = '中牟县甲木业（虚构）';
const OTHER = '开封祥符乙化工（虚构）';
const DANGER = '除尘器泄爆片锈蚀';
const PARK = '0199a3c2-7d15-7c4e-9a61-3f0d5b7e21aa';
let site: Site;
let browser: Browser;
let works: Works;
let sibling: string;
let dangerId: string;

/** Who looks, and the one neighbour beside whom they see nothing. */
const SUPERVISORS: readonly (readonly [Role, ScopeCodes])[] = [
  ['city_officer', { kind: 'region', code: '410100' }],
  ['department_officer', { kind: 'sector', sector: 'industry', code: '410100' }],
  ['park_officer', { kind: 'park', parkId: PARK }],
];

beforeAll(async () => {
  [site, browser] = await Promise.all([openSite({ live: true }), openBrowser()]);
  await asSystem(site.db, (trx) =>
    trx
      .insertInto('park')
      .values({
        id: PARK,
        name: '中牟产业园（虚构）',
        city_code: '410100',
        county_code: '410122',
        kind: 'industrial',
        state: 'active',
        invented: true,
      })
      .execute(),
  );
  const dims = await makeEnterprise(site.db, { name: OWN, sector: 'industry', parkId: PARK });
  works = await makeSite({ db: site.db, clock: systemClock }, dims);
  sibling = (await makeEnterprise(site.db, { name: OTHER, countyCode: '410212', sector: 'energy' })).enterpriseId;
  await employ(site, works, { username: 'anquan', name: '许晓燕', role: 'safety_officer' });
  dangerId = await reportDanger(await deskOf(browser, site, { works, username: 'anquan' }), { works, name: DANGER });
  for (const [role, scope] of SUPERVISORS) await engage(site, { username: role, name: '王立', role, scope });
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

test.each(SUPERVISORS)('%s: sees its own, goes down to a record, and cannot open a sibling’s', async (role) => {
  const page = await visit(browser, site, { path: '/overview', username: role });
  await page.getByText('未销号 1').first().waitFor();
  await shot(page, `${role}-overview`);
  expect(await axe(page)).toEqual([]);

  await page.locator('.yf-nav-group', { hasText: '企业' }).click();
  await page.locator('[data-row]', { hasText: OWN }).click();
  await page.getByRole('heading', { level: 1, name: OWN }).waitFor();
  expect(await axe(page)).toEqual([]);
  await page.locator(`main a[href*="/dangers/${dangerId}"]`).first().click();
  await page.getByRole('heading', { level: 1, name: DANGER }).waitFor();
  await page.getByText('许晓燕').first().waitFor();
  await shot(page, `${role}-danger`);
  expect(await axe(page)).toEqual([]);

  // The neighbour is neither in a list nor behind an address.
  await page.goto(`${site.url}/console/enterprises`);
  await page.locator('[data-row]', { hasText: OWN }).waitFor();
  expect(await page.getByText(OTHER).count()).toBe(0);
  await page.goto(`${site.url}/console/enterprises/${sibling}`);
  await page.locator('main .yf-failed').waitFor();
  expect(await page.getByText(OTHER).count()).toBe(0);
  expect(await axe(page)).toEqual([]);
  const refused = await page.evaluate(async (id) => {
    const asked = ['archive', 'dangers', 'people', 'risk-tree'].map((what) =>
      fetch(`/api/v1/enterprises/${id}/${what}`),
    );
    return (await Promise.all(asked)).map((reply) => reply.status);
  }, sibling);
  for (const status of refused) expect([403, 404]).toContain(status);
  await page.context().close();
});
