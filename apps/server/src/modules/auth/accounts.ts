import { randomBytes } from 'node:crypto';
import { checkAssignment, type Role, type ScopeCodes } from '@yufang/domain';
import { symmetricEncrypt } from 'better-auth/crypto';
import type { Selectable } from 'kysely';
import { newId } from '../../platform/clock/clock.ts';
import type { Config } from '../../platform/config/config.ts';
import { codeOf, type Trx } from '../../platform/db/database.ts';
import type { DB } from '../../platform/db/schema.gen.ts';
import { orRefuse, refuse } from '../../platform/errors/refused.ts';
import { type Entry, type LogActor, openChain, PLATFORM, type Row, record } from '../change/record.ts';
import { authSecret } from './engine.ts';
import { credentialRow, hashOf } from './passwords.ts';

/** A duty to give. `personId`: the enterprise's person who holds the account. */
export type NewAssignment = {
  readonly role: Role;
  readonly scope: ScopeCodes;
  readonly personId?: string | null;
  readonly validTo?: Date | null;
};

/** An account to make. The password is not checked here: `checkPassword` first where a person chose it. */
export type NewAccount = {
  readonly id?: string;
  readonly username: string;
  readonly name: string;
  readonly password: string;
  readonly mustChangePassword?: boolean;
  readonly locale?: 'zh' | 'en';
  /** Invented account of the demo. */
  readonly demo?: boolean;
  /** Offered on the sign-in page (with its password) at this place, demo accounts only. */
  readonly demoRank?: number | null;
  /** Enrol an authenticator now; its code is shown by the demo. Demo accounts only. */
  readonly secondFactor?: boolean;
  readonly assignments: readonly NewAssignment[];
};

export type MadeAccount = { readonly id: string; readonly assignmentIds: readonly string[] };

/**
 * Make one account with its duties, in the caller's system transaction, on the platform's chain.
 * @throws 409 `account.username_taken`, 422 `assignment.*`
 */
export async function createAccount(
  trx: Trx,
  config: Config,
  given: NewAccount,
  by: { readonly actor: LogActor; readonly at: Date },
): Promise<MadeAccount> {
  const [made] = await createAccounts(trx, config, [given], by);
  if (!made) throw new Error('no account was made');
  return made;
}

/**
 * Make many accounts (seeds, imports): three statements and one link of the chain a batch. Accounts given the same password in one
 * call share its hash, since scrypt takes its 50 ms each; give real people a call each.
 */
export async function createAccounts(
  trx: Trx,
  config: Config,
  list: readonly NewAccount[],
  by: { readonly actor: LogActor; readonly at: Date },
): Promise<readonly MadeAccount[]> {
  if (list.length === 0) return [];
  const chain = await openChain(trx, PLATFORM);
  const hashes = new Map<string, string>();
  for (const { password } of list) if (!hashes.has(password)) hashes.set(password, await hashOf(password));
  const rows = list.map((a) => accountRow(a, by.at));
  const accounts = await trx
    .insertInto('account')
    .values(rows)
    .returningAll()
    .execute()
    .catch((error: unknown) => {
      if (codeOf(error) === '23505') throw refuse(409, { code: 'account.username_taken', field: 'username' });
      throw error;
    });
  const pairs = list.map((given, i) => ({ given, id: rows[i]?.id ?? '', hash: hashes.get(given.password) ?? '' }));
  await trx
    .insertInto('account_credential')
    .values(pairs.map(({ id, hash }) => credentialRow(id, hash)))
    .execute();
  await trx
    .insertInto('password_history')
    .values(pairs.map(({ id, hash }) => ({ id: newId(), account_id: id, at: by.at, password: hash })))
    .execute();
  const enrolled = pairs.filter(({ given }) => given.secondFactor && given.demo);
  if (enrolled.length > 0) {
    const totp = await Promise.all(enrolled.map(({ id }) => totpRow(config, id)));
    await trx.insertInto('account_totp').values(totp).execute();
  }
  const duties = pairs.flatMap(({ given, id }) => given.assignments.map((a) => ({ accountId: id, given: a })));
  const assignments = await insertAssignments(trx, duties, by);
  const byId = new Map(accounts.map((a) => [a.id, a]));
  const entries: Entry[] = [
    ...pairs.map(({ id }) => created('account', id, accountFacts(byId.get(id)))),
    ...assignments.map((a) => created('assignment', a.id, a)),
  ];
  await record(trx, chain, { actor: by.actor, at: by.at, entries });
  return pairs.map(({ id }) => ({
    id,
    assignmentIds: assignments.filter((a) => a.account_id === id).map((a) => a.id),
  }));
}

const created = (entity: string, entityId: string, after: Row): Entry => ({
  entity,
  entityId,
  action: 'create',
  before: null,
  after,
});

/** An account as the change log keeps it: no password of the demo, no address the library made up. */
export function accountFacts(row: Selectable<DB['account']> | undefined): Row {
  if (!row) throw new Error('an account was not returned');
  const { demo_password: _, email: __, email_verified: ___, image: ____, ...facts } = row;
  return facts;
}

