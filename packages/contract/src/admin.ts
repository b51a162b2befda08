import { ROLES, SECTORS } from '@yufang/domain';
import { z } from 'zod';
import { AssignmentView, SessionRow } from './auth.ts';
import { defineRoute, Instant, PageQuery, page, RegionCode, roles, text } from './route.ts';

const SYSTEM = roles('system_admin');
const SECURITY = roles('security_admin');
const BOTH = roles('system_admin', 'security_admin');
const tag = 'admin';
const base = '/api/v1/admin';
const AccountParams = z.object({ id: z.uuid() });

/** An account as its administrators see it. */
export const AccountRow = z
  .object({
    id: z.uuid(),
    username: z.string(),
    name: z.string(),
    state: z.enum(['active', 'disabled']),
    lockedUntil: Instant.nullable(),
    secondFactor: z.boolean(),
    demo: z.boolean(),
    assignments: z.array(AssignmentView),
    sessions: z.int(),
    lastSignInAt: Instant.nullable(),
    createdAt: Instant,
  })
  .meta({ id: 'AccountRow' });
export type AccountRow = z.infer<typeof AccountRow>;

export const listAccounts = defineRoute({
  id: 'listAccounts',
  method: 'GET',
  path: `${base}/accounts`,
  tag,
  summary: 'Accounts by sign-in name',
  access: BOTH,
  query: PageQuery.extend({
    search: z.string().trim().max(60).optional(),
    role: z.enum(ROLES).optional(),
    state: z.enum(['active', 'disabled', 'locked']).optional(),
    region: RegionCode.optional(),
  }),
  reply: page(AccountRow),
});

/** The first password is in the answer once; the person must change it. Refusal: `account.username_taken`. */
export const createAdminAccount = defineRoute({
  id: 'createAdminAccount',
  method: 'POST',
  path: `${base}/accounts`,
  tag,
  summary: 'Make an account; the security administrator gives it its duty',
  access: SYSTEM,
  body: z.object({
    username: z
      .string()
      .trim()
      .regex(/^[a-z0-9][a-z0-9._-]{2,31}$/i),
    name: text(60),
  }),
  reply: z.object({ account: AccountRow, password: z.string() }),
});

/** Disabling ends every session at once. Refusals: `account.not_found`, `account.own`. */
export const setAccountState = defineRoute({
  id: 'setAccountState',
  method: 'PUT',
  path: `${base}/accounts/:id/state`,
  tag,
  summary: 'Disable or enable an account',
  access: SYSTEM,
  params: AccountParams,
  body: z.object({ state: z.enum(['active', 'disabled']), reason: text(200) }),
  reply: AccountRow,
});

/** An enterprise by its id, or by its code (unified social credit code, or the provisional one of an individual business) as its door plate shows it. */
const EnterpriseIdOrCode = z.union([z.uuid(), z.string().regex(/^[0-9A-Za-z]{8,32}$/)]);

/** How far a duty is to reach. */
export const ScopeInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('enterprise'), enterpriseId: EnterpriseIdOrCode }),
  z.object({ kind: z.literal('region'), code: RegionCode }),
  z.object({ kind: z.literal('sector'), sector: z.enum(SECTORS), code: RegionCode }),
  z.object({ kind: z.literal('park'), parkId: z.uuid() }),
  z.object({ kind: z.literal('platform') }),
  z.object({ kind: z.literal('audit') }),
]);
export type ScopeInput = z.infer<typeof ScopeInput>;

/** Refusals: `account.not_found`, `account.own`, `assignment.scope_mismatch`, `assignment.scope_unknown`, `assignment.administrators_apart`. */
export const grantAssignment = defineRoute({
  id: 'grantAssignment',
  method: 'POST',
  path: `${base}/accounts/:id/assignments`,
  tag,
  summary: 'Give an account a duty',
  access: SECURITY,
  params: AccountParams,
  body: z.object({ role: z.enum(ROLES), scope: ScopeInput, validTo: Instant.optional() }),
  reply: AccountRow,
});

/** Effective at once. Refusals: `assignment.not_found`, `account.own`. */
export const endAssignment = defineRoute({
  id: 'endAssignment',
  method: 'DELETE',
  path: `${base}/accounts/:id/assignments/:assignmentId`,
  tag,
  summary: 'Take a duty away',
  access: SECURITY,
  params: AccountParams.extend({ assignmentId: z.uuid() }),
  reply: AccountRow,
});

export const unlockAccount = defineRoute({
  id: 'unlockAccount',
  method: 'POST',
  path: `${base}/accounts/:id/unlock`,
  tag,
  summary: 'Unlock an account after too many wrong passwords or codes',
  access: SECURITY,
  params: AccountParams,
  reply: AccountRow,
});

