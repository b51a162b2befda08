import { type CanonicalRow, CHAIN_ENTITIES, type ChainEntity } from '@yufang/exchange';
import { sql } from 'kysely';
import { dimColumns } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import type { Row } from '../change/record.ts';
import type { Work } from '../risk/work.ts';
import type { Incoming } from './outcome.ts';
import { TABLE_OF } from './rows.ts';
import { hashOf } from './said.ts';

/** A row that waits, for whom, and why: the parent has not come, or it is withdrawn. */
export type Waiting = {
  readonly incoming: Incoming;
  readonly parent: { readonly entity: ChainEntity; readonly id: string; readonly field: string };
  readonly code: 'exchange.waits_for_parent' | 'exchange.parent_withdrawn';
};

/** Rows that tell what happened: history stands though what it happened to is withdrawn. */
export const HISTORY: readonly ChainEntity[] = ['checkRecord', 'hiddenDanger'];

/** Keep rows that wait; a newer version of one takes its place. */
export async function hold(work: Work, variant: string, waiting: readonly Waiting[]): Promise<void> {
  if (waiting.length === 0) return;
  const d = dimColumns(work.chain.dims);
  const rows = waiting.map(({ incoming: { row, extra }, parent }) => ({
    entity: row.entity,
    id: row.id,
    parent_entity: parent.entity,
    parent_id: parent.id,
    row: { row, extra },
    at: row.updatedAt,
  }));
  await sql`
    insert into exchange_held (enterprise_id, city_code, county_code, sector, park_id, variant, held_since, entity, id, waits_for_entity, waits_for_id,
                               row, source_updated_at)
    select ${d.enterprise_id}::uuid, ${d.city_code}, ${d.county_code}, ${d.sector}, ${d.park_id}::uuid, ${variant}, ${work.now}::timestamptz, r.*
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
         as r (entity text, id uuid, parent_entity text, parent_id uuid, row jsonb, at timestamptz)
    on conflict (enterprise_id, entity, id) do update set row = excluded.row, waits_for_entity = excluded.waits_for_entity,
      waits_for_id = excluded.waits_for_id, source_updated_at = excluded.source_updated_at
      where exchange_held.source_updated_at <= excluded.source_updated_at`.execute(work.trx);
}

/** Forget that these rows waited. */
export async function dropHeld(work: Work, entity: ChainEntity, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`delete from exchange_held where enterprise_id = ${work.chain.dims.enterpriseId} and entity = ${entity} and id = any(${[...ids]}::uuid[])`.execute(
    work.trx,
  );
}

/** Tables that others hang on. */
const PARENTS = CHAIN_ENTITIES.filter((e) => ['riskUnit', 'riskEvent', 'controlMeasure', 'checkTask'].includes(e));

/** At most so many rows that wait for a parent which is here, and in force, by now; the longest waiting first. */
export async function releasable(trx: Trx, enterpriseId: string, most: number): Promise<Incoming[]> {
  const here = PARENTS.map(
    (entity) => sql`h.waits_for_entity = ${entity} and exists (select from ${sql.table(TABLE_OF[entity])} p
      where p.enterprise_id = h.enterprise_id and p.id = h.waits_for_id and (p.state = 'active' or h.entity = any(${[...HISTORY]}::text[])))`,
  );
  const { rows } = await sql<{ row: { row: CanonicalRow; extra: Row } }>`
    select h.row from exchange_held h where h.enterprise_id = ${enterpriseId} and (${sql.join(here, sql` or `)})
    order by h.held_since, h.id limit ${most}`.execute(trx);
  return rows.map(({ row: { row, extra } }) => ({
    at: 'held',
    row,
    raw: null,
    extra,
    hash: hashOf(row, extra),
    warnings: [],
    released: true,
  }));
}
