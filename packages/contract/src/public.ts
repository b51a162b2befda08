import { REGION_ROLES, RISK_GRADES, SECTORS } from '@yufang/domain';
import { z } from 'zod';
import { Particulars } from './enterprise.ts';
import { Day, defineRoute, Instant, PageQuery, PUBLIC, page, RegionCode, roles, text } from './route.ts';

const tag = 'public';
const FollowCode = z.string().trim().toUpperCase().max(20);

/** What anybody may see of an enterprise: no personal data. */
export const PublicCard = z
  .object({
    name: z.string(),
    countyName: z.string().nullable(),
    invented: z.boolean(),
    /** The gravest colour there is now; null: nothing graded yet. */
    level: z.enum(RISK_GRADES).nullable(),
    colours: z.object({ red: z.int(), orange: z.int(), yellow: z.int(), blue: z.int() }),
    status: z.enum(['active', 'suspended', 'closed']),
    /** The latest safety promise, or null. */
    promise: z.object({ text: z.string(), by: z.string().nullable(), on: Day.nullable() }).nullable(),
    measuresControlled: z.int(),
    measures: z.int(),
    lastInspectionOn: Day.nullable(),
  })
  .meta({ id: 'PublicCard' });

/** What a scan opens, by who scans: the inspector's pack, the worker's own tasks, a foreign worker's plain answer, or the public card. */
export const ScanResult = z
  .discriminatedUnion('as', [
    z.object({ as: z.literal('public'), card: PublicCard }),
    z.object({
      as: z.literal('worker'),
      card: PublicCard,
      enterpriseId: z.uuid(),
      unitId: z.uuid().nullable(),
      personId: z.uuid().nullable(),
      tasksOpen: z.int(),
      tasksOverdue: z.int(),
      to: z.string(),
    }),
    z.object({
      as: z.literal('inspector'),
      card: PublicCard,
      enterpriseId: z.uuid(),
      unitId: z.uuid().nullable(),
      dangers: z.array(
        z.object({
          id: z.uuid(),
          number: z.string(),
          name: z.string(),
          level: z.string(),
          status: z.string(),
          overdue: z.boolean(),
          deadline: Day.nullable(),
        }),
      ),
      redRisks: z.array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          unitName: z.string(),
          grade: z.enum(RISK_GRADES).nullable(),
          measures: z.int(),
        }),
      ),
      inspections: z.array(
        z.object({ id: z.uuid(), at: Instant, unitName: z.string(), result: z.string(), marked: z.boolean() }),
      ),
      to: z.string(),
    }),
    /** Signed in, but this enterprise is not within one's duty. */
    z.object({ as: z.literal('foreign'), card: PublicCard, code: z.literal('card.foreign_enterprise') }),
  ])
  .meta({ id: 'ScanResult' });
export type ScanResult = z.infer<typeof ScanResult>;

/** 404 `card.not_found` for a code that is none of ours, or of an enterprise that is not registered (yet). */
export const scanCard = defineRoute({
  id: 'scanCard',
  method: 'GET',
  path: '/api/v1/public/cards/:code',
  tag,
  summary: 'What the code of an enterprise or a point opens, by who scans it',
  access: PUBLIC,
  params: z.object({ code: z.string().max(80) }),
  reply: ScanResult,
});

const Option = z.object({ code: z.string(), name: z.string(), nameEn: z.string().nullable() });
/** Lists for the registration form: counties by city; with `county` also its townships and parks. */
export const getRegistrationForm = defineRoute({
  id: 'getRegistrationForm',
  method: 'GET',
  path: '/api/v1/public/registration-form',
  tag,
  summary: 'Lists for the registration form',
  access: PUBLIC,
  query: z.object({ county: RegionCode.optional() }),
  reply: z.object({
    cities: z.array(Option.extend({ counties: z.array(Option) })),
    townships: z.array(Option),
    parks: z.array(z.object({ id: z.uuid(), name: z.string(), nameEn: z.string().nullable() })),
    industries: z.array(Option),
    sectors: z.array(Option),
  }),
});

const Registration = z.object({
  particulars: Particulars,
  head: z.object({
    name: text(60),
    phone: z.string().trim().max(30),
    username: z
      .string()
      .trim()
      .regex(/^[a-z0-9][a-z0-9._-]{2,31}$/i),
    password: z.string().min(1).max(128),
  }),
});
export const RegistrationView = z
  .object({
    followCode: z.string(),
    enterpriseName: z.string(),
    code: z.string(),
    state: z.enum(['open', 'approved', 'refused', 'withdrawn']),
    reason: z.string().nullable(),
    at: Instant,
    decidedAt: Instant.nullable(),
  })
  .meta({ id: 'RegistrationView' });
export type RegistrationView = z.infer<typeof RegistrationView>;

/**
 * An enterprise registers itself; its county decides. The head's account has no duty until then. Refusals: as `createEnterprise`, `phone.format`,
 * `account.username_taken`, `password.*`, `request.too_many`; their fields stand under `particulars.` and `head.` as in the body.
 */
