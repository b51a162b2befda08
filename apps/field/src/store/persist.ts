import { type FieldDb, getMeta, setMeta } from './db.ts';

/** Ask the browser to keep what is written here, once somebody has something to lose. It may say no; the screen tells. */
export async function askPersist(db: FieldDb, again = false): Promise<boolean> {
  const storage: StorageManager | undefined = navigator.storage;
  if (!storage?.persist) return false;
  if (await storage.persisted()) return true;
  if (!again && (await getMeta(db, 'persistAsked'))) return false;
  await setMeta(db, 'persistAsked', true);
  return await storage.persist();
}
