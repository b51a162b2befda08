import type { Lang } from './words.ts';

/** The fields of a row of the register's template, in the order of its columns. */
export const FIELDS = [
  'objectKind',
  'objectName',
  'unitName',
  'orgUnit',
  'step',
  'standard',
  'eventName',
  'accidentType',
  'consequence',
  'method',
  'L',
  'E',
  'C',
  'S',
  'M',
  'direct',
  'grade',
  'tier',
  'measureClass',
  'measure',
  'check',
  'post',
] as const;
export type Field = (typeof FIELDS)[number];

/** Titles and hints in both languages. A template in one language carries the other in its notes; both are read. */
export const COLUMNS: Readonly<
  Record<Field, { zh: string; en: string; hintZh: string; hintEn: string; required?: boolean; width?: number }>
> = {
  objectKind: {
    zh: '风险点类型',
    en: 'Object kind',
    hintZh: '设施部位→SCL，作业活动→JHA，工艺节点→HAZOP',
    hintEn: 'Place → SCL, activity → JHA, process → HAZOP',
    required: true,
    width: 14,
  },
  objectName: {
    zh: '风险分析对象',
    en: 'Risk object',
    hintZh: '风险点名称，同名同类型视为同一个',
    hintEn: 'Same name and kind are one object',
    required: true,
    width: 24,
  },
  unitName: {
    zh: '分析单元',
    en: 'Unit',
    hintZh: '对象之下的单元',
    hintEn: 'A unit of the object',
    required: true,
    width: 24,
  },
  orgUnit: {
    zh: '责任部门',
    en: 'Org unit',
    hintZh: '须已在组织机构中',
    hintEn: 'Must exist in the organisation',
    width: 16,
  },
  step: {
    zh: '步骤/检查项/偏差',
    en: 'Step / check item / deviation',
    hintZh: 'JHA 作业步骤、SCL 检查项目、HAZOP 偏差',
    hintEn: 'JHA step, SCL item, HAZOP deviation',
    width: 24,
  },
  standard: {
    zh: '危险源/标准/原因',
    en: 'Hazard / standard / cause',
    hintZh: 'JHA 危险源、SCL 标准、HAZOP 原因',
    hintEn: 'JHA hazard, SCL standard, HAZOP cause',
    width: 28,
  },
  eventName: {
    zh: '风险事件',
    en: 'Risk event',
    hintZh: '可能发生的事件',
    hintEn: 'What may happen',
    required: true,
    width: 28,
  },
  accidentType: {
    zh: '事故类型',
    en: 'Accident type',
    hintZh: 'GB 6441 事故类别',
    hintEn: 'Type of GB 6441',
    width: 14,
  },
  consequence: { zh: '可能后果', en: 'Consequence', hintZh: '', hintEn: '', width: 28 },
  method: { zh: '评价方法', en: 'Method', hintZh: '留空为未评价', hintEn: 'Empty: not graded yet', width: 12 },
  L: { zh: 'L', en: 'L', hintZh: '可能性（LEC、LS）', hintEn: 'Likelihood (LEC, LS)', width: 7 },
  E: { zh: 'E', en: 'E', hintZh: '暴露频繁程度（LEC、MES）', hintEn: 'Exposure (LEC, MES)', width: 7 },
  C: { zh: 'C', en: 'C', hintZh: '后果（LEC）', hintEn: 'Consequence (LEC)', width: 7 },
  S: { zh: 'S', en: 'S', hintZh: '严重性（LS、MES）', hintEn: 'Severity (LS, MES)', width: 7 },
  M: { zh: 'M', en: 'M', hintZh: '控制措施状态（MES）', hintEn: 'State of control (MES)', width: 7 },
  direct: {
    zh: '直接判定',
    en: 'Direct red',
    hintZh: '直接判定情形代码，用分号分隔，如 DR-1;DR-3',
    hintEn: 'Codes of direct circumstances, such as DR-1;DR-3',
    width: 12,
  },
  grade: {
    zh: '风险等级',
    en: 'Grade',
    hintZh: '仅评价方法为“仅等级”时填写',
    hintEn: 'Only with the method "declared"',
    width: 10,
  },
  tier: { zh: '管控层级', en: 'Tier', hintZh: '留空按等级默认', hintEn: 'Empty: the grade decides', width: 10 },
  measureClass: { zh: '措施类别', en: 'Measure class', hintZh: '', hintEn: '', width: 12 },
  measure: {
    zh: '管控措施',
    en: 'Measure',
    hintZh: '一行一条措施；同一事件可有多行',
    hintEn: 'One measure a row; a risk may have many rows',
    width: 36,
  },
  check: {
    zh: '排查内容',
    en: 'What to check',
    hintZh: '填写排查内容和责任岗位后自动生成排查项',
    hintEn: 'With a post, an inspection item is made',
    width: 30,
  },
  post: { zh: '责任岗位', en: 'Duty post', hintZh: '须已在岗位表中', hintEn: 'Must exist among the posts', width: 14 },
};

/** The title of a column in a language. */
export const titleOf = (field: Field, lang: Lang): string => COLUMNS[field][lang];

/** The field a sheet's head means, in either language. */
export const fieldOf = (title: string): Field | undefined => {
  const wanted = title.trim().toLowerCase();
  return FIELDS.find((f) => COLUMNS[f].zh.toLowerCase() === wanted || COLUMNS[f].en.toLowerCase() === wanted);
};
