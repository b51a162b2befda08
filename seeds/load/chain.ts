import { controlTier, type DangerLevel, type DangerStatus, type RiskGrade, worstGrade } from '@yufang/domain';
import { assess } from './assess.ts';
import { dutyRows, hasTiers } from './duties.ts';
import type { Firm } from './enterprise.ts';
import type { RiskProfile } from './profile.ts';
import { LEC_EDITION, readReference } from './reference.ts';
import { json, type Row } from './rows.ts';
import { day, iso } from './when.ts';
import { worksheetRow } from './worksheets.ts';

/** An item with what its history needs to know. */
export type Item = {
  readonly id: string;
  readonly unitId: string;
  readonly measureId: string;
  readonly eventId: string;
  readonly postId: string;
  readonly cycle: 'day' | 'week';
  readonly text: string;
  /** Items of the major-danger criteria that a failure of it may meet. */
  readonly criteria: readonly string[];
};
/** The generated chain of one firm; rows stay mutable so that dangers can raise the live grades. */
export type Chain = {
  readonly items: Item[];
  readonly events: Map<string, MutableRow>;
  readonly units: Map<string, MutableRow>;
  readonly eventsOfUnit: Map<string, string[]>;
  readonly openOf: Map<string, { level: DangerLevel; status: DangerStatus }[]>;
};
export type MutableRow = { -readonly [K in keyof Row]: Row[K] };

/** How many of the mean a firm of this scale has; with the trades' usual mix of scales the mean comes out as asked. */
export const SCALE_FACTOR = { micro: 0.6, small: 1.2, above: 2.8 } as const;

/** Objects, units, events, measures and items from the trade's typical risks and everybody's lesser ones, repeated by line until the firm has its share. */
export function chainRows(firm: Firm): Chain {
  const chain: Chain = { items: [], events: new Map(), units: new Map(), eventsOfUnit: new Map(), openOf: new Map() };
  const target = Math.max(
    4,
    Math.round(firm.plan.size.measures * SCALE_FACTOR[firm.scale] * (0.85 + firm.r.next() * 0.34)),
  );
  const { r, trade } = firm;
  const own = r.sample(trade.risks, Math.max(3, Math.ceil(trade.risks.length * 0.8)));
  const lesser = r.sample(trade.common, Math.round(own.length * (0.9 + r.next() * 0.6)));
  // A small firm has some of each: its own risks and the lesser ones take turns.
  const usual = own.flatMap((risk, i) => [risk, ...(lesser[i] ? [lesser[i]] : [])]).concat(lesser.slice(own.length));
  const objects = new Map<string, string>();
  for (let i = 0; chain.items.length < target && i < 400; i += 1) {
    const line = Math.floor(i / usual.length);
    const risk = usual[i % usual.length];
    if (risk) addRisk(firm, chain, { risk, line, objects });
  }
  return chain;
}

function addRisk(
  firm: Firm,
  chain: Chain,
  what: { risk: RiskProfile; line: number; objects: Map<string, string> },
): void {
  const { r, rows, base, createdMs } = firm;
  const { risk, line, objects } = what;
  const at = iso(createdMs + 3_600_000);
  const stamp = { created_at: at, updated_at: at, origin: 'template' };
  const suffix = line === 0 ? '' : `（${line + 1}号线）`;
  const objectName = risk.object + suffix;
  let objectId = objects.get(objectName);
  if (!objectId) {
    objectId = r.uuid(createdMs);
    objects.set(objectName, objectId);
    rows.risk_object.push({ ...base, id: objectId, kind: risk.kind, name: objectName, major_hazard: false, ...stamp });
  }
  const unitId = r.uuid(createdMs);
  const worksheet = risk.kind === 'activity' ? 'JHA' : risk.kind === 'process' ? 'HAZOP' : 'SCL';
  const { scores, product, grade } = assess(r, risk.scores, firm.trade.common.includes(risk));
  const unit: MutableRow = {
    ...base,
    id: unitId,
    object_id: objectId,
    name: risk.unit + suffix,
    worksheet,
    grade,
    live_grade: grade,
    point_code: r.uuid(createdMs).replaceAll('-', '').slice(16),
    lon: firm.lon + (r.next() - 0.5) * 0.002,
    lat: firm.lat + (r.next() - 0.5) * 0.002,
    ...stamp,
  };
  rows.risk_unit.push(unit);
  chain.units.set(unitId, unit);
  const eventId = r.uuid(createdMs);
  const reviewedMs = firm.plan.nowMs - r.int(5, 420) * 86_400_000;
  const event: MutableRow = {
    ...base,
    id: eventId,
    unit_id: unitId,
    name: risk.event,
    accident_type: risk.accidentType,
    consequence: risk.consequence,
    ...(firm.plan.size.detailedLog ? { worksheet_row: json(worksheetRow(risk)) } : {}),
    method: 'LEC',
    method_edition: LEC_EDITION,
    scores: json({ factors: scores }),
    product,
    grade,
    live_grade: grade,
    tier: controlTier(grade, readReference('control_tiers')),
    review_state: r.chance(0.92) ? 'approved' : 'submitted',
    author_id: 'seed',
    reviewed_on: day(reviewedMs),
    next_review_on: day(reviewedMs + 365 * 86_400_000),
    ...stamp,
  };
  rows.risk_event.push(event);
  chain.events.set(eventId, event);
  chain.eventsOfUnit.set(unitId, [...(chain.eventsOfUnit.get(unitId) ?? []), eventId]);
  const held = risk.measures.map((m) =>
    addMeasure(firm, chain, { m, unitId, eventId, grade, stamp, criteria: risk.criteria }),
  );
  const first = held.find((m) => m !== null);
  const tier = controlTier(grade, readReference('control_tiers'));
  if (first) dutyRows(firm, { ...first, tier, stamp });
}

