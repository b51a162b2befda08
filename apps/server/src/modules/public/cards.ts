import type { RouteReply, ScanResult, scanCard } from '@yufang/contract';
import { OPEN_DANGER_STATUSES, RISK_GRADES, type RiskGrade } from '@yufang/domain';
import { shanghaiDay } from '@yufang/domain/reference/days';
import { sql } from 'kysely';
import { type Actor, scopeCovers } from '../../platform/db/actor.ts';
import { asActor, asSystem, type Database, type Trx } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { dimsOf } from '../../platform/http/enterprise-dims.ts';
import type { OrgRow } from '../change/rows.ts';
import { promiseOf } from '../enterprise/view.ts';

type Card = Extract<ScanResult, { as: 'public' }>['card'];
type Found = { readonly enterprise: OrgRow<'enterprise'>; readonly unitId: string | null };

/** The enterprise a code belongs to, and the point where it is one's. @throws 404 `card.not_found` */
export async function resolveCode(trx: Trx, code: string): Promise<Found> {
  // Typed codes come in any case and with the spaces of the label.
  const text = code.replace(/\s/g, '');
  const cases = [text, text.toUpperCase(), text.toLowerCase()];
  const byCard = await trx
    .selectFrom('enterprise')
    .selectAll()
    .where('card_code', 'in', cases)
    .limit(1)
    .executeTakeFirst();
  const unit = byCard
    ? undefined
    : await trx
        .selectFrom('risk_unit')
        .select(['id', 'enterprise_id'])
        .where('point_code', 'in', cases)
        .limit(1)
        .executeTakeFirst();
  const enterprise =
    byCard ??
    (unit &&
      (await trx
        .selectFrom('enterprise')
        .selectAll()
        .where('enterprise_id', '=', unit.enterprise_id)
        .executeTakeFirst()));
  if (!enterprise || !['active', 'suspended', 'closed'].includes(enterprise.status)) {
    throw refuse(404, { code: 'card.not_found', field: 'code' });
  }
  return { enterprise, unitId: unit?.id ?? null };
}

/** What anybody may see: colours, promise, no names of people but the one who signed the promise for the public. */
async function publicCard(trx: Trx, e: OrgRow<'enterprise'>): Promise<Card> {
  const county = await trx.selectFrom('region').select('name').where('code', '=', e.county_code).executeTakeFirst();
  const grades = await trx
    .selectFrom('risk_event')
    .select(['live_grade'])
    .select((x) => x.fn.countAll<number>().as('n'))
    .where('enterprise_id', '=', e.enterprise_id)
    .where('state', '=', 'active')
    .groupBy('live_grade')
    .execute();
  const count = (g: RiskGrade) => grades.find((r) => r.live_grade === g)?.n ?? 0;
  const measures = await trx
    .selectFrom('control_measure')
    .select((x) => x.fn.countAll<number>().as('n'))
    .select(
      sql<number>`count(*) filter (where duty_post_id is not null and coalesce(check_content, '') <> '')`.as(
        'controlled',
      ),
    )
    .where('enterprise_id', '=', e.enterprise_id)
    .where('state', '=', 'active')
    .executeTakeFirstOrThrow();
  const last = await trx
    .selectFrom('inspection_record')
    .select('claimed_at')
    .where('enterprise_id', '=', e.enterprise_id)
    .where('state', '=', 'active')
    .where('result', '<>', 'not_inspected')
    .orderBy('claimed_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return {
    name: e.name,
    countyName: county?.name ?? null,
    invented: e.invented,
    level: RISK_GRADES.find((g) => count(g) > 0) ?? null,
    colours: { red: count('red'), orange: count('orange'), yellow: count('yellow'), blue: count('blue') },
    status: e.status as Card['status'],
    promise: promiseOf(e.promise),
    measures: measures.n,
    measuresControlled: measures.controlled,
    lastInspectionOn: last ? shanghaiDay(last.claimed_at.toISOString()) : null,
  };
}

