import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Wait until the page stands still: no transition or animation that ends is running, in three looks in a row. Half-faded text has half its contrast,
 * and a person reads it when it has come, not on its way.
 */
export async function settled(page: Page): Promise<void> {
  const moving = `document.getAnimations().filter((a) => a.playState === 'running' && a.effect?.getComputedTiming().endTime !== Infinity).length`;
  let still = 0;
  for (let look = 0; look < 100 && still < 3; look += 1) {
    still = (await page.evaluate(moving)) === 0 ? still + 1 : 0;
    await page.waitForTimeout(100);
  }
  if (still < 3) throw new Error('the page did not come to rest within ten seconds');
}

/**
 * Findings of axe (WCAG 2.1 A and AA, best practice) as `rule: element`, once the page stands still.
 * @param all also the moderate and minor ones; else serious and critical
 */
export async function axeFindings(page: Page, all = false): Promise<string[]> {
  await settled(page);
  await page.evaluate(AXE);
  const found: unknown = await page.evaluate(
    `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] })
      .then((r) => r.violations.filter((v) => ${all} || v.impact === 'serious' || v.impact === 'critical')
        .flatMap((v) => v.nodes.map((n) => v.id + ': ' + n.html.slice(0, 160))))`,
  );
  return found as string[];
}
