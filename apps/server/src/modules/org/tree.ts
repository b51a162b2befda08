import type { createOrgUnit, getOrgTree, OrgUnitView, PostView, RouteReply, updateOrgUnit } from '@yufang/contract';
import { ORG_UNIT_KINDS, type OrgUnitKind } from '@yufang/domain';
import type { z } from 'zod';
import { newId } from '../../platform/clock/clock.ts';
import type { Trx } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import type { OrgRow, Writes } from '../change/rows.ts';

type Unit = OrgRow<'org_unit'>;

export const presentUnit = (r: Unit): OrgUnitView => ({
  id: r.id,
  parentId: r.parent_id,
  kind: r.kind as OrgUnitKind,
  name: r.name,
  sort: r.sort,
  stopped: r.stopped,
  state: r.state as OrgUnitView['state'],
  version: r.version,
});

/** Units and posts of an enterprise, in the order people gave them. */
export async function selectTree(
  trx: Trx,
  enterpriseId: string,
  withdrawn: boolean,
): Promise<RouteReply<typeof getOrgTree>> {
  const states = withdrawn ? ['active', 'withdrawn'] : ['active'];
  const units = await trx
    .selectFrom('org_unit')
    .selectAll()
    .where('enterprise_id', '=', enterpriseId)
    .where('state', 'in', states)
    .orderBy('sort')
    .orderBy('name')
    .orderBy('id')
    .execute();
  return { units: units.map(presentUnit), posts: await selectPosts(trx, enterpriseId, { states }) };
}

/** Posts with who holds them and how many measures they answer for. */
export async function selectPosts(
  trx: Trx,
  enterpriseId: string,
  what: { states?: readonly string[]; id?: string } = {},
): Promise<PostView[]> {
  let query = trx
    .selectFrom('post as p')
    .innerJoin('org_unit as u', (j) =>
      j.onRef('u.enterprise_id', '=', 'p.enterprise_id').onRef('u.id', '=', 'p.org_unit_id'),
    )
    .selectAll('p')
    .select('u.name as unit_name')
    .select((e) =>
      e
        .selectFrom('control_measure as m')
        .select((x) => x.fn.countAll<number>().as('n'))
        .whereRef('m.enterprise_id', '=', 'p.enterprise_id')
        .whereRef('m.duty_post_id', '=', 'p.id')
        .where('m.state', '=', 'active')
        .as('measures'),
    )
    .where('p.enterprise_id', '=', enterpriseId);
  if (what.id) query = query.where('p.id', '=', what.id);
  else query = query.where('p.state', 'in', [...(what.states ?? ['active'])]);
  const posts = await query.orderBy('u.sort').orderBy('p.name').orderBy('p.id').execute();
  const holders = await trx
    .selectFrom('post_holder as h')
    .innerJoin('person as n', (j) =>
      j.onRef('n.enterprise_id', '=', 'h.enterprise_id').onRef('n.id', '=', 'h.person_id'),
    )
    .innerJoin('post as p', (j) => j.onRef('p.enterprise_id', '=', 'h.enterprise_id').onRef('p.id', '=', 'h.post_id'))
    .select(['h.id', 'h.post_id', 'h.person_id', 'h.from_on', 'n.name', 'p.name as post_name'])
    .where('h.enterprise_id', '=', enterpriseId)
    .where('h.to_on', 'is', null)
    .orderBy('n.name')
    .execute();
  return posts.map((p) => ({
    id: p.id,
    orgUnitId: p.org_unit_id,
    orgUnitName: p.unit_name,
    name: p.name,
    duty: p.duty,
    emergency: p.emergency,
    cardIssuedOn: p.card_issued_on,
    holders: holders
      .filter((h) => h.post_id === p.id)
      .map((h) => ({
        id: h.id,
        personId: h.person_id,
        name: h.name,
        fromOn: h.from_on,
        otherPosts: holders.filter((o) => o.person_id === h.person_id && o.post_id !== p.id).map((o) => o.post_name),
      })),
    measures: Number(p.measures ?? 0),
    state: p.state as PostView['state'],
    version: p.version,
  }));
}

/** Add a unit. Sent twice with its own id, it is one unit. */
export async function addUnit(writes: Writes, body: z.output<typeof createOrgUnit.body>): Promise<Unit> {
  const known = body.id ? await writes.find('org_unit', body.id) : undefined;
  if (known) return known;
  const id = body.id ?? newId();
  const parent = await parentOf(writes, body.parentId, body.kind);
  await freeName(writes, { parentId: parent?.id ?? null, name: body.name, id });
  return await writes.insert('org_unit', {
    id,
    parent_id: parent?.id ?? null,
    kind: body.kind,
    name: body.name,
    sort: body.sort,
    path: `${parent?.path ?? '/'}${id}/`,
  });
}

