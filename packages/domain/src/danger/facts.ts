import * as z from 'zod';
import type { Role } from '../org/vocabulary.ts';
import {
  type DangerLevel,
  type DangerSource,
  type DangerStatus,
  SUPERVISION_LEVELS,
  type SupervisionLevel,
  type Treatment,
} from './vocabulary.ts';

/** 五落实: measures, responsible person, funds, deadline, contingency plan (standards.md §1.2, two sources). */
export const DangerFive = z.object({
  measures: z.string(),
  responsible: z.string(),
  funds: z.string(),
  deadline: z.iso.date(),
  contingency: z.string(),
});
export type DangerFive = z.infer<typeof DangerFive>;

/** The last extension asked for; `count` = extensions granted so far. `lapsed`: rectified before it was decided. */
export const DangerExtension = z.object({
  requestedBy: z.string(),
  requestedAt: z.string(),
  until: z.iso.date(),
  reason: z.string(),
  state: z.enum(['pending', 'approved', 'refused', 'lapsed']),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  count: z.int().min(0),
});
export type DangerExtension = z.infer<typeof DangerExtension>;

/** Listed supervision (挂牌督办): by whom and until when; `liftedAt` null = listed now. */
export const DangerSupervision = z.object({
  level: z.enum(SUPERVISION_LEVELS),
  listedAt: z.string(),
  listedBy: z.string(),
  until: z.iso.date().nullable(),
  liftedAt: z.string().nullable(),
  liftedBy: z.string().nullable(),
  /** When and where the listing was made known to the public, and later its lifting; absent = not yet. */
  publishedAt: z.string().nullish(),
  publishedIn: z.string().nullish(),
  liftingPublishedAt: z.string().nullish(),
  liftingPublishedIn: z.string().nullish(),
});
export type DangerSupervision = z.infer<typeof DangerSupervision>;

/** The six elements of a major danger's treatment plan (order 16 of 2007, professional knowledge). */
export const PLAN_ELEMENTS = ['goals', 'methods', 'resources', 'people', 'timeline', 'safety'] as const;
export type PlanElement = (typeof PLAN_ELEMENTS)[number];
const PlanText = z.string();
export const DangerPlan = z.object({
  goals: PlanText,
  methods: PlanText,
  resources: PlanText,
  people: PlanText,
  timeline: PlanText,
  safety: PlanText,
  filedAt: z.string(),
  filedBy: z.string(),
});
export type DangerPlan = z.infer<typeof DangerPlan>;

/** Application to resume after a stop or limit, and the on-site review of it. */
export const DangerResumption = z.object({
  requestedBy: z.string(),
  requestedAt: z.string(),
  state: z.enum(['pending', 'approved', 'refused']),
  reviewedBy: z.string().nullable(),
  reviewedAt: z.string().nullable(),
});
export type DangerResumption = z.infer<typeof DangerResumption>;

/** What a major danger carries beyond a general one; null = not done (yet). */
export const DangerMajor = z.object({
  limitedAt: z.string().nullable(),
  limitMode: z.enum(['stop', 'limit']).nullable(),
  limitScope: z.string().nullable(),
  reportedUpAt: z.string().nullable(),
  reportedUpBy: z.string().nullable(),
  situation: z.string().nullable(),
  analysis: z.string().nullable(),
  plan: DangerPlan.nullable(),
  evaluatedAt: z.string().nullable(),
  evaluatedBy: z.string().nullable(),
  evaluators: z.string().nullable(),
  resumption: DangerResumption.nullable(),
});
export type DangerMajor = z.infer<typeof DangerMajor>;

/** A major danger of which nothing extra has been done. */
export const EMPTY_MAJOR: DangerMajor = {
  limitedAt: null,
  limitMode: null,
  limitScope: null,
  reportedUpAt: null,
  reportedUpBy: null,
  situation: null,
  analysis: null,
  plan: null,
  evaluatedAt: null,
  evaluatedBy: null,
  evaluators: null,
  resumption: null,
};

/**
 * What the rules read of a danger; each is a column of `hidden_danger` (camelCase ↔ snake_case; `reportedAt` is
 * `received_at`). Instants are ISO 8601 in UTC, `deadline` is a Shanghai day. `handleSince`: from when verifying and
 * assigning counts after a reopening or an upgrade; absent = `reportedAt`. `rectifiedReceivedAt`: when we heard of a rectification
 * made offline; absent = `rectifiedAt`.
 */
export type DangerFacts = {
  readonly status: DangerStatus;
  readonly level: DangerLevel;
  readonly treatment: Treatment | null;
  readonly source: DangerSource;
  readonly reportedBy: string;
  readonly reportedAt: string;
  readonly handleSince?: string | null;
  readonly assigneeId: string | null;
  readonly rectifiedBy: string | null;
  readonly rectifiedAt: string | null;
  readonly rectifiedReceivedAt?: string | null;
  readonly deadline: string | null;
  readonly extension: DangerExtension | null;
  readonly supervision: DangerSupervision | null;
  readonly major: DangerMajor | null;
  readonly failedAcceptances: number;
  readonly reopened: number;
};

/** Columns to write; what is absent stays as it is. */
export type DangerPatch = {
  -readonly [K in Exclude<keyof DangerFacts, 'source' | 'reportedBy' | 'reportedAt'>]?: DangerFacts[K];
} & {
  five?: DangerFive | null;
  criteria?: readonly string[];
  rectifiedNote?: string | null;
  rectifiedPhotoIds?: readonly string[];
  acceptedBy?: string | null;
  acceptedAt?: string | null;
  acceptedNote?: string | null;
  closedAt?: string | null;
  closedDay?: string | null;
  closedOnTime?: boolean | null;
};

/**
 * Who asks. `accountId` is compared with reporter, assignee and rectifier. `rank`: the level of a department's officer, whose role alone does not
 * tell it; absent = the lowest.
 */
export type DangerActor = { readonly accountId: string; readonly role: Role; readonly rank?: SupervisionLevel };

/**
 * One act: who, at which instant (server time, UTC), on which Shanghai day. `doneAt`: when it was done, for an act taken offline and heard of only
 * now; the caller has put the clock right and bounded it by what others did to the danger before.
 */
export type DangerAct = DangerActor & { readonly at: string; readonly today: string; readonly doneAt?: string };
