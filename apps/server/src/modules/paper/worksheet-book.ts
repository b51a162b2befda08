import { WORKSHEETS } from '@yufang/domain';
import { type SheetData, writeWorkbook } from '../../platform/excel/write.ts';
import { guarded } from '../risk/import/export.ts';
import type { Lang } from './words.ts';
import { SHEET_COLUMNS, SHEET_TITLE, SIGNED } from './worksheet-columns.ts';
import type { UnitSheet } from './worksheet-data.ts';

/** The same worksheets as a workbook: a sheet for each kind that the units use, every line with its unit and who signed it. */
export async function worksheetBook(units: readonly UnitSheet[], lang: Lang): Promise<Buffer> {
  const sheets = WORKSHEETS.flatMap((kind): SheetData[] => {
    const own = units.filter((u) => u.worksheet === kind);
    if (own.length === 0) return [];
    const columns = [...SHEET_COLUMNS[kind], ...SIGNED];
    return [
      {
        name: kind,
        columns: [
          { title: lang === 'zh' ? '风险分析对象' : 'Risk object', width: 22 },
          { title: lang === 'zh' ? '分析单元' : 'Unit', width: 22 },
          ...columns.map((c) => ({ title: c[lang], width: c.wide ? 36 : 14 })),
        ],
        rows: own.flatMap((u) =>
          u.lines.map((l) => [u.object, u.unit, ...columns.map((c) => c.of(l, lang))].map((v) => guarded(v))),
        ),
      },
    ];
  });
  const none = { name: SHEET_TITLE.JHA[lang], columns: [{ title: '–' }], rows: [] };
  return await writeWorkbook(sheets.length > 0 ? sheets : [none]);
}
