import { checkPassword } from '@yufang/domain';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { newId } from '../../platform/clock/clock.ts';
import type { Trx } from '../../platform/db/database.ts';
import { orRefuse, refuse } from '../../platform/errors/refused.ts';
import type { SecurityPolicy } from './policy.ts';

/** scrypt (N 2^14, r 16, p 1) with a salt of its own, as the library's sign-in reads it. About 50 ms. */
export const hashOf = (password: string): Promise<string> => hashPassword(password.normalize('NFKC'));

/** Whether an account's password is this one. */
export async function passwordIs(trx: Trx, accountId: string, password: string): Promise<boolean> {
  const row = await credentialOf(trx, accountId);
  return row?.password != null && (await verifyPassword({ hash: row.password, password }));
}

const credentialOf = (trx: Trx, accountId: string) =>
  trx
    .selectFrom('account_credential')
    .select(['id', 'password'])
    .where('account_id', '=', accountId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst();

/**
 * Give an account a new password and keep the old one's hash among the last.
 * @throws 422 `password.*` when the rules refuse it
 */
export async function setPassword(
  trx: Trx,
  account: { readonly id: string; readonly username: string; readonly name: string },
  given: {
    readonly password: string;
    readonly policy: SecurityPolicy;
    readonly at: Date;
    readonly mustChange?: boolean;
  },
): Promise<void> {
  const { password, policy, at } = given;
  orRefuse(checkPassword(password, account, policy));
  const credential = await credentialOf(trx, account.id);
  const earlier = await trx
    .selectFrom('password_history')
    .select('password')
    .where('account_id', '=', account.id)
    .orderBy('at', 'desc')
    .limit(policy.notLast)
    .execute();
  for (const hash of earlier.map((e) => e.password)) {
    if (await verifyPassword({ hash, password })) {
      throw refuse(422, { code: 'password.used_before', field: 'password', params: { notLast: policy.notLast } });
    }
  }
  const hash = await hashOf(password);
  if (credential) {
    await trx
      .updateTable('account_credential')
      .set({ password: hash, updated_at: at })
      .where('id', '=', credential.id)
      .execute();
  } else {
    await trx.insertInto('account_credential').values(credentialRow(account.id, hash)).execute();
  }
  await trx
    .insertInto('password_history')
    .values({ id: newId(), account_id: account.id, at, password: hash })
    .execute();
  await trx
    .updateTable('account')
    .set({
      password_changed_at: at,
      must_change_password: given.mustChange ?? false,
      failed_count: 0,
      locked_until: null,
      updated_at: at,
    })
    .where('id', '=', account.id)
    .execute();
}

/** The library's row of a password. */
export const credentialRow = (accountId: string, hash: string) => ({
  id: newId(),
  external_id: accountId,
  provider_id: 'credential',
  account_id: accountId,
  password: hash,
});
