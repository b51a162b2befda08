import type { SyncPull } from '@yufang/contract';
import { SYNC_VERSION } from '../protocol.ts';
import { type FieldDb, getMeta, setMeta } from '../store/db.ts';
import { call, has } from './api.ts';
import { PULLED_KINDS, SYNC_DAY_MS } from './kinds.ts';
import { foldPages, outlived, type PullChange } from './pull-merge.ts';
import { type Ended, FINE, measured, problemOf } from './push.ts';
import { setStatus } from './status.ts';

const looksRight = has<SyncPull>({
  cursor: 'string',
  rows: 'object',
  gone: 'array',
  serverTime: 'string',
  more: 'boolean',
});

/** What was sent is kept so long to be looked at. */
const SENT_DAYS = 30;

/**
 * Fetch what changed. Pages are applied one by one, so that a weak signal gets on page by page; but a whole copy over rows that are already here
 * is put in place in one piece: the worker must not stand there with half of it when the signal goes.
 */
export async function pullAll(db: FieldDb, enterpriseId: string): Promise<Ended> {
  let cursor = await getMeta(db, 'cursor');
  const first = cursor === undefined;
  let held: SyncPull[] = [];
  let rows = 0;
  for (;;) {
    const query = `v=${SYNC_VERSION}&limit=500${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
    const sentAt = Date.now();
    const reply = await call('GET', `/api/v1/enterprises/${enterpriseId}/sync?${query}`, { looksRight });
    if (!reply.ok) return problemOf(reply);
    const page = reply.body;
    if (rows === 0) await measured(db, Date.parse(page.serverTime) - (sentAt + Date.now()) / 2);
    rows += Object.values(page.rows).reduce((n, list) => n + (list?.length ?? 0), 1);
    if (first) setStatus({ firstSyncRows: rows });
    if (page.reset && !first) held = [page];
    else if (held.length > 0) held.push(page);
    else await applyPull(db, foldPages([page]));
    cursor = page.cursor;
    if (page.more) continue;
    const [head, ...tail] = held;
    if (head) await applyPull(db, foldPages([head, ...tail]));
    await prune(db, Date.parse(page.serverTime));
    await setMeta(db, 'lastSyncAt', page.serverTime);
    setStatus({ firstSyncRows: null });
    return FINE;
  }
}

/** Write one change; the outbox, drafts and files are not among its tables. */
async function applyPull(db: FieldDb, change: PullChange): Promise<void> {
  const tables = PULLED_KINDS.map((kind) => db.table(kind));
  await db.transaction('rw', [...tables, db.meta], async () => {
    for (const kind of PULLED_KINDS) {
      const table = db.table(kind);
      if (change.clear) await table.clear();
      await table.bulkPut([...(change.put[kind] ?? [])]);
      await table.bulkDelete([...(change.gone[kind] ?? [])]);
    }
    await setMeta(db, 'cursor', change.cursor);
    await setMeta(db, 'tasksUntil', change.tasksUntil);
    if (change.me) await setMeta(db, 'me', change.me);
  });
}

async function prune(db: FieldDb, nowMs: number): Promise<void> {
  await db.task.bulkDelete(outlived(await db.task.toArray(), nowMs));
  const old = new Date(nowMs - SENT_DAYS * SYNC_DAY_MS).toISOString();
  await db.sent.where('at').below(old).delete();
  const owners = new Set((await db.sent.toCollection().primaryKeys()).map(String));
  await db.files
    .where('state')
    .equals('stored')
    .filter((f) => !owners.has(f.ownerId))
    .delete();
}
