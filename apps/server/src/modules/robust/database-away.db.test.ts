import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../../app.ts';
import { readConfig } from '../../platform/config/config.ts';
import type { Actor, EnterpriseDims } from '../../platform/db/actor.ts';
import { asSystem } from '../../platform/db/database.ts';
import { type Engine, startEngine } from '../../platform/db/engine.ts';
import { makeEnterprise, officer, staff } from '../../testing/world.ts';
import { type Folder, startFolder } from '../rollup/folder.ts';

/** A platform of this file's own on the embedded PostgreSQL as shipped, which is killed without warning under the running application. */
let folder: string;
let engine: Engine;
let app: FastifyInstance;
let base: string;
let jobs: Folder;
let own: EnterpriseDims;
let officerOf: Actor;
let safety: Actor;
const actors = new Map<string, Actor>();
const told: string[] = [];
const lost: string[] = [];
const crashes: unknown[] = [];
const crashed = (error: unknown) => crashes.push(error);

beforeAll(async () => {
  process.on('uncaughtExceptionMonitor', crashed);
  folder = mkdtempSync(join(tmpdir(), 'yufang-away-'));
  const config = readConfig({
    YUFANG_LOG: 'silent',
    YUFANG_JOBS: 'off',
    YUFANG_DEMO: 'off',
    YUFANG_POOL: '6',
    YUFANG_DATA: join(folder, 'data'),
  });
  // PostgreSQL runs as its own user when we are root, and must be able to walk in.
  chmodSync(folder, 0o755);
  engine = await startEngine(config, () => undefined, {
    keeping: { ending: () => false, say: (line) => told.push(line), onLost: (reason) => lost.push(reason) },
  });
  const { db } = engine;
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
  jobs = startFolder({ lockUrl: engine.appUrl, onFold: () => undefined, onError: () => undefined });
}, 180_000);

afterAll(async () => {
  await jobs?.stop();
  await app?.close();
  await engine?.stop();
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
  const rows = await asSystem(engine.db, (trx) => trx.selectFrom('hidden_danger').select('id').execute());
  return new Set(rows.map((r) => r.id));
};
const queued = async () => {
  const { n } = await asSystem(engine.db, (trx) =>
    trx
      .selectFrom('rollup_queue')
      .select((e) => e.fn.countAll<string>().as('n'))
      .executeTakeFirstOrThrow(),
  );
  return Number(n);
};

test('the database is killed under load and started again by us: 503 with a time to wait, nothing lost or doubled, streams go on', async () => {
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
      else {
        answers.push({ status: reply.status, code: said.code ?? '', retry: reply.headers.get('retry-after') });
        await new Promise((done) => setTimeout(done, 20));
      }
    }
  });
  for (const kill of [1, 2]) {
    const before = { good: acknowledged.size, refused: answers.length };
    await until(() => acknowledged.size >= before.good + 20);
    process.kill(postmaster(), 'SIGKILL');
    await until(() => answers.length > before.refused);
    await until(() => told.filter((line) => line.includes('is back')).length === kill);
    await until(() => acknowledged.size >= before.good + 40);
  }
  going = false;
  await Promise.all(clients);

  expect(lost).toEqual([]);
  expect([...new Set(answers.map((a) => `${a.status} ${a.code} ${a.retry}`))]).toEqual([
    '503 server.database_unavailable 5',
  ]);
  const kept = await dangers();
  expect([...acknowledged].filter((id) => !kept.has(id))).toEqual([]);

  // The counters go on, a stream that stayed open is told again, and a new one opens.
  await until(async () => (await queued()) === 0);
  const last = crypto.randomUUID();
  expect((await report(last)).status).toBe(200);
  await until(() => stream.text.includes(last));
  expect((await listen()).status).toBe(200);
  expect(crashes).toEqual([]);
}, 240_000);

const postmaster = () =>
  Number(readFileSync(join(folder, 'data', 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
