import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
const PACKAGES = ['chromium', 'fonts-noto-cjk'];
/** The browser that comes as an npm package, for machines on which we may not install system packages. */
const CARRIED = '@sparticuz/chromium@153.0.0';

/**
 * The path of a Chromium to test in. In this order: YUFANG_CHROMIUM; one on the PATH; Debian's package, installed now (with Chinese fonts) when we are root or
 * may be without a password; the one that an npm package carries, put beside the build results. Says what it installs.
 * @throws with a sentence that says what to do when there is none and none can be installed
 */
export async function ensureChromium(): Promise<string> {
  const given = process.env.YUFANG_CHROMIUM;
  if (given && existsSync(given)) return given;
  if (!onPath() || !hasChineseFont()) installByApt();
  const found = onPath() ?? (await carried());
  if (found) return found;
  throw new Error(
    'No Chromium found. Install it (Debian: apt-get install chromium fonts-noto-cjk) or set YUFANG_CHROMIUM to its path.',
  );
}

function onPath(): string | null {
  for (const name of NAMES) {
    const run = spawnSync('sh', ['-c', `command -v ${name}`]);
    if (run.status === 0) return run.stdout.toString().trim();
  }
  return null;
}

const hasChineseFont = (): boolean => {
  const run = spawnSync('fc-list', [':lang=zh', 'family']);
  return run.status === 0 && run.stdout.toString().trim() !== '';
};

function installByApt(): void {
  const root = process.getuid?.() === 0;
  if (!root && spawnSync('sudo', ['-n', 'true']).status !== 0) return;
  console.log(`installing ${PACKAGES.join(', ')} by the system's package manager …`);
  const apt = (args: string[]) => {
    // Another installation may be under way on a machine that has just come up: wait for its lock.
    const words = [...(root ? [] : ['sudo', '-n']), 'apt-get', '-o', 'DPkg::Lock::Timeout=300', ...args];
    execFileSync(words[0] ?? '', words.slice(1), {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  };
  try {
    apt(['update', '-qq']);
    apt(['install', '-y', '-qq', '--no-install-recommends', ...PACKAGES]);
  } catch (error) {
    console.log(`could not install by itself: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function carried(): Promise<string | null> {
  const folder = join(process.cwd(), '.types', 'chromium');
  const entry = join(folder, 'node_modules/@sparticuz/chromium/build/index.js');
  try {
    if (!existsSync(entry)) {
      console.log(`installing ${CARRIED} by npm (no system packages without root) …`);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'package.json'), '{ "private": true }');
      execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', CARRIED], {
        cwd: folder,
        stdio: ['ignore', 'ignore', 'inherit'],
      });
    }
    const module: { default: { executablePath(): Promise<string> } } = await import(pathToFileURL(entry).href);
    return await module.default.executablePath();
  } catch (error) {
    console.log(`no browser from npm either: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}
