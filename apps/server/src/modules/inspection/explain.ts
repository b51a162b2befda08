import type { Actor } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import { type Chain, record } from '../change/record.ts';
import { clearJudgement } from './judge-explanation.ts';
import { selectRecord } from './record-rows.ts';
import type { RecordOutcome, WriteOptions } from './records.ts';

/** Roles that may explain any record of their enterprise; others only their own. */
export const SPEAK_FOR_ALL: readonly string[] = ['enterprise_head', 'safety_officer', 'team_leader'];

/**
 * Why a marked record looks the way it does, in the enterprise's own words. The mark stays; both are shown together.
 * Refusals: `sync.record_unknown`, `inspection.not_marked`, `inspection.not_your_record`.
 */
export async function explainRecord(
  work: { readonly trx: Trx; readonly chain: Chain; readonly actor: Actor; readonly now: WriteOptions['now'] },
  given: { readonly recordId: string; readonly text: string; readonly at?: Date },
): Promise<RecordOutcome> {
  const { trx, chain, actor, now } = work;
  const key = { enterpriseId: chain.dims.enterpriseId, id: given.recordId };
  const before = await selectRecord(trx, key.enterpriseId, key.id);
  if (!before) return refused('sync.record_unknown', 'recordId');
  if (!before.marked) return refused('inspection.not_marked', 'recordId');
  if (before.account_id !== actor.accountId && !SPEAK_FOR_ALL.includes(actor.role)) {
    return refused('inspection.not_your_record', 'recordId');
  }
  const after = await trx
    .updateTable('inspection_record')
    .set({
      explanation: given.text,
      explained_by: actor.name,
      explained_at: given.at ?? now,
      version: before.version + 1,
    })
    .where('enterprise_id', '=', key.enterpriseId)
    .where('id', '=', key.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await clearJudgement(trx, key);
  await record(trx, chain, {
    actor,
    at: now,
    entries: [{ entity: 'inspection_record', entityId: before.id, action: 'explain', before, after }],
  });
  return { status: 'accepted', marks: [] };
}

const refused = (code: string, field: string): RecordOutcome => ({ status: 'refused', refusal: { code, field } });
