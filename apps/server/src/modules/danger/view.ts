import { DangerFile, type DangerView } from '@yufang/contract';
import {
  allowedDangerCommands,
  DangerFive,
  dangerDeadline,
  FACTORS,
  isOpenDanger,
  MAJOR_CLOSING,
  RISK_GRADES,
} from '@yufang/domain';
import { shanghaiDay } from '@yufang/domain/reference/days';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import { type DangerRecord, Dues, factsOf, jsonOf } from './facts.ts';
import { readDangerReference } from './rules.ts';

const Grade = z.enum(RISK_GRADES).nullable();
const Graded = z.object({ id: z.string(), name: z.string(), grade: Grade, liveGrade: Grade }).nullable();
const Around = z.object({
  enterprise: z.string(),
  unit: Graded,
  event: Graded,
  measure: z.object({ id: z.string(), description: z.string() }).nullable(),
  contractor: z.string().nullable(),
  files: z.array(DangerFile.extend({ takenAt: z.string().nullable() })),
  names: z.record(z.string(), z.string()),
});

/** Everything around a danger that its page shows, in one statement. */
async function readAround(trx: Trx, d: DangerRecord): Promise<z.infer<typeof Around>> {
  const graded = (table: 'risk_unit' | 'risk_event', id: string | null) =>
    id === null
      ? sql`null::jsonb`
      : sql`(select jsonb_build_object('id', x.id, 'name', x.name, 'grade', x.grade, 'liveGrade', x.live_grade)
             from ${sql.table(table)} x where x.enterprise_id = ${d.enterprise_id} and x.id = ${id})`;
  const files =
    d.photo_ids.length + d.rectified_photo_ids.length === 0
      ? sql`'[]'::jsonb`
      : sql`coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'kind', a.kind, 'mime', a.mime, 'stored', a.stored,
               'takenAt', a.taken_at, 'role', case when a.id = any(${d.rectified_photo_ids}::uuid[]) then 'rectified' else 'found' end)
               order by a.created_at, a.id)
             from attachment a where a.enterprise_id = ${d.enterprise_id}
               and a.id = any(${[...d.photo_ids, ...d.rectified_photo_ids]}::uuid[])), '[]')`;
  const { rows } = await sql`
    select e.name as enterprise, ${graded('risk_unit', d.unit_id)} as unit, ${graded('risk_event', d.event_id)} as event,
      (select jsonb_build_object('id', m.id, 'description', m.description) from control_measure m
       where m.enterprise_id = ${d.enterprise_id} and m.id = ${d.measure_id}) as measure,
      (select c.name from contractor c where c.enterprise_id = ${d.enterprise_id} and c.id = ${d.contractor_id}) as contractor,
      ${files} as files,
      coalesce((select jsonb_object_agg(c.actor_id, c.actor_name) from change c
        where c.enterprise_id = ${d.enterprise_id} and c.entity_id = ${d.id}), '{}') as names
    from enterprise e where e.enterprise_id = ${d.enterprise_id}`.execute(trx);
  return Around.parse(rows[0]);
}

/** A danger as its page shows it to this person now. */
export async function viewDanger(trx: Trx, actor: Actor, what: { row: DangerRecord; now: Date }): Promise<DangerView> {
  const { row: d, now } = what;
  const today = shanghaiDay(now.toISOString());
  const around = await readAround(trx, d);
  const { deadlines, calendar } = await readDangerReference(trx, today);
  const facts = factsOf(d);
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  return {
    enterpriseId: d.enterprise_id,
    id: d.id,
    enterpriseName: around.enterprise,
    number: d.number,
    name: d.name,
    level: facts.level,
    status: facts.status,
    source: facts.source,
    kind: d.kind as DangerView['kind'],
    cityCode: d.city_code,
    countyCode: d.county_code,
    sector: d.sector as DangerView['sector'],
    parkId: d.park_id,
    foundAt: d.found_at.toISOString(),
    deadline: d.deadline,
    dueOn: d.due_on,
    dueWhat: d.due_what as DangerView['dueWhat'],
    overdue: d.overdue,
    escalatedTo: d.escalated_to as DangerView['escalatedTo'],
    assigneeId: d.assignee_id,
    assigneeName: d.assignee_name,
    version: d.version,
    description: d.description,
    criteria: d.criteria,
    factor: jsonOf(z.enum(FACTORS), d.factor === null ? null : JSON.stringify(d.factor)),
    cause: d.cause,
    location: d.location,
    lon: d.lon,
    lat: d.lat,
    reportedBy: d.reported_by,
    reporterName: d.reporter_name,
    receivedAt: d.received_at.toISOString(),
    treatment: facts.treatment,
    five: jsonOf(DangerFive, d.five),
    extension: facts.extension,
    rectifiedByName: d.rectified_by_name,
    rectifiedAt: facts.rectifiedAt,
    rectifiedNote: d.rectified_note,
    acceptedByName: d.accepted_by_name,
    acceptedAt: iso(d.accepted_at),
    acceptedNote: d.accepted_note,
    closedAt: iso(d.closed_at),
    closedOnTime: d.closed_on_time,
    overdueSince: d.overdue_since,
    supervision: facts.supervision,
    major: facts.major,
    dues: jsonOf(Dues, d.dues) ?? {},
    failedAcceptances: d.failed_acceptances,
    reopened: d.reopened,
    origin: d.origin,
    unit: around.unit,
    event: around.event,
    measure: around.measure,
    recordId: d.record_id,
    contractorName: around.contractor,
    files: around.files.map((f) => ({ ...f, takenAt: f.takenAt === null ? null : new Date(f.takenAt).toISOString() })),
    allowed: [...allowedDangerCommands(facts, actor)],
    missing:
      facts.level === 'major' && isOpenDanger(facts)
        ? MAJOR_CLOSING.filter((extra) => !extra.holds(facts)).map((extra) => extra.code)
        : [],
    proposal: isOpenDanger(facts)
      ? dangerDeadline({ level: facts.level, treatment: 'time_limited' }, today, deadlines, calendar)
      : null,
    names: { ...(d.assignee_id && d.assignee_name ? { [d.assignee_id]: d.assignee_name } : {}), ...around.names },
  };
}
