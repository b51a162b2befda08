import { printParkReport } from '@yufang/contract';
import { shanghaiDay } from '@yufang/domain/reference/days';
import { readAsActor } from '../../platform/db/database.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { renderLongPdf } from '../paper/render.ts';
import { onParkRaw } from '../park/reach.ts';
import { reportFacts } from './queries.ts';
import { parkReport } from './report.ts';

/** The whole-park assessment as a document. Laid out in a printing thread of its own: no transaction stands open meanwhile, and who leaves ends it. */
export function parkReportRoutes(kernel: Kernel): void {
  const { db } = kernel.deps;
  onParkRaw(kernel, printParkReport, async ({ actor, park, params, now, request, reply }) => {
    const gone = new AbortController();
    request.raw.once('close', () => {
      if (!reply.raw.writableEnded) gone.abort(new Error('nobody waits for the report any more'));
    });
    const today = shanghaiDay(now.toISOString());
    const facts = await readAsActor(db, actor, (trx) => reportFacts(trx, db, { park, id: params.id, today }));
    const sheet = parkReport(facts);
    const pdf = await renderLongPdf(sheet, gone.signal).catch((error: unknown) => {
      // Nobody is there to read an answer, and it is no failure.
      if (gone.signal.aborted) return Buffer.alloc(0);
      throw error;
    });
    reply.headers({
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="park-report.pdf"; filename*=UTF-8''${encodeURIComponent(`${sheet.title}.pdf`)}`,
    });
    return pdf;
  });
}
