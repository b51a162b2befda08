import type { HazopParameter, Worksheet } from '@yufang/domain';
import { METHOD_WORDS, REVIEW_WORDS } from '../risk/import/words.ts';
import { CLASS, GRADE, type Lang, TIER } from './words.ts';
import type { SheetLine } from './worksheet-data.ts';

/** One column of a worksheet, the same on paper and in a workbook. `wide`: it takes the room that the others leave. */
export type SheetColumn = {
  readonly zh: string;
  readonly en: string;
  readonly wide?: boolean;
  readonly of: (l: SheetLine, lang: Lang) => string;
};

/** The names of the three worksheets as they stand over them. */
export const SHEET_TITLE: Readonly<Record<Worksheet, Record<Lang, string>>> = {
  JHA: { zh: '工作危害分析（JHA）评价表', en: 'Job hazard analysis (JHA)' },
  SCL: { zh: '安全检查表分析（SCL）评价表', en: 'Safety checklist analysis (SCL)' },
  HAZOP: { zh: '危险与可操作性分析（HAZOP）记录表', en: 'Hazard and operability study (HAZOP)' },
};

const PARAMETER: Readonly<Record<HazopParameter, Record<Lang, string>>> = {
  flow: { zh: '流量', en: 'Flow' },
  temperature: { zh: '温度', en: 'Temperature' },
  pressure: { zh: '压力', en: 'Pressure' },
  level: { zh: '液位', en: 'Level' },
  composition: { zh: '组分', en: 'Composition' },
  phase: { zh: '相态', en: 'Phase' },
  speed: { zh: '速度', en: 'Speed' },
  time: { zh: '时间', en: 'Time' },
  sequence: { zh: '顺序', en: 'Sequence' },
  reaction: { zh: '反应', en: 'Reaction' },
  mixing: { zh: '混合', en: 'Mixing' },
  power: { zh: '动力', en: 'Power' },
  operation: { zh: '操作', en: 'Operation' },
  maintenance: { zh: '维护', en: 'Maintenance' },
  other: { zh: '其他', en: 'Other' },
};

/** A field of the line's own sheet as text. */
const own =
  (key: string) =>
  (l: SheetLine): string => {
    const value = (l.sheet as Readonly<Record<string, unknown>> | null)?.[key];
    return typeof value === 'string' ? value : '';
  };
const lines = (parts: readonly string[]): string => parts.filter(Boolean).join('\n');
const classed = (texts: readonly (readonly [keyof typeof CLASS, string])[], lang: Lang): string =>
  lines(texts.map(([c, text]) => (text ? `${CLASS[c][lang]}${lang === 'zh' ? '：' : ': '}${text}` : '')));

/** Measures that stand against the risk; where none does yet, those the sheet itself names. */
const existing = (l: SheetLine, lang: Lang): string =>
  l.measures.length > 0
    ? classed(
        l.measures.map((m) => [m.measureClass, m.text]),
        lang,
      )
    : classed(Object.entries(l.sheet?.existing ?? {}) as [keyof typeof CLASS, string][], lang);

/** The arithmetic as it was done, e.g. `LEC L3 × E6 × C15 = 270`. */
export function arithmetic(l: SheetLine, lang: Lang): string {
  // In the order in which the method says its own name.
  const factors = Object.entries(l.factors)
    .toSorted(([a], [b]) => l.method.indexOf(a) - l.method.indexOf(b))
    .map(([name, n]) => `${name}${n}`);
  const sum = factors.length > 0 && l.product !== null ? ` ${factors.join(' × ')} = ${l.product}` : '';
  return METHOD_WORDS[l.method][lang] + sum;
}

const accident: SheetColumn = {
  zh: '事故类型',
  en: 'Accident',
  of: (l, lang) => l.accident?.[lang] ?? '',
};
const consequence: SheetColumn = {
  zh: '后果',
  en: 'Consequence',
  wide: true,
  of: (l) => own('consequence')(l) || (l.consequence ?? ''),
};
/** The grade: a word in a workbook, colour and shape besides on paper. */
export const GRADE_COLUMN: SheetColumn = {
  zh: '风险等级',
  en: 'Grade',
  of: (l, lang) => GRADE[l.grade ?? 'none'][lang],
};
const tail: readonly SheetColumn[] = [
  { zh: '评价', en: 'Grading', of: arithmetic },
  GRADE_COLUMN,
  { zh: '管控层级', en: 'Tier', of: (l, lang) => (l.tier ? TIER[l.tier][lang] : '') },
  {
    zh: '建议改进措施',
    en: 'Proposed measures',
    wide: true,
    of: (l, lang) => classed(Object.entries(l.sheet?.proposed ?? {}) as [keyof typeof CLASS, string][], lang),
  },
  {
    zh: '责任单位 / 责任人',
    en: 'Responsible',
    of: (l) => [l.sheet?.responsibleUnit, l.sheet?.responsiblePerson].filter(Boolean).join(' / '),
  },
];
const measures: SheetColumn = { zh: '现有管控措施', en: 'Existing measures', wide: true, of: existing };

/** The columns of each worksheet, in the order of the printed forms. A risk without a sheet stands with its name in the place of the hazard. */
export const SHEET_COLUMNS: Readonly<Record<Worksheet, readonly SheetColumn[]>> = {
  JHA: [
    { zh: '作业步骤', en: 'Step', of: own('step') },
    { zh: '危害因素 / 潜在事件', en: 'Hazard / event', wide: true, of: (l) => lines([own('hazard')(l), l.name]) },
    accident,
    consequence,
    measures,
    ...tail,
  ],
  SCL: [
    { zh: '检查项目', en: 'Item', of: own('item') },
    { zh: '标准', en: 'Standard', wide: true, of: own('standard') },
    {
      zh: '不符合标准的情形 / 事件',
      en: 'Deviation / event',
      wide: true,
      of: (l) => lines([own('deviation')(l), l.name]),
    },
    accident,
    consequence,
    measures,
    ...tail,
  ],
  HAZOP: [
    { zh: '节点', en: 'Node', of: own('node') },
    {
      zh: '参数 + 引导词',
      en: 'Parameter + guide word',
      of: (l, lang) =>
        l.sheet?.worksheet === 'HAZOP'
          ? [PARAMETER[l.sheet.parameter][lang], l.guideWord?.[lang] ?? ''].join(' + ')
          : '',
    },
    { zh: '偏差', en: 'Deviation', of: (l) => own('deviation')(l) || l.name },
    { zh: '原因', en: 'Causes', wide: true, of: own('causes') },
    consequence,
    { zh: '安全措施', en: 'Safeguards', wide: true, of: (l, lang) => lines([own('safeguards')(l), existing(l, lang)]) },
    ...tail,
    { zh: '完成期限', en: 'Due', of: own('dueOn') },
  ],
};

/** Who wrote, reviewed and approved a line, its revision and state: on the workbook's every row, under a paper's table once each. */
export const SIGNED: readonly SheetColumn[] = [
  { zh: '编制', en: 'Author', of: (l) => l.author ?? '' },
  { zh: '审核', en: 'Reviewer', of: (l) => l.reviewer ?? '' },
  { zh: '批准', en: 'Approver', of: (l) => l.approver ?? '' },
  { zh: '批准日期', en: 'Approved on', of: (l) => l.reviewedOn ?? '' },
  { zh: '版次', en: 'Revision', of: (l) => String(l.revision) },
  {
    zh: '审核状态',
    en: 'Review',
    of: (l, lang) => (REVIEW_WORDS as Readonly<Record<string, Record<Lang, string>>>)[l.reviewState]?.[lang] ?? '',
  },
];
