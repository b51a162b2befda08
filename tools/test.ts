import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { ensureChromium } from './ensure-chromium.ts';

/**
 * `npm test`: types, lint, unit, database and browser tests, in the order of what fails fastest. Installs what is missing (a browser), shows
 * progress, and closes with one line that counts tests. Exits 1 as soon as a stage fails, after saying which.
 */
type Counts = { passed: number; failed: number };
const total: Counts = { passed: 0, failed: 0 };
const begun = Date.now();
// Plain text: the log of a CI run is read by people and by programs.
process.env.NO_COLOR = '1';
process.env.npm_config_update_notifier = 'false';

stage('types', ['tsc', '-b']);
stage('lint', ['biome', 'check', '.']);
vitest('unit');
vitest('db');
process.env.YUFANG_CHROMIUM = await ensureChromium();
stage('web apps', ['node', 'tools/build-web.ts']);
vitest('e2e');
finish();

function say(line: string): void {
  console.log(`[${String(Math.round((Date.now() - begun) / 1000)).padStart(4)} s] ${line}`);
}

function stage(name: string, command: readonly string[]): void {
  say(`${name} …`);
  const [bin = '', ...args] = command;
  const run = spawnSync('npx', ['--no-install', bin, ...args], { stdio: 'inherit' });
  if (run.status !== 0) {
    total.failed += 1;
    say(`${name} failed`);
    finish();
  }
}

function vitest(project: string): void {
  mkdirSync('.types', { recursive: true });
  const out = `.types/vitest-${project}.json`;
  rmSync(out, { force: true });
  say(`${project} tests …`);
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${out}`];
  const run = spawnSync('npx', ['--no-install', 'vitest', 'run', '--project', project, ...reporters], {
    stdio: 'inherit',
  });
  const report: unknown = JSON.parse(readFileSync(out, 'utf8'));
  const {
    numPassedTests: passed,
    numFailedTests: failed,
    numTotalTestSuites: suites,
  } = report as Record<string, number>;
  const { success } = report as { success?: boolean };
  total.passed += passed ?? 0;
  total.failed += failed ?? 0;
  say(`${project}: ${passed} passed, ${failed} failed`);
  // A file that does not load has no failed test of its own; the report and the exit code still say that it failed.
  const whole = run.status === 0 && success === true;
  if (!whole && (failed ?? 0) === 0) total.failed += 1;
  if (!whole || !passed || !suites) finish();
}

function finish(): never {
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
}
