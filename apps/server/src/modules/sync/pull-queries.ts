import {
  SYNC_CLOSED_DAYS,
  SYNC_DONE_TASK_DAYS,
  SYNC_TASK_DAYS,
  type SyncDanger,
  type SyncEvent,
  type SyncItem,
  type SyncList,
  type SyncMeasure,
  type SyncPost,
  type SyncRecord,
  type SyncRowKind,
  type SyncTask,
  type SyncUnit,
} from '@yufang/contract';
import { editionFor, isRegulatorsDanger } from '@yufang/domain';
import { type RawBuilder, sql } from 'kysely';
import type { Trx } from '../../platform/db/database.ts';
import { sideOf } from '../danger/facts.ts';
import { readEditions } from '../reference/read.ts';
import type { Duty } from './duty.ts';

/** What a step asks for: rows after an id, only those changed in (from, to] of the chain when `from` > 0. */
export type Step = {
  readonly duty: Duty;
  readonly from: number;
  readonly to: number;
  readonly after: string;
  readonly limit: number;
  readonly now: Date;
};

/** Rows of one kind that are this person's. */
export type Rows = readonly { readonly id: string }[];

const uuids = (ids: readonly string[]) => sql`${[...ids]}::uuid[]`;
const from = (after: string) => (after === '' ? '00000000-0000-0000-0000-000000000000' : after);
/** No window stands open longer: three years and a little, the longest cycle that is usual. */
const LONGEST_WINDOW_DAYS = 1_100;
const daysAgo = (now: Date, days: number) => new Date(now.getTime() - days * 86_400_000);

/** Only rows that the chain says were touched: a range of its own key. */
const changed = (s: Step, entity: string, id: RawBuilder<unknown>) =>
  s.from === 0
    ? sql`true`
    : sql`${id} in (select h.entity_id from change h where h.enterprise_id = ${s.duty.enterpriseId} and h.seq > ${s.from} and h.seq <= ${s.to}
                    and h.entity = ${entity})`;

/** Of the person's items, those that became theirs or moved to another risk: what hangs on them must come along. */
const arrived = (s: Step, column: 'unit_id' | 'measure_id', id: RawBuilder<unknown>) =>
  s.from === 0
    ? sql`false`
    : sql`${id} in (select m.${sql.ref(column)} from (${myItems(s.duty)}) m
          join change h on h.enterprise_id = ${s.duty.enterpriseId} and h.seq > ${s.from} and h.seq <= ${s.to} and h.entity = 'inspection_item'
            and h.entity_id = m.id and (h.before is null or h.before ?| array['post_id', 'unit_id', 'measure_id', 'state']))`;

/** Items of the person's posts. */
const myItems = (duty: Duty) => sql`select i.id, i.unit_id, i.measure_id from inspection_item i
  where i.enterprise_id = ${duty.enterpriseId} and i.state = 'active' and i.post_id = any(${uuids(duty.posts)})`;

async function rowsOf<T>(trx: Trx, query: RawBuilder<T>): Promise<T[]> {
  return (await query.execute(trx)).rows;
}

const posts = (trx: Trx, s: Step) =>
  rowsOf<SyncPost>(
    trx,
    sql`select p.id, p.name, u.name as "orgUnit", p.duty, p.emergency, p.id = any(${uuids(s.duty.held)}) as held
        from post p join org_unit u on u.enterprise_id = p.enterprise_id and u.id = p.org_unit_id
        where p.enterprise_id = ${s.duty.enterpriseId} and p.id > ${from(s.after)} and p.id = any(${uuids(s.duty.posts)})
          and ${changed(s, 'post', sql`p.id`)}
        order by p.id limit ${s.limit}`,
  );

