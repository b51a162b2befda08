import {
  endAccountSession,
  endAccountSessions,
  endAssignment,
  getSecurityPolicy,
  grantAssignment,
  listAccountSessions,
  resetPassword,
  resetSecondFactor,
  type ScopeInput,
  type SecurityPolicy,
  saveSecurityPolicy,
  unlockAccount,
} from '@yufang/contract';
import type { Selectable } from 'kysely';
import type { Actor } from '../../platform/db/actor.ts';
import { type Database, readAsSystem, type Trx } from '../../platform/db/database.ts';
import type { DB } from '../../platform/db/schema.gen.ts';
import { refuse } from '../../platform/errors/refused.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { accountFacts, assign } from '../auth/accounts.ts';
import { authEngineOf } from '../auth/engine.ts';
import { setPassword } from '../auth/passwords.ts';
import { forgetPolicy, POLICY_ID, readPolicy } from '../auth/policy.ts';
import { forgetSessions } from '../auth/session.ts';
import { openChain, PLATFORM, record } from '../change/record.ts';
import { selectAccount } from './account-queries.ts';
import { firstPassword, need, needAccount } from './account-routes.ts';

/** The security administrator's part: duties, locks, sessions, rules. */
export function securityRoutes(kernel: Kernel): void {
  const { config, db } = kernel.deps;
  const engine = authEngineOf(db, config);
  const drop = (trx: Trx, id: string, sessionId?: string) =>
    trx
      .deleteFrom('account_session')
      .where('account_id', '=', id)
      .$if(sessionId !== undefined, (q) => q.where('id', '=', sessionId ?? ''))
      .executeTakeFirst();

  kernel.on(grantAssignment, async ({ trx, actor, params, body, now }) => {
    await needAccount(trx, actor, params.id);
    const validTo = body.validTo ? new Date(body.validTo) : null;
    const scope = await withId(db, body.scope);
    await assign(trx, params.id, { role: body.role, scope, validTo }, { actor, at: now });
    forgetSessions(engine, params.id);
    return need(await selectAccount(trx, engine, params.id));
  });

  kernel.on(endAssignment, async ({ trx, actor, params, now }) => {
    const chain = await openChain(trx, PLATFORM);
    await needAccount(trx, actor, params.id);
    const mine = trx
      .selectFrom('assignment')
      .selectAll()
      .where('id', '=', params.assignmentId)
      .where('account_id', '=', params.id);
    const before = await mine.executeTakeFirst();
    if (!before || (before.valid_to !== null && before.valid_to <= now)) {
      throw refuse(404, { code: 'assignment.not_found', field: 'assignmentId' });
    }
    const after = await trx
      .updateTable('assignment')
      .set({ valid_to: now, version: before.version + 1, updated_at: now })
      .where('id', '=', before.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await record(trx, chain, {
      actor,
      at: now,
      entries: [{ entity: 'assignment', entityId: before.id, action: 'end', before, after }],
    });
    forgetSessions(engine, params.id);
    return need(await selectAccount(trx, engine, params.id));
  });

  kernel.on(unlockAccount, async ({ trx, actor, params, now }) => {
    const chain = await openChain(trx, PLATFORM);
    const before = await needAccount(trx, actor, params.id);
    const after = await trx
      .updateTable('account')
      .set({ failed_count: 0, locked_until: null, updated_at: now })
      .where('id', '=', params.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await trx
      .updateTable('account_totp')
      .set({ failed_verification_count: 0, locked_until: null })
      .where('account_id', '=', params.id)
      .execute();
    await record(trx, chain, {
      actor,
      at: now,
      entries: [
        {
          entity: 'account',
          entityId: params.id,
          action: 'unlock',
          before: accountFacts(before),
          after: accountFacts(after),
        },
      ],
    });
    return need(await selectAccount(trx, engine, params.id));
  });

  kernel.on(resetPassword, async ({ trx, actor, params, body, now }) => {
    const chain = await openChain(trx, PLATFORM);
    const before = await needAccount(trx, actor, params.id);
    const password = firstPassword();
    const policy = { ...(await readPolicy(engine, config)), minLength: 8 };
    await setPassword(trx, before, { password, policy, at: now, mustChange: true });
    await drop(trx, params.id);
    const after = await needAccount(trx, actor, params.id);
    await record(trx, chain, {
      actor,
      at: now,
      entries: [
        {
          entity: 'account',
          entityId: params.id,
          action: 'reset_password',
          before: accountFacts(before),
          after: { ...accountFacts(after), reason: body.reason },
        },
      ],
    });
    forgetSessions(engine, params.id);
    return { password };
  });

  kernel.on(resetSecondFactor, async ({ trx, actor, params, now }) => {
    const chain = await openChain(trx, PLATFORM);
    const before = await needAccount(trx, actor, params.id);
    await trx.deleteFrom('account_totp').where('account_id', '=', params.id).execute();
    await drop(trx, params.id);
    const after = await trx
      .updateTable('account')
      .set({ two_factor_enabled: false, version: before.version + 1, updated_at: now })
      .where('id', '=', params.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await record(trx, chain, {
      actor,
      at: now,
      entries: [
        {
          entity: 'account',
          entityId: params.id,
          action: 'reset_second_factor',
          before: accountFacts(before),
          after: accountFacts(after),
        },
      ],
    });
    forgetSessions(engine, params.id);
    return need(await selectAccount(trx, engine, params.id));
  });

  kernel.on(listAccountSessions, async ({ trx, params, now }) => {
    const rows = await trx
      .selectFrom('account_session')
      .select(['id', 'user_agent', 'ip_address', 'created_at', 'last_seen_at', 'expires_at'])
      .where('account_id', '=', params.id)
      .where('expires_at', '>', now)
      .orderBy('created_at', 'desc')
      .limit(200)
      .execute();
    return {
      rows: rows.map((r) => ({
        id: r.id,
        current: false,
        device: r.user_agent ?? '',
        ip: r.ip_address || null,
        startedAt: r.created_at.toISOString(),
        lastSeenAt: r.last_seen_at.toISOString(),
        endsAt: r.expires_at.toISOString(),
      })),
    };
  });

  /** Sign out on all devices or on one, and say so in the platform's chain. */
  const end = async (call: { trx: Trx; actor: Actor; now: Date }, accountId: string, sessionId?: string) => {
    const { trx, actor, now } = call;
    const chain = await openChain(trx, PLATFORM);
    const facts = accountFacts(await needAccount(trx, actor, accountId));
    const ended = Number((await drop(trx, accountId, sessionId)).numDeletedRows);
    if (sessionId && ended === 0) throw refuse(404, { code: 'auth.session_not_found', field: 'sessionId' });
    const after = { ...facts, sessions: ended };
    await record(trx, chain, {
      actor,
      at: now,
      entries: [{ entity: 'account', entityId: accountId, action: 'end_sessions', before: facts, after }],
    });
    forgetSessions(engine, accountId);
    return { ended };
  };

  kernel.on(endAccountSessions, (call) => end(call, call.params.id));

  kernel.on(endAccountSession, (call) => end(call, call.params.id, call.params.sessionId));

  kernel.on(getSecurityPolicy, async ({ trx }) => policyView(await policyRow(trx)));

  kernel.on(saveSecurityPolicy, async ({ trx, actor, body, now }) => {
    const chain = await openChain(trx, PLATFORM);
    const before = await policyRow(trx);
    if (before.version !== body.version) throw refuse(409, { code: 'row.stale', params: { version: before.version } });
    const after = await trx
      .updateTable('security_policy')
      .set({
        min_length: body.minLength,
        min_classes: body.minClasses,
        not_last: body.notLast,
        max_age_days: body.maxAgeDays,
        lock_after: body.lockAfter,
        lock_minutes: body.lockMinutes,
        idle_minutes: body.idleMinutes,
        absolute_hours: body.absoluteHours,
        kept_days: body.keptDays,
        version: before.version + 1,
        updated_at: now,
      })
      .where('id', '=', POLICY_ID)
      .returningAll()
      .executeTakeFirstOrThrow();
    await record(trx, chain, {
      actor,
      at: now,
      entries: [{ entity: 'security_policy', entityId: POLICY_ID, action: 'save', before, after }],
    });
    forgetPolicy(engine);
    return policyView(after);
  });
}

const policyRow = (trx: Trx) =>
  trx.selectFrom('security_policy').selectAll().where('id', '=', POLICY_ID).executeTakeFirstOrThrow();

const policyView = (r: Selectable<DB['security_policy']>): SecurityPolicy => ({
  minLength: r.min_length,
  minClasses: r.min_classes,
  notLast: r.not_last,
  maxAgeDays: r.max_age_days,
  lockAfter: r.lock_after,
  lockMinutes: r.lock_minutes,
  idleMinutes: r.idle_minutes,
  absoluteHours: r.absolute_hours,
  keptDays: r.kept_days,
  version: r.version,
});

/**
 * The scope with an enterprise's id where its code was given: an administrator sees no enterprises, and has the code from whoever asks for the duty.
 * @throws 422 `assignment.scope_unknown`
 */
async function withId(db: Database, scope: ScopeInput): Promise<ScopeInput> {
  if (scope.kind !== 'enterprise' || scope.enterpriseId.includes('-')) return scope;
  const code = scope.enterpriseId.toUpperCase();
  const found = await readAsSystem(db, (trx) =>
    trx.selectFrom('enterprise').select('enterprise_id').where('code', '=', code).executeTakeFirst(),
  );
  if (!found) throw refuse(422, { code: 'assignment.scope_unknown', field: 'scope' });
  return { kind: 'enterprise', enterpriseId: found.enterprise_id };
}
