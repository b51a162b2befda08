import { createHash } from 'node:crypto';
import type { Config } from '../../platform/config/config.ts';
import { type Refused, refuse } from '../../platform/errors/refused.ts';
import type { AuthEngine } from './engine.ts';
import { readPolicy } from './policy.ts';

/** What the lock reads of an account, or of a name that no account has. */
export type Lockable = { readonly locked_until: Date | null };

/** Whether nobody gets in under this name now, whatever the password. */
export const isLocked = <L extends Lockable>(held: L | null): held is L & { readonly locked_until: Date } =>
  held !== null && held.locked_until !== null && held.locked_until > new Date();

/** What is said of a locked name. */
export const locked = (until: Date): Refused =>
  refuse(403, { code: 'auth.locked', params: { until: until.toISOString() } });

/**
 * Count one wrong secret (password, code, current password) of an account and lock it when the policy's number is reached. Every door counts into the
 * same number, so that who knows the password cannot try codes without end, nor who found an open session the password.
 * @returns until when it is locked, or null
 */
export async function countFailure(engine: AuthEngine, config: Config, accountId: string): Promise<Date | null> {
  const policy = await readPolicy(engine, config);
  const { rows } = await engine.pool.query<Lockable>(
    `update account set failed_count = case when failed_count + 1 >= $2 then 0 else failed_count + 1 end,
            locked_until = case when failed_count + 1 >= $2 then now() + make_interval(mins => $3) else locked_until end
     where id = $1 returning locked_until`,
    [accountId, policy.lockAfter, policy.lockMinutes],
  );
  return untilOf(rows[0]);
}

/** How long a guessed name is remembered; longer than anybody waits to learn whether it exists. */
const KEEP_DAYS = 90;
const hashOf = (username: string): string => createHash('sm3').update(`sign-in\u0000${username}`).digest('hex');

/** The lock of a name that no account has. */
export async function guessOf(engine: AuthEngine, username: string): Promise<Lockable | null> {
  const { rows } = await engine.pool.query<Lockable>('select locked_until from sign_in_guess where name_hash = $1', [
    hashOf(username),
  ]);
  return rows[0] ?? null;
}

/** The same count for a name that no account has: who tries learns nothing from it. */
export async function countGuess(engine: AuthEngine, config: Config, username: string): Promise<Date | null> {
  const policy = await readPolicy(engine, config);
  await engine.pool.query('delete from sign_in_guess where last_at < now() - make_interval(days => $1)', [KEEP_DAYS]);
  const { rows } = await engine.pool.query<Lockable>(
    `insert into sign_in_guess as g (name_hash, failed_count, locked_until)
     values ($1, case when 1 >= $2 then 0 else 1 end, case when 1 >= $2 then now() + make_interval(mins => $3) end)
     on conflict (name_hash) do update set
       failed_count = case when g.failed_count + 1 >= $2 then 0 else g.failed_count + 1 end,
       locked_until = case when g.failed_count + 1 >= $2 then now() + make_interval(mins => $3) else g.locked_until end,
       last_at = now()
     returning locked_until`,
    [hashOf(username), policy.lockAfter, policy.lockMinutes],
  );
  return untilOf(rows[0]);
}

const untilOf = (row: Lockable | undefined): Date | null => {
  const held = row ?? null;
  return isLocked(held) ? held.locked_until : null;
};
