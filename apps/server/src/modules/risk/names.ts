import type { Trx } from '../../platform/db/database.ts';

/** Names of an enterprise's org units by id. */
export async function orgUnitNames(trx: Trx, enterpriseId: string, ids: readonly (string | null)[]) {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map<string, string>();
  const rows = await trx
    .selectFrom('org_unit')
    .select(['id', 'name'])
    .where('enterprise_id', '=', enterpriseId)
    .where('id', 'in', wanted)
    .execute();
  return new Map(rows.map((r) => [r.id, r.name]));
}

/** Names of an enterprise's posts by id. */
export async function postNames(trx: Trx, enterpriseId: string, ids: readonly (string | null)[]) {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map<string, string>();
  const rows = await trx
    .selectFrom('post')
    .select(['id', 'name'])
    .where('enterprise_id', '=', enterpriseId)
    .where('id', 'in', wanted)
    .execute();
  return new Map(rows.map((r) => [r.id, r.name]));
}

/** Who acted on a row, by account id, as the change log knew them: accounts themselves are out of an enterprise's scope. */
export async function actorNames(trx: Trx, enterpriseId: string, rowId: string) {
  const rows = await trx
    .selectFrom('change')
    .select(['actor_id', 'actor_name'])
    .where('enterprise_id', '=', enterpriseId)
    .where('entity_id', '=', rowId)
    .orderBy('seq')
    .execute();
  return new Map(rows.map((r) => [r.actor_id, r.actor_name]));
}
