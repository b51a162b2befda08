import {
  DANGER_COMMANDS,
  DANGER_KINDS,
  DANGER_LEVELS,
  DANGER_SOURCES,
  DANGER_STATUSES,
  DangerCommand,
  DangerExtension,
  DangerFive,
  DangerMajor,
  DangerSupervision,
  FACTORS,
  RISK_GRADES,
  ROLES,
  SCALES,
  SECTORS,
  SUPERVISION_LEVELS,
  TREATMENTS,
} from '@yufang/domain';
import { z } from 'zod';
import { HistoryRow } from './history.ts';
import {
  Day,
  defineRoute,
  EnterpriseParams,
  EnterpriseRowParams,
  Instant,
  PageQuery,
  page,
  READERS,
  RegionCode,
  setOf,
  text,
} from './route.ts';

const DUE_KINDS = ['handle', 'rectify', 'accept'] as const;

/** A hidden danger in a list. */
export const DangerRow = z
  .object({
    enterpriseId: z.uuid(),
    id: z.uuid(),
    enterpriseName: z.string(),
    number: z.string(),
    name: z.string(),
    level: z.enum(DANGER_LEVELS),
    status: z.enum(DANGER_STATUSES),
    source: z.enum(DANGER_SOURCES),
    kind: z.enum(DANGER_KINDS),
    cityCode: z.string(),
    countyCode: z.string(),
    sector: z.enum(SECTORS),
    parkId: z.uuid().nullable(),
    foundAt: Instant,
    deadline: Day.nullable(),
    dueOn: Day.nullable(),
    dueWhat: z.enum(DUE_KINDS).nullable(),
    overdue: z.boolean(),
    escalatedTo: z.enum(ROLES).nullable(),
    assigneeId: z.string().nullable(),
    assigneeName: z.string().nullable(),
    listed: z.boolean(),
    version: z.int(),
  })
  .meta({ id: 'DangerRow' });
export type DangerRow = z.infer<typeof DangerRow>;

/** What a list, its export and its count are cut by. `region` narrows below the caller's own scope, never widens it. */
export const DangerFilter = z.object({
  region: RegionCode.optional(),
  parkId: z.uuid().optional(),
  sector: z.enum(SECTORS).optional(),
  industry: z.string().max(4).optional(),
  scale: z.enum(SCALES).optional(),
  enterpriseId: z.uuid().optional(),
  unitId: z.uuid().optional(),
  eventId: z.uuid().optional(),
  status: setOf(DANGER_STATUSES).optional(),
  level: z.enum(DANGER_LEVELS).optional(),
  overdue: z.stringbool().optional(),
  /** `none`: nobody above has been told. */
  escalatedTo: z.enum([...ROLES, 'none']).optional(),
  listed: z.stringbool().optional(),
  source: z.enum(DANGER_SOURCES).optional(),
  kind: z.enum(DANGER_KINDS).optional(),
  foundFrom: Day.optional(),
  foundTo: Day.optional(),
  closedFrom: Day.optional(),
  closedTo: Day.optional(),
  /** Rectified within the deadline, of those closed. */
  closedOnTime: z.stringbool().optional(),
  /** Number, or part of the name. */
  search: z.string().trim().max(60).optional(),
  /** mine: reported by the caller · assigned: to the caller. */
  mine: z.enum(['reported', 'assigned']).optional(),
});
export type DangerFilter = z.output<typeof DangerFilter>;

export const DANGER_SORTS = ['found', 'deadline'] as const;

/** Dangers within the caller's duty; newest first, or soonest deadline first and those without one behind them. */
export const listDangers = defineRoute({
  id: 'listDangers',
  method: 'GET',
  path: '/api/v1/dangers',
  tag: 'danger',
  summary: 'Hidden dangers within the duty of the caller',
  access: READERS,
  query: PageQuery.extend(DangerFilter.shape).extend({
    sort: z.enum(DANGER_SORTS).default('found'),
    /** Ask for `total` too; it costs a second look at up to 10,000 rows, so pages after the first leave it out. */
    count: z.stringbool().default(false),
  }),
  reply: page(DangerRow),
});

export type ListDangersQuery = z.output<typeof listDangers.query>;

/** The list as a workbook: every row of the filter up to 100,000, streamed. */
export const exportDangers = defineRoute({
  id: 'exportDangers',
  method: 'GET',
  path: '/api/v1/dangers/export',
  tag: 'danger',
  summary: 'The list as an Excel workbook',
  access: READERS,
  query: DangerFilter.extend({ sort: z.enum(DANGER_SORTS).default('found'), lang: z.enum(['zh', 'en']).default('zh') }),
  reply: z.unknown(),
  replyKind: 'file',
});

