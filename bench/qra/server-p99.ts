import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { acceptancePark } from '@yufang/qra/park/acceptance';
import { smallPark } from '@yufang/qra/park/small-park';
import { serverFlags } from '@yufang/server/node-flags';
import type { Actor } from '@yufang/server/platform/db/actor';
import { actor, officer } from '@yufang/server/testing/world';
import { asHeader } from '../lib/by-header.ts';
import { claim } from '../lib/claim.ts';
import { fillEnterprises, ground } from '../lib/ground.ts';

/**
 * `node bench/qra/server-p99.ts [--rounds 3] [--seconds 10] [--enterprises 2000] [--vessels 400]`: what the server's other users feel of a park run. Ordinary
 * reads (lists of dangers, enterprises, risks, tasks, the register of one enterprise) by four callers with a pause between, over HTTP on the embedded
 * database; in turns without and with the acceptance park being computed in the same server, one run after another. Prints p50, p95 and p99 of each and
 * the ratio of the p99s (`qra-server-p99`, at most 2).
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '10' },
    enterprises: { type: 'string', default: '2000' },
    vessels: { type: 'string', default: '400' },
  },
});
const CALLERS = 4;
const PAUSE_MS = 20;
const PARK = '01900000-0000-7000-8000-000000000001';
const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

const g = await ground('park-p99');
await fillEnterprises(g.owner, {
  enterprises: Number(values.enterprises),
  itemsEach: 3,
  nextWindow: new Date().toISOString(),
});
await g.owner.query(
  `insert into park (id, name, county_code, city_code, kind, lon, lat, invented) values ($1, '基准园区（虚构）', '410122', '410100', 'chemical', 114.3, 34.8, true)`,
  [PARK],
);
await g.owner.query('set role yf_system');
const { rows: firms } = await g.owner.query<{ id: string }>('select enterprise_id as id from enterprise limit 50');
await g.halt();

const child: ChildProcess = fork(fileURLToPath(new URL('../lib/by-header-server.ts', import.meta.url)), {
  env: { ...process.env, DATA: g.folder },
  execArgv: [...serverFlags()],
});
const [up] = (await once(child, 'message')) as [{ port: number }];
const base = `http://127.0.0.1:${up.port}/api/v1`;
const province = officer('410000');
const parkOfficer = actor('park_officer', { kind: 'park', parkId: PARK });

const READS = [
  '/dangers?limit=50',
  '/enterprises?limit=50',
  '/risks?limit=50',
  '/inspection/tasks?limit=50',
  ...firms.slice(0, 4).map((f) => `/enterprises/${f.id}/risk-tree`),
];

async function call<T>(who: Actor, path: string, init: RequestInit = {}): Promise<T> {
  const reply = await fetch(`${base}${path}`, {
    ...init,
    headers: { ...init.headers, 'x-bench-actor': asHeader(who) },
  });
  const body = await reply.text();
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${body.slice(0, 300)}`);
  return JSON.parse(body) as T;
}

/** Reads for some seconds; the times of all. */
async function reads(seconds: number): Promise<number[]> {
  const until = performance.now() + seconds * 1000;
  const times: number[] = [];
  let n = 0;
  await Promise.all(
    Array.from({ length: CALLERS }, async () => {
      while (performance.now() < until) {
        n += 1;
        const begun = performance.now();
        await call(province, READS[n % READS.length] ?? '');
        times.push(performance.now() - begun);
        await wait(PAUSE_MS);
      }
    }),
  );
  return times.sort((a, b) => a - b);
}

const at = (times: readonly number[], q: number): number =>
  times[Math.min(times.length - 1, Math.floor(times.length * q))] ?? 0;
const line = (name: string, times: readonly number[]): string =>
  `${name.padEnd(12)} ${String(times.length).padStart(6)} reads  p50 ${at(times, 0.5).toFixed(1)}  p95 ${at(times, 0.95).toFixed(1)}  p99 ${at(times, 0.99).toFixed(1)} ms`;

/** The park as a file, put at the door as a person would. */
async function assessment(): Promise<string> {
  const count = Number(values.vessels);
  const { vessels, weather, population, targets } = count >= 400 ? acceptancePark() : smallPark(count);
  const file = {
    format: 'yufang-park/1',
    id: 'acceptance',
    origin: { lonDeg: 114.3, latDeg: 34.8, referenceSystem: 'CGCS2000' },
    ...{ vessels, weather, population, targets },
    grid: { originXM: 0, originYM: 0, widthM: 5000, heightM: 5000, stepM: 10 },
    domino: { histories: 1_000_000, seed: 1 },
  };
  const form = new FormData();
  form.append('file', new Blob([JSON.stringify(file)]), 'park.json');
  const made = await call<{ id: string }>(parkOfficer, `/parks/${PARK}/assessments/file?title=bench`, {
    method: 'POST',
    body: form,
  });
  return made.id;
}

const json = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } };
type Run = { id: string; state: string; code: string | null };
const seconds: number[] = [];

/** Reads while runs are under way, one after another; begins when the first one computes. */
async function withRuns(id: string): Promise<number[]> {
  let going = true;
  let running = (): void => undefined;
  const first = new Promise<void>((done) => {
    running = done;
  });
  const runs = (async () => {
    while (going) {
      const begun = performance.now();
      const { id: runId } = await call<Run>(parkOfficer, `/parks/${PARK}/assessments/${id}/runs`, json);
      for (;;) {
        const run = await call<Run>(parkOfficer, `/parks/${PARK}/runs/${runId}`);
        if (run.state === 'running') running();
        if (!going && (run.state === 'running' || run.state === 'queued'))
          await call(parkOfficer, `/parks/${PARK}/runs/${runId}/cancel`, json).catch(() => undefined);
        if (run.state === 'failed') throw new Error(`run ${run.code}`);
        if (run.state === 'done') seconds.push((performance.now() - begun) / 1000);
        if (run.state === 'done' || run.state === 'cancelled') break;
        await wait(200);
      }
    }
  })();
  await first;
  const times = await reads(Number(values.seconds));
  going = false;
  await runs;
  return times;
}

try {
  const id = await assessment();
  await reads(4);
  const alone: number[] = [];
  const beside: number[] = [];
  for (let round = 0; round < Number(values.rounds); round += 1) {
    alone.push(...(await reads(Number(values.seconds))));
    beside.push(...(await withRuns(id)));
  }
  for (const times of [alone, beside]) times.sort((a, b) => a - b);
  console.log(line('alone', alone));
  console.log(line('beside runs', beside));
  const ratio = at(beside, 0.99) / at(alone, 0.99);
  console.log(`runs that ended meanwhile: ${seconds.map((s) => s.toFixed(1)).join(', ') || 'none'} s`);
  claim({
    id: 'qra-server-p99',
    what: `p99 of other users' reads while the acceptance park is computed in the same server, over p99 without (${at(alone, 0.99).toFixed(1)} → ${at(beside, 0.99).toFixed(1)} ms)`,
    figure: Number(ratio.toFixed(2)),
    unit: 'ratio',
    target: 2,
    better: 'lower',
    command: 'node bench/qra/server-p99.ts',
  });
} finally {
  child.kill('SIGTERM');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  g.remove();
}
