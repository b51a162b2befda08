import type { BulkChange, BulkResult, Worklist } from '@yufang/contract';
import type { Tier } from '@yufang/domain';
import type { Actor } from '../../platform/db/actor.ts';
import { Refused, refuse } from '../../platform/errors/refused.ts';
import { issueCard } from '../paper/issue.ts';
import { applyBulk } from './bulk.ts';
import { ensureItems } from './ensure-item.ts';
import { stepReview } from './review.ts';
import { dayOf, insertRow, need, type RowOf, updateRow, type Work } from './work.ts';
import { selectWork, suggester } from './worklists.ts';

type Wish = { readonly id: string; readonly postId?: string | undefined };
type Outcome = { results: BulkResult[]; inverse: BulkChange[] };

/** Do a list's remedy for the rows named, each with its own result. What a person must decide (a grade) is refused: `risk.needs_a_person`. */
export async function remedy(
  work: Work,
  list: Worklist,
  given: { rows: readonly Wish[]; actor: Actor },
): Promise<Outcome> {
  const { enterpriseId } = work.chain.dims;
  const day = dayOf(work);
  if (list === 'measures_without_post') {
    const shown = await selectWork(work.trx, list, {
      enterpriseId,
      day,
      limit: given.rows.length,
      ids: given.rows.map((r) => r.id),
    });
    const wish = new Map(given.rows.map((r) => [r.id, r.postId]));
    const changes = shown.rows.flatMap((r): BulkChange[] => {
      const postId = wish.get(r.id) ?? r.suggestion?.postId;
      return postId ? [{ entity: 'measure', id: r.id, version: r.version, set: { dutyPostId: postId } }] : [];
    });
    const done = await applyBulk(work, changes, given.actor);
    const skipped = given.rows.filter((r) => !changes.some((c) => c.id === r.id));
    return {
      ...done,
      results: [...done.results, ...skipped.map((r) => refused('measure', r.id, 'risk.no_post_to_suggest'))],
    };
  }
  const results: BulkResult[] = [];
  const inverse: BulkChange[] = [];
  for (const row of given.rows) {
    const mark = work.entries.length;
    const entity = list === 'posts_without_card' ? 'post' : list === 'measures_without_item' ? 'measure' : 'event';
    try {
      await one(work, list, { row, actor: given.actor, inverse });
      const last = work.entries.findLast((e) => e.entityId === row.id);
      const result = work.entries.length > mark ? 'done' : 'unchanged';
      results.push({ entity, id: row.id, result, version: last ? Number(last.after.version) : null });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      results.push(refused(entity, row.id, error.refusal.code, error.refusal.params));
    }
  }
  return { results, inverse };
}

const refused = (entity: string, id: string, code: string, params?: BulkResult['params']): BulkResult => ({
  entity,
  id,
  result: 'refused',
  version: null,
  code,
  ...(params ? { params: { ...params } } : {}),
});

async function one(
  work: Work,
  list: Worklist,
  what: { row: Wish; actor: Actor; inverse: BulkChange[] },
): Promise<void> {
  const key = { enterpriseId: work.chain.dims.enterpriseId, id: what.row.id };
  switch (list) {
    case 'measures_without_item': {
      const measure = await need(work.trx, 'control_measure', key);
      return await giveItem(work, measure, what);
    }
    case 'tiers_uncovered': {
      const event = await need(work.trx, 'risk_event', key);
      return await coverTiers(work, event, what);
    }
    case 'posts_without_card':
      return await issueCard(work, await need(work.trx, 'post', key));
    case 'risks_due': {
      const event = await need(work.trx, 'risk_event', key);
      const type = event.review_state === 'approved' ? 'revise' : 'submit';
      const command = type === 'revise' ? { type, reason: 'reidentification' } : { type };
      await stepReview(work, event, { command: command as { type: 'submit' }, actor: what.actor });
      return;
    }
    default:
      throw refuse(422, { code: 'risk.needs_a_person', params: { list } });
  }
}

/** The measure's own words are what to check; without a named post there is nobody to check it. 422 `risk.post_missing` */
async function giveItem(
  work: Work,
  measure: RowOf<'control_measure'>,
  what: { row: Wish; inverse: BulkChange[] },
): Promise<void> {
  let now = measure;
  const post = what.row.postId ?? measure.duty_post_id;
  if (!post) throw refuse(422, { code: 'risk.post_missing', field: 'postId' });
  const patch = {
    duty_post_id: post,
    tier: measure.tier ?? 'post',
    check_content: measure.check_content ?? measure.description.slice(0, 1000),
  };
  now = await updateRow(work, 'control_measure', { before: measure, patch });
  const mark = work.entries.length;
  await ensureItems(work, now);
  for (const e of work.entries.slice(mark).filter((x) => x.entity === 'inspection_item' && x.before === null))
    what.inverse.push({
      entity: 'item',
      id: e.entityId,
      version: Number(e.after.version),
      set: { state: 'withdrawn' },
    });
}

/** Each tier that nobody answers at gets a post of that tier on the risk's first measure. 422 `risk.measure_missing` */
async function coverTiers(
  work: Work,
  event: RowOf<'risk_event'>,
  what: { row: Wish; inverse: BulkChange[] },
): Promise<void> {
  const { trx } = work;
  const { enterpriseId } = work.chain.dims;
  const shown = await selectWork(trx, 'tiers_uncovered', { enterpriseId, day: dayOf(work), limit: 1, ids: [event.id] });
  const tiers: readonly Tier[] = shown.rows[0]?.tiers ?? [];
  const measures = await trx
    .selectFrom('control_measure')
    .selectAll()
    .where('enterprise_id', '=', enterpriseId)
    .where('event_id', '=', event.id)
    .where('state', '=', 'active')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  let first = measures.find((m) => m.duty_post_id !== null) ?? measures[0];
  if (!first) throw refuse(422, { code: 'risk.measure_missing' });
  const unit = await need(trx, 'risk_unit', { enterpriseId, id: event.unit_id });
  const suggest = await suggester(trx, enterpriseId);
  for (const tier of tiers) {
    const post = suggest(unit.org_unit_id, tier);
    if (!post) throw refuse(422, { code: 'risk.no_post_to_suggest' });
    if (first.duty_post_id === null) {
      const before: RowOf<'control_measure'> = first;
      first = await updateRow(work, 'control_measure', { before, patch: { duty_post_id: post.postId, tier } });
      what.inverse.push({
        entity: 'measure',
        id: before.id,
        version: first.version,
        set: { dutyPostId: null, tier: before.tier as Tier | null },
      });
    } else {
      const duty = await insertRow(work, 'measure_duty', {
        values: { measure_id: first.id, tier, post_id: post.postId },
      });
      what.inverse.push({ entity: 'duty', id: duty.id, version: duty.version, set: { state: 'withdrawn' } });
    }
  }
  await ensureItems(work, first);
}