/** How many overdue dangers have climbed to whom: the ladder's rungs with their figures, each opens its rows. */
export const countOverdueDangers = defineRoute({
  id: 'countOverdueDangers',
  method: 'GET',
  path: '/api/v1/dangers/overdue',
  tag: 'danger',
  summary: 'Overdue and escalated dangers by the level that was told',
  access: READERS,
  query: z.object({ region: RegionCode.optional() }),
  reply: z.object({
    rungs: z.array(
      z.object({
        escalatedTo: z.enum(ROLES).nullable(),
        level: z.enum(DANGER_LEVELS),
        overdue: z.int(),
        escalated: z.int(),
        oldestDeadline: Day.nullable(),
      }),
    ),
  }),
});

const Graded = z.object({
  id: z.uuid(),
  name: z.string(),
  grade: z.enum(RISK_GRADES).nullable(),
  liveGrade: z.enum(RISK_GRADES).nullable(),
});

/** A live grade that a change of a danger moved. */
export const Regrade = z.object({
  entity: z.enum(['risk_event', 'risk_unit']),
  id: z.uuid(),
  name: z.string(),
  from: z.enum(RISK_GRADES).nullable(),
  to: z.enum(RISK_GRADES).nullable(),
});
export type Regrade = z.infer<typeof Regrade>;

/** A file of a danger; `stored` false: announced by a phone, its bytes not here yet. */
export const DangerFile = z.object({
  id: z.uuid(),
  kind: z.string(),
  mime: z.string(),
  stored: z.boolean(),
  takenAt: Instant.nullable(),
  role: z.enum(['found', 'rectified']),
});

/** One danger with everything its page shows, and what the caller may do with it now. */
export const DangerView = DangerRow.omit({ listed: true })
  .extend({
    description: z.string(),
    criteria: z.array(z.string()),
    factor: z.enum(FACTORS).nullable(),
    cause: z.string().nullable(),
    location: z.string().nullable(),
    lon: z.number().nullable(),
    lat: z.number().nullable(),
    reportedBy: z.string(),
    reporterName: z.string(),
    receivedAt: Instant,
    treatment: z.enum(TREATMENTS).nullable(),
    five: DangerFive.nullable(),
    extension: DangerExtension.nullable(),
    rectifiedByName: z.string().nullable(),
    rectifiedAt: Instant.nullable(),
    /** When we heard of it; later than `rectifiedAt` where it was done offline. */
    rectifiedReceivedAt: Instant.nullable(),
    rectifiedNote: z.string().nullable(),
    acceptedByName: z.string().nullable(),
    acceptedAt: Instant.nullable(),
    acceptedNote: z.string().nullable(),
    closedAt: Instant.nullable(),
    closedOnTime: z.boolean().nullable(),
    overdueSince: Day.nullable(),
    supervision: DangerSupervision.nullable(),
    major: DangerMajor.nullable(),
    dues: z.record(z.string(), z.object({ on: Day, late: z.boolean() })),
    failedAcceptances: z.int(),
    reopened: z.int(),
    origin: z.string(),
    unit: Graded.nullable(),
    event: Graded.nullable(),
    measure: z.object({ id: z.uuid(), description: z.string() }).nullable(),
    recordId: z.uuid().nullable(),
    contractorName: z.string().nullable(),
    files: z.array(DangerFile),
    /** Commands the caller may give now, but for those that would be refused whatever they said; their content may still be refused. */
    allowed: z.array(z.enum(DANGER_COMMANDS)),
    /** Refusal codes of what still stands between a major danger and its acceptance, in order. */
    missing: z.array(z.string()),
    /** The treatments an assignment by the caller may choose today, each with the deadline it proposes and may go up to; empty: no assignment. */
    proposals: z.partialRecord(z.enum(TREATMENTS), z.object({ usual: Day, latest: Day })),
    /** The levels at which the caller may list it now, lowest first. */
    listableLevels: z.array(z.enum(SUPERVISION_LEVELS)),
    /** Photos that a rectification is proven with, at least. */
    photosNeeded: z.int(),
    /** Names of the accounts that the facts above mention by id. */
    names: z.record(z.string(), z.string()),
  })
  .meta({ id: 'DangerView' });
export type DangerView = z.infer<typeof DangerView>;

export const getDanger = defineRoute({
  id: 'getDanger',
  method: 'GET',
  path: '/api/v1/enterprises/:enterpriseId/dangers/:id',
  tag: 'danger',
  summary: 'One hidden danger',
  access: READERS,
  params: EnterpriseRowParams,
  reply: DangerView,
});

