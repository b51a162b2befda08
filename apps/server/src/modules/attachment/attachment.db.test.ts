import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AttachmentView } from '@yufang/contract';
import Fastify from 'fastify';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../platform/clock/clock.ts';
import { asSystem } from '../../platform/db/database.ts';
import { folderStore } from '../../platform/files/store.ts';
import { installErrors } from '../../platform/http/errors.ts';
import { makeKernel } from '../../platform/http/kernel.ts';
import { makeTestApp, type TestApp } from '../../testing/test-app.ts';
import { makeEnterprise, officer } from '../../testing/world.ts';
import { makeSite, phone, recordItem, type Site } from '../inspection/testing.ts';
import { attachmentRoutes } from './routes.ts';

let t: TestApp;
let a: Site;
let b: Site;
beforeAll(async () => {
  t = await makeTestApp(new Date('2026-11-23T02:00:00Z'));
  a = await makeSite(t, await makeEnterprise(t.db));
  b = await makeSite(t, await makeEnterprise(t.db, { countyCode: '411302' }));
});
afterAll(() => t.close());

const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
/** A picture of its own: soft blobs, as a photo has, different for each seed. */
async function picture(seed: number, format: 'jpeg' | 'png' | 'webp' = 'jpeg', size = 640): Promise<Buffer> {
  const grey = Buffer.from(
    Array.from({ length: 64 }, (_, i) => (Math.imul(i + 7, 2654435761 + seed * 40503) >>> 16) & 0xff),
  );
  return await sharp(grey, { raw: { width: 8, height: 8, channels: 1 } })
    .resize(size, size, { kernel: 'cubic' })
    .toFormat(format)
    .toBuffer();
}
const url = (site: Site, id: string) => `/api/v1/enterprises/${site.dims.enterpriseId}/attachments/${id}`;
async function put(
  site: Site,
  bytes: Buffer,
  more: { id?: string; query?: string; type?: string; as?: Site['worker'] } = {},
) {
  const reply = await t.as(more.as ?? site.worker, {
    method: 'PUT',
    url: `${url(site, more.id ?? newId())}${more.query ?? ''}`,
    headers: { 'content-type': more.type ?? 'application/octet-stream' },
    payload: bytes,
  });
  return { status: reply.status, body: reply.body as AttachmentView & { code?: string; params?: unknown } };
}

test('a photo is kept by its content, with its looks, and can be fetched again with a thumbnail', async () => {
  const bytes = await picture(1);
  const id = newId();
  const stored = await put(a, bytes, {
    id,
    query: '?lon=113.7&lat=34.7&accuracyM=8&takenAt=2026-11-23T01:59:00Z',
    type: 'image/jpeg',
  });
  expect(stored).toMatchObject({
    status: 200,
    body: {
      id,
      sha256: sha(bytes),
      mime: 'image/jpeg',
      width: 640,
      height: 640,
      stored: true,
      lon: 113.7,
      takenAt: '2026-11-23T01:59:00.000Z',
    },
  });
  expect(stored.body.phash).toMatch(/^[0-9a-f]{16}$/);
  const file = await t.app.inject({
    method: 'GET',
    url: `${url(a, id)}/file`,
    headers: { 'x-test-actor': a.worker.assignmentId },
  });
  expect(file.rawPayload.equals(bytes)).toBe(true);
  expect(file.headers).toMatchObject({ 'content-type': 'image/jpeg', 'x-content-type-options': 'nosniff' });
  const thumb = await t.app.inject({
    method: 'GET',
    url: `${url(a, id)}/file?size=thumb`,
    headers: { 'x-test-actor': a.worker.assignmentId },
  });
  expect(await sharp(thumb.rawPayload).metadata()).toMatchObject({ format: 'webp', width: 320 });
  expect(await put(a, bytes, { id })).toMatchObject({ status: 200 });
  expect(await put(a, await picture(2), { id })).toMatchObject({ status: 409, body: { code: 'attachment.id_reused' } });
});

test('whose it is, sees it; others find nothing', async () => {
  const id = newId();
  await put(a, await picture(3), { id });
  const as = (actor: Site['worker']) => t.as(actor, { method: 'GET', url: `${url(a, id)}/file` });
  expect((await as(officer('410122'))).status).toBe(200);
  expect((await as(officer('411300'))).status).toBe(404);
  expect((await as(b.worker)).status).toBe(404);
  expect((await t.as(b.worker, { method: 'GET', url: url(b, id) })).body).toMatchObject({
    code: 'attachment.not_found',
  });
});

