import type { RiskFilter, RiskRow } from '@yufang/contract';
import type { Trx } from '../../../platform/db/database.ts';
import { type SheetColumn, writeWorkbook } from '../../../platform/excel/write.ts';
import { eachPage } from '../register.ts';
import { GRADE_WORDS, KIND_WORDS, type Lang, METHOD_WORDS, REVIEW_WORDS, TIER_WORDS } from './words.ts';

/** Rows an export holds; a sheet beyond that is nobody's to read, and the last line says so. */
const MAX = 50_000;

type Column = {
  readonly zh: string;
  readonly en: string;
  readonly width?: number;
  readonly of: (r: RiskRow, lang: Lang) => string | number | null;
};
const COLUMNS: readonly Column[] = [
  { zh: '企业', en: 'Enterprise', width: 28, of: (r) => r.enterpriseName },
  { zh: '区县代码', en: 'County code', width: 10, of: (r) => r.countyCode },
  { zh: '风险点类型', en: 'Object kind', width: 12, of: (r, l) => KIND_WORDS[r.objectKind][l] },
  { zh: '风险分析对象', en: 'Risk object', width: 24, of: (r) => r.objectName },
  { zh: '分析单元', en: 'Unit', width: 24, of: (r) => r.unitName },
  { zh: '风险事件', en: 'Risk event', width: 30, of: (r) => r.name },
  { zh: '事故类型', en: 'Accident type', width: 12, of: (r) => r.accidentType },
  { zh: '分析方法', en: 'Worksheet', width: 10, of: (r) => r.worksheet },
  { zh: '评价方法', en: 'Method', width: 10, of: (r, l) => METHOD_WORDS[r.method][l] },
  { zh: '风险值', en: 'Product', width: 8, of: (r) => r.product },
  { zh: '评估等级', en: 'Assessed grade', width: 10, of: (r, l) => (r.grade ? GRADE_WORDS[r.grade][l] : null) },
  { zh: '实时等级', en: 'Live grade', width: 10, of: (r, l) => (r.liveGrade ? GRADE_WORDS[r.liveGrade][l] : null) },
  { zh: '管控层级', en: 'Tier', width: 10, of: (r, l) => (r.tier ? TIER_WORDS[r.tier][l] : null) },
  { zh: '管控措施数', en: 'Measures', width: 10, of: (r) => r.measures },
  { zh: '有责任岗位', en: 'With a post', width: 10, of: (r) => r.measuresWithPost },
  { zh: '有排查项', en: 'With a check', width: 10, of: (r) => r.measuresWithItem },
  { zh: '责任岗位', en: 'Posts', width: 24, of: (r) => r.posts.join('、') },
  { zh: '审核状态', en: 'Review', width: 10, of: (r, l) => REVIEW_WORDS[r.reviewState][l] },
  { zh: '版次', en: 'Revision', width: 8, of: (r) => r.revision },
  { zh: '批准日期', en: 'Approved on', width: 12, of: (r) => r.reviewedOn },
  { zh: '下次辨识日期', en: 'Next review', width: 12, of: (r) => r.nextReviewOn },
];

/** A cell that some program could take for a formula is written as text with an apostrophe before it. */
export const guarded = (v: string | number | null): string | number | null =>
  typeof v === 'string' && /^[=+\-@\t\r]/.test(v) ? `'${v}` : v;

/** The register with its filters as a workbook. */
export async function riskWorkbook(
  trx: Trx,
  asked: { filter: RiskFilter; day: string; ownEnterprise: string | null },
  lang: Lang,
): Promise<Buffer> {
  const rows: (string | number | null)[][] = [];
  for await (const page of eachPage(trx, asked)) {
    for (const r of page) rows.push(COLUMNS.map((c) => guarded(c.of(r, lang))));
    if (rows.length >= MAX) break;
  }
  const cut = rows.length >= MAX;
  if (cut)
    rows.push([lang === 'zh' ? `仅导出前 ${MAX} 行，请缩小筛选范围` : `Only the first ${MAX} rows: narrow the filter`]);
  const columns = COLUMNS.map((c): SheetColumn => ({ title: c[lang], ...(c.width ? { width: c.width } : {}) }));
  return await writeWorkbook([{ name: lang === 'zh' ? '风险清单' : 'Risk register', columns, rows }]);
}
