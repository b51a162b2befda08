import {
  type ControlTiers,
  controlTier,
  gradeRisk,
  isTierTooLow,
  leastTier,
  type RiskGrade,
  RiskScores,
  WORKSHEET_OF_KIND,
} from '@yufang/domain';
import type { Insertable, Updateable } from 'kysely';
import { newId } from '../../../platform/clock/clock.ts';
import type { DB } from '../../../platform/db/schema.gen.ts';
import type { Tables } from '../grading.ts';
import type { RowOf } from '../work.ts';
import type { GoodRow, Problem } from './check.ts';

type Table = 'risk_object' | 'risk_unit' | 'risk_event' | 'control_measure';
export type Standing = { readonly [T in Table]: readonly RowOf<T>[] };
type Values<T extends Table> = Partial<Insertable<DB[T]>> & { id: string };
type Change<T extends Table> = { readonly before: RowOf<T>; readonly patch: Updateable<DB[T]> };

/** What writing the rows comes to: new rows parents first, changes of rows that stand, and how each row of the sheet fares. */
export type Plan = {
  readonly inserts: { readonly [T in Table]: Values<T>[] };
  readonly updates: { readonly [T in Table]: Map<string, Change<T>> };
  readonly outcomes: Map<number, 'created' | 'updated' | 'unchanged'>;
  readonly problems: Problem[];
};

const norm = (...parts: (string | null | undefined)[]): string =>
  parts.map((p) => (p ?? '').trim().replace(/\s+/g, ' ').toLowerCase()).join('\u0001');

/**
 * Bring the rows of a sheet together with what stands, by content: kind and name of the object, name of the unit, name and step of the
 * risk, words of the measure. The same sheet twice therefore changes nothing; an empty cell leaves what stands.
 */
export function reconcile(
  rows: readonly GoodRow[],
  standing: Standing,
  given: {
    tables: Tables;
    tiers: ControlTiers;
    author: string;
    pointCode: () => string;
    /** The code of an accident type however it is written. */
    accident: (word: string) => string;
  },
): Plan {
  const plan: Plan = {
    inserts: { risk_object: [], risk_unit: [], risk_event: [], control_measure: [] },
    updates: { risk_object: new Map(), risk_unit: new Map(), risk_event: new Map(), control_measure: new Map() },
    outcomes: new Map(),
    problems: [],
  };
  const objects = new Map(standing.risk_object.map((o) => [norm(o.kind, o.name), o.id]));
  const units = new Map(standing.risk_unit.map((u) => [norm(u.object_id, u.name), u.id]));
  const stepOf = (sheet: unknown): string => {
    const s = (sheet ?? {}) as Record<string, unknown>;
    return String(s.step ?? s.item ?? s.deviation ?? '');
  };
  const events = new Map<string, string>();
  // Without a step in the sheet the name alone says which risk is meant, as long as only one has it.
  const byName = Map.groupBy(standing.risk_event, (e) => norm(e.unit_id, e.name));
  const eventKey = (unitId: string, row: GoodRow) => norm(unitId, row.eventName, stepOf(sheetRow(row)));
  const standingEvent = (unitId: string, row: GoodRow): string | undefined => {
    const exact = events.get(eventKey(unitId, row));
    const same = row.step ? [] : (byName.get(norm(unitId, row.eventName)) ?? []);
    return exact ?? (same.length === 1 ? same[0]?.id : undefined);
  };
  for (const e of standing.risk_event) {
    events.set(norm(e.unit_id, e.name, stepOf(e.worksheet_row)), e.id);
  }
  const measures = new Map(standing.control_measure.map((m) => [norm(m.event_id, m.description), m.id]));
  const rowOf = {
    risk_unit: new Map(standing.risk_unit.map((r) => [r.id, r])),
    risk_event: new Map(standing.risk_event.map((r) => [r.id, r])),
    control_measure: new Map(standing.control_measure.map((r) => [r.id, r])),
  };

  for (const row of rows) {
    const sheet = WORKSHEET_OF_KIND[row.objectKind];
    let objectId = objects.get(norm(row.objectKind, row.objectName));
    let created = false;
    const existingUnit = objectId ? units.get(norm(objectId, row.unitName)) : undefined;
    const existingEvent = existingUnit ? standingEvent(existingUnit, row) : undefined;
    const graded =
      row.method && row.scores ? gradeRisk(row.method, RiskScores.parse(row.scores), given.tables.reference) : null;
    if (graded && !graded.ok) {
      plan.problems.push({ row: row.row, field: 'method', code: graded.error.code });
      continue;
    }
    const grade = graded?.value.grade ?? null;
    const gradeCols =
      graded && row.method
        ? {
            method: row.method,
            method_edition: given.tables.editions[row.method]?.edition ?? null,
            scores: JSON.stringify(row.scores),
            product: graded.value.product,
            grade,
          }
        : {};
    let eventPatch: Updateable<DB['risk_event']> | null = null;
    const before = existingEvent ? rowOf.risk_event.get(existingEvent) : undefined;
    if (before) {
      const patch: Updateable<DB['risk_event']> = {};
      if (row.accidentType && given.accident(row.accidentType) !== given.accident(before.accident_type ?? ''))
        patch.accident_type = row.accidentType;
      if (row.consequence && row.consequence !== before.consequence) patch.consequence = row.consequence;
      const sameScores = said(before.scores) === said(row.scores);
      if (graded && (before.method !== row.method || before.grade !== grade || !sameScores))
        Object.assign(patch, gradeCols);
      if (Object.keys(patch).length > 0 && !['draft', 'returned'].includes(before.review_state)) {
        plan.problems.push({
          row: row.row,
          field: 'eventName',
          code: 'risk.under_review',
          params: { state: before.review_state },
        });
        continue;
      }
      const now = (patch.grade ?? before.grade) as RiskGrade | null;
      const tier =
        row.tier ??
        (patch.grade && patch.grade !== before.grade ? controlTier(patch.grade as RiskGrade, given.tiers) : null);
      if (tier && now && isTierTooLow(tier, now, given.tiers)) {
        plan.problems.push({
          row: row.row,
          field: 'tier',
          code: 'risk.tier_too_low',
          params: { tier, grade: now, least: leastTier(now, given.tiers) },
        });
        continue;
      }
      if (tier && tier !== before.tier) patch.tier = tier;
      if (Object.keys(patch).length > 0) eventPatch = patch;
    }

    if (!objectId) {
      objectId = newId();
      objects.set(norm(row.objectKind, row.objectName), objectId);
      plan.inserts.risk_object.push({
        id: objectId,
        kind: row.objectKind,
        name: row.objectName,
        org_unit_id: row.orgUnitId,
      });
      created = true;
    }
    let unitId = existingUnit ?? units.get(norm(objectId, row.unitName));
    if (!unitId) {
      unitId = newId();
      units.set(norm(objectId, row.unitName), unitId);
      plan.inserts.risk_unit.push({
        id: unitId,
        object_id: objectId,
        name: row.unitName,
        worksheet: sheet,
        org_unit_id: row.orgUnitId,
        point_code: given.pointCode(),
      });
      created = true;
    }
    let changed = false;
    const unit = rowOf.risk_unit.get(unitId);
    if (unit && row.orgUnitId && unit.org_unit_id !== row.orgUnitId) {
      plan.updates.risk_unit.set(unitId, { before: unit, patch: { org_unit_id: row.orgUnitId } });
      changed = true;
    }
    let eventId = existingEvent ?? events.get(eventKey(unitId, row));
    if (!eventId) {
      eventId = newId();
      events.set(eventKey(unitId, row), eventId);
      plan.inserts.risk_event.push({
        id: eventId,
        unit_id: unitId,
        name: row.eventName,
        accident_type: row.accidentType,
        consequence: row.consequence,
        worksheet_row: JSON.stringify(sheetRow(row)),
        ...gradeCols,
        live_grade: grade,
        tier: row.tier ?? (grade ? controlTier(grade, given.tiers) : null),
        author_id: given.author,
      });
      created = true;
    } else if (before && eventPatch) {
      plan.updates.risk_event.set(eventId, {
        before,
        patch: { ...plan.updates.risk_event.get(eventId)?.patch, ...eventPatch },
      });
      changed = true;
    }
    if (row.measure) {
      const known = measures.get(norm(eventId, row.measure));
      const m = known ? rowOf.control_measure.get(known) : undefined;
      if (!known) {
        const id = newId();
        measures.set(norm(eventId, row.measure), id);
        plan.inserts.control_measure.push({
          id,
          event_id: eventId,
          unit_id: unitId,
          measure_class: row.measureClass ?? 'management',
          description: row.measure,
          check_content: row.check,
          tier: row.postId ? 'post' : null,
          duty_post_id: row.postId,
        });
        created = true;
      } else if (m) {
        const patch: Updateable<DB['control_measure']> = {};
        if (row.measureClass && row.measureClass !== m.measure_class) patch.measure_class = row.measureClass;
        if (row.check && row.check !== m.check_content) patch.check_content = row.check;
        if (row.postId && row.postId !== m.duty_post_id)
          Object.assign(patch, { duty_post_id: row.postId, ...(m.tier ? {} : { tier: 'post' }) });
        if (Object.keys(patch).length > 0) {
          plan.updates.control_measure.set(m.id, {
            before: m,
            patch: { ...plan.updates.control_measure.get(m.id)?.patch, ...patch },
          });
          changed = true;
        }
      }
    }
    plan.outcomes.set(row.row, created ? 'created' : changed ? 'updated' : 'unchanged');
  }
  return plan;
}

