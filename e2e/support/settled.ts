import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator } from 'playwright-core';

/**
 * Wait until something stands where it stood for half a second. A menu that opens while the page takes a larger type moves between the press and
 * the release of the mouse, and such a click is nobody's.
 */
export async function settled(what: Locator): Promise<void> {
  let still = 0;
  let last = '';
  while (still < 5) {
    await what.waitFor();
    const box = JSON.stringify(await what.boundingBox());
    still = box === last ? still + 1 : 0;
    last = box;
    await sleep(100);
  }
}
