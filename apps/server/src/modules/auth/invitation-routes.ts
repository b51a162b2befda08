import { createHash, randomBytes } from 'node:crypto';
import {
  acceptInvitation,
  createInvitation,
  getInvitation,
  type InvitationRow,
  joinByInvitation,
  listInvitations,
  revokeInvitation,
} from '@yufang/contract';
import { checkPassword, ENTERPRISE_MANAGERS, type Role } from '@yufang/domain';
import type { Selectable } from 'kysely';
import type { z } from 'zod';
import { newId } from '../../platform/clock/clock.ts';
import { type Actor, dimColumns, type EnterpriseDims } from '../../platform/db/actor.ts';
import { asSystem, type Trx } from '../../platform/db/database.ts';
import type { DB } from '../../platform/db/schema.gen.ts';
import { orRefuse, refuse } from '../../platform/errors/refused.ts';
import { dimsOf } from '../../platform/http/enterprise-dims.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { type Chain, type LogActor, openChain, record } from '../change/record.ts';
import { assign, createAccount } from './accounts.ts';
import { publicUrl } from './engine.ts';
import { readPolicy } from './policy.ts';
import { forgetSessions, readSession } from './session.ts';
import { type Door, signInStep } from './sign-in.ts';
import { sessionView } from './view.ts';

type Invitation = Selectable<DB['invitation']>;

/** What an invitation is to say; `role` one of the enterprise's own or an expert. */
export type NewInvitation = {
  readonly name: string;
  readonly role: Role;
  readonly personId?: string | null;
  readonly expiresAt: Date;
};

const hashOfCode = (code: string): string => createHash('sm3').update(code).digest('hex');

/**
 * Invite a person into an enterprise, within the enterprise's own chain. The code is in the answer and nowhere else.
 * For the registration too: the head of an approved enterprise is invited with it.
 */