/** What a code opens, by who scans it. */
export async function scan(
  db: Database,
  actor: Actor | null,
  asked: { readonly code: string; readonly now: Date },
): Promise<RouteReply<typeof scanCard>> {
  const { code, now } = asked;
  const { enterprise, unitId, card } = await asSystem(db, async (trx) => {
    const found = await resolveCode(trx, code);
    return { ...found, card: await publicCard(trx, found.enterprise) };
  });
  if (!actor) return { as: 'public', card };
  // Administrators of the platform have no duty towards enterprises: they see what anybody sees.
  if (actor.scope.kind === 'platform' || actor.scope.kind === 'audit') return { as: 'public', card };
  if (!scopeCovers(actor.scope, dimsOf(enterprise))) return { as: 'foreign', card, code: 'card.foreign_enterprise' };
  const enterpriseId = enterprise.enterprise_id;
  // From here on under the scanner's own scope: the database decides once more what may be read.
  return await asActor(db, actor, async (trx) =>
    actor.scope.kind === 'enterprise'
      ? {
          as: 'worker',
          card,
          enterpriseId,
          unitId,
          personId: actor.personId,
          to: `/tasks?unit=${unitId ?? ''}`,
          ...(await tasks(trx, enterpriseId, { actor, unitId, now })),
        }
      : {
          as: 'inspector',
          card,
          enterpriseId,
          unitId,
          to: `/enterprises/${enterpriseId}`,
          ...(await pack(trx, enterpriseId, unitId)),
        },
  );
}

async function tasks(trx: Trx, enterpriseId: string, of: { actor: Actor; unitId: string | null; now: Date }) {
  let query = trx
    .selectFrom('inspection_task')
    .select(['state'])
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('enterprise_id', '=', enterpriseId)
    .where('state', 'in', ['open', 'overdue'])
    // Those of tomorrow stand already; one cannot do them today.
    .where('window_start', '<=', of.now);
  const { personId } = of.actor;
  if (of.unitId) query = query.where('unit_id', '=', of.unitId);
  if (personId) {
    query = query.where((e) =>
      e.or([
        e('assignee_id', '=', personId),
        e(
          'post_id',
          'in',
          e
            .selectFrom('post_holder')
            .select('post_id')
            .where('enterprise_id', '=', enterpriseId)
            .where('person_id', '=', personId)
            .where('to_on', 'is', null),
        ),
      ]),
    );
  }
  const rows = await query.groupBy('state').execute();
  const n = (state: string) => rows.find((r) => r.state === state)?.n ?? 0;
  return { tasksOpen: n('open'), tasksOverdue: n('overdue') };
}

async function pack(trx: Trx, enterpriseId: string, unitId: string | null) {
  let dangers = trx
    .selectFrom('hidden_danger')
    .select(['id', 'number', 'name', 'level', 'status', 'overdue', 'deadline'])
    .where('enterprise_id', '=', enterpriseId)
    .where('status', 'in', [...OPEN_DANGER_STATUSES]);
  if (unitId) dangers = dangers.where('unit_id', '=', unitId);
  const open = await dangers.orderBy('level', 'desc').orderBy('found_at', 'desc').limit(50).execute();
  const red = await trx
    .selectFrom('risk_event as r')
    .innerJoin('risk_unit as u', (j) =>
      j.onRef('u.enterprise_id', '=', 'r.enterprise_id').onRef('u.id', '=', 'r.unit_id'),
    )
    .select(['r.id', 'r.name', 'u.name as unit_name', 'r.live_grade'])
    .select((e) =>
      e
        .selectFrom('control_measure as m')
        .select((x) => x.fn.countAll<number>().as('n'))
        .whereRef('m.enterprise_id', '=', 'r.enterprise_id')
        .whereRef('m.event_id', '=', 'r.id')
        .where('m.state', '=', 'active')
        .as('measures'),
    )
    .where('r.enterprise_id', '=', enterpriseId)
    .where('r.state', '=', 'active')
    .where('r.live_grade', '=', 'red')
    .$if(unitId !== null, (q) => q.where('r.unit_id', '=', unitId ?? ''))
    .orderBy('r.name')
    .limit(50)
    .execute();
  const records = await trx
    .selectFrom('inspection_record as r')
    .leftJoin('risk_unit as u', (j) =>
      j.onRef('u.enterprise_id', '=', 'r.enterprise_id').onRef('u.id', '=', 'r.unit_id'),
    )
    .select(['r.id', 'r.claimed_at', 'r.result', 'r.marked', 'u.name'])
    .where('r.enterprise_id', '=', enterpriseId)
    .where('r.state', '=', 'active')
    .$if(unitId !== null, (q) => q.where('r.unit_id', '=', unitId ?? ''))
    .orderBy('r.claimed_at', 'desc')
    .limit(20)
    .execute();
  return {
    dangers: open,
    redRisks: red.map((r) => ({
      id: r.id,
      name: r.name,
      unitName: r.unit_name,
      grade: r.live_grade as RiskGrade | null,
      measures: r.measures ?? 0,
    })),
    inspections: records.map((r) => ({
      id: r.id,
      at: r.claimed_at.toISOString(),
      unitName: r.name ?? '',
      result: r.result,
      marked: r.marked,
    })),
  };
}
