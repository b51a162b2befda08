import type { Site as Works } from '@yufang/server/modules/inspection/testing';
import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import { PASSWORD } from './person.ts';
import type { Site } from './site.ts';

/** Somebody of the works at the doors behind the screens, signed in: `call('POST', 'dangers', {…})` under their enterprise. */
export async function deskOf(browser: Browser, site: Site, given: { works: Works; username: string }) {
  const { request } = await browser.newContext({ baseURL: site.url });
  const send = async (method: string, path: string, data?: unknown) => {
    const type = Buffer.isBuffer(data) ? { headers: { 'content-type': 'image/png' } } : {};
    const reply = await request.fetch(`/api/v1/${path}`, { method, ...(data === undefined ? {} : { data }), ...type });
    expect(reply.ok(), `${path}: ${await reply.text()}`).toBe(true);
    return await reply.json();
  };
  await send('POST', 'auth/sign-in', { username: given.username, password: PASSWORD });
  return (method: string, path: string, data?: unknown) =>
    send(method, `enterprises/${given.works.dims.enterpriseId}/${path}`, data);
}

export type Desk = Awaited<ReturnType<typeof deskOf>>;

/** A danger at the works' point, on its measure, reported by this person. @returns its id */
export async function reportDanger(call: Desk, given: { works: Works; name: string }): Promise<string> {
  const id = crypto.randomUUID();
  const { unitId, eventId, measureId } = given.works;
  await call('POST', 'dangers', { id, name: given.name, unitId, eventId, measureId });
  return id;
}

/** The danger given to somebody by `by`, and put right by them with a photo: it waits for acceptance. */
export async function rectifyDanger(
  browser: Browser,
  given: { id: string; by: Desk; hands: Desk; assigneeId: string },
): Promise<void> {
  const { id, by, hands, assigneeId } = given;
  const order = async (desk: Desk, command: object) => {
    const { version } = await desk('GET', `dangers/${id}`);
    await desk('POST', `dangers/${id}/commands`, { expectedVersion: version, command });
  };
  const five = { measures: '停机清灰', funds: '自筹 500 元', contingency: '备灭火器' };
  await order(by, { type: 'assign', treatment: 'time_limited', assigneeId, ...five });
  await order(hands, { type: 'start' });
  const page = await browser.newPage({ viewport: { width: 200, height: 150 } });
  await page.setContent(`<h1>${id.slice(0, 8)}</h1>`);
  const photo = crypto.randomUUID();
  await hands('PUT', `attachments/${photo}?kind=photo`, await page.screenshot({ type: 'png' }));
  await page.close();
  await order(hands, { type: 'submit_rectified', note: '已清灰', photoIds: [photo] });
}
