import { type ParkAssessmentRow, type ParkAssessmentView, ParkReadinessItem } from '@yufang/contract/park';
import type { ParkAssessmentState } from '@yufang/domain';
import { contentHash } from '@yufang/qra/assessment/input-hash';
import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import type { Trx } from '../../platform/db/database.ts';
import type { ParkAssessmentTable } from '../../platform/db/schema.gen.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { buildInput } from './build-input.ts';
import { directoryOf, inputOfRow } from './directory.ts';
import type { ParkPlace } from './reach.ts';

export type AssessmentRow = Selectable<ParkAssessmentTable>;
/** Without the inputs, which may be megabytes. */
type Head = Omit<AssessmentRow, 'input' | 'readiness'> & { readonly done_run_id: string | null };

const deed = (by: string | null, name: string | null, at: Date | null) =>
  by === null || at === null ? null : { by, name: name ?? '', at: at.toISOString() };

/** A row of the list. */
export function assessmentRow(r: Head): ParkAssessmentRow {
  return {
    id: r.id,
    parkId: r.park_id,
    number: r.number,
    title: r.title,
    state: r.state as ParkAssessmentState,
    source: r.source as ParkAssessmentRow['source'],
    invented: r.invented,
    basedOn: r.based_on,
    vessels: r.vessels,
    enterprises: r.enterprises,
    inputHash: r.input_hash,
    resultHash: r.result_hash,
    engine: r.engine,
    created: { by: r.created_by, name: r.created_name, at: r.created_at.toISOString() },
    submitted: deed(r.submitted_by, r.submitted_name, r.submitted_at),
    reviewed: deed(r.reviewed_by, r.reviewed_name, r.reviewed_at),
    reason: r.reason,
    resultRunId: r.result_run_id ?? r.done_run_id,
    version: r.version,
  };
}

/** The newest finished run of just these inputs, for an assessment that is not frozen on one yet. */
const doneRun = sql<string | null>`(select r.id from park_run r where r.park_id = a.park_id and r.assessment_id = a.id
  and r.input_hash = a.input_hash and r.project_check_id is null and r.state = 'done' order by r.ended_at desc limit 1)`;

const HEAD = [
  'a.park_id',
  'a.id',
  'a.city_code',
  'a.county_code',
  'a.number',
  'a.title',
  'a.state',
  'a.source',
  'a.invented',
  'a.based_on',
  'a.input_hash',
  'a.vessels',
  'a.enterprises',
  'a.created_by',
  'a.created_name',
  'a.created_at',
  'a.submitted_by',
  'a.submitted_name',
  'a.submitted_at',
  'a.reviewed_by',
  'a.reviewed_name',
  'a.reviewed_at',
  'a.reason',
  'a.result_run_id',
  'a.result_hash',
  'a.engine',
  'a.version',
  'a.updated_at',
] as const;

/** A page of a park's assessments, newest first. */
export async function selectAssessments(
  trx: Trx,
  parkId: string,
  f: { readonly after?: string | undefined; readonly limit: number; readonly state?: ParkAssessmentState | undefined },
) {
  let q = trx.selectFrom('park_assessment as a').where('a.park_id', '=', parkId);
  if (f.state) q = q.where('a.state', '=', f.state);
  if (f.after) {
    const number = Number(decodeCursor(f.after, 1)[0]);
    if (!Number.isSafeInteger(number)) throw refuse(400, { code: 'page.bad_cursor', field: 'after' });
    q = q.where('a.number', '<', Math.max(-2147483648, Math.min(2147483647, number)));
  }
  const found = await q
    .select(HEAD)
    .select(doneRun.as('done_run_id'))
    .orderBy('a.number', 'desc')
    .limit(f.limit + 1)
    .execute();
  const rows = found.slice(0, f.limit);
  const last = rows.at(-1);
  return {
    rows: rows.map(assessmentRow),
    next: found.length > f.limit && last ? encodeCursor([last.number]) : null,
    total: null,
  };
}

/** An assessment with its inputs. @throws 404 `row.not_found` */
export async function needAssessment(
  trx: Trx,
  parkId: string,
  id: string,
): Promise<AssessmentRow & { readonly done_run_id: string | null }> {
  const row = await trx
    .selectFrom('park_assessment as a')
    .selectAll('a')
    .select(doneRun.as('done_run_id'))
    .where('a.park_id', '=', parkId)
    .where('a.id', '=', id)
    .executeTakeFirst();
  if (!row) throw refuse(404, { code: 'row.not_found', params: { entity: 'park_assessment' } });
  return row;
}

const Readiness = z.array(ParkReadinessItem);
/** What an assessment lacks, as it was judged when its inputs were taken. */
export function readinessOfRow(row: Pick<AssessmentRow, 'readiness'>): readonly ParkReadinessItem[] {
  const read = Readiness.safeParse(row.readiness);
  return read.success ? read.data : [];
}

/** One assessment as its page shows it. */
export async function assessmentView(trx: Trx, park: ParkPlace, id: string): Promise<ParkAssessmentView> {
  const row = await needAssessment(trx, park.parkId, id);
  const fresh = row.source === 'inventory' && row.state === 'draft';
  return {
    ...assessmentRow(row),
    readiness: [...readinessOfRow(row)],
    directory: directoryOf(inputOfRow(row.input)),
    inventoryMoved: fresh ? contentHash(await buildInput(trx, park)) !== row.input_hash : null,
  };
}
