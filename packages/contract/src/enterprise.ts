import {
  ACTIVITIES,
  COORDINATE_SYSTEMS,
  ENTERPRISE_MANAGERS,
  ENTERPRISE_STATES,
  ENTERPRISE_STEPS,
  ENTERPRISE_TAGS,
  REGION_ROLES,
  REGULATOR_ROLES,
  SCALES,
  SECTORS,
} from '@yufang/domain';
import { z } from 'zod';
import { ImportProblem } from './risk-work.ts';
import {
  Day,
  defineRoute,
  EnterpriseParams,
  Instant,
  PageQuery,
  page,
  READERS,
  RegionCode,
  roles,
  setOf,
  text,
} from './route.ts';

const OFFICERS = roles(...REGION_ROLES);

/** An enterprise in a list. */
export const EnterpriseRow = z
  .object({
    enterpriseId: z.uuid(),
    code: z.string(),
    name: z.string(),
    industry: z.string(),
    scale: z.enum(SCALES),
    sector: z.enum(SECTORS),
    cityCode: z.string(),
    countyCode: z.string(),
    parkId: z.uuid().nullable(),
    tags: z.array(z.string()),
    headCount: z.int().nullable(),
    status: z.enum(ENTERPRISE_STATES),
    activity: z.enum(ACTIVITIES),
    lastActivityAt: Instant.nullable(),
    invented: z.boolean(),
  })
  .meta({ id: 'EnterpriseRow' });
export type EnterpriseRow = z.infer<typeof EnterpriseRow>;

/** Who an enterprise is, as it gives it itself. `lon`/`lat` are in `crs`; the platform keeps them as given and, for maps, in WGS-84. */
export const Particulars = z.object({
  name: text(120, 2),
  /** Unified social credit code; null: an individual business without one, which gets a provisional id. */
  code: z.string().trim().max(40).nullable(),
  /** GB/T 4754, 2-4 digits, with or without the section letter. */
  industryCode: z.string().trim().min(2).max(5),
  scale: z.enum(SCALES),
  sector: z.enum(SECTORS),
  countyCode: z.string().regex(/^\d{6}$/),
  townshipCode: z
    .string()
    .regex(/^\d{9}$/)
    .nullish(),
  parkId: z.uuid().nullish(),
  address: text(200, 0).nullish(),
  lon: z.number().min(-180).max(180).nullish(),
  lat: z.number().min(-90).max(90).nullish(),
  crs: z.enum(COORDINATE_SYSTEMS).default('WGS84'),
  headCount: z.int().min(0).max(1_000_000).nullish(),
  tags: z.array(z.enum(ENTERPRISE_TAGS)).max(20).default([]),
  contactName: text(60, 0).nullish(),
  contactPhone: z.string().trim().max(30).nullish(),
});
export type Particulars = z.output<typeof Particulars>;
/** Some of them, to be changed. Spelled without the defaults: what is not named is not touched. */
export const ParticularsChange = Particulars.omit({ code: true })
  .extend({
    crs: z.enum(COORDINATE_SYSTEMS),
    tags: z.array(z.enum(ENTERPRISE_TAGS)).max(20),
  })
  .partial();

/** Fields that only the county may change after registration: they decide who supervises. */
export const KEY_PARTICULARS = ['name', 'industryCode', 'scale', 'sector', 'countyCode', 'parkId'] as const;

/** One enterprise, whole. */
export const EnterpriseView = EnterpriseRow.extend({
  codeKind: z.enum(['uscc', 'provisional']),
  cardCode: z.string(),
  industryCode: z.string(),
  cityName: z.string().nullable(),
  countyName: z.string().nullable(),
  townshipCode: z.string().nullable(),
  townshipName: z.string().nullable(),
  parkName: z.string().nullable(),
  address: z.string().nullable(),
  /** WGS-84, for maps. */
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  /** As the enterprise gave it, in `crs`. */
  givenLon: z.number().nullable(),
  givenLat: z.number().nullable(),
  crs: z.enum(COORDINATE_SYSTEMS),
  simpleMode: z.boolean(),
  contactName: z.string().nullable(),
  /** Masked: the last four digits. */
  contactPhone: z.string().nullable(),
  statusReason: z.string().nullable(),
  covered: z.boolean(),
  promise: z.object({ text: z.string(), by: z.string().nullable(), on: Day.nullable() }).nullable(),
  version: z.int(),
}).meta({ id: 'EnterpriseView' });
export type EnterpriseView = z.infer<typeof EnterpriseView>;

/** Filters of the list and its export. */
export const EnterpriseFilter = z.object({
  region: RegionCode.optional(),
  parkId: z.uuid().optional(),
  sector: z.enum(SECTORS).optional(),
  industry: z.string().max(4).optional(),
  scale: z.enum(SCALES).optional(),
  /** One or several: `status=active,suspended` are those registered. */
  status: setOf(ENTERPRISE_STATES).optional(),
  activity: z.enum(ACTIVITIES).optional(),
  tag: z.string().max(40).optional(),
  covered: z.stringbool().optional(),
  search: z.string().trim().max(60).optional(),
});
export type EnterpriseFilter = z.output<typeof EnterpriseFilter>;

