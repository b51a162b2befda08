import type { EnterpriseDims } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import type { Entry } from '../change/record.ts';

/** A living enterprise's row is touched at most once in this time, however many records it sends. */
const TOUCH_MS = 3_600_000;

/** Enterprises this process saw alive lately, with the time until which there is nothing to look up. Only what was read committed gets in. */
const alive = new Map<string, number>();
const MOST = 50_000;

/**
 * The enterprise did something: move its activity on, if it is not known already. One statement that mostly finds nothing to do.
 * The version stays: nobody who edits the enterprise's page meanwhile has missed anything.
 * @returns the entry for the change log, or null
 */
export async function activityEntry(trx: Trx, dims: EnterpriseDims, now: Date): Promise<Entry | null> {
  const until = alive.get(dims.enterpriseId);
  if (until !== undefined && now.getTime() < until && now.getTime() > until - TOUCH_MS) return null;
  const stale = new Date(now.getTime() - TOUCH_MS);
  const due = () =>
    trx
      .selectFrom('enterprise')
      .selectAll()
      .where('enterprise_id', '=', dims.enterpriseId)
      .where((e) =>
        e.or([e('activity', '!=', 'active'), e('last_activity_at', 'is', null), e('last_activity_at', '<', stale)]),
      );
  const before = await due().executeTakeFirst();
  if (!before) {
    if (alive.size >= MOST) alive.clear();
    // Half the time: the row may have been touched a while ago.
    alive.set(dims.enterpriseId, now.getTime() + TOUCH_MS / 2);
    return null;
  }
  const after = await trx
    .updateTable('enterprise')
    .set({ activity: 'active', last_activity_at: now })
    .where('enterprise_id', '=', dims.enterpriseId)
    .returningAll()
    .executeTakeFirstOrThrow();
  return { entity: 'enterprise', entityId: dims.enterpriseId, action: 'be_active', before, after };
}
