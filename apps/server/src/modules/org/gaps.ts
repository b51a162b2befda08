import type { listOrgGaps, RouteReply } from '@yufang/contract';
import type { Trx } from '../../platform/db/database.ts';
import { selectTree } from './tree.ts';

type Gaps = RouteReply<typeof listOrgGaps>;

/**
 * Where nobody answers: smallest units without a post, posts without a holder or without a written duty, and people of the enterprise who
 * hold no post. `complete` of `total` posts have both.
 */
export async function selectGaps(trx: Trx, enterpriseId: string): Promise<Gaps> {
  const { units, posts } = await selectTree(trx, enterpriseId, false);
  const nameOf = new Map(units.map((u) => [u.id, u.name]));
  const parents = new Set(units.map((u) => u.parentId));
  const holding = new Set(posts.flatMap((p) => p.holders.map((h) => h.personId)));
  const people = await trx
    .selectFrom('person')
    .select(['id', 'name'])
    .where('enterprise_id', '=', enterpriseId)
    .where('state', '=', 'active')
    .where('contractor_id', 'is', null)
    .orderBy('name')
    .execute();
  const rows: Gaps['rows'] = [
    ...units
      .filter((u) => !parents.has(u.id) && !u.stopped && !posts.some((p) => p.orgUnitId === u.id))
      .map(
        (u) =>
          ({
            kind: 'unit_without_post',
            entity: 'org_unit',
            id: u.id,
            name: u.name,
            where: nameOf.get(u.parentId ?? '') ?? '',
          }) as const,
      ),
    ...posts
      .filter((p) => p.holders.length === 0)
      .map(
        (p) => ({ kind: 'post_without_holder', entity: 'post', id: p.id, name: p.name, where: p.orgUnitName }) as const,
      ),
    ...posts
      .filter((p) => !p.duty)
      .map(
        (p) => ({ kind: 'post_without_duty', entity: 'post', id: p.id, name: p.name, where: p.orgUnitName }) as const,
      ),
    ...people
      .filter((p) => !holding.has(p.id))
      .map((p) => ({ kind: 'person_without_post', entity: 'person', id: p.id, name: p.name, where: '' }) as const),
  ];
  return { rows, complete: posts.filter((p) => p.holders.length > 0 && p.duty).length, total: posts.length };
}
