import { type ParkAssessmentCommand, type ParkAssessmentState, stepAssessment } from '@yufang/domain';
import { contentHash } from '@yufang/qra/assessment/input-hash';
import type { ParkInput } from '@yufang/qra/assessment/park-input';
import { newId } from '../../platform/clock/clock.ts';
import type { Trx } from '../../platform/db/database.ts';
import { orRefuse, refuse } from '../../platform/errors/refused.ts';
import { type LogActor, openChain, PLATFORM } from '../change/record.ts';
import { type AssessmentRow, needAssessment, readinessOfRow } from './assessment-view.ts';
import { type ParkPlace, parkColumns, recordPark } from './reach.ts';
import { readinessOfInput } from './readiness.ts';
import { type ReviewTopic, tellReview } from './tell.ts';

/** Who changes a park's assessment, and when. `trx` is the platform's. */
export type ParkAct = {
  readonly trx: Trx;
  readonly park: ParkPlace;
  readonly actor: LogActor;
  readonly now: Date;
};

/** What of a row the log keeps: everything but the inputs, which their hash stands for. */
const logged = ({ input: _, readiness: __, ...row }: AssessmentRow) => row;

/** The columns that follow from inputs. */
export const inputColumns = (input: ParkInput) => ({
  input: JSON.stringify(input),
  input_hash: contentHash(input),
  vessels: input.vessels.length,
  enterprises: new Set(input.vessels.map((v) => v.enterpriseId)).size,
  readiness: JSON.stringify(readinessOfInput(input)),
});

/** Make a draft of inputs. Numbers count up within the park. */
export async function makeAssessment(
  act: ParkAct,
  given: {
    readonly title: string;
    readonly input: ParkInput;
    readonly source: 'inventory' | 'file' | 'demo';
    readonly basedOn: string | null;
    readonly invented?: boolean;
  },
): Promise<AssessmentRow> {
  const { trx, park, actor, now } = act;
  // The platform's chain is locked first: assessments of a park come one after another.
  await openChain(trx, PLATFORM);
  if (given.basedOn !== null) await needAssessment(trx, park.parkId, given.basedOn);
  const { last } = await trx
    .selectFrom('park_assessment')
    .select((x) => x.fn.max('number').as('last'))
    .where('park_id', '=', park.parkId)
    .executeTakeFirstOrThrow();
  const after = await trx
    .insertInto('park_assessment')
    .values({
      ...parkColumns(park),
      id: newId(),
      number: Number(last ?? 0) + 1,
      title: given.title,
      source: given.source,
      invented: given.invented ?? park.invented,
      based_on: given.basedOn,
      ...inputColumns(given.input),
      created_by: actor.accountId,
      created_name: actor.name,
      created_at: now,
      updated_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await recordPark(trx, {
    actor,
    at: now,
    entries: [{ entity: 'park_assessment', entityId: after.id, action: 'create', before: null, after: logged(after) }],
  });
  return after;
}

/**
 * Move an assessment on. `freeze` takes over the result of the finished run of just these inputs, with its hash and engine.
 * @throws 409 `row.stale`, and those of `stepAssessment`
 */
export async function moveAssessment(
  act: ParkAct,
  id: string,
  what: {
    readonly command: ParkAssessmentCommand;
    readonly version: number;
    readonly reason?: string;
    /** Of `refresh`: what the inventory is now. */
    readonly input?: ParkInput;
  },
): Promise<void> {
  const { trx, park, actor, now } = act;
  await openChain(trx, PLATFORM);
  const { done_run_id: doneRun, ...row } = await needAssessment(trx, park.parkId, id);
  if (row.version !== what.version) throw refuse(409, { code: 'row.stale', params: { version: row.version } });
  const facts = {
    state: row.state as ParkAssessmentState,
    authorId: row.submitted_by ?? row.created_by,
    computed: doneRun !== null,
    blocked: readinessOfRow(row).some((i) => i.level === 'blocks'),
  };
  const state = orRefuse(stepAssessment(facts, what.command, actor.accountId), 409);
  const by = { id: actor.accountId, name: actor.name };
  const more: Partial<Record<ParkAssessmentCommand, () => Promise<object>>> = {
    refresh: async () => (what.input ? inputColumns(what.input) : {}),
    submit: async () => ({ submitted_by: by.id, submitted_name: by.name, submitted_at: now, reason: null }),
    send_back: async () => ({
      reason: what.reason ?? null,
      reviewed_by: by.id,
      reviewed_name: by.name,
      reviewed_at: now,
    }),
    freeze: async () => ({
      reviewed_by: by.id,
      reviewed_name: by.name,
      reviewed_at: now,
      reason: null,
      ...(await resultColumns(trx, park.parkId, doneRun ?? '')),
    }),
    withdraw: async () => ({ reason: what.reason ?? null }),
  };
  const after = await trx
    .updateTable('park_assessment')
    .set({ state, ...(await more[what.command]?.()), version: row.version + 1, updated_at: now })
    .where('park_id', '=', park.parkId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await recordPark(trx, {
    actor,
    at: now,
    entries: [
      { entity: 'park_assessment', entityId: id, action: what.command, before: logged(row), after: logged(after) },
    ],
  });
  const topic = TOLD[what.command];
  if (!topic) return;
  const to = what.command === 'submit' ? {} : { to: [row.submitted_by, row.created_by] };
  const said = { topic, entityId: id, title: row.title, note: what.reason ?? null, ...to };
  await tellReview(trx, park, { ...said, at: now, actor });
}

/** Of which steps somebody has to know. */
const TOLD: Partial<Record<ParkAssessmentCommand, ReviewTopic>> = {
  submit: 'park_assessment.park_review',
  send_back: 'park_assessment.park_review_back',
  freeze: 'park_assessment.park_frozen',
};

async function resultColumns(trx: Trx, parkId: string, runId: string) {
  const run = await trx
    .selectFrom('park_run')
    .select(['id', 'result_hash', 'engine'])
    .where('park_id', '=', parkId)
    .where('id', '=', runId)
    .executeTakeFirstOrThrow();
  return { result_run_id: run.id, result_hash: run.result_hash, engine: run.engine };
}
