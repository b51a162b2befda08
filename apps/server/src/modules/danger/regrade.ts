import type { Regrade } from '@yufang/contract';
import {
  type DangerLevel,
  type DangerOnRisk,
  type DangerStatus,
  graver,
  liveGrade,
  OPEN_DANGER_STATUSES,
  type RiskGrade,
  type RiskRegrade,
  unitGrade,
} from '@yufang/domain';
import { sql } from 'kysely';
import type { Trx } from '../../platform/db/database.ts';
import type { Entry } from '../change/record.ts';

type Known = { id: string; name: string; grade: RiskGrade | null; live: RiskGrade | null };
type Found = {
  unit: { name: string; declared: RiskGrade | null; grade: RiskGrade | null; live: RiskGrade | null } | null;
  events: Known[] | null;
  dangers: { eventId: string | null; level: DangerLevel; status: DangerStatus }[] | null;
};

/** The danger that is about to change, as it will be; its own row is left out of what is read. */
export type DangerToBe = { readonly id: string; readonly eventId: string | null } & DangerOnRisk;

/**
 * Grade one unit and its events anew from their assessed grades and the dangers open on them (domain `liveGrade`), write what moved,
 * and return the entries for the change log. Call with the chain locked. A danger on an event without a grade counts on the unit.
 *
 * @param danger the danger about to change, or null when the assessment itself changed
 */
export async function regradeUnit(
  trx: Trx,
  where: { readonly enterpriseId: string; readonly unitId: string },
  what: { readonly danger: DangerToBe | null; readonly rule: RiskRegrade; readonly at: Date },
): Promise<{ entries: Entry[]; regraded: Regrade[] }> {
  const found = await read(trx, where, what.danger?.id ?? null);
  const unit = found.unit;
  if (!unit) return { entries: [], regraded: [] };
  const events = found.events ?? [];
  const dangers = [...(found.dangers ?? []), ...(what.danger ? [what.danger] : [])];
  const graded = new Set(events.filter((e) => e.grade !== null).map((e) => e.id));
  const live = new Map(
    events.map((e) => [
      e.id,
      liveGrade(
        e.grade,
        dangers.filter((d) => d.eventId === e.id),
        what.rule,
      ),
    ]),
  );
  const onUnit = dangers.filter((d) => d.eventId === null || !graded.has(d.eventId));
  const base = unitGrade(
    events.map((e) => e.grade),
    unit.declared,
  );
  const worst = unitGrade([...live.values()], base);
  const raised = liveGrade(base, onUnit, what.rule);
  const unitLive = worst === null || raised === null ? (worst ?? raised) : graver(worst, raised);

  const regraded: Regrade[] = [];
  const entries: Entry[] = [];
  for (const event of events) {
    const to = live.get(event.id) ?? null;
    if (to === event.live) continue;
    entries.push(await write(trx, 'risk_event', { ...where, id: event.id, from: event.live, to, at: what.at }));
    regraded.push({ entity: 'risk_event', id: event.id, name: event.name, from: event.live, to });
  }
  if (unitLive !== unit.live) {
    entries.push(
      await write(trx, 'risk_unit', { ...where, id: where.unitId, from: unit.live, to: unitLive, at: what.at }),
    );
    regraded.push({ entity: 'risk_unit', id: where.unitId, name: unit.name, from: unit.live, to: unitLive });
  }
  return { entries, regraded };
}

async function read(trx: Trx, where: { enterpriseId: string; unitId: string }, except: string | null): Promise<Found> {
  const { enterpriseId, unitId } = where;
  const { rows } = await sql<Found>`
    select (select jsonb_build_object('name', u.name, 'declared', u.declared_grade, 'grade', u.grade, 'live', u.live_grade)
            from risk_unit u where u.enterprise_id = ${enterpriseId} and u.id = ${unitId} and u.state = 'active') as unit,
           (select jsonb_agg(jsonb_build_object('id', e.id, 'name', e.name, 'grade', e.grade, 'live', e.live_grade) order by e.id)
            from risk_event e where e.enterprise_id = ${enterpriseId} and e.unit_id = ${unitId} and e.state = 'active') as events,
           (select jsonb_agg(jsonb_build_object('eventId', d.event_id, 'level', d.level, 'status', d.status))
            from hidden_danger d where d.enterprise_id = ${enterpriseId} and d.unit_id = ${unitId}
              and d.status = any(${[...OPEN_DANGER_STATUSES]}::text[]) and d.id is distinct from ${except}::uuid) as dangers`.execute(
    trx,
  );
  return rows[0] ?? { unit: null, events: null, dangers: null };
}

async function write(
  trx: Trx,
  table: 'risk_event' | 'risk_unit',
  what: { enterpriseId: string; id: string; from: RiskGrade | null; to: RiskGrade | null; at: Date },
): Promise<Entry> {
  const after = await trx
    .updateTable(table)
    .set((e) => ({ live_grade: what.to, version: e('version', '+', 1), updated_at: what.at }))
    .where('enterprise_id', '=', what.enterpriseId)
    .where('id', '=', what.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  // Nothing else of the row moved, so the row before is the row after with its old colour.
  return { entity: table, entityId: what.id, action: 'regrade', before: { ...after, live_grade: what.from }, after };
}
