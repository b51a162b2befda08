import type { turnParkItemIntoControl } from '@yufang/contract/park';
import type { ParkMeasure } from '@yufang/domain';
import { dayStartMs } from '@yufang/domain/calendar/day';
import { findSubstance } from '@yufang/qra/substance/library';
import type { z } from 'zod';
import { refuse } from '../../platform/errors/refused.ts';
import { addEvent, addObject, addUnit } from '../risk/chain.ts';
import { addMeasure } from '../risk/measures.ts';
import { dayOf, find, need, type RowOf, updateRow, type Work } from '../risk/work.ts';
import { CONTROL_WORDS } from './control-words.ts';
import { substanceNames } from './vessel-view.ts';

type Item = RowOf<'park_work_item'>;
type Body = z.output<typeof turnParkItemIntoControl.body>;

/**
 * Make a work item part of the enterprise's daily work by the commands that a hand would use: object (the vessel), unit, event, measure with its post,
 * inspection item. A vessel whose other item was turned before keeps its object, unit and event. The event is a draft without a grade: grading and
 * review are the enterprise's.
 * @throws 409 `row.stale`, `park.item_state`, `park.item_has_control`; 422 `row.not_found` for a post that is not there
 */
export async function turnIntoControl(work: Work, id: string, body: Body): Promise<Item> {
  const key = { enterpriseId: work.chain.dims.enterpriseId, id };
  const item = await need(work.trx, 'park_work_item', key);
  if (item.version !== body.version) throw refuse(409, { code: 'row.stale', params: { version: item.version } });
  if (item.measure_id !== null) throw refuse(409, { code: 'park.item_has_control' });
  if (item.state === 'declined' || item.state === 'verified')
    throw refuse(409, { code: 'park.item_state', params: { state: item.state, command: 'control' } });
  const post = await need(work.trx, 'post', { ...key, id: body.dutyPostId, field: 'dutyPostId' });
  const { eventId, unitId } = (await chainOfVessel(work, item)) ?? (await newChain(work, item, body.lang));
  const words = CONTROL_WORDS[body.lang].measure[item.measure as ParkMeasure];
  const measure = await addMeasure(work, {
    eventId,
    measureClass: 'engineering',
    dataSource: 'inspection',
    description: words.does,
    checkContent: body.checkContent ?? words.check,
    tier: body.tier,
    dutyPostId: post.id,
  });
  const made = await inspectEvery(work, measure.id, body.everyDays);
  const assigned = item.state === 'proposed' ? { state: 'assigned', owner: item.owner ?? post.name } : {};
  return await updateRow(work, 'park_work_item', {
    before: item,
    patch: { unit_id: unitId, measure_id: measure.id, item_id: made, ...assigned },
    action: 'control',
  });
}

/** Unit and event that another item of the same vessel was turned into, while they stand. */
async function chainOfVessel(work: Work, item: Item): Promise<{ unitId: string; eventId: string } | null> {
  const enterpriseId = item.enterprise_id;
  const row = await work.trx
    .selectFrom('park_work_item as w')
    .innerJoin('control_measure as m', (j) =>
      j.onRef('m.enterprise_id', '=', 'w.enterprise_id').onRef('m.id', '=', 'w.measure_id'),
    )
    .select(['m.unit_id', 'm.event_id'])
    .where('w.enterprise_id', '=', enterpriseId)
    .where('w.vessel_ref', '=', item.vessel_ref)
    .where('m.state', '=', 'active')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const unit = await find(work.trx, 'risk_unit', { enterpriseId, id: row.unit_id });
  const event = await find(work.trx, 'risk_event', { enterpriseId, id: row.event_id });
  return unit?.state === 'active' && event?.state === 'active' ? { unitId: unit.id, eventId: event.id } : null;
}

async function newChain(work: Work, item: Item, lang: 'zh' | 'en'): Promise<{ unitId: string; eventId: string }> {
  const words = CONTROL_WORDS[lang];
  const names = substanceNames(item.substance);
  const known = findSubstance(item.substance);
  const place = { lon: item.lon, lat: item.lat };
  const object = await addObject(work, { kind: 'place', name: item.vessel_name, majorHazard: false, ...place });
  const unit = await addUnit(work, { objectId: object.id, name: words.unit(item.vessel_name).slice(0, 200), ...place });
  const event = await addEvent(work, {
    unitId: unit.id,
    name: words.event(item.vessel_name, lang === 'zh' ? names.substanceZh : names.substanceEn).slice(0, 500),
    // GB 6441's names, as the register keeps them in both languages.
    accidentType: known.ok && known.value.kinds.includes('toxic') ? '中毒和窒息' : '火灾',
    factor: 'thing',
    consequence: words.consequence,
  });
  return { unitId: unit.id, eventId: event.id };
}

/** Set the cycle of the inspection item that came with the measure; its first window is today's. */
async function inspectEvery(work: Work, measureId: string, everyDays: number): Promise<string | null> {
  const item = await work.trx
    .selectFrom('inspection_item')
    .selectAll()
    .where('enterprise_id', '=', work.chain.dims.enterpriseId)
    .where('measure_id', '=', measureId)
    .where('state', '=', 'active')
    .executeTakeFirst();
  if (!item) return null;
  const patch = { cycle_n: everyDays, cycle_unit: 'day', next_window: new Date(dayStartMs(dayOf(work))) };
  return (await updateRow(work, 'inspection_item', { before: item, patch })).id;
}
