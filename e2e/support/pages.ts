import type { Page } from 'playwright-core';
import { axeFindings } from './axe.ts';

/** A route of the running console: its whole path with `$` before each parameter, and whether it is inside the shell. */
export type ConsoleRoute = { readonly id: string; readonly path: string; readonly inside: boolean };

/** Every leaf of the console's own route table, asked of the router that runs in the page: a page that is added there is walked here. */
export async function routeTable(page: Page): Promise<ConsoleRoute[]> {
  const table: unknown = await page.evaluate(`Object.values(__TSR_ROUTER__.routesById)
    .filter((r) => !r.children && r.id !== '__root__')
    .map((r) => ({ id: r.id, path: r.fullPath.replace(/\\/$/, '') || '/', inside: r.id.startsWith('/shell') }))`);
  return table as ConsoleRoute[];
}

/** Go to an address inside the app, as a link does: nothing is loaded anew. @returns the route that came of it */
export async function goInside(page: Page, path: string): Promise<string> {
  const id: unknown = await page.evaluate(`(async () => {
    const router = __TSR_ROUTER__;
    await router.navigate({ to: ${JSON.stringify(path)}, search: {} });
    return router.state.matches.at(-1).routeId;
  })()`);
  return String(id);
}

/** Where the navigation at the left leads, group by group, walked as the person would open each. */
export async function navigation(page: Page): Promise<string[]> {
  const links = async (): Promise<string[]> => {
    const found: unknown = await page.evaluate(
      `[...document.querySelectorAll('.yf-nav a')].map((a) => new URL(a.href).pathname.replace(/^\\/console/, ''))`,
    );
    return found as string[];
  };
  const all = new Set<string>();
  await page.locator('.yf-nav a').first().waitFor();
  for (const group of await links()) {
    await goInside(page, group);
    await page.locator(`.yf-nav a[href^="/console${group}"]`).first().waitFor();
    for (const entry of [group, ...(await links())]) all.add(entry);
  }
  return [...all];
}

/** Resolves once the page has its heading and nothing says that it is loading. Asked in the page: its policy forbids Playwright's own waiting. */
const LOADED = `new Promise((done) => {
  const ends = Date.now() + 60000;
  const look = () => {
    const busy = document.querySelector('main [aria-busy="true"], main .ant-spin-spinning, main .ant-skeleton');
    if (!busy && document.querySelector('h1')) done(true);
    else if (Date.now() > ends) done(false);
    else setTimeout(look, 40);
  };
  look();
})`;
const WORDS_WITHOUT_TEXT =
  /\b(?:shell|risk|danger|org|enterprise|situation|inspection|notice|audit|admin|reference|exchange)\.[a-z]+[A-Za-z.]*\b/g;

/** What is wrong with the page that is open: failed, no or two headings, too wide, two current entries, words without a text, findings of axe. */
export async function pageFaults(page: Page): Promise<string[]> {
  // The stream of the live page never ends, so quiet of the network is not what is waited for.
  if ((await page.evaluate(LOADED)) !== true) return ['still loading after a minute'];
  const findings = await axeFindings(page);
  const seen = (await page.evaluate(`({
    headings: document.querySelectorAll('h1').length,
    overflow: document.documentElement.scrollWidth - window.innerWidth,
    failed: document.querySelector('.yf-failed')?.textContent ?? '',
    current: document.querySelectorAll('.yf-nav [aria-current="page"]').length,
    text: document.body.innerText,
  })`)) as { headings: number; overflow: number; failed: string; current: number; text: string };
  const keys = seen.text.match(WORDS_WITHOUT_TEXT) ?? [];
  return [
    ...findings,
    ...(seen.headings === 1 ? [] : [`${seen.headings} h1`]),
    ...(seen.failed === '' ? [] : [`failed: ${seen.failed}`]),
    ...(seen.overflow > 0 ? [`${seen.overflow} px too wide`] : []),
    ...(seen.current > 1 ? [`${seen.current} entries current`] : []),
    ...(keys.length === 0 ? [] : [`words without a text: ${keys.slice(0, 3).join(', ')}`]),
  ];
}