/** Every point of the enterprise: a worker may stand before any of them and see something. */
const units = (trx: Trx, s: Step) =>
  rowsOf<SyncUnit>(
    trx,
    sql`select u.id, u.name, o.name as object, u.point_code as "pointCode", u.lon, u.lat, u.live_grade as "liveGrade", u.stopped
        from risk_unit u join risk_object o on o.enterprise_id = u.enterprise_id and o.id = u.object_id
        where u.enterprise_id = ${s.duty.enterpriseId} and u.id > ${from(s.after)} and u.state = 'active'
          and (${changed(s, 'risk_unit', sql`u.id`)} or ${s.from > 0 ? changed(s, 'risk_object', sql`u.object_id`) : sql`true`})
        order by u.id limit ${s.limit}`,
  );

const events = (trx: Trx, s: Step) =>
  rowsOf<SyncEvent>(
    trx,
    sql`select e.id, e.unit_id as "unitId", e.name, e.accident_type as "accidentType", e.consequence, e.live_grade as "liveGrade"
        from risk_event e where e.enterprise_id = ${s.duty.enterpriseId} and e.id > ${from(s.after)} and e.state = 'active'
          and e.unit_id in (select unit_id from (${myItems(s.duty)}) m)
          and (${changed(s, 'risk_event', sql`e.id`)} or ${arrived(s, 'unit_id', sql`e.unit_id`)})
        order by e.id limit ${s.limit}`,
  );

const measures = (trx: Trx, s: Step) =>
  rowsOf<SyncMeasure>(
    trx,
    sql`select c.id, c.unit_id as "unitId", c.event_id as "eventId", c.measure_class as "measureClass", c.description, c.duty_post_id as "dutyPostId"
        from control_measure c where c.enterprise_id = ${s.duty.enterpriseId} and c.id > ${from(s.after)} and c.state = 'active'
          and (c.id in (select measure_id from (${myItems(s.duty)}) m) or c.duty_post_id = any(${uuids(s.duty.posts)}))
          and (${changed(s, 'control_measure', sql`c.id`)} or ${arrived(s, 'measure_id', sql`c.id`)})
        order by c.id limit ${s.limit}`,
  );

const items = (trx: Trx, s: Step) =>
  rowsOf<SyncItem>(
    trx,
    sql`select i.id, i.unit_id as "unitId", i.measure_id as "measureId", i.post_id as "postId", i.content, i.cycle_n as "cycleN",
               i.cycle_unit as "cycleUnit", i.occasion, i.workday_kind as "workdayKind", i.work_start as "workStart", i.work_end as "workEnd",
               i.starts_on as "startsOn", i.photo_required as "photoRequired"
        from inspection_item i where i.enterprise_id = ${s.duty.enterpriseId} and i.id > ${from(s.after)} and i.state = 'active'
          and (i.post_id = any(${uuids(s.duty.posts)})
            or i.id in (select t.item_id from inspection_task t where t.enterprise_id = i.enterprise_id
                        and ${onPhone(s.now)} and t.assignee_id = ${s.duty.personId}::uuid))
          and (${changed(s, 'inspection_item', sql`i.id`)}
            or i.id in (select t.item_id from inspection_task t where t.enterprise_id = i.enterprise_id and t.seq > ${s.from}
                        and ${onPhone(s.now)} and t.assignee_id = ${s.duty.personId}::uuid))
        order by i.id limit ${s.limit}`,
  );

/** Tasks that a phone keeps: due in the future or not long ago, however long ago they opened; a year's window stands open for a year. */
const onPhone = (now: Date) =>
  sql`t.due_at >= ${daysAgo(now, SYNC_TASK_DAYS)} and t.window_start >= ${daysAgo(now, LONGEST_WINDOW_DAYS)}`;

