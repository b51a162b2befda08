import type pg from 'pg';
import type { Database } from '../../platform/db/database.ts';

const CHANNEL = 'yufang_live';
/** Commits within this time ring once. */
const GATHER_MS = 50;
const RETRY_MS = 2_000;

/**
 * Tells the other processes that there is something to read (PostgreSQL NOTIFY). Rung after the commit, by a small transaction of its
 * own and at most 20 times a second: a NOTIFY inside the writing transactions would make all their commits wait for one another.
 * It only shortens the wait; who hears nothing looks twice a second anyway.
 */
export type Doorbell = {
  /** Empty: changes. Otherwise the counties whose counters moved ('*': any). */
  ring(counties: readonly string[]): void;
  /** Begin to listen (holds one connection of the pool). */
  listen(): void;
  close(): Promise<void>;
};

/** Make the doorbell of one process. */
export function openDoorbell(db: Database, onRing: (counties: readonly string[]) => void): Doorbell {
  const self = crypto.randomUUID();
  const waiting = { changes: false, counties: new Set<string>(), timer: undefined as NodeJS.Timeout | undefined };
  let listener: pg.PoolClient | null = null;
  let connecting: Promise<void> | null = null;
  let closed = false;

  async function ringNow(): Promise<void> {
    waiting.timer = undefined;
    const messages: string[] = [];
    if (waiting.changes) messages.push(`${self}|`);
    if (waiting.counties.size > 0) messages.push(`${self}|${[...waiting.counties].slice(0, 500).join(',')}`);
    waiting.changes = false;
    waiting.counties.clear();
    const notify = messages.map((m) => `select pg_notify('${CHANNEL}', '${m.replaceAll("'", '')}')`).join('; ');
    await db.pool.query(`begin; set local synchronous_commit = off; ${notify}; commit`);
  }

  async function connect(): Promise<void> {
    let client: pg.PoolClient;
    try {
      client = await db.pool.connect();
    } catch {
      return again();
    }
    if (closed) return client.release();
    listener = client;
    // A stopping server makes one connection fail more than once (its farewell, then the closed socket): it is given back once.
    const lost = () => {
      if (listener !== client) return;
      listener = null;
      client.release(true);
      again();
    };
    client.on('notification', ({ payload = '' }) => {
      const [from, counties = ''] = payload.split('|');
      if (from !== self) onRing(counties === '' ? [] : counties.split(','));
    });
    client.on('error', lost);
    client.on('end', lost);
    await client.query(`listen ${CHANNEL}`).catch(lost);
  }
  const again = () => {
    connecting = null;
    if (closed) return;
    setTimeout(() => {
      if (!closed) connecting ??= connect();
    }, RETRY_MS).unref();
  };

  return {
    ring(counties) {
      if (closed) return;
      if (counties.length === 0) waiting.changes = true;
      for (const county of counties) waiting.counties.add(county);
      // A bell that cannot be rung is a database that is away: the others find out by themselves.
      waiting.timer ??= setTimeout(() => void ringNow().catch(() => undefined), GATHER_MS).unref();
    },
    listen() {
      connecting ??= connect();
    },
    async close() {
      closed = true;
      clearTimeout(waiting.timer);
      await connecting;
      const last = listener;
      listener = null;
      last?.release(true);
    },
  };
}