export async function issueInvitation(
  trx: Trx,
  chain: Chain,
  given: NewInvitation,
  by: { readonly actor: LogActor; readonly at: Date },
): Promise<{ row: Invitation; code: string }> {
  const code = randomBytes(15).toString('base64url');
  const row = await trx
    .insertInto('invitation')
    .values({
      ...dimColumns(chain.dims),
      id: newId(),
      code_hash: hashOfCode(code),
      name: given.name,
      role: given.role,
      person_id: given.personId ?? null,
      invited_by: by.actor.name,
      expires_at: given.expiresAt,
      created_at: by.at,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await record(trx, chain, {
    actor: by.actor,
    at: by.at,
    entries: [{ entity: 'invitation', entityId: row.id, action: 'create', before: null, after: facts(row) }],
  });
  return { row, code };
}

/** Without the hash: whoever reads the log should not even be able to test a guessed code. */
function facts(row: Invitation) {
  const { code_hash: _, ...rest } = row;
  return rest;
}

const view = (r: Invitation, now: Date): z.infer<typeof InvitationRow> => ({
  id: r.id,
  name: r.name,
  role: r.role as Role,
  personId: r.person_id,
  state: r.state === 'open' && r.expires_at <= now ? 'expired' : (r.state as 'open' | 'accepted' | 'revoked'),
  invitedBy: r.invited_by,
  createdAt: r.created_at.toISOString(),
  expiresAt: r.expires_at.toISOString(),
  acceptedAt: r.accepted_at?.toISOString() ?? null,
});

const isManager = (role: Role): boolean => ENTERPRISE_MANAGERS.some((r) => r === role);

/** Invitations: given inside the enterprise, looked at and accepted by somebody without an account, or with the one that is signed in. */
export function invitationRoutes(kernel: Kernel, door: Door): void {
  const { config, db } = kernel.deps;

  kernel.onEnterprise(listInvitations, async ({ trx, enterprise, now }) => {
    const rows = await trx
      .selectFrom('invitation')
      .selectAll()
      .where('enterprise_id', '=', enterprise.enterpriseId)
      .orderBy('created_at', 'desc')
      .limit(500)
      .execute();
    return { rows: rows.map((r) => view(r, now)) };
  });

  kernel.onCommand(createInvitation, async ({ trx, chain, actor, body, now }) => {
    if (!isManager(actor.role) && body.role !== 'enterprise_head') {
      throw refuse(403, { code: 'invitation.role_not_yours', field: 'role', params: { role: body.role } });
    }
    if (body.personId) await needPerson(trx, chain.dims, body.personId);
    const expiresAt = new Date(now.getTime() + body.days * 86_400_000);
    const { row, code } = await issueInvitation(trx, chain, { ...body, expiresAt }, { actor, at: now });
    return { invitation: view(row, now), code, url: `${publicUrl(config)}/invite/${code}` };
  });

  kernel.onCommand(revokeInvitation, async ({ trx, chain, actor, params, now }) => {
    const before = await trx
      .selectFrom('invitation')
      .selectAll()
      .where('enterprise_id', '=', params.enterpriseId)
      .where('id', '=', params.id)
      .executeTakeFirst();
    if (!before) throw refuse(404, { code: 'invitation.not_found', field: 'id' });
    if (before.state !== 'open') throw refuse(422, { code: 'invitation.over', params: { state: before.state } });
    return view(await moveTo(trx, chain, { before, state: 'revoked', actor, at: now }), now);
  });

  kernel.onRaw(getInvitation, ({ params }) =>
    asSystem(db, async (trx) => {
      const found = await openInvitation(trx, params.code);
      return {
        name: found.row.name,
        role: found.row.role as Role,
        enterpriseName: found.enterprise.name,
        invitedBy: found.row.invited_by,
        expiresAt: found.row.expires_at.toISOString(),
      };
    }),
  );

  kernel.onRaw(acceptInvitation, async ({ params, body, request, reply }) => {
    const policy = await readPolicy(door.engine, config);
    const password = body.password.normalize('NFKC');
    const at = new Date();
    await asSystem(db, async (trx) => {
      const { row } = await openInvitation(trx, params.code);
      const name = body.name ?? row.name;
      orRefuse(checkPassword(password, { username: body.username, name }, policy));
      // One at a time: the enterprise's chain is locked, then the invitation is read again.
      const { row: locked, enterprise } = await openInvitation(trx, params.code);
      const chain = await openChain(trx, dimsOf(enterprise));
      const fresh = await openInvitation(trx, params.code);
      const actor: LogActor = { accountId: newId(), name, role: 'system', device: null };
      const scope = { kind: 'enterprise', enterpriseId: locked.enterprise_id } as const;
      const assignments = [{ role: locked.role as Role, scope, personId: locked.person_id }];
      const account = { id: actor.accountId, username: body.username, name, password, assignments };
      await moveTo(trx, chain, { before: fresh.row, state: 'accepted', actor, at });
      if (locked.person_id)
        await linkPerson(trx, chain, { personId: locked.person_id, accountId: actor.accountId, actor, at });
      await createAccount(trx, config, account, { actor, at });
    });
    return await signInStep(door, { username: body.username, password, keep: false }, { request, reply });
  });

  kernel.on(joinByInvitation, async ({ actor, params, request }) => {
    const at = new Date();
    const assignmentId = await asSystem(db, (trx) => join(trx, params.code, { actor, at }));
    const session = await readSession(door.engine, config, request);
    if (session)
      await door.engine.pool.query('update account_session set assignment_id = $2 where id = $1', [
        session.id,
        assignmentId,
      ]);
    forgetSessions(door.engine, actor.accountId);
    return await sessionView(door.engine, config, { session: await readSession(door.engine, config, request) });
  });
}

/** Add the invited duty to an account that is there. Returns the duty's id. */
async function join(
  trx: Trx,
  code: string,
  by: { readonly actor: Pick<Actor, 'accountId' | 'name' | 'role' | 'device'>; readonly at: Date },
): Promise<string> {
  const { enterprise } = await openInvitation(trx, code);
  // One at a time: the enterprise's chain is locked, then the invitation is read again.
  const chain = await openChain(trx, dimsOf(enterprise));
  const { row } = await openInvitation(trx, code);
  const held = await trx
    .selectFrom('assignment')
    .select('id')
    .where('account_id', '=', by.actor.accountId)
    .where('enterprise_id', '=', row.enterprise_id)
    .where('role', '=', row.role)
    .where((e) => e.or([e('valid_to', 'is', null), e('valid_to', '>', by.at)]))
    .executeTakeFirst();
  if (held) throw refuse(409, { code: 'invitation.already_yours' });
  await moveTo(trx, chain, { before: row, state: 'accepted', ...by });
  if (row.person_id) await linkPerson(trx, chain, { personId: row.person_id, accountId: by.actor.accountId, ...by });
  const scope = { kind: 'enterprise', enterpriseId: row.enterprise_id } as const;
  return await assign(trx, by.actor.accountId, { role: row.role as Role, scope, personId: row.person_id }, by);
}

/** @throws 404 `invitation.not_found`, 422 `invitation.over` when accepted, revoked or expired */
async function openInvitation(trx: Trx, code: string) {
  const row = await trx
    .selectFrom('invitation')
    .selectAll()
    .where('code_hash', '=', hashOfCode(code))
    .executeTakeFirst();
  if (!row) throw refuse(404, { code: 'invitation.not_found' });
  const state = row.state === 'open' && row.expires_at <= new Date() ? 'expired' : row.state;
  if (state !== 'open') throw refuse(422, { code: 'invitation.over', params: { state } });
  const enterprise = await trx
    .selectFrom('enterprise')
    .select(['name', 'enterprise_id', 'city_code', 'county_code', 'sector', 'park_id', 'industry', 'scale'])
    .where('enterprise_id', '=', row.enterprise_id)
    .executeTakeFirstOrThrow();
  return { row, enterprise };
}

async function moveTo(
  trx: Trx,
  chain: Chain,
  what: { before: Invitation; state: 'accepted' | 'revoked'; actor: LogActor; at: Date },
): Promise<Invitation> {
  const { before, state, actor, at } = what;
  const after = await trx
    .updateTable('invitation')
    .set({ state, accepted_at: state === 'accepted' ? at : null, version: before.version + 1, updated_at: at })
    .where('enterprise_id', '=', before.enterprise_id)
    .where('id', '=', before.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  const action = state === 'accepted' ? 'accept' : 'revoke';
  await record(trx, chain, {
    actor,
    at,
    entries: [{ entity: 'invitation', entityId: before.id, action, before: facts(before), after: facts(after) }],
  });
  return after;
}

async function needPerson(trx: Trx, dims: EnterpriseDims, personId: string): Promise<void> {
  const person = await trx
    .selectFrom('person')
    .select('account_id')
    .where('enterprise_id', '=', dims.enterpriseId)
    .where('id', '=', personId)
    .where('state', '=', 'active')
    .executeTakeFirst();
  if (!person) throw refuse(404, { code: 'person.not_found', field: 'personId' });
  if (person.account_id) throw refuse(409, { code: 'person.has_account', field: 'personId' });
}

async function linkPerson(
  trx: Trx,
  chain: Chain,
  what: { personId: string; accountId: string; actor: LogActor; at: Date },
) {
  const mine = () =>
    trx
      .selectFrom('person')
      .selectAll()
      .where('enterprise_id', '=', chain.dims.enterpriseId)
      .where('id', '=', what.personId);
  const before = await mine().executeTakeFirstOrThrow();
  const after = await trx
    .updateTable('person')
    .set({ account_id: what.accountId, version: before.version + 1, updated_at: what.at })
    .where('enterprise_id', '=', chain.dims.enterpriseId)
    .where('id', '=', what.personId)
    .returningAll()
    .executeTakeFirstOrThrow();
  await record(trx, chain, {
    actor: what.actor,
    at: what.at,
    entries: [{ entity: 'person', entityId: what.personId, action: 'link_account', before, after }],
  });
}
