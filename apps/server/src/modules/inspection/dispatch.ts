import { taskIdOf } from '@yufang/domain';
import { businessDay } from '@yufang/domain/calendar/day';
import { sql } from 'kysely';
import { type Actor, dimColumns } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { type Chain, record } from '../change/record.ts';
import { type Telling, writeNotices } from '../notice/write.ts';
import { mustBePost } from './items.ts';
import type { TaskRow } from './record-rows.ts';

/** Work handed out by a person. */
export type Dispatch = {
  readonly itemIds: readonly string[];
  readonly postId: string | null;
  readonly personId: string | null;
  readonly dueAt: Date;
  readonly note: string | null;
};

/**
 * Make a task of each item now, beside those that fall due by themselves, for a post or a person; who is to do it is told. Dispatched twice in
 * the same second is dispatched once.
 */
export async function dispatch(
  work: { readonly trx: Trx; readonly chain: Chain; readonly actor: Actor; readonly now: Date },
  given: Dispatch,
): Promise<string[]> {
  const { trx, chain, actor, now } = work;
  const enterpriseId = chain.dims.enterpriseId;
  if (given.dueAt <= now) throw refuse(422, { code: 'inspection.due_in_past', field: 'dueAt' });
  if (given.postId) await mustBePost(trx, enterpriseId, given.postId);
  const person = given.personId ? await need(trx, enterpriseId, given.personId) : null;
  const items = await trx
    .selectFrom('inspection_item')
    .select(['id', 'unit_id', 'post_id', 'content'])
    .where('enterprise_id', '=', enterpriseId)
    .where(sql<boolean>`id = any(${[...given.itemIds]}::uuid[])`)
    .where('state', '=', 'active')
    .execute();
  if (items.length < new Set(given.itemIds).size)
    throw refuse(422, { code: 'inspection.item_unknown', field: 'itemIds' });
  if (!given.postId && !person && items.some((i) => i.post_id === null))
    throw refuse(422, { code: 'inspection.nobody', field: 'postId' });
  const window = new Date(Math.floor(now.getTime() / 1000) * 1000);
  const rows = items.map((i) => ({
    id: taskIdOf(i.id, window),
    item_id: i.id,
    unit_id: i.unit_id,
    post_id: given.postId ?? i.post_id,
    assignee_id: given.personId,
  }));
  const d = dimColumns(chain.dims);
  const { rows: made } = await sql<TaskRow>`
    insert into inspection_task (enterprise_id, city_code, county_code, sector, park_id, window_start, due_at, day, kind, dispatch_note, seq, id, item_id,
                                 unit_id, post_id, assignee_id)
    select ${d.enterprise_id}::uuid, ${d.city_code}, ${d.county_code}, ${d.sector}, ${d.park_id}::uuid, ${window}::timestamptz,
           ${given.dueAt}::timestamptz, ${businessDay(window)}::date, 'dispatched', ${given.note}, ${chain.seq + rows.length}::bigint, r.*
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, item_id uuid, unit_id uuid, post_id uuid, assignee_id uuid)
    on conflict do nothing returning *`.execute(trx);
  await record(trx, chain, {
    actor,
    at: now,
    entries: made.map((after) => ({
      entity: 'inspection_task',
      entityId: after.id,
      action: 'dispatch',
      before: null,
      after,
    })),
  });
  const telling: Telling = {
    topic: 'inspection_task.dispatch',
    urgency: 'action',
    entity: 'inspection_task',
    entityId: made[0]?.id ?? rows[0]?.id ?? enterpriseId,
    params: {
      name: items[0]?.content ?? null,
      count: made.length,
      due: given.dueAt.toISOString(),
      note: given.note,
      by: actor.name,
    },
    accounts: person
      ? [person.account_id]
      : await holders(trx, enterpriseId, { posts: rows.map((r) => r.post_id), day: businessDay(now) }),
  };
  if (made.length > 0) await writeNotices(trx, chain.dims, { at: now, actorId: actor.accountId, tellings: [telling] });
  return rows.map((r) => r.id);
}

async function need(trx: Trx, enterpriseId: string, personId: string) {
  const person = await trx
    .selectFrom('person')
    .select(['id', 'account_id'])
    .where('enterprise_id', '=', enterpriseId)
    .where('id', '=', personId)
    .where('state', '=', 'active')
    .executeTakeFirst();
  if (!person) throw refuse(422, { code: 'inspection.person_unknown', field: 'personId' });
  return person;
}

/** Accounts of those who hold the posts on a day. */
export async function holders(
  trx: Trx,
  enterpriseId: string,
  what: { posts: readonly (string | null)[]; day: string },
): Promise<string[]> {
  const { rows } = await sql<{ account_id: string }>`
    select distinct n.account_id from post_holder h join person n on n.enterprise_id = h.enterprise_id and n.id = h.person_id
    where h.enterprise_id = ${enterpriseId} and h.post_id = any(${what.posts.filter((p) => p !== null)}::uuid[]) and n.account_id is not null
      and h.from_on <= ${what.day}::date and (h.to_on is null or h.to_on >= ${what.day}::date)`.execute(trx);
  return rows.map((r) => r.account_id);
}
