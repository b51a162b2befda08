import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../../app.ts';
import { readConfig } from '../../platform/config/config.ts';
import type { Actor, EnterpriseDims } from '../../platform/db/actor.ts';
import { asSystem, type Database, openDatabase } from '../../platform/db/database.ts';
import { type Embedded, freePort, startEmbedded } from '../../platform/db/embedded.ts';
import { prepareDatabase } from '../../platform/db/engine.ts';
import { makeEnterprise, officer, staff } from '../../testing/world.ts';
import { type Folder, startFolder } from '../rollup/folder.ts';

/** A server of this file's own: its PostgreSQL is killed without warning and started again on the same port, under a running application. */
let folder: string;
let port: number;
let server: Embedded;
let db: Database;
let app: FastifyInstance;
let base: string;
let jobs: Folder;
let own: EnterpriseDims;
let officerOf: Actor;
let safety: Actor;
const actors = new Map<string, Actor>();
const crashes: unknown[] = [];
const crashed = (error: unknown) => crashes.push(error);

const start = () => startEmbedded(join(folder, 'pg'), { port, password: 'test' });

beforeAll(async () => {
  process.on('uncaughtExceptionMonitor', crashed);
  folder = mkdtempSync(join(tmpdir(), 'yufang-away-'));
  chmodSync(folder, 0o755);
  port = await freePort();
  server = await start();
  const { appUrl } = await prepareDatabase(server.adminUrl, {
    database: 'yufang',
    appPassword: 'test',
    referenceData: true,
  });
  db = openDatabase(appUrl, { max: 6 });
  const config = readConfig({ YUFANG_LOG: 'silent', YUFANG_JOBS: 'off', YUFANG_DATA: folder });
  ({ app } = await buildApp({
    config,
    db,
    clock: { now: () => new Date() },
    authenticate: async (request) => actors.get(String(request.headers['x-test-actor'])) ?? null,
  }));
  base = await app.listen({ port: 0, host: '127.0.0.1' });
  own = await makeEnterprise(db, { countyCode: '410122' });
  officerOf = officer('410122');
  safety = staff('safety_officer', own.enterpriseId);
  for (const a of [officerOf, safety]) actors.set(a.assignmentId, a);
  jobs = startFolder({ lockUrl: appUrl, onFold: () => undefined, onError: () => undefined });
}, 180_000);

afterAll(async () => {
  await jobs?.stop();
  await app?.close();
  await db?.close();
  await server?.stop();
  process.off('uncaughtExceptionMonitor', crashed);
  rmSync(folder, { recursive: true, force: true });
});

const report = (id: string) =>
  fetch(`${base}/api/v1/enterprises/${own.enterpriseId}/dangers`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-test-actor': safety.assignmentId },
    body: JSON.stringify({ id, name: '护栏缺失' }),
  });

const until = async (holds: () => Promise<boolean> | boolean) => {
  while (!(await holds())) await new Promise((done) => setTimeout(done, 100));
};

/** A live stream as text, read until it ends. */
async function listen() {
  const reply = await fetch(`${base}/api/v1/live`, { headers: { 'x-test-actor': officerOf.assignmentId } });
  const heard = { text: '', status: reply.status };
  void (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of reply.body ?? []) heard.text += decoder.decode(chunk, { stream: true });
  })().catch(() => undefined);
  return heard;
}

const dangers = async () => {
  const rows = await asSystem(db, (trx) => trx.selectFrom('hidden_danger').select('id').execute());
  return new Set(rows.map((r) => r.id));
};

test('the database is killed under load and comes back: 503 with a time to wait, nothing lost or doubled, no restart of ours', async () => {
  const stream = await listen();
  await until(() => stream.text.includes('event: hello'));

  const acknowledged = new Set<string>();
  const answers: { status: number; code: string; retry: string | null }[] = [];
  let going = true;
  const clients = Array.from({ length: 4 }, async () => {
    while (going) {
      const id = crypto.randomUUID();
      const reply = await report(id);
      const said = (await reply.json()) as { code?: string };
      if (reply.ok) acknowledged.add(id);
      else answers.push({ status: reply.status, code: said.code ?? '', retry: reply.headers.get('retry-after') });
      if (!reply.ok) await new Promise((done) => setTimeout(done, 50));
    }
  });
  await until(() => acknowledged.size >= 20);

  const postmaster = Number(readFileSync(join(folder, 'pg', 'postmaster.pid'), 'utf8').split('\n')[0]);
  process.kill(postmaster, 'SIGKILL');
  await until(() => answers.length >= 12);
  // Not `server.stop()`: it waits for the end of a process that has already ended.
  const before = acknowledged.size;
  server = await startAgain();
  await until(() => acknowledged.size >= before + 20);
  going = false;
  await Promise.all(clients);

  expect([...new Set(answers.map((a) => `${a.status} ${a.code} ${a.retry}`))]).toEqual([
    '503 server.database_unavailable 5',
  ]);
  const kept = await dangers();
  expect([...acknowledged].filter((id) => !kept.has(id))).toEqual([]);

  // The folder goes on counting, a stream that stayed open is told again, and a new one opens.
  await until(async () => {
    const { rows } = await db.pool.query('select 1');
    const waiting = await asSystem(db, (trx) =>
      trx
        .selectFrom('rollup_queue')
        .select((e) => e.fn.countAll<string>().as('n'))
        .executeTakeFirstOrThrow(),
    );
    return rows.length === 1 && Number(waiting.n) === 0;
  });
  const last = crypto.randomUUID();
  expect((await report(last)).status).toBe(200);
  await until(() => stream.text.includes(last));
  expect((await listen()).status).toBe(200);
  expect(crashes).toEqual([]);
}, 180_000);

/** The killed server's children leave the shared memory within a moment; until then a new one refuses the folder. */
async function startAgain(): Promise<Embedded> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await start();
    } catch (error) {
      if (attempt >= 30) throw error;
      await new Promise((done) => setTimeout(done, 500));
    }
  }
}
