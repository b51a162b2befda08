import { z } from 'zod';
import { Day, defineRoute, Instant, PageQuery, page, RegionCode, roles } from './route.ts';

const AUDIT = roles('audit_admin');
const tag = 'audit';
const base = '/api/v1/audit';

/** One chain: an enterprise's, or the platform's own (`enterpriseId` all zeros). */
export const ChainRow = z
  .object({
    enterpriseId: z.uuid(),
    name: z.string().nullable(),
    cityCode: z.string(),
    countyCode: z.string(),
    links: z.int(),
    /** SM3 of the last link, 64 hexadecimal digits: keep it elsewhere to notice a chain that was cut. */
    head: z.string(),
  })
  .meta({ id: 'ChainRow' });

export const listChains = defineRoute({
  id: 'listChains',
  method: 'GET',
  path: `${base}/chains`,
  tag,
  summary: 'Chains of changes, the platform’s first',
  access: AUDIT,
  query: PageQuery.extend({ region: RegionCode.optional(), search: z.string().trim().max(60).optional() }),
  reply: page(ChainRow),
});

/** What a check of a chain found. `brokenAt`: the first link whose hash does not follow. */
export const ChainCheck = z
  .object({
    enterpriseId: z.uuid(),
    links: z.int(),
    intact: z.boolean(),
    brokenAt: z.int().nullable(),
    problem: z.enum(['altered', 'missing', 'reordered', 'head_differs']).nullable(),
    head: z.string(),
    checkedAt: Instant,
  })
  .meta({ id: 'ChainCheck' });
export type ChainCheck = z.infer<typeof ChainCheck>;

/** Computes every hash again, in batches. Refusal: `chain.not_found`. */
export const verifyChain = defineRoute({
  id: 'verifyChain',
  method: 'POST',
  path: `${base}/chains/:chainId/verification`,
  tag,
  summary: 'Check a chain link by link',
  access: AUDIT,
  params: z.object({ chainId: z.uuid() }),
  reply: ChainCheck,
});

/** One change of any chain. */
export const AuditRow = z
  .object({
    enterpriseId: z.uuid(),
    enterpriseName: z.string().nullable(),
    countyCode: z.string(),
    seq: z.int(),
    at: Instant,
    actorId: z.string(),
    actorName: z.string(),
    actorRole: z.string(),
    device: z.string().nullable(),
    entity: z.string(),
    // Rows that there is one of, such as the security policy, have an id that was written by hand and is no UUID of any version.
    entityId: z.guid(),
    action: z.string(),
    before: z.record(z.string(), z.unknown()).nullable(),
    after: z.record(z.string(), z.unknown()),
    hash: z.string(),
  })
  .meta({ id: 'AuditRow' });

const AuditFilter = {
  chainId: z.uuid().optional(),
  region: RegionCode.optional(),
  actor: z.string().trim().max(60).optional(),
  role: z.string().max(30).optional(),
  entity: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .optional(),
  entityId: z.guid().optional(),
  action: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .optional(),
  from: Day.optional(),
  to: Day.optional(),
} as const;

/** Newest first. `actor`: name or account id. */
export const listChanges = defineRoute({
  id: 'listChanges',
  method: 'GET',
  path: `${base}/changes`,
  tag,
  summary: 'Changes of every chain',
  access: AUDIT,
  query: PageQuery.extend(AuditFilter),
  reply: page(AuditRow),
});

/** One JSON object a line with everything a verifier outside needs; at most 100,000 lines. */
export const exportChanges = defineRoute({
  id: 'exportChanges',
  method: 'GET',
  path: `${base}/changes/export`,
  tag,
  summary: 'Changes as JSON lines',
  access: AUDIT,
  query: z.object(AuditFilter),
  reply: z.unknown(),
  replyKind: 'file',
});

/** One attempt to sign in. */
export const SignInRow = z
  .object({
    id: z.uuid(),
    at: Instant,
    username: z.string(),
    accountId: z.uuid().nullable(),
    outcome: z.string(),
    ip: z.string().nullable(),
    userAgent: z.string().nullable(),
  })
  .meta({ id: 'SignInRow' });

const SignInFilter = {
  username: z.string().trim().max(64).optional(),
  outcome: z
    .enum([
      'ok',
      'second_factor_asked',
      'wrong_password',
      'unknown_name',
      'wrong_code',
      'locked',
      'disabled',
      'signed_out',
      'session_revoked',
      'password_changed',
      'second_factor_enrolled',
    ])
    .optional(),
  ip: z.string().max(45).optional(),
  from: Day.optional(),
  to: Day.optional(),
} as const;

export const listSignIns = defineRoute({
  id: 'listSignIns',
  method: 'GET',
  path: `${base}/sign-ins`,
  tag,
  summary: 'Sign-in log, newest first',
  access: AUDIT,
  query: PageQuery.extend(SignInFilter),
  reply: page(SignInRow),
});
