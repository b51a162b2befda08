import { shanghaiDay } from '@yufang/domain/reference/days';
import type { Insertable, Selectable, Updateable } from 'kysely';
import { newId } from '../../platform/clock/clock.ts';
import { type Actor, dimColumns } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import type { DB } from '../../platform/db/schema.gen.ts';
import { refuse } from '../../platform/errors/refused.ts';
import type { Chain, Entry, LogActor, Row } from '../change/record.ts';
import { record } from '../change/record.ts';

/** The tables that risk commands, and the park's beside them, write. All are enterprise-owned, versioned and never deleted from. */
export type ChainTable =
  | 'risk_object'
  | 'risk_unit'
  | 'risk_event'
  | 'control_measure'
  | 'measure_duty'
  | 'inspection_item'
  | 'risk_change'
  | 'floor_plan'
  | 'plan_area'
  | 'post'
  | 'park_vessel'
  | 'park_work_item'
  | 'enterprise';

export type RowOf<T extends ChainTable> = Selectable<DB[T]>;

/** One command under way: what it wrote so far, recorded in one go by {@link finish}. */
export type Work = {
  readonly trx: Trx;
  readonly chain: Chain;
  readonly actor: LogActor;
  readonly now: Date;
  readonly entries: Entry[];
};

/** Begin a command. */
export const begin = (call: { trx: Trx; chain: Chain; actor: Actor | LogActor; now: Date }): Work => ({
  trx: call.trx,
  chain: call.chain,
  actor: call.actor,
  now: call.now,
  entries: [],
});

/** The business day of the command. */
export const dayOf = (work: Pick<Work, 'now'>): string => shanghaiDay(work.now.toISOString());

// Kysely cannot type one statement over several tables; the casts below name one of them, the callers' types name the right one.
type Any = 'risk_object';

/** A row of this enterprise, or undefined. */
export async function find<T extends ChainTable>(
  trx: Trx,
  table: T,
  key: { enterpriseId: string; id: string },
): Promise<RowOf<T> | undefined> {
  const row = await trx
    .selectFrom(table as Any)
    .selectAll()
    .where('enterprise_id', '=', key.enterpriseId)
    .where('id', '=', key.id)
    .executeTakeFirst();
  return row as RowOf<T> | undefined;
}

/** A row of this enterprise. @throws 404 `row.not_found` naming the entity and, where it came in a field, the field */
export async function need<T extends ChainTable>(
  trx: Trx,
  table: T,
  key: { enterpriseId: string; id: string; field?: string },
): Promise<RowOf<T>> {
  const row = await find(trx, table, key);
  if (!row) {
    const refusal = { code: 'row.not_found', params: { entity: table } };
    throw key.field ? refuse(422, { ...refusal, field: key.field }) : refuse(404, refusal);
  }
  return row;
}

/** Refuse a change that was made from an older version: 409 `row.stale` with the row as it stands now in `facts`. */
export function mustBeCurrent(row: { version: number }, version: number, current: unknown): void {
  if (row.version !== version) throw refuse(409, { code: 'row.stale', params: { version: row.version } }, { current });
}

/** Insert a row of this enterprise. `id` is ours unless given. */
export async function insertRow<T extends ChainTable>(
  work: Work,
  table: T,
  given: { values: Partial<Insertable<DB[T]>>; action?: string },
): Promise<RowOf<T>> {
  const row = await work.trx
    .insertInto(table as Any)
    .values({
      id: newId(),
      created_at: work.now,
      updated_at: work.now,
      ...dimColumns(work.chain.dims),
      ...given.values,
    } as never)
    .returningAll()
    .executeTakeFirstOrThrow();
  work.entries.push({ entity: table, entityId: row.id, action: given.action ?? 'create', before: null, after: row });
  return row as unknown as RowOf<T>;
}

/** Change a row by the fields that differ; a patch that changes nothing writes nothing and returns the row as it was. */
export async function updateRow<T extends ChainTable>(
  work: Work,
  table: T,
  change: { before: RowOf<T>; patch: Updateable<DB[T]>; action?: string },
): Promise<RowOf<T>> {
  const before = change.before as unknown as Row & { enterprise_id: string; id: string; version: number };
  const differs = Object.entries(change.patch).filter(([k, v]) => v !== undefined && !sameValue(before[k], v));
  if (differs.length === 0) return change.before;
  const key = table === 'enterprise' ? 'enterprise_id' : 'id';
  const row = await work.trx
    .updateTable(table as Any)
    .set({ ...Object.fromEntries(differs), version: before.version + 1, updated_at: work.now } as never)
    .where('enterprise_id', '=', before.enterprise_id)
    .where(key as 'id', '=', (table === 'enterprise' ? before.enterprise_id : before.id) as string)
    .returningAll()
    .executeTakeFirstOrThrow();
  work.entries.push({
    entity: table,
    entityId: (before.id ?? before.enterprise_id) as string,
    action: change.action ?? 'update',
    before,
    after: row,
  });
  return row as unknown as RowOf<T>;
}

const plain = (v: unknown): unknown => (typeof v === 'string' && /^[[{]/.test(v) ? tryJson(v) : v);
const tryJson = (v: string): unknown => {
  try {
    return JSON.parse(v);
  } catch {
    return v;
  }
};
const ordered = (v: unknown): unknown =>
  Array.isArray(v)
    ? v.map(ordered)
    : v !== null && typeof v === 'object' && !(v instanceof Date)
      ? Object.fromEntries(
          Object.entries(v)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([k, x]) => [k, ordered(x)]),
        )
      : v;
/** Equal as the database would keep it: jsonb is given as text and read back as a value, its keys in another order. */
const sameValue = (a: unknown, b: unknown): boolean =>
  (a ?? null) === (b ?? null) ||
  JSON.stringify(ordered(plain(a)) ?? null) === JSON.stringify(ordered(plain(b)) ?? null);

/** Entries a record() call may hold: between chunks the process answers others. */
const CHUNK = 500;

/** Append everything the command wrote to the change log. */
export async function finish(work: Work, live?: { topic: string; summary: Row }): Promise<void> {
  for (let at = 0; at < work.entries.length; at += CHUNK) {
    const entries = work.entries.slice(at, at + CHUNK);
    const last = at + CHUNK >= work.entries.length;
    await record(work.trx, work.chain, {
      actor: work.actor,
      at: work.now,
      entries,
      ...(live && last ? { live } : {}),
    });
  }
  work.entries.length = 0;
}
