import { ENTERPRISE_MANAGERS, ENTERPRISE_ROLES, REGION_ROLES, REGULATOR_ROLES, ROLES, SECTORS } from '@yufang/domain';
import { z } from 'zod';
import {
  defineRoute,
  EnterpriseParams,
  EnterpriseRowParams,
  Instant,
  PUBLIC,
  roles,
  SIGNED_IN,
  text,
} from './route.ts';

/** How far an assignment reaches. Names are for people; the codes are what counts. */
export const ScopeView = z
  .object({
    kind: z.enum(['enterprise', 'region', 'sector', 'park', 'platform', 'audit']),
    enterpriseId: z.uuid().nullable(),
    regionCode: z.string().nullable(),
    sector: z.enum(SECTORS).nullable(),
    parkId: z.uuid().nullable(),
    /** Of the enterprise, region, department or park; '' for the platform. */
    name: z.string(),
    nameEn: z.string().nullable(),
  })
  .meta({ id: 'ScopeView' });
export type ScopeView = z.infer<typeof ScopeView>;

/** One duty of an account: a role within a scope. A session acts under exactly one. */
export const AssignmentView = z
  .object({ id: z.uuid(), role: z.enum(ROLES), scope: ScopeView, validTo: Instant.nullable() })
  .meta({ id: 'AssignmentView' });
export type AssignmentView = z.infer<typeof AssignmentView>;

