import type { AttachmentClaim } from '@yufang/contract';
import { type Refusal, type ScheduleContext, taskIdOf, windowOfTask } from '@yufang/domain';
import { businessDay } from '@yufang/domain/calendar/day';
import { dimColumns } from '../../platform/db/actor.ts';
import { later, type Trx } from '../../platform/db/database.ts';
import { announce } from '../attachment/queries.ts';
import { type Chain, type Entry, type LogActor, record } from '../change/record.ts';
import { activityEntry } from './activity.ts';
import { answered } from './answered.ts';
import { type Judgement, judgeRecords } from './judge.ts';
import { markAgain } from './judge-rows.ts';
import {
  type AnsweredTask,
  type ItemFacts,
  insertRecords,
  type RecordDraft,
  type RecordRow,
  selectFingerprints,
  selectHeldPosts,
  selectItemFacts,
  selectTasks,
  writeTasks,
} from './record-rows.ts';
import { readSchedule, type TaskTiming, taskTiming } from './windows.ts';

/** What became of one record. */
export type RecordOutcome =
  | { readonly status: 'accepted'; readonly marks: readonly string[] }
  | { readonly status: 'unchanged' }
  | { readonly status: 'refused'; readonly refusal: Refusal };

/** Who writes, when, and what is asked of them. */
export type WriteOptions = {
  readonly actor: LogActor;
  readonly now: Date;
  /** Refuse a record for a post that this person did not hold on that day: for post workers. */
  readonly mustHold?: { readonly personId: string | null };
};

const refused = (code: string, field?: string): RecordOutcome => ({
  status: 'refused',
  refusal: field ? { code, field } : { code },
});

/**
 * Write inspection records: the one path for phones, for records by hand and for the exchange door. In bulk and within the caller's
 * transaction: each record is judged alone, the good ones are written together with what follows from them (task answered, files announced,
 * marks, the enterprise's activity) and one call to the change log.
 *
 * @returns one outcome a draft, in order
 */
export async function writeRecords(
  trx: Trx,
  chain: Chain,
  drafts: readonly RecordDraft[],
  options: WriteOptions,
): Promise<RecordOutcome[]> {
  if (drafts.length === 0) return [];
  const known = await load(trx, chain, drafts, options);
  const outcomes: RecordOutcome[] = [];
  const good: Good[] = [];
  for (const draft of drafts) {
    const judged = admit(draft, known);
    if ('status' in judged) outcomes.push(judged);
    else {
      known.fingerprints.set(draft.id, draft.fingerprint);
      good.push(judged);
      outcomes.push({ status: 'accepted', marks: [] });
    }
  }
  if (good.length === 0) return outcomes;
  const judgement = await judgeRecords(trx, chain.dims, good, options.now);
  await write(trx, chain, { good, judgement, options });
  const { marks } = judgement;
  return outcomes.map((o, i) =>
    o.status === 'accepted' ? { ...o, marks: (marks.get(drafts[i]?.id ?? '') ?? []).map((m) => m.mark) } : o,
  );
}

/** A draft that may be written, with what it hangs on. */
export type Good = {
  readonly draft: RecordDraft;
  readonly item: ItemFacts;
  readonly taskId: string | null;
  readonly window: Date | null;
  readonly task: AnsweredTask | undefined;
  /** A task that the phone made and the server has not yet. */
  readonly timing: TaskTiming | null;
};

type Known = {
  readonly items: ReadonlyMap<string, ItemFacts>;
  readonly tasks: ReadonlyMap<string, AnsweredTask>;
  readonly fingerprints: Map<string, string | null>;
  readonly schedule: ScheduleContext;
  readonly held: readonly { post_id: string; from_on: string; to_on: string | null }[] | null;
};

/** The window a draft's task was made for: said, or read back from the task's id. */
const windowOf = (d: RecordDraft): Date | null =>
  d.taskId === null ? null : (windowOfTask(d.itemId, d.taskId) ?? d.windowStart);

async function load(trx: Trx, chain: Chain, drafts: readonly RecordDraft[], options: WriteOptions): Promise<Known> {
  const enterpriseId = chain.dims.enterpriseId;
  const keys = drafts.flatMap((d) => {
    const window = windowOf(d);
    return d.taskId && window ? [{ id: d.taskId, window }] : [];
  });
  const holder = options.mustHold;
  const [items, tasks, fingerprints, held] = await Promise.all([
    selectItemFacts(trx, enterpriseId, [...new Set(drafts.map((d) => d.itemId))]),
    selectTasks(trx, enterpriseId, keys),
    selectFingerprints(
      trx,
      enterpriseId,
      drafts.map((d) => d.id),
    ),
    !holder ? null : holder.personId ? selectHeldPosts(trx, enterpriseId, holder.personId) : [],
  ]);
  return {
    items: new Map(items.map((i) => [i.id, i])),
    tasks: new Map(tasks.map((t) => [t.id, t])),
    fingerprints,
    schedule: await readSchedule(trx, businessDay(options.now)),
    held,
  };
}