/** A danger as a person reports it. `id` is made by the client: sent twice, it is one danger. */
export const DangerReport = z.object({
  id: z.uuid(),
  name: text(200),
  description: text(4000, 0).default(''),
  source: z.enum(DANGER_SOURCES).default('daily'),
  kind: z.enum(DANGER_KINDS).default('safety'),
  factor: z.enum(FACTORS).nullish(),
  cause: text(2000).nullish(),
  /** Items of the major-danger criteria that it meets, `<set>/<code>`: any makes it major. */
  criteria: z.array(z.string().min(1).max(100)).max(50).default([]),
  /** at_once: can be put right on the spot. */
  treatment: z.literal('at_once').nullish(),
  unitId: z.uuid().nullish(),
  eventId: z.uuid().nullish(),
  measureId: z.uuid().nullish(),
  recordId: z.uuid().nullish(),
  contractorId: z.uuid().nullish(),
  location: text(200).nullish(),
  lon: z.number().min(-180).max(180).nullish(),
  lat: z.number().min(-90).max(90).nullish(),
  foundAt: Instant.optional(),
  photoIds: z.array(z.uuid()).max(30).default([]),
});
export type DangerReport = z.output<typeof DangerReport>;

/** What a command answers: the danger as it is now and the risks whose live grade it moved. */
export const DangerDone = z.object({ danger: DangerView, regraded: z.array(Regrade) });
export type DangerDone = z.infer<typeof DangerDone>;

export const createDanger = defineRoute({
  id: 'createDanger',
  method: 'POST',
  path: '/api/v1/enterprises/:enterpriseId/dangers',
  tag: 'danger',
  summary: 'Report a hidden danger (staff, or a regulator on a visit)',
  access: READERS,
  params: EnterpriseParams,
  body: DangerReport,
  reply: DangerDone,
});

/**
 * Give one command. Refuses 422 with the rule's code, or 409 `danger.stale` when the danger moved on from `expectedVersion`:
 * its `facts` ({@link DangerStaleFacts}) say what changed since, so that the second person sees it and decides.
 */
export const commandDanger = defineRoute({
  id: 'commandDanger',
  method: 'POST',
  path: '/api/v1/enterprises/:enterpriseId/dangers/:id/commands',
  tag: 'danger',
  summary: 'Verify, assign, rectify, accept … one hidden danger',
  access: READERS,
  params: EnterpriseRowParams,
  body: z.object({ expectedVersion: z.int().positive(), command: DangerCommand }),
  reply: DangerDone,
});

/** The facts of a 409 `danger.stale`. */
export const DangerStaleFacts = z.object({ danger: DangerView, changes: z.array(HistoryRow) });
export type DangerStaleFacts = z.infer<typeof DangerStaleFacts>;

/** People of the enterprise who can hold a danger: those with an account. */
export const listDangerAssignees = defineRoute({
  id: 'listDangerAssignees',
  method: 'GET',
  path: '/api/v1/enterprises/:enterpriseId/danger-assignees',
  tag: 'danger',
  summary: 'Who can be made responsible for a danger',
  access: READERS,
  params: EnterpriseParams,
  query: z.object({ search: z.string().trim().max(40).optional() }),
  reply: z.object({
    rows: z.array(z.object({ accountId: z.string(), name: z.string(), posts: z.array(z.string()) })),
  }),
});

/** Units, events and measures a danger can spring from, for the report form. */
export const listDangerPlaces = defineRoute({
  id: 'listDangerPlaces',
  method: 'GET',
  path: '/api/v1/enterprises/:enterpriseId/danger-places',
  tag: 'danger',
  summary: 'Risks of the enterprise that a danger can be linked to',
  access: READERS,
  params: EnterpriseParams,
  query: z.object({ search: z.string().trim().max(40).optional(), unitId: z.uuid().optional() }),
  reply: z.object({ units: z.array(Graded), events: z.array(Graded) }),
});

/** The published lists of criteria by which a danger is major, each item with its clause and how sure its wording is. */
export const listMajorCriteria = defineRoute({
  id: 'listMajorCriteria',
  method: 'GET',
  path: '/api/v1/danger-criteria',
  tag: 'danger',
  summary: 'Criteria of major dangers',
  access: READERS,
  reply: z.object({
    sets: z.array(
      z.object({
        setId: z.string(),
        edition: z.string(),
        title: z.string(),
        titleEn: z.string(),
        document: z.string(),
        status: z.string(),
        certainty: z.string(),
        partial: z.boolean(),
        note: z.string().nullable(),
        failedDeviceCounts: z.object({ clause: z.string(), text: z.string(), textEn: z.string() }).nullable(),
        groups: z.array(
          z.object({ id: z.string(), label: z.string(), labelEn: z.string(), clause: z.string().nullable() }),
        ),
        items: z.array(
          z.object({
            code: z.string(),
            group: z.string(),
            clause: z.string().nullable(),
            text: z.string(),
            textEn: z.string(),
            certainty: z.string(),
          }),
        ),
      }),
    ),
  }),
});
