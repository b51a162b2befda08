import type { Page } from 'playwright-core';
import { afterEach } from 'vitest';
import { openBrowsers } from './browser.ts';

/**
 * Setup of every browser test: when one fails, what each of its open pages shows is printed, since a test machine elsewhere leaves nothing but
 * its output.
 */
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const browser of openBrowsers)
    for (const context of browser.contexts())
      for (const page of context.pages()) console.log(`${task.name}: ${await shown(page)}`);
});

/** Address, focus, the text's beginning and its end (where menus and messages stand); "unreadable" with the reason where the page does not answer. */
async function shown(page: Page): Promise<string> {
  try {
    const { focus, text } = await page.evaluate(() => ({
      focus: document.activeElement?.outerHTML.slice(0, 200) ?? 'nothing',
      // biome-ignore lint/performance/useDomNodeTextContent: what is hidden would only mislead
      text: document.body.innerText.replaceAll(/\s*\n\s*/g, ' | '),
    }));
    const parts = text.length > 3000 ? `${text.slice(0, 1800)} … ${text.slice(-1200)}` : text;
    return `${page.url()}\n  focus: ${focus}\n  ${parts}`;
  } catch (error) {
    return `${page.url()} unreadable: ${error instanceof Error ? error.message : String(error)}`;
  }
}
