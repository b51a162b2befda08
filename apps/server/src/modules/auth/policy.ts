import type { PasswordRules } from '@yufang/contract';
import type { z } from 'zod';
import type { Config } from '../../platform/config/config.ts';
import type { AuthEngine } from './engine.ts';

/** The platform's security policy, as the security administrator set it. */
export type SecurityPolicy = {
  readonly minLength: number;
  readonly minClasses: number;
  readonly notLast: number;
  readonly maxAgeDays: number | null;
  readonly lockAfter: number;
  readonly lockMinutes: number;
  readonly idleMinutes: number;
  readonly absoluteHours: number;
  readonly keptDays: number;
};

/** The key of the one row of security_policy. */
export const POLICY_ID = '00000000-0000-0000-0000-000000000001';

const KEEP_MS = 5_000;
const kept = new WeakMap<AuthEngine, { policy: SecurityPolicy; until: number }>();

/** The policy in force; kept for five seconds a process. */
export async function readPolicy(engine: AuthEngine, config: Config): Promise<SecurityPolicy> {
  const hit = kept.get(engine);
  if (hit && hit.until > performance.now()) return hit.policy;
  const { rows } = await engine.pool.query<Record<string, number | null>>(
    'select * from security_policy where id = $1',
    [POLICY_ID],
  );
  const row = rows[0];
  if (!row) throw new Error('security_policy has no row');
  const n = (name: string) => Number(row[name]);
  const policy: SecurityPolicy = {
    minLength: n('min_length'),
    minClasses: n('min_classes'),
    notLast: n('not_last'),
    maxAgeDays: row.max_age_days ?? null,
    lockAfter: n('lock_after'),
    lockMinutes: n('lock_minutes'),
    idleMinutes: row.idle_minutes ?? config.YUFANG_IDLE_MINUTES,
    absoluteHours: n('absolute_hours'),
    keptDays: n('kept_days'),
  };
  kept.set(engine, { policy, until: performance.now() + KEEP_MS });
  return policy;
}

/** Forget the policy after it was changed. */
export const forgetPolicy = (engine: AuthEngine): boolean => kept.delete(engine);

/** What a form needs to know of it. */
export const passwordRules = (p: SecurityPolicy): z.infer<typeof PasswordRules> => ({
  minLength: p.minLength,
  minClasses: p.minClasses,
  notLast: p.notLast,
  maxAgeDays: p.maxAgeDays,
});
