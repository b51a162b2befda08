import {
  approveParkGrading,
  createParkGrading,
  getParkGrading,
  getParkGradingHistory,
  listParkGradings,
  printParkGrading,
  saveParkGrading,
  sendBackParkGrading,
  submitParkGrading,
  withdrawParkGrading,
} from '@yufang/contract';
import { shanghaiDay } from '@yufang/domain/reference/days';
import { asSystem, readAsSystem } from '../../platform/db/database.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { PLATFORM } from '../change/record.ts';
import { selectHistory } from '../history/queries.ts';
import { renderPdf } from '../paper/render.ts';
import { onParkRaw, onParkRead, onParkWrite } from '../park/reach.ts';
import { beginGrading, moveGrading, saveGrading } from './commands.ts';
import { parkGradingFiles } from './files.ts';
import { gradingRow, needGrading, selectGradings, tableOf } from './queries.ts';
import { gradingSheet } from './sheet.ts';
import { gradingView } from './view.ts';

/** Safety grading of a park, A to D: scored with evidence by the park, judged by somebody else, read by those above. */
export function parkGradingRoutes(kernel: Kernel): void {
  onParkRead(kernel, listParkGradings, async ({ trx, park }) => {
    const rows = [];
    for (const row of await selectGradings(trx, park.parkId))
      rows.push(gradingRow(row, (await tableOf(trx, row.edition)).payload));
    return { rows };
  });
  onParkRead(kernel, getParkGrading, async ({ trx, park, actor, params }) =>
    gradingView(trx, await needGrading(trx, { parkId: park.parkId, id: params.id }), actor.accountId),
  );
  onParkWrite(kernel, createParkGrading, async (c) =>
    gradingView(c.trx, await beginGrading(c, c.body), c.actor.accountId),
  );
  onParkWrite(kernel, saveParkGrading, async (c) =>
    gradingView(c.trx, await saveGrading(c, c.params.id, c.body), c.actor.accountId),
  );
  onParkWrite(kernel, submitParkGrading, async (c) =>
    gradingView(c.trx, await moveGrading(c, c.params.id, { command: 'submit', ...c.body }), c.actor.accountId),
  );
  onParkWrite(kernel, approveParkGrading, async (c) =>
    gradingView(c.trx, await moveGrading(c, c.params.id, { command: 'approve', ...c.body }), c.actor.accountId),
  );
  onParkWrite(kernel, sendBackParkGrading, async (c) =>
    gradingView(c.trx, await moveGrading(c, c.params.id, { command: 'send_back', ...c.body }), c.actor.accountId),
  );
  onParkWrite(kernel, withdrawParkGrading, async (c) =>
    gradingView(c.trx, await moveGrading(c, c.params.id, { command: 'withdraw', ...c.body }), c.actor.accountId),
  );
  // The platform's chain is no scope's to read: what is shown of it is this one grading's, after the duty was asked.
  onParkRaw(kernel, getParkGradingHistory, async ({ park, params }) =>
    readAsSystem(kernel.deps.db, async (trx) => {
      const row = await needGrading(trx, { parkId: park.parkId, id: params.id });
      const { rows } = await selectHistory(trx, PLATFORM.enterpriseId, { entityId: row.id, limit: 200 });
      return { rows };
    }),
  );
  onParkRaw(kernel, printParkGrading, async ({ park, actor, params, query, now, reply }) => {
    const view = await asSystem(kernel.deps.db, async (trx) =>
      gradingView(trx, await needGrading(trx, { parkId: park.parkId, id: params.id }), actor?.accountId ?? ''),
    );
    const sheet = gradingSheet(park, view, { lang: query.lang, day: shanghaiDay(now.toISOString()) });
    const pdf = await renderPdf(sheet);
    reply.headers({
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="park-grading.pdf"; filename*=UTF-8''${encodeURIComponent(`${sheet.title}.pdf`)}`,
    });
    return pdf;
  });
  parkGradingFiles(kernel);
}
