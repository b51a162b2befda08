import type { ParkGradingFile, ParkGradingRow } from '@yufang/contract';
import { ParkGradeResult, ParkGradingAnswer, ParkGradingVeto } from '@yufang/contract';
import { type ParkGradingTable, parseReference, type ReferenceData } from '@yufang/domain';
import { shanghaiDay, shiftMonths } from '@yufang/domain/reference/days';
import type { Insertable, Selectable, Updateable } from 'kysely';
import { z } from 'zod';
import type { Trx } from '../../platform/db/database.ts';
import type { ParkGradingFileTable, ParkGradingTable as Table } from '../../platform/db/schema.gen.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { readEditions } from '../reference/read.ts';

export type GradingRow = Selectable<Table>;
export type FileRow = Selectable<ParkGradingFileTable>;
type Key = { readonly parkId: string; readonly id: string };

const Answers = z.array(ParkGradingAnswer);
const Vetoes = z.array(ParkGradingVeto);
export const answersOf = (row: GradingRow) => Answers.parse(row.answers);
export const vetoesOf = (row: GradingRow) => Vetoes.parse(row.vetoes);
export const resultOf = (row: GradingRow) => ParkGradeResult.parse(row.result);

/** The gradings of a park, newest first: one a few years. */
export const selectGradings = (trx: Trx, parkId: string): Promise<GradingRow[]> =>
  trx.selectFrom('park_grading').selectAll().where('park_id', '=', parkId).orderBy('number', 'desc').execute();

/** One grading of the park. 404 `park_grading.not_found` */
export async function needGrading(trx: Trx, key: Key, lock = false): Promise<GradingRow> {
  let query = trx.selectFrom('park_grading').selectAll().where('park_id', '=', key.parkId).where('id', '=', key.id);
  if (lock) query = query.forUpdate();
  const row = await query.executeTakeFirst();
  if (!row) throw refuse(404, { code: 'park_grading.not_found', field: 'id' });
  return row;
}

export const insertGrading = (trx: Trx, values: Insertable<Table>): Promise<GradingRow> =>
  trx.insertInto('park_grading').values(values).returningAll().executeTakeFirstOrThrow();

export const updateGrading = (trx: Trx, before: GradingRow, patch: Updateable<Table>): Promise<GradingRow> =>
  trx
    .updateTable('park_grading')
    .set({ ...patch, version: before.version + 1 })
    .where('park_id', '=', before.park_id)
    .where('id', '=', before.id)
    .returningAll()
    .executeTakeFirstOrThrow();

/** The evidence of one grading, in the order it came. */
export const selectFiles = (trx: Trx, key: Key): Promise<FileRow[]> =>
  trx
    .selectFrom('park_grading_file')
    .selectAll()
    .where('park_id', '=', key.parkId)
    .where('grading_id', '=', key.id)
    .orderBy('uploaded_at')
    .orderBy('id')
    .execute();

/** One edition of the table by its name, whatever its status: an old grading is read with its own. */
export async function tableOf(trx: Trx, edition: string): Promise<ReferenceData<'park_grading'>> {
  const found = (await readEditions(trx, 'park_grading')).find((e) => e.edition === edition);
  const parsed = found && parseReference(found);
  if (!parsed?.ok) throw new Error(`reference data park_grading ${edition} is gone or malformed`);
  return parsed.value as ReferenceData<'park_grading'>;
}

export const fileView = (f: FileRow): ParkGradingFile => ({
  id: f.id,
  name: f.name,
  mime: f.mime,
  bytes: f.bytes,
  by: f.uploaded_name,
  at: f.uploaded_at.toISOString(),
});

const deed = (by: string | null, name: string | null, at: Date | null) =>
  by === null || at === null ? null : { by, name: name ?? '', at: at.toISOString() };

/** A grading of the list. */
export function gradingRow(row: GradingRow, table: ParkGradingTable): ParkGradingRow {
  const years = table.againAfterYears?.years;
  return {
    id: row.id,
    parkId: row.park_id,
    number: row.number,
    title: row.title,
    state: row.state as ParkGradingRow['state'],
    edition: row.edition,
    grade: row.grade as ParkGradingRow['grade'],
    percent: resultOf(row).percent,
    provisional: row.provisional,
    invented: row.invented,
    basedOn: row.based_on,
    created: { by: row.created_by, name: row.created_name, at: row.created_at.toISOString() },
    submitted: deed(row.submitted_by, row.submitted_name, row.submitted_at),
    reviewed: deed(row.reviewed_by, row.reviewed_name, row.reviewed_at),
    reason: row.reason,
    againOn:
      row.state === 'approved' && row.reviewed_at && years
        ? shiftMonths(shanghaiDay(row.reviewed_at.toISOString()), 12 * years)
        : null,
    version: row.version,
  };
}
