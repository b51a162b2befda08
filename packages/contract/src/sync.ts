import {
  CYCLE_UNITS,
  DANGER_LEVELS,
  DANGER_STATUSES,
  DangerCommand,
  ENTERPRISE_ROLES,
  EXPLANATION_VERDICTS,
  INSPECTION_ANSWERS,
  INSPECTION_RESULTS,
  OCCASIONS,
  RECORD_MARKS,
  RISK_GRADES,
  ROLES,
  TASK_STATES,
  WORKDAY_KINDS,
} from '@yufang/domain';
import { z } from 'zod';
import { AttachmentClaim } from './attachment.ts';
import { DangerReport } from './danger.ts';
import { Day, defineRoute, EnterpriseParams, Instant, roles, text } from './route.ts';

/**
 * The sync protocol between the field app and the server; told in words in docs/sync-protocol.md.
 * History, one line a version:
 * 1 (2026-11-23): pull as delta by cursor, push of records, dangers, danger commands and explanations, answered item by item.
 */
export const SYNC_VERSION = 1;
/** The oldest version the server still speaks. It only rises with a release note a year ahead: phones sleep for months. */
export const SYNC_FLOOR = 1;

/** Items of one push: more are refused 400, so that one phone's backlog never fills a server. */
export const SYNC_PUSH_MAX = 200;
/** Rows of one page of a pull. */
export const SYNC_PULL_MAX = 1000;
/** Beyond this difference the phone's clock is corrected by the measured offset. */
export const SYNC_CLOCK_TOLERANCE_MS = 120_000;
/** A pull carries open tasks that are due or fell due within these days, however long ago they opened, and closed ones this long after they were done. */
export const SYNC_TASK_DAYS = 31;
export const SYNC_DONE_TASK_DAYS = 3;
/** Closed dangers stay on the phone for these days, marked own records as well. */
export const SYNC_CLOSED_DAYS = 30;

const PHONES = roles(...ENTERPRISE_ROLES, 'expert');

