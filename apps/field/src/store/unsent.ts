import Dexie from 'dexie';
import { openDb } from './db.ts';

/** How many things of somebody's are not at the server, without opening what they are. */
export async function unsentOf(key: string): Promise<number> {
  if (!(await Dexie.exists(`yufang-field/${key}`))) return 0;
  const db = openDb(key);
  try {
    return (await db.outbox.count()) + (await db.files.where('state').equals('due').count());
  } catch {
    return 0;
  } finally {
    db.close();
  }
}
