import type { createParkGrading, ParkGradingAnswer, saveParkGrading } from '@yufang/contract';
import {
  checkAnswer,
  gradePark,
  type ParkGradingCommand,
  type ParkGradingTable,
  type ReferenceData,
  stepGrading,
  unprovedItems,
} from '@yufang/domain';
import { shanghaiDay } from '@yufang/domain/reference/days';
import type { z } from 'zod';
import { newId } from '../../platform/clock/clock.ts';
import type { Trx } from '../../platform/db/database.ts';
import { orRefuse, refuse } from '../../platform/errors/refused.ts';
import type { LogActor } from '../change/record.ts';
import { openChain, PLATFORM, record } from '../change/record.ts';
import { type ParkPlace, parkColumns } from '../park/reach.ts';
import { type ReviewTopic, tellReview } from '../park/tell.ts';
import { readEdition } from '../reference/read.ts';
import {
  answersOf,
  type GradingRow,
  insertGrading,
  needGrading,
  resultOf,
  selectFiles,
  selectGradings,
  tableOf,
  updateGrading,
  vetoesOf,
} from './queries.ts';

/** A command of one park under way, with the platform's rights: the caller's duty was asked before. */
export type Act = { readonly trx: Trx; readonly actor: LogActor; readonly now: Date; readonly park: ParkPlace };
type Answers = readonly ParkGradingAnswer[];

/** The arithmetic of answers by a table. */
const compute = (table: ReferenceData<'park_grading'>, answers: Answers, vetoed: readonly string[]) =>
  gradePark(table.payload, {
    answers: new Map(answers.map((a) => [a.item, { score: a.score, applicable: a.applicable }])),
    vetoed,
    certainty: table.certainty,
  });

const columns = (result: ReturnType<typeof compute>) => ({
  result: JSON.stringify(result),
  grade: result.grade,
  provisional: result.provisional.length > 0,
});

async function log(act: Act, action: string, before: GradingRow | null, after: GradingRow): Promise<GradingRow> {
  const chain = await openChain(act.trx, PLATFORM);
  const entry = { entity: 'park_grading', entityId: after.id, action, before, after };
  await record(act.trx, chain, { actor: act.actor, at: act.now, entries: [entry] });
  return after;
}

/** Begin a grading by the table that applies today. */
export async function beginGrading(act: Act, body: z.output<typeof createParkGrading.body>): Promise<GradingRow> {
  const { trx, actor, now, park } = act;
  // The chain's lock orders two beginnings at once: numbers stay unique.
  await openChain(trx, PLATFORM);
  const all = await selectGradings(trx, park.parkId);
  const table = await readEdition(trx, 'park_grading', shanghaiDay(now.toISOString()));
  const from = body.basedOn === null ? null : await needGrading(trx, { parkId: park.parkId, id: body.basedOn });
  const known = new Map(table.payload.items.map((i) => [i.code, i]));
  const answers = (from ? answersOf(from) : []).flatMap((a) => {
    const item = known.get(a.item);
    // Evidence is brought anew; a score that the newer table has no place for is asked again.
    return item ? [{ ...a, files: [], score: checkAnswer(table.payload, item, a).ok ? a.score : null }] : [];
  });
  const row = await insertGrading(trx, {
    ...parkColumns(park),
    id: newId(),
    number: Math.max(0, ...all.map((g) => g.number)) + 1,
    title: body.title,
    edition: table.edition,
    answers: JSON.stringify(answers),
    ...columns(compute(table, answers, [])),
    based_on: from?.id ?? null,
    invented: park.invented,
    scorers: [actor.accountId],
    created_by: actor.accountId,
    created_name: actor.name,
    created_at: now,
    updated_at: now,
  });
  return await log(act, 'create', null, row);
}

