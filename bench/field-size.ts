import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { claim } from './lib/claim.ts';

/**
 * How much script the phone fetches on its first open: everything that index.html, and then the language in use, the sign-in page and the task list
 * pull in, gzip. `node bench/field-size.ts`; builds the app when it is not built.
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = `${ROOT}apps/field/dist/`;
const TARGET_KB = 150;

spawnSync(process.execPath, [`${ROOT}tools/build-web.ts`, 'field'], { cwd: ROOT, stdio: 'inherit' });

type Chunk = { file: string; imports?: string[]; dynamicImports?: string[]; isEntry?: boolean };
const manifest = JSON.parse(readFileSync(`${DIST}.vite/manifest.json`, 'utf8')) as Record<string, Chunk>;
const size = (file: string): number => gzipSync(readFileSync(DIST + file), { level: 9 }).length;

/** A chunk with all that it imports before it runs. */
function graph(key: string, seen = new Set<string>()): Set<string> {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key]?.imports ?? []) graph(next, seen);
  return seen;
}
const entry = Object.keys(manifest).find((key) => key === 'index.html');
if (!entry) throw new Error('no entry in the manifest');

/** What a route fetches: the entry, its language (the larger of the two), and its screen if that is a file of its own. */
function route(...more: readonly string[]): { files: string[]; bytes: number } {
  return load(entry ?? '', ...more);
}
function load(...chunks: readonly string[]): { files: string[]; bytes: number } {
  const keys = new Set<string>();
  for (const key of chunks) graph(key, keys);
  const files = [...new Set([...keys].map((key) => manifest[key]?.file ?? ''))].filter((f) => f.endsWith('.js'));
  return { files, bytes: files.reduce((sum, file) => sum + size(file), 0) };
}
const language = ['src/i18n/zh.ts', 'src/i18n/en.ts'].toSorted(
  (a, b) => size(manifest[b]?.file ?? '') - size(manifest[a]?.file ?? ''),
)[0];
if (!language) throw new Error('no language');
const routes = {
  'sign in (nobody here yet)': route(language, 'src/screens/sign-in.tsx'),
  'task list (start)': route(language),
  'from an invitation': route(language, 'src/screens/invite.tsx'),
};
/** What a stranger fetches who scans the code on a door: a page of its own. */
const PUBLIC = 'public.html';
const kb = (bytes: number): number => Math.round(bytes / 102.4) / 10;
const worst = Object.values(routes).reduce((a, b) => (a.bytes > b.bytes ? a : b));
const all = readdirSync(`${DIST}assets`).filter((f) => f.endsWith('.js'));
console.log('| route | files | script, kB gzip |\n|---|---:|---:|');
for (const [name, { files, bytes }] of [
  ...Object.entries(routes),
  ['a stranger’s page (no account)', load(PUBLIC, language)] as const,
])
  console.log(`| ${name} | ${files.length} | ${kb(bytes)} |`);
console.log(
  `| every screen together, kept by the worker in the background | ${all.length} | ${kb(all.reduce((n, f) => n + size(`assets/${f}`), 0))} |`,
);

claim({
  id: 'field-first-load',
  what: 'script of the phone app on its first open, largest start route, language included',
  figure: kb(worst.bytes),
  unit: 'kB gzip',
  target: TARGET_KB,
  better: 'lower',
  command: 'node bench/field-size.ts',
});
if (kb(worst.bytes) > TARGET_KB) process.exitCode = 1;
