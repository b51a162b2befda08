import type { SyncItem, SyncUnit } from '@yufang/contract';
import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { OutboxItem } from '../outbox/types.ts';
import { getMeta } from '../store/db.ts';
import { getStatus, onStatus, type SyncStatus } from '../sync/status.ts';
import { byPoint, type Doings, type LocalTask, localTasks, type PointTasks } from '../tasks/local-tasks.ts';
import { scheduleOf } from '../tasks/schedule.ts';
import { useField } from './context.tsx';

export const useStatus = (): SyncStatus => useSyncExternalStore(onStatus, getStatus);

/** Now by the corrected clock, moving every half minute and when the screen comes on. */
export function useNow(): number {
  const offset = useStatus().clockOffsetMs ?? 0;
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const tick = () => setNow(Date.now());
    const timer = setInterval(tick, 30_000);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, []);
  return now + offset;
}

/** This person's work as it stands on the phone. */
export type Work = {
  readonly tasks: readonly LocalTask[];
  readonly points: readonly PointTasks[];
  readonly units: ReadonlyMap<string, SyncUnit>;
  readonly items: ReadonlyMap<string, SyncItem>;
  /** The first sync has been here. */
  readonly synced: boolean;
};

/** Undefined while the database is being read. */
export function useWork(): Work | undefined {
  const { db } = useField();
  const now = useNow();
  const rows = useLiveQuery(async () => {
    const [tasks, items, units, lists, outbox, sent, tasksUntil, lastSyncAt] = await Promise.all([
      db.task.toArray(),
      db.item.toArray(),
      db.unit.toArray(),
      db.list.toArray(),
      db.outbox.toArray(),
      db.sent.toArray(),
      getMeta(db, 'tasksUntil'),
      getMeta(db, 'lastSyncAt'),
    ]);
    return {
      tasks,
      items,
      units,
      lists,
      outbox,
      sent,
      tasksUntil: tasksUntil ?? null,
      synced: lastSyncAt !== undefined,
    };
  }, [db]);
  return useMemo(() => {
    if (!rows) return undefined;
    const { tasks, items, units, lists, tasksUntil } = rows;
    const doings = doingsOf(
      rows.outbox,
      rows.sent.filter((s) => s.outcome === 'sent'),
    );
    const local = localTasks({ tasks, items, units, schedule: scheduleOf(lists), tasksUntil, doings, nowMs: now });
    return {
      tasks: local,
      points: byPoint(local),
      units: new Map(units.map((u) => [u.id, u])),
      items: new Map(items.map((i) => [i.id, i])),
      synced: rows.synced,
    };
  }, [rows, now]);
}

/** What this phone did about tasks; a refused record gives its task back. */
function doingsOf(outbox: readonly OutboxItem[], sent: readonly Pick<OutboxItem, 'payload'>[]): Doings {
  const doings = new Map<string, 'waiting' | 'refused' | 'sent'>();
  const taskOf = (i: Pick<OutboxItem, 'payload'>) => ('taskId' in i.payload ? (i.payload.taskId ?? null) : null);
  for (const item of sent) doings.set(taskOf(item) ?? '', 'sent');
  for (const item of outbox) doings.set(taskOf(item) ?? '', item.state === 'refused' ? 'refused' : 'waiting');
  return doings;
}
