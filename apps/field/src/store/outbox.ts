import type { NewItem } from '../drafts/build.ts';
import { contentHash } from '../lib/hash.ts';
import { newId } from '../lib/uuid.ts';
import { edited, givenUp, type OutboxChange } from '../outbox/reducer.ts';
import { claimsOf, type OutboxItem, type PayloadOf, type SentItem } from '../outbox/types.ts';
import { type FieldDb, setMeta } from './db.ts';

/**
 * Put items into the outbox: numbered in order, their files bound to them, and the draft they came from gone, all or nothing. Sending twice
 * (a double tap, two tabs) is once: an item whose id is known is left alone.
 * @returns how many were new
 */
export async function enqueue(
  db: FieldDb,
  items: readonly NewItem[],
  draftId?: 'inspection' | 'report',
): Promise<number> {
  // The hash is made before: IndexedDB closes a transaction that waits for anything else.
  const hashed = await Promise.all(items.map(async (i) => ({ ...i, hash: await contentHash(i) })));
  return await db.transaction('rw', [db.outbox, db.sent, db.files, db.drafts, db.meta], async () => {
    if (draftId && !(await db.drafts.get(draftId))) return 0;
    let seq = Number((await db.meta.get('deviceSeq'))?.value ?? 0);
    let count = 0;
    for (const item of hashed) {
      if ((await db.outbox.get(item.id)) || (await db.sent.get(item.id))) continue;
      seq += 1;
      count += 1;
      await db.outbox.add({ ...item, deviceSeq: seq, state: 'queued', refusal: null, attempts: 0, unsure: false });
      for (const { id } of claimsOf(item)) await db.files.update(id, { ownerId: item.id });
    }
    await setMeta(db, 'deviceSeq', seq);
    if (draftId) await db.drafts.delete(draftId);
    return count;
  });
}

/** Write what a step changed. `missing`: files the server said it lacks; of the others that became due it has the bytes. */
export async function applyChange(db: FieldDb, change: OutboxChange, missing: readonly string[] = []): Promise<void> {
  await db.transaction('rw', [db.outbox, db.sent, db.files], async () => {
    await db.outbox.bulkPut([...change.put]);
    await db.outbox.bulkDelete([...change.remove]);
    await db.sent.bulkPut([...change.sent] as SentItem[]);
    for (const id of new Set(change.due)) {
      const there = !missing.includes(id);
      await db.files.update(id, there ? { state: 'stored', blob: null } : { state: 'due' });
    }
  });
}

/** Change a refused or waiting item and send it again. False when the server may have it already. */
export async function editItem<K extends OutboxItem['kind']>(
  db: FieldDb,
  id: string,
  payload: PayloadOf<K>,
): Promise<boolean> {
  const before = await db.outbox.get(id);
  if (!before) return false;
  const hash = await contentHash({ ...before, payload });
  return await db.transaction('rw', [db.outbox, db.files], async () => {
    const now = await db.outbox.get(id);
    const next = now && edited(now, { payload, hash, freshId: newId() });
    if (!now || !next) return false;
    await db.outbox.put(next);
    if (next.id !== id) await db.outbox.delete(id);
    for (const claim of claimsOf(next)) await db.files.update(claim.id, { ownerId: next.id });
    return true;
  });
}

/** Take a refused or waiting item out of the outbox; it stays in the list of what was sent, as given up. */
export async function giveUpItem(db: FieldDb, id: string): Promise<boolean> {
  return await db.transaction('rw', [db.outbox, db.sent], async () => {
    const item = await db.outbox.get(id);
    const change = item && givenUp(item, new Date().toISOString());
    if (!change) return false;
    await db.outbox.delete(id);
    await db.sent.bulkPut([...change.sent]);
    return true;
  });
}
