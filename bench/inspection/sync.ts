import { fork } from 'node:child_process';
import { Agent } from 'node:http';
import { fileURLToPath } from 'node:url';
import { generateTasks } from '@yufang/server/modules/inspection/generate';
import { claim } from '../lib/claim.ts';
import { fillEnterprises, ground } from '../lib/ground.ts';
import { businessDay, type Item, push, recordOf } from '../lib/phone.ts';

/**
 * `node bench/inspection/sync.ts [seconds]`: records a second accepted durably (fsync on) from 200 phones that send batches of 50 over HTTP, each answering its tasks,
 * one record of four with a photo announced. Clients, server and database share the machine.
 */
const SECONDS = Number(process.argv[2] ?? 20);
const PHONES = 200;
const BATCH = 50;
const ITEMS_EACH = 400;

const { engine, owner, folder, stop } = await ground('sync');
const server = fork(fileURLToPath(new URL('./sync-server.ts', import.meta.url)), {
  env: { ...process.env, APP_URL: engine.appUrl, DATA: folder },
  execArgv: process.env.BENCH_PROFILE ? ['--cpu-prof', '--cpu-prof-dir=/tmp/syncprof'] : [],
});
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
  let accepted = 0;
  const until = performance.now() + SECONDS * 1000;
  const before = await usage();
  const began = performance.now();
  await Promise.all(
    phones.map(async (mine) => {
      let seq = 0;
      while (performance.now() < until) {
        const batch = Array.from({ length: BATCH }, () => recordOf(mine[seq++ % mine.length], seq, ITEMS_EACH));
        const sent = performance.now();
        const reply = await push(agent, port, { phone: mine[0], items: batch });
        waits.push(performance.now() - sent);
        const good = reply.results.filter((r) => r.status === 'accepted').length;
        if (good < BATCH) throw new Error(JSON.stringify(reply.results.find((r) => r.status !== 'accepted')));
        accepted += good;
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  const after = await usage();
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
      'server MB': Math.round(after.rss / 2 ** 20),
    },
  ]);
  if (rows[0]?.n !== accepted) throw new Error(`acknowledged ${accepted}, found ${rows[0]?.n}`);
  claim({
    id: 'sync-rate',
    what: `inspection records accepted durably from ${PHONES} phones in batches of ${BATCH} over HTTP, fsync on, clients on the same machine`,
    figure: Math.round(accepted / seconds),
    unit: 'rows/s',
    target: 2000,
    better: 'higher',
    command: 'node bench/inspection/sync.ts',
  });
} finally {
  server.send('stop');
  await new Promise((done) => server.once('exit', done));
  await stop();
}

async function usage(): Promise<{ usage: NodeJS.CpuUsage; rss: number }> {
  const answer = told<{ usage: NodeJS.CpuUsage; rss: number }>();
  server.send('usage');
  return await answer;
}