/** Enterprises within the caller's duty, filtered; `region` narrows below the caller's own scope, never widens it. */
export const listEnterprises = defineRoute({
  id: 'listEnterprises',
  method: 'GET',
  path: '/api/v1/enterprises',
  tag: 'enterprise',
  summary: 'Enterprises within the duty of the caller',
  access: READERS,
  query: PageQuery.extend(EnterpriseFilter.shape),
  reply: page(EnterpriseRow),
});

/** The same rows as an Excel file, at most 50,000. */
export const exportEnterprises = defineRoute({
  id: 'exportEnterprises',
  method: 'GET',
  path: '/api/v1/enterprises/export',
  tag: 'enterprise',
  summary: 'Enterprises as Excel, with the filters of the list',
  access: READERS,
  query: EnterpriseFilter.extend({ lang: z.enum(['zh', 'en']).default('zh') }),
  reply: z.unknown(),
  replyKind: 'file',
});

/** One enterprise. */
export const getEnterprise = defineRoute({
  id: 'getEnterprise',
  method: 'GET',
  path: '/api/v1/enterprises/:enterpriseId',
  tag: 'enterprise',
  summary: 'One enterprise',
  access: READERS,
  params: EnterpriseParams,
  reply: EnterpriseView,
});

/**
 * Enter an enterprise by its county: it is active at once. Refusals: `uscc.*`, `provisional.*`, `enterprise.code_taken`, `region.unknown`,
 * `region.beyond_duty`, `industry.*`, `park.unknown`, `park.other_county`, `coordinates.*`, `phone.format`.
 */
export const createEnterprise = defineRoute({
  id: 'createEnterprise',
  method: 'POST',
  path: '/api/v1/enterprises',
  tag: 'enterprise',
  summary: 'Enter an enterprise',
  access: OFFICERS,
  body: Particulars,
  reply: EnterpriseView,
});

/**
 * Change particulars. An officer's change is effective at once (a move within what the officer covers: else `enterprise.move_beyond_duty`). Of an
 * enterprise's own change the key particulars wait for its county: `request` then names what waits.
 */
export const updateEnterprise = defineRoute({
  id: 'updateEnterprise',
  method: 'PATCH',
  path: '/api/v1/enterprises/:enterpriseId',
  tag: 'enterprise',
  summary: 'Change the particulars of an enterprise',
  access: roles(...ENTERPRISE_MANAGERS, ...REGION_ROLES),
  params: EnterpriseParams,
  body: ParticularsChange.extend({ version: z.int().positive() }),
  reply: z.object({
    enterprise: EnterpriseView,
    request: z.object({ id: z.uuid(), fields: z.array(z.string()) }).nullable(),
  }),
});

/**
 * suspend and resume work, close, reopen, withdraw (a wrong entry). Refusals: `enterprise.wrong_status`, 403 `auth.forbidden` where the step is not
 * the role's.
 */
export const setEnterpriseStatus = defineRoute({
  id: 'setEnterpriseStatus',
  method: 'POST',
  path: '/api/v1/enterprises/:enterpriseId/status',
  tag: 'enterprise',
  summary: 'Suspend, resume, close or withdraw an enterprise',
  access: roles(...REGION_ROLES, 'enterprise_head'),
  params: EnterpriseParams,
  body: z.object({
    action: z.enum(ENTERPRISE_STEPS),
    reason: text(500),
    version: z.int().positive(),
  }),
  reply: EnterpriseView,
});

/** The contact's phone number in full; the look is kept in the audit log. */
export const revealEnterprisePhone = defineRoute({
  id: 'revealEnterprisePhone',
  method: 'POST',
  path: '/api/v1/enterprises/:enterpriseId/reveal',
  tag: 'enterprise',
  summary: 'Show the contact phone in full (audited)',
  access: roles(...REGULATOR_ROLES, ...ENTERPRISE_MANAGERS),
  params: EnterpriseParams,
  body: z.object({ reason: text(200) }),
  reply: z.object({ phone: z.string().nullable() }),
});

/** The head's safety promise of the day (安全承诺公告), shown on the public card. */
export const makePromise = defineRoute({
  id: 'makePromise',
  method: 'PUT',
  path: '/api/v1/enterprises/:enterpriseId/promise',
  tag: 'enterprise',
  summary: 'Publish the safety promise of the day',
  access: roles(...ENTERPRISE_MANAGERS),
  params: EnterpriseParams,
  body: z.object({ text: text(500) }),
  reply: EnterpriseView,
});

