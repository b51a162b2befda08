import { fallsDue } from '@yufang/domain';
import { businessDay } from '@yufang/domain/calendar/day';
import type { Updateable } from 'kysely';
import type { DB } from '../../platform/db/schema.gen.ts';
import { cancelEntries, followRule } from '../inspection/cancel.ts';
import { TASK_HORIZON_MS } from '../inspection/horizon.ts';
import { readSchedule, scheduled, windowsFinder } from '../inspection/windows.ts';
import { type RowOf, updateRow, type Work } from './work.ts';

type Item = RowOf<'inspection_item'>;

/**
 * Change an inspection item because its measure changed, and let its tasks follow: withdrawn, its open tasks are cancelled; back again or given to
 * another post, the tasks that have not opened yet are those of the item as it stands now.
 */
export async function updateItem(
  work: Work,
  change: { before: Item; patch: Updateable<DB['inspection_item']>; action?: string },
): Promise<Item> {
  const { before, patch } = change;
  const leaves = patch.state === 'withdrawn' && before.state === 'active';
  const returns = patch.state === 'active' && before.state !== 'active';
  const window = leaves
    ? { next_window: null }
    : returns
      ? { next_window: fallsDue(scheduled(before)) ? work.now : null }
      : {};
  const after = await updateRow(work, 'inspection_item', { ...change, patch: { ...patch, ...window } });
  const ahead = work.entries.length;
  if (leaves) work.entries.push(...(await cancelEntries(work.trx, work.chain, { itemId: after.id, ahead })));
  else if (returns || (before.post_id !== after.post_id && after.state === 'active')) {
    const until = new Date(work.now.getTime() + TASK_HORIZON_MS);
    const { windows } = windowsFinder(until, await readSchedule(work.trx, businessDay(work.now)))(after, work.now);
    work.entries.push(
      ...(await followRule(work.trx, work.chain, {
        itemId: after.id,
        postId: after.post_id,
        now: work.now,
        windows,
        ahead,
      })),
    );
  }
  return after;
}
