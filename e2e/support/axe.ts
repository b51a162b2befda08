import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Looked at in the page itself, since each question from outside costs a turn of the busiest process. */
const AT_REST = `new Promise((rest) => {
  const ends = Date.now() + 15000;
  let still = 0;
  const look = () => {
    const moving = document.getAnimations().some((a) => a.playState === 'running' && a.effect?.getComputedTiming().endTime !== Infinity);
    still = moving ? 0 : still + 1;
    if (still >= 3) rest(true);
    else if (Date.now() > ends) rest(false);
    else setTimeout(look, 60);
  };
  look();
})`;

/**
 * Wait until the page stands still: no transition or animation that ends is running, in three looks in a row. Half-faded text has half its contrast,
 * and a person reads it when it has come, not on its way.
 */
export async function settled(page: Page): Promise<void> {
  if ((await page.evaluate(AT_REST)) !== true) throw new Error('the page did not come to rest within fifteen seconds');
}

/**
 * Findings of axe (WCAG 2.1 A and AA, best practice) as `rule: element`, once the page stands still.
 * @param all also the moderate and minor ones; else serious and critical
 */
export async function axeFindings(page: Page, all = false): Promise<string[]> {
  await settled(page);
  if (await page.evaluate(`typeof axe === 'undefined'`)) await page.evaluate(AXE);
  const found: unknown = await page.evaluate(
    `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'], resultTypes: ['violations'] })
      .then((r) => r.violations.filter((v) => ${all} || v.impact === 'serious' || v.impact === 'critical')
        .flatMap((v) => v.nodes.map((n) => v.id + ': ' + n.html.slice(0, 160) + (v.id === 'color-contrast' ? ' ' + n.any.map((a) => a.message).join(' ').slice(0, 200) : ''))))`,
  );
  return found as string[];
}
