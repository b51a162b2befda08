import type { createMeasure, setMeasureDuties, updateMeasure } from '@yufang/contract';
import type { Tier } from '@yufang/domain';
import { refuse } from '../../platform/errors/refused.ts';
import { ensureItems } from './ensure-item.ts';
import { regradeUnits } from './grading.ts';
import { type Body, key, mustBeActive, mustHave } from './guards.ts';
import { measureView } from './views.ts';
import { dayOf, insertRow, mustBeCurrent, need, type RowOf, updateRow, type Work } from './work.ts';

/** Put a measure and its items under another risk or unit. */
export async function placeMeasure(work: Work, m: RowOf<'control_measure'>, at: { event_id: string; unit_id: string }) {
  const after = await updateRow(work, 'control_measure', { before: m, patch: at, action: 'move' });
  const items = await work.trx
    .selectFrom('inspection_item')
    .selectAll()
    .where('enterprise_id', '=', m.enterprise_id)
    .where('measure_id', '=', m.id)
    .execute();
  for (const item of items)
    await updateRow(work, 'inspection_item', { before: item, patch: { unit_id: at.unit_id }, action: 'move' });
  return after;
}

/** Add a measure to a risk; with a post and a check its inspection item is made in the same breath. */
export async function addMeasure(work: Work, body: Body<typeof createMeasure>): Promise<RowOf<'control_measure'>> {
  const event = await need(work.trx, 'risk_event', { ...key(work, body.eventId), field: 'eventId' });
  mustBeActive(event, 'eventId');
  await mustHave(work, 'post', { id: body.dutyPostId, field: 'dutyPostId' });
  const measure = await insertRow(work, 'control_measure', {
    values: {
      event_id: event.id,
      unit_id: event.unit_id,
      measure_class: body.measureClass,
      data_source: body.dataSource,
      description: body.description,
      check_content: body.checkContent || null,
      tier: body.tier ?? (body.dutyPostId ? 'post' : null),
      duty_post_id: body.dutyPostId ?? null,
    },
  });
  await ensureItems(work, measure);
  return measure;
}

/** Change or move a measure; its items follow. */
export async function changeMeasure(work: Work, id: string, body: Body<typeof updateMeasure>) {
  const row = await need(work.trx, 'control_measure', key(work, id));
  mustBeCurrent(row, body.version, await measureView(work.trx, key(work, id)));
  mustBeActive(row);
  await mustHave(work, 'post', { id: body.dutyPostId, field: 'dutyPostId' });
  let before = row;
  if (body.eventId && body.eventId !== row.event_id) {
    const event = await need(work.trx, 'risk_event', { ...key(work, body.eventId), field: 'eventId' });
    mustBeActive(event, 'eventId');
    before = await placeMeasure(work, row, { event_id: event.id, unit_id: event.unit_id });
    await regradeUnits(work, [row.unit_id, event.unit_id], dayOf(work));
  }
  const tier = body.tier === undefined && body.dutyPostId && row.tier === null ? 'post' : body.tier;
  if (tier) await mustBeOneATier(work, row.id, tier);
  const after = await updateRow(work, 'control_measure', {
    before,
    patch: {
      measure_class: body.measureClass,
      data_source: body.dataSource,
      description: body.description,
      check_content: body.checkContent === undefined ? undefined : body.checkContent || null,
      tier,
      duty_post_id: body.dutyPostId,
    },
  });
  await ensureItems(work, after);
  return after;
}

/** One post a tier: the measure's own tier may not also stand among its further duties. */
async function mustBeOneATier(work: Work, measureId: string, tier: Tier): Promise<void> {
  const other = await work.trx
    .selectFrom('measure_duty')
    .select('id')
    .where('enterprise_id', '=', work.chain.dims.enterpriseId)
    .where('measure_id', '=', measureId)
    .where('tier', '=', tier)
    .where('state', '=', 'active')
    .executeTakeFirst();
  if (other) throw refuse(422, { code: 'risk.tier_twice', field: 'tier', params: { tier } });
}

/** Say who answers at each tier. The lowest tier named is the measure's main duty: the one who walks to it most often. */
export async function setDuties(work: Work, id: string, body: Body<typeof setMeasureDuties>) {
  const row = await need(work.trx, 'control_measure', key(work, id));
  mustBeCurrent(row, body.version, await measureView(work.trx, key(work, id)));
  mustBeActive(row);
  const twice = body.duties.find((d, i) => body.duties.findIndex((x) => x.tier === d.tier) !== i);
  if (twice) throw refuse(422, { code: 'risk.tier_twice', field: 'duties', params: { tier: twice.tier } });
  for (const d of body.duties) await mustHave(work, 'post', { id: d.postId, field: 'duties' });
  const order = ['post', 'team', 'workshop', 'company'];
  const [main, ...more] = body.duties.toSorted((a, b) => order.indexOf(a.tier) - order.indexOf(b.tier));
  const existing = await work.trx
    .selectFrom('measure_duty')
    .selectAll()
    .where('enterprise_id', '=', row.enterprise_id)
    .where('measure_id', '=', id)
    .where('state', '=', 'active')
    .execute();
  for (const duty of existing) {
    const still = more.find((d) => d.tier === duty.tier);
    await updateRow(work, 'measure_duty', {
      before: duty,
      patch: still ? { post_id: still.postId } : { state: 'withdrawn' },
      ...(still ? {} : { action: 'withdraw' }),
    });
  }
  for (const d of more.filter((x) => !existing.some((e) => e.tier === x.tier)))
    await insertRow(work, 'measure_duty', { values: { measure_id: id, tier: d.tier, post_id: d.postId } });
  const after = await updateRow(work, 'control_measure', {
    before: row,
    patch: { tier: main?.tier ?? row.tier, duty_post_id: main?.postId ?? null },
  });
  await ensureItems(work, after);
  return after;
}
