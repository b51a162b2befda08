import type { ParkGradingView } from '@yufang/contract';
import { mayReviewGrading } from '@yufang/domain';
import type { Trx } from '../../platform/db/database.ts';
import {
  answersOf,
  fileView,
  type GradingRow,
  gradingRow,
  resultOf,
  selectFiles,
  tableOf,
  vetoesOf,
} from './queries.ts';

/** One grading with the table it goes by, as one account sees it. */
export async function gradingView(trx: Trx, row: GradingRow, accountId: string): Promise<ParkGradingView> {
  const table = await tableOf(trx, row.edition);
  const files = await selectFiles(trx, { parkId: row.park_id, id: row.id });
  return {
    ...gradingRow(row, table.payload),
    table: {
      edition: table.edition,
      title: table.title,
      titleEn: table.titleEn,
      standard: table.standard,
      status: table.status,
      certainty: table.certainty,
      source: table.source,
      payload: table.payload,
    },
    answers: answersOf(row),
    vetoes: vetoesOf(row),
    files: files.map(fileView),
    result: resultOf(row),
    mayReview: mayReviewGrading(row.scorers, accountId),
  };
}
