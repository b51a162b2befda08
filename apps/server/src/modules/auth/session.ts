import { type Role, regionRange, SECOND_FACTOR_ROLES, type Sector } from '@yufang/domain';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../../platform/config/config.ts';
import type { Actor, Scope } from '../../platform/db/actor.ts';
import { type AuthEngine, rawCookie, signedCookie } from './engine.ts';
import { readPolicy, type SecurityPolicy } from './policy.ts';

/** One duty as the session door reads it. */
export type AssignmentFacts = {
  readonly id: string;
  readonly role: Role;
  readonly scope_kind: Scope['kind'];
  readonly region_code: string | null;
  readonly sector: Sector | null;
  readonly park_id: string | null;
  readonly enterprise_id: string | null;
  readonly person_id: string | null;
  readonly valid_to: string | null;
};

/** Everything the door needs to know of a live session. */
export type SessionFacts = {
  readonly id: string;
  readonly accountId: string;
  readonly username: string;
  readonly name: string;
  readonly locale: 'zh' | 'en';
  readonly demo: boolean;
  readonly twoFactor: boolean;
  readonly secondFactorAt: Date | null;
  readonly mustChangePassword: boolean;
  readonly passwordChangedAt: Date;
  readonly assignmentId: string | null;
  readonly assignments: readonly AssignmentFacts[];
};

export type SessionState = 'second_factor' | 'enrol_second_factor' | 'change_password' | 'no_assignment' | 'signed_in';

/** For so long a process goes by what it read of a session. Revoking clears it here; other processes follow within this time. */
const KEEP_MS = 3_000;
const KEEP_SESSIONS = 20_000;
/** A session's last use is written at most so often. */
const TOUCH_MS = 60_000;

type Kept = { readonly facts: SessionFacts; readonly until: number };
const caches = new WeakMap<AuthEngine, Map<string, Kept>>();

function cacheOf(engine: AuthEngine): Map<string, Kept> {
  const found = caches.get(engine) ?? new Map<string, Kept>();
  caches.set(engine, found);
  return found;
}

/** Forget what is kept of an account's sessions: after revoking, a new duty, a new password. */
export function forgetSessions(engine: AuthEngine, accountId: string): void {
  const cache = cacheOf(engine);
  for (const [cookie, { facts }] of cache) if (facts.accountId === accountId) cache.delete(cookie);
}

const SELECT = `
  select s.id, s.account_id, s.assignment_id, s.kept, s.second_factor_at, s.last_seen_at, s.expires_at,
         a.username, a.name, a.locale, a.demo, a.two_factor_enabled, a.must_change_password, a.password_changed_at,
         coalesce((select jsonb_agg(to_jsonb(x) order by x.created_at, x.id) from assignment x
                   where x.account_id = a.id and x.valid_from <= $2 and (x.valid_to is null or x.valid_to > $2)), '[]') as assignments
  from account_session s join account a on a.id = s.account_id
  where s.token = $1 and s.expires_at > $2 and a.state = 'active'`;

type Found = {
  id: string;
  account_id: string;
  assignment_id: string | null;
  kept: boolean;
  second_factor_at: Date | null;
  last_seen_at: Date;
  username: string;
  name: string;
  locale: 'zh' | 'en';
  demo: boolean;
  two_factor_enabled: boolean;
  must_change_password: boolean;
  password_changed_at: Date;
  assignments: AssignmentFacts[];
};

/** The live session of a request's cookie, or null. One prepared statement when it is not kept. */
export async function readSession(
  engine: AuthEngine,
  config: Config,
  request: FastifyRequest,
): Promise<SessionFacts | null> {
  const cookie = rawCookie(engine.cookies.session, request.headers.cookie);
  if (cookie === null) return null;
  const cache = cacheOf(engine);
  const hit = cache.get(cookie);
  if (hit && hit.until > performance.now()) return hit.facts;
  const token = signedCookie(engine, engine.cookies.session, request.headers.cookie);
  const facts = token === null ? null : await loadSession(engine, config, token);
  if (facts === null) {
    cache.delete(cookie);
    return null;
  }
  if (cache.size >= KEEP_SESSIONS) cache.clear();
  cache.set(cookie, { facts, until: performance.now() + KEEP_MS });
  return facts;
}

