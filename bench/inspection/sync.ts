import { fork } from 'node:child_process';
import { Agent } from 'node:http';
import { fileURLToPath } from 'node:url';
import { generateTasks } from '@yufang/server/modules/inspection/generate';
import { serverFlags } from '@yufang/server/node-flags';
import { officer } from '@yufang/server/testing/world';
import { asHeader } from '../lib/by-header.ts';
import { claim } from '../lib/claim.ts';
import { residentMb } from '../lib/cpu.ts';
import { fillEnterprises, ground } from '../lib/ground.ts';
import { businessDay, type Item, push, recordOf } from '../lib/phone.ts';

/**
 * `node bench/inspection/sync.ts [seconds]`: records a second accepted durably (fsync on) from 200 phones that send batches of 50 over HTTP, each answering its tasks,
 * one record of four with a photo announced. Clients, server and database share the machine.
 */
const SECONDS = Number(process.argv[2] ?? 20);
/** Seconds before the count begins: what the server does is compiled by then, as it is in one that has run for a while. */
const WARM_UP = 8;
const PHONES = 200;
const BATCH = 50;
const ITEMS_EACH = 400;
/** Batches of each phone that lie ready: what it sends in the time at the rate we hope for. */
const READY = Math.ceil(((WARM_UP + SECONDS) * 2_500) / (PHONES * BATCH)) + 1;

