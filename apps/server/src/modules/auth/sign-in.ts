import { APIError } from 'better-auth/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../platform/config/config.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { Attempts } from './attempts.ts';
import { type AuthEngine, USERNAME } from './engine.ts';
import { countFailure, countGuess, guessOf, isLocked, locked } from './lock-out.ts';
import { logSignIn } from './log.ts';
import { readPolicy } from './policy.ts';
import { demoCodeOf, pendingOf, pendingOfCookie } from './second-factor.ts';
import { loadSession, needsSecondFactor, type SessionFacts } from './session.ts';
import { sessionView } from './view.ts';

/** What the sign-in steps share. */
export type Door = { readonly engine: AuthEngine; readonly config: Config };
type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply };

const attempts = new WeakMap<AuthEngine, Attempts>();
const attemptsOf = (engine: AuthEngine): Attempts => {
  const found = attempts.get(engine) ?? new Attempts();
  attempts.set(engine, found);
  return found;
};

type Account = { id: string; state: string; locked_until: Date | null };

/**
 * First step: name and password.
 * @throws 401 `auth.wrong_credentials`, 403 `auth.locked` (until), 403 `auth.disabled`, 429 `request.too_many`
 */
export async function signInStep(
  door: Door,
  given: {
    readonly username: string;
    readonly password: string;
    readonly keep: boolean;
    readonly locale?: 'zh' | 'en' | undefined;
  },
  { request, reply }: Exchange,
) {
  const { engine, config } = door;
  const username = given.username.toLowerCase();
  attemptsOf(engine).admit(request.ip, username);
  const account = USERNAME.test(username) ? await accountOf(engine, username) : null;
  // A name that no account has is counted and locked all the same: the answers must not tell which names exist.
  const held = account ?? (await guessOf(engine, username));
  if (isLocked(held)) {
    await logSignIn(engine, request, { username, accountId: account?.id ?? null, outcome: 'locked' });
    throw locked(held.locked_until);
  }
  const answer = await checkPassword(door, { username, password: given.password });
  if (!answer) return await wrongPassword(door, { username, account, request });
  if (account?.state === 'disabled') {
    if (answer.token) await engine.pool.query('delete from account_session where token = $1', [answer.token]);
    await logSignIn(engine, request, { username, accountId: account.id, outcome: 'disabled' });
    throw refuse(403, { code: 'auth.disabled' });
  }
  passCookies(reply, answer.headers);
  if (answer.token === null) {
    const pending = await pendingOfCookie(engine, cookieHeader(answer.headers));
    if (!pending) throw new Error('the library asked for a second factor but kept no challenge');
    await logSignIn(engine, request, { username, accountId: pending.accountId, outcome: 'second_factor_asked' });
    const demoCode = await demoCodeOf(engine, config, pending.accountId);
    return await sessionView(engine, config, { session: null, pending: true, demoCode });
  }
  const session = await openSession(door, answer.token, { keep: given.keep, secondFactor: false, request });
  if (given.locale)
    await engine.pool.query('update account set locale = $2 where id = $1', [session.accountId, given.locale]);
  return await sessionView(engine, config, { session: { ...session, locale: given.locale ?? session.locale } });
}

/**
 * Second step: the authenticator's code.
 * @throws 401 `auth.sign_in_first`, 401 `auth.wrong_code`, 403 `auth.locked`
 */
export async function secondFactorStep(door: Door, code: string, { request, reply }: Exchange) {
  const { engine, config } = door;
  const pending = await pendingOf(engine, request);
  if (!pending) throw refuse(401, { code: 'auth.sign_in_first' });
  attemptsOf(engine).admit(request.ip, pending.username);
  const account = await accountOf(engine, pending.username);
  if (isLocked(account)) throw locked(account.locked_until);
  if (!pending.demo) await refuseUsedCode(engine, pending.accountId, code);
  const answer = await verifyCode(door, code, request);
  if (typeof answer === 'string') {
    attemptsOf(engine).failed(request.ip);
    await logSignIn(engine, request, {
      username: pending.username,
      accountId: pending.accountId,
      outcome: 'wrong_code',
    });
    const until = await countFailure(engine, config, pending.accountId);
    if (until) throw locked(until);
    throw refuse(answer === 'locked' ? 403 : 401, {
      code: answer === 'locked' ? 'auth.locked' : 'auth.wrong_code',
      field: 'code',
    });
  }
  passCookies(reply, answer.headers);
  await engine.pool.query('update account_totp set last_code = $2 where account_id = $1', [pending.accountId, code]);
  const session = await openSession(door, answer.token, { keep: false, secondFactor: true, request });
  return await sessionView(engine, config, { session });
}

