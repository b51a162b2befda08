import type { ArchiveView } from '@yufang/contract';
import { OPEN_DANGER_STATUSES, RISK_GRADES, type RiskGrade } from '@yufang/domain';
import { shanghaiDay } from '@yufang/domain/reference/days';
import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Trx } from '../../platform/db/database.ts';
import type { DB } from '../../platform/db/schema.gen.ts';
import { presentEnterprise } from '../enterprise/view.ts';
import { selectHistory } from '../history/queries.ts';
import {
  type ArchiveRows,
  dayOrNull,
  type Fields,
  instant,
  isActive,
  num,
  rowsNow,
  rowsOfDay,
  str,
  strOrNull,
} from './rows.ts';

const SHOWN = 20;
const gradeOf = (v: unknown): RiskGrade | null => RISK_GRADES.find((g) => g === v) ?? null;
const rank = (g: RiskGrade | null): number => (g === null ? RISK_GRADES.length : RISK_GRADES.indexOf(g));
const OPEN: readonly string[] = OPEN_DANGER_STATUSES;

/**
 * Everything of one enterprise on one page. With a day, as it stood at its end: rows folded from the change log, inspections by when they were received.
 */
export async function buildArchive(trx: Trx, enterpriseId: string, asOf: string | null): Promise<ArchiveView> {
  const rows = asOf === null ? await rowsNow(trx, enterpriseId) : await rowsOfDay(trx, enterpriseId, asOf);
  const [enterprise] = rows('enterprise');
  const first = await trx
    .selectFrom('change')
    .select('at')
    .where('enterprise_id', '=', enterpriseId)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  const history = await selectHistory(trx, enterpriseId, { limit: 30, ...(asOf ? { to: asOf } : {}) } as never);
  return {
    asOf,
    enterprise: enterprise ? await presentEnterprise(trx, whole(enterprise)) : null,
    people: people(rows),
    risks: risks(rows),
    controls: controls(rows),
    inspections: await inspections(trx, enterpriseId, asOf),
    dangers: dangers(rows, asOf),
    majorHazards: majorHazards(rows),
    trainings: trainings(rows),
    contractors: rows('contractor')
      .filter(isActive)
      .map((c) => ({
        id: str(c.id),
        name: str(c.name),
        work: strOrNull(c.work),
        agreementOn: dayOrNull(c.agreement_on),
        toOn: dayOrNull(c.to_on),
      })),
    history: history.rows,
    since: first ? shanghaiDay(first.at.toISOString()) : null,
  };
}

/** A folded row has no columns that were null and no bookkeeping. */
function whole(r: Fields): Selectable<DB['enterprise']> {
  const nothing = {
    park_id: null,
    township_code: null,
    address: null,
    lon: null,
    lat: null,
    given_lon: null,
    given_lat: null,
    head_count: null,
    contact_name: null,
    contact_phone_tail: null,
    status_reason: null,
    last_activity_at: null,
    tags: [],
    covered: false,
    version: 1,
  };
  // The log carries every column of the row but those.
  return { ...nothing, ...r } as unknown as Selectable<DB['enterprise']>;
}

function people(rows: ArchiveRows): ArchiveView['people'] {
  const held = new Set(
    rows('post_holder')
      .filter((h) => !h.to_on)
      .map((h) => h.post_id),
  );
  const posts = rows('post').filter(isActive);
  const persons = rows('person').filter(isActive);
  return {
    total: persons.length,
    contractors: persons.filter((p) => p.contractor_id).length,
    units: rows('org_unit').filter(isActive).length,
    posts: posts.length,
    postsHeld: posts.filter((p) => held.has(p.id)).length,
  };
}

function risks(rows: ArchiveRows): ArchiveView['risks'] {
  const units = new Map(rows('risk_unit').map((u) => [u.id, u]));
  const events = rows('risk_event').filter(isActive);
  const colours = { red: 0, orange: 0, yellow: 0, blue: 0, none: 0 };
  for (const e of events) colours[gradeOf(e.live_grade) ?? 'none'] += 1;
  return {
    objects: rows('risk_object').filter(isActive).length,
    units: rows('risk_unit').filter(isActive).length,
    events: events.length,
    approved: events.filter((e) => e.review_state === 'approved').length,
    colours,
    rows: events
      .map((e) => ({
        id: str(e.id),
        name: str(e.name),
        unitName: str(units.get(e.unit_id)?.name),
        grade: gradeOf(e.grade),
        liveGrade: gradeOf(e.live_grade),
        tier: strOrNull(e.tier),
      }))
      .sort((a, b) => rank(a.liveGrade) - rank(b.liveGrade) || a.name.localeCompare(b.name, 'zh'))
      .slice(0, SHOWN),
  };
}

function controls(rows: ArchiveRows): ArchiveView['controls'] {
  const measures = rows('control_measure').filter(isActive);
  const byClass: Record<string, number> = {};
  for (const m of measures) byClass[str(m.measure_class)] = (byClass[str(m.measure_class)] ?? 0) + 1;
  return {
    measures: measures.length,
    controlled: measures.filter((m) => m.duty_post_id && str(m.check_content) !== '').length,
    items: rows('inspection_item').filter(isActive).length,
    byClass,
  };
}

