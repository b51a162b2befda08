import { globSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Which rooms a room may import, by workspace folder. Tests may also use what only tests use (`TEST_ONLY`). */
const MAY: Readonly<Record<string, readonly string[]>> = {
  'packages/qra': [],
  'packages/domain': [],
  'packages/contract': ['packages/domain'],
  'packages/exchange': ['packages/domain'],
  'packages/testkit': ['packages/domain'],
  seeds: ['packages/domain', 'packages/exchange'],
  'apps/server': ['packages/domain', 'packages/contract', 'packages/exchange', 'packages/qra', 'seeds'],
  'apps/console': ['packages/contract', 'packages/domain'],
  'apps/field': ['packages/contract', 'packages/domain'],
};
/** Libraries that the pure rooms may use. The others are free. */
const LIBRARIES: Readonly<Record<string, readonly string[]>> = {
  'packages/qra': [],
  'packages/domain': ['zod'],
  'packages/contract': ['zod'],
  'packages/exchange': ['zod'],
};
const TEST_ONLY = ['vitest', 'fast-check', '@yufang/testkit'];
/** `packages/qra` may start worker threads, in its one room for that, and take the hash that names a frozen input. */
const NODE_ALLOWED = /^packages\/qra\/src\/(parallel\/|assessment\/input-hash\.ts$)/;

const rooms = Object.keys(MAY);
const folderOf: Readonly<Record<string, string>> = Object.fromEntries(
  rooms.map((room) => [JSON.parse(readFileSync(`${ROOT}/${room}/package.json`, 'utf8')).name as string, room]),
);

type Import = { readonly file: string; readonly room: string; readonly to: string; readonly isTest: boolean };

function imports(room: string): Import[] {
  const files = globSync(`${room}/**/*.{ts,tsx}`, { cwd: ROOT, exclude: (f) => /node_modules|dist$/.test(String(f)) });
  return files.flatMap((file) => {
    const text = readFileSync(`${ROOT}/${file}`, 'utf8');
    const isTest = /\.test\.tsx?$|\.testing\.ts$|\/testing\//.test(file);
    return [
      ...text.matchAll(/^\s*(?:import|export)\b[^'"]*?from\s+'([^']+)'|import\('([^']+)'\)|^import '([^']+)'/gm),
    ].map((m) => ({
      file,
      room,
      to: m[1] ?? m[2] ?? m[3] ?? '',
      isTest,
    }));
  });
}

/** The room or library an import leads to; null inside the own room. */
function target(i: Import): { room: string } | { library: string } | null {
  if (i.to.startsWith('.')) {
    const file = relative(ROOT, resolve(ROOT, dirname(i.file), i.to));
    const room = rooms.find((r) => file.startsWith(`${r}/`));
    return room === i.room ? null : { room: room ?? file };
  }
  const name = i.to.startsWith('@') ? i.to.split('/').slice(0, 2).join('/') : (i.to.split('/')[0] ?? '');
  const room = folderOf[name];
  return room ? { room } : { library: name };
}

test.each(rooms)('%s imports only what its room may', (room) => {
  const wrong = imports(room).filter((i) => {
    const to = target(i);
    if (!to) return false;
    if ('room' in to) return !(MAY[room] ?? []).includes(to.room) && !(i.isTest && to.room === 'packages/testkit');
    const libraries = LIBRARIES[room];
    if (!libraries || libraries.includes(to.library)) return false;
    if (to.library.startsWith('node:')) return !(i.isTest || NODE_ALLOWED.test(i.file));
    return !(i.isTest && TEST_ONLY.includes(to.library));
  });
  expect(wrong.map((i) => `${i.file} → ${i.to}`)).toEqual([]);
});

test.each(rooms)('%s declares no dependency on another room than it may import', (room) => {
  const declared = Object.keys(JSON.parse(readFileSync(`${ROOT}/${room}/package.json`, 'utf8')).dependencies ?? {});
  const wrong = declared.filter((d) => {
    const other = folderOf[d];
    return other !== undefined && other !== 'packages/testkit' && !(MAY[room] ?? []).includes(other);
  });
  expect(wrong).toEqual([]);
});

test('no source has a banned form: default exports, any, non-null, enums', () => {
  const banned: readonly [RegExp, string][] = [
    [/^export default (?!defineConfig|async function setup)/m, 'default export'],
    [/^\s*(export )?(const )?enum \w/m, 'enum'],
    [/^\s*(export )?namespace \w/m, 'namespace'],
    [/@ts-(ignore|nocheck)/, 'silenced types'],
  ];
  const found: string[] = [];
  for (const room of rooms) {
    for (const file of globSync(`${room}/**/*.{ts,tsx}`, {
      cwd: ROOT,
      exclude: (f) => /node_modules|dist$/.test(String(f)),
    })) {
      if (file.endsWith('architecture.test.ts')) continue;
      const text = readFileSync(`${ROOT}/${file}`, 'utf8');
      for (const [form, name] of banned) if (form.test(text)) found.push(`${file}: ${name}`);
    }
  }
  expect(found).toEqual([]);
});
