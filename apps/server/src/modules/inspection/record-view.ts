import { RecordMarkView, type RecordView } from '@yufang/contract';
import { distanceM, ENTERPRISE_MANAGERS, EXPLANATION_VERDICTS, REGULATOR_ROLES, ROLES } from '@yufang/domain';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import { present as presentFile, selectAttachments } from '../attachment/queries.ts';
import { SPEAK_FOR_ALL } from './explain.ts';
import { isOwn, judgementOf } from './judge-explanation.ts';
import type { RecordRow } from './record-rows.ts';

type Named = RecordRow & {
  enterprise_name: string;
  content: string;
  unit_name: string;
  unit_lon: number | null;
  unit_lat: number | null;
  task_state: RecordView['taskState'];
  due_at: Date | null;
  danger_number: string | null;
};

const WALK = 3;
const RoleWord = z.enum(ROLES).nullable().catch(null);
const Verdict = z.enum(EXPLANATION_VERDICTS).nullable();
const verdictOf = (j: { verdict: string | null } | undefined) => Verdict.parse(j?.verdict ?? null);
const JUDGES: readonly string[] = [...ENTERPRISE_MANAGERS, ...REGULATOR_ROLES];

/** One record with everything that speaks for or against it; undefined out of the scope. */
export async function viewRecord(
  trx: Trx,
  actor: Actor,
  key: { enterpriseId: string; id: string },
): Promise<RecordView | undefined> {
  const { rows } = await sql<Named>`
    select r.*, e.name as enterprise_name, i.content, u.name as unit_name, u.lon as unit_lon, u.lat as unit_lat, t.state as task_state, t.due_at,
           d.number as danger_number
    from inspection_record r
    join enterprise e on e.enterprise_id = r.enterprise_id
    join inspection_item i on i.enterprise_id = r.enterprise_id and i.id = r.item_id
    join risk_unit u on u.enterprise_id = r.enterprise_id and u.id = r.unit_id
    left join inspection_task t on t.enterprise_id = r.enterprise_id and t.window_start = r.task_window and t.id = r.task_id
    left join hidden_danger d on d.enterprise_id = r.enterprise_id and d.id = r.danger_id
    where r.enterprise_id = ${key.enterpriseId} and r.id = ${key.id}`.execute(trx);
  const r = rows[0];
  if (!r) return undefined;
  const place = r.lon === null || r.lat === null ? null : { lon: r.lon, lat: r.lat, accuracyM: r.accuracy_m };
  const point = r.unit_lon === null || r.unit_lat === null ? null : { lon: r.unit_lon, lat: r.unit_lat };
  const marks = z.array(RecordMarkView).parse(r.marks);
  const judgement = r.marked ? await judgementOf(trx, key) : undefined;
  const inside = actor.scope.kind === 'enterprise' && actor.role !== 'expert';
  return {
    enterpriseId: r.enterprise_id,
    id: r.id,
    enterpriseName: r.enterprise_name,
    countyCode: r.county_code,
    itemId: r.item_id,
    content: r.content,
    unitId: r.unit_id,
    unitName: r.unit_name,
    result: r.result as RecordView['result'],
    note: r.note,
    personName: r.person_name,
    claimedAt: r.claimed_at.toISOString(),
    receivedAt: r.received_at.toISOString(),
    claimedRaw: r.claimed_raw?.toISOString() ?? null,
    clockOffsetMs: r.clock_offset_ms,
    durationMs: r.duration_ms,
    photos: r.photo_ids.length,
    dangerId: r.danger_number === null ? null : r.danger_id,
    dangerNumber: r.danger_number,
    marks,
    explanation: r.explanation,
    explainedBy: r.explained_by,
    explainedAt: r.explained_at?.toISOString() ?? null,
    judgement: verdictOf(judgement),
    judgedBy: judgement?.verdict ? judgement.judged_by : null,
    judgedRole: judgement?.verdict ? RoleWord.parse(judgement.judged_role) : null,
    judgedAt: judgement?.verdict ? judgement.judged_at.toISOString() : null,
    judgementNote: judgement?.verdict ? judgement.note : null,
    mayJudge: r.explanation !== null && JUDGES.includes(actor.role) && !isOwn(actor, r),
    origin: r.origin,
    taskId: r.task_id,
    taskState: r.task_state,
    dueAt: r.due_at?.toISOString() ?? null,
    place,
    point,
    distanceM: place && point ? Math.round(distanceM(place, point)) : null,
    scanned: r.scanned,
    deviceId: r.device_id,
    files: (await selectAttachments(trx, r.enterprise_id, r.photo_ids)).map(presentFile),
    voiceId: r.voice_id,
    walk: await walkOf(trx, r),
    plan: await planOf(trx, r),
    mayExplain: inside && marks.length > 0 && (r.account_id === actor.accountId || SPEAK_FOR_ALL.includes(actor.role)),
    version: r.version,
  };
}

type Step = {
  id: string;
  unit: string;
  claimed_at: Date;
  lon: number | null;
  lat: number | null;
  result: RecordView['result'];
};

/** The same person's records just before and after, in order. */
async function walkOf(trx: Trx, r: RecordRow): Promise<RecordView['walk']> {
  const whose = r.person_id
    ? sql`n.person_id = ${r.person_id}`
    : r.account_id
      ? sql`n.account_id = ${r.account_id}`
      : sql`n.person_name = ${r.person_name}`;
  const beside = (before: boolean) => sql<Step>`
    (select n.id, u.name as unit, n.claimed_at, n.lon, n.lat, n.result
     from inspection_record n join risk_unit u on u.enterprise_id = n.enterprise_id and u.id = n.unit_id
     where n.enterprise_id = ${r.enterprise_id} and ${whose}
       and ${
         before
           ? sql`(n.claimed_at, n.id) <= (${r.claimed_at}, ${r.id}::uuid) and n.claimed_at > ${new Date(r.claimed_at.getTime() - 86_400_000)}`
           : sql`(n.claimed_at, n.id) > (${r.claimed_at}, ${r.id}::uuid) and n.claimed_at < ${new Date(r.claimed_at.getTime() + 86_400_000)}`
       }
     order by n.claimed_at ${before ? sql`desc` : sql`asc`}, n.id ${before ? sql`desc` : sql`asc`} limit ${before ? WALK + 1 : WALK})`;
  const { rows } = await sql<Step>`${beside(true)} union all ${beside(false)} order by claimed_at, id`.execute(trx);
  return rows.map((s) => ({
    id: s.id,
    unitName: s.unit,
    claimedAt: s.claimed_at.toISOString(),
    place: s.lon === null || s.lat === null ? null : { lon: s.lon, lat: s.lat },
    result: s.result,
    self: s.id === r.id,
  }));
}

/** Where the point lies on a floor plan, if it was drawn on one. */
async function planOf(trx: Trx, r: RecordRow): Promise<RecordView['plan']> {
  const row = await trx
    .selectFrom('plan_area as a')
    .innerJoin('floor_plan as p', (j) =>
      j.onRef('p.enterprise_id', '=', 'a.enterprise_id').onRef('p.id', '=', 'a.plan_id'),
    )
    .select(['p.id', 'p.name', 'p.attachment_id as attachmentId', 'p.width', 'p.height', 'a.polygon'])
    .where('a.enterprise_id', '=', r.enterprise_id)
    .where('a.unit_id', '=', r.unit_id)
    .where('a.state', '=', 'active')
    .where('p.state', '=', 'active')
    .limit(1)
    .executeTakeFirst();
  return row ? { ...row, polygon: z.array(z.array(z.number())).catch([]).parse(row.polygon) } : null;
}