/** Tasks carry the chain's number of their last change themselves: generation writes thousands under one. */
async function tasks(trx: Trx, s: Step): Promise<SyncTask[]> {
  const open =
    s.from === 0
      ? sql`(t.state in ('open', 'overdue') or (t.state in ('done', 'done_late') and t.done_at >= ${daysAgo(s.now, SYNC_DONE_TASK_DAYS)}))`
      : sql`t.seq > ${s.from}`;
  const rows = await rowsOf<
    Omit<SyncTask, 'windowStart' | 'dueAt' | 'doneAt'> & { windowStart: Date; dueAt: Date; doneAt: Date | null }
  >(
    trx,
    sql`select t.id, t.item_id as "itemId", t.unit_id as "unitId", t.post_id as "postId", t.assignee_id as "assigneeId", t.dispatch_note as note,
               t.kind, t.window_start as "windowStart", t.due_at as "dueAt", t.state, t.record_id as "recordId", t.done_at as "doneAt"
        from inspection_task t where t.enterprise_id = ${s.duty.enterpriseId} and t.id > ${from(s.after)}
          and ${onPhone(s.now)}
          and (t.post_id = any(${uuids(s.duty.posts)}) or t.assignee_id = ${s.duty.personId}::uuid) and ${open}
        order by t.id limit ${s.limit}`,
  );
  return rows.map((r) => ({
    ...r,
    windowStart: r.windowStart.toISOString(),
    dueAt: r.dueAt.toISOString(),
    doneAt: r.doneAt?.toISOString() ?? null,
  }));
}

const MANAGERS: readonly string[] = ['enterprise_head', 'safety_officer', 'team_leader'];

/** Dangers this person reported or holds; whoever hands out work sees all open ones. */
async function dangers(trx: Trx, s: Step): Promise<SyncDanger[]> {
  const me = s.duty.accountId;
  const all = MANAGERS.includes(s.duty.role);
  const rows = await rowsOf<Omit<SyncDanger, 'foundAt'> & { foundAt: Date; source: string; supervision: unknown }>(
    trx,
    sql`select d.id, d.number, d.name, d.description, d.level, d.status, d.unit_id as "unitId", d.location, d.found_at as "foundAt",
               d.reported_by = ${me} as "reportedByMe", coalesce(d.assignee_id = ${me}, false) as "assignedToMe",
               coalesce(d.rectified_by = ${me}, false) as "rectifiedByMe", d.reporter_name as "reporterName",
               d.assignee_name as "assigneeName", d.treatment, d.deadline, d.overdue, d.five ->> 'measures' as measures,
               d.rectified_note as "rectifiedNote", d.photo_ids as "photoIds", d.rectified_photo_ids as "rectifiedPhotoIds", d.version,
               d.source, d.supervision
        from hidden_danger d where d.enterprise_id = ${s.duty.enterpriseId} and d.id > ${from(s.after)}
          and (d.reported_by = ${me} or d.assignee_id = ${me} or ${all})
          and (d.status in ('reported', 'verified', 'assigned', 'rectifying', 'to_accept') or d.updated_at >= ${daysAgo(s.now, SYNC_CLOSED_DAYS)})
          and ${changed(s, 'hidden_danger', sql`d.id`)}
        order by d.id limit ${s.limit}`,
  );
  return rows.map(({ source, supervision, ...r }) => ({
    ...r,
    foundAt: r.foundAt.toISOString(),
    judgedOutside: isRegulatorsDanger(sideOf({ source, supervision })),
  }));
}

async function records(trx: Trx, s: Step): Promise<SyncRecord[]> {
  const rows = await rowsOf<Omit<SyncRecord, 'claimedAt'> & { claimedAt: Date }>(
    trx,
    sql`select r.id, r.item_id as "itemId", r.task_id as "taskId", r.result, r.claimed_at as "claimedAt", r.marks, r.explanation,
               j.verdict, j.note as "verdictNote"
        from inspection_record r left join record_judgement j on j.enterprise_id = r.enterprise_id and j.record_id = r.id where r.enterprise_id = ${s.duty.enterpriseId} and r.id > ${from(s.after)} and r.marked
          and r.account_id = ${s.duty.accountId} and r.claimed_at >= ${daysAgo(s.now, SYNC_CLOSED_DAYS)}
          and ${changed(s, 'inspection_record', sql`r.id`)}
        order by r.id limit ${s.limit}`,
  );
  return rows.map((r) => ({ ...r, claimedAt: r.claimedAt.toISOString() }));
}