/** The new password is in the answer once; every session ends. Refusal: `account.own`. */
export const resetPassword = defineRoute({
  id: 'resetPassword',
  method: 'POST',
  path: `${base}/accounts/:id/password`,
  tag,
  summary: 'Give an account a new first password',
  access: SECURITY,
  params: AccountParams,
  body: z.object({ reason: text(200) }),
  reply: z.object({ password: z.string() }),
});

/** The lost phone: the person enrols a new authenticator at the next sign-in. Every session ends. Refusal: `account.own`. */
export const resetSecondFactor = defineRoute({
  id: 'resetSecondFactor',
  method: 'DELETE',
  path: `${base}/accounts/:id/second-factor`,
  tag,
  summary: 'Forget the authenticator of an account',
  access: SECURITY,
  params: AccountParams,
  reply: AccountRow,
});

export const listAccountSessions = defineRoute({
  id: 'listAccountSessions',
  method: 'GET',
  path: `${base}/accounts/:id/sessions`,
  tag,
  summary: 'Devices on which an account is signed in',
  access: SECURITY,
  params: AccountParams,
  reply: z.object({ rows: z.array(SessionRow) }),
});

/** Effective at once. */
export const endAccountSessions = defineRoute({
  id: 'endAccountSessions',
  method: 'DELETE',
  path: `${base}/accounts/:id/sessions`,
  tag,
  summary: 'Sign an account out everywhere',
  access: SECURITY,
  params: AccountParams,
  reply: z.object({ ended: z.int() }),
});

/** One device only, effective at once. Refusal: `auth.session_not_found`. */
export const endAccountSession = defineRoute({
  id: 'endAccountSession',
  method: 'DELETE',
  path: `${base}/accounts/:id/sessions/:sessionId`,
  tag,
  summary: 'Sign an account out on one device',
  access: SECURITY,
  params: AccountParams.extend({ sessionId: z.uuid() }),
  reply: z.object({ ended: z.int() }),
});

/** Password and session rules of the platform. `idleMinutes` null: the server's setting. */
export const SecurityPolicy = z
  .object({
    minLength: z.int().min(8).max(64),
    minClasses: z.int().min(1).max(4),
    notLast: z.int().min(0).max(24),
    maxAgeDays: z.int().min(30).max(730).nullable(),
    lockAfter: z.int().min(3).max(20),
    lockMinutes: z.int().min(1).max(1440),
    idleMinutes: z.int().min(1).max(1440).nullable(),
    absoluteHours: z.int().min(1).max(168),
    keptDays: z.int().min(1).max(180),
    version: z.int(),
  })
  .meta({ id: 'SecurityPolicy' });
export type SecurityPolicy = z.infer<typeof SecurityPolicy>;

export const getSecurityPolicy = defineRoute({
  id: 'getSecurityPolicy',
  method: 'GET',
  path: `${base}/security-policy`,
  tag,
  summary: 'Password and session rules',
  access: SECURITY,
  reply: SecurityPolicy,
});

/** Refusal: `row.stale` when somebody changed it since. */
export const saveSecurityPolicy = defineRoute({
  id: 'saveSecurityPolicy',
  method: 'PUT',
  path: `${base}/security-policy`,
  tag,
  summary: 'Change password and session rules',
  access: SECURITY,
  body: SecurityPolicy,
  reply: SecurityPolicy,
});

/** Refusal: `department.taken` when the sector has one in that region. */
export const saveDepartment = defineRoute({
  id: 'saveDepartment',
  method: 'PUT',
  path: `${base}/departments/:id`,
  tag,
  summary: 'Make or rename a department (the id is the client’s)',
  access: SYSTEM,
  params: AccountParams,
  body: z.object({
    sector: z.enum(SECTORS),
    regionCode: z.string().regex(/^\d{6}$/),
    name: text(80),
    nameEn: text(120).nullish(),
  }),
  reply: z.object({ id: z.uuid() }),
});

/** Refusal: `region.not_found` when the county is none. */
export const savePark = defineRoute({
  id: 'savePark',
  method: 'PUT',
  path: `${base}/parks/:id`,
  tag,
  summary: 'Make or change a park (the id is the client’s)',
  access: SYSTEM,
  params: AccountParams,
  body: z.object({
    name: text(80),
    nameEn: text(120).nullish(),
    countyCode: z.string().regex(/^\d{6}$/),
    kind: z.enum(['chemical', 'chemical_cluster', 'industrial', 'other']),
    lon: z.number().min(110).max(117).nullish(),
    lat: z.number().min(31).max(37).nullish(),
    state: z.enum(['active', 'closed']).default('active'),
  }),
  reply: z.object({ id: z.uuid() }),
});
