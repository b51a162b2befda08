import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { generateTasks } from '@yufang/server/modules/inspection/generate';
import { rebuild } from '@yufang/server/modules/rollup/rebuild';
import pg from 'pg';
import { claim } from '../lib/claim.ts';
import { childrenOf, postmasterOf } from '../lib/cpu.ts';
import { fillEnterprises, ground } from '../lib/ground.ts';
import { businessDay, type Item, push, recordOf } from '../lib/phone.ts';

/**
 * `node bench/crash/run.ts [--trials 200] [--minutes 90]`: kill -9 of the server, of the database (its postmaster, or all its processes) or of both at a random
 * moment of the second after the first acknowledgement, while 20 phones push batches of 20 records. A killed server is started again, a killed database is started
 * again by its server. What was not answered is sent again, as phones do. Asked after every trial: is every
 * acknowledged record there; at the end: is every record, and its change, there once, and do the counters equal a rebuild. fsync on. It is no power cut: the
 * machine's page cache outlives the processes.
 */
const { values } = parseArgs({
  options: { trials: { type: 'string', default: '200' }, minutes: { type: 'string', default: '90' } },
});
const TRIALS = Number(values.trials);
const UNTIL = Date.now() + Number(values.minutes) * 60_000;
const PHONES = 20;
const BATCH = 20;
const ITEMS_EACH = 50;
const KINDS = ['server', 'postmaster', 'database', 'both'] as const;

type Up = { child: ChildProcess; port: number; ownerUrl: string };
type RecordItem = ReturnType<typeof recordOf>;
type Phone = { readonly items: readonly Item[]; seq: number; unanswered: RecordItem[] | null };

/** A phone's record was refused: a fault of the bench, not of a kill. */
class Refused extends Error {}

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

const g = await ground('crash');
const now = new Date();
await fillEnterprises(g.owner, {
  enterprises: PHONES,
  itemsEach: ITEMS_EACH,
  nextWindow: businessDay(now.getTime()).toISOString(),
});
await generateTasks(g.engine.db, now);
// The ground was laid without the change log: the counters begin where the rows stand.
await rebuild(g.engine.ownerUrl, true);
await g.owner.query('set role yf_system');
const { rows: items } = await g.owner.query<Item>(
  'select i.enterprise_id, i.id, n.id as person, n.account_id as account from inspection_item i join person n using (enterprise_id)',
);
await g.halt();

const phones: Phone[] = [...Map.groupBy(items, (i) => i.enterprise_id).values()].map((list) => ({
  items: list,
  seq: 0,
  unanswered: null,
}));
const acknowledged = new Set<string>();
let lost = 0;
let trials = 0;
const kills: Record<string, number> = {};
const restarts: number[] = [];
let up = await start();
try {
  while (trials < TRIALS && Date.now() < UNTIL) {
    const kind = KINDS[Math.floor(Math.random() * KINDS.length)] ?? 'both';
    const fresh = await trial(kind);
    trials += 1;
    kills[kind] = (kills[kind] ?? 0) + 1;
    const missing = await missingOf(fresh);
    lost += missing;
    if (missing > 0 || trials % 10 === 0)
      console.log(`trial ${trials} (${kind}): ${fresh.length} acknowledged, ${missing} missing`);
  }
  await judge();
} finally {
  up.child.kill('SIGTERM');
  if (up.child.exitCode === null && up.child.signalCode === null) await once(up.child, 'exit');
  g.remove();
}

/** Load, kill at a random moment, restart. Returns the ids acknowledged meanwhile. */
async function trial(kind: (typeof KINDS)[number]): Promise<string[]> {
  const fresh: string[] = [];
  const agent = new Agent({ keepAlive: true, maxSockets: PHONES });
  let going = true;
  const answered = Promise.withResolvers<void>();
  const load = phones.map(async (phone) => {
    while (going) {
      const batch = phone.unanswered ?? makeBatch(phone);
      phone.unanswered = batch;
      try {
        const reply = await push(agent, up.port, {
          phone: phone.items[0],
          items: JSON.stringify(batch),
          timeoutMs: 10_000,
        });
        for (const r of reply.results) {
          if (r.status === 'refused') throw new Refused(JSON.stringify(r));
          fresh.push(r.id);
          acknowledged.add(r.id);
        }
        phone.unanswered = null;
        answered.resolve();
      } catch (error) {
        if (error instanceof Refused) {
          answered.reject(error);
          throw error;
        }
        // Killed under us, or refused while the database is away: kept, and sent again later.
        await wait(20);
      }
    }
  });
  // A trial in which nothing was acknowledged could lose nothing: the moment is drawn from when work is being taken.
  await answered.promise;
  await wait(Math.random() * 1_000);
  kill(kind);
  if (kind === 'server' || kind === 'both') {
    await wait(50);
    going = false;
    if (up.child.exitCode === null && up.child.signalCode === null) await once(up.child, 'exit');
    agent.destroy();
    await Promise.all(load);
    up = await start();
    return fresh;
  }
  // The server starts its database again by itself; the trial ends when it takes records again.
  const began = performance.now();
  await wait(50);
  for (const before = fresh.length; fresh.length === before; await wait(20)) {
    if (performance.now() - began > 120_000) throw new Error('the server does not take records again');
  }
  restarts.push((performance.now() - began) / 1000);
  going = false;
  await Promise.all(load);
  agent.destroy();
  return fresh;
}