function admit(draft: RecordDraft, known: Known): RecordOutcome | Good {
  const there = known.fingerprints.get(draft.id);
  if (there !== undefined)
    return there === draft.fingerprint ? { status: 'unchanged' } : refused('sync.id_reused', 'id');
  const item = known.items.get(draft.itemId);
  if (!item) return refused('sync.item_unknown', 'itemId');
  if (draft.pointCode !== null && draft.pointCode !== item.point_code)
    return refused('sync.point_foreign', 'pointCode');
  const window = windowOf(draft);
  const task = draft.taskId ? known.tasks.get(draft.taskId) : undefined;
  if (draft.taskId && task && task.item_id !== draft.itemId) return refused('sync.task_of_other_item', 'taskId');
  const timing = draft.taskId && !task && window ? taskTiming(item, window, known.schedule) : null;
  if (draft.taskId && !task && !(timing && window && taskIdOf(draft.itemId, window) === draft.taskId.toLowerCase())) {
    return refused('sync.task_unknown', 'taskId');
  }
  // A day of grace, so that a clock wrong by a day does not send the night shift back.
  if (window && draft.claimedAt.getTime() < window.getTime() - DAY_MS)
    return refused('sync.task_not_open', 'claimedAt');
  if (known.held) {
    // Work given to a person by name is that person's; work given to a post is its holders'.
    if (task?.kind === 'dispatched' && task.assignee_id !== null) {
      if (task.assignee_id !== draft.personId) return refused('sync.not_your_task', 'taskId');
    } else if (!mayInspect(item, task, known.held, businessDay(draft.claimedAt))) {
      return refused('sync.not_your_post', 'itemId');
    }
  }
  const files = draft.photos.length + (draft.photoIds?.length ?? 0);
  // The national dress of records has no photos: a photo can be asked of people here only.
  const asked = item.photo_required && !draft.origin.startsWith('exchange:');
  if (asked && files === 0 && draft.result !== 'not_applicable') return refused('sync.photo_required', 'photos');
  return { draft, item, taskId: draft.taskId?.toLowerCase() ?? null, window, task, timing };
}

/** An item without a post is anybody's, else of those who hold the post of the task or of the item. */
function mayInspect(
  item: ItemFacts,
  task: AnsweredTask | undefined,
  held: NonNullable<Known['held']>,
  day: string,
): boolean {
  const post = task?.post_id ?? item.post_id;
  if (post === null) return true;
  // A day of grace: who had the post until yesterday may still hand in the night shift.
  return held.some((h) => h.post_id === post && h.from_on <= day && (h.to_on === null || daysAfter(h.to_on, 1) >= day));
}

const DAY_MS = 86_400_000;
const daysAfter = (day: string, n: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + n * DAY_MS).toISOString().slice(0, 10);

async function write(
  trx: Trx,
  chain: Chain,
  what: { good: readonly Good[]; judgement: Judgement; options: WriteOptions },
): Promise<void> {
  const { good, options } = what;
  const { marks, again } = what.judgement;
  const { actor, now } = options;
  const claims: AttachmentClaim[] = good.flatMap(({ draft }) => [
    ...draft.photos,
    ...(draft.voice ? [draft.voice] : []),
  ]);
  const entries: Entry[] = await announce(trx, chain.dims, { claims, uploadedBy: actor.accountId });
  const rows = good.map((g) => rowOf(g, chain, { marks: marks.get(g.draft.id) ?? [], now }));
  for (const row of rows)
    entries.push({ entity: 'inspection_record', entityId: row.id, action: 'create', before: null, after: row });
  const { moved, made, taskEntries } = answered(good, chain);
  entries.push(...taskEntries, ...again);
  const activity = await activityEntry(trx, chain.dims, now);
  if (activity) entries.push(activity);
  // One number for all: it is the last of this batch in the enterprise's chain.
  const seq = chain.seq + entries.length;
  for (const task of [...moved, ...made]) task.seq = seq;
  insertRecords(trx, chain.dims, rows);
  writeTasks(trx, chain.dims, { moved, made });
  if (again.length > 0) {
    const rows = again.map((e) => ({ id: e.entityId, marks: e.after.marks }));
    later(trx, markAgain(chain.dims.enterpriseId, rows).compile(trx));
  }
  const abnormal = rows.filter((r) => r.result === 'abnormal').length;
  const marked = rows.filter((r) => r.marked).length;
  await record(trx, chain, {
    actor,
    at: now,
    entries,
    live: {
      topic: 'inspection_record.create',
      summary: { entityId: rows[0]?.id ?? '', count: rows.length, abnormal, marked },
    },
  });
}

function rowOf(g: Good, chain: Chain, what: { marks: readonly unknown[]; now: Date }): RecordRow {
  const { draft } = g;
  return {
    ...dimColumns(chain.dims),
    id: draft.id,
    task_id: g.taskId,
    task_window: g.taskId ? g.window : null,
    item_id: draft.itemId,
    unit_id: g.item.unit_id,
    result: draft.result,
    note: draft.note,
    photo_ids: [...draft.photos.map((p) => p.id), ...(draft.photoIds ?? [])],
    voice_id: draft.voice?.id ?? null,
    danger_id: draft.dangerId,
    person_id: draft.personId,
    account_id: draft.accountId,
    person_name: draft.personName,
    claimed_at: draft.claimedAt,
    claimed_raw: draft.claimedRaw,
    received_at: what.now,
    clock_offset_ms: draft.clockOffsetMs,
    day: businessDay(draft.claimedAt),
    lon: draft.lon,
    lat: draft.lat,
    accuracy_m: draft.accuracyM,
    duration_ms: draft.durationMs,
    device_id: draft.deviceId,
    device_seq: draft.deviceSeq,
    scanned: draft.pointCode !== null,
    marks: what.marks,
    marked: what.marks.length > 0,
    explanation: null,
    explained_by: null,
    explained_at: null,
    origin: draft.origin,
    source_updated_at: draft.sourceUpdatedAt,
    state: 'active',
    version: 1,
    fingerprint: draft.fingerprint,
    source_extra: draft.sourceExtra ?? null,
  };
}
