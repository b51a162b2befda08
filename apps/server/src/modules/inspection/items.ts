import type { createItem, ItemRow, updateItem } from '@yufang/contract';
import { cycleOf } from '@yufang/domain';
import { businessDay } from '@yufang/domain/calendar/day';
import { type Selectable, sql } from 'kysely';
import type { z } from 'zod';
import { newId } from '../../platform/clock/clock.ts';
import { dimColumns } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import type { InspectionItemTable } from '../../platform/db/schema.gen.ts';
import { orRefuse, refuse } from '../../platform/errors/refused.ts';
import { type Chain, type Entry, type LogActor, record } from '../change/record.ts';
import { cancelEntries, followRule } from './cancel.ts';
import { TASK_HORIZON_MS } from './horizon.ts';
import { selectItem } from './item-list.ts';
import { firstWindowOf, readSchedule, windowsFinder } from './windows.ts';

type Work = { readonly trx: Trx; readonly chain: Chain; readonly actor: LogActor; readonly now: Date };
type Fields = Omit<z.output<typeof createItem.body>, 'id' | 'measureId'>;
type Item = Selectable<InspectionItemTable>;

const columns = (f: Fields) => ({
  post_id: f.postId,
  tier: f.tier,
  content: f.content,
  cycle_n: f.cycleN,
  cycle_unit: f.cycleUnit,
  occasion: f.cycleUnit === 'special' ? f.occasion : null,
  workday_kind: f.workdayKind,
  work_start: f.workStart,
  work_end: f.workEnd,
  photo_required: f.photoRequired,
});