export const registerEnterprise = defineRoute({
  id: 'registerEnterprise',
  method: 'POST',
  path: '/api/v1/public/registrations',
  tag,
  summary: 'Register an enterprise',
  access: PUBLIC,
  body: Registration,
  reply: RegistrationView,
});
export const followRegistration = defineRoute({
  id: 'followRegistration',
  method: 'GET',
  path: '/api/v1/public/registrations/:code',
  tag,
  summary: 'Where a registration stands',
  access: PUBLIC,
  params: z.object({ code: FollowCode }),
  reply: RegistrationView,
});
/** After a refusal: the corrected particulars go to the county again. Refusal: `registration.not_refused`. */
export const resubmitRegistration = defineRoute({
  id: 'resubmitRegistration',
  method: 'PUT',
  path: '/api/v1/public/registrations/:code',
  tag,
  summary: 'Correct and send a refused registration again',
  access: PUBLIC,
  params: z.object({ code: FollowCode }),
  body: z.object({ particulars: Particulars }),
  reply: RegistrationView,
});

/** How a report of the public stands, in words anybody understands. */
export const PUBLIC_REPORT_STATES = ['received', 'accepted', 'rectifying', 'done', 'not_a_danger'] as const;
export const PublicReportView = z
  .object({
    followCode: z.string(),
    state: z.enum(PUBLIC_REPORT_STATES),
    place: z.string(),
    answer: z.string().nullable(),
    at: Instant,
    changedAt: Instant,
  })
  .meta({ id: 'PublicReportView' });
export type PublicReportView = z.infer<typeof PublicReportView>;

/**
 * Report a danger without an account (12350). With the code of an enterprise it becomes a hidden danger at once, else the county places it.
 * The reporter's number is encrypted and never shown to the enterprise. Refusals: `region.unknown`, `phone.format`, `card.not_found`,
 * `report.place_missing`, `request.too_many`.
 */
export const reportPublicDanger = defineRoute({
  id: 'reportPublicDanger',
  method: 'POST',
  path: '/api/v1/public/reports',
  tag,
  summary: 'Report a danger without an account',
  access: PUBLIC,
  body: z.object({
    /** Made by the phone: sent twice, it is one report. */
    id: z.uuid(),
    cardCode: z.string().max(80).nullish(),
    countyCode: z
      .string()
      .regex(/^\d{6}$/)
      .nullish(),
    place: text(200, 0).default(''),
    description: text(2000, 4),
    lon: z.number().min(-180).max(180).nullish(),
    lat: z.number().min(-90).max(90).nullish(),
    name: text(60, 0).nullish(),
    phone: z.string().trim().max(30).nullish(),
  }),
  reply: PublicReportView,
});
export const followPublicReport = defineRoute({
  id: 'followPublicReport',
  method: 'GET',
  path: '/api/v1/public/reports/:code',
  tag,
  summary: 'What became of a report',
  access: PUBLIC,
  params: z.object({ code: FollowCode }),
  reply: PublicReportView,
});

/** A report as the county sees it. */
export const PublicReportRow = z
  .object({
    id: z.uuid(),
    countyCode: z.string(),
    countyName: z.string().nullable(),
    enterpriseId: z.uuid().nullable(),
    enterpriseName: z.string().nullable(),
    dangerId: z.uuid().nullable(),
    place: z.string(),
    description: z.string(),
    reporter: z.string().nullable(),
    phone: z.string().nullable(),
    state: z.enum(['open', 'placed', 'rejected']),
    answer: z.string().nullable(),
    at: Instant,
    version: z.int(),
  })
  .meta({ id: 'PublicReportRow' });
export type PublicReportRow = z.infer<typeof PublicReportRow>;
export const listPublicReports = defineRoute({
  id: 'listPublicReports',
  method: 'GET',
  path: '/api/v1/public-reports',
  tag,
  summary: 'Reports of the public, newest first',
  access: roles(...REGION_ROLES),
  query: PageQuery.extend({
    region: RegionCode.optional(),
    state: z.enum(['open', 'placed', 'rejected']).optional(),
    sector: z.enum(SECTORS).optional(),
  }),
  reply: page(PublicReportRow),
});
/** Place a report at an enterprise (it becomes a hidden danger) or answer why it is none. Refusals: `report.decided`, `enterprise.not_found`. */
export const placePublicReport = defineRoute({
  id: 'placePublicReport',
  method: 'POST',
  path: '/api/v1/public-reports/:id/placing',
  tag,
  summary: 'Place a report at an enterprise, or answer it',
  access: roles(...REGION_ROLES),
  params: z.object({ id: z.uuid() }),
  body: z.object({ enterpriseId: z.uuid().nullable(), answer: text(500, 0).default(''), version: z.int().positive() }),
  reply: PublicReportRow,
});
