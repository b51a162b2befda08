import type { ParkImportReport, ParkImportRow, ParkVesselInput } from '@yufang/contract/park';
import { sql } from 'kysely';
import { Refused } from '../../platform/errors/refused.ts';
import type { RowOf, Work } from '../risk/work.ts';
import { addVessel, moveVessel, rewriteVessel, type VesselOrigin, vesselColumns } from './vessels.ts';

/** A vessel to be written, or why it cannot be, with the number of its row. */
export type GivenVessel = {
  readonly row: number;
  readonly key: string;
} & (
  | {
      readonly vessel: ParkVesselInput;
      readonly frequencyFactor?: number | null;
      /** What its source says nothing of: the columns of a vessel that is there stay as they are. */
      readonly silent?: (there: Row) => readonly SilentColumn[];
    }
  | { readonly errors: ParkImportRow['errors'] }
);

/** The rows of an upload, and what its sender calls a field of a row's vessel. */
export type GivenVessels = {
  readonly given: readonly GivenVessel[];
  readonly fieldOf: (row: number, field: string) => string;
};

type SilentColumn = 'barriers' | 'frequency_kind' | 'note';
type Row = RowOf<'park_vessel'>;

/** check: nothing is written. all: only if every row is good. good: the good rows. */
export type ImportMode = 'check' | 'all' | 'good';

/**
 * Bring vessels into an enterprise's inventory, met by tag; one that is the same stays untouched. Everything is tried under a savepoint and taken back
 * where the mode says so, so that a check and a write cannot differ.
 * @param as.confirm the park's own file: what it says is confirmed at once
 */
export async function importVessels(
  work: Work,
  given: readonly GivenVessel[],
  as: { readonly mode: ImportMode; readonly origin: VesselOrigin; readonly confirm: boolean },
): Promise<ParkImportReport> {
  await sql`savepoint vessels`.execute(work.trx);
  const twice = new Set<string>();
  const rows: ParkImportRow[] = [];
  for (const one of given) {
    if ('errors' in one) {
      rows.push({ row: one.row, key: one.key, result: 'refused', errors: one.errors });
      continue;
    }
    if (twice.has(one.vessel.tag)) {
      const errors = [{ field: 'tag', code: 'park.vessel_tag_twice', params: { tag: one.vessel.tag } }];
      rows.push({ row: one.row, key: one.key, result: 'refused', errors });
      continue;
    }
    twice.add(one.vessel.tag);
    rows.push(await bringIn(work, one, as));
  }
  const refused = rows.some((r) => r.result === 'refused');
  const written = as.mode === 'good' || (as.mode === 'all' && !refused);
  if (!written) {
    await sql`rollback to savepoint vessels`.execute(work.trx);
    work.entries.length = 0;
  }
  return reportOf(rows, written);
}

/** The columns that a source speaks of. */
function said(vessel: ParkVesselInput, silent: readonly SilentColumn[]) {
  const { barriers, frequency_kind, note, ...always } = vesselColumns(vessel);
  return {
    ...always,
    ...(silent.includes('barriers') ? {} : { barriers }),
    ...(silent.includes('frequency_kind') ? {} : { frequency_kind }),
    ...(silent.includes('note') ? {} : { note }),
  };
}

/** Counts and rows, refused ones first. */
export function reportOf(rows: readonly ParkImportRow[], written: boolean): ParkImportReport {
  const count = (result: ParkImportRow['result']): number => rows.filter((r) => r.result === result).length;
  return {
    written,
    counts: {
      created: count('created'),
      updated: count('updated'),
      unchanged: count('unchanged'),
      refused: count('refused'),
    },
    rows: [...rows.filter((r) => r.result === 'refused'), ...rows.filter((r) => r.result !== 'refused')],
  };
}

async function bringIn(
  work: Work,
  one: Extract<GivenVessel, { readonly vessel: ParkVesselInput }>,
  as: { readonly origin: VesselOrigin; readonly confirm: boolean },
): Promise<ParkImportRow> {
  const at = { row: one.row, key: one.key, errors: [] };
  try {
    const there = await work.trx
      .selectFrom('park_vessel')
      .selectAll()
      .where('enterprise_id', '=', work.chain.dims.enterpriseId)
      .where('tag', '=', one.vessel.tag)
      .where('state', '<>', 'withdrawn')
      .executeTakeFirst();
    const row = there
      ? await rewriteVessel(work, there, said(one.vessel, one.silent?.(there) ?? []))
      : await addVessel(work, one.vessel, as.origin);
    if (as.confirm && (row.state !== 'confirmed' || (one.frequencyFactor ?? null) !== row.frequency_factor)) {
      if (row.state === 'draft' || row.state === 'returned')
        await moveVessel(work, row.id, { command: 'submit', byPark: true });
      if (row.state !== 'confirmed')
        await moveVessel(work, row.id, {
          command: 'confirm',
          byPark: true,
          ...(one.frequencyFactor === undefined || one.frequencyFactor === null
            ? {}
            : { frequencyFactor: one.frequencyFactor }),
        });
    }
    return { ...at, result: there === undefined ? 'created' : row.version === there.version ? 'unchanged' : 'updated' };
  } catch (error) {
    // A refusal before any statement failed: the transaction is whole.
    if (!(error instanceof Refused) || error.refusal.code === 'park.vessel_tag_taken') throw error;
    const { code, field, params } = error.refusal;
    return { ...at, result: 'refused', errors: [{ field: field ?? '', code, ...(params ? { params } : {}) }] };
  }
}
