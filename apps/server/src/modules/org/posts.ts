import type { createPost, setPostHolders, updatePost } from '@yufang/contract';
import { shanghaiDay } from '@yufang/domain/reference/days';
import type { z } from 'zod';
import { refuse } from '../../platform/errors/refused.ts';
import type { OrgRow, Writes } from '../change/rows.ts';

type Post = OrgRow<'post'>;

/** The business day of a command. */
export const dayOf = (writes: Writes): string => shanghaiDay(writes.now.toISOString());

/** Add a post to an active unit. Sent twice with its own id, it is one post. */
export async function addPost(writes: Writes, body: z.output<typeof createPost.body>): Promise<Post> {
  const known = body.id ? await writes.find('post', body.id) : undefined;
  if (known) return known;
  await needUnit(writes, body.orgUnitId);
  await freeName(writes, { unitId: body.orgUnitId, name: body.name, id: null });
  return await writes.insert('post', {
    ...(body.id ? { id: body.id } : {}),
    org_unit_id: body.orgUnitId,
    name: body.name,
    duty: body.duty || null,
    emergency: body.emergency || null,
  });
}

/** Change, move or withdraw a post. */
export async function changePost(writes: Writes, id: string, body: z.output<typeof updatePost.body>): Promise<Post> {
  const post = await writes.need('post', id, { version: body.version });
  const unitId = body.orgUnitId ?? post.org_unit_id;
  if (body.orgUnitId) await needUnit(writes, body.orgUnitId);
  if (body.name || body.orgUnitId) await freeName(writes, { unitId, name: body.name ?? post.name, id });
  if (body.state === 'withdrawn' && post.state === 'active') {
    const { n } = await writes.trx
      .selectFrom('control_measure')
      .select((e) => e.fn.countAll<number>().as('n'))
      .where('enterprise_id', '=', post.enterprise_id)
      .where('duty_post_id', '=', id)
      .where('state', '=', 'active')
      .executeTakeFirstOrThrow();
    if (n > 0) throw refuse(422, { code: 'post.has_measures', params: { measures: n } });
    await endHoldings(writes, { postId: id });
  }
  return await writes.update(
    'post',
    post,
    {
      org_unit_id: body.orgUnitId,
      name: body.name,
      duty: body.duty === undefined ? undefined : body.duty || null,
      emergency: body.emergency === undefined ? undefined : body.emergency || null,
      state: body.state,
    },
    body.state === 'withdrawn' ? 'withdraw' : 'update',
  );
}

/** Who holds a post from today. Those who no longer do keep their past. */
export async function holdPost(
  writes: Writes,
  id: string,
  body: z.output<typeof setPostHolders.body>,
): Promise<{ personId: string; name: string; posts: string[] }[]> {
  const post = await writes.need('post', id);
  if (post.state !== 'active') throw refuse(422, { code: 'row.not_found', params: { entity: 'post' } });
  const wanted = new Set(body.personIds);
  const holding = await holdings(writes, { postId: id });
  for (const h of holding.filter((x) => !wanted.has(x.person_id))) {
    await writes.update('post_holder', h, { to_on: dayOf(writes) }, 'leave');
  }
  const alsoHolds: { personId: string; name: string; posts: string[] }[] = [];
  for (const personId of wanted) {
    const person = await writes.need('person', personId, { field: 'personIds' });
    if (person.state !== 'active') throw refuse(422, { code: 'person.not_found', field: 'personIds' });
    if (!holding.some((h) => h.person_id === personId)) await takePost(writes, { postId: id, personId });
    const others = (await postNamesOf(writes, personId)).filter((p) => p.id !== id);
    if (others.length > 0) alsoHolds.push({ personId, name: person.name, posts: others.map((p) => p.name) });
  }
  return alsoHolds;
}

/** A person takes a post from today. */
export const takePost = (writes: Writes, what: { postId: string; personId: string }) =>
  writes.insert('post_holder', { post_id: what.postId, person_id: what.personId, from_on: dayOf(writes) }, 'take');

/** Holdings in force, of a post or of a person. */
export async function holdings(writes: Writes, of: { postId?: string; personId?: string }) {
  let query = writes.trx
    .selectFrom('post_holder')
    .selectAll()
    .where('enterprise_id', '=', writes.chain.dims.enterpriseId)
    .where('to_on', 'is', null);
  if (of.postId) query = query.where('post_id', '=', of.postId);
  if (of.personId) query = query.where('person_id', '=', of.personId);
  return await query.execute();
}

/** End them today. */
export async function endHoldings(writes: Writes, of: { postId?: string; personId?: string }): Promise<void> {
  for (const h of await holdings(writes, of)) await writes.update('post_holder', h, { to_on: dayOf(writes) }, 'leave');
}

const postNamesOf = (writes: Writes, personId: string) =>
  writes.trx
    .selectFrom('post_holder as h')
    .innerJoin('post as p', (j) => j.onRef('p.enterprise_id', '=', 'h.enterprise_id').onRef('p.id', '=', 'h.post_id'))
    .select(['p.id', 'p.name'])
    .where('h.enterprise_id', '=', writes.chain.dims.enterpriseId)
    .where('h.person_id', '=', personId)
    .where('h.to_on', 'is', null)
    .orderBy('p.name')
    .execute();

async function needUnit(writes: Writes, id: string): Promise<void> {
  const unit = await writes.need('org_unit', id, { field: 'orgUnitId' });
  if (unit.state !== 'active') throw refuse(422, { code: 'org.parent_missing', field: 'orgUnitId' });
}

async function freeName(writes: Writes, post: { unitId: string; name: string; id: string | null }): Promise<void> {
  const twin = await writes.trx
    .selectFrom('post')
    .select('id')
    .where('enterprise_id', '=', writes.chain.dims.enterpriseId)
    .where('org_unit_id', '=', post.unitId)
    .where('name', '=', post.name)
    .where('state', '=', 'active')
    .executeTakeFirst();
  if (twin && twin.id !== post.id)
    throw refuse(409, { code: 'post.name_taken', field: 'name', params: { name: post.name } });
}
