import type { ParkInput } from '@yufang/qra/assessment/park-input';
import type { RunPhase } from '@yufang/qra/assessment/run';
import type { Refused } from '@yufang/qra/result';
import { sql } from 'kysely';
import { newId } from '../../platform/clock/clock.ts';
import { asSystem, type Database, type Trx } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { systemActor } from '../change/record.ts';
import type { ParkAct } from './assessments.ts';
import type { Computed } from './compute-protocol.ts';
import { refusalOf } from './engine-refusal.ts';
import { judgeProject } from './project-verdict.ts';
import { parkColumns, recordPark } from './reach.ts';
import type { RunRow } from './run-view.ts';

const JOB = systemActor('job:park-run');
/** A server that computes says so every second; silent for this long it has stopped. */
export const SILENT_S = 20;
/** A run that took two servers down with it is not tried a third time. */
const MOST_ATTEMPTS = 2;

const entryOf = (action: string, run: RunRow) => ({
  entity: 'park_run',
  entityId: run.id,
  action,
  before: null,
  after: {
    assessment_id: run.assessment_id,
    state: run.state,
    code: run.code,
    input_hash: run.input_hash,
    result_hash: run.result_hash,
    engine: run.engine,
  },
});

/** Put a run in the queue. @throws 409 `park.run_already_queued` while one of the same inputs waits or runs */
export async function queueRun(
  act: ParkAct,
  of: { readonly assessmentId: string; readonly inputHash: string; readonly projectCheckId: string | null },
): Promise<string> {
  const { trx, park, actor, now } = act;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`park_run:${park.parkId}`}, 0))`.execute(trx);
  const open = await trx
    .selectFrom('park_run')
    .select('id')
    .where('park_id', '=', park.parkId)
    .where('assessment_id', '=', of.assessmentId)
    .where('input_hash', '=', of.inputHash)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirst();
  if (open) throw refuse(409, { code: 'park.run_already_queued', params: { runId: open.id } });
  const run = await trx
    .insertInto('park_run')
    .values({
      ...parkColumns(park),
      id: newId(),
      assessment_id: of.assessmentId,
      project_check_id: of.projectCheckId,
      input_hash: of.inputHash,
      requested_by: actor.accountId,
      requested_name: actor.name,
      requested_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await recordPark(trx, { actor, at: now, entries: [entryOf('queue', run)] });
  return run.id;
}

/** Take the oldest waiting run for this server, or none. Two servers never take the same. */
export async function claimRun(db: Database, server: string, now: Date): Promise<RunRow | null> {
  return await asSystem(db, async (trx) => {
    const next = await trx
      .selectFrom('park_run')
      .select(['park_id', 'id'])
      .where('state', '=', 'queued')
      .orderBy('requested_at')
      .orderBy('id')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (!next) return null;
    return await trx
      .updateTable('park_run')
      .set((e) => ({
        state: 'running',
        server,
        started_at: now,
        beat_at: sql<Date>`now()`,
        attempts: e('attempts', '+', 1),
        share: 0,
        overall: 0,
        phase: null,
      }))
      .where('park_id', '=', next.park_id)
      .where('id', '=', next.id)
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}

/** How far a run is, and that its server lives. @returns gone: it is no longer ours; cancel: somebody asked */
export async function beat(
  db: Database,
  run: RunRow,
  at: { readonly phase: RunPhase | null; readonly share: number; readonly overall: number },
): Promise<'go_on' | 'cancel' | 'gone'> {
  return await asSystem(db, async (trx) => {
    const row = await trx
      .updateTable('park_run')
      .set({ beat_at: sql<Date>`now()`, ...at })
      .where('park_id', '=', run.park_id)
      .where('id', '=', run.id)
      .where('state', '=', 'running')
      .where('server', '=', run.server)
      .returning('cancel_requested')
      .executeTakeFirst();
    return row === undefined ? 'gone' : row.cancel_requested ? 'cancel' : 'go_on';
  });
}

/** The end of a run: its result with its hash, or why there is none. Nothing when it is no longer ours. */
export async function endRun(
  db: Database,
  run: RunRow,
  what: { readonly now: Date; readonly input: ParkInput } & (
    | { readonly computed: Computed }
    | { readonly refusal: Refused }
  ),
): Promise<void> {
  await asSystem(db, async (trx) => {
    const refusal = 'refusal' in what ? refusalOf(what.refusal) : null;
    const state = refusal === null ? 'done' : refusal.code === 'run.cancelled' ? 'cancelled' : 'failed';
    const same = 'computed' in what ? await sameBits(trx, run, what.computed) : null;
    const after = await trx
      .updateTable('park_run')
      .set({
        state,
        ended_at: what.now,
        ...(refusal === null
          ? {}
          : { code: refusal.code, field: refusal.field ?? null, params: JSON.stringify(refusal.params ?? {}) }),
        ...('computed' in what
          ? {
              result_hash: what.computed.hash,
              engine: what.computed.engine,
              headline: JSON.stringify(what.computed.headline),
              overall: 1,
              same_bits: same,
            }
          : {}),
      })
      .where('park_id', '=', run.park_id)
      .where('id', '=', run.id)
      .where('state', '=', 'running')
      .where('server', '=', run.server)
      .returningAll()
      .executeTakeFirst();
    if (!after) return;
    if ('computed' in what) {
      const codes = { park_id: run.park_id, city_code: run.city_code, county_code: run.county_code };
      await trx
        .insertInto('park_run_result')
        .values({ ...codes, run_id: run.id, result: what.computed.text })
        .execute();
      if (run.project_check_id !== null) await judgeProject(trx, after, what.computed.text);
    }
    await recordPark(trx, { actor: JOB, at: what.now, entries: [entryOf(state, after)] });
  });
}

/** Whether a result is the one known of the same inputs by the same engine; null when there is none to compare with. */
async function sameBits(trx: Trx, run: RunRow, is: Computed): Promise<boolean | null> {
  const known = await trx
    .selectFrom('park_run')
    .select('result_hash')
    .where('park_id', '=', run.park_id)
    .where('input_hash', '=', run.input_hash)
    .where('engine', '=', is.engine)
    .where('state', '=', 'done')
    .where('id', '<>', run.id)
    .orderBy('ended_at')
    .limit(1)
    .executeTakeFirst();
  return known === undefined ? null : known.result_hash === is.hash;
}

/** Ask a run to end: a waiting one ends here, a running one by its server. @throws 404 `row.not_found`, 409 `park.run_over` */
export async function cancelRun(act: ParkAct, id: string): Promise<void> {
  const { trx, park, actor, now } = act;
  const run = await trx
    .selectFrom('park_run')
    .selectAll()
    .where('park_id', '=', park.parkId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!run) throw refuse(404, { code: 'row.not_found', params: { entity: 'park_run' } });
  if (run.state !== 'queued' && run.state !== 'running')
    throw refuse(409, { code: 'park.run_over', params: { state: run.state } });
  const ended = run.state === 'queued' ? { state: 'cancelled', code: 'run.cancelled', ended_at: now } : {};
  const after = await trx
    .updateTable('park_run')
    .set({ cancel_requested: true, ...ended })
    .where('park_id', '=', park.parkId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await recordPark(trx, { actor, at: now, entries: [entryOf('cancel', after)] });
}

/**
 * Runs whose server fell silent: tried once more, after that failed with `run.server_stopped`; one that was to be cancelled is. A server that stops in
 * good order gives its run back itself.
 * @returns how many there were
 */
export async function sweepRuns(db: Database, now: Date, silentS = SILENT_S): Promise<number> {
  return await asSystem(db, async (trx) => {
    const { rows } = await sql<RunRow>`
      update park_run set
        state = case when cancel_requested then 'cancelled' when attempts >= ${MOST_ATTEMPTS} then 'failed' else 'queued' end,
        code = case when cancel_requested then 'run.cancelled' when attempts >= ${MOST_ATTEMPTS} then 'run.server_stopped' end,
        ended_at = case when cancel_requested or attempts >= ${MOST_ATTEMPTS} then ${now}::timestamptz end,
        server = null, phase = null, share = 0, overall = 0
      where state = 'running' and beat_at <= now() - make_interval(secs => ${silentS})
      returning *`.execute(trx);
    if (rows.length > 0)
      await recordPark(trx, { actor: JOB, at: now, entries: rows.map((r) => entryOf('server_stopped', r)) });
    return rows.length;
  });
}

/** Give a run back that this server cannot finish, as if it had not begun. */
export async function giveBack(db: Database, run: RunRow): Promise<void> {
  await asSystem(db, (trx) =>
    trx
      .updateTable('park_run')
      .set((e) => ({
        state: 'queued',
        server: null,
        phase: null,
        share: 0,
        overall: 0,
        attempts: e('attempts', '-', 1),
      }))
      .where('park_id', '=', run.park_id)
      .where('id', '=', run.id)
      .where('state', '=', 'running')
      .where('server', '=', run.server)
      .execute(),
  );
}
