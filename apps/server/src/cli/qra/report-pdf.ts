import { shanghaiDay } from '@yufang/domain/reference/days';
import { contentHash } from '@yufang/qra/assessment/input-hash';
import type { ParkResult } from '@yufang/qra/assessment/park-result';
import { readParkInput } from '@yufang/qra/assessment/read-park-input';
import { renderPdf } from '../../modules/paper/render.ts';
import { parkReport } from '../../modules/park-report/report.ts';

/** The report of a park file that was computed outside the platform: nobody submitted or reviewed it, and it says so. */
export async function reportPdf(json: unknown, result: ParkResult): Promise<Buffer> {
  const input = readParkInput(json);
  if (!input.ok) throw new Error(`a computed park file cannot be read again: ${input.code}`);
  const name = input.value.name ?? input.value.id;
  return await renderPdf(
    parkReport({
      head: {
        parkName: name,
        title: '由园区文件直接计算',
        place: null,
        number: null,
        state: null,
        author: null,
        reviewer: null,
        frozenOn: null,
        printedOn: shanghaiDay(new Date().toISOString()),
        resultHash: contentHash(result),
        // A file says so in its name or not at all.
        invented: /虚构/.test(name),
      },
      input: input.value,
      result,
      work: null,
      grade: null,
    }),
  );
}
