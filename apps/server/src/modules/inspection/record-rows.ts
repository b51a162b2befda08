import type { AttachmentClaim } from '@yufang/contract';
import type { InspectionResult } from '@yufang/domain';
import { CompiledQuery, type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import { dimColumns, type EnterpriseDims } from '../../platform/db/actor.ts';
import {
  bigintArray,
  booleanArray,
  dayArray,
  doubleArray,
  instantArray,
  integerArray,
  jsonbArray,
  textArray,
  uuidArray,
} from '../../platform/db/binary-array.ts';
import { later, type Trx } from '../../platform/db/database.ts';
import type { InspectionItemTable, InspectionRecordTable, InspectionTaskTable } from '../../platform/db/schema.gen.ts';

export type RecordRow = Selectable<InspectionRecordTable>;
export type TaskRow = Selectable<InspectionTaskTable>;

/** A record as somebody wants it written, whichever door it came through. Times are already corrected by the phone's offset. */
export type RecordDraft = {
  readonly id: string;
  readonly itemId: string;
  readonly taskId: string | null;
  readonly windowStart: Date | null;
  readonly result: InspectionResult;
  readonly note: string | null;
  readonly photos: readonly AttachmentClaim[];
  /** Files that are here already (a record by hand). */
  readonly photoIds?: readonly string[];
  readonly voice: AttachmentClaim | null;
  readonly dangerId: string | null;
  readonly personId: string | null;
  readonly accountId: string | null;
  readonly personName: string | null;
  readonly claimedAt: Date;
  /** The phone's own claim where `claimedAt` was corrected. */
  readonly claimedRaw: Date | null;
  readonly clockOffsetMs: number | null;
  readonly clockWrong: boolean;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly accuracyM: number | null;
  readonly durationMs: number | null;
  readonly deviceId: string | null;
  readonly deviceSeq: number | null;
  readonly pointCode: string | null;
  readonly origin: string;
  readonly sourceUpdatedAt: Date | null;
  /** Fields of a sending system that have no column of their own. */
  readonly sourceExtra?: Readonly<Record<string, unknown>> | null;
  /** Of the content as it was sent, to tell a replay from an id used twice. */
  readonly fingerprint: string;
};

/** What judging a record reads of its item and the point it hangs at. */
export type ItemFacts = Pick<
  Selectable<InspectionItemTable>,
  | 'id'
  | 'unit_id'
  | 'measure_id'
  | 'post_id'
  | 'cycle_n'
  | 'cycle_unit'
  | 'occasion'
  | 'workday_kind'
  | 'work_start'
  | 'work_end'
  | 'starts_on'
  | 'photo_required'
  | 'state'
> & { readonly lon: number | null; readonly lat: number | null; readonly point_code: string | null };

/** The items of these ids with their points. */
export async function selectItemFacts(trx: Trx, enterpriseId: string, ids: readonly string[]): Promise<ItemFacts[]> {
  const { rows } = await sql<ItemFacts>`
    select i.id, i.unit_id, i.measure_id, i.post_id, i.cycle_n, i.cycle_unit, i.occasion, i.workday_kind, i.work_start, i.work_end,
           i.starts_on, i.photo_required, i.state, u.lon, u.lat, u.point_code
    from inspection_item i join risk_unit u on u.enterprise_id = i.enterprise_id and u.id = i.unit_id
    where i.enterprise_id = ${enterpriseId} and i.id = any(${uuidArray(ids)}::uuid[])`.execute(trx);
  return rows;
}

/** What answering a task reads and changes of it: a batch has fifty, and to read them whole was a twentieth of its cost. */
export type AnsweredTask = Pick<TaskRow, (typeof ANSWERED)[number]>;
const ANSWERED = [
  ...(['id', 'window_start', 'item_id', 'post_id', 'assignee_id', 'kind', 'day', 'due_at'] as const),
  ...(['state', 'record_id', 'done_at', 'version', 'seq'] as const),
] satisfies readonly (keyof TaskRow)[];
const ANSWERED_COLUMNS = sql.raw(ANSWERED.map((name) => `t.${name}`).join(', '));

/** Tasks by their keys, locked by the enterprise's chain. */
export async function selectTasks(
  trx: Trx,
  enterpriseId: string,
  keys: readonly { id: string; window: Date }[],
): Promise<AnsweredTask[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<AnsweredTask>`
    select ${ANSWERED_COLUMNS} from unnest(${uuidArray(keys.map((k) => k.id))}::uuid[], ${instantArray(keys.map((k) => k.window))}::timestamptz[]) as k (id, window_start)
    join inspection_task t on t.enterprise_id = ${enterpriseId} and t.window_start = k.window_start and t.id = k.id
    where ${between(keys.map((k) => k.window))}`.execute(trx);
  return rows;
}

/** The span of these windows said outright: the planner then looks at their months only, not at every partition. */
const between = (windows: readonly Date[]): RawBuilder<SqlBool> => {
  const times = windows.map((w) => w.getTime());
  return sql<SqlBool>`t.window_start >= ${new Date(Math.min(...times))}::timestamptz and t.window_start <= ${new Date(Math.max(...times))}::timestamptz`;
};

/** One record, whole. */
export const selectRecord = (trx: Trx, enterpriseId: string, id: string): Promise<RecordRow | undefined> =>
  trx
    .selectFrom('inspection_record')
    .selectAll()
    .where('enterprise_id', '=', enterpriseId)
    .where('id', '=', id)
    .executeTakeFirst();

/** What stands under these record ids already. */
export async function selectFingerprints(trx: Trx, enterpriseId: string, ids: readonly string[]) {
  const rows = await trx
    .selectFrom('inspection_record')
    .select(['id', 'fingerprint'])
    .where('enterprise_id', '=', enterpriseId)
    .where(sql<boolean>`id = any(${uuidArray(ids)}::uuid[])`)
    .execute();
  return new Map(rows.map((r) => [r.id, r.fingerprint]));
}

/** Posts that a person held, with their days. */
export async function selectHeldPosts(trx: Trx, enterpriseId: string, personId: string) {
  return await trx
    .selectFrom('post_holder')
    .select(['post_id', 'from_on', 'to_on'])
    .where('enterprise_id', '=', enterpriseId)
    .where('person_id', '=', personId)
    .execute();
}

const uuidLists = (lists: readonly (readonly string[])[]): Buffer =>
  textArray(lists.map((ids) => `{${ids.join(',')}}`));
const documents = (list: readonly unknown[]): Buffer =>
  jsonbArray(list.map((v) => (v === null ? null : JSON.stringify(v))));

type Column = {
  readonly name: keyof RecordRow;
  readonly type: string;
  readonly of: (rows: readonly RecordRow[]) => Buffer;
};
const column = <K extends keyof RecordRow>(name: K, type: string, list: (v: RecordRow[K][]) => Buffer): Column => ({
  name,
  type,
  of: (rows) => list(rows.map((row) => row[name])),
});

/** What a record is inserted with, and how a list of each goes over the wire. */
const COLUMNS: readonly Column[] = [
  column('id', 'uuid', uuidArray),
  column('task_id', 'uuid', uuidArray),
  column('task_window', 'timestamptz', instantArray),
  column('item_id', 'uuid', uuidArray),
  column('unit_id', 'uuid', uuidArray),
  column('result', 'text', textArray),
  column('note', 'text', textArray),
  column('photo_ids', 'text', uuidLists),
  column('voice_id', 'uuid', uuidArray),
  column('danger_id', 'uuid', uuidArray),
  column('person_id', 'uuid', uuidArray),
  column('account_id', 'text', textArray),
  column('person_name', 'text', textArray),
  column('claimed_at', 'timestamptz', instantArray),
  column('claimed_raw', 'timestamptz', instantArray),
  column('received_at', 'timestamptz', instantArray),
  column('clock_offset_ms', 'bigint', bigintArray),
  column('day', 'date', dayArray),
  column('lon', 'double precision', doubleArray),
  column('lat', 'double precision', doubleArray),
  column('accuracy_m', 'double precision', doubleArray),
  column('duration_ms', 'integer', integerArray),
  column('device_id', 'text', textArray),
  column('device_seq', 'bigint', bigintArray),
  column('scanned', 'boolean', booleanArray),
  column('marks', 'jsonb', documents),
  column('marked', 'boolean', booleanArray),
  column('origin', 'text', textArray),
  column('source_updated_at', 'timestamptz', instantArray),
  column('fingerprint', 'text', textArray),
  column('source_extra', 'jsonb', documents),
];
const NAMES = COLUMNS.map((c) => c.name).join(', ');
// A list of lists of differing lengths is no array of PostgreSQL's: photo ids go as the text of one each.
const SELECTED = COLUMNS.map((c) => (c.name === 'photo_ids' ? 'r.photo_ids::uuid[]' : `r.${c.name}`)).join(', ');
const INSERT = `insert into inspection_record (enterprise_id, city_code, county_code, sector, park_id, ${NAMES})
  select $1::uuid, $2, $3, $4, $5::uuid, ${SELECTED}
  from unnest(${COLUMNS.map((c, i) => `$${i + 6}::${c.type}[]`).join(', ')}) as r (${NAMES})`;

/** Insert records in one statement, done with the next one or the commit. In binary lists: to read 50 records as JSON took PostgreSQL a third of writing them. */
export function insertRecords(trx: Trx, dims: EnterpriseDims, rows: readonly RecordRow[]): void {
  if (rows.length === 0) return;
  const d = dimColumns(dims);
  const lists = COLUMNS.map((c) => c.of(rows));
  later(trx, CompiledQuery.raw(INSERT, [d.enterprise_id, d.city_code, d.county_code, d.sector, d.park_id, ...lists]));
}

/** Move tasks to where their rows say: one statement, done with the next one or the commit. A task that the phone made before the server did is inserted as it stands. */
export function writeTasks(
  trx: Trx,
  dims: EnterpriseDims,
  tasks: { readonly moved: readonly AnsweredTask[]; readonly made: readonly TaskRow[] },
): void {
  const { moved, made } = tasks;
  if (moved.length > 0) {
    const update = sql`
      update inspection_task t set state = u.state, record_id = u.record_id, done_at = u.done_at, version = t.version + 1, seq = u.seq,
             updated_at = now()
      from unnest(${uuidArray(moved.map((t) => t.id))}::uuid[], ${instantArray(moved.map((t) => t.window_start))}::timestamptz[],
                  ${textArray(moved.map((t) => t.state))}::text[], ${uuidArray(moved.map((t) => t.record_id))}::uuid[],
                  ${instantArray(moved.map((t) => t.done_at))}::timestamptz[], ${bigintArray(moved.map((t) => t.seq))}::bigint[])
           as u (id, window_start, state, record_id, done_at, seq)
      where t.enterprise_id = ${dims.enterpriseId} and t.window_start = u.window_start and t.id = u.id
        and ${between(moved.map((t) => t.window_start))}`;
    later(trx, update.compile(trx));
  }
  if (made.length > 0) {
    const d = dimColumns(dims);
    const insert = sql`
      insert into inspection_task (enterprise_id, city_code, county_code, sector, park_id, window_start, id, item_id, unit_id, post_id, due_at, day,
                                   kind, dispatch_note, assignee_id, state, record_id, done_at, seq)
      select ${d.enterprise_id}::uuid, ${d.city_code}, ${d.county_code}, ${d.sector}, ${d.park_id}::uuid, r.*
      from jsonb_to_recordset(${JSON.stringify(made)}::jsonb) as r (window_start timestamptz, id uuid, item_id uuid, unit_id uuid, post_id uuid,
        due_at timestamptz, day date, kind text, dispatch_note text, assignee_id uuid, state text, record_id uuid, done_at timestamptz, seq bigint)`;
    later(trx, insert.compile(trx));
  }
}