test('a 20 MB photo, one that is none, one cut in half, one too large to open, an empty one: each its own answer', async () => {
  expect(await put(a, randomBytes(20 * 1024 * 1024))).toMatchObject({
    status: 413,
    body: { code: 'attachment.too_large', params: { limitMb: 10 } },
  });
  expect(await put(a, Buffer.from('<html>not a photo</html>'))).toMatchObject({
    status: 415,
    body: { code: 'attachment.not_an_image' },
  });
  const whole = await picture(4, 'jpeg', 1200);
  expect(await put(a, whole.subarray(0, whole.length / 2))).toMatchObject({
    status: 415,
    body: { code: 'attachment.not_an_image' },
  });
  expect(await put(a, Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(5000)]))).toMatchObject({
    status: 415,
    body: { code: 'attachment.not_an_image' },
  });
  // A PNG that says it is 60,000 by 60,000 pixels.
  const bomb = await picture(5, 'png', 16);
  bomb.writeUInt32BE(60_000, 16);
  bomb.writeUInt32BE(60_000, 20);
  expect([415, 422]).toContain((await put(a, bomb)).status);
  expect(await put(a, Buffer.alloc(0))).toMatchObject({ status: 422, body: { code: 'attachment.empty' } });
  expect(await put(a, Buffer.from('%PDF-1.7 …'), { query: '?kind=photo' })).toMatchObject({ status: 415 });
  expect(await put(a, Buffer.from('%PDF-1.7 …'), { query: '?kind=document', type: 'application/pdf' })).toMatchObject({
    status: 200,
    body: { mime: 'application/pdf' },
  });
});

test('a voice note by its bytes, whatever it calls itself', async () => {
  const webm = Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3]), randomBytes(2000)]);
  expect(await put(a, webm, { query: '?kind=voice', type: 'audio/webm' })).toMatchObject({
    status: 200,
    body: { kind: 'voice', mime: 'audio/webm', phash: null },
  });
  const m4a = Buffer.concat([Buffer.from([0, 0, 0, 0x20]), Buffer.from('ftypM4A '), randomBytes(500)]);
  expect(await put(a, m4a, { query: '?kind=voice', type: 'audio/mp4' })).toMatchObject({
    status: 200,
    body: { mime: 'audio/mp4' },
  });
  expect(await put(a, await picture(6), { query: '?kind=voice' })).toMatchObject({
    status: 415,
    body: { code: 'attachment.not_audio' },
  });
});

test('an SVG plan with a long head and a document type is drawn; one that declares entities is refused', async () => {
  const root =
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><rect width="200" height="100" fill="#888"/></svg>';
  const type = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">';
  const head = `<?xml version="1.0" encoding="UTF-8"?>\n<!-- ${'厂区总平面图 '.repeat(2000)}-->\n${type}\n`;
  const send = (svg: string) => put(a, Buffer.from(svg), { id: newId(), query: '?kind=plan', type: 'image/svg+xml' });
  expect(await send(head + root)).toMatchObject({ status: 200, body: { mime: 'image/png' } });
  const bomb = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>';
  expect(await send(bomb + root)).toMatchObject({ status: 422, body: { code: 'attachment.svg_entities' } });
});

test('an SVG plan becomes a picture: no script of it survives', async () => {
  const svg = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><script>alert(1)</script><rect width="200" height="100" fill="#888"/></svg>',
  );
  const id = newId();
  expect(await put(a, svg, { id, query: '?kind=plan', type: 'image/svg+xml' })).toMatchObject({
    status: 200,
    body: { mime: 'image/png' },
  });
  const file = await t.app.inject({
    method: 'GET',
    url: `${url(a, id)}/file`,
    headers: { 'x-test-actor': a.worker.assignmentId },
  });
  expect(file.rawPayload.includes('script')).toBe(false);
  expect(await put(a, svg, { id, query: '?kind=plan', type: 'image/svg+xml' })).toMatchObject({ status: 200 });
});

test('what the camera wrote is kept as found, beside what the phone claims', async () => {
  const bytes = await sharp(await picture(7))
    .withExif({ IFD0: { Make: 'Test', Model: 'Phone 1' }, IFD2: { DateTimeOriginal: '2026:11:20 10:00:00' } })
    .jpeg()
    .toBuffer();
  const stored = await put(a, bytes, { query: '?takenAt=2026-11-23T01:00:00Z' });
  expect(stored.body).toMatchObject({
    takenAt: '2026-11-23T01:00:00.000Z',
    exif: { make: 'Test', model: 'Phone 1', takenAt: '2026-11-20T02:00:00.000Z' },
  });
});

