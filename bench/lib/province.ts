import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { serverFlags } from '@yufang/server/node-flags';
import type { Actor } from '@yufang/server/platform/db/actor';
import pg from 'pg';
import { asHeader } from './by-header.ts';

/** A server of ours over the load-size database, and how to end it. */
export type Province = {
  readonly port: number;
  readonly ownerUrl: string;
  readonly pid: number;
  stop(): Promise<void>;
};

/** Start the application over a data folder; only the sign-in is replaced by a header. */
export async function openProvince(data: string): Promise<Province> {
  const child: ChildProcess = fork(fileURLToPath(new URL('./by-header-server.ts', import.meta.url)), {
    env: { ...process.env, DATA: data },
    execArgv: [...serverFlags()],
  });
  const [told] = (await once(child, 'message', { signal: AbortSignal.timeout(300_000) })) as [
    { port: number; ownerUrl: string },
  ];
  return {
    ...told,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}

/** Milliseconds until the last byte of an answer. Throws on any answer but 2xx. */
export async function ask(port: number, as: Actor, path: string): Promise<number> {
  const begun = performance.now();
  const reply = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
    headers: { 'x-bench-actor': asHeader(as) },
    signal: AbortSignal.timeout(60_000),
  });
  const bytes = await reply.arrayBuffer();
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${new TextDecoder().decode(bytes)}`);
  return performance.now() - begun;
}

export function quantiles(times: readonly number[]): { p50: number; p95: number; p99: number } {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (q: number) => Math.round((sorted[Math.floor(sorted.length * q)] ?? 0) * 10) / 10;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** What the database holds, by the planner's own estimate: counting it would take longer than the bench. */
export async function sizeOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ relname: string; n: number }>(
    `select relname, greatest(reltuples, (select coalesce(sum(greatest(c.reltuples, 0)), 0) from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = p.oid))::bigint as n
     from pg_class p where relname in ('enterprise', 'control_measure', 'inspection_record', 'hidden_danger') and relkind in ('r', 'p')`,
  );
  const n = (table: string) => Number(rows.find((r) => r.relname === table)?.n ?? 0).toLocaleString('en-US');
  return `a database of about ${n('enterprise')} enterprises, ${n('control_measure')} measures, ${n('inspection_record')} inspection records, ${n('hidden_danger')} dangers`;
}

/** The first column of a query, as the system. */
export async function listed(client: pg.Client, query: string): Promise<string[]> {
  const { rows } = await client.query<{ code: string }>(query);
  return rows.map((r) => r.code);
}

/** A client that reads everything. */
export async function asSystemClient(ownerUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query('set role yf_system');
  return client;
}
