import type { CanonicalRow, ChainEntity } from '@yufang/exchange';
import { sql } from 'kysely';
import { dimColumns } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import type { Work } from '../risk/work.ts';
import type { Incoming } from './outcome.ts';
import { TABLE_OF } from './rows.ts';

type Waiting = { readonly incoming: Incoming; readonly parent: { entity: ChainEntity; id: string } };

/** Keep rows whose parent is not here; a newer version of one that waits takes its place. */
export async function hold(work: Work, variant: string, rows: readonly Waiting[]): Promise<void> {
  for (const { incoming, parent } of rows) {
    await work.trx
      .insertInto('exchange_held')
      .values({
        ...dimColumns(work.chain.dims),
        entity: incoming.row.entity,
        id: incoming.row.id,
        variant,
        waits_for_entity: parent.entity,
        waits_for_id: parent.id,
        row: JSON.stringify({ row: incoming.row, extra: incoming.extra }),
        source_updated_at: new Date(incoming.row.updatedAt),
        held_since: work.now,
      })
      .onConflict((c) =>
        c
          .columns(['enterprise_id', 'entity', 'id'])
          .doUpdateSet((e) => ({
            row: e.ref('excluded.row'),
            waits_for_entity: e.ref('excluded.waits_for_entity'),
            waits_for_id: e.ref('excluded.waits_for_id'),
            source_updated_at: e.ref('excluded.source_updated_at'),
          }))
          .whereRef('exchange_held.source_updated_at', '<=', 'excluded.source_updated_at'),
      )
      .execute();
  }
}

/** Forget that these rows waited. */
export async function dropHeld(work: Work, entity: ChainEntity, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`delete from exchange_held where enterprise_id = ${work.chain.dims.enterpriseId} and entity = ${entity} and id = any(${[...ids]}::uuid[])`.execute(
    work.trx,
  );
}

/** Rows that wait for a parent which is here by now. */
export async function releasable(trx: Trx, enterpriseId: string): Promise<Incoming[]> {
  const parents = Object.entries(TABLE_OF).map(
    ([entity, table]) =>
      sql`select ${entity}::text as entity, id from ${sql.table(table)} where enterprise_id = ${enterpriseId}`,
  );
  const { rows } = await sql<{ row: { row: CanonicalRow; extra: Record<string, unknown> } }>`
    select h.row from exchange_held h
    where h.enterprise_id = ${enterpriseId}
      and exists (select from (${sql.join(parents, sql` union all `)}) p where p.entity = h.waits_for_entity and p.id = h.waits_for_id)
    order by h.held_since, h.id`.execute(trx);
  return rows.map(({ row }) => ({ at: 'held', row: row.row, extra: row.extra, warnings: [], released: true }));
}
