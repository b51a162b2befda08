import { makeOrg } from '@yufang/server/modules/risk/testing';
import { makeEnterprise } from '@yufang/server/testing/world';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './support/browser.ts';
import { axe, engage, shot, visit } from './support/person.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let browser: Browser;
let enterpriseId: string;

beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
  const dims = await makeEnterprise(site.db, { name: '中牟县甲木业（虚构）', scale: 'above' });
  enterpriseId = dims.enterpriseId;
  await makeOrg(site as never, dims);
  const scope = { kind: 'enterprise', enterpriseId } as const;
  await engage(site, { username: 'anquan', name: '许晓燕', role: 'safety_officer', scope });
  await engage(site, { username: 'zhuanjia', name: '韩专家', role: 'expert', scope });
  await engage(site, { username: 'fuzeren', name: '陈国栋', role: 'enterprise_head', scope });
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** A graded risk, made through the door by the person of this page. */
async function makeGraded(page: Page): Promise<string> {
  return await page.evaluate(async (firm) => {
    const call = async (method: string, path: string, body: unknown) => {
      const headers = { 'content-type': 'application/json' };
      const reply = await fetch(`/api/v1/enterprises/${firm}/${path}`, { method, headers, body: JSON.stringify(body) });
      const given = await reply.json();
      if (!reply.ok) throw new Error(`${path}: ${JSON.stringify(given)}`);
      return given;
    };
    const object = await call('POST', 'risk-objects', { kind: 'place', name: '打磨车间' });
    const unit = await call('POST', 'risk-units', { objectId: object.id, name: '除尘器', worksheet: 'SCL' });
    const event = await call('POST', 'risk-events', {
      unitId: unit.id,
      name: '粉尘爆炸',
      worksheetRow: { worksheet: 'SCL', object: '除尘器', item: '泄爆片', standard: '完好无破损' },
    });
    return event.id as string;
  }, enterpriseId);
}

test('an engaged expert reviews a submitted risk; only another person approves it', async () => {
  const officer = await visit(browser, site, { path: '/risks', username: 'anquan' });
  const id = await makeGraded(officer);
  const sheet = `/enterprises/${enterpriseId}/risks/${id}`;
  await officer.goto(`${site.url}/console${sheet}`);
  await officer.getByRole('button', { name: '开始评价' }).click();
  for (const [factor, score] of [
    ['L ', '3 '],
    ['E ', '6 '],
    ['C ', '15 '],
  ] as const) {
    const group = officer
      .locator('.yf-risk-factors fieldset')
      .filter({ has: officer.locator('legend', { hasText: new RegExp(`^${factor}`) }) });
    await group.locator('label', { hasText: new RegExp(`^${score}`) }).click();
  }
  await officer.getByText('3 × 6 × 15 = 270').first().waitFor();
  await officer.getByRole('button', { name: '采用此等级' }).click();
  await officer.getByRole('button', { name: '重新评价' }).waitFor();
  await officer.getByRole('button', { name: '提交审核' }).click();
  // The author is offered neither review nor approval, and the door refuses it in words.
  await officer.getByRole('button', { name: '提交审核' }).waitFor({ state: 'detached' });
  expect(await officer.getByRole('button', { name: '审核通过' }).count()).toBe(0);
  const own = await officer.evaluate(
    async ({ firm, risk }) => {
      const path = `/api/v1/enterprises/${firm}/risk-events/${risk}`;
      const { version } = await (await fetch(path)).json();
      const body = JSON.stringify({ version, command: { type: 'review' } });
      const reply = await fetch(`${path}/review`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      return { status: reply.status, body: await reply.json() };
    },
    { firm: enterpriseId, risk: id },
  );
  expect(own.status).toBeGreaterThanOrEqual(403);
  expect(String(own.body.code)).toBe('review.author_reviews');

  const expert = await visit(browser, site, { path: '/risks/review', username: 'zhuanjia' });
  await expert.locator('[data-row]', { hasText: '粉尘爆炸' }).waitFor();
  await shot(expert, 'expert-queue-zh');
  expect(await axe(expert)).toEqual([]);
  await expert.goto(`${site.url}/console${sheet}`);
  await expert.getByRole('button', { name: '审核通过' }).click();
  await expert.getByRole('button', { name: '审核通过' }).waitFor({ state: 'detached' });
  await shot(expert, 'expert-reviewed-zh');
  expect(await expert.getByRole('button', { name: '批准' }).count()).toBe(0);
  expect(await axe(expert)).toEqual([]);

  const head = await visit(browser, site, { path: sheet, username: 'fuzeren' });
  await head.getByRole('button', { name: '批准' }).click();
  await head.getByText('已批准').first().waitFor();
  await shot(head, 'expert-approved-zh');
  for (const name of ['许晓燕', '韩专家', '陈国栋']) await head.getByText(name).first().waitFor();
  await Promise.all([officer, expert, head].map((page) => page.context().close()));
});
