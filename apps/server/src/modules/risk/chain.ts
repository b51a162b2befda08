import { randomBytes } from 'node:crypto';
import type {
  copyRiskUnit,
  createRiskEvent,
  createRiskUnit,
  RiskObjectInput,
  updateRiskEvent,
  updateRiskObject,
  updateRiskUnit,
} from '@yufang/contract';
import { type GradingMethod, type RiskGrade, RiskScores, WORKSHEET_OF_KIND, type WorksheetRow } from '@yufang/domain';
import type { z } from 'zod';
import { refuse } from '../../platform/errors/refused.ts';
import { cancelEntries } from '../inspection/cancel.ts';
import { resumeEntries } from '../inspection/resume.ts';
import { ensureItems } from './ensure-item.ts';
import { gradeColumns, readTables, regradeUnits, tierFor } from './grading.ts';
import { type Body, key, mustBeActive, mustHave } from './guards.ts';
import { placeMeasure } from './measures.ts';
import { objectView, unitView } from './views.ts';
import { dayOf, insertRow, mustBeCurrent, need, type RowOf, updateRow, type Work } from './work.ts';

/** 16 characters that say nothing: what the QR at a point carries. */
export const newPointCode = (): string => randomBytes(10).toString('hex').slice(0, 16);

/** Add a risk object. */
export async function addObject(work: Work, body: z.output<typeof RiskObjectInput>): Promise<RowOf<'risk_object'>> {
  await mustHave(work, 'org_unit', { id: body.orgUnitId, field: 'orgUnitId' });
  return await insertRow(work, 'risk_object', { values: objectColumns(body) });
}

const objectColumns = (b: Partial<z.output<typeof RiskObjectInput>>) => ({
  name: b.name,
  kind: b.kind,
  code: b.code,
  major_hazard: b.majorHazard,
  org_unit_id: b.orgUnitId,
  duty_person_name: b.dutyPersonName,
  location: b.location,
  lon: b.lon,
  lat: b.lat,
});

/** Change a risk object. */
export async function changeObject(work: Work, id: string, body: Body<typeof updateRiskObject>) {
  const row = await need(work.trx, 'risk_object', key(work, id));
  mustBeCurrent(row, body.version, await objectView(work.trx, key(work, id)));
  mustBeActive(row);
  await mustHave(work, 'org_unit', { id: body.orgUnitId, field: 'orgUnitId' });
  return await updateRow(work, 'risk_object', { before: row, patch: objectColumns(body) });
}

/** Add a unit; its worksheet follows the object's kind unless said. */
export async function addUnit(work: Work, body: Body<typeof createRiskUnit>): Promise<RowOf<'risk_unit'>> {
  const object = await need(work.trx, 'risk_object', { ...key(work, body.objectId), field: 'objectId' });
  mustBeActive(object, 'objectId');
  await mustHave(work, 'org_unit', { id: body.orgUnitId, field: 'orgUnitId' });
  return await insertRow(work, 'risk_unit', {
    values: {
      object_id: object.id,
      name: body.name,
      worksheet: body.worksheet ?? WORKSHEET_OF_KIND[object.kind as keyof typeof WORKSHEET_OF_KIND],
      org_unit_id: body.orgUnitId ?? object.org_unit_id,
      duty_person_name: body.dutyPersonName ?? null,
      lon: body.lon ?? null,
      lat: body.lat ?? null,
      point_code: newPointCode(),
    },
  });
}