/** Each step's query. `list` is not among them: lists go whole, see {@link readLists}. */
export const STEPS: Readonly<Record<Exclude<SyncRowKind, 'list'>, (trx: Trx, s: Step) => Promise<Rows>>> = {
  post: posts,
  unit: units,
  event: events,
  measure: measures,
  item: items,
  task: tasks,
  danger: dangers,
  record: records,
};

/** Which table stands behind a kind of row, and which of its columns decide whether a row is somebody's. */
const GONE: Readonly<Partial<Record<SyncRowKind, { entity: string; keys: readonly string[] }>>> = {
  post: { entity: 'post', keys: ['state'] },
  unit: { entity: 'risk_unit', keys: ['state'] },
  event: { entity: 'risk_event', keys: ['state', 'unit_id'] },
  measure: { entity: 'control_measure', keys: ['state', 'duty_post_id', 'unit_id'] },
  item: { entity: 'inspection_item', keys: ['state', 'post_id'] },
  danger: { entity: 'hidden_danger', keys: ['assignee_id', 'status'] },
};

/** Rows that may have ceased to be this person's between two numbers: a column that decides it changed. */
export async function selectMaybeGone(
  trx: Trx,
  s: Omit<Step, 'after' | 'limit'>,
): Promise<{ kind: SyncRowKind; id: string }[]> {
  const kinds = Object.entries(GONE) as [SyncRowKind, { entity: string; keys: readonly string[] }][];
  const { rows } = await sql<{ entity: string; id: string }>`
    select distinct c.entity, c.entity_id as id from change c
    join (values ${sql.join(kinds.map(([, g]) => sql`(${g.entity}, ${[...g.keys]}::text[])`))}) as g (entity, keys) on g.entity = c.entity
    where c.enterprise_id = ${s.duty.enterpriseId} and c.seq > ${s.from} and c.seq <= ${s.to} and c.before ?| g.keys`.execute(
    trx,
  );
  return rows.flatMap((r) => {
    const kind = kinds.find(([, g]) => g.entity === r.entity)?.[0];
    return kind ? [{ kind, id: r.id }] : [];
  });
}

/** Reference lists a phone works with offline. */
const LIST_KINDS: readonly string[] = ['accident_types', 'shift_table', 'inspection_occasions', 'danger_deadlines'];
const LIST_FAMILIES: readonly string[] = ['major_criteria.', 'business_calendar.'];

/**
 * The lists a phone needs: of those that it judges by the edition that the server goes by on this day, of the families the newest (next year's
 * calendar comes before its year).
 */
export async function readLists(trx: Trx, day: string): Promise<SyncList[]> {
  const found = new Map<string, SyncList>();
  const add = (e: { kind: string; edition: string; title: string; payload: unknown }) =>
    found.set(e.kind, { id: e.kind, edition: e.edition, title: e.title, payload: e.payload });
  for (const kind of LIST_KINDS) {
    const applies = editionFor(await readEditions(trx, kind), kind, day);
    if (applies) add(applies);
  }
  for (const family of LIST_FAMILIES) {
    for (const e of await readEditions(trx, family)) if (e.status !== 'retired') add(e);
  }
  return [...found.values()];
}

/** The last number of the enterprise's chain, and what the phone calls itself. */
export async function readHead(trx: Trx, enterpriseId: string) {
  const { rows } = await sql<{ seq: number; name: string; simple: boolean; scale: string }>`
    select coalesce(h.last_seq, 0) as seq, e.name, e.simple_mode as simple, e.scale
    from enterprise e left join change_head h using (enterprise_id) where e.enterprise_id = ${enterpriseId}`.execute(
    trx,
  );
  return rows[0] ?? { seq: 0, name: '', simple: false, scale: '' };
}
