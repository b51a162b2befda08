import { asSystem, type Database } from '../../platform/db/database.ts';
import { type LogActor, openChain, PLATFORM, record } from '../change/record.ts';

/** Who left the enterprise (without `accountId`: everybody, since it is no more) no longer acts for it: the duties end now, on the platform's chain. */
export async function endDuties(
  db: Database,
  what: { accountId?: string; enterpriseId: string; actor: LogActor; at: Date },
): Promise<void> {
  const { accountId } = what;
  if (accountId !== undefined && !/^[0-9a-f-]{36}$/.test(accountId)) return;
  await asSystem(db, async (trx) => {
    const chain = await openChain(trx, PLATFORM);
    let query = trx.selectFrom('assignment').selectAll();
    if (accountId !== undefined) query = query.where('account_id', '=', accountId);
    const held = await query
      .where('enterprise_id', '=', what.enterpriseId)
      .where((e) => e.or([e('valid_to', 'is', null), e('valid_to', '>', what.at)]))
      .execute();
    for (const before of held) {
      const after = await trx
        .updateTable('assignment')
        .set({ valid_to: what.at, version: before.version + 1, updated_at: what.at })
        .where('id', '=', before.id)
        .returningAll()
        .executeTakeFirstOrThrow();
      const entry = { entity: 'assignment', entityId: before.id, action: 'end', before, after };
      await record(trx, chain, { actor: what.actor, at: what.at, entries: [entry] });
    }
  });
}
