import {
  type createParkProjectCheck,
  type ParkProjectCheckRow,
  ParkProjectCheckView,
  ParkProposedVessel,
} from '@yufang/contract/park';
import type { ParkProjectVerdict, ParkRunState } from '@yufang/domain';
import { parkOfInput, readParkInput } from '@yufang/qra';
import { contentHash } from '@yufang/qra/assessment/input-hash';
import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import { newId } from '../../platform/clock/clock.ts';
import type { Trx } from '../../platform/db/database.ts';
import type { ParkProjectCheckTable } from '../../platform/db/schema.gen.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { needAssessment } from './assessment-view.ts';
import type { ParkAct } from './assessments.ts';
import { inputOfRow } from './directory.ts';
import { refuseByEngine } from './engine-refusal.ts';
import { proposedVessels, refusalWithPlant, withProposed } from './project-input.ts';
import { parkColumns, recordPark } from './reach.ts';
import { queueRun } from './run-rows.ts';
import { needResult } from './run-view.ts';

type Row = Selectable<ParkProjectCheckTable> & {
  readonly number: number;
  readonly title: string;
  readonly invented: boolean;
  readonly run_state: string | null;
};

const checks = (trx: Trx, parkId: string) =>
  trx
    .selectFrom('park_project_check as c')
    .innerJoin('park_assessment as a', (j) =>
      j.onRef('a.park_id', '=', 'c.park_id').onRef('a.id', '=', 'c.assessment_id'),
    )
    .leftJoin('park_run as r', (j) => j.onRef('r.park_id', '=', 'c.park_id').onRef('r.id', '=', 'c.run_id'))
    .selectAll('c')
    .select(['a.number', 'a.title', 'a.invented', 'r.state as run_state'])
    .where('c.park_id', '=', parkId);

/** A check as the list shows it. */
function checkRow(r: Row): ParkProjectCheckRow {
  const findings = ParkProjectCheckView.shape.findings.safeParse(r.findings);
  const proposed = r.proposed as { readonly vessels?: readonly unknown[] } | null;
  return {
    id: r.id,
    parkId: r.park_id,
    assessmentId: r.assessment_id,
    assessment: { number: r.number, title: r.title, invented: r.invented },
    name: r.name,
    applicant: r.applicant,
    limits: r.limits === 'new' ? 'new' : 'in-service',
    vessels: proposed?.vessels?.length ?? 0,
    requested: { by: r.requested_by, name: r.requested_name, at: r.requested_at.toISOString() },
    runId: r.run_id,
    runState: r.run_state as ParkRunState | null,
    inputHash: r.input_hash,
    verdict: r.verdict as ParkProjectVerdict | null,
    findings: findings.success ? findings.data : null,
  };
}

/** One check with what was proposed. @throws 404 `row.not_found` */
export async function readCheck(trx: Trx, parkId: string, id: string): Promise<ParkProjectCheckView> {
  const row = await checks(trx, parkId).where('c.id', '=', id).executeTakeFirst();
  if (!row) throw refuse(404, { code: 'row.not_found', params: { entity: 'park_project_check' } });
  const kept = row.proposed as { readonly given?: unknown } | null;
  const given = z.array(ParkProposedVessel).safeParse(kept?.given);
  return { ...checkRow(row), given: given.success ? given.data : [] };
}

/** A page of checks, newest first. */
export async function selectChecks(trx: Trx, parkId: string, f: { after?: string | undefined; limit: number }) {
  let q = checks(trx, parkId);
  if (f.after) {
    const [id = ''] = decodeCursor(f.after, 1);
    if (!/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(id))
      throw refuse(400, { code: 'page.bad_cursor', field: 'after' });
    // Our ids rise with time.
    q = q.where(sql<boolean>`c.id < ${id}::uuid`);
  }
  const found = await q
    .orderBy('c.id', 'desc')
    .limit(f.limit + 1)
    .execute();
  const rows = found.slice(0, f.limit);
  const last = rows.at(-1);
  return {
    rows: rows.map(checkRow),
    next: found.length > f.limit && last ? encodeCursor([last.id]) : null,
    total: null,
  };
}

/**
 * Ask whether a proposed plant would break a limit: its vessels with the frozen inputs, judged on the frozen grid, in the queue.
 * @throws 409 `park.not_frozen`; 422 with the engine's code where the plant makes no sense
 */
export async function openCheck(act: ParkAct, body: z.output<typeof createParkProjectCheck.body>): Promise<string> {
  const { trx, park, actor, now } = act;
  const assessment = await needAssessment(trx, park.parkId, body.assessmentId);
  if (assessment.state !== 'frozen') throw refuse(409, { code: 'park.not_frozen' });
  const vessels = proposedVessels(body.vessels);
  const { originXM, originYM, widthM, heightM, stepM } = (await needResult(trx, park.parkId, assessment.result_run_id))
    .individual.grid;
  const grid = { originXM, originYM, widthM, heightM, stepM };
  const frozen = inputOfRow(assessment.input);
  const whole = withProposed(frozen, vessels, { limits: body.limits, applicant: body.applicant, grid });
  const read = readParkInput(whole);
  if (!read.ok) throw refuseByEngine(read);
  const prepared = parkOfInput(read.value);
  if (!prepared.ok) throw refusalWithPlant(prepared, read.value);
  const id = newId();
  const inputHash = contentHash(read.value);
  const row = {
    ...parkColumns(park),
    id,
    assessment_id: assessment.id,
    name: body.name,
    applicant: body.applicant,
    limits: body.limits,
    input_hash: inputHash,
    requested_by: actor.accountId,
    requested_name: actor.name,
    requested_at: now,
  };
  await trx
    .insertInto('park_project_check')
    .values({ ...row, proposed: JSON.stringify({ vessels, grid, given: body.vessels }) })
    .execute();
  const runId = await queueRun(act, { assessmentId: assessment.id, inputHash, projectCheckId: id });
  await trx
    .updateTable('park_project_check')
    .set({ run_id: runId })
    .where('park_id', '=', park.parkId)
    .where('id', '=', id)
    .execute();
  const entry = { entity: 'park_project_check', entityId: id, action: 'create', before: null, after: row };
  await recordPark(trx, { actor, at: now, entries: [entry] });
  return id;
}
