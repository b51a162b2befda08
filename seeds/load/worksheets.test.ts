import { WorksheetRow } from '@yufang/domain';
import { expect, test } from 'vitest';
import { readTrades } from './trades.ts';
import { worksheetRow } from './worksheets.ts';

test('every typical risk has a worksheet row that the platform itself would take', () => {
  const risks = readTrades().flatMap((t) => [...t.risks, ...t.common]);
  expect(risks.length).toBeGreaterThan(100);
  const wrong = risks.flatMap((risk) => {
    const read = WorksheetRow.safeParse(worksheetRow(risk));
    return read.success ? [] : [`${risk.event}: ${JSON.stringify(read.error.issues[0])}`];
  });
  expect(wrong).toEqual([]);
});
