import type { ExchangeRowResult } from '@yufang/contract';
import type { RawRow } from '@yufang/exchange';
import { sql } from 'kysely';
import { dimColumns, type EnterpriseDims } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';

/** A result on its way to its batch; of a refused row also the row as it was sent, sealed. */
export type Kept = { readonly result: ExchangeRowResult; readonly rawSealed: string | null };
type Counts = Readonly<Record<string, number>>;

/** Begin a batch. @throws 409 `exchange.batch_exists` when the sender's own id was used before */
export async function beginBatch(
  trx: Trx,
  dims: EnterpriseDims,
  batch: { id: string; variant: string; total: number; at: Date; by: string },
): Promise<void> {
  const made = await trx
    .insertInto('exchange_batch')
    .values({
      ...dimColumns(dims),
      id: batch.id,
      variant: batch.variant,
      received_at: batch.at,
      received_by: batch.by,
      sha256: '',
      counts: JSON.stringify({}),
      state: 'running',
      total: batch.total,
      done: 0,
      progressed_at: batch.at,
    })
    .onConflict((c) => c.columns(['enterprise_id', 'id']).doNothing())
    .returning('id')
    .execute();
  if (made.length === 0) throw refuse(409, { code: 'exchange.batch_exists', field: 'batchId' });
}

/** Keep the results of one piece with the piece itself, and say how far the batch has come. */
export async function keepResults(
  trx: Trx,
  dims: EnterpriseDims,
  piece: {
    batchId: string;
    from: number;
    kept: readonly Kept[];
    counts: Counts;
    done: number;
    total: number;
    at: Date;
  },
): Promise<void> {
  const d = dimColumns(dims);
  const rows = piece.kept.map(({ result: r, rawSealed }, i) => ({
    n: piece.from + i,
    at: r.at,
    entity: r.entity,
    row_id: r.id,
    outcome: r.outcome,
    issues: r.issues,
    warnings: r.warnings,
    raw_sealed: rawSealed,
  }));
  await sql`
    insert into exchange_row (enterprise_id, city_code, county_code, sector, park_id, batch_id, n, at, entity, row_id, outcome, issues, warnings, raw_sealed)
    select ${d.enterprise_id}::uuid, ${d.city_code}, ${d.county_code}, ${d.sector}, ${d.park_id}::uuid, ${piece.batchId}::uuid, r.*
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
         as r (n integer, at text, entity text, row_id uuid, outcome text, issues jsonb, warnings jsonb, raw_sealed text)`.execute(
    trx,
  );
  await trx
    .updateTable('exchange_batch')
    .set({ counts: JSON.stringify(piece.counts), done: piece.done, total: piece.total, progressed_at: piece.at })
    .where('enterprise_id', '=', dims.enterpriseId)
    .where('id', '=', piece.batchId)
    .execute();
}

/** End a batch: whole, or with the code of what broke it off. */
export async function endBatch(
  trx: Trx,
  enterpriseId: string,
  end: { batchId: string; at: Date; sha256: string; counts: Counts; failure: string | null },
): Promise<void> {
  await trx
    .updateTable('exchange_batch')
    .set({
      state: end.failure === null ? 'done' : 'failed',
      failure: end.failure,
      sha256: end.sha256,
      counts: JSON.stringify(end.counts),
      progressed_at: end.at,
    })
    .where('enterprise_id', '=', enterpriseId)
    .where('id', '=', end.batchId)
    .execute();
}

/** A row as text that can be kept, for a file of what was refused: what no database keeps is replaced; null for what has no bottom or no end. */
export function rawText(raw: RawRow): string | null {
  try {
    const text = JSON.stringify(raw, (_, value: unknown) =>
      typeof value === 'string' ? value.toWellFormed().replaceAll('\u0000', '\ufffd') : value,
    );
    return text.length > MOST_RAW ? null : text;
  } catch (error) {
    // Nested beyond the stack: there is nothing that could be handed back.
    if (error instanceof RangeError) return null;
    throw error;
  }
}
/** A refused row with pictures of this size is beyond what is handed back. */
const MOST_RAW = 32_000_000;