/** Change, move, stop or resume a unit. */
export async function changeUnit(work: Work, id: string, body: Body<typeof updateRiskUnit>) {
  const row = await need(work.trx, 'risk_unit', key(work, id));
  mustBeCurrent(row, body.version, await unitView(work.trx, key(work, id)));
  mustBeActive(row);
  if (body.objectId)
    mustBeActive(await need(work.trx, 'risk_object', { ...key(work, body.objectId), field: 'objectId' }), 'objectId');
  await mustHave(work, 'org_unit', { id: body.orgUnitId, field: 'orgUnitId' });
  const stopping = body.stopped === true && !row.stopped;
  if (stopping && !body.stoppedReason) throw refuse(422, { code: 'risk.stop_reason_missing', field: 'stoppedReason' });
  const stop =
    body.stopped === undefined
      ? {}
      : body.stopped
        ? {
            stopped: true,
            stopped_from: row.stopped_from ?? work.now,
            stopped_to: body.stoppedTo === undefined ? row.stopped_to : body.stoppedTo,
            stopped_reason: body.stoppedReason ?? row.stopped_reason,
          }
        : { stopped: false, stopped_from: null, stopped_to: null, stopped_reason: null };
  const action = stopping
    ? 'stop'
    : body.stopped === false && row.stopped
      ? 'resume'
      : body.objectId && body.objectId !== row.object_id
        ? 'move'
        : 'update';
  const after = await updateRow(work, 'risk_unit', {
    before: row,
    action,
    patch: {
      object_id: body.objectId,
      name: body.name,
      worksheet: body.worksheet,
      org_unit_id: body.orgUnitId,
      duty_person_name: body.dutyPersonName,
      lon: body.lon,
      lat: body.lat,
      ...stop,
    },
  });
  // What stands still is not inspected: its open tasks go; what is due when it goes on is due again.
  const ahead = work.entries.length;
  if (stopping) work.entries.push(...(await cancelEntries(work.trx, work.chain, { unitId: id, ahead })));
  if (action === 'resume')
    work.entries.push(...(await resumeEntries(work.trx, work.chain, { unitId: id, now: work.now, ahead })));
  return after;
}

/** Add a risk to a unit and grade it. The writer is its author. */
export async function addEvent(work: Work, body: Body<typeof createRiskEvent>): Promise<RowOf<'risk_event'>> {
  const unit = await need(work.trx, 'risk_unit', { ...key(work, body.unitId), field: 'unitId' });
  mustBeActive(unit, 'unitId');
  sheetFits(body.worksheetRow, unit);
  const graded =
    body.method && body.scores ? gradeColumns(body.method, body.scores, await readTables(work.trx, dayOf(work))) : null;
  const grade = graded?.grade ?? null;
  const event = await insertRow(work, 'risk_event', {
    values: {
      unit_id: unit.id,
      name: body.name,
      accident_type: body.accidentType ?? null,
      factor: body.factor ?? null,
      consequence: body.consequence ?? null,
      worksheet_row: JSON.stringify(body.worksheetRow ?? {}),
      ...(graded ?? { method: body.method ?? 'declared' }),
      live_grade: grade,
      tier: await tierFor(work.trx, dayOf(work), { tier: body.tier, grade }),
      author_id: work.actor.accountId,
    },
  });
  await regradeUnits(work, [unit.id], dayOf(work));
  return event;
}

function sheetFits(row: WorksheetRow | undefined, unit: RowOf<'risk_unit'>): void {
  if (row && row.worksheet !== unit.worksheet)
    throw refuse(422, {
      code: 'risk.wrong_worksheet',
      field: 'worksheetRow',
      params: { worksheet: unit.worksheet, given: row.worksheet },
    });
}

/** What a review covers: these may change only while the risk is a draft or was returned. */
const UNDER_REVIEW = ['name', 'accidentType', 'factor', 'consequence', 'worksheetRow', 'method', 'scores'] as const;

/** Change, move or grade a risk again. 409 `risk.under_review` for what a review covers. */
export async function changeEvent(
  work: Work,
  id: string,
  input: { body: Body<typeof updateRiskEvent>; current: unknown },
) {
  const { body } = input;
  const day = dayOf(work);
  const row = await need(work.trx, 'risk_event', key(work, id));
  mustBeCurrent(row, body.version, input.current);
  mustBeActive(row);
  const frozen = UNDER_REVIEW.find((f) => body[f] !== undefined);
  if (frozen && !['draft', 'returned'].includes(row.review_state))
    throw refuse(409, { code: 'risk.under_review', field: frozen, params: { state: row.review_state } });
  const unitId = body.unitId ?? row.unit_id;
  const unit = await need(work.trx, 'risk_unit', { ...key(work, unitId), field: 'unitId' });
  if (unitId !== row.unit_id) mustBeActive(unit, 'unitId');
  sheetFits(body.worksheetRow, unit);
  const again = body.method !== undefined || body.scores !== undefined;
  const scores = body.scores ?? RiskScores.parse(row.scores ?? {});
  const graded = again
    ? gradeColumns(body.method ?? (row.method as GradingMethod), scores, await readTables(work.trx, day))
    : null;
  const grade = (graded?.grade ?? row.grade) as RiskGrade | null;
  // A tier that the new grade no longer allows follows the grade, unless somebody asks for it: then it is refused.
  const tier =
    body.tier !== undefined
      ? await tierFor(work.trx, day, { tier: body.tier, grade })
      : graded && grade !== row.grade
        ? await tierFor(work.trx, day, { tier: null, grade })
        : undefined;
  const after = await updateRow(work, 'risk_event', {
    before: row,
    action: unitId !== row.unit_id ? 'move' : graded ? 'grade' : 'update',
    patch: {
      unit_id: unitId,
      name: body.name,
      accident_type: body.accidentType,
      factor: body.factor,
      consequence: body.consequence,
      worksheet_row: body.worksheetRow === undefined ? undefined : JSON.stringify(body.worksheetRow),
      ...(graded ?? {}),
      tier,
    },
  });
  if (unitId !== row.unit_id) await followUnit(work, after);
  await regradeUnits(work, [unitId, row.unit_id], day);
  return after;
}