async function inspections(trx: Trx, enterpriseId: string, asOf: string | null): Promise<ArchiveView['inspections']> {
  const until = asOf === null ? null : new Date(new Date(`${asOf}T00:00:00+08:00`).getTime() + 86_400_000);
  let query = trx
    .selectFrom('inspection_record as r')
    .where('r.enterprise_id', '=', enterpriseId)
    .where('r.state', '=', 'active')
    .where('r.result', '<>', 'not_inspected');
  if (until) query = query.where('r.received_at', '<', until);
  const sums = await query
    .select((e) => [
      e.fn.countAll<number>().as('n'),
      sql<number>`count(*) filter (where r.result = 'abnormal')`.as('abnormal'),
      sql<number>`count(*) filter (where r.marked)`.as('marked'),
    ])
    .executeTakeFirstOrThrow();
  const last = await query
    .leftJoin('risk_unit as u', (j) =>
      j.onRef('u.enterprise_id', '=', 'r.enterprise_id').onRef('u.id', '=', 'r.unit_id'),
    )
    .select(['r.id', 'r.claimed_at', 'r.person_name', 'r.result', 'r.marked', 'u.name'])
    .orderBy('r.claimed_at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(SHOWN)
    .execute();
  let late = trx
    .selectFrom('inspection_task')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('enterprise_id', '=', enterpriseId);
  late = until
    ? late
        .where('due_at', '<', until)
        .where('state', '!=', 'cancelled')
        .where((e) => e.or([e('done_at', 'is', null), e('done_at', '>=', until)]))
    : late.where('state', '=', 'overdue');
  return {
    records: sums.n,
    abnormal: sums.abnormal,
    marked: sums.marked,
    tasksOverdue: (await late.executeTakeFirstOrThrow()).n,
    rows: last.map((r) => ({
      id: r.id,
      at: r.claimed_at.toISOString(),
      unitName: r.name ?? '',
      person: r.person_name,
      result: r.result,
      marked: r.marked,
    })),
  };
}

function dangers(rows: ArchiveRows, asOf: string | null): ArchiveView['dangers'] {
  const all = rows('hidden_danger').filter((d) => d.status !== 'withdrawn' && d.status !== 'invalid');
  const open = all.filter((d) => OPEN.includes(str(d.status)));
  const time = (d: Fields) => instant(d.found_at);
  // The log says it from the sweep's run on; of a past day the deadline itself says it.
  const late = (d: Fields) => {
    const deadline = dayOrNull(d.deadline);
    return d.overdue === true || (asOf !== null && deadline !== null && deadline < asOf);
  };
  return {
    found: all.length,
    open: open.length,
    major: open.filter((d) => d.level === 'major').length,
    overdue: open.filter(late).length,
    closed: all.filter((d) => d.status === 'closed').length,
    rows: [...all]
      .sort(
        (a, b) =>
          Number(OPEN.includes(str(b.status))) - Number(OPEN.includes(str(a.status))) || (time(a) < time(b) ? 1 : -1),
      )
      .slice(0, SHOWN)
      .map((d) => ({
        id: str(d.id),
        number: str(d.number),
        name: str(d.name),
        level: str(d.level),
        status: str(d.status),
        deadline: dayOrNull(d.deadline),
        foundAt: time(d),
      })),
  };
}

function majorHazards(rows: ArchiveRows): ArchiveView['majorHazards'] {
  const all = rows('major_hazard_unit')
    .filter(isActive)
    .map((u) => {
      const result = (typeof u.result === 'string' ? JSON.parse(u.result) : u.result) as Fields;
      return {
        id: str(u.id),
        name: str(u.name),
        kind: str(u.kind),
        s: str(result.s),
        r: strOrNull(result.r),
        // A folded row has no column that was null.
        level: u.level === null || u.level === undefined ? null : num(u.level),
        unverified: u.unverified === true,
        assessedOn: str(u.assessed_on).slice(0, 10),
      };
    })
    .sort((a, b) => (a.level ?? 9) - (b.level ?? 9) || a.name.localeCompare(b.name, 'zh'));
  return { units: all.length, major: all.filter((u) => u.level !== null).length, rows: all.slice(0, SHOWN) };
}

function trainings(rows: ArchiveRows): ArchiveView['trainings'] {
  const all = rows('training')
    .filter(isActive)
    .map((t) => ({
      id: str(t.id),
      title: str(t.title),
      heldOn: str(t.held_on).slice(0, 10),
      hours: num(t.hours),
      people: Array.isArray(t.attendees) ? t.attendees.length : 0,
    }))
    .sort((a, b) => (a.heldOn < b.heldOn ? 1 : -1));
  return { count: all.length, hours: all.reduce((n, t) => n + t.hours * t.people, 0), rows: all.slice(0, SHOWN) };
}
