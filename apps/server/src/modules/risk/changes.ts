import type { createRiskChange, listRiskChanges } from '@yufang/contract';
import type { ChangeKind, ChangeNotice } from '@yufang/domain';
import { sql } from 'kysely';
import type { z } from 'zod';
import { countUpTo } from '../../platform/db/count.ts';
import type { Trx } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { dayOf, insertRow, mustBeCurrent, need, type RowOf, updateRow, type Work } from './work.ts';

/**
 * The changes that bear on one risk: those of its object and of the whole enterprise. One noted on the very day of the approval counts when it was noted
 * after it.
 */
export async function changesFor(
  trx: Trx,
  enterpriseId: string,
  risk: { readonly objectId: string; readonly reviewedAt: Date | null },
): Promise<ChangeNotice[]> {
  const rows = await trx
    .selectFrom('risk_change')
    .select(['kind', 'happened_on', 'created_at'])
    .where('enterprise_id', '=', enterpriseId)
    .where('state', '=', 'active')
    .where((e) => e.or([e('object_id', 'is', null), e('object_id', '=', risk.objectId)]))
    .execute();
  return rows.map((r) => notice(r, risk.reviewedAt));
}

/** A noted change as the rule reads it. */
export const notice = (
  row: Pick<RowOf<'risk_change'>, 'kind' | 'happened_on' | 'created_at'>,
  reviewedAt: Date | null,
): ChangeNotice => ({
  kind: row.kind as ChangeKind,
  on: row.happened_on,
  notedAfter: reviewedAt !== null && row.created_at > reviewedAt,
});

/** The same in SQL, of a change `c` and a risk `e`. */
export const AFTER_REVIEW = sql<boolean>`(c.happened_on > e.reviewed_on or (c.happened_on = e.reviewed_on and c.created_at > e.reviewed_at))`;

const bearsOn = (row: RowOf<'risk_change'>) =>
  sql<boolean>`(${row.happened_on}::date > e.reviewed_on or (${row.happened_on}::date = e.reviewed_on and ${row.created_at}::timestamptz > e.reviewed_at))`;

/** How many active risks were last reviewed before a change: what the change made due. */
async function affectedBy(trx: Trx, row: RowOf<'risk_change'>): Promise<number> {
  const { n } = await trx
    .selectFrom('risk_event as e')
    .innerJoin('risk_unit as u', (j) =>
      j.onRef('u.enterprise_id', '=', 'e.enterprise_id').onRef('u.id', '=', 'e.unit_id'),
    )
    .select((x) => x.fn.countAll<number>().as('n'))
    .where('e.enterprise_id', '=', row.enterprise_id)
    .where('e.state', '=', 'active')
    .where((x) => x.or([x('e.reviewed_on', 'is', null), bearsOn(row)]))
    .$if(row.object_id !== null, (q) => q.where('u.object_id', '=', row.object_id ?? ''))
    .executeTakeFirstOrThrow();
  return n;
}

async function view(trx: Trx, row: RowOf<'risk_change'>) {
  const object = row.object_id
    ? await need(trx, 'risk_object', { enterpriseId: row.enterprise_id, id: row.object_id })
    : null;
  return {
    id: row.id,
    kind: row.kind as ChangeKind,
    happenedOn: row.happened_on,
    note: row.note,
    objectId: row.object_id,
    objectName: object?.name ?? null,
    affected: await affectedBy(trx, row),
    state: row.state as 'active' | 'withdrawn',
    version: row.version,
  };
}

/** Changes noted, newest first. */
export async function selectChanges(trx: Trx, enterpriseId: string, q: z.output<typeof listRiskChanges.query>) {
  let query = trx.selectFrom('risk_change').where('enterprise_id', '=', enterpriseId);
  const total = await countUpTo(trx, query);
  if (q.after) {
    const [on = '', id = ''] = decodeCursor(q.after, 2);
    query = query.where(sql<boolean>`(happened_on, id) < (${on}::date, ${id}::uuid)`);
  }
  const rows = await query
    .selectAll()
    .orderBy('happened_on', 'desc')
    .orderBy('id', 'desc')
    .limit(q.limit + 1)
    .execute();
  const shown = rows.slice(0, q.limit);
  const last = shown.at(-1);
  const views = [];
  for (const row of shown) views.push(await view(trx, row));
  return { rows: views, next: rows.length > q.limit && last ? encodeCursor([last.happened_on, last.id]) : null, total };
}

/** Note a change. 422 `risk.change_in_future`: what has not happened makes nothing due. */
export async function noteChange(work: Work, body: z.output<typeof createRiskChange.body>) {
  if (body.happenedOn > dayOf(work)) throw refuse(422, { code: 'risk.change_in_future', field: 'happenedOn' });
  const { enterpriseId } = work.chain.dims;
  if (body.objectId) await need(work.trx, 'risk_object', { enterpriseId, id: body.objectId, field: 'objectId' });
  const row = await insertRow(work, 'risk_change', {
    values: { kind: body.kind, happened_on: body.happenedOn, note: body.note, object_id: body.objectId ?? null },
  });
  return await view(work.trx, row);
}

/** Take a change back. */
export async function withdrawChange(work: Work, id: string, version: number) {
  const row = await need(work.trx, 'risk_change', { enterpriseId: work.chain.dims.enterpriseId, id });
  mustBeCurrent(row, version, await view(work.trx, row));
  return await view(
    work.trx,
    await updateRow(work, 'risk_change', { before: row, patch: { state: 'withdrawn' }, action: 'withdraw' }),
  );
}
