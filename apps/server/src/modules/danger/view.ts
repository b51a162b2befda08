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
import { closing, type Trx } from '../../platform/db/database.ts';
import { dangerActor } from './actor.ts';
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
type Around = z.infer<typeof Around>;

/** What stands around a danger `d` of enterprise `e` and is shown with it: the same text always, so it is planned once. */
const AROUND = sql.raw(`e.name as enterprise,
  (select jsonb_build_object('id', x.id, 'name', x.name, 'grade', x.grade, 'liveGrade', x.live_grade)
   from risk_unit x where x.enterprise_id = d.enterprise_id and x.id = d.unit_id) as unit,
  (select jsonb_build_object('id', x.id, 'name', x.name, 'grade', x.grade, 'liveGrade', x.live_grade)
   from risk_event x where x.enterprise_id = d.enterprise_id and x.id = d.event_id) as event,
  (select jsonb_build_object('id', m.id, 'description', m.description)
   from control_measure m where m.enterprise_id = d.enterprise_id and m.id = d.measure_id) as measure,
  (select c.name from contractor c where c.enterprise_id = d.enterprise_id and c.id = d.contractor_id) as contractor,
  coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'kind', a.kind, 'mime', a.mime, 'stored', a.stored, 'takenAt', a.taken_at,
      'role', case when a.id = any(d.rectified_photo_ids) then 'rectified' else 'found' end) order by a.created_at, a.id)
    from attachment a where a.enterprise_id = d.enterprise_id and a.id = any(d.photo_ids || d.rectified_photo_ids)), '[]') as files,
  coalesce((select jsonb_object_agg(c.actor_id, c.actor_name) from change c
    where c.enterprise_id = d.enterprise_id and c.entity_id = d.id), '{}') as names`);

/** One danger and what stands around it, in one statement; undefined out of the scope. */
export async function selectDangerAround(trx: Trx, enterpriseId: string, id: string) {
  const { rows } =
    await sql<DangerRecord>`select d.*, ${AROUND} from hidden_danger d join enterprise e on e.enterprise_id = d.enterprise_id
    where d.enterprise_id = ${enterpriseId} and d.id = ${id}`.execute(trx);
  const row = rows[0];
  return row && { row, around: Around.parse(row) };
}

/** What stands around a danger whose row is known. */
async function readAround(trx: Trx, d: DangerRecord): Promise<Around> {
  const { rows } =
    await sql`select ${AROUND} from hidden_danger d join enterprise e on e.enterprise_id = d.enterprise_id
    where d.enterprise_id = ${d.enterprise_id} and d.id = ${d.id}`.execute(trx);
  return Around.parse(rows[0]);
}

/**
 * A danger as its page shows it to this person now.
 * @param what.last the transaction has nothing more to do: it is committed in the round trip that reads what stands around the danger
 */
export async function viewDanger(
  trx: Trx,
  actor: Actor,
  what: { row: DangerRecord; now: Date; around?: Around; last?: boolean },
): Promise<DangerView> {
  const { row: d, now } = what;
  const today = shanghaiDay(now.toISOString());
  const { deadlines, calendar } = await readDangerReference(trx, today);
  if (what.last) closing(trx);
  const around = what.around ?? (await readAround(trx, d));
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
    rectifiedReceivedAt: facts.rectifiedReceivedAt ?? null,
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
    allowed: [...allowedDangerCommands(facts, dangerActor(actor))],
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
