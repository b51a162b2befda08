import {
  CYCLE_UNITS,
  ENTERPRISE_MANAGERS,
  ENTERPRISE_ROLES,
  ESCALATION_TIERS,
  EXPLANATION_VERDICTS,
  INSPECTION_ANSWERS,
  INSPECTION_RESULTS,
  OCCASIONS,
  RECORD_MARKS,
  REGULATOR_ROLES,
  ROLES,
  SCALES,
  SECTORS,
  TASK_STATES,
  TIERS,
  WORKDAY_KINDS,
} from '@yufang/domain';
import { z } from 'zod';
import { AttachmentView } from './attachment.ts';
import {
  Day,
  defineRoute,
  EnterpriseParams,
  EnterpriseRowParams,
  Instant,
  PageQuery,
  page,
  RegionCode,
  roles,
  text,
} from './route.ts';

const EVERYBODY = roles(...REGULATOR_ROLES, ...ENTERPRISE_ROLES, 'expert');
const MANAGERS = roles(...ENTERPRISE_MANAGERS);
const LEADERS = roles(...ENTERPRISE_MANAGERS, 'team_leader');
/** One or several values of a list parameter: `state=open,overdue`. */
const setOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z
    .string()
    .max(300)
    .transform((s) => s.split(',').filter((v) => v !== ''))
    .pipe(z.array(z.enum(values)).max(values.length));
const Lang = z.enum(['zh', 'en']).default('zh');
const Reach = {
  region: RegionCode.optional(),
  parkId: z.uuid().optional(),
  sector: z.enum(SECTORS).optional(),
  industry: z.string().max(4).optional(),
  scale: z.enum(SCALES).optional(),
  enterpriseId: z.uuid().optional(),
};
const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/);

// ── Tasks ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** One occurrence of an item: what a post must check in a window. */
export const TaskRow = z
  .object({
    enterpriseId: z.uuid(),
    id: z.uuid(),
    windowStart: Instant,
    enterpriseName: z.string(),
    countyCode: z.string(),
    itemId: z.uuid(),
    content: z.string(),
    unitId: z.uuid(),
    unitName: z.string(),
    postId: z.uuid().nullable(),
    postName: z.string().nullable(),
    orgUnitName: z.string().nullable(),
    assigneeName: z.string().nullable(),
    kind: z.enum(['generated', 'dispatched']),
    note: z.string().nullable(),
    dueAt: Instant,
    day: Day,
    state: z.enum(TASK_STATES),
    recordId: z.uuid().nullable(),
    doneAt: Instant.nullable(),
    escalatedTo: z.enum(ESCALATION_TIERS).nullable(),
  })
  .meta({ id: 'TaskRow' });
export type TaskRow = z.infer<typeof TaskRow>;

export const TaskFilter = z.object({
  ...Reach,
  state: setOf(TASK_STATES).optional(),
  postId: z.uuid().optional(),
  unitId: z.uuid().optional(),
  itemId: z.uuid().optional(),
  kind: z.enum(['generated', 'dispatched']).optional(),
  escalatedTo: z.enum(ESCALATION_TIERS).optional(),
  /** Business days on which the windows open. */
  from: Day.optional(),
  to: Day.optional(),
});
export type TaskFilter = z.output<typeof TaskFilter>;

/** Tasks within the caller's duty by what is due soonest. Without state and days: those overdue. */
export const listTasks = defineRoute({
  id: 'listTasks',
  method: 'GET',
  path: '/api/v1/inspection/tasks',
  tag: 'inspection',
  summary: 'Inspection tasks within the duty of the caller',
  access: EVERYBODY,
  query: PageQuery.extend(TaskFilter.shape),
  reply: page(TaskRow),
});
export const exportTasks = defineRoute({
  id: 'exportTasks',
  method: 'GET',
  path: '/api/v1/inspection/tasks/export',
  tag: 'inspection',
  summary: 'Inspection tasks as an Excel workbook',
  access: EVERYBODY,
  query: TaskFilter.extend({ lang: Lang }),
  reply: z.unknown(),
  replyKind: 'file',
});

