import type { FastifyRequest } from 'fastify';
import { newId } from '../../platform/clock/clock.ts';
import type { AuthEngine } from './engine.ts';

/** What the sign-in log can say of an attempt. */
export type SignInOutcome =
  | 'ok'
  | 'second_factor_asked'
  | 'wrong_password'
  | 'unknown_name'
  | 'wrong_code'
  | 'locked'
  | 'disabled'
  | 'signed_out'
  | 'session_revoked'
  | 'password_changed'
  | 'second_factor_enrolled';

/** Keep one line of who tried to sign in, from where, and how it ended. No scope may change or delete it. */
export async function logSignIn(
  engine: AuthEngine,
  request: Pick<FastifyRequest, 'ip' | 'headers'>,
  what: { readonly username: string; readonly accountId: string | null; readonly outcome: SignInOutcome },
): Promise<void> {
  const agent = String(request.headers['user-agent'] ?? '').slice(0, 300);
  await engine.pool.query(
    `insert into sign_in_log (id, at, username, account_id, outcome, ip, user_agent) values ($1, now(), $2, $3, $4, $5, $6)`,
    [newId(), what.username.slice(0, 64), what.accountId, what.outcome, request.ip, agent],
  );
}