/** A registration or a change of key particulars that waits for its county. */
export const EnterpriseRequestRow = z
  .object({
    id: z.uuid(),
    enterpriseId: z.uuid(),
    kind: z.enum(['registration', 'change']),
    state: z.enum(['open', 'approved', 'refused', 'withdrawn']),
    enterpriseName: z.string(),
    code: z.string(),
    countyCode: z.string(),
    countyName: z.string().nullable(),
    scale: z.enum(SCALES),
    sector: z.enum(SECTORS),
    applicant: z.string(),
    applicantPhone: z.string().nullable(),
    /** What would change, before and after; of a registration everything that was given. */
    before: z.record(z.string(), z.unknown()),
    after: z.record(z.string(), z.unknown()),
    reason: z.string().nullable(),
    decidedBy: z.string().nullable(),
    decidedAt: Instant.nullable(),
    at: Instant,
    version: z.int(),
  })
  .meta({ id: 'EnterpriseRequestRow' });
export type EnterpriseRequestRow = z.infer<typeof EnterpriseRequestRow>;

/** What waits, oldest first. */
export const listEnterpriseRequests = defineRoute({
  id: 'listEnterpriseRequests',
  method: 'GET',
  path: '/api/v1/enterprise-requests',
  tag: 'enterprise',
  summary: 'Registrations and changes that wait for a decision',
  access: roles(...REGION_ROLES, ...ENTERPRISE_MANAGERS),
  query: PageQuery.extend({
    region: RegionCode.optional(),
    kind: z.enum(['registration', 'change']).optional(),
    state: z.enum(['open', 'approved', 'refused', 'withdrawn']).default('open'),
    search: z.string().trim().max(60).optional(),
  }),
  reply: page(EnterpriseRequestRow),
});

/** Approve or refuse. Refusals: `request.decided` (somebody was faster), `enterprise.move_beyond_duty`, `request.reason_missing`. */
export const decideEnterpriseRequest = defineRoute({
  id: 'decideEnterpriseRequest',
  method: 'POST',
  path: '/api/v1/enterprises/:enterpriseId/requests/:id/decision',
  tag: 'enterprise',
  summary: 'Approve or refuse a registration or change',
  access: OFFICERS,
  params: EnterpriseParams.extend({ id: z.uuid() }),
  body: z.object({ approve: z.boolean(), reason: text(500, 0).default(''), version: z.int().positive() }),
  reply: EnterpriseRequestRow,
});

/** What an upload would do (`check`) or did. */
export const ImportReport = z
  .object({
    mode: z.enum(['check', 'all', 'good']),
    written: z.boolean(),
    rows: z.int(),
    good: z.int(),
    bad: z.int(),
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    /** The first thousand; `problemsTotal` counts on. */
    problems: z.array(ImportProblem),
    problemsTotal: z.int(),
    /** Written all the same: what a person should look at. */
    warnings: z.array(ImportProblem),
  })
  .meta({ id: 'ImportReport' });
export type ImportReport = z.infer<typeof ImportReport>;
export const ImportQuery = z.object({
  /** check: nothing is written · all: nothing if one row is bad · good: the good rows. */
  mode: z.enum(['check', 'all', 'good']).default('check'),
  lang: z.enum(['zh', 'en']).default('zh'),
});

export const getEnterpriseTemplate = defineRoute({
  id: 'getEnterpriseTemplate',
  method: 'GET',
  path: '/api/v1/enterprise-import/template',
  tag: 'enterprise',
  summary: 'Excel template for enterprises with drop-down lists',
  access: OFFICERS,
  query: z.object({ lang: z.enum(['zh', 'en']).default('zh') }),
  reply: z.unknown(),
  replyKind: 'file',
});
/** Multipart form with one file. Refusals of the file: `excel.*`, `upload.no_file`. */
export const importEnterprises = defineRoute({
  id: 'importEnterprises',
  method: 'POST',
  path: '/api/v1/enterprise-import',
  tag: 'enterprise',
  summary: 'Enterprises by Excel: check, then write all or the good rows',
  access: OFFICERS,
  query: ImportQuery,
  upload: true,
  reply: ImportReport,
});

/** Invite the heads of many enterprises; codes are shown once. Enterprises out of duty are refused by row. */
export const inviteEnterprises = defineRoute({
  id: 'inviteEnterprises',
  method: 'POST',
  path: '/api/v1/enterprise-invitations',
  tag: 'enterprise',
  summary: 'Invitations for the heads of many enterprises',
  access: OFFICERS,
  body: z.object({ enterpriseIds: z.array(z.uuid()).min(1).max(200), days: z.int().min(1).max(30).default(14) }),
  reply: z.object({
    results: z.array(
      z.object({
        enterpriseId: z.uuid(),
        name: z.string().nullable(),
        invited: z.boolean(),
        refusal: z.string().nullable(),
        code: z.string().nullable(),
        url: z.string().nullable(),
        expiresAt: Instant.nullable(),
      }),
    ),
  }),
});
