import { makeEnterprise } from '@yufang/server/testing/world';
import pg from 'pg';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './support/browser.ts';
import { axe, engage, shot, visit } from './support/person.ts';
import { openSite, type Site } from './support/site.ts';

const FIRM = '中牟县甲木业（虚构）';
let site: Site;
let browser: Browser;
let enterpriseId: string;

beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
  ({ enterpriseId } = await makeEnterprise(site.db, { name: FIRM }));
  await engage(site, { username: 'auditor', name: '冯审', role: 'audit_admin', scope: { kind: 'audit' } });
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** Change what a link says behind the platform's back, as only the owner of the database could. */
async function tamper(): Promise<void> {
  const owner = new pg.Client({ connectionString: site.ownerUrl });
  await owner.connect();
  try {
    await owner.query("set session_replication_role = 'replica'");
    const { rowCount } = await owner.query(
      `update change set after = jsonb_set(after, '{name}', '"改过的名字"') where enterprise_id = $1`,
      [enterpriseId],
    );
    expect(rowCount).toBe(1);
  } finally {
    await owner.end();
  }
}

test('the audit administrator reads the changes, verifies a chain, sees tampering, and opens nothing else', async () => {
  const page = await visit(browser, site, { path: '/audit/changes', username: 'auditor' });
  await page.locator('[data-row]').first().waitFor();
  await shot(page, 'auditor-changes-zh');
  expect(await axe(page)).toEqual([]);

  await page.goto(`${site.url}/console/audit/chains`);
  const row = page.locator('[data-row]', { hasText: FIRM });
  await row.click();
  const panel = page.locator('.ant-drawer');
  await panel.getByRole('button', { name: '核验' }).click();
  await panel.locator('.ant-alert-info').waitFor();
  expect(await axe(page)).toEqual([]);

  await tamper();
  await panel.getByRole('button', { name: '核验' }).click();
  await panel.locator('.ant-alert-error').waitFor();
  await shot(page, 'auditor-tampered-zh');
  expect(await axe(page)).toEqual([]);

  // Nothing but the log: neither by address nor by the routes behind the screens.
  const refused = await page.evaluate(async (id) => {
    const asked = ['dangers', 'enterprises', 'overview', 'accounts', `enterprises/${id}/archive`, 'risks'];
    const replies = await Promise.all(asked.map((path) => fetch(`/api/v1/${path}`)));
    return replies.map((r) => r.status);
  }, enterpriseId);
  for (const status of refused) expect([403, 404]).toContain(status);
  expect(refused).toContain(403);
  for (const path of [`/enterprises/${enterpriseId}`, '/dangers', '/risks']) {
    await page.goto(`${site.url}/console${path}`);
    await page.locator('main').waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.locator('main').textContent()).not.toContain(FIRM);
  }
  await shot(page, 'auditor-refused-zh');
  expect(await page.locator('.yf-nav-group').allInnerTexts()).toHaveLength(1);
  await page.context().close();
});
