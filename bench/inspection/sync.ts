import { fork } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { Agent, request as httpRequest } from 'node:http';
import { fileURLToPath } from 'node:url';
import { taskIdOf } from '@yufang/domain';
import { generateTasks } from '@yufang/server/modules/inspection/generate';
import { claim } from './claim.ts';
import { fillEnterprises, ground } from './ground.ts';

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
  const today = new Date(Math.floor((now.getTime() + 8 * 3_600_000) / 86_400_000) * 86_400_000 - 8 * 3_600_000);
  await fillEnterprises(owner, { enterprises: PHONES, itemsEach: ITEMS_EACH, nextWindow: today.toISOString() });
  await generateTasks(engine.db, now);
  await owner.query('set role yf_system');
  const { rows: items } = await owner.query<{ enterprise_id: string; id: string; person: string; account: string }>(
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
        const batch = Array.from({ length: BATCH }, () => recordOf(mine[seq++ % mine.length], seq));
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

type Item = { readonly enterprise_id: string; readonly id: string; readonly person: string; readonly account: string };

async function usage(): Promise<{ usage: NodeJS.CpuUsage; rss: number }> {
  const answer = told<{ usage: NodeJS.CpuUsage; rss: number }>();
  server.send('usage');
  return await answer;
}

function recordOf(item: Item | undefined, seq: number) {
  if (!item) throw new Error('a phone without items');
  const now = Date.now();
  const today = new Date(Math.floor((now + 8 * 3_600_000) / 86_400_000) * 86_400_000 - 8 * 3_600_000);
  const photo = {
    id: randomUUID(),
    sha256: randomBytes(32).toString('hex'),
    bytes: 300_000,
    takenAt: new Date(now).toISOString(),
  };
  return {
    id: randomUUID(),
    kind: 'record',
    deviceSeq: seq,
    claimedAt: new Date(now).toISOString(),
    payload: {
      itemId: item.id,
      ...(seq <= ITEMS_EACH ? { taskId: taskIdOf(item.id, today) } : {}),
      result: 'normal',
      lon: 113.7,
      lat: 34.7,
      accuracyM: 10,
      durationMs: 45_000,
      photos: seq % 4 === 0 ? [photo] : [],
    },
  };
}

type Pushed = { results: { status: string; code?: string }[] };
function push(
  agent: Agent,
  port: number,
  what: { phone: Item | undefined; items: readonly unknown[] },
): Promise<Pushed> {
  const { phone, items } = what;
  if (!phone) throw new Error('a phone without items');
  const body = JSON.stringify({
    version: 1,
    sentAt: new Date().toISOString(),
    deviceId: `bench-${phone.person.slice(0, 8)}`,
    items,
  });
  return new Promise((done, fail) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-bench-actor': `${phone.enterprise_id} ${phone.account} ${phone.person}`,
    };
    const call = httpRequest(
      {
        agent,
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: `/api/v1/enterprises/${phone.enterprise_id}/sync`,
        headers,
      },
      (reply) => {
        let text = '';
        reply.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        reply.on('end', () =>
          reply.statusCode === 200 ? done(JSON.parse(text) as Pushed) : fail(new Error(`${reply.statusCode}: ${text}`)),
        );
      },
    );
    call.on('error', fail).end(body);
  });
}