const Counts = z.object({
  due: z.int(),
  open: z.int(),
  done: z.int(),
  doneLate: z.int(),
  overdue: z.int(),
  cancelled: z.int(),
});
export type TaskCounts = z.infer<typeof Counts>;

/** One business day of an enterprise: what each post and team had to do, and how far it is. */
export const TaskBoard = z
  .object({
    day: Day,
    total: Counts,
    posts: z.array(
      z.object({
        postId: z.uuid().nullable(),
        postName: z.string().nullable(),
        orgUnitId: z.uuid().nullable(),
        orgUnitName: z.string().nullable(),
        holders: z.array(z.string()),
        counts: Counts,
        nextDueAt: Instant.nullable(),
      }),
    ),
    /** Overdue from days before, still to be done. */
    backlog: z.int(),
  })
  .meta({ id: 'TaskBoard' });
export type TaskBoard = z.infer<typeof TaskBoard>;

export const getTaskBoard = defineRoute({
  id: 'getTaskBoard',
  method: 'GET',
  path: '/api/v1/enterprises/:enterpriseId/inspection/board',
  tag: 'inspection',
  summary: 'One day of tasks by post and team',
  access: EVERYBODY,
  params: EnterpriseParams,
  query: z.object({ day: Day.optional() }),
  reply: TaskBoard,
});

/** Days of a month with their counts, for the calendar; days without tasks are not in it. */
export const getTaskCalendar = defineRoute({
  id: 'getTaskCalendar',
  method: 'GET',
  path: '/api/v1/enterprises/:enterpriseId/inspection/calendar',
  tag: 'inspection',
  summary: 'Tasks of a month by day',
  access: EVERYBODY,
  params: EnterpriseParams,
  query: z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/), postId: z.uuid().optional() }),
  reply: z.object({ days: z.array(z.object({ day: Day, counts: Counts })) }),
});

/**
 * Hand work out now, beside what falls due by itself. Refusals 422: `inspection.item_unknown`, `inspection.post_unknown`,
 * `inspection.person_unknown`, `inspection.due_in_past`, `inspection.nobody` (neither post nor person, and the item has no post).
 */
export const dispatchTasks = defineRoute({
  id: 'dispatchTasks',
  method: 'POST',
  path: '/api/v1/enterprises/:enterpriseId/inspection/dispatches',
  tag: 'inspection',
  summary: 'Dispatch inspection tasks by hand',
  access: LEADERS,
  params: EnterpriseParams,
  body: z.object({
    itemIds: z.array(z.uuid()).min(1).max(200),
    /** Default: each item's own post. */
    postId: z.uuid().nullish(),
    personId: z.uuid().nullish(),
    dueAt: Instant,
    note: text(500).nullish(),
  }),
  reply: z.object({ taskIds: z.array(z.uuid()) }),
});

/** Take a task back. Refusals: 404 `row.not_found`, 409 `inspection.task_closed`. */
export const cancelTask = defineRoute({
  id: 'cancelTask',
  method: 'POST',
  path: '/api/v1/enterprises/:enterpriseId/inspection/tasks/:id/cancel',
  tag: 'inspection',
  summary: 'Cancel a task',
  access: MANAGERS,
  params: EnterpriseRowParams,
  body: z.object({ windowStart: Instant, reason: text(500) }),
  reply: z.object({ cancelled: z.literal(true) }),
});

// ── Items ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What a post must check, and how often. */
export const ItemRow = z
  .object({
    enterpriseId: z.uuid(),
    id: z.uuid(),
    enterpriseName: z.string(),
    measureId: z.uuid(),
    measure: z.string(),
    unitId: z.uuid(),
    unitName: z.string(),
    postId: z.uuid().nullable(),
    postName: z.string().nullable(),
    tier: z.enum(TIERS).nullable(),
    content: z.string(),
    cycleN: z.number(),
    cycleUnit: z.enum(CYCLE_UNITS),
    occasion: z.enum(OCCASIONS).nullable(),
    workdayKind: z.enum(WORKDAY_KINDS),
    workStart: z.string().nullable(),
    workEnd: z.string().nullable(),
    startsOn: Day,
    photoRequired: z.boolean(),
    /** The unit stands still: no tasks meanwhile. */
    stopped: z.boolean(),
    state: z.enum(['active', 'withdrawn']),
    lastRecordAt: Instant.nullable(),
    version: z.int(),
  })
  .meta({ id: 'ItemRow' });
