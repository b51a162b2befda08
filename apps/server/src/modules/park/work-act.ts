import type { ParkItemCommand } from '@yufang/contract/park';
import { type ParkItemSide, type ParkItemState, stepItem } from '@yufang/domain';
import { orRefuse, refuse } from '../../platform/errors/refused.ts';
import { need, type RowOf, updateRow, type Work } from '../risk/work.ts';
import type { ParkAct } from './assessments.ts';
import { recordPark } from './reach.ts';
import type { OwnItemRow } from './work-view.ts';

type Standing = Pick<OwnItemRow, 'state' | 'done_by' | 'version' | 'owner' | 'deadline'>;

/**
 * The columns of an item after a command.
 * @throws 409 `row.stale`, `park.item_state`, `park.item_side`, `park.own_verification`; 422 `park.item_needs` with what is missing
 */
export function itemColumns(
  row: Standing,
  body: ParkItemCommand,
  by: { readonly side: ParkItemSide; readonly id: string; readonly name: string; readonly now: Date },
) {
  if (row.version !== body.version) throw refuse(409, { code: 'row.stale', params: { version: row.version } });
  const facts = { state: row.state as ParkItemState, doneBy: row.done_by };
  const state = orRefuse(stepItem(facts, body.command, by), 409);
  const needed = (what: 'owner' | 'deadline' | 'note'): string => {
    const value = body[what];
    if (value === undefined) throw refuse(422, { code: 'park.item_needs', field: what, params: { what } });
    return value;
  };
  switch (body.command) {
    case 'assign':
      return {
        state,
        owner: body.owner ?? row.owner ?? needed('owner'),
        deadline: body.deadline ?? row.deadline ?? needed('deadline'),
        ...(body.note === undefined ? {} : { note: body.note }),
      };
    case 'done':
      return { state, note: needed('note'), done_by: by.id, done_name: by.name, done_at: by.now };
    case 'verify':
      return {
        state,
        verified_by: by.id,
        verified_name: by.name,
        verified_at: by.now,
        ...(body.note === undefined ? {} : { note: body.note }),
      };
    case 'send_back':
    case 'decline':
      return { state, note: needed('note'), done_by: null, done_name: null, done_at: null };
    case 'reopen':
      return { state, note: body.note ?? null };
  }
}

/** Act on an enterprise's item, in its chain. */
export async function actOnItem(
  work: Work,
  id: string,
  given: { readonly body: ParkItemCommand; readonly side: ParkItemSide },
): Promise<RowOf<'park_work_item'>> {
  const row = await need(work.trx, 'park_work_item', { enterpriseId: work.chain.dims.enterpriseId, id });
  const by = { side: given.side, id: work.actor.accountId, name: work.actor.name, now: work.now };
  const patch = itemColumns(row, given.body, by);
  return await updateRow(work, 'park_work_item', { before: row, patch, action: given.body.command });
}

/** Act on one of the park's own items. */
export async function actOnOwn(act: ParkAct, id: string, body: ParkItemCommand): Promise<OwnItemRow> {
  const { trx, park, actor, now } = act;
  const row = await trx
    .selectFrom('park_own_item')
    .selectAll()
    .where('park_id', '=', park.parkId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw refuse(404, { code: 'row.not_found', params: { entity: 'park_own_item' } });
  const patch = itemColumns(row, body, { side: 'park', id: actor.accountId, name: actor.name, now });
  const after = await trx
    .updateTable('park_own_item')
    .set({ ...patch, version: row.version + 1, updated_at: now })
    .where('park_id', '=', park.parkId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  const entry = { entity: 'park_own_item', entityId: id, action: body.command, before: row, after };
  await recordPark(trx, { actor, at: now, entries: [entry] });
  return after;
}
