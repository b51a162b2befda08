import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/**
 * The path of a Chromium to test in, installing Debian's package (with Chinese fonts) when there is none and we may.
 * @throws with a sentence that says what to do when there is none and we may not install
 */
export async function ensureChromium(): Promise<string> {
  const given = process.env.YUFANG_CHROMIUM;
  if (given && existsSync(given)) return given;
  const found = which();
  if (found && hasChineseFont()) return found;
  install();
  const installed = which();
  if (installed) return installed;
  throw new Error(
    'No Chromium found. Install it (Debian: apt-get install chromium fonts-noto-cjk) or set YUFANG_CHROMIUM to its path.',
  );
}

function which(): string | null {
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

function install(): void {
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const packages = ['chromium', 'fonts-noto-cjk', 'poppler-utils'];
  console.log(`installing ${packages.join(', ')} by the system's package manager …`);
  const apt = (args: string[]) => {
    const [bin = 'apt-get', ...rest] = [...sudo, 'apt-get', ...args];
    return execFileSync(bin, rest, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  };
  try {
    apt(['update', '-qq']);
    apt(['install', '-y', '-qq', '--no-install-recommends', ...packages]);
  } catch (error) {
    console.log(`could not install by itself: ${error instanceof Error ? error.message : String(error)}`);
  }
}
