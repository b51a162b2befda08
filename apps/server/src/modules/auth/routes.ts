import {
  changePassword,
  chooseAssignment,
  confirmSecondFactor,
  enrolSecondFactor,
  getPasswordRules,
  getSession,
  listDemoAccounts,
  listSessions,
  revokeSession,
  saveMyPreferences,
  signIn,
  signOut,
  verifySecondFactor,
} from '@yufang/contract';
import type { FastifyInstance } from 'fastify';
import { refuse } from '../../platform/errors/refused.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { demoAccounts } from './demo-accounts.ts';
import { authEngineOf } from './engine.ts';
import { invitationRoutes } from './invitation-routes.ts';
import { logSignIn } from './log.ts';
import { installOriginCheck } from './origin.ts';
import { beginEnrolment, changeOwnPassword, confirmEnrolment } from './own-account.ts';
import { passwordRules, readPolicy } from './policy.ts';
import { revealRoutes } from './reveal-routes.ts';
import { demoCodeOf, pendingOf } from './second-factor.ts';
import { forgetSessions, readSession } from './session.ts';
import { headersOf, passCookies, secondFactorStep, signInStep } from './sign-in.ts';
import { sessionView } from './view.ts';

/** Signing in and out, the own account, invitations. */
export function authRoutes(app: FastifyInstance, kernel: Kernel): void {
  const { config, db } = kernel.deps;
  const engine = authEngineOf(db, config);
  const door = { engine, config };
  app.addHook('onClose', () => engine.close());
  installOriginCheck(app, config);

  kernel.onRaw(signIn, ({ body, request, reply }) => signInStep(door, body, { request, reply }));
  kernel.onRaw(verifySecondFactor, ({ body, request, reply }) => secondFactorStep(door, body.code, { request, reply }));

  kernel.onRaw(signOut, async ({ request, reply }) => {
    const session = await readSession(engine, config, request);
    if (session) {
      await engine.pool.query('delete from account_session where id = $1', [session.id]);
      forgetSessions(engine, session.accountId);
      await logSignIn(engine, request, {
        username: session.username,
        accountId: session.accountId,
        outcome: 'signed_out',
      });
    }
    const { headers } = await engine.api.signOut({ headers: headersOf(request), returnHeaders: true });
    passCookies(reply, headers);
    return { signedOut: true } as const;
  });

  kernel.onRaw(getSession, async ({ request }) => {
    const session = await readSession(engine, config, request);
    if (session) return await sessionView(engine, config, { session });
    const pending = await pendingOf(engine, request);
    const demoCode = pending && (await demoCodeOf(engine, config, pending.accountId));
    return await sessionView(engine, config, { session: null, pending: pending !== null, demoCode });
  });

  kernel.onRaw(listDemoAccounts, async () => ({ rows: await demoAccounts(engine, config) }));
  kernel.onRaw(getPasswordRules, async () => passwordRules(await readPolicy(engine, config)));
  kernel.onRaw(changePassword, ({ body, request, reply }) => changeOwnPassword(door, db, body, { request, reply }));
  kernel.onRaw(enrolSecondFactor, ({ body, request, reply }) =>
    beginEnrolment(door, body.password, { request, reply }),
  );
  kernel.onRaw(confirmSecondFactor, ({ body, request, reply }) =>
    confirmEnrolment(door, body.code, { request, reply }),
  );

  kernel.onRaw(chooseAssignment, async ({ body, request }) => {
    const session = await readSession(engine, config, request);
    const mine = session?.assignments.find((a) => a.id === body.assignmentId);
    if (!session || !mine) throw refuse(404, { code: 'auth.assignment_not_found', field: 'assignmentId' });
    await engine.pool.query('update account_session set assignment_id = $2 where id = $1', [session.id, mine.id]);
    forgetSessions(engine, session.accountId);
    return await sessionView(engine, config, { session: { ...session, assignmentId: mine.id } });
  });

  kernel.onRaw(saveMyPreferences, async ({ body, request }) => {
    const session = await readSession(engine, config, request);
    if (!session) throw refuse(404, { code: 'account.not_found' });
    await engine.pool.query('update account set locale = $2 where id = $1', [session.accountId, body.locale]);
    forgetSessions(engine, session.accountId);
    return { locale: body.locale };
  });

  kernel.onRaw(listSessions, async ({ request }) => {
    const session = await readSession(engine, config, request);
    if (!session) return { rows: [] };
    const { rows } = await engine.pool.query<Listed>(
      `select id, user_agent, ip_address, created_at, last_seen_at, expires_at from account_session
       where account_id = $1 and expires_at > now() order by created_at desc limit 200`,
      [session.accountId],
    );
    return {
      rows: rows.map((r) => ({
        id: r.id,
        current: r.id === session.id,
        device: r.user_agent ?? '',
        ip: r.ip_address || null,
        startedAt: r.created_at.toISOString(),
        lastSeenAt: r.last_seen_at.toISOString(),
        endsAt: r.expires_at.toISOString(),
      })),
    };
  });

  kernel.onRaw(revokeSession, async ({ params, request }) => {
    const session = await readSession(engine, config, request);
    const found = session
      ? await engine.pool.query('delete from account_session where id::text = $1 and account_id = $2', [
          params.id,
          session.accountId,
        ])
      : null;
    if (!session || !found?.rowCount) throw refuse(404, { code: 'auth.session_not_found', field: 'id' });
    forgetSessions(engine, session.accountId);
    await logSignIn(engine, request, {
      username: session.username,
      accountId: session.accountId,
      outcome: 'session_revoked',
    });
    return { revoked: true } as const;
  });

  invitationRoutes(kernel, door);
  revealRoutes(kernel);
}

type Listed = {
  id: string;
  user_agent: string | null;
  ip_address: string | null;
  created_at: Date;
  last_seen_at: Date;
  expires_at: Date;
};