const { engine, owner, folder, stop } = await ground('sync');
const server = fork(fileURLToPath(new URL('./sync-server.ts', import.meta.url)), {
  env: { ...process.env, APP_URL: engine.appUrl, DATA: folder },
  execArgv: [
    ...serverFlags(),
    // To try settings of the heap before they are shipped, e.g. BENCH_NODE_FLAGS=--max-semi-space-size=8.
    ...(process.env.BENCH_NODE_FLAGS ?? '').split(' ').filter(Boolean),
    ...(process.env.BENCH_PROFILE ? ['--cpu-prof', '--cpu-prof-dir=/tmp/syncprof'] : []),
  ],
});
type Fold = { readonly at: number; readonly oldest: number };
const told = <T>() => new Promise<T>((done) => server.once('message', (m) => done(m as T)));
try {
  const { port } = await told<{ port: number }>();
  const now = new Date();
  const today = businessDay(now.getTime());
  await fillEnterprises(owner, { enterprises: PHONES, itemsEach: ITEMS_EACH, nextWindow: today.toISOString() });
  await generateTasks(engine.db, now);
  await owner.query('set role yf_system');
  const { rows: items } = await owner.query<Item>(
    `select i.enterprise_id, i.id, n.id as person, n.account_id as account from inspection_item i join person n using (enterprise_id)`,
  );
  const phones = [...Map.groupBy(items, (i) => i.enterprise_id).values()];
  console.log(`${phones.length} phones with ${ITEMS_EACH} tasks each; pushing for ${SECONDS} s …`);

  const agent = new Agent({ keepAlive: true, maxSockets: PHONES });
  const waits: number[] = [];
  const batchOf = (mine: readonly Item[], n: number): string => {
    const seq = (k: number) => n * BATCH + k;
    return JSON.stringify(
      Array.from({ length: BATCH }, (_, k) => recordOf(mine[seq(k) % mine.length], seq(k) + 1, ITEMS_EACH)),
    );
  };
  // What phones do by themselves is done before the clock runs: they are elsewhere, only what they send and hear shares the machine.
  const ready = phones.map((mine) => Array.from({ length: READY }, (_, n) => batchOf(mine, n)));
  const sent = phones.map(() => 0);
  const screen = await openStream(port);
  const memory: number[] = [];
  const watch = setInterval(() => memory.push(residentMb([server.pid ?? 0])), 500);
  /** Every phone sends batch after batch for so long. @returns how many records were accepted */
  const pushFor = async (duration: number): Promise<number> => {
    const until = performance.now() + duration * 1000;
    const accepted = await Promise.all(
      phones.map(async (mine, i) => {
        let good = 0;
        while (performance.now() < until) {
          const n = sent[i] ?? 0;
          sent[i] = n + 1;
          const batch = ready[i]?.[n] ?? batchOf(mine, n);
          const begun = performance.now();
          const { results } = await push(agent, port, { phone: mine[0], items: batch });
          waits.push(performance.now() - begun);
          const refused = results.find((r) => r.status !== 'accepted');
          if (refused || results.length < BATCH)
            throw new Error(JSON.stringify(refused ?? 'an item without an answer'));
          good += results.length;
        }
        return good;
      }),
    );
    return accepted.reduce((sum, n) => sum + n, 0);
  };
  const warm = await pushFor(WARM_UP);
  waits.length = 0;
  const before = await usage();
  const began = performance.now();
  const accepted = await pushFor(SECONDS);
  const seconds = (performance.now() - began) / 1000;
  clearInterval(watch);
  await new Promise((done) => setTimeout(done, 1_500));
  const after = await usage();
  screen.close();
  const { rows } = await owner.query<{ n: number; done: number }>(
    `select (select count(*)::int from inspection_record) as n, (select count(*)::int from inspection_task where state = 'done') as done`,
  );
  waits.sort((a, b) => a - b);
  const cpu = (after.usage.user + after.usage.system - before.usage.user - before.usage.system) / 1e6;
  console.table([
    {
      records: accepted,
      'rows in the database': rows[0]?.n,
      'tasks answered': rows[0]?.done,
      'records/s': Math.round(accepted / seconds),
      'batch p50 ms': Math.round(waits[Math.floor(waits.length / 2)] ?? 0),
      'batch p99 ms': Math.round(waits[Math.floor(waits.length * 0.99)] ?? 0),
      'records per server CPU-s': Math.round(accepted / cpu),
      'server MB, peak': Math.round(Math.max(...memory)),
    },
  ]);
  if (rows[0]?.n !== warm + accepted) throw new Error(`acknowledged ${warm + accepted}, found ${rows[0]?.n}`);
  claim({
    id: 'sync-rate',
    what: `inspection records accepted durably from ${PHONES} phones in batches of ${BATCH} over HTTP, fsync on, clients on the same machine, after ${WARM_UP} s of the same`,
    figure: Math.round(accepted / seconds),
    unit: 'rows/s',
    target: 2000,
    better: 'higher',
    command: 'node bench/inspection/sync.ts',
  });
  // Each fold counts with its oldest delta, so these are upper bounds for all its others.
  const counted = after.folds.map((f) => f.at - f.oldest).sort((a, b) => a - b);
  const seen = after.folds
    .flatMap((f) => {
      const arrived = screen.arrivals.find((a) => a >= f.at);
      return arrived === undefined ? [] : [arrived - f.oldest];
    })
    .sort((a, b) => a - b);
  const at = (list: readonly number[], q: number) => list[Math.min(list.length - 1, Math.floor(list.length * q))] ?? 0;
  console.log(
    `${counted.length} folds: oldest delta counted after p50 ${at(counted, 0.5)} ms, p99 ${at(counted, 0.99)} ms; told by SSE after p50 ${at(seen, 0.5)} ms, p99 ${at(seen, 0.99)} ms`,
  );
  const load = `under ${Math.round(accepted / seconds)} records/s from ${PHONES} phones`;
  claim({
    id: 'rollup-staleness-p99',
    what: `age of the oldest queued delta of a fold when a province officer's SSE client is told of it, p99 of ${seen.length} folds (when counted: ${at(counted, 0.99)} ms), ${load}`,
    figure: at(seen, 0.99),
    unit: 'ms',
    target: 1000,
    better: 'lower',
    command: 'node bench/inspection/sync.ts',
  });
  // All 200 phones push as fast as they are answered: this is the load that the machine can be put under, whatever its rate.
  claim({
    id: 'server-memory',
    what: `peak resident memory of the server process, sampled twice a second, ${load}, as fast as they were answered`,
    figure: Math.round(Math.max(...memory)),
    unit: 'MB',
    target: 400,
    better: 'lower',
    command: 'node bench/inspection/sync.ts',
  });
} finally {
  server.send('stop');
  await new Promise((done) => server.once('exit', done));
  await stop();
}

/** A screen that listens to the live stream as the province's officer: when it was told that counters moved. */
async function openStream(port: number): Promise<{ arrivals: number[]; close: () => void }> {
  const stop = new AbortController();
  const reply = await fetch(`http://127.0.0.1:${port}/api/v1/live`, {
    headers: { 'x-bench-actor': asHeader(officer('410000')) },
    signal: stop.signal,
  });
  if (!reply.ok || !reply.body) throw new Error(`live stream: ${reply.status}`);
  const arrivals: number[] = [];
  const body = reply.body.pipeThrough(new TextDecoderStream());
  void (async () => {
    for await (const text of body) if (text.includes('event: rollup')) arrivals.push(Date.now());
  })().catch(() => undefined);
  return { arrivals, close: () => stop.abort() };
}

async function usage(): Promise<{ usage: NodeJS.CpuUsage; rss: number; folds: Fold[] }> {
  const answer = told<{ usage: NodeJS.CpuUsage; rss: number; folds: Fold[] }>();
  server.send('usage');
  return await answer;
}
