import type { Config } from '../../platform/config/config.ts';
import type { AuthEngine } from './engine.ts';
import { readPolicy } from './policy.ts';

/**
 * Count one wrong secret (password, code, current password) of an account and lock it when the policy's number is reached. Every door counts into the
 * same number, so that who knows the password cannot try codes without end, nor who found an open session the password.
 * @returns until when it is locked, or null
 */
export async function countFailure(engine: AuthEngine, config: Config, accountId: string): Promise<Date | null> {
  const policy = await readPolicy(engine, config);
  const { rows } = await engine.pool.query<{ locked_until: Date | null }>(
    `update account set failed_count = case when failed_count + 1 >= $2 then 0 else failed_count + 1 end,
            locked_until = case when failed_count + 1 >= $2 then now() + make_interval(mins => $3) else locked_until end
     where id = $1 returning locked_until`,
    [accountId, policy.lockAfter, policy.lockMinutes],
  );
  const until = rows[0]?.locked_until ?? null;
  return until !== null && until > new Date() ? until : null;
}
