import type { judgeExplanation } from '@yufang/contract';
import { ENTERPRISE_MANAGERS, ENTERPRISE_ROLES, type ExplanationVerdict } from '@yufang/domain';
import type { Selectable } from 'kysely';
import type { z } from 'zod';
import { type Actor, dimColumns } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import type { RecordJudgementTable } from '../../platform/db/schema.gen.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { type Chain, record } from '../change/record.ts';
import { writeNotices } from '../notice/write.ts';
import { type RecordRow, selectRecord } from './record-rows.ts';

type Key = { readonly enterpriseId: string; readonly id: string };
export type Judgement = Selectable<RecordJudgementTable>;

/**
 * Say whether the explanation of a marked record is believed. Mark and explanation stay; an authority's acceptance takes the record out of
 * the enterprise's use index, an enterprise's own does not. The enterprise is told of it.
 * @throws 404 `sync.record_unknown`, 409 `row.stale`, 422 `inspection.not_explained`, `inspection.own_explanation`
 */
export async function judge(
  work: { readonly trx: Trx; readonly chain: Chain; readonly actor: Actor; readonly now: Date },
  given: { readonly id: string } & z.output<typeof judgeExplanation.body>,
): Promise<void> {
  const { trx, chain, actor, now } = work;
  const key = { enterpriseId: chain.dims.enterpriseId, id: given.id };
  const row = await selectRecord(trx, key.enterpriseId, key.id);
  if (!row) throw refuse(404, { code: 'sync.record_unknown', field: 'recordId' });
  if (row.version !== given.version) throw refuse(409, { code: 'row.stale' });
  if (row.explanation === null) throw refuse(422, { code: 'inspection.not_explained', field: 'verdict' });
  if (isOwn(actor, row)) throw refuse(422, { code: 'inspection.own_explanation', field: 'verdict' });
  const before = await judgementOf(trx, key);
  const said = {
    verdict: given.verdict,
    official: actor.scope.kind !== 'enterprise',
    judged_by: actor.name,
    judged_role: actor.role,
    judged_at: now,
    note: given.note ?? null,
  };
  await trx
    .insertInto('record_judgement')
    .values({ ...dimColumns(chain.dims), record_id: key.id, ...said })
    .onConflict((c) => c.columns(['enterprise_id', 'record_id']).doUpdateSet(said))
    .execute();
  const told = (j: Pick<Judgement, 'verdict' | 'note'> | undefined) => ({
    ...row,
    judgement: j?.verdict ?? null,
    judgementNote: j?.note ?? null,
  });
  await record(trx, chain, {
    actor,
    at: now,
    entries: [
      { entity: 'inspection_record', entityId: key.id, action: 'judge', before: told(before), after: told(said) },
    ],
  });
  await tellVerdict(work, row, said);
}

/** Those who answer for the enterprise's safety, whoever made the record and whoever explained it are told what was thought of the explanation. */
async function tellVerdict(
  { trx, chain, actor, now }: { trx: Trx; chain: Chain; actor: Actor; now: Date },
  row: RecordRow,
  said: { readonly verdict: ExplanationVerdict; readonly note: string | null },
): Promise<void> {
  const item = await trx
    .selectFrom('inspection_item')
    .select('content')
    .where('enterprise_id', '=', row.enterprise_id)
    .where('id', '=', row.item_id)
    .executeTakeFirst();
  await writeNotices(trx, chain.dims, {
    at: now,
    actorId: actor.accountId,
    tellings: [
      {
        topic: `inspection_record.explanation_${said.verdict}`,
        urgency: said.verdict === 'doubted' ? 'action' : 'info',
        entity: 'inspection_record',
        entityId: row.id,
        params: { name: item?.content ?? null, by: actor.name, note: said.note },
        accounts: await handsOf(trx, row),
        roles: ENTERPRISE_MANAGERS,
      },
    ],
  });
}

/** Those of the shop floor who made the record or explained it, by the change log; managers are told by their role, once. */
async function handsOf(trx: Trx, row: RecordRow): Promise<string[]> {
  const hands = await trx
    .selectFrom('change')
    .select('actor_id')
    .distinct()
    .where('enterprise_id', '=', row.enterprise_id)
    .where('entity_id', '=', row.id)
    .where('actor_role', 'in', [...ENTERPRISE_ROLES])
    .where('actor_role', 'not in', [...ENTERPRISE_MANAGERS])
    .execute();
  return hands.map((h) => h.actor_id);
}

/** Nobody judges their own record or their own words. */
export const isOwn = (
  actor: Pick<Actor, 'accountId' | 'name' | 'scope'>,
  row: { readonly account_id: string | null; readonly explained_by: string | null },
): boolean =>
  row.account_id === actor.accountId || (actor.scope.kind === 'enterprise' && row.explained_by === actor.name);

/** What was thought of a record's explanation, if anybody judged it. */
export const judgementOf = (trx: Trx, key: Key): Promise<Judgement | undefined> =>
  trx
    .selectFrom('record_judgement')
    .selectAll()
    .where('enterprise_id', '=', key.enterpriseId)
    .where('record_id', '=', key.id)
    .executeTakeFirst();

/** A new explanation waits to be judged again. */
export const clearJudgement = (trx: Trx, key: Key) =>
  trx
    .updateTable('record_judgement')
    .set({ verdict: null })
    .where('enterprise_id', '=', key.enterpriseId)
    .where('record_id', '=', key.id)
    .execute();
