import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Actor } from '@yufang/server/platform/db/actor';
import { freePort } from '@yufang/server/platform/db/embedded';
import { actor, departmentOfficer, officer, staff } from '@yufang/server/testing/world';
import pg from 'pg';
import { asHeader } from './lib/by-header.ts';
import { claim } from './lib/claim.ts';
import { residentMb } from './lib/cpu.ts';

/**
 * `node bench/province-page.ts --data FOLDER [--rounds 40]`, FOLDER filled by `yufang seed --size province`: cold start of the shipped server on it, then
 * GET /api/v1/overview of the province, every city, 20 counties, 3 parks, 3 departments and 5 enterprises over HTTP, in turn, one caller.
 */
const { values } = parseArgs({
  options: { data: { type: 'string', default: '/tmp/yf-province' }, rounds: { type: 'string', default: '40' } },
});
const ROUNDS = Number(values.rounds);
const env = { ...process.env, YUFANG_DATA: values.data, YUFANG_DEMO: 'off', YUFANG_LOG: 'error', DATA: values.data };

const cold: number[] = [];
for (let i = 0; i < 3; i += 1) cold.push(await coldStart());
const child = fork(fileURLToPath(new URL('./lib/by-header-server.ts', import.meta.url)), { env });
try {
  const [told] = (await once(child, 'message', { signal: AbortSignal.timeout(120_000) })) as [
    { port: number; ownerUrl: string },
  ];
  const { pages, size } = await pagesOf(told.ownerUrl);
  const all: number[] = [];
  const table: Record<string, object> = {};
  for (const [kind, list] of Map.groupBy(pages, (p) => p.kind)) {
    const times: number[] = [];
    for (let i = 0; i < ROUNDS + 5; i += 1) {
      for (const page of list) {
        const ms = await ask(told.port, page);
        if (i >= 5) times.push(ms);
      }
    }
    all.push(...times);
    table[kind] = { pages: list.length, requests: times.length, ...quantiles(times) };
  }
  console.table(table);
  const worst = Math.max(...Object.values(table).map((t) => ('p95' in t ? Number(t.p95) : 0)));
  const rss = residentMb([child.pid ?? 0]);
  console.log(
    `all: ${JSON.stringify(quantiles(all))}; server ${rss.toFixed(0)} MB; cold starts ${cold.map((c) => c.toFixed(2)).join(', ')} s`,
  );
  const command = 'node bench/province-page.ts';
  claim({
    id: 'province-page-p95',
    what: `p95 of the page data at the HTTP door, the worst kind of page (of ${Object.keys(table).join(', ')}) on ${size}`,
    figure: worst,
    unit: 'ms',
    target: 20,
    better: 'lower',
    command,
  });
  claim({
    id: 'cold-start-province',
    what: `node apps/server/src/main.ts until it answers, database included, the middle of 3, on ${size}`,
    figure: cold.toSorted((a, b) => a - b)[1] ?? 0,
    unit: 's',
    target: 5,
    better: 'lower',
    command,
  });
} finally {
  child.kill('SIGTERM');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

type Page = { kind: string; as: Actor; query: string };

async function coldStart(): Promise<number> {
  const port = await freePort();
  const begun = performance.now();
  const server = spawn(process.execPath, ['apps/server/src/main.ts'], {
    env: { ...env, YUFANG_PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    for (;;) {
      const up = await fetch(`http://127.0.0.1:${port}/api/v1/auth/session`, {
        signal: AbortSignal.timeout(5_000),
      }).then(
        (r) => r.status < 500,
        () => false,
      );
      if (up) return (performance.now() - begun) / 1000;
      if (server.exitCode !== null || performance.now() - begun > 120_000)
        throw new Error('the server did not come up');
      await new Promise((done) => setTimeout(done, 20));
    }
  } finally {
    server.kill('SIGTERM');
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
  }
}

async function pagesOf(ownerUrl: string): Promise<{ pages: Page[]; size: string }> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query('set role yf_system');
  const list = async (text: string) => (await client.query<{ code: string }>(text)).rows.map((r) => r.code);
  const cities = await list(`select code from region where level = 'city' and valid_to is null order by code`);
  const counties = await list(
    `select code from region where level = 'county' and valid_to is null order by code limit 20`,
  );
  const parks = await list('select id::text as code from park order by id limit 3');
  const firms = await list('select enterprise_id::text as code from enterprise order by enterprise_id limit 5');
  const { rows } = await client.query<{ relname: string; n: number }>(
    `select relname, greatest(reltuples, (select coalesce(sum(greatest(c.reltuples, 0)), 0) from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = p.oid))::bigint as n
     from pg_class p where relname in ('enterprise', 'control_measure', 'inspection_record', 'hidden_danger') and relkind in ('r', 'p')`,
  );
  await client.end();
  const n = (table: string) => Number(rows.find((r) => r.relname === table)?.n ?? 0).toLocaleString('en-US');
  const province = officer('410000');
  return {
    size: `a database of about ${n('enterprise')} enterprises, ${n('control_measure')} measures, ${n('inspection_record')} inspection records, ${n('hidden_danger')} dangers`,
    pages: [
      { kind: 'province', as: province, query: '' },
      ...cities.map((code) => ({ kind: 'city', as: province, query: `?region=${code}` })),
      ...counties.map((code) => ({ kind: 'county', as: province, query: `?region=${code}` })),
      ...parks.map((parkId) => ({ kind: 'park', as: actor('park_officer', { kind: 'park', parkId }), query: '' })),
      ...(['emergency', 'industry', 'housing'] as const).map((sector) => ({
        kind: 'department',
        as: departmentOfficer(sector, '410000'),
        query: '',
      })),
      ...firms.map((id) => ({ kind: 'enterprise', as: staff('safety_officer', id), query: '' })),
    ],
  };
}

async function ask(port: number, page: Page): Promise<number> {
  const begun = performance.now();
  const reply = await fetch(`http://127.0.0.1:${port}/api/v1/overview${page.query}`, {
    headers: { 'x-bench-actor': asHeader(page.as) },
    signal: AbortSignal.timeout(20_000),
  });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${page.kind} ${page.query}: ${reply.status} ${text}`);
  return performance.now() - begun;
}

function quantiles(times: readonly number[]): { p50: number; p95: number; p99: number } {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (q: number) => Math.round((sorted[Math.floor(sorted.length * q)] ?? 0) * 10) / 10;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
