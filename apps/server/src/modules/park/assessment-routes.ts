import {
  cancelParkRun,
  createParkAssessment,
  createParkAssessmentOfFile,
  freezeParkAssessment,
  getParkAssessment,
  getParkAssessmentInput,
  getParkResult,
  getParkRun,
  getParkRunResult,
  listParkAssessments,
  listParkRuns,
  refreshParkAssessment,
  sendBackParkAssessment,
  startParkRun,
  streamParkRun,
  submitParkAssessment,
  withdrawParkAssessment,
} from '@yufang/contract/park';
import type { Trx } from '../../platform/db/database.ts';
import { afterCommit, asSystem } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { readUpload } from '../../platform/excel/upload.ts';
import { JsonText } from '../../platform/http/json-text.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { assessmentView, needAssessment, readinessOfRow, selectAssessments } from './assessment-view.ts';
import { makeAssessment, moveAssessment } from './assessments.ts';
import { buildInput } from './build-input.ts';
import { directoryOf, inputOfRow } from './directory.ts';
import { parkFileOf } from './file-import.ts';
import { onParkRaw, onParkRead, onParkWrite } from './reach.ts';
import type { RunQueue } from './run-queue.ts';
import { cancelRun, queueRun } from './run-rows.ts';
import { streamRun } from './run-stream.ts';
import { readRun, selectRunPage } from './run-view.ts';

/** Assessments of a park: drafted, computed, reviewed, frozen; and their runs. */
export function assessmentRoutes(kernel: Kernel, queue: RunQueue, stopping: AbortSignal): void {
  const { db } = kernel.deps;
  onParkRead(kernel, listParkAssessments, ({ trx, park, query }) => selectAssessments(trx, park.parkId, query));
  onParkRead(kernel, getParkAssessment, ({ trx, park, params }) => assessmentView(trx, park, params.id));
  onParkRead(kernel, getParkAssessmentInput, async ({ trx, park, params, reply }) => {
    const row = await needAssessment(trx, park.parkId, params.id);
    reply.headers({
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="park-${row.number}.json"`,
    });
    return Buffer.from(`${JSON.stringify(row.input, null, 1)}\n`);
  });
  onParkWrite(kernel, createParkAssessment, async ({ trx, park, actor, now, body }) => {
    const input = await buildInput(trx, park);
    const row = await makeAssessment({ trx, park, actor, now }, { ...body, input, source: 'inventory' });
    return await assessmentView(trx, park, row.id);
  });
  onParkRaw(kernel, createParkAssessmentOfFile, async ({ park, actor, now, query, request }) => {
    const file = await readUpload(request);
    const input = parkFileOf(file);
    const title = query.title ?? (input.name ?? file.name).slice(0, 200);
    return await asSystem(db, async (trx) => {
      const given = { title, input, source: 'file', basedOn: null } as const;
      const row = await makeAssessment({ trx, park, actor, now }, given);
      return await assessmentView(trx, park, row.id);
    });
  });
  const step = (
    def:
      | typeof submitParkAssessment
      | typeof freezeParkAssessment
      | typeof sendBackParkAssessment
      | typeof withdrawParkAssessment,
    command: 'submit' | 'freeze' | 'send_back' | 'withdraw',
  ) =>
    onParkWrite(kernel, def, async ({ trx, park, actor, now, params, body }) => {
      const reason = 'reason' in body ? { reason: body.reason } : {};
      await moveAssessment({ trx, park, actor, now }, params.id, { command, version: body.version, ...reason });
      return await assessmentView(trx, park, params.id);
    });
  step(submitParkAssessment, 'submit');
  step(freezeParkAssessment, 'freeze');
  step(sendBackParkAssessment, 'send_back');
  step(withdrawParkAssessment, 'withdraw');
  onParkWrite(kernel, refreshParkAssessment, async ({ trx, park, actor, now, params, body }) => {
    const row = await needAssessment(trx, park.parkId, params.id);
    if (row.source !== 'inventory') throw refuse(409, { code: 'park.not_of_inventory' });
    const input = await buildInput(trx, park);
    const what = { command: 'refresh', version: body.version, input } as const;
    await moveAssessment({ trx, park, actor, now }, params.id, what);
    return await assessmentView(trx, park, params.id);
  });
  onParkRead(kernel, getParkResult, async ({ trx, park, params }) => {
    const row = await needAssessment(trx, park.parkId, params.id);
    const runId = row.result_run_id ?? row.done_run_id;
    const run = runId === null ? null : await readRun(trx, park.parkId, runId);
    const text = await resultText(trx, park.parkId, runId);
    const directory = JSON.stringify(directoryOf(inputOfRow(row.input)));
    const head = JSON.stringify({ runId, resultHash: run?.resultHash, engine: run?.engine });
    return new JsonText(`${head.slice(0, -1)},"directory":${directory},"result":${text}}`);
  });
  runRoutes(kernel, queue, stopping);
}

/** A result as the text it was kept as: the serving thread does not walk through it. @throws 404 `park.no_result` */
async function resultText(trx: Trx, parkId: string, runId: string | null): Promise<string> {
  const row =
    runId === null
      ? undefined
      : await trx
          .selectFrom('park_run_result')
          .select((e) => e.cast<string>('result', 'text').as('text'))
          .where('park_id', '=', parkId)
          .where('run_id', '=', runId)
          .executeTakeFirst();
  if (!row) throw refuse(404, { code: 'park.no_result' });
  return row.text;
}

function runRoutes(kernel: Kernel, queue: RunQueue, stopping: AbortSignal): void {
  onParkWrite(kernel, startParkRun, async ({ trx, park, actor, now, params }) => {
    const row = await needAssessment(trx, park.parkId, params.id);
    if (row.state === 'withdrawn')
      throw refuse(409, { code: 'park.assessment_state', params: { state: row.state, command: 'run' } });
    if (readinessOfRow(row).some((i) => i.level === 'blocks')) throw refuse(409, { code: 'park.not_ready' });
    const of = { assessmentId: row.id, inputHash: row.input_hash, projectCheckId: null };
    const id = await queueRun({ trx, park, actor, now }, of);
    afterCommit(trx, () => queue.wake());
    return await readRun(trx, park.parkId, id);
  });
  onParkRead(kernel, listParkRuns, ({ trx, park, query }) => selectRunPage(trx, park.parkId, query));
  onParkRead(kernel, getParkRun, ({ trx, park, params }) => readRun(trx, park.parkId, params.id));
  onParkWrite(kernel, cancelParkRun, async ({ trx, park, actor, now, params }) => {
    await cancelRun({ trx, park, actor, now }, params.id);
    afterCommit(trx, () => queue.cancel(params.id));
    return await readRun(trx, park.parkId, params.id);
  });
  onParkRead(kernel, getParkRunResult, async ({ trx, park, params }) => {
    const run = await readRun(trx, park.parkId, params.id);
    const text = await resultText(trx, park.parkId, params.id);
    const row = await needAssessment(trx, park.parkId, run.assessmentId);
    const directory = JSON.stringify(directoryOf(inputOfRow(row.input)));
    return new JsonText(`{"run":${JSON.stringify(run)},"directory":${directory},"result":${text}}`);
  });
  onParkRaw(kernel, streamParkRun, ({ park, actor, params, request, reply }) =>
    streamRun(kernel.deps.db, { actor, parkId: park.parkId, runId: params.id }, { request, reply, stopping }),
  );
}
