import { type createParkProjectCheck, ParkProjectCheckView } from '@yufang/contract/park';
import type { ParkProjectVerdict } from '@yufang/domain';
import { parkOfInput, readParkInput } from '@yufang/qra';
import { contentHash } from '@yufang/qra/assessment/input-hash';
import { type Selectable, sql } from 'kysely';
import type { z } from 'zod';
import { newId } from '../../platform/clock/clock.ts';
import type { Trx } from '../../platform/db/database.ts';
import type { ParkProjectCheckTable } from '../../platform/db/schema.gen.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { needAssessment } from './assessment-view.ts';
import type { ParkAct } from './assessments.ts';
import { inputOfRow } from './directory.ts';
import { refuseByEngine } from './engine-refusal.ts';
import { proposedVessels, withProposed } from './project-input.ts';
import { parkColumns, recordPark } from './reach.ts';
import { queueRun } from './run-rows.ts';
import { needResult } from './run-view.ts';

type Row = Selectable<ParkProjectCheckTable>;

/** A check as the API shows it. */
export function checkView(r: Row): ParkProjectCheckView {
  const findings = ParkProjectCheckView.shape.findings.safeParse(r.findings);
  const proposed = r.proposed as { readonly vessels?: readonly unknown[] } | null;
  return {
    id: r.id,
    parkId: r.park_id,
    assessmentId: r.assessment_id,
    name: r.name,
    applicant: r.applicant,
    vessels: proposed?.vessels?.length ?? 0,
    requested: { by: r.requested_by, name: r.requested_name, at: r.requested_at.toISOString() },
    runId: r.run_id,
    inputHash: r.input_hash,
    verdict: r.verdict as ParkProjectVerdict | null,
    findings: findings.success ? findings.data : null,
  };
}

/** One check. @throws 404 `row.not_found` */
export async function readCheck(trx: Trx, parkId: string, id: string): Promise<ParkProjectCheckView> {
  const row = await trx
    .selectFrom('park_project_check')
    .selectAll()
    .where('park_id', '=', parkId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw refuse(404, { code: 'row.not_found', params: { entity: 'park_project_check' } });
  return checkView(row);
}

/** A page of checks, newest first. */
export async function selectChecks(trx: Trx, parkId: string, f: { after?: string | undefined; limit: number }) {
  let q = trx.selectFrom('park_project_check').selectAll().where('park_id', '=', parkId);
  if (f.after) {
    const [id = ''] = decodeCursor(f.after, 1);
    if (!/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(id))
      throw refuse(400, { code: 'page.bad_cursor', field: 'after' });
    // Our ids rise with time.
    q = q.where(sql<boolean>`id < ${id}::uuid`);
  }
  const found = await q
    .orderBy('id', 'desc')
    .limit(f.limit + 1)
    .execute();
  const rows = found.slice(0, f.limit);
  const last = rows.at(-1);
  return {
    rows: rows.map(checkView),
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
  if (!prepared.ok) throw refuseByEngine(prepared);
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
    .values({ ...row, proposed: JSON.stringify({ vessels, grid }) })
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