export type ItemRow = z.infer<typeof ItemRow>;

export const ItemFilter = z.object({
  ...Reach,
  state: z.enum(['active', 'withdrawn']).default('active'),
  /** `post`: nobody is named, so no task reaches anybody. */
  without: z.enum(['post']).optional(),
  postId: z.uuid().optional(),
  unitId: z.uuid().optional(),
  measureId: z.uuid().optional(),
  cycleUnit: z.enum(CYCLE_UNITS).optional(),
  /** Of `special` items: those of one occasion, to hand the whole set out. */
  occasion: z.enum(OCCASIONS).optional(),
  tier: z.enum(TIERS).optional(),
  search: z.string().trim().max(60).optional(),
});
export const listItems = defineRoute({
  id: 'listItems',
  method: 'GET',
  path: '/api/v1/inspection/items',
  tag: 'inspection',
  summary: 'Inspection items within the duty of the caller',
  access: EVERYBODY,
  query: PageQuery.extend(ItemFilter.shape),
  reply: page(ItemRow),
});
export const exportItems = defineRoute({
  id: 'exportItems',
  method: 'GET',
  path: '/api/v1/inspection/items/export',
  tag: 'inspection',
  summary: 'Inspection items as an Excel workbook',
  access: EVERYBODY,
  query: ItemFilter.extend({ lang: Lang }),
  reply: z.unknown(),
  replyKind: 'file',
});

const ItemFields = z.object({
  postId: z.uuid().nullable(),
  tier: z.enum(TIERS).nullable().default(null),
  content: text(4000),
  cycleN: z.number().positive().max(999),
  cycleUnit: z.enum(CYCLE_UNITS),
  occasion: z.enum(OCCASIONS).nullable().default(null),
  workdayKind: z.enum(WORKDAY_KINDS).default('every_day'),
  workStart: Time.nullable().default(null),
  workEnd: Time.nullable().default(null),
  startsOn: Day.optional(),
  photoRequired: z.boolean().default(false),
});

/** Refusals 422: `inspection.measure_unknown`, `inspection.post_unknown`, `schedule.*` of the cycle. */
export const createItem = defineRoute({
  id: 'createItem',
  method: 'POST',
  path: '/api/v1/enterprises/:enterpriseId/inspection/items',
  tag: 'inspection',
  summary: 'Add an inspection item to a measure',
  access: MANAGERS,
  params: EnterpriseParams,
  body: ItemFields.extend({ id: z.uuid().optional(), measureId: z.uuid() }),
  reply: ItemRow,
});

/** Tasks not yet opened follow the new rule. Refusals: as above, 409 `row.stale`. `state: withdrawn` ends the item and cancels its open tasks. */
export const updateItem = defineRoute({
  id: 'updateItem',
  method: 'PUT',
  path: '/api/v1/enterprises/:enterpriseId/inspection/items/:id',
  tag: 'inspection',
  summary: 'Change an inspection item: cycle, post, window',
  access: MANAGERS,
  params: EnterpriseRowParams,
  body: ItemFields.extend({
    expectedVersion: z.int().positive(),
    state: z.enum(['active', 'withdrawn']).default('active'),
  }),
  reply: ItemRow,
});

/** Give one post to many items at once. */
export const assignItems = defineRoute({
  id: 'assignItems',
  method: 'POST',
  path: '/api/v1/enterprises/:enterpriseId/inspection/items/assignment',
  tag: 'inspection',
  summary: 'Give inspection items to a post',
  access: MANAGERS,
  params: EnterpriseParams,
  body: z.object({ itemIds: z.array(z.uuid()).min(1).max(500), postId: z.uuid() }),
  reply: z.object({ assigned: z.int() }),
});

/** Active posts for which nothing is to be inspected, and posts that nobody holds although something is. */
export const listInspectionGaps = defineRoute({
  id: 'listInspectionGaps',
  method: 'GET',
  path: '/api/v1/enterprises/:enterpriseId/inspection/gaps',
  tag: 'inspection',
  summary: 'Posts without items, posts without a holder, items without a post',
  access: EVERYBODY,
  params: EnterpriseParams,
  reply: z.object({
    postsWithoutItems: z.array(z.object({ id: z.uuid(), name: z.string(), orgUnitName: z.string() })),
    postsWithoutHolder: z.array(z.object({ id: z.uuid(), name: z.string(), orgUnitName: z.string(), items: z.int() })),
    itemsWithoutPost: z.int(),
  }),
});

