import { APIError } from 'better-auth/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { asSystem, type Database } from '../../platform/db/database.ts';
import { refuse, refusingField } from '../../platform/errors/refused.ts';
import { openChain, PLATFORM, record, systemActor } from '../change/record.ts';
import { accountFacts } from './accounts.ts';
import { countFailure, locked } from './lock-out.ts';
import { logSignIn } from './log.ts';
import { passwordIs, setPassword } from './passwords.ts';
import { readPolicy } from './policy.ts';
import { demoCodeOf } from './second-factor.ts';
import { activeAssignment, forgetSessions, readSession, type SessionFacts, stateOf } from './session.ts';
import { type Door, headersOf, openSession, passCookies, verifyCode } from './sign-in.ts';
import { sessionView } from './view.ts';

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply };

/** The session behind these steps, whatever is still to do in it. @throws 401 `auth.required` */
async function sessionOf({ engine, config }: Door, request: FastifyRequest): Promise<SessionFacts> {
  const session = await readSession(engine, config, request);
  if (!session) throw refuse(401, { code: 'auth.required' });
  return session;
}

/** A wrong secret at a door behind the sign-in counts towards the lock like one before it; the lock ends the session, whoever holds it. */
async function refuseSecret(
  { engine, config }: Door,
  session: SessionFacts,
  what: { readonly field: string; readonly code: string },
): Promise<never> {
  const until = await countFailure(engine, config, session.accountId);
  if (!until) throw refuse(401, what);
  await engine.pool.query('delete from account_session where account_id = $1', [session.accountId]);
  forgetSessions(engine, session.accountId);
  throw locked(until);
}

/**
 * Change the own password and sign out every other device.
 * @throws 401 `auth.wrong_credentials`, 403 `auth.locked`, 422 `password.*`
 */
export async function changeOwnPassword(
  door: Door,
  db: Database,
  given: { readonly current: string; readonly next: string },
  { request }: Exchange,
) {
  const { engine, config } = door;
  const session = await sessionOf(door, request);
  const policy = await readPolicy(engine, config);
  // A stolen half-open session must not turn a known password into a new one before the second factor was answered.
  if (stateOf(session, policy) === 'second_factor') throw refuse(403, { code: 'auth.second_factor_required' });
  const at = new Date();
  const current = given.current.normalize('NFKC');
  if (!(await asSystem(db, (trx) => passwordIs(trx, session.accountId, current))))
    await refuseSecret(door, session, { field: 'current', code: 'auth.wrong_credentials' });
  await asSystem(db, async (trx) => {
    const chain = await openChain(trx, PLATFORM);
    const before = await trx
      .selectFrom('account')
      .selectAll()
      .where('id', '=', session.accountId)
      .executeTakeFirstOrThrow();
    await refusingField({ of: 'password', here: 'next' }, () =>
      setPassword(trx, { ...before }, { password: given.next, policy, at }),
    );
    const after = await trx
      .selectFrom('account')
      .selectAll()
      .where('id', '=', session.accountId)
      .executeTakeFirstOrThrow();
    await trx
      .deleteFrom('account_session')
      .where('account_id', '=', session.accountId)
      .where('id', '!=', session.id)
      .execute();
    await record(trx, chain, {
      actor: {
        ...systemActor(session.accountId),
        name: session.name,
        role: activeAssignment(session)?.role ?? 'system',
      },
      at,
      entries: [
        {
          entity: 'account',
          entityId: session.accountId,
          action: 'change_password',
          before: accountFacts(before),
          after: accountFacts(after),
        },
      ],
    });
  });
  forgetSessions(engine, session.accountId);
  await logSignIn(engine, request, {
    username: session.username,
    accountId: session.accountId,
    outcome: 'password_changed',
  });
  return await sessionView(engine, config, { session: await sessionOf(door, request) });
}

/** Begin to enrol an authenticator: a fresh secret that counts for nothing until confirmed. @throws 401 `auth.wrong_credentials`, 409 `auth.already_enrolled` */
export async function beginEnrolment(door: Door, password: string, { request, reply }: Exchange) {
  const { engine, config } = door;
  const session = await sessionOf(door, request);
  try {
    const { response, headers } = await engine.api.enableTwoFactor({
      body: { password: password.normalize('NFKC'), method: 'totp' },
      headers: headersOf(request),
      returnHeaders: true,
    });
    passCookies(reply, headers);
    const uri = 'totpURI' in response ? String(response.totpURI) : '';
    const label = `${session.name}@Yufang`;
    const named = uri.replace(/totp\/[^?]*/, `totp/${encodeURIComponent(`Yufang:${label}`)}`);
    const secret = new URL(uri).searchParams.get('secret') ?? '';
    return { uri: named, secret, demoCode: await demoCodeOf(engine, config, session.accountId) };
  } catch (error) {
    if (!(error instanceof APIError)) throw error;
    const already = error.body?.code === 'TOTP_ALREADY_ENABLED';
    if (already) throw refuse(409, { code: 'auth.already_enrolled' });
    return await refuseSecret(door, session, { field: 'password', code: 'auth.wrong_credentials' });
  }
}

/** The first code: the account has a second factor from now on, and its other sessions end. @throws 401 `auth.wrong_code`, 409 `auth.no_enrolment` */
export async function confirmEnrolment(door: Door, code: string, exchange: Exchange) {
  const { engine, config } = door;
  const { request, reply } = exchange;
  const before = await sessionOf(door, request);
  const { rows } = await engine.pool.query('select from account_totp where account_id = $1 and not verified', [
    before.accountId,
  ]);
  if (rows.length === 0) throw refuse(409, { code: 'auth.no_enrolment' });
  const answer = await verifyCode(door, code, request);
  if (typeof answer === 'string') throw refuse(401, { code: 'auth.wrong_code', field: 'code' });
  passCookies(reply, answer.headers);
  forgetSessions(engine, before.accountId);
  await engine.pool.query('update account_totp set last_code = $2 where account_id = $1', [before.accountId, code]);
  await engine.pool.query('delete from account_session where account_id = $1 and token <> $2', [
    before.accountId,
    answer.token,
  ]);
  const session = await openSession(door, answer.token, { keep: false, secondFactor: true, request });
  await logSignIn(engine, request, {
    username: before.username,
    accountId: before.accountId,
    outcome: 'second_factor_enrolled',
  });
  return await sessionView(engine, config, { session });
}