test('announced before it is stored: missing until the bytes come; other bytes are refused', async () => {
  const bytes = await picture(8);
  const claim = {
    id: newId(),
    sha256: sha(bytes),
    bytes: bytes.length,
    takenAt: '2026-11-23T01:59:30Z',
    lon: 113.7,
    lat: 34.7,
    accuracyM: 5,
  };
  const item = recordItem(a, { payload: { photos: [claim] } });
  const pushed = await phone(t, a.worker, a.dims.enterpriseId).push([item]);
  expect(pushed.body).toMatchObject({ results: [{ status: 'accepted' }], missing: [claim.id] });
  expect((await t.as(a.worker, { method: 'GET', url: `${url(a, claim.id)}/file` })).body).toMatchObject({
    code: 'attachment.not_stored',
  });
  expect(await put(a, await picture(9), { id: claim.id })).toMatchObject({
    status: 422,
    body: { code: 'attachment.hash_differs' },
  });
  expect(await put(a, bytes, { id: claim.id })).toMatchObject({
    status: 200,
    body: { stored: true, takenAt: '2026-11-23T01:59:30.000Z', accuracyM: 5 },
  });
  const missing = await t.as(a.worker, {
    method: 'POST',
    url: url(a, 'missing'),
    payload: { ids: [claim.id, newId()] },
  });
  expect((missing.body as { missing: string[] }).missing).toHaveLength(1);
});

test('the same photo again is marked: the same file at once, the same picture when its bytes come', async () => {
  const first = await picture(10);
  const claimOf = (bytes: Buffer) => ({ id: newId(), sha256: sha(bytes), bytes: bytes.length });
  const one = claimOf(first);
  const phoneA = phone(t, a.worker, a.dims.enterpriseId);
  await phoneA.push([recordItem(a, { payload: { photos: [one] } })]);
  await put(a, first, { id: one.id });
  const same = await phoneA.push([
    recordItem(a, { claimedAt: '2026-11-23T01:00:00Z', payload: { photos: [claimOf(first)] } }),
  ]);
  expect(same.body.results[0]?.marks).toEqual(['same_photo_again']);
  // Saved again at another size and quality: another file, the same picture.
  const copy = await sharp(first).resize(500).jpeg({ quality: 60 }).toBuffer();
  const two = claimOf(copy);
  const record = recordItem(a, { claimedAt: '2026-11-23T00:30:00Z', payload: { photos: [two] } });
  expect((await phoneA.push([record])).body.results[0]?.marks).toEqual([]);
  await put(a, copy, { id: two.id });
  const row = await asSystem(t.db, (trx) =>
    trx
      .selectFrom('inspection_record')
      .select(['marks', 'marked'])
      .where('id', '=', record.id)
      .executeTakeFirstOrThrow(),
  );
  expect(row).toMatchObject({ marked: true, marks: [{ mark: 'same_photo_again', why: { same: 'picture' } }] });
});

test('a full disk is said, and nothing is left half-written', async () => {
  const root = mkdtempSync(join(tmpdir(), 'yufang-full-'));
  const unfinished = join(root, 'unfinished');
  // A link, so that cleaning up takes away the link and not the device.
  symlinkSync('/dev/full', unfinished);
  const app = Fastify();
  app.decorateRequest('actor', null);
  installErrors(app);
  const kernel = makeKernel(app, { ...t.kernel.deps, authenticate: async () => a.worker });
  attachmentRoutes(
    app,
    kernel,
    folderStore(root, () => unfinished),
  );
  const id = newId();
  const headers = { 'content-type': 'image/jpeg' };
  const reply = await app.inject({ method: 'PUT', url: url(a, id), headers, payload: await picture(11) });
  expect({ status: reply.statusCode, body: reply.json() }).toMatchObject({
    status: 507,
    body: { code: 'server.disk_full' },
  });
  expect((await t.as(a.worker, { method: 'GET', url: url(a, id) })).body).toMatchObject({
    code: 'attachment.not_found',
  });
  expect(existsSync(unfinished)).toBe(false);
  await app.close();
  rmSync(root, { recursive: true });
});
