import { useLiveQuery } from 'dexie-react-hooks';
import { type LocalDanger, localDangers } from '../danger/local-dangers.ts';
import { useField } from './context.tsx';

/** Dangers as this phone knows them; undefined while the database is being read. */
export function useDangers(): LocalDanger[] | undefined {
  const { db, holder } = useField();
  return useLiveQuery(async () => {
    const [dangers, outbox, sent] = await Promise.all([db.danger.toArray(), db.outbox.toArray(), db.sent.toArray()]);
    return localDangers({ dangers, outbox, sent, me: { name: holder.name } });
  }, [db, holder.name]);
}
