import { type ChildProcess, spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { keepAlive } from './keep-alive.ts';

/** Real processes that would run for ever, and what their keeper said. */
function keeper(options: { ending?: () => boolean } = {}) {
  const started: ChildProcess[] = [];
  const said: string[] = [];
  const lost = Promise.withResolvers<string>();
  const launch = async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
    started.push(child);
    return child;
  };
  const keeping = {
    ending: options.ending ?? (() => false),
    say: (line: string) => said.push(line),
    onLost: lost.resolve,
  };
  return { started, said, lost: lost.promise, launch, keeping };
}

const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((done) => setTimeout(done, 20));
};

test('what was killed runs again, at most five times; then it is given up and said so', async () => {
  const k = keeper();
  const kept = await keepAlive(k.launch, k.keeping);
  for (let n = 1; n <= 6; n += 1) {
    await until(() => k.started.length === n);
    k.started[n - 1]?.kill('SIGKILL');
  }
  expect(await k.lost).toBe('it ended 6 times, the last time with SIGKILL');
  expect(k.started).toHaveLength(6);
  expect(k.said.filter((line) => line.includes('is back'))).toHaveLength(5);
  expect(await kept.stop()).toBe(false);
});

test('what is stopped on purpose, or ends with the program, stays ended', async () => {
  let ending = false;
  const k = keeper({ ending: () => ending });
  const kept = await keepAlive(k.launch, k.keeping);
  expect(await kept.stop()).toBe(true);
  ending = true;
  const [child] = k.started;
  child?.kill('SIGKILL');
  await until(() => child?.signalCode === 'SIGKILL');
  expect(k.started).toHaveLength(1);
  expect(k.said).toEqual([]);
});

test('a start that fails is tried again', async () => {
  const k = keeper();
  let failures = 0;
  await keepAlive(async () => {
    if (k.started.length > 0 && failures < 2) {
      failures += 1;
      throw new Error('not yet');
    }
    return await k.launch();
  }, k.keeping);
  k.started[0]?.kill('SIGKILL');
  await until(() => k.said.some((line) => line.includes('is back')));
  expect(failures).toBe(2);
  expect(k.started).toHaveLength(2);
  k.keeping.ending = () => true;
  k.started[1]?.kill('SIGKILL');
});