/** Change, move, stop, withdraw a unit; what hangs below moves along. */
export async function changeUnit(writes: Writes, id: string, body: z.output<typeof updateOrgUnit.body>): Promise<Unit> {
  const unit = await writes.need('org_unit', id, { version: body.version });
  const kind = (body.kind ?? unit.kind) as OrgUnitKind;
  const parentId = body.parentId === undefined ? unit.parent_id : body.parentId;
  const moved = parentId !== unit.parent_id || kind !== unit.kind;
  const parent = moved ? await parentOf(writes, parentId, kind, id) : null;
  if (moved && parent?.path.includes(`/${id}/`)) throw refuse(422, { code: 'org.cycle', field: 'parentId' });
  const below = await writes.trx
    .selectFrom('org_unit')
    .selectAll()
    .where('enterprise_id', '=', unit.enterprise_id)
    .where('path', 'like', `${unit.path}%`)
    .where('id', '!=', id)
    .where('state', '=', 'active')
    .execute();
  if (kind !== unit.kind) {
    const child = below.find((u) => u.parent_id === id && !mayHold(kind, u.kind as OrgUnitKind));
    if (child)
      throw refuse(422, { code: 'org.kind_order', field: 'kind', params: { parent: kind, child: child.kind } });
  }
  if (body.state === 'withdrawn') await refuseIfUsed(writes, id, below.length);
  await freeName(writes, { parentId, name: body.name ?? unit.name, id });
  const path = moved ? `${parent?.path ?? '/'}${id}/` : unit.path;
  const row = await writes.update(
    'org_unit',
    unit,
    { parent_id: parentId, kind, path, name: body.name, sort: body.sort, stopped: body.stopped, state: body.state },
    body.state === 'withdrawn' ? 'withdraw' : 'update',
  );
  if (path !== unit.path) {
    for (const child of below)
      await writes.update('org_unit', child, { path: path + child.path.slice(unit.path.length) });
  }
  return row;
}

async function refuseIfUsed(writes: Writes, id: string, below: number): Promise<void> {
  const posts = await writes.trx
    .selectFrom('post')
    .select('id')
    .where('enterprise_id', '=', writes.chain.dims.enterpriseId)
    .where('org_unit_id', '=', id)
    .where('state', '=', 'active')
    .execute();
  if (posts.length + below > 0)
    throw refuse(422, { code: 'org.not_empty', params: { posts: posts.length, units: below } });
}

/** A company holds departments, workshops and teams; these hold what stands after them in the order; a team holds none. */
const mayHold = (parent: OrgUnitKind, child: OrgUnitKind): boolean =>
  parent !== 'team' &&
  child !== 'company' &&
  (ORG_UNIT_KINDS.indexOf(child) > ORG_UNIT_KINDS.indexOf(parent) ||
    (parent === 'department' && child === 'department'));

async function parentOf(writes: Writes, parentId: string | null, kind: OrgUnitKind, self?: string) {
  if (kind === 'company') {
    const root = await writes.trx
      .selectFrom('org_unit')
      .select('id')
      .where('enterprise_id', '=', writes.chain.dims.enterpriseId)
      .where('kind', '=', 'company')
      .where('state', '=', 'active')
      .execute();
    if (root.some((r) => r.id !== self)) throw refuse(422, { code: 'org.one_company', field: 'kind' });
    if (parentId !== null)
      throw refuse(422, { code: 'org.kind_order', field: 'parentId', params: { parent: '', child: kind } });
    return null;
  }
  if (parentId === null) throw refuse(422, { code: 'org.parent_missing', field: 'parentId' });
  const parent = await writes.need('org_unit', parentId, { field: 'parentId' });
  if (parent.state !== 'active') throw refuse(422, { code: 'org.parent_missing', field: 'parentId' });
  if (!mayHold(parent.kind as OrgUnitKind, kind))
    throw refuse(422, { code: 'org.kind_order', field: 'kind', params: { parent: parent.kind, child: kind } });
  return parent;
}

async function freeName(writes: Writes, unit: { parentId: string | null; name: string; id: string }): Promise<void> {
  const twin = await writes.trx
    .selectFrom('org_unit')
    .select('id')
    .where('enterprise_id', '=', writes.chain.dims.enterpriseId)
    .where('parent_id', unit.parentId === null ? 'is' : '=', unit.parentId)
    .where('name', '=', unit.name)
    .where('state', '=', 'active')
    .where('id', '!=', unit.id)
    .executeTakeFirst();
  if (twin) throw refuse(409, { code: 'org.name_taken', field: 'name', params: { name: unit.name } });
}