/** 422 with the item at fault. */
function check(table: ParkGradingTable, answers: Answers, files: ReadonlySet<string>): void {
  const items = new Map(table.items.map((i) => [i.code, i]));
  const seen = new Set<string>();
  for (const [at, a] of answers.entries()) {
    const item = items.get(a.item);
    if (!item || seen.has(a.item))
      throw refuse(422, { code: 'park_grading.unknown_item', field: `answers.${at}.item`, params: { item: a.item } });
    seen.add(a.item);
    const checked = checkAnswer(table, item, a);
    if (!checked.ok) throw refuse(422, { ...checked.error, field: `answers.${at}.score` });
    const lost = a.files.find((id) => !files.has(id));
    if (lost !== undefined)
      throw refuse(422, { code: 'park_grading.unknown_file', field: `answers.${at}.files`, params: { item: a.item } });
  }
}

async function locked(act: Act, id: string, version: number): Promise<GradingRow> {
  const before = await needGrading(act.trx, { parkId: act.park.parkId, id }, true);
  if (before.version !== version)
    throw refuse(409, { code: 'row.stale', field: 'version', params: { version: before.version } });
  return before;
}

const facts = (row: GradingRow) => ({
  state: row.state as 'draft',
  scorers: row.scorers,
  missing: resultOf(row).missing,
  unproved: unprovedItems(answersOf(row)),
});

/** Save the scores with their evidence; the grade follows. */
export async function saveGrading(act: Act, id: string, body: z.output<typeof saveParkGrading.body>) {
  const before = await locked(act, id, body.version);
  orRefuse(stepGrading(facts(before), 'save', act.actor.accountId), 409);
  const table = await tableOf(act.trx, before.edition);
  const files = new Set((await selectFiles(act.trx, { parkId: act.park.parkId, id })).map((f) => f.id));
  check(table.payload, body.answers, files);
  const strange = body.vetoes.find((v) => !table.payload.vetoes.some((x) => x.code === v.code));
  if (strange)
    throw refuse(422, { code: 'park_grading.unknown_item', field: 'vetoes', params: { item: strange.code } });
  const vetoed = body.vetoes.map((v) => v.code);
  const after = await updateGrading(act.trx, before, {
    ...(body.title ? { title: body.title } : {}),
    answers: JSON.stringify(body.answers),
    vetoes: JSON.stringify(body.vetoes),
    ...columns(compute(table, body.answers, vetoed)),
    scorers: [...new Set([...before.scorers, act.actor.accountId])],
    updated_at: act.now,
  });
  return await log(act, 'score', before, after);
}

/** Hand to review, judge, or withdraw. What is handed over is computed again by its own table. */
export async function moveGrading(
  act: Act,
  id: string,
  given: { readonly command: Exclude<ParkGradingCommand, 'save'>; readonly version: number; readonly reason?: string },
): Promise<GradingRow> {
  const before = await locked(act, id, given.version);
  const state = orRefuse(stepGrading(facts(before), given.command, act.actor.accountId), 409);
  const who = { id: act.actor.accountId, name: act.actor.name };
  const deeds =
    given.command === 'submit'
      ? {
          submitted_by: who.id,
          submitted_name: who.name,
          submitted_at: act.now,
          scorers: [...new Set([...before.scorers, who.id])],
          reason: null,
          ...columns(
            compute(
              await tableOf(act.trx, before.edition),
              answersOf(before),
              vetoesOf(before).map((v) => v.code),
            ),
          ),
        }
      : given.command === 'withdraw'
        ? { reason: given.reason ?? null }
        : {
            reviewed_by: who.id,
            reviewed_name: who.name,
            reviewed_at: act.now,
            reason: given.reason ?? null,
          };
  const after = await updateGrading(act.trx, before, { state, ...deeds, updated_at: act.now });
  const topic = TOLD[given.command];
  if (topic) {
    const to = given.command === 'submit' ? {} : { to: [before.submitted_by, before.created_by] };
    const said = { topic, entityId: id, title: before.title, note: given.reason ?? null, ...to };
    await tellReview(act.trx, act.park, { ...said, at: act.now, actor: act.actor });
  }
  return await log(act, given.command, before, after);
}

/** Of which steps somebody has to know. */
const TOLD: Partial<Record<ParkGradingCommand, ReviewTopic>> = {
  submit: 'park_grading.park_grading_review',
  send_back: 'park_grading.park_grading_back',
  approve: 'park_grading.park_grading_approved',
};