/** Of a risk's scores what the columns of a sheet can say; the profile of an LS table has none. */
function said(scores: unknown): string {
  const { factors = {}, directItems = [], declared = null } = (scores ?? {}) as Record<string, unknown>;
  return JSON.stringify(sorted({ factors, directItems, declared }));
}

const sorted = (v: unknown): unknown =>
  v !== null && typeof v === 'object' && !Array.isArray(v)
    ? Object.fromEntries(
        Object.entries(v)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([k, x]) => [k, sorted(x)]),
      )
    : v;

/** The worksheet row that the few cells of a sheet give; a HAZOP node's parameter and guide word are left for the editor. */
function sheetRow(row: GoodRow): Record<string, unknown> {
  const common = {
    existing: {},
    proposed: {},
    responsibleUnit: '',
    responsiblePerson: '',
    note: '',
    consequence: row.consequence ?? '',
  };
  if (row.objectKind === 'activity')
    return {
      worksheet: 'JHA',
      activity: row.objectName,
      step: row.step ?? row.unitName,
      hazard: row.standard ?? row.eventName,
      accidentTypes: [],
      ...common,
    };
  if (row.objectKind === 'place')
    return {
      worksheet: 'SCL',
      object: row.unitName,
      item: row.step ?? row.eventName,
      standard: row.standard ?? row.eventName,
      deviation: '',
      accidentTypes: [],
      ...common,
    };
  return {
    worksheet: 'HAZOP',
    node: row.unitName,
    intent: row.objectName,
    parameter: 'other',
    guideWord: 'other_than',
    deviation: row.step ?? row.eventName,
    causes: row.standard ?? row.eventName,
    safeguards: '',
    dueOn: null,
    ...common,
    ...(row.consequence ? {} : { consequence: row.eventName }),
  };
}