/** Measures and items of a moved risk stand under its new unit. */
async function followUnit(work: Work, event: RowOf<'risk_event'>): Promise<void> {
  const measures = await work.trx
    .selectFrom('control_measure')
    .selectAll()
    .where('enterprise_id', '=', event.enterprise_id)
    .where('event_id', '=', event.id)
    .execute();
  for (const m of measures) await placeMeasure(work, m, { event_id: event.id, unit_id: event.unit_id });
}

/** Copy a unit with its active risks (as drafts of the copier) and measures, to the same object or another. */
export async function copyUnit(work: Work, id: string, body: Body<typeof copyRiskUnit>): Promise<RowOf<'risk_unit'>> {
  const source = await need(work.trx, 'risk_unit', key(work, id));
  const unit = await addUnit(work, {
    objectId: body.objectId ?? source.object_id,
    name: body.name,
    worksheet: source.worksheet as 'JHA',
    orgUnitId: source.org_unit_id,
    dutyPersonName: source.duty_person_name,
  });
  const below = <T extends 'risk_event' | 'control_measure'>(table: T) =>
    work.trx
      .selectFrom(table as 'risk_event')
      .selectAll()
      .where('enterprise_id', '=', source.enterprise_id)
      .where('unit_id', '=', source.id)
      .where('state', '=', 'active')
      .orderBy('id')
      .execute() as unknown as Promise<RowOf<T>[]>;
  const measures = await below('control_measure');
  for (const e of await below('risk_event')) {
    const event = await insertRow(work, 'risk_event', {
      values: {
        unit_id: unit.id,
        name: e.name,
        accident_type: e.accident_type,
        factor: e.factor,
        consequence: e.consequence,
        worksheet_row: JSON.stringify(e.worksheet_row ?? {}),
        method: e.method,
        method_edition: e.method_edition,
        scores: e.scores === null ? null : JSON.stringify(e.scores),
        product: e.product,
        grade: e.grade,
        live_grade: e.grade,
        tier: e.tier,
        author_id: work.actor.accountId,
      },
      action: 'copy',
    });
    for (const m of measures.filter((x) => x.event_id === e.id)) {
      const measure = await insertRow(work, 'control_measure', {
        values: {
          event_id: event.id,
          unit_id: unit.id,
          measure_class: m.measure_class,
          data_source: m.data_source,
          classify1: m.classify1,
          classify2: m.classify2,
          classify3: m.classify3,
          description: m.description,
          check_content: m.check_content,
          tier: m.tier,
          duty_post_id: body.duties ? m.duty_post_id : null,
        },
        action: 'copy',
      });
      if (body.duties) await copyDuties(work, m.id, measure);
      await ensureItems(work, measure);
    }
  }
  await regradeUnits(work, [unit.id], dayOf(work));
  return unit;
}

async function copyDuties(work: Work, from: string, to: RowOf<'control_measure'>): Promise<void> {
  const duties = await work.trx
    .selectFrom('measure_duty')
    .select(['tier', 'post_id'])
    .where('enterprise_id', '=', to.enterprise_id)
    .where('measure_id', '=', from)
    .where('state', '=', 'active')
    .execute();
  for (const d of duties)
    await insertRow(work, 'measure_duty', {
      values: { measure_id: to.id, tier: d.tier, post_id: d.post_id },
      action: 'copy',
    });
}
