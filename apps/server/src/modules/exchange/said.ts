import { createHash } from 'node:crypto';
import type { CanonicalRow } from '@yufang/exchange';
import { sql } from 'kysely';
import { dimColumns } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import type { Row } from '../change/record.ts';
import type { Work } from '../risk/work.ts';
import { comparable } from './seal.ts';

/** What a sending system last said of a row of ours. `columns` null: it said nothing, the row is only hidden with the one above it. */
export type Said = {
  readonly columns: Row | null;
  readonly hash: string | null;
  readonly at: Date | null;
  readonly hiddenBy: string | null;
};

/** A version that was taken in, to be remembered. */
export type Saying = {
  readonly entity: string;
  readonly id: string;
  readonly columns: Row;
  readonly hash: string;
  readonly at: Date;
};

/** Of everything that was sent but the update time: equal for the same row sent again, however its fields are ordered. */
export function hashOf(row: CanonicalRow, extra: Row): string {
  const { updatedAt: _, ...said } = row;
  return createHash('sha256')
    .update(JSON.stringify(comparable({ said, extra })))
    .digest('hex');
}

/** What was said of these rows, by id. */
export async function readSaid(
  trx: Trx,
  enterpriseId: string,
  entity: string,
  ids: readonly string[],
): Promise<Map<string, Said>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string } & Said>`
    select id, said as columns, hash, source_updated_at as at, hidden_by as "hiddenBy" from exchange_source
    where enterprise_id = ${enterpriseId} and entity = ${entity} and id = any(${[...new Set(ids)]}::uuid[])`.execute(
    trx,
  );
  return new Map(rows.map(({ id, ...said }) => [id, said]));
}

/** Remember what was said. A row that the sender himself withdraws is not hidden by another any more. */
export async function writeSaid(work: Work, variant: string, sayings: readonly Saying[]): Promise<void> {
  if (sayings.length === 0) return;
  const d = dimColumns(work.chain.dims);
  const rows = sayings.map((s) => ({ entity: s.entity, id: s.id, said: s.columns, hash: s.hash, at: s.at }));
  await sql`
    insert into exchange_source (enterprise_id, entity, id, city_code, county_code, sector, park_id, variant, said, hash, source_updated_at)
    select ${d.enterprise_id}::uuid, r.entity, r.id, ${d.city_code}, ${d.county_code}, ${d.sector}, ${d.park_id}::uuid, ${variant}, r.said, r.hash, r.at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (entity text, id uuid, said jsonb, hash text, at timestamptz)
    on conflict (enterprise_id, entity, id) do update set variant = excluded.variant, said = excluded.said, hash = excluded.hash,
      source_updated_at = excluded.source_updated_at,
      hidden_by = case when excluded.said ->> 'state' = 'withdrawn' then null else exchange_source.hidden_by end`.execute(
    work.trx,
  );
}