/** The signed-in person, as every screen needs it. */
export const Me = z
  .object({
    accountId: z.string(),
    username: z.string(),
    name: z.string(),
    role: z.enum(ROLES),
    scope: ScopeView,
    assignmentId: z.uuid(),
    assignments: z.array(AssignmentView),
    /** The person of the enterprise who holds this account, where there is one. */
    personId: z.uuid().nullable(),
    /** Ids of the routes this role may call: what is not here needs no button. */
    permissions: z.array(z.string()),
    locale: z.enum(['zh', 'en']),
    secondFactor: z.enum(['on', 'off', 'required']),
    /** An invented account of the demo. */
    demo: z.boolean(),
    /** The session ends after so many minutes without a request. */
    idleMinutes: z.int(),
    passwordChangeDue: z.boolean(),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof Me>;

/** Where a sign-in stands. Everything but `signed_in` and `signed_out` is a step that must be taken before any other route answers. */
export const SESSION_STATES = [
  'signed_out',
  'second_factor',
  'enrol_second_factor',
  'change_password',
  'no_assignment',
  'signed_in',
] as const;

/** The state of the caller's session and, once complete, who they are. */
export const SessionView = z
  .object({
    state: z.enum(SESSION_STATES),
    me: Me.nullable(),
    /** Only of invented accounts while the demo runs: the code the authenticator would show now. */
    demoCode: z.string().nullable(),
    /** The platform holds the invented demo province. */
    demo: z.boolean(),
  })
  .meta({ id: 'SessionView' });
export type SessionView = z.infer<typeof SessionView>;

const Username = z
  .string()
  .trim()
  .regex(/^[a-z0-9][a-z0-9._-]{2,31}$/i);
const Password = z.string().min(1).max(128);
const Code = z.string().regex(/^\d{6}$/);

/** First step. Refusals: `auth.wrong_credentials`, `auth.locked` (params.until), `auth.disabled`. Sets the session cookie. */
export const signIn = defineRoute({
  id: 'signIn',
  method: 'POST',
  path: '/api/v1/auth/sign-in',
  tag: 'auth',
  summary: 'Sign in by name and password',
  access: PUBLIC,
  body: z.object({
    username: z.string().trim().min(1).max(64),
    password: Password,
    locale: z.enum(['zh', 'en']).optional(),
    /** Stay signed in on this phone for weeks without a request; ignored where a duty asks for a second factor. */
    keep: z.boolean().default(false),
  }),
  reply: SessionView,
});

/** Second step. Refusals: `auth.wrong_code`, `auth.sign_in_first`, `auth.locked`. */
export const verifySecondFactor = defineRoute({
  id: 'verifySecondFactor',
  method: 'POST',
  path: '/api/v1/auth/second-factor',
  tag: 'auth',
  summary: 'Answer the second factor (TOTP)',
  access: PUBLIC,
  body: z.object({ code: Code }),
  reply: SessionView,
});

/** Ends the session at once; harmless when there is none. */
export const signOut = defineRoute({
  id: 'signOut',
  method: 'POST',
  path: '/api/v1/auth/sign-out',
  tag: 'auth',
  summary: 'Sign out',
  access: PUBLIC,
  reply: z.object({ signedOut: z.literal(true) }),
});

/** Answers 200 in every state, so that a screen can ask before anybody signed in. */
export const getSession = defineRoute({
  id: 'getSession',
  method: 'GET',
  path: '/api/v1/auth/session',
  tag: 'auth',
  summary: 'Who is signed in, and what is still to do',
  access: PUBLIC,
  reply: SessionView,
});

/** Names to try. Empty unless the demo runs; all of it is invented. */
export const listDemoAccounts = defineRoute({
  id: 'listDemoAccounts',
  method: 'GET',
  path: '/api/v1/auth/demo-accounts',
  tag: 'auth',
  summary: 'Sign-in names of the invented demo province',
  access: PUBLIC,
  reply: z.object({
    rows: z.array(
      z.object({ username: z.string(), password: z.string(), name: z.string(), role: z.enum(ROLES), scope: ScopeView }),
    ),
  }),
});

/** Act under another of one's own assignments. Refusal: `auth.assignment_not_found`. */
export const chooseAssignment = defineRoute({
  id: 'chooseAssignment',
  method: 'POST',
  path: '/api/v1/auth/assignment',
  tag: 'auth',
  summary: 'Change the duty under which this session acts',
  access: SIGNED_IN,
  body: z.object({ assignmentId: z.uuid() }),
  reply: SessionView,
});

/** Language and other wishes of the account. */
export const saveMyPreferences = defineRoute({
  id: 'saveMyPreferences',
  method: 'PUT',
  path: '/api/v1/auth/preferences',
  tag: 'auth',
  summary: 'Keep the language of the account',
  access: SIGNED_IN,
  body: z.object({ locale: z.enum(['zh', 'en']) }),
  reply: z.object({ locale: z.enum(['zh', 'en']) }),
});

/** One device that is signed in. */
export const SessionRow = z
  .object({
    id: z.string(),
    current: z.boolean(),
    device: z.string(),
    ip: z.string().nullable(),
    startedAt: Instant,
    lastSeenAt: Instant,
    endsAt: Instant,
  })
  .meta({ id: 'SessionRow' });

/** The caller's own sessions, newest first. */
export const listSessions = defineRoute({
  id: 'listSessions',
  method: 'GET',
  path: '/api/v1/auth/sessions',
  tag: 'auth',
  summary: 'Devices on which the caller is signed in',
  access: SIGNED_IN,
  reply: z.object({ rows: z.array(SessionRow) }),
});

/** Effective at once. Refusal: `auth.session_not_found`. */
export const revokeSession = defineRoute({
  id: 'revokeSession',
  method: 'DELETE',
  path: '/api/v1/auth/sessions/:id',
  tag: 'auth',
  summary: 'Sign another device out',
  access: SIGNED_IN,
  params: z.object({ id: z.string().max(64) }),
  reply: z.object({ revoked: z.literal(true) }),
});

/** The rules a new password must keep, for the form. */
export const PasswordRules = z
  .object({ minLength: z.int(), minClasses: z.int(), notLast: z.int(), maxAgeDays: z.int().nullable() })
  .meta({ id: 'PasswordRules' });

export const getPasswordRules = defineRoute({
  id: 'getPasswordRules',
  method: 'GET',
  path: '/api/v1/auth/password-rules',
  tag: 'auth',
  summary: 'Rules for passwords',
  access: PUBLIC,
  reply: PasswordRules,
});

/**
 * Signs out every other device. Works in the state `change_password` too.
 * Refusals: `auth.wrong_credentials`, `password.too_short`, `password.too_few_classes`, `password.contains_name`, `password.common`, `password.used_before`.
 */
export const changePassword = defineRoute({
  id: 'changePassword',
  method: 'POST',
  path: '/api/v1/auth/password',
  tag: 'auth',
  summary: 'Change the own password',
  access: PUBLIC,
  body: z.object({ current: Password, next: Password }),
  reply: SessionView,
});

/** The secret to scan. Nothing counts until it was confirmed with a code. Works in the state `enrol_second_factor` too. */
export const enrolSecondFactor = defineRoute({
  id: 'enrolSecondFactor',
  method: 'POST',
  path: '/api/v1/auth/second-factor/enrolment',
  tag: 'auth',
  summary: 'Begin to enrol an authenticator',
  access: PUBLIC,
  body: z.object({ password: Password }),
  reply: z.object({ uri: z.string(), secret: z.string(), demoCode: z.string().nullable() }),
});

/** Refusals: `auth.wrong_code`, `auth.no_enrolment`. */
export const confirmSecondFactor = defineRoute({
  id: 'confirmSecondFactor',
  method: 'POST',
  path: '/api/v1/auth/second-factor/confirmation',
  tag: 'auth',
  summary: 'Confirm the authenticator with its first code',
  access: PUBLIC,
  body: z.object({ code: Code }),
  reply: SessionView,
});

/** An invitation as its enterprise sees it. The code itself is shown once, at creation. */
export const InvitationRow = z
  .object({
    id: z.uuid(),
    name: z.string(),
    role: z.enum(ROLES),
    personId: z.uuid().nullable(),
    state: z.enum(['open', 'accepted', 'revoked', 'expired']),
    invitedBy: z.string(),
    createdAt: Instant,
    expiresAt: Instant,
    acceptedAt: Instant.nullable(),
  })
  .meta({ id: 'InvitationRow' });

const INVITERS = [...ENTERPRISE_MANAGERS, ...REGION_ROLES] as const;

export const listInvitations = defineRoute({
  id: 'listInvitations',
  method: 'GET',
  path: '/api/v1/enterprises/:enterpriseId/invitations',
  tag: 'auth',
  summary: 'Invitations of an enterprise, newest first',
  access: roles(...INVITERS),
  params: EnterpriseParams,
  reply: z.object({ rows: z.array(InvitationRow) }),
});

/** Managers invite their people and experts; the region's officers invite a head. Refusal: `invitation.role_not_yours`, `person.not_found`. */
export const createInvitation = defineRoute({
  id: 'createInvitation',
  method: 'POST',
  path: '/api/v1/enterprises/:enterpriseId/invitations',
  tag: 'auth',
  summary: 'Invite a person into an enterprise',
  access: roles(...INVITERS),
  params: EnterpriseParams,
  body: z.object({
    name: text(60),
    role: z.enum([...ENTERPRISE_ROLES, 'expert']),
    personId: z.uuid().optional(),
    days: z.int().min(1).max(30).default(7),
  }),
  reply: z.object({ invitation: InvitationRow, code: z.string(), url: z.string() }),
});

export const revokeInvitation = defineRoute({
  id: 'revokeInvitation',
  method: 'DELETE',
  path: '/api/v1/enterprises/:enterpriseId/invitations/:id',
  tag: 'auth',
  summary: 'Take an invitation back',
  access: roles(...INVITERS),
  params: EnterpriseRowParams,
  reply: InvitationRow,
});

/** What an invited person sees before they have an account. Refusals: `invitation.not_found`, `invitation.over`. */
export const getInvitation = defineRoute({
  id: 'getInvitation',
  method: 'GET',
  path: '/api/v1/auth/invitations/:code',
  tag: 'auth',
  summary: 'Look at an invitation by its code',
  access: PUBLIC,
  params: z.object({ code: z.string().max(64) }),
  reply: z.object({
    name: z.string(),
    role: z.enum(ROLES),
    enterpriseName: z.string(),
    invitedBy: z.string(),
    expiresAt: Instant,
  }),
});

/** Makes the account, gives it the duty and signs it in. Refusals: as above, `account.username_taken`, `password.*`. */
export const acceptInvitation = defineRoute({
  id: 'acceptInvitation',
  method: 'POST',
  path: '/api/v1/auth/invitations/:code',
  tag: 'auth',
  summary: 'Accept an invitation',
  access: PUBLIC,
  params: z.object({ code: z.string().max(64) }),
  body: z.object({ username: Username, password: Password, name: text(60).optional() }),
  reply: SessionView,
});

/**
 * The same for somebody who has an account and is signed in: the duty is added to it, and the session acts under it from now on.
 * Refusals: as above, `invitation.already_yours`, `assignment.administrators_apart`.
 */
export const joinByInvitation = defineRoute({
  id: 'joinByInvitation',
  method: 'POST',
  path: '/api/v1/auth/invitations/:code/join',
  tag: 'auth',
  summary: 'Accept an invitation with the account that is signed in',
  access: SIGNED_IN,
  params: z.object({ code: z.string().max(64) }),
  reply: SessionView,
});

/**
 * Open the sealed phone of a contractor's contact (a person's: `revealPerson`; the enterprise's own: `revealEnterprisePhone`). Each time
 * goes into the enterprise's chain with its reason, under the name of who looked.
 * Refusals: `contractor.not_found`, `reveal.nothing_there`, `reveal.seal_broken`.
 */
export const revealContractorPhone = defineRoute({
  id: 'revealContractorPhone',
  method: 'POST',
  path: '/api/v1/enterprises/:enterpriseId/contractors/:id/reveal',
  tag: 'auth',
  summary: 'Show the phone of a contractor in full, with a reason',
  access: roles(...ENTERPRISE_MANAGERS, ...REGULATOR_ROLES),
  params: EnterpriseRowParams,
  body: z.object({ reason: text(200, 4) }),
  reply: z.object({ phone: z.string() }),
});
