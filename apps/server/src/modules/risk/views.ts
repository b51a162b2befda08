import type { MeasureView, RiskEventView, RiskObjectView, RiskUnitView } from '@yufang/contract';
import {
  allowedReviewCommands,
  OPEN_DANGER_STATUSES,
  type RiskGrade,
  reidentificationDue,
  type Tier,
  uncoveredTiers,
  WorksheetRow,
  worstGrade,
} from '@yufang/domain';
import { shanghaiDay } from '@yufang/domain/reference/days';
import type { Actor } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import { readReference } from '../reference/read.ts';
import { changesFor } from './changes.ts';
import { arithmeticOf } from './grading.ts';
import { actorNames, orgUnitNames, postNames } from './names.ts';
import { need, type RowOf } from './work.ts';

type Key = { readonly enterpriseId: string; readonly id: string };
const grade = (g: string | null): RiskGrade | null => g as RiskGrade | null;

/** One risk object with the worst grade below it. */
export async function objectView(trx: Trx, key: Key): Promise<RiskObjectView> {
  const o = await need(trx, 'risk_object', key);
  const units = await trx
    .selectFrom('risk_unit')
    .select(['grade', 'live_grade'])
    .where('enterprise_id', '=', key.enterpriseId)
    .where('object_id', '=', key.id)
    .where('state', '=', 'active')
    .execute();
  const names = await orgUnitNames(trx, key.enterpriseId, [o.org_unit_id]);
  return {
    id: o.id,
    enterpriseId: o.enterprise_id,
    name: o.name,
    kind: o.kind as RiskObjectView['kind'],
    code: o.code,
    majorHazard: o.major_hazard,
    orgUnitId: o.org_unit_id,
    orgUnitName: names.get(o.org_unit_id ?? '') ?? null,
    dutyPersonName: o.duty_person_name,
    location: o.location,
    lon: o.lon,
    lat: o.lat,
    grade: worstGrade(units.map((u) => grade(u.grade))),
    liveGrade: worstGrade(units.map((u) => grade(u.live_grade))),
    units: units.length,
    origin: o.origin,
    state: o.state as 'active',
    version: o.version,
    updatedAt: o.updated_at.toISOString(),
  };
}

/** One unit with its object's name. */
export async function unitView(trx: Trx, key: Key): Promise<RiskUnitView> {
  const u = await need(trx, 'risk_unit', key);
  const object = await need(trx, 'risk_object', { enterpriseId: key.enterpriseId, id: u.object_id });
  const names = await orgUnitNames(trx, key.enterpriseId, [u.org_unit_id]);
  return {
    id: u.id,
    enterpriseId: u.enterprise_id,
    name: u.name,
    objectId: u.object_id,
    objectName: object.name,
    worksheet: u.worksheet as RiskUnitView['worksheet'],
    orgUnitId: u.org_unit_id,
    orgUnitName: names.get(u.org_unit_id ?? '') ?? null,
    dutyPersonName: u.duty_person_name,
    declaredGrade: grade(u.declared_grade),
    grade: grade(u.grade),
    liveGrade: grade(u.live_grade),
    stopped: u.stopped,
    stoppedFrom: u.stopped_from?.toISOString() ?? null,
    stoppedTo: u.stopped_to?.toISOString() ?? null,
    stoppedReason: u.stopped_reason,
    pointCode: u.point_code,
    lon: u.lon,
    lat: u.lat,
    origin: u.origin,
    state: u.state as 'active',
    version: u.version,
    updatedAt: u.updated_at.toISOString(),
  };
}

/** Measures with their duties and items, in one round of queries. */
export async function measureViews(trx: Trx, rows: readonly RowOf<'control_measure'>[]): Promise<MeasureView[]> {
  const first = rows[0];
  if (!first) return [];
  const enterpriseId = first.enterprise_id;
  const ids = rows.map((r) => r.id);
  const more = await trx
    .selectFrom('measure_duty')
    .select(['measure_id', 'tier', 'post_id'])
    .where('enterprise_id', '=', enterpriseId)
    .where('measure_id', 'in', ids)
    .where('state', '=', 'active')
    .execute();
  const items = await trx
    .selectFrom('inspection_item')
    .select(['id', 'measure_id', 'tier', 'post_id', 'content', 'cycle_n', 'cycle_unit'])
    .where('enterprise_id', '=', enterpriseId)
    .where('measure_id', 'in', ids)
    .where('state', '=', 'active')
    .execute();
  const names = await postNames(trx, enterpriseId, [...rows.map((r) => r.duty_post_id), ...more.map((d) => d.post_id)]);
  const name = (id: string) => names.get(id) ?? '';
  return rows.map((m) => {
    const main =
      m.duty_post_id === null
        ? []
        : [{ tier: (m.tier ?? 'post') as Tier, postId: m.duty_post_id, postName: name(m.duty_post_id), main: true }];
    return {
      id: m.id,
      enterpriseId: m.enterprise_id,
      eventId: m.event_id,
      unitId: m.unit_id,
      measureClass: m.measure_class as MeasureView['measureClass'],
      dataSource: m.data_source as MeasureView['dataSource'],
      description: m.description,
      checkContent: m.check_content,
      tier: m.tier as Tier | null,
      dutyPostId: m.duty_post_id,
      dutyPostName: m.duty_post_id ? name(m.duty_post_id) : null,
      duties: [
        ...main,
        ...more
          .filter((d) => d.measure_id === m.id)
          .map((d) => ({ tier: d.tier as Tier, postId: d.post_id, postName: name(d.post_id), main: false })),
      ],
      items: items
        .filter((i) => i.measure_id === m.id)
        .map((i) => ({
          id: i.id,
          tier: i.tier as Tier | null,
          postId: i.post_id,
          content: i.content,
          cycleN: i.cycle_n,
          cycleUnit: i.cycle_unit,
        })),
      origin: m.origin,
      state: m.state as 'active',
      version: m.version,
      updatedAt: m.updated_at.toISOString(),
    };
  });
}