/** The live session of a token, or null when it ended, was idle too long, or its account was disabled. */
export async function loadSession(engine: AuthEngine, config: Config, token: string): Promise<SessionFacts | null> {
  const now = new Date();
  const { rows } = await engine.pool.query<Found>({ name: 'session', text: SELECT, values: [token, now] });
  const row = rows[0];
  if (!row) return null;
  const { idleMinutes } = await readPolicy(engine, config);
  const silent = now.getTime() - row.last_seen_at.getTime();
  if (!row.kept && silent > idleMinutes * 60_000) return null;
  if (silent > TOUCH_MS) {
    await engine.pool.query('update account_session set last_seen_at = $2 where id = $1', [row.id, now]);
  }
  return {
    id: row.id,
    accountId: row.account_id,
    username: row.username,
    name: row.name,
    locale: row.locale,
    demo: row.demo,
    twoFactor: row.two_factor_enabled,
    secondFactorAt: row.second_factor_at,
    mustChangePassword: row.must_change_password,
    passwordChangedAt: row.password_changed_at,
    assignmentId: row.assignment_id,
    assignments: row.assignments,
  };
}

/** Whether a role may not act without a second factor. */
export const needsSecondFactor = (role: Role): boolean => SECOND_FACTOR_ROLES.some((r) => r === role);

/** What is still to do before this session may act. */
export function stateOf(s: SessionFacts, policy: SecurityPolicy): SessionState {
  const required = s.assignments.some((a) => needsSecondFactor(a.role));
  if (required && !s.twoFactor) return 'enrol_second_factor';
  if (s.twoFactor && s.secondFactorAt === null) return 'second_factor';
  if (passwordChangeDue(s, policy)) return 'change_password';
  return s.assignments.length === 0 ? 'no_assignment' : 'signed_in';
}

/** Told to change it, or older than the policy allows. Invented accounts keep theirs, or the demo would lock itself. */
export const passwordChangeDue = (s: SessionFacts, policy: SecurityPolicy): boolean =>
  s.mustChangePassword ||
  (!s.demo &&
    policy.maxAgeDays !== null &&
    Date.now() - s.passwordChangedAt.getTime() > policy.maxAgeDays * 86_400_000);

/** The duty under which the session acts: the chosen one while it is valid, else the first. */
export const activeAssignment = (s: SessionFacts): AssignmentFacts | null =>
  s.assignments.find((a) => a.id === s.assignmentId) ?? s.assignments[0] ?? null;

/** The caller as every handler knows them. */
export function actorOf(s: SessionFacts, a: AssignmentFacts, device: string | null): Actor {
  return {
    accountId: s.accountId,
    name: s.name,
    role: a.role,
    assignmentId: a.id,
    scope: scopeOf(a),
    personId: a.person_id,
    device,
  };
}

/** The scope of a duty, with the code ranges that the policies compare. */
export function scopeOf(a: AssignmentFacts): Scope {
  if (a.scope_kind === 'enterprise' && a.enterprise_id) return { kind: 'enterprise', enterpriseId: a.enterprise_id };
  if (a.scope_kind === 'park' && a.park_id) return { kind: 'park', parkId: a.park_id };
  if (a.scope_kind === 'region' && a.region_code) {
    return { kind: 'region', code: a.region_code, ...regionRange(a.region_code) };
  }
  if (a.scope_kind === 'sector' && a.region_code && a.sector) {
    return { kind: 'sector', sector: a.sector, code: a.region_code, ...regionRange(a.region_code) };
  }
  if (a.scope_kind === 'platform' || a.scope_kind === 'audit') return { kind: a.scope_kind };
  throw new Error(`assignment ${a.id} has no scope`);
}
