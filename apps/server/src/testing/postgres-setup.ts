import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../platform/db/embedded.ts';
import { prepareDatabase } from '../platform/db/engine.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser URL of the test server with `{database}` where the name goes. */
    pgAdmin: string;
    pgAppPassword: string;
  }
}

type Shared = { url: string; stop: () => Promise<void>; users: number };
const holder = globalThis as { yufangTestServer?: Promise<Shared> };

/** One real PostgreSQL for all test files of a run, with one migrated template database. Nothing survives the run, so nothing is fsynced. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  holder.yufangTestServer ??= start();
  const server = await holder.yufangTestServer;
  server.users += 1;
  project.provide('pgAdmin', server.url);
  project.provide('pgAppPassword', 'test');
  return async () => {
    server.users -= 1;
    if (server.users === 0) await server.stop();
  };
}

async function start(): Promise<Shared> {
  const folder = mkdtempSync(join(tmpdir(), 'yufang-test-'));
  const { chmodSync } = await import('node:fs');
  chmodSync(folder, 0o755);
  const server = await startEmbedded(join(folder, 'pg'), {
    password: 'test',
    flags: ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'max_connections=200'],
  });
  await prepareDatabase(server.adminUrl, { database: 'yufang_template', appPassword: 'test', referenceData: true });
  return {
    url: server.adminUrl('{database}'),
    users: 0,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