/** One measure. */
export async function measureView(trx: Trx, key: Key): Promise<MeasureView> {
  const [view] = await measureViews(trx, [await need(trx, 'control_measure', key)]);
  if (!view) throw new Error('a row gives a view');
  return view;
}

/** One risk, everything a person needs to judge it and what this person may do. */
export async function eventView(
  trx: Trx,
  key: Key,
  who: { actor: Actor; day: string; scale: string },
): Promise<RiskEventView> {
  const e = await need(trx, 'risk_event', key);
  const { enterpriseId } = key;
  const unit = await need(trx, 'risk_unit', { enterpriseId, id: e.unit_id });
  const object = await need(trx, 'risk_object', { enterpriseId, id: unit.object_id });
  const measures = await trx
    .selectFrom('control_measure')
    .selectAll()
    .where('enterprise_id', '=', enterpriseId)
    .where('event_id', '=', e.id)
    .where('state', '=', 'active')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const views = await measureViews(trx, measures);
  const dangers = await trx
    .selectFrom('hidden_danger')
    .select((x) => x.fn.countAll<number>().as('n'))
    .where('enterprise_id', '=', enterpriseId)
    .where('status', 'in', [...OPEN_DANGER_STATUSES])
    .where((x) =>
      x.or([
        x('event_id', '=', e.id),
        ...(measures.length
          ? [
              x(
                'measure_id',
                'in',
                measures.map((m) => m.id),
              ),
            ]
          : []),
      ]),
    )
    .executeTakeFirstOrThrow();
  const period = await readReference(trx, 'review_period', who.day);
  const separation = period.separation[who.scale === 'above' ? 'above' : who.scale === 'micro' ? 'micro' : 'small'];
  const people = await actorNames(trx, enterpriseId, e.id);
  const facts = reviewFacts(e);
  const changes = await changesFor(trx, enterpriseId, { objectId: unit.object_id, reviewedAt: e.reviewed_at });
  const controls = e.controls_changed_at && shanghaiDay(e.controls_changed_at.toISOString());
  const due = reidentificationDue(e.reviewed_on, changes, period, who.day, controls);
  const row = WorksheetRow.safeParse(e.worksheet_row);
  const inside = who.actor.scope.kind === 'enterprise';
  const tier = e.tier as Tier | null;
  return {
    id: e.id,
    enterpriseId,
    name: e.name,
    unitId: e.unit_id,
    unitName: unit.name,
    objectId: object.id,
    objectName: object.name,
    worksheet: unit.worksheet as RiskEventView['worksheet'],
    accidentType: e.accident_type,
    factor: e.factor as RiskEventView['factor'],
    consequence: e.consequence,
    worksheetRow: (e.worksheet_row ?? {}) as Record<string, unknown>,
    proposed: row.success ? row.data.proposed : {},
    method: e.method as RiskEventView['method'],
    scores: e.scores as Record<string, unknown> | null,
    arithmetic: await arithmeticOf(trx, e, who.day),
    grade: grade(e.grade),
    liveGrade: grade(e.live_grade),
    openDangers: dangers.n,
    tier,
    uncoveredTiers:
      tier === null
        ? []
        : [
            ...uncoveredTiers(
              tier,
              views.flatMap((m) => m.duties.map((d) => d.tier)),
            ),
          ],
    reviewState: facts.state,
    authorId: e.author_id,
    authorName: people.get(e.author_id ?? '') ?? null,
    reviewerId: e.reviewer_id,
    reviewerName: people.get(e.reviewer_id ?? '') ?? null,
    approverId: e.approver_id,
    approverName: people.get(e.approver_id ?? '') ?? null,
    revision: e.revision,
    reviewedOn: e.reviewed_on,
    nextReviewOn: e.next_review_on,
    reviewNote: e.review_note,
    reidentification: { ...due, changes: due.changes.map(({ kind, on }) => ({ kind, on })) },
    commands: inside
      ? [...allowedReviewCommands(facts, { by: who.actor.accountId, role: who.actor.role, separation })]
      : [],
    mayEdit: inside && e.state === 'active' && ['draft', 'returned'].includes(e.review_state),
    measures: views,
    origin: e.origin,
    state: e.state as 'active',
    version: e.version,
    updatedAt: e.updated_at.toISOString(),
  };
}

/** What the review rules read of a risk. */
export const reviewFacts = (e: RowOf<'risk_event'>) => ({
  state: e.review_state as RiskEventView['reviewState'],
  authorId: e.author_id,
  reviewerId: e.reviewer_id,
  approverId: e.approver_id,
  revision: e.revision,
  graded: e.grade !== null,
});
