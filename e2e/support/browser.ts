import { spawnSync } from 'node:child_process';
import { type Browser, chromium } from 'playwright-core';

/** The browsers of this worker that are open, so that a test that fails can say what its pages showed. */
export const openBrowsers = new Set<Browser>();

/** Chromium from YUFANG_CHROMIUM or the PATH; nothing is downloaded. `more`: further switches. */
export async function openBrowser(more: readonly string[] = []): Promise<Browser> {
  const found = ['chromium', 'chromium-browser', 'google-chrome']
    .map((name) =>
      spawnSync('sh', ['-c', `command -v ${name}`])
        .stdout.toString()
        .trim(),
    )
    .find((path) => path !== '');
  const executablePath = process.env.YUFANG_CHROMIUM ?? found;
  if (!executablePath) throw new Error('No Chromium: install it or set YUFANG_CHROMIUM to its path');
  const off = ['background-networking', 'component-update', 'sync', 'gpu', 'quic'].map((what) => `--disable-${what}`);
  const args = ['--no-sandbox', '--no-first-run', ...off, ...more];
  const browser = await chromium.launch({ executablePath, args });
  openBrowsers.add(browser);
  browser.once('disconnected', () => openBrowsers.delete(browser));
  return browser;
}

/** How long a step may take before it counts as not coming: a condition is waited for, and a busy machine is not a fault. */
export const PATIENCE = 120_000;
