import { DangerFile, type DangerView } from '@yufang/contract';
import {
  assignmentProposals,
  DangerFive,
  type DeadlineBounds,
  dangerDeadline,
  FACTORS,
  isOpenDanger,
  listableLevels,
  MAJOR_CLOSING,
  offeredDangerCommands,
  RISK_GRADES,
  type Treatment,
} from '@yufang/domain';
import { shanghaiDay } from '@yufang/domain/reference/days';
import { CompiledQuery, sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../platform/db/actor.ts';
import { closing, type Trx } from '../../platform/db/database.ts';
import { dangerActor } from './actor.ts';
import { type DangerRecord, Dues, factsOf, jsonOf } from './facts.ts';
import { type DangerReference, readDangerReference } from './rules.ts';

const Grade = z.enum(RISK_GRADES).nullable();
const Factor = z.enum(FACTORS).nullable().catch(null);
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

/** What every danger `d` of enterprise `e` is shown with, and which: the same text always, so it is planned once. */
const ALWAYS = `e.name as enterprise,
  coalesce((select jsonb_object_agg(c.actor_id, c.actor_name) from change c
    where c.enterprise_id = d.enterprise_id and c.entity_id = d.id), '{}') as names
  from hidden_danger d join enterprise e on e.enterprise_id = d.enterprise_id where d.enterprise_id = $1 and d.id = $2`;

/** One danger and what stands around it: one statement, and one more where it hangs on a risk or has files; undefined out of the scope. */
export async function selectDangerAround(trx: Trx, enterpriseId: string, id: string) {
  const { rows } = await trx.executeQuery<DangerRecord>(CompiledQuery.raw(`select d.*, ${ALWAYS}`, [enterpriseId, id]));
  const row = rows[0];
  return row && { row, around: Around.parse({ ...row, ...(await readLinked(trx, row)) }) };
}

const ENTERPRISE = 'select name as enterprise from enterprise where enterprise_id = $1';

/** The same where the row is known. Of one just reported only who reported it has acted: its log need not be read for names. */
async function readAround(trx: Trx, d: DangerRecord): Promise<Around> {
  const always =
    d.version === 1
      ? CompiledQuery.raw(ENTERPRISE, [d.enterprise_id])
      : CompiledQuery.raw(`select ${ALWAYS}`, [d.enterprise_id, d.id]);
  const [{ rows }, linked] = await Promise.all([trx.executeQuery<object>(always), readLinked(trx, d)]);
  return Around.parse({ names: { [d.reported_by]: d.reporter_name }, ...rows[0], ...linked });
}

type Reference = Pick<DangerReference, 'deadlines' | 'calendar'>;
const bounds = new WeakMap<Reference['deadlines'], Map<string, DeadlineBounds>>();

/** The deadlines of today: the same for every danger of a level and treatment, so worked out once a day and edition. */
function boundsOf(
  danger: { level: DangerView['level']; treatment: Treatment },
  today: string,
  { deadlines, calendar }: Reference,
): DeadlineBounds {
  const known = bounds.get(deadlines) ?? new Map<string, DeadlineBounds>();
  bounds.set(deadlines, known);
  const key = `${danger.level} ${danger.treatment} ${today}`;
  const found = known.get(key) ?? dangerDeadline(danger, today, deadlines, calendar);
  known.set(key, found);
  return found;
}

const UNLINKED = { unit: null, event: null, measure: null, contractor: null, files: [] };

/** What a danger hangs on and its files. Only what it has is asked for: each table costs the statement more than its row does. */
async function readLinked(trx: Trx, d: DangerRecord): Promise<object> {
  const own = (from: string, id: string) =>
    sql`from ${sql.raw(from)} x where x.enterprise_id = ${d.enterprise_id} and x.id = ${id}`;
  const graded = (from: string, id: string) =>
    sql`(select jsonb_build_object('id', x.id, 'name', x.name, 'grade', x.grade, 'liveGrade', x.live_grade) ${own(from, id)})`;
  const photos = [...d.photo_ids, ...d.rectified_photo_ids];
  const parts = [
    ...(d.unit_id === null ? [] : [sql`${graded('risk_unit', d.unit_id)} as unit`]),
    ...(d.event_id === null ? [] : [sql`${graded('risk_event', d.event_id)} as event`]),
    ...(d.measure_id === null
      ? []
      : [
          sql`(select jsonb_build_object('id', x.id, 'description', x.description) ${own('control_measure', d.measure_id)}) as measure`,
        ]),
    ...(d.contractor_id === null ? [] : [sql`(select x.name ${own('contractor', d.contractor_id)}) as contractor`]),
    ...(photos.length === 0
      ? []
      : [
          sql`coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'kind', a.kind, 'mime', a.mime, 'stored', a.stored,
                'takenAt', a.taken_at, 'role', case when a.id = any(${d.rectified_photo_ids}::uuid[]) then 'rectified' else 'found' end)
                order by a.created_at, a.id)
              from attachment a where a.enterprise_id = ${d.enterprise_id} and a.id = any(${photos}::uuid[])), '[]') as files`,
        ]),
  ];
  if (parts.length === 0) return UNLINKED;
  const { rows } = await sql<object>`select ${sql.join(parts)}`.execute(trx);
  return { ...UNLINKED, ...rows[0] };
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
  const asker = dangerActor(actor);
  const allowed = offeredDangerCommands(facts, { ...asker, today }, { deadlines, calendar });
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
    factor: Factor.parse(d.factor),
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
    allowed: [...allowed],
    missing:
      facts.level === 'major' && isOpenDanger(facts)
        ? MAJOR_CLOSING.filter((extra) => !extra.holds(facts)).map((extra) => extra.code)
        : [],
    proposals: allowed.includes('assign')
      ? assignmentProposals(facts, asker, (treatment) =>
          boundsOf({ level: facts.level, treatment }, today, { deadlines, calendar }),
        )
      : {},
    listableLevels: allowed.includes('list_supervision') ? [...listableLevels(facts, asker)] : [],
    photosNeeded: deadlines.evidence.minPhotos,
    names: { ...(d.assignee_id && d.assignee_name ? { [d.assignee_id]: d.assignee_name } : {}), ...around.names },
  };
}
