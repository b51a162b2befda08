import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/**
 * Build the two web apps with Vite, each only when what it is made of has changed since its last build (a hash over its sources, the packages
 * it imports and the lock file, kept in `.types/`). Its files are compressed once here, so that the server never does it while it serves.
 * `node tools/build-web.ts [--force] [console|field]`
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const APPS = ['console', 'field'] as const;
const SHARED = [
  'packages/contract/src',
  'packages/domain/src',
  'package-lock.json',
  'tsconfig.base.json',
  'tools/build-web.ts',
];
const WORTH = /\.(js|mjs|css|html|svg|json|webmanifest|wasm)$/;

const asked = APPS.filter((app) => process.argv.includes(app));
for (const app of asked.length > 0 ? asked : APPS) await build(app, process.argv.includes('--force'));

async function build(app: string, force: boolean): Promise<void> {
  const home = join(ROOT, 'apps', app);
  if (!existsSync(join(home, 'vite.config.ts'))) return console.log(`${app}: nothing to build`);
  const stamp = join(ROOT, '.types', `web-${app}.hash`);
  const hash = hashOf([home, ...SHARED.map((p) => join(ROOT, p))]);
  const built = existsSync(join(home, 'dist/index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
  if (built && !force) return console.log(`${app}: up to date`);
  const begun = performance.now();
  console.log(`${app}: building …`);
  rmSync(stamp, { force: true });
  await vite(home, app);
  const files = compressAll(join(home, 'dist'));
  mkdirSync(join(ROOT, '.types'), { recursive: true });
  writeFileSync(stamp, hash);
  console.log(`${app}: built in ${((performance.now() - begun) / 1000).toFixed(1)} s, ${files} files compressed`);
}

/** Vite of this workspace, quiet unless it warns; its output is shown when it fails. */
async function vite(home: string, app: string): Promise<void> {
  const bin = join(ROOT, 'node_modules/vite/bin/vite.js');
  const child = spawn(process.execPath, [bin, 'build', home, '--logLevel', 'warn'], { cwd: ROOT, stdio: 'inherit' });
  const still = setInterval(() => console.log(`${app}: still building …`), 10_000);
  const code = await new Promise<number | null>((done) => child.on('exit', done));
  clearInterval(still);
  if (code !== 0) {
    console.error(`${app}: the build failed`);
    process.exit(code ?? 1);
  }
}

function hashOf(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths)
    for (const file of filesOf(path)) hash.update(file.slice(ROOT.length)).update(readFileSync(file));
  return hash.digest('hex');
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .filter((name) => !/^(node_modules|dist|dev-dist)$|\.test\.tsx?$|\.md$/.test(name))
    .flatMap((name) => filesOf(join(path, name)));
}

/** Beside each text file its brotli and gzip form, unless they save nothing. */
function compressAll(dist: string): number {
  let count = 0;
  for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    const path = join(dist, file);
    if (!WORTH.test(file) || statSync(path).size < 1024) continue;
    const content = readFileSync(path);
    writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
    writeFileSync(`${path}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
    count += 1;
  }
  return count;
}
