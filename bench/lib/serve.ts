import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { serverFlags } from '@yufang/server/node-flags';

/** A server process of ours: where it listens, its process id, and how to end it. */
export type Served = { readonly url: string; readonly pid: number; stop(): Promise<void>; kill(): void };

/**
 * Start the platform as its own process over a database that is up, without the demo's seeding: the same application, the same session door, and (if asked)
 * the same jobs as `npm start`.
 */
export async function serve(what: {
  databaseUrl: string;
  appUrl: string;
  data: string;
  jobs?: boolean;
  pool?: number;
}): Promise<Served> {
  const child = spawn(process.execPath, [...serverFlags(), fileURLToPath(new URL('serve-child.ts', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: what.databaseUrl,
      DATABASE_APP_URL: what.appUrl,
      YUFANG_DATA: what.data,
      YUFANG_JOBS: what.jobs ? 'on' : 'off',
      YUFANG_SIMULATOR: 'off',
      YUFANG_LOG: 'error',
      YUFANG_POOL: String(what.pool ?? 16),
      NODE_ENV: 'production',
    },
  });
  const lines = createInterface({ input: child.stdout });
  const url = await new Promise<string>((done, fail) => {
    lines.on('line', (l) => l.startsWith('listening ') && done(l.slice(10)));
    child.once('exit', (code) => fail(new Error(`server ended with ${code}`)));
  });
  return {
    url,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
    kill: () => child.kill('SIGKILL'),
  };
}
