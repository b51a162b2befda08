import { refuse } from '../../platform/errors/refused.ts';
import { dayOf, type RowOf, updateRow, type Work } from '../risk/work.ts';

/** Note that a post's risk card was handed out today. 422 `post.without_duty`: a card without a single measure says nothing. */
export async function issueCard(work: Work, post: RowOf<'post'>): Promise<void> {
  if (post.state !== 'active') throw refuse(409, { code: 'row.withdrawn' });
  const duty = await work.trx
    .selectFrom('control_measure')
    .select('id')
    .where('enterprise_id', '=', post.enterprise_id)
    .where('duty_post_id', '=', post.id)
    .where('state', '=', 'active')
    .limit(1)
    .executeTakeFirst();
  const further = duty
    ? null
    : await work.trx
        .selectFrom('measure_duty')
        .select('id')
        .where('enterprise_id', '=', post.enterprise_id)
        .where('post_id', '=', post.id)
        .where('state', '=', 'active')
        .limit(1)
        .executeTakeFirst();
  if (!duty && !further) throw refuse(422, { code: 'post.without_duty', field: 'postIds' });
  await updateRow(work, 'post', {
    before: post,
    patch: { card_issued_on: dayOf(work), card_stale_since: null },
    action: 'issue_card',
  });
}
