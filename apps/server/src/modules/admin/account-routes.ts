import { randomInt } from 'node:crypto';
import { createAdminAccount, listAccounts, setAccountState } from '@yufang/contract';
import type { Actor } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { accountFacts, createAccount } from '../auth/accounts.ts';
import { authEngineOf } from '../auth/engine.ts';
import { forgetSessions } from '../auth/session.ts';
import { openChain, PLATFORM, record } from '../change/record.ts';
import { selectAccount, selectAccounts } from './account-queries.ts';

/** Letters and digits that are not mistaken for one another when read out on the phone. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz';
const DIGITS = '23456789';
const pick = (from: string): string => from[randomInt(from.length)] ?? '';
const some = (from: string, n: number): string => Array.from({ length: n }, () => pick(from)).join('');

/** A first password to read out: about 60 bits, keeps any policy of up to 20 characters. */
export const firstPassword = (): string =>
  [some(LETTERS.toUpperCase(), 5), some(LETTERS, 5), some(DIGITS, 4), some(LETTERS, 4)].join('-');

/** An account that is there and is not the administrator's own: nobody administers themselves. */
export async function needAccount(trx: Trx, actor: Actor, id: string) {
  if (actor.accountId === id) throw refuse(403, { code: 'account.own', field: 'id' });
  const row = await trx.selectFrom('account').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw refuse(404, { code: 'account.not_found', field: 'id' });
  return row;
}

/** The system administrator's part: accounts come and go, without any duty. */
export function accountRoutes(kernel: Kernel): void {
  const { config, db } = kernel.deps;
  const engine = authEngineOf(db, config);

  kernel.on(listAccounts, ({ trx, query }) => selectAccounts(trx, engine, query));

  kernel.on(createAdminAccount, async ({ trx, actor, body, now }) => {
    const password = firstPassword();
    const given = { ...body, password, mustChangePassword: true, assignments: [] };
    const { id } = await createAccount(trx, config, given, { actor, at: now });
    const account = await selectAccount(trx, engine, id);
    if (!account) throw new Error('the account was not made');
    return { account, password };
  });

  kernel.on(setAccountState, async ({ trx, actor, params, body, now }) => {
    const chain = await openChain(trx, PLATFORM);
    const before = await needAccount(trx, actor, params.id);
    const after = await trx
      .updateTable('account')
      .set({ state: body.state, version: before.version + 1, updated_at: now })
      .where('id', '=', params.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    if (body.state === 'disabled')
      await trx.deleteFrom('account_session').where('account_id', '=', params.id).execute();
    await record(trx, chain, {
      actor,
      at: now,
      entries: [
        {
          entity: 'account',
          entityId: params.id,
          action: body.state === 'disabled' ? 'disable' : 'enable',
          before: accountFacts(before),
          after: { ...accountFacts(after), reason: body.reason },
        },
      ],
    });
    forgetSessions(engine, params.id);
    return need(await selectAccount(trx, engine, params.id));
  });
}

/** The account again after it was changed. */
export function need<T>(row: T | null): T {
  if (row === null) throw refuse(404, { code: 'account.not_found', field: 'id' });
  return row;
}