/** Ask the library for the code; the session's token, or why not. */
export async function verifyCode(
  { engine }: Door,
  code: string,
  request: FastifyRequest,
): Promise<{ token: string; headers: Headers } | 'wrong' | 'locked'> {
  try {
    const { response, headers } = await engine.api.verifyTOTP({
      body: { code },
      headers: headersOf(request),
      returnHeaders: true,
    });
    return { token: tokenIn(headers) ?? response.token, headers };
  } catch (error) {
    if (!(error instanceof APIError)) throw error;
    return error.statusCode === 429 ? 'locked' : 'wrong';
  }
}

async function checkPassword({ engine }: Door, body: { username: string; password: string }) {
  if (!USERNAME.test(body.username)) return null;
  try {
    const { response, headers } = await engine.api.signInUsername({
      body: { username: body.username, password: body.password.normalize('NFKC') },
      headers: new Headers(),
      returnHeaders: true,
    });
    const token = response && 'token' in response && typeof response.token === 'string' ? response.token : null;
    return { token, headers };
  } catch (error) {
    if (error instanceof APIError && error.statusCode < 500) return null;
    throw error;
  }
}

async function wrongPassword(
  { engine, config }: Door,
  what: { username: string; account: Account | null; request: FastifyRequest },
): Promise<never> {
  const { account, request, username } = what;
  attemptsOf(engine).failed(request.ip);
  const outcome = account ? 'wrong_password' : 'unknown_name';
  await logSignIn(engine, request, { username, accountId: account?.id ?? null, outcome });
  const until = account ? await countFailure(engine, config, account.id) : await countGuess(engine, config, username);
  if (until) throw locked(until);
  throw refuse(401, { code: 'auth.wrong_credentials' });
}

/**
 * Give a session that the library just made its own end and its duty, and say in the log that it began.
 * A session may be kept for weeks on a phone only where no duty of the account asks for a second factor.
 */
export async function openSession(
  { engine, config }: Door,
  token: string,
  how: { readonly keep: boolean; readonly secondFactor: boolean; readonly request: FastifyRequest },
): Promise<SessionFacts> {
  const policy = await readPolicy(engine, config);
  const found = await loadSession(engine, config, token);
  if (!found) throw refuse(401, { code: 'auth.required' });
  const kept = how.keep && !found.assignments.some((a) => needsSecondFactor(a.role));
  const life = kept ? policy.keptDays * 24 : policy.absoluteHours;
  await engine.pool.query(
    `update account_session set expires_at = now() + make_interval(hours => $2), kept = $3, last_seen_at = now(),
            second_factor_at = case when $4 then now() end, assignment_id = $5, ip_address = $6, user_agent = $7 where id = $1`,
    [
      found.id,
      life,
      kept,
      how.secondFactor,
      found.assignments[0]?.id ?? null,
      how.request.ip,
      String(how.request.headers['user-agent'] ?? '').slice(0, 300),
    ],
  );
  await engine.pool.query(
    'update account set failed_count = 0, locked_until = null where id = $1 and failed_count > 0',
    [found.accountId],
  );
  attemptsOf(engine).succeeded(how.request.ip, found.username);
  await logSignIn(engine, how.request, { username: found.username, accountId: found.accountId, outcome: 'ok' });
  return { ...found, secondFactorAt: how.secondFactor ? new Date() : null };
}

/** RFC 6238 §5.2: a code counts once. Invented accounts are shared by everybody who tries the demo, so theirs may be seen twice. */
async function refuseUsedCode(engine: AuthEngine, accountId: string, code: string): Promise<void> {
  const { rows } = await engine.pool.query('select from account_totp where account_id = $1 and last_code = $2', [
    accountId,
    code,
  ]);
  if (rows.length > 0) throw refuse(401, { code: 'auth.wrong_code', field: 'code' });
}

async function accountOf(engine: AuthEngine, username: string): Promise<Account | null> {
  const { rows } = await engine.pool.query<Account>('select id, state, locked_until from account where username = $1', [
    username,
  ]);
  return rows[0] ?? null;
}

/** The library reads a request's cookies only. */
export const headersOf = (request: Pick<FastifyRequest, 'headers'>): Headers =>
  new Headers({ cookie: request.headers.cookie ?? '' });

/** Hand the library's cookies on to the browser. */
export function passCookies(reply: FastifyReply, headers: Headers): void {
  const cookies = headers.getSetCookie();
  if (cookies.length > 0) reply.header('set-cookie', cookies);
}

const cookieHeader = (headers: Headers): string =>
  headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ');

/** The token of a session cookie just set: the library may have replaced the session that its answer names. */
function tokenIn(headers: Headers): string | null {
  const cookie = headers.getSetCookie().find((c) => /^[^=]*session_token=[^;]/.test(c));
  const value = cookie?.split(';')[0]?.split('=')[1];
  return value ? (decodeURIComponent(value).split('.')[0] ?? null) : null;
}
