import { ALL_ROUTES } from '@yufang/contract/all-routes';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../../platform/config/config.ts';
import type { Actor } from '../../platform/db/actor.ts';
import type { Database } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { authEngineOf } from './engine.ts';
import { readPolicy } from './policy.ts';
import { activeAssignment, actorOf, readSession, type SessionState, stateOf } from './session.ts';

const PUBLIC_ROUTES: ReadonlySet<string> = new Set(
  ALL_ROUTES.filter((r) => r.access.kind === 'public').map((r) => r.id),
);

/** What a half-open session is refused with. */
const STEP: Readonly<Record<Exclude<SessionState, 'signed_in'>, string>> = {
  second_factor: 'auth.second_factor_required',
  enrol_second_factor: 'auth.second_factor_required',
  change_password: 'auth.password_change_required',
  no_assignment: 'auth.no_assignment',
};

/**
 * The door: who asks, from the session cookie. Kept for three seconds a session, else one prepared statement.
 * A session with a step still to do counts as nobody on public routes and is refused (403) on all others.
 */
export async function makeAuthenticate(
  engine: { readonly db: Database },
  config: Config,
): Promise<(request: FastifyRequest) => Promise<Actor | null>> {
  const auth = authEngineOf(engine.db, config);
  return async (request) => {
    const session = await readSession(auth, config, request);
    if (!session) return null;
    const state = stateOf(session, await readPolicy(auth, config));
    const assignment = activeAssignment(session);
    if (state === 'signed_in' && assignment) return actorOf(session, assignment, deviceOf(request));
    if (PUBLIC_ROUTES.has(request.routeOptions.config.routeId ?? '')) return null;
    throw refuse(403, { code: STEP[state === 'signed_in' ? 'no_assignment' : state] });
  };
}

/** The name a phone gave itself, for the change log. */
function deviceOf(request: FastifyRequest): string | null {
  const given = request.headers['x-device'];
  return typeof given === 'string' && /^[\w.:-]{1,64}$/.test(given) ? given : null;
}
