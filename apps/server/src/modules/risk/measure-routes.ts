import { exportMeasures, listMeasures, type MeasureRow } from '@yufang/contract';
import { shanghaiDay } from '@yufang/domain/reference/days';
import { refuse } from '../../platform/errors/refused.ts';
import { excelHeaders } from '../../platform/excel/write.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { EXPORT_PAGE, type Sheet, streamSheet } from '../inspection/export.ts';
import { CLASS_WORDS, GRADE_WORDS, type Lang, TIER_WORDS } from './import/words.ts';
import { selectMeasures } from './measure-list.ts';

const TITLES = {
  zh: [
    '企业',
    '风险分析对象',
    '分析单元',
    '风险事件',
    '实时等级',
    '措施类别',
    '管控措施',
    '排查内容',
    '责任岗位（在岗人员）',
    '排查项数',
  ],
  en: [
    'Enterprise',
    'Risk object',
    'Unit',
    'Risk',
    'Live grade',
    'Class',
    'Measure',
    'What to check',
    'Posts (people)',
    'Check items',
  ],
} as const;
const WIDTHS = [30, 20, 20, 30, 10, 12, 50, 40, 40, 10];

/** The list of measures as a sheet. */
const sheetOf = (lang: Lang): Sheet<MeasureRow> => ({
  name: lang === 'zh' ? '管控措施' : 'Control measures',
  columns: TITLES[lang].map((title, i) => ({ title, width: WIDTHS[i] ?? 12 })),
  cells: (r) => [
    r.enterpriseName,
    r.objectName,
    r.unitName,
    r.eventName,
    r.liveGrade && GRADE_WORDS[r.liveGrade][lang],
    CLASS_WORDS[r.measureClass][lang],
    r.description,
    r.checkContent,
    r.duties
      .map((d) => `${TIER_WORDS[d.tier][lang]} ${d.postName}${d.people.length > 0 ? ` (${d.people.join('、')})` : ''}`)
      .join('\n'),
    r.items,
  ],
  cut: (n) => (lang === 'zh' ? `仅导出前 ${n} 行，请缩小筛选范围` : `Only the first ${n} rows: narrow the filter`),
});

/** Measures across a duty, by post and by person. */
export function measureRoutes(kernel: Kernel): void {
  kernel.on(listMeasures, ({ trx, actor, now, query: { after, limit, ...filter } }) =>
    selectMeasures(trx, actor.scope, { filter, after, limit, day: shanghaiDay(now.toISOString()) }),
  );
  kernel.onRaw(exportMeasures, async ({ actor, query: { lang, ...filter }, now, reply }) => {
    if (!actor) throw refuse(401, { code: 'auth.required' });
    const day = shanghaiDay(now.toISOString());
    reply.headers(excelHeaders(`${lang === 'zh' ? '管控措施' : 'measures'}-${day}.xlsx`));
    return reply.send(
      streamSheet(kernel.deps.db, actor, {
        sheet: sheetOf(lang),
        page: (trx, after) => selectMeasures(trx, actor.scope, { filter, after, limit: EXPORT_PAGE, day }),
      }),
    );
  });
}