function accountRow(a: NewAccount, at: Date) {
  const id = a.id ?? newId();
  const offered = a.demo && a.demoRank != null;
  return {
    id,
    username: a.username.toLowerCase(),
    name: a.name,
    email: `${id}@account.invalid`,
    two_factor_enabled: Boolean(a.secondFactor && a.demo),
    locale: a.locale ?? 'zh',
    must_change_password: a.mustChangePassword ?? false,
    password_changed_at: at,
    demo: a.demo ?? false,
    demo_rank: offered ? (a.demoRank ?? null) : null,
    demo_password: offered ? a.password : null,
    created_at: at,
    updated_at: at,
  };
}

async function totpRow(config: Config, accountId: string) {
  const key = authSecret(config);
  return {
    id: newId(),
    account_id: accountId,
    secret: await symmetricEncrypt({ key, data: randomBytes(24).toString('base64url') }),
    backup_codes: await symmetricEncrypt({ key, data: '[]' }),
    verified: true,
  };
}

/**
 * Give an account one more duty, on the platform's chain.
 * @throws 404 `account.not_found`, 422 `assignment.scope_mismatch`, `assignment.administrators_apart`
 */
export async function assign(
  trx: Trx,
  accountId: string,
  given: NewAssignment,
  by: { readonly actor: LogActor; readonly at: Date },
): Promise<string> {
  const chain = await openChain(trx, PLATFORM);
  const account = await trx
    .selectFrom('account')
    .select('id')
    .where('id', '=', accountId)
    .forUpdate()
    .executeTakeFirst();
  if (!account) throw refuse(404, { code: 'account.not_found', field: 'accountId' });
  const [row] = await insertAssignments(trx, [{ accountId, given }], by);
  if (!row) throw new Error('no assignment was made');
  await record(trx, chain, { actor: by.actor, at: by.at, entries: [created('assignment', row.id, row)] });
  return row.id;
}

async function insertAssignments(
  trx: Trx,
  duties: readonly { readonly accountId: string; readonly given: NewAssignment }[],
  by: { readonly actor: LogActor; readonly at: Date },
) {
  if (duties.length === 0) return [];
  const held = await trx
    .selectFrom('assignment')
    .select(['account_id', 'role'])
    .where('account_id', 'in', [...new Set(duties.map((d) => d.accountId))])
    .where((e) => e.or([e('valid_to', 'is', null), e('valid_to', '>', by.at)]))
    .execute();
  const roles = new Map<string, Role[]>();
  for (const h of held) roles.set(h.account_id, [...(roles.get(h.account_id) ?? []), h.role as Role]);
  await refuseAbolished(trx, duties);
  for (const { accountId, given } of duties) {
    const mine = roles.get(accountId) ?? [];
    orRefuse(checkAssignment(given.role, given.scope, mine));
    roles.set(accountId, [...mine, given.role]);
  }
  return await trx
    .insertInto('assignment')
    .values(
      duties.map(({ accountId, given }, i) => ({
        ...assignmentRow(accountId, given, by),
        created_at: inOrder(by.at, i),
      })),
    )
    .returningAll()
    .execute()
    .catch((error: unknown) => {
      if (codeOf(error) === '23503') throw refuse(422, { code: 'assignment.scope_unknown', field: 'scope' });
      throw error;
    });
}

/** No duty over a division that is no more. @throws 422 `assignment.scope_unknown` */
async function refuseAbolished(trx: Trx, duties: readonly { readonly given: NewAssignment }[]): Promise<void> {
  const codes = duties.flatMap(({ given: { scope } }) =>
    scope.kind === 'region' || scope.kind === 'sector' ? [scope.code] : [],
  );
  if (codes.length === 0) return;
  const gone = await trx
    .selectFrom('region')
    .select('code')
    .where('code', 'in', [...new Set(codes)])
    .where('valid_to', 'is not', null)
    .executeTakeFirst();
  if (gone) throw refuse(422, { code: 'assignment.scope_unknown', field: 'scope', params: { region: gone.code } });
}

function assignmentRow(accountId: string, given: NewAssignment, by: { readonly actor: LogActor; readonly at: Date }) {
  const { scope } = given;
  return {
    id: newId(),
    account_id: accountId,
    role: given.role,
    scope_kind: scope.kind,
    region_code: scope.kind === 'region' || scope.kind === 'sector' ? scope.code : null,
    sector: scope.kind === 'sector' ? scope.sector : null,
    park_id: scope.kind === 'park' ? scope.parkId : null,
    enterprise_id: scope.kind === 'enterprise' ? scope.enterpriseId : null,
    person_id: given.personId ?? null,
    valid_from: by.at,
    valid_to: given.validTo ?? null,
    granted_by: by.actor.accountId,
    updated_at: by.at,
  };
}

/** The first duty given is the one a session begins with: a millisecond apart keeps them in order. */
const inOrder = (at: Date, i: number): Date => new Date(at.getTime() + (i % 1000));
