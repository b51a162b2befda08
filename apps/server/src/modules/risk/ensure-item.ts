import { defaultCycle, type RiskGrade, type Tier } from '@yufang/domain';
import type { Trx } from '../../platform/db/database.ts';
import { firstWindowOf } from '../inspection/windows.ts';
import { readReference } from '../reference/read.ts';
import { updateItem } from './item-tasks.ts';
import { dayOf, insertRow, type RowOf, type Work } from './work.ts';

type Duty = { readonly tier: Tier; readonly postId: string | null };

/** All duties of a measure: its own, and those of further tiers. */
export async function dutiesOf(trx: Trx, measure: RowOf<'control_measure'>): Promise<Duty[]> {
  const more = await trx
    .selectFrom('measure_duty')
    .select(['tier', 'post_id'])
    .where('enterprise_id', '=', measure.enterprise_id)
    .where('measure_id', '=', measure.id)
    .where('state', '=', 'active')
    .execute();
  const main: Duty[] =
    measure.duty_post_id === null ? [] : [{ tier: (measure.tier ?? 'post') as Tier, postId: measure.duty_post_id }];
  return [...main, ...more.map((d) => ({ tier: d.tier as Tier, postId: d.post_id }))];
}

/**
 * Make the inspection items of a measure follow its duties: one item a tier that has a post, once there is something to check. An item
 * that somebody has set up by hand keeps its cycle; only its post and its words follow. Monitored measures are watched by sensors
 * and get none. Items of duties that are gone are withdrawn.
 * @param fallback what to check when the measure says nothing of it (the work-off remedy gives the measure's own words)
 */
export async function ensureItems(
  work: Work,
  measure: RowOf<'control_measure'>,
  fallback: string | null = null,
): Promise<number> {
  const { trx } = work;
  const existing = await trx
    .selectFrom('inspection_item')
    .selectAll()
    .where('enterprise_id', '=', measure.enterprise_id)
    .where('measure_id', '=', measure.id)
    .where('state', '=', 'active')
    .orderBy('id')
    .execute();
  if (measure.state !== 'active' || measure.data_source !== 'inspection') {
    for (const item of existing)
      await updateItem(work, { before: item, patch: { state: 'withdrawn' }, action: 'withdraw' });
    return 0;
  }
  const content = measure.check_content?.trim() || fallback;
  const duties = await dutiesOf(trx, measure);
  const left = [...existing];
  let made = 0;
  for (const duty of duties) {
    const same = left.findIndex((i) => i.tier === duty.tier);
    const at = same >= 0 ? same : left.findIndex((i) => i.tier === null || i.post_id === null);
    const item = left[at];
    if (item) {
      left.splice(at, 1);
      const patch = {
        tier: duty.tier,
        post_id: duty.postId,
        content: content ?? item.content,
        unit_id: measure.unit_id,
      };
      await updateItem(work, { before: item, patch });
    } else if (content) {
      await insertRow(work, 'inspection_item', { values: await newItem(work, measure, { ...duty, content }) });
      made += 1;
    }
  }
  for (const item of left.filter((i) => i.origin === 'hand' || i.origin === 'template')) {
    // Without any duty the item waits for a post; a tier that is no longer named has nobody to walk it.
    const change =
      duties.length === 0
        ? { patch: { post_id: null, unit_id: measure.unit_id }, action: 'update' }
        : { patch: { state: 'withdrawn' }, action: 'withdraw' };
    await updateItem(work, { before: item, ...change });
  }
  return made;
}

async function newItem(work: Work, measure: RowOf<'control_measure'>, duty: Duty & { content: string }) {
  const day = dayOf(work);
  const cycles = await readReference(work.trx, 'inspection_cycle', day);
  const event = await work.trx
    .selectFrom('risk_event')
    .select('grade')
    .where('enterprise_id', '=', measure.enterprise_id)
    .where('id', '=', measure.event_id)
    .executeTakeFirst();
  const cycle = defaultCycle(duty.tier, (event?.grade ?? null) as RiskGrade | null, cycles);
  return {
    measure_id: measure.id,
    unit_id: measure.unit_id,
    post_id: duty.postId,
    tier: duty.tier,
    content: duty.content,
    cycle_n: cycle.cycleN,
    cycle_unit: cycle.cycleUnit,
    occasion: cycle.occasion,
    starts_on: day,
    next_window: firstWindowOf(cycle, day, work.now),
    origin: 'hand',
  };
}