function addMeasure(
  firm: Firm,
  chain: Chain,
  what: {
    m: RiskProfile['measures'][number];
    unitId: string;
    eventId: string;
    grade: RiskGrade;
    stamp: Row;
    criteria: readonly string[];
  },
): { measureId: string; postId: string } | null {
  const { r, rows, base, createdMs } = firm;
  const { m, unitId, eventId, grade, stamp, criteria } = what;
  const measureId = r.uuid(createdMs);
  // Some measures have nobody and nothing to check: the work-off lists must have something to show.
  const loose = r.chance(0.04 + (1 - firm.diligence) * 0.12);
  const postId = r.pick(firm.posts);
  const content = m.check ?? m.text;
  rows.control_measure.push({
    ...base,
    id: measureId,
    event_id: eventId,
    unit_id: unitId,
    measure_class: m.measureClass,
    data_source: 'inspection',
    description: m.text,
    check_content: loose ? null : content,
    // A worker's post answers at its own tier; who answers above it is in the duties, where a firm has more than one tier.
    tier: hasTiers(firm) ? 'post' : controlTier(grade, readReference('control_tiers')),
    duty_post_id: loose ? null : postId,
    ...stamp,
  });
  if (loose) return null;
  const grave = grade === 'red' || grade === 'orange';
  const cycle =
    firm.scale !== 'micro' && grave && r.chance(firm.plan.size.name === 'demo' ? 0.4 : 0.12) ? 'day' : 'week';
  const id = r.uuid(createdMs);
  rows.inspection_item.push({
    ...base,
    id,
    measure_id: measureId,
    unit_id: unitId,
    post_id: postId,
    tier: 'post',
    content,
    cycle_n: 1,
    cycle_unit: cycle,
    starts_on: mondayOnOrBefore(createdMs),
    next_window: nextWindow(firm.plan.nowMs, cycle),
    ...stamp,
  });
  chain.items.push({ id, unitId, measureId, eventId, postId, cycle, text: content, criteria });
  return { measureId, postId };
}

/** Midnight in Shanghai at or before an instant. */
export const midnight = (ms: number): number =>
  Math.floor((ms + 8 * 3_600_000) / 86_400_000) * 86_400_000 - 8 * 3_600_000;
/** Monday 00:00 in Shanghai at or before an instant (1970-01-01 was a Thursday). */
export const monday = (ms: number): number => {
  const at = midnight(ms);
  return at - ((Math.floor((at + 8 * 3_600_000) / 86_400_000) + 3) % 7) * 86_400_000;
};
const mondayOnOrBefore = (ms: number): string => day(monday(ms));
const nextWindow = (nowMs: number, cycle: 'day' | 'week'): string =>
  iso(cycle === 'day' ? midnight(nowMs) + 86_400_000 : monday(nowMs) + 7 * 86_400_000);

/** The worst of a unit's events, as they are now. */
export function refreshUnit(chain: Chain, unitId: string): void {
  const unit = chain.units.get(unitId);
  if (!unit) return;
  const grades = (chain.eventsOfUnit.get(unitId) ?? []).map((id) => chain.events.get(id)?.live_grade as RiskGrade);
  unit.live_grade = worstGrade(grades) ?? null;
}
