import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asSystem } from '@yufang/server/platform/db/database';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './support/browser.ts';
import { codeBeforeCamera } from './support/camera.ts';
import { barSays, onThePhone, openField, openPhone, openWorks, shot, signIn } from './support/field.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let browser: Browser;
let folder: string;
let works: Awaited<ReturnType<typeof openWorks>>;
beforeAll(async () => {
  site = await openSite();
  works = await openWorks(site, 'senses1', [{}]);
  folder = mkdtempSync(join(tmpdir(), 'yufang-camera-'));
  const picture = join(folder, 'code.y4m');
  writeFileSync(picture, codeBeforeCamera(`${site.url}/c/${works.pointCode}`));
  browser = await openBrowser([
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${picture}`,
  ]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the camera reads the label at the point without a network, and a voice note goes with what was found', async () => {
  const phone = await openPhone(browser, { permissions: ['geolocation', 'camera', 'microphone'] });
  const page = await openField(phone, site);
  await signIn(page, 'senses1');
  await page.getByText('1号储罐').waitFor();
  await onThePhone(page);
  // The code reader comes when the phone is idle after its first sync, and is then kept.
  await expect
    .poll(
      () =>
        page.evaluate(
          `caches.open('field-later').then((c) => c.keys()).then((k) => k.some((r) => r.url.includes('jsqr')))`,
        ),
      {
        timeout: 60_000,
      },
    )
    .toBe(true);
  await phone.setOffline(true);
  await page.getByRole('button', { name: '扫点位码' }).click();
  await page.getByText('已扫码').waitFor();
  await page.getByRole('button', { name: '开始排查（1 项）' }).click();
  await page.getByRole('button', { name: '异常' }).click();
  await page.getByLabel('发现了什么').fill('压力表指针不动');
  await page.getByRole('button', { name: '录音' }).click();
  await page.getByRole('button', { name: '停止（2 秒）' }).click();
  await page.locator('.voice audio').waitFor();
  await shot(page, 'voice-zh');
  await page.getByRole('button', { name: '看小结' }).click();
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await barSays(page, 2);
  await phone.setOffline(false);
  await barSays(page, 0);
  const { record, files } = await asSystem(site.db, async (trx) => ({
    record: await trx
      .selectFrom('inspection_record')
      .selectAll()
      .where('enterprise_id', '=', works.dims.enterpriseId)
      .executeTakeFirstOrThrow(),
    files: await trx
      .selectFrom('attachment')
      .selectAll()
      .where('enterprise_id', '=', works.dims.enterpriseId)
      .execute(),
  }));
  expect(record).toMatchObject({ result: 'abnormal', scanned: true });
  expect(files.map((f) => [f.kind, f.stored])).toEqual([['voice', true]]);
  await phone.close();
});
