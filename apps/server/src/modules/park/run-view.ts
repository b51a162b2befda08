import { type ParkResultView, ParkRunView } from '@yufang/contract/park';
import type { ParkRunPhase, ParkRunState } from '@yufang/domain';
import type { ParkResult } from '@yufang/qra/assessment/park-result';
import { type Selectable, sql } from 'kysely';
import type { Trx } from '../../platform/db/database.ts';
import type { ParkRunTable } from '../../platform/db/schema.gen.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';

export type RunRow = Selectable<ParkRunTable>;
type Seen = RunRow & { readonly title: string; readonly ahead: number };

/** Runs that the server takes before this one. */
const ahead = sql<number>`case when r.state = 'queued' then
  (select count(*) from park_run o where o.state in ('queued', 'running') and (o.requested_at, o.id) < (r.requested_at, r.id)) else 0 end`;

const selectRuns = (trx: Trx, parkId: string) =>
  trx
    .selectFrom('park_run as r')
    .innerJoin('park_assessment as a', (j) =>
      j.onRef('a.park_id', '=', 'r.park_id').onRef('a.id', '=', 'r.assessment_id'),
    )
    .where('r.park_id', '=', parkId)
    .selectAll('r')
    .select('a.title')
    .select(ahead.as('ahead'));

/** A run as the API shows it. */
export function runView(r: Seen): ParkRunView {
  const headline = ParkRunView.shape.headline.safeParse(r.headline);
  const params = ParkRunView.shape.params.safeParse(r.params);
  return {
    id: r.id,
    parkId: r.park_id,
    assessmentId: r.assessment_id,
    assessmentTitle: r.title,
    projectCheckId: r.project_check_id,
    state: r.state as ParkRunState,
    ahead: Number(r.ahead),
    phase: r.phase as ParkRunPhase | null,
    share: r.share,
    overall: r.state === 'done' ? 1 : r.overall,
    requested: { by: r.requested_by, name: r.requested_name, at: r.requested_at.toISOString() },
    startedAt: r.started_at?.toISOString() ?? null,
    endedAt: r.ended_at?.toISOString() ?? null,
    code: r.code,
    field: r.field,
    params: params.success ? params.data : {},
    inputHash: r.input_hash,
    resultHash: r.result_hash,
    engine: r.engine,
    sameBits: r.same_bits,
    headline: headline.success ? headline.data : null,
  };
}

/** One run. @throws 404 `row.not_found` */
export async function readRun(trx: Trx, parkId: string, id: string): Promise<ParkRunView> {
  const row = await selectRuns(trx, parkId).where('r.id', '=', id).executeTakeFirst();
  if (!row) throw refuse(404, { code: 'row.not_found', params: { entity: 'park_run' } });
  return runView(row);
}

/** A page of a park's runs, newest first. */
export async function selectRunPage(
  trx: Trx,
  parkId: string,
  f: { readonly after?: string | undefined; readonly limit: number; readonly assessmentId?: string | undefined },
) {
  let q = selectRuns(trx, parkId);
  if (f.assessmentId) q = q.where('r.assessment_id', '=', f.assessmentId);
  if (f.after) {
    const [at = '', id = ''] = decodeCursor(f.after, 2);
    if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(id))
      throw refuse(400, { code: 'page.bad_cursor', field: 'after' });
    q = q.where(sql<boolean>`(r.requested_at, r.id) < (${new Date(at)}::timestamptz, ${id}::uuid)`);
  }
  const found = await q
    .orderBy('r.requested_at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(f.limit + 1)
    .execute();
  const rows = found.slice(0, f.limit);
  const last = rows.at(-1);
  return {
    rows: rows.map(runView),
    next: found.length > f.limit && last ? encodeCursor([last.requested_at.toISOString(), last.id]) : null,
    total: null,
  };
}

/** A result as it was kept. @throws 404 `park.no_result` */
export async function needResult(trx: Trx, parkId: string, runId: string | null): Promise<ParkResult> {
  const row =
    runId === null
      ? undefined
      : await trx
          .selectFrom('park_run_result')
          .select('result')
          .where('park_id', '=', parkId)
          .where('run_id', '=', runId)
          .executeTakeFirst();
  // Written by this platform from the engine's own answer and named by its hash.
  if (!row) throw refuse(404, { code: 'park.no_result' });
  return row.result as ParkResult;
}

/** The engine's result in the contract's words: the same JSON, its lists no longer read-only. */
export const resultView = (result: ParkResult): ParkResultView => JSON.parse(JSON.stringify(result)) as ParkResultView;