/** Add an item to a measure. The same id again is the same item. */
export async function addItem(work: Work, given: z.output<typeof createItem.body>): Promise<ItemRow> {
  const { trx, chain, now } = work;
  const enterpriseId = chain.dims.enterpriseId;
  if (given.id) {
    const there = await selectItem(trx, enterpriseId, given.id);
    if (there) return there;
  }
  const measure = await trx
    .selectFrom('control_measure')
    .select(['id', 'unit_id'])
    .where('enterprise_id', '=', enterpriseId)
    .where('id', '=', given.measureId)
    .where('state', '=', 'active')
    .executeTakeFirst();
  if (!measure) throw refuse(422, { code: 'inspection.measure_unknown', field: 'measureId' });
  await checkFields(trx, enterpriseId, given);
  const startsOn = given.startsOn ?? businessDay(now);
  const after = await trx
    .insertInto('inspection_item')
    .values({
      ...dimColumns(chain.dims),
      ...columns(given),
      id: given.id ?? newId(),
      measure_id: measure.id,
      unit_id: measure.unit_id,
      starts_on: startsOn,
      next_window: firstWindowOf(given, startsOn, now),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await write(work, [{ entity: 'inspection_item', entityId: after.id, action: 'create', before: null, after }]);
  return await reread(trx, after);
}

/**
 * Change an item. Tasks that have not opened yet follow the new rule; what is under way stays. Withdrawn: its open tasks are cancelled.
 */
export async function changeItem(
  work: Work,
  given: z.output<typeof updateItem.body> & { readonly id: string },
): Promise<ItemRow> {
  const { trx, chain, now } = work;
  const enterpriseId = chain.dims.enterpriseId;
  const before = await trx
    .selectFrom('inspection_item')
    .selectAll()
    .where('enterprise_id', '=', enterpriseId)
    .where('id', '=', given.id)
    .executeTakeFirst();
  if (!before) throw refuse(404, { code: 'row.not_found', field: 'id', params: { entity: 'inspection_item' } });
  if (before.version !== given.expectedVersion)
    throw refuse(409, { code: 'row.stale', params: { version: before.version } });
  await checkFields(trx, enterpriseId, given);
  const startsOn = given.startsOn ?? before.starts_on;
  const after = await trx
    .updateTable('inspection_item')
    .set({
      ...columns(given),
      state: given.state,
      starts_on: startsOn,
      next_window: given.state === 'active' ? firstWindowOf(given, startsOn, now) : null,
      version: before.version + 1,
      updated_at: now,
    })
    .where('enterprise_id', '=', enterpriseId)
    .where('id', '=', given.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  const action = given.state === 'withdrawn' && before.state === 'active' ? 'withdraw' : 'update';
  const entries: Entry[] = [{ entity: 'inspection_item', entityId: after.id, action, before, after }];
  if (after.state === 'withdrawn') {
    entries.push(...(await cancelEntries(trx, chain, { itemId: after.id, ahead: entries.length })));
  } else if (ruleChanged(before, after)) {
    const until = new Date(now.getTime() + TASK_HORIZON_MS);
    const { windows } = windowsFinder(until, await readSchedule(trx, businessDay(now)))(after, now);
    const ahead = entries.length;
    entries.push(...(await followRule(trx, chain, { itemId: after.id, postId: after.post_id, now, windows, ahead })));
  }
  await write(work, entries);
  return await reread(trx, after);
}

const RULE = [
  'post_id',
  'cycle_n',
  'cycle_unit',
  'occasion',
  'workday_kind',
  'work_start',
  'work_end',
  'starts_on',
] as const;
const ruleChanged = (a: Item, b: Item): boolean => RULE.some((k) => String(a[k]) !== String(b[k]));

/** Give one post to many items. Returns how many changed hands. */
export async function givePost(work: Work, given: { itemIds: readonly string[]; postId: string }): Promise<number> {
  const { trx, chain, now } = work;
  await mustBePost(trx, chain.dims.enterpriseId, given.postId);
  const before = await trx
    .selectFrom('inspection_item')
    .selectAll()
    .where('enterprise_id', '=', chain.dims.enterpriseId)
    .where(sql<boolean>`id = any(${[...given.itemIds]}::uuid[])`)
    .where('state', '=', 'active')
    .where((e) => e.or([e('post_id', 'is', null), e('post_id', '!=', given.postId)]))
    .execute();
  if (before.length === 0) return 0;
  const after = await trx
    .updateTable('inspection_item')
    .set((e) => ({ post_id: given.postId, version: e('version', '+', 1), updated_at: now }))
    .where('enterprise_id', '=', chain.dims.enterpriseId)
    .where(sql<boolean>`id = any(${before.map((b) => b.id)}::uuid[])`)
    .returningAll()
    .execute();
  const was = new Map(before.map((b) => [b.id, b]));
  const entries: Entry[] = after.map((row) => ({
    entity: 'inspection_item',
    entityId: row.id,
    action: 'assign',
    before: was.get(row.id) ?? null,
    after: row,
  }));
  // Tasks already made follow their item: they belong to whoever has the post now.
  await trx
    .updateTable('inspection_task')
    .set({ post_id: given.postId, seq: chain.seq + entries.length })
    .where('enterprise_id', '=', chain.dims.enterpriseId)
    .where(sql<boolean>`item_id = any(${before.map((b) => b.id)}::uuid[])`)
    .where('state', 'in', ['open', 'overdue'])
    .where('kind', '=', 'generated')
    .execute();
  await write(work, entries);
  return after.length;
}

async function checkFields(trx: Trx, enterpriseId: string, f: Fields): Promise<void> {
  orRefuse(cycleOf({ cycleN: f.cycleN, cycleUnit: f.cycleUnit }));
  if (f.postId) await mustBePost(trx, enterpriseId, f.postId);
}

/** @throws 422 `inspection.post_unknown` */
export async function mustBePost(trx: Trx, enterpriseId: string, postId: string): Promise<void> {
  const post = await trx
    .selectFrom('post')
    .select('id')
    .where('enterprise_id', '=', enterpriseId)
    .where('id', '=', postId)
    .where('state', '=', 'active')
    .executeTakeFirst();
  if (!post) throw refuse(422, { code: 'inspection.post_unknown', field: 'postId' });
}

const write = ({ trx, chain, actor, now }: Work, entries: readonly Entry[]) =>
  record(trx, chain, { actor, at: now, entries });

async function reread(trx: Trx, item: Item): Promise<ItemRow> {
  const row = await selectItem(trx, item.enterprise_id, item.id);
  if (!row) throw new Error(`item ${item.id} vanished in its own transaction`);
  return row;
}
