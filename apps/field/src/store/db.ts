import type {
  SyncDanger,
  SyncEvent,
  SyncItem,
  SyncList,
  SyncMe,
  SyncMeasure,
  SyncPost,
  SyncRecord,
  SyncTask,
  SyncUnit,
} from '@yufang/contract';
import Dexie, { type EntityTable, type Table } from 'dexie';
import type { InspectionDraft, ReportDraft } from '../drafts/types.ts';
import type { LocalFile, OutboxItem, SentItem } from '../outbox/types.ts';
import { PULLED_KINDS } from '../sync/kinds.ts';

/** What is kept one value a key. */
export type Meta = {
  cursor: string;
  me: SyncMe;
  /** The server makes tasks up to here. */
  tasksUntil: string;
  lastSyncAt: string;
  /** Server minus phone, as last measured. */
  clockOffsetMs: number;
  /** Last number given to an item. */
  deviceSeq: number;
  persistAsked: boolean;
  /** Written and deleted to see whether there is room. */
  room: string;
  notices: readonly unknown[];
  assignees: readonly { accountId: string; name: string; posts: string[] }[];
};
export type MetaKey = keyof Meta;

/** One person's database on this phone. */
export type FieldDb = Dexie & {
  list: EntityTable<SyncList, 'id'>;
  post: EntityTable<SyncPost, 'id'>;
  unit: EntityTable<SyncUnit, 'id'>;
  event: EntityTable<SyncEvent, 'id'>;
  measure: EntityTable<SyncMeasure, 'id'>;
  item: EntityTable<SyncItem, 'id'>;
  task: EntityTable<SyncTask, 'id'>;
  danger: EntityTable<SyncDanger, 'id'>;
  record: EntityTable<SyncRecord, 'id'>;
  outbox: EntityTable<OutboxItem, 'id'>;
  sent: EntityTable<SentItem, 'id'>;
  files: EntityTable<LocalFile, 'id'>;
  drafts: Table<InspectionDraft | ReportDraft, string>;
  meta: EntityTable<{ key: MetaKey; value: unknown }, 'key'>;
};

/** Open a person's database. Stores are added in new versions only: phones in pockets hold unsent work in the old ones. */
export function openDb(key: string): FieldDb {
  const db = new Dexie(`yufang-field/${key}`) as FieldDb;
  db.version(1).stores({
    ...Object.fromEntries(PULLED_KINDS.map((kind) => [kind, 'id'])),
    outbox: 'id, deviceSeq',
    sent: 'id, at',
    files: 'id, ownerId, state',
    drafts: 'id',
    meta: 'key',
  });
  return db;
}

/** One kept value, or undefined. */
export async function getMeta<K extends MetaKey>(db: FieldDb, key: K): Promise<Meta[K] | undefined> {
  const row = await db.meta.get(key);
  return row?.value as Meta[K] | undefined;
}

export async function setMeta<K extends MetaKey>(db: FieldDb, key: K, value: Meta[K]): Promise<void> {
  await db.meta.put({ key, value });
}