// ── Pull ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A post whose tasks this person sees: held by themselves, or of their teams (`held` false). */
export const SyncPost = z.object({
  id: z.uuid(),
  name: z.string(),
  orgUnit: z.string(),
  duty: z.string().nullable(),
  emergency: z.string().nullable(),
  held: z.boolean(),
});
/** A place to inspect. `pointCode` is what its QR carries. */
export const SyncUnit = z.object({
  id: z.uuid(),
  name: z.string(),
  object: z.string(),
  pointCode: z.string().nullable(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  liveGrade: z.enum(RISK_GRADES).nullable(),
  stopped: z.boolean(),
});
export const SyncEvent = z.object({
  id: z.uuid(),
  unitId: z.uuid(),
  name: z.string(),
  accidentType: z.string().nullable(),
  consequence: z.string().nullable(),
  liveGrade: z.enum(RISK_GRADES).nullable(),
});
export const SyncMeasure = z.object({
  id: z.uuid(),
  unitId: z.uuid(),
  eventId: z.uuid(),
  measureClass: z.string(),
  description: z.string(),
  dutyPostId: z.uuid().nullable(),
});
/** What is checked, how often. The phone makes tasks beyond `tasksUntil` itself, by the domain's windows and `taskIdOf`. */
export const SyncItem = z.object({
  id: z.uuid(),
  unitId: z.uuid(),
  measureId: z.uuid(),
  postId: z.uuid().nullable(),
  content: z.string(),
  cycleN: z.number(),
  cycleUnit: z.enum(CYCLE_UNITS),
  occasion: z.enum(OCCASIONS).nullable(),
  workdayKind: z.enum(WORKDAY_KINDS),
  workStart: z.string().nullable(),
  workEnd: z.string().nullable(),
  startsOn: Day,
  photoRequired: z.boolean(),
});
export const SyncTask = z.object({
  id: z.uuid(),
  itemId: z.uuid(),
  unitId: z.uuid(),
  postId: z.uuid().nullable(),
  /** Dispatched by hand to this person. */
  assigneeId: z.uuid().nullable(),
  note: z.string().nullable(),
  kind: z.enum(['generated', 'dispatched']),
  windowStart: Instant,
  dueAt: Instant,
  state: z.enum(TASK_STATES),
  recordId: z.uuid().nullable(),
  doneAt: Instant.nullable(),
});
export const SyncDanger = z.object({
  id: z.uuid(),
  number: z.string(),
  name: z.string(),
  description: z.string(),
  level: z.enum(DANGER_LEVELS),
  status: z.enum(DANGER_STATUSES),
  unitId: z.uuid().nullable(),
  location: z.string().nullable(),
  foundAt: Instant,
  reportedByMe: z.boolean(),
  assignedToMe: z.boolean(),
  /** Whoever rectified does not accept. A phone that has older rows lacks it: the server decides then. */
  rectifiedByMe: z.boolean().optional(),
  /** Judged by a regulator: the enterprise neither accepts nor withdraws it. A phone that has older rows lacks it: the server decides then. */
  judgedOutside: z.boolean().optional(),
  reporterName: z.string(),
  assigneeName: z.string().nullable(),
  treatment: z.string().nullable(),
  deadline: Day.nullable(),
  overdue: z.boolean(),
  measures: z.string().nullable(),
  rectifiedNote: z.string().nullable(),
  photoIds: z.array(z.uuid()),
  rectifiedPhotoIds: z.array(z.uuid()),
  version: z.int(),
});
/** Own record that was marked: the phone shows why and lets the person explain. */
export const SyncRecord = z.object({
  id: z.uuid(),
  itemId: z.uuid(),
  taskId: z.uuid().nullable(),
  result: z.enum(INSPECTION_RESULTS),
  claimedAt: Instant,
  marks: z.array(
    z.object({ mark: z.enum(RECORD_MARKS), why: z.record(z.string(), z.union([z.string(), z.number()])) }),
  ),
  explanation: z.string().nullable(),
  /** What the safety officer or the regulator thinks of the explanation; null until somebody has judged it. */
  verdict: z.enum(EXPLANATION_VERDICTS).nullable(),
  verdictNote: z.string().nullable(),
});
/** A reference list or table in force (accident types, business calendar, major-danger criteria …); `id` is its kind. */
export const SyncList = z.object({ id: z.string(), edition: z.string(), title: z.string(), payload: z.unknown() });

/** Kinds of rows a pull carries, in the order a first sync sends them: what others point at comes first. */
export const SYNC_ROWS = {
  list: SyncList,
  post: SyncPost,
  unit: SyncUnit,
  event: SyncEvent,
  measure: SyncMeasure,
  item: SyncItem,
  task: SyncTask,
  danger: SyncDanger,
  record: SyncRecord,
} as const;
export type SyncRowKind = keyof typeof SYNC_ROWS;
export const SYNC_ROW_KINDS = Object.keys(SYNC_ROWS) as readonly SyncRowKind[];

export type SyncPost = z.infer<typeof SyncPost>;
export type SyncUnit = z.infer<typeof SyncUnit>;
export type SyncEvent = z.infer<typeof SyncEvent>;
export type SyncMeasure = z.infer<typeof SyncMeasure>;
export type SyncItem = z.infer<typeof SyncItem>;
export type SyncTask = z.infer<typeof SyncTask>;
export type SyncDanger = z.infer<typeof SyncDanger>;
export type SyncRecord = z.infer<typeof SyncRecord>;
export type SyncList = z.infer<typeof SyncList>;

/** Who the phone works for. */
export const SyncMe = z.object({
  enterpriseId: z.uuid(),
  enterpriseName: z.string(),
  accountId: z.string(),
  personId: z.uuid().nullable(),
  name: z.string(),
  role: z.enum(ROLES),
  simpleMode: z.boolean(),
  /** False for a firm above designated size: it builds its register in the console, not from a trade template. As of the last whole copy. */
  mayUseTemplate: z.boolean().optional(),
});
export type SyncMe = z.infer<typeof SyncMe>;

/** One page of what changed since the cursor. Apply in one transaction: `reset`, then `rows` (upsert by id), then `gone`, then keep `cursor`. */
export const SyncPull = z
  .object({
    version: z.int(),
    serverTime: Instant,
    /** True on the first page of a whole copy: drop everything pulled before (never the outbox). */
    reset: z.boolean(),
    /** Call again at once with `cursor`. */
    more: z.boolean(),
    cursor: z.string(),
    /** Tasks are made by the server up to here. */
    tasksUntil: Instant,
    /** Only with `reset`. */
    me: SyncMe.optional(),
    rows: z.object({
      list: z.array(SyncList).optional(),
      post: z.array(SyncPost).optional(),
      unit: z.array(SyncUnit).optional(),
      event: z.array(SyncEvent).optional(),
      measure: z.array(SyncMeasure).optional(),
      item: z.array(SyncItem).optional(),
      task: z.array(SyncTask).optional(),
      danger: z.array(SyncDanger).optional(),
      record: z.array(SyncRecord).optional(),
    }),
    /** Rows that are no longer this person's: delete them. */
    gone: z.array(
      z.object({
        kind: z.enum(['list', 'post', 'unit', 'event', 'measure', 'item', 'task', 'danger', 'record']),
        id: z.string(),
      }),
    ),
  })
  .meta({ id: 'SyncPull' });
export type SyncPull = z.infer<typeof SyncPull>;

/**
 * Everything this person's phone needs, or what changed of it since the cursor. A cursor that the server no longer understands (new
 * duty, new posts, restored backup) simply answers a whole copy with `reset`. Refusal: 426 `sync.version_unsupported` (params floor, newest).
 */
export const pullSync = defineRoute({
  id: 'pullSync',
  method: 'GET',
  path: '/api/v1/enterprises/:enterpriseId/sync',
  tag: 'sync',
  summary: 'What changed for this phone since its cursor',
  access: PHONES,
  params: EnterpriseParams,
  query: z.object({
    v: z.coerce.number().int().min(0).max(1000),
    cursor: z.string().max(2000).optional(),
    limit: z.coerce.number().int().min(10).max(SYNC_PULL_MAX).default(500),
  }),
  reply: SyncPull,
});

// ── Push ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What was found at a point. `id` of the item is the record's id. */
export const RecordPayload = z.object({
  itemId: z.uuid(),
  /** The task it answers: as pulled, or made by `taskIdOf(itemId, windowStart)`. Null: an inspection without a task. */
  taskId: z.uuid().nullish(),
  windowStart: Instant.nullish(),
  result: z.enum(INSPECTION_ANSWERS),
  note: text(2000).nullish(),
  /** The point's code when it was scanned; refused when it is not this item's point. */
  pointCode: z.string().max(100).nullish(),
  lon: z.number().min(-180).max(180).nullish(),
  lat: z.number().min(-90).max(90).nullish(),
  accuracyM: z.number().min(0).max(1_000_000).nullish(),
  /** Milliseconds spent at the point. */
  durationMs: z.int().min(0).max(86_400_000).nullish(),
  photos: z.array(AttachmentClaim).max(9).default([]),
  voice: AttachmentClaim.nullish(),
  /** The danger found here: reported by an item of kind `danger`, in this batch or another. */
  dangerId: z.uuid().nullish(),
});
export type RecordPayload = z.output<typeof RecordPayload>;

/** A found danger. The item's id is the danger's id; files are announced here and named by `photoIds` as everywhere. */
export const DangerPayload = DangerReport.omit({ id: true, photoIds: true, foundAt: true }).extend({
  photos: z.array(AttachmentClaim).max(30).default([]),
});
export type DangerPayload = z.output<typeof DangerPayload>;

/** A step of a danger's treatment. Photos that the command names must be announced here unless they were before. */
export const DangerCommandPayload = z.object({
  dangerId: z.uuid(),
  /** The version that was seen; null: whatever it is now, as long as the rules allow it. */
  expectedVersion: z.int().positive().nullish(),
  command: DangerCommand,
  photos: z.array(AttachmentClaim).max(30).default([]),
});
export type DangerCommandPayload = z.output<typeof DangerCommandPayload>;

/** Characters of an explanation. */
export const EXPLANATION_MAX = 1000;
/** Why a marked record looks the way it does. */
export const ExplanationPayload = z.object({ recordId: z.uuid(), text: text(EXPLANATION_MAX) });
export type ExplanationPayload = z.output<typeof ExplanationPayload>;

export const SYNC_ITEM_KINDS = ['record', 'danger', 'danger_command', 'explanation'] as const;
export type SyncItemKind = (typeof SYNC_ITEM_KINDS)[number];

const envelope = {
  /** Made by the phone, once and for all: sent again it is the same item. */
  id: z.uuid(),
  /** Counts up on this device, so that a clock that was set back shows. */
  deviceSeq: z.int().min(0),
  /** When it happened, by the phone's own clock, uncorrected. */
  claimedAt: Instant,
};
/** One item of the phone's outbox. */
export const SyncItemPush = z.discriminatedUnion('kind', [
  z.object({ ...envelope, kind: z.literal('record'), payload: RecordPayload }),
  z.object({ ...envelope, kind: z.literal('danger'), payload: DangerPayload }),
  z.object({ ...envelope, kind: z.literal('danger_command'), payload: DangerCommandPayload }),
  z.object({ ...envelope, kind: z.literal('explanation'), payload: ExplanationPayload }),
]);
export type SyncItemPush = z.output<typeof SyncItemPush>;
/** The same as a client writes it. */
export type SyncItemGiven = z.input<typeof SyncItemPush>;

/** A batch of one device. Items are parsed one by one: a bad one is refused alone. */
export const SyncPush = z
  .object({
    version: z.int().min(0),
    /** The phone's clock at the moment of sending. */
    sentAt: Instant,
    deviceId: z.string().trim().min(8).max(64),
    items: z.array(z.unknown()).min(1).max(SYNC_PUSH_MAX),
  })
  .meta({ id: 'SyncPush' });
export type SyncPush = z.output<typeof SyncPush>;

/**
 * The answer to one item. accepted: written now. unchanged: was written before, nothing more to do. refused: not written; the item stays on
 * the phone with its reason and can be changed and sent again under the same id.
 */
export const SyncResult = z.object({
  /** Position in the batch. */
  index: z.int(),
  /** Null when the item did not even have a readable id. */
  id: z.string().nullable(),
  status: z.enum(['accepted', 'unchanged', 'refused']),
  code: z.string().optional(),
  field: z.string().optional(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
  /** Marks set on a record. */
  marks: z.array(z.string()).optional(),
});
export type SyncResult = z.infer<typeof SyncResult>;

export const SyncPushed = z
  .object({
    version: z.int(),
    receivedAt: Instant,
    /** Server minus phone. */
    clockOffsetMs: z.int(),
    /** The phone should tell its owner: times were corrected by the offset. */
    clockWrong: z.boolean(),
    results: z.array(SyncResult),
    /** Announced files whose bytes are not here yet: send them by `putAttachment`. */
    missing: z.array(z.uuid()),
  })
  .meta({ id: 'SyncPushed' });
export type SyncPushed = z.infer<typeof SyncPushed>;

/**
 * Items of one phone's outbox, answered one by one; idempotent by (enterprise, id). One transaction: what is answered accepted is durable.
 * Codes of a refused item: `sync.invalid` (field), `sync.id_reused` (the id stands for other content), `sync.item_unknown`,
 * `sync.task_unknown`, `sync.task_of_other_item`, `sync.task_not_open` (more than a day before its window), `sync.not_your_post`, `sync.not_your_task`, `sync.point_foreign`,
 * `sync.record_unknown`, `sync.photo_required`, `danger.*` of the rules.
 * Refusals of the whole: 426 `sync.version_unsupported`, 400 `request.invalid`, 413 `request.too_large`.
 */
export const pushSync = defineRoute({
  id: 'pushSync',
  method: 'POST',
  path: '/api/v1/enterprises/:enterpriseId/sync',
  tag: 'sync',
  summary: 'Deliver what a phone wrote while it was offline',
  access: PHONES,
  params: EnterpriseParams,
  body: SyncPush,
  itemwise: true,
  // After a night without signal a county's phones come back in the same minute: a few batches at a time are as quick for all of them and bound the memory
  // (measured with 200 phones: all at once 444 MB, four at once 338 MB).
  atOnce: 4,
  reply: SyncPushed,
});
