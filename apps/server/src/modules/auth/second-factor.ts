import { symmetricDecrypt } from 'better-auth/crypto';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../../platform/config/config.ts';
import { type AuthEngine, signedCookie } from './engine.ts';

/** A password was right and the code is awaited: whose. */
export type Pending = { readonly accountId: string; readonly username: string; readonly demo: boolean };

/** Whose second factor the request's challenge cookie is about, or null when there is none or it ran out (ten minutes). */
export async function pendingOf(engine: AuthEngine, request: Pick<FastifyRequest, 'headers'>): Promise<Pending | null> {
  return await pendingOfCookie(engine, request.headers.cookie);
}

/** The same of a Cookie header just made. */
export async function pendingOfCookie(engine: AuthEngine, header: string | undefined): Promise<Pending | null> {
  const identifier = signedCookie(engine, engine.cookies.pending, header);
  if (!identifier) return null;
  const { rows } = await engine.pool.query<Pending>(
    `select a.id as "accountId", a.username, a.demo from account_verification v join account a on a.id::text = v.value
     where v.identifier = $1 and v.expires_at > now()`,
    [identifier],
  );
  return rows[0] ?? null;
}

/**
 * The code that an invented account's authenticator would show now, so that the demo can be tried without a phone.
 * Null unless the demo runs and the account is marked as invented.
 */
export async function demoCodeOf(engine: AuthEngine, config: Config, accountId: string): Promise<string | null> {
  if (!config.YUFANG_DEMO) return null;
  const { rows } = await engine.pool.query<{ secret: string }>(
    `select t.secret from account_totp t join account a on a.id = t.account_id where t.account_id = $1 and a.demo`,
    [accountId],
  );
  const locked = rows[0]?.secret;
  if (!locked) return null;
  const secret = await symmetricDecrypt({ key: engine.secret, data: locked });
  const { code } = await engine.api.generateTOTP({ body: { secret } });
  return code;
}