/** Posts and people that work can be given to. */
export const listInspectors = defineRoute({
  id: 'listInspectors',
  method: 'GET',
  path: '/api/v1/enterprises/:enterpriseId/inspection/inspectors',
  tag: 'inspection',
  summary: 'Posts and people of an enterprise that tasks can be given to',
  access: EVERYBODY,
  params: EnterpriseParams,
  reply: z.object({
    posts: z.array(z.object({ id: z.uuid(), name: z.string(), orgUnitName: z.string() })),
    people: z.array(z.object({ id: z.uuid(), name: z.string(), posts: z.array(z.string()) })),
  }),
});

// ── Records ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A reason to look closer; `why` carries the figures of its sentence. */
export const RecordMarkView = z.object({
  mark: z.enum(RECORD_MARKS),
  why: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type RecordMarkView = z.infer<typeof RecordMarkView>;

export const RecordRow = z
  .object({
    enterpriseId: z.uuid(),
    id: z.uuid(),
    enterpriseName: z.string(),
    countyCode: z.string(),
    itemId: z.uuid(),
    content: z.string(),
    unitId: z.uuid(),
    unitName: z.string(),
    result: z.enum(INSPECTION_RESULTS),
    note: z.string().nullable(),
    personName: z.string().nullable(),
    claimedAt: Instant,
    receivedAt: Instant,
    durationMs: z.int().nullable(),
    photos: z.int(),
    dangerId: z.uuid().nullable(),
    marks: z.array(RecordMarkView),
    explanation: z.string().nullable(),
    /** What another person thinks of the explanation; null while nobody has said. */
    judgement: z.enum(EXPLANATION_VERDICTS).nullable(),
    origin: z.string(),
  })
  .meta({ id: 'RecordRow' });
export type RecordRow = z.infer<typeof RecordRow>;

export const RecordFilter = z.object({
  ...Reach,
  result: setOf(INSPECTION_RESULTS).optional(),
  marked: z.stringbool().optional(),
  mark: z.enum(RECORD_MARKS).optional(),
  /** Marked records that nobody has explained, or those that somebody has. */
  explained: z.stringbool().optional(),
  /** Explained records by what was thought of it; `waiting`: nobody has said yet. */
  judgement: z.enum(['waiting', ...EXPLANATION_VERDICTS]).optional(),
  itemId: z.uuid().optional(),
  unitId: z.uuid().optional(),
  from: Day.optional(),
  to: Day.optional(),
  person: z.string().trim().max(60).optional(),
});
export type RecordFilter = z.output<typeof RecordFilter>;

/** Records within the caller's duty, newest first. */
export const listRecords = defineRoute({
  id: 'listRecords',
  method: 'GET',
  path: '/api/v1/inspection/records',
  tag: 'inspection',
  summary: 'Inspection records within the duty of the caller',
  access: EVERYBODY,
  query: PageQuery.extend(RecordFilter.shape),
  reply: page(RecordRow),
});
export const exportRecords = defineRoute({
  id: 'exportRecords',
  method: 'GET',
  path: '/api/v1/inspection/records/export',
  tag: 'inspection',
  summary: 'Inspection records as an Excel workbook',
  access: EVERYBODY,
  query: RecordFilter.extend({ lang: Lang }),
  reply: z.unknown(),
  replyKind: 'file',
});

const Place = z.object({ lon: z.number(), lat: z.number() });

/** One record with everything that speaks for or against it. */
export const RecordView = RecordRow.extend({
  taskId: z.uuid().nullable(),
  taskState: z.enum(TASK_STATES).nullable(),
  dueAt: Instant.nullable(),
  /** The phone's own claim where its clock was corrected. */
  claimedRaw: Instant.nullable(),
  clockOffsetMs: z.int().nullable(),
  place: Place.extend({ accuracyM: z.number().nullable() }).nullable(),
  point: Place.nullable(),
  /** Between the two, in metres. */
  distanceM: z.number().nullable(),
  scanned: z.boolean(),
  deviceId: z.string().nullable(),
  files: z.array(AttachmentView),
  voiceId: z.uuid().nullable(),
  dangerNumber: z.string().nullable(),
  explainedBy: z.string().nullable(),
  explainedAt: Instant.nullable(),
  /** The same person's records just before and after, for the walk between points. */
  walk: z.array(
    z.object({
      id: z.uuid(),
      unitName: z.string(),
      claimedAt: Instant,
      place: Place.nullable(),
      result: z.enum(INSPECTION_RESULTS),
      self: z.boolean(),
    }),
  ),
  /** Where the point lies on a floor plan. */
  plan: z
    .object({
      id: z.uuid(),
      name: z.string(),
      attachmentId: z.uuid(),
      width: z.int(),
      height: z.int(),
      polygon: z.array(z.array(z.number())),
    })
    .nullable(),
  mayExplain: z.boolean(),
  judgedBy: z.string().nullable(),
  judgedRole: z.enum(ROLES).nullable(),
  judgedAt: Instant.nullable(),
  judgementNote: z.string().nullable(),
  mayJudge: z.boolean(),
  version: z.int(),
}).meta({ id: 'RecordView' });
export type RecordView = z.infer<typeof RecordView>;

export const getRecord = defineRoute({
  id: 'getRecord',
  method: 'GET',
  path: '/api/v1/enterprises/:enterpriseId/inspection/records/:id',
  tag: 'inspection',
  summary: 'One inspection record',
  access: EVERYBODY,
  params: EnterpriseRowParams,
  reply: RecordView,
});

/** A record by hand at a desk: files are uploaded before. Refusals 422: the codes of a sync item; 409 `sync.id_reused`. */
export const createRecord = defineRoute({
  id: 'createRecord',
  method: 'POST',
  path: '/api/v1/enterprises/:enterpriseId/inspection/records',
  tag: 'inspection',
  summary: 'Write an inspection record by hand',
  access: roles(...ENTERPRISE_ROLES, 'expert'),
  params: EnterpriseParams,
  body: z.object({
    id: z.uuid(),
    itemId: z.uuid(),
    taskId: z.uuid().nullish(),
    windowStart: Instant.nullish(),
    result: z.enum(INSPECTION_ANSWERS),
    note: text(2000).nullish(),
    photoIds: z.array(z.uuid()).max(9).default([]),
    dangerId: z.uuid().nullish(),
  }),
  reply: z.object({ id: z.uuid(), marks: z.array(z.string()) }),
});

/** Refusals: 404 `sync.record_unknown`, 422 `inspection.not_marked`, `inspection.not_your_record`. */
export const explainMarks = defineRoute({
  id: 'explainMarks',
  method: 'POST',
  path: '/api/v1/enterprises/:enterpriseId/inspection/records/:id/explanation',
  tag: 'inspection',
  summary: 'Explain why a marked record looks the way it does',
  access: roles(...ENTERPRISE_ROLES),
  params: EnterpriseRowParams,
  body: z.object({ text: text(1000) }),
  reply: z.object({ explained: z.literal(true) }),
});

/**
 * Whether the explanation of a marked record is believed, by a manager of the enterprise or an authority, never by who made or explained it.
 * The mark stays; `version` is the record's, so that nobody judges words that were changed meanwhile.
 * Refusals: 404 `sync.record_unknown`, 409 `row.stale`, 422 `inspection.not_explained`, `inspection.own_explanation`.
 */
export const judgeExplanation = defineRoute({
  id: 'judgeExplanation',
  method: 'POST',
  path: '/api/v1/enterprises/:enterpriseId/inspection/records/:id/judgement',
  tag: 'inspection',
  summary: 'Say whether the explanation of a marked record is believed',
  access: roles(...ENTERPRISE_MANAGERS, ...REGULATOR_ROLES),
  params: EnterpriseRowParams,
  body: z.object({ verdict: z.enum(EXPLANATION_VERDICTS), note: text(500).nullish(), version: z.int() }),
  reply: z.object({ judged: z.literal(true) }),
});
