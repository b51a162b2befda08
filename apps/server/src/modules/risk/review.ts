import type { reviewRiskEvent } from '@yufang/contract';
import { decideReview, nextReviewOn, type Separation } from '@yufang/domain';
import type { z } from 'zod';
import type { Actor } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import { orRefuse, refuse } from '../../platform/errors/refused.ts';
import { readReference } from '../reference/read.ts';
import { reviewFacts } from './views.ts';
import { dayOf, mustBeCurrent, need, type RowOf, updateRow, type Work } from './work.ts';

type Command = z.output<typeof reviewRiskEvent.body>['command'];

/** How many different people a worksheet of a firm of this size needs. */
export async function separationOf(trx: Trx, scale: string, day: string): Promise<Separation> {
  const { separation } = await readReference(trx, 'review_period', day);
  return separation[scale === 'above' ? 'above' : scale === 'micro' ? 'micro' : 'small'];
}

/** One step of the review, as the rules of the domain decide it. 409 `row.withdrawn`. */
export async function stepReview(work: Work, row: RowOf<'risk_event'>, step: { command: Command; actor: Actor }) {
  const day = dayOf(work);
  const { command, actor } = step;
  if (row.state !== 'active') throw refuse(409, { code: 'row.withdrawn' });
  const separation = await separationOf(work.trx, work.chain.dims.scale, day);
  const patch = orRefuse(
    decideReview(reviewFacts(row), command, { by: actor.accountId, role: actor.role, on: day, separation }),
  );
  const period = await readReference(work.trx, 'review_period', day);
  const after = await updateRow(work, 'risk_event', {
    before: row,
    action: command.type,
    patch: {
      review_state: patch.state,
      author_id: patch.authorId,
      reviewer_id: patch.reviewerId,
      approver_id: patch.approverId,
      revision: patch.revision,
      reviewed_on: patch.reviewedOn,
      ...(patch.state === 'approved' ? { reviewed_at: work.now, controls_changed_at: null } : {}),
      next_review_on: patch.reviewedOn ? nextReviewOn(patch.reviewedOn, period) : undefined,
      review_note: patch.reviewNote,
    },
  });
  if (command.type === 'approve') await markCovered(work);
  return after;
}

/** Review a risk by id. */
export async function reviewEvent(
  work: Work,
  id: string,
  given: { version: number; command: Command; actor: Actor; current: unknown },
) {
  const row = await need(work.trx, 'risk_event', { enterpriseId: work.chain.dims.enterpriseId, id });
  mustBeCurrent(row, given.version, given.current);
  return await stepReview(work, row, given);
}

/** Dual prevention stands here once a risk is approved and a measure has both a named post and an inspection item. */
async function markCovered(work: Work): Promise<void> {
  const { enterpriseId } = work.chain.dims;
  const enterprise = await work.trx
    .selectFrom('enterprise')
    .selectAll()
    .where('enterprise_id', '=', enterpriseId)
    .executeTakeFirstOrThrow();
  if (enterprise.covered) return;
  const item = await work.trx
    .selectFrom('inspection_item as i')
    .innerJoin('control_measure as m', (j) =>
      j.onRef('m.enterprise_id', '=', 'i.enterprise_id').onRef('m.id', '=', 'i.measure_id'),
    )
    .select('i.id')
    .where('i.enterprise_id', '=', enterpriseId)
    .where('i.state', '=', 'active')
    .where('m.state', '=', 'active')
    .where('m.duty_post_id', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  if (item) await updateRow(work, 'enterprise', { before: enterprise, patch: { covered: true }, action: 'cover' });
}
