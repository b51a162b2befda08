import type { DANGER_KINDS, DANGER_LEVELS, DANGER_SOURCES, DANGER_STATUSES } from '@yufang/domain';

type Words<K extends readonly string[]> = Readonly<Record<K[number], string>>;
type ExportWords = {
  readonly sheet: string;
  readonly columns: readonly string[];
  readonly status: Words<typeof DANGER_STATUSES>;
  readonly level: Words<typeof DANGER_LEVELS>;
  readonly source: Words<typeof DANGER_SOURCES>;
  readonly kind: Words<typeof DANGER_KINDS>;
  readonly yes: string;
  readonly cut: (n: number) => string;
};

/** The words of the workbook, in the reader's language: a file leaves the platform and cannot ask a screen for them. */
export const EXPORT_WORDS: Readonly<Record<'zh' | 'en', ExportWords>> = {
  zh: {
    sheet: '隐患清单',
    columns: [
      '编号',
      '隐患名称',
      '企业',
      '级别',
      '状态',
      '来源',
      '专业',
      '行政区划',
      '发现时间',
      '整改期限',
      '是否超期',
      '整改责任人',
      '挂牌督办',
    ],
    status: {
      reported: '已上报',
      verified: '已核实',
      assigned: '已下达整改',
      rectifying: '整改中',
      to_accept: '待验收',
      closed: '已销号',
      invalid: '误报/无效',
      withdrawn: '已撤回',
    },
    level: { general: '一般', major: '重大' },
    source: {
      daily: '日常排查',
      comprehensive: '综合性排查',
      professional: '专业性排查',
      seasonal: '季节性排查',
      holiday: '节假日排查',
      accident_analogy: '事故类比排查',
      resumption: '复产复工排查',
      expert: '专家诊断',
      control_failure: '管控措施失效',
      other: '其他',
      supervision: '监管检查',
      public_report: '群众举报',
    },
    kind: {
      safety: '安全',
      process: '工艺',
      electrical: '电气',
      instrument: '仪表',
      fire: '消防',
      layout: '总图',
      equipment: '设备',
      other: '其他',
    },
    yes: '是',
    cut: (n) => `仅导出前 ${n} 行，请缩小筛选范围`,
  },
  en: {
    sheet: 'Hidden dangers',
    columns: [
      'No.',
      'Danger',
      'Enterprise',
      'Level',
      'State',
      'Source',
      'Discipline',
      'Region',
      'Found',
      'Deadline',
      'Overdue',
      'Responsible',
      'Listed',
    ],
    status: {
      reported: 'Reported',
      verified: 'Verified',
      assigned: 'Assigned',
      rectifying: 'Rectifying',
      to_accept: 'To accept',
      closed: 'Closed',
      invalid: 'Invalid',
      withdrawn: 'Withdrawn',
    },
    level: { general: 'General', major: 'Major' },
    source: {
      daily: 'Daily',
      comprehensive: 'Comprehensive',
      professional: 'Professional',
      seasonal: 'Seasonal',
      holiday: 'Holiday',
      accident_analogy: 'Accident analogy',
      resumption: 'Resumption',
      expert: 'Expert',
      control_failure: 'Control failed',
      other: 'Other',
      supervision: 'Supervision',
      public_report: 'Public report',
    },
    kind: {
      safety: 'Safety',
      process: 'Process',
      electrical: 'Electrical',
      instrument: 'Instrument',
      fire: 'Fire',
      layout: 'Layout',
      equipment: 'Equipment',
      other: 'Other',
    },
    yes: 'yes',
    cut: (n) => `Only the first ${n} rows: narrow the filter`,
  },
};
