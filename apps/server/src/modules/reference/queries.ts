import { createHash } from 'node:crypto';
import type { ReferenceRow, ReferenceView } from '@yufang/contract';
import { type Certainty, editionFor, type ReferenceStatus } from '@yufang/domain';
import type { Selectable } from 'kysely';
import type { Trx } from '../../platform/db/database.ts';
import type { DB } from '../../platform/db/schema.gen.ts';

export type ReferenceRecord = Selectable<DB['reference_data']>;

/**
 * The day of a draft written here until it is put in force. Shipped drafts apply while nothing is in force; an administrator's
 * must not change a rule before somebody says from which day.
 */
export const NEVER = '9999-12-31';

/** The name of an edition in the change log: the log asks for a UUID, so one is made of kind and edition (version 8). */
export function editionId(kind: string, edition: string): string {
  const hex = createHash('sm3').update(`${kind}\u0000${edition}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Every edition, by kind and edition. */
export const selectEditions = (trx: Trx): Promise<ReferenceRecord[]> =>
  trx.selectFrom('reference_data').selectAll().orderBy('kind').orderBy('edition').execute();

/** One edition, locked when it is about to be changed. */
export async function selectEdition(trx: Trx, kind: string, edition: string): Promise<ReferenceRecord | undefined> {
  return await trx
    .selectFrom('reference_data')
    .selectAll()
    .where('kind', '=', kind)
    .where('edition', '=', edition)
    .executeTakeFirst();
}

/** The editions as an administrator sees them; `applies` says which one the rules go by on that day. */
export function presentEditions(rows: readonly ReferenceRecord[], day: string): ReferenceRow[] {
  const facts = rows.map((r) => ({
    kind: r.kind,
    edition: r.edition,
    inForceFrom: r.in_force_from,
    status: r.status as ReferenceStatus,
  }));
  return rows.map((r) => ({
    kind: r.kind,
    edition: r.edition,
    title: r.title,
    titleEn: r.title_en ?? r.title,
    standard: r.standard,
    clause: r.clause,
    inForceFrom: r.in_force_from === NEVER ? null : r.in_force_from,
    status: r.status as ReferenceStatus,
    certainty: r.certainty as Certainty,
    source: r.source,
    sourceEn: r.source_en ?? r.source,
    applies: editionFor(facts, r.kind, day)?.edition === r.edition,
    updatedBy: r.updated_by,
    updatedAt: r.updated_at.toISOString(),
  }));
}

/** One edition with its content. */
export async function viewEdition(trx: Trx, row: ReferenceRecord, day: string): Promise<ReferenceView> {
  const siblings = await trx.selectFrom('reference_data').selectAll().where('kind', '=', row.kind).execute();
  const head = presentEditions(siblings, day).find((r) => r.edition === row.edition);
  if (!head) throw new Error(`edition ${row.kind} ${row.edition} is not among its own kind`);
  return { ...head, payload: row.payload };
}