function kill(kind: (typeof KINDS)[number]): void {
  if (kind !== 'server') {
    const postmaster = postmasterOf(join(g.folder, 'postgres'));
    // The whole process group of PostgreSQL, or its postmaster alone, whose backends then end by themselves.
    for (const pid of kind === 'postmaster' ? [postmaster] : [postmaster, ...childrenOf(postmaster)]) killOne(pid);
  }
  if (kind === 'server' || kind === 'both') up.child.kill('SIGKILL');
}

async function start(): Promise<Up> {
  const began = performance.now();
  for (let attempt = 1; ; attempt += 1) {
    const child = fork(fileURLToPath(new URL('./server.ts', import.meta.url)), {
      env: { ...process.env, DATA: g.folder },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const told = await Promise.race([
      once(child, 'message').then(([m]) => m as { port: number; ownerUrl: string }),
      once(child, 'exit').then(() => null),
      wait(60_000).then(() => null),
    ]);
    if (told) {
      restarts.push((performance.now() - began) / 1000);
      return { child, ...told };
    }
    child.kill('SIGKILL');
    // Backends of a killed postmaster may hold its shared memory for a moment.
    if (attempt >= 5) throw new Error('the server does not come up again');
    await wait(300);
  }
}

async function judge(): Promise<void> {
  // Whatever was not answered is sent once more, then the queue is let run empty.
  const agent = new Agent();
  for (const phone of phones) {
    if (!phone.unanswered) continue;
    const reply = await push(agent, up.port, { phone: phone.items[0], items: JSON.stringify(phone.unanswered) }).catch(
      (error) => {
        throw new Error(
          `the server did not take the rest (it ended with ${up.child.exitCode ?? up.child.signalCode})`,
          {
            cause: error,
          },
        );
      },
    );
    for (const r of reply.results) acknowledged.add(r.id);
  }
  agent.destroy();
  lost = Math.max(lost, await missingOf([...acknowledged]));
  const client = await asOwner();
  const { rows } = await client.query<{ records: number; again: number; changed: number }>(
    `select (select count(*)::int from inspection_record) as records,
            (select coalesce(sum(n - 1), 0)::int from (select count(*) as n from inspection_record group by item_id, claimed_at having count(*) > 1) r) as again,
            (select coalesce(sum(n - 1), 0)::int from (select count(*) as n from change where entity = 'inspection_record' group by entity_id having count(*) > 1) c) as changed`,
  );
  await client.end();
  const found = rows[0] ?? { records: 0, again: 0, changed: 0 };
  const extra = Math.max(0, found.records - acknowledged.size);
  const { differences, counters } = await rebuild(up.ownerUrl, false);
  restarts.sort((a, b) => a - b);
  console.table([
    {
      trials,
      ...kills,
      acknowledged: acknowledged.size,
      'rows found': found.records,
      lost,
      'twice (rows)': found.again + extra,
      'twice (changes)': found.changed,
      counters,
      differences: differences.length,
      'restart p50 s': restarts[Math.floor(restarts.length / 2)]?.toFixed(2),
    },
  ]);
  const how = `${trials} kill -9 of server, postmaster, all of PostgreSQL or both at random moments under sync load (20 phones), ${acknowledged.size} acknowledged records, fsync on`;
  const same = { target: 0, better: 'lower', command: `node bench/crash/run.ts --trials ${trials}` } as const;
  claim({ id: 'crash-lost', what: `acknowledged records lost: ${how}`, figure: lost, unit: 'rows', ...same });
  claim({
    id: 'crash-duplicated',
    what: `records or their changes there twice after being sent again: ${how}`,
    figure: found.again + extra + found.changed,
    unit: 'rows',
    ...same,
  });
  claim({
    id: 'rebuild-equal',
    what: `counters (of ${counters}) that differ from a rebuild of the base tables: ${how}`,
    figure: differences.length,
    unit: 'differences',
    ...same,
  });
}

async function missingOf(ids: readonly string[]): Promise<number> {
  const client = await asOwner();
  try {
    const { rows } = await client.query<{ n: number }>(
      'select count(*)::int as n from unnest($1::uuid[]) s(id) where not exists (select from inspection_record r where r.id = s.id)',
      [ids],
    );
    return rows[0]?.n ?? 0;
  } finally {
    await client.end();
  }
}

/** Asked right after a kill: the last answer may be older than it, and the database still on its way up. */
async function asOwner(): Promise<pg.Client> {
  for (let tries = 1; ; tries += 1) {
    const client = new pg.Client({ connectionString: up.ownerUrl });
    try {
      await client.connect();
      await client.query('set role yf_system');
      return client;
    } catch (error) {
      if (tries >= 120) throw error;
      await wait(500);
    }
  }
}

function makeBatch(phone: Phone): RecordItem[] {
  return Array.from({ length: BATCH }, () => {
    const item = phone.items[phone.seq % phone.items.length];
    phone.seq += 1;
    return recordOf(item, phone.seq, ITEMS_EACH);
  });
}

function killOne(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself in between.
  }
}
