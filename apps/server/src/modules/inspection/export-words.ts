import type { ItemRow, RecordRow, TaskRow } from '@yufang/contract';
import type {
  CycleUnit,
  ExplanationVerdict,
  InspectionResult,
  RecordMark,
  TaskState,
  WorkdayKind,
} from '@yufang/domain';
import type { Sheet } from './export.ts';

/** Words of the workbooks. A workbook is a document of its own and carries its language with it. */
type Lang = 'zh' | 'en';
type Words<K extends string> = Readonly<Record<Lang, Readonly<Record<K, string>>>>;

const STATE: Words<TaskState> = {
  zh: { open: '待完成', done: '已完成', overdue: '已逾期', done_late: '逾期完成', cancelled: '已取消' },
  en: { open: 'To do', done: 'Done', overdue: 'Overdue', done_late: 'Done late', cancelled: 'Cancelled' },
};
const RESULT: Words<InspectionResult> = {
  zh: { normal: '正常', abnormal: '存在隐患', not_applicable: '不适用', other: '其他', not_inspected: '未排查' },
  en: {
    normal: 'Normal',
    abnormal: 'Abnormal',
    not_applicable: 'Not applicable',
    other: 'Other',
    not_inspected: 'Not inspected',
  },
};
const MARK: Words<RecordMark> = {
  zh: {
    too_fast_between_points: '两点间移动过快',
    answered_in_seconds: '数秒内全部作答',
    same_photo_again: '照片重复使用',
    bulk_at_night: '夜间集中补录',
    far_from_point: '远离点位',
    clock_wrong: '手机时间不准',
    back_dated: '疑似倒填时间',
  },
  en: {
    too_fast_between_points: 'Too fast between points',
    answered_in_seconds: 'Answered in seconds',
    same_photo_again: 'Same photo again',
    bulk_at_night: 'Filed in bulk at night',
    far_from_point: 'Far from the point',
    clock_wrong: 'Clock wrong',
    back_dated: 'Possibly dated back',
  },
};
const VERDICT: Words<ExplanationVerdict> = {
  zh: { accepted: '认可', doubted: '存疑' },
  en: { accepted: 'Accepted', doubted: 'Doubted' },
};
const UNIT: Words<CycleUnit> = {
  zh: { hour: '小时', shift: '班', day: '日', week: '周', month: '月', quarter: '季度', year: '年', special: '专项' },
  en: {
    hour: 'hour',
    shift: 'shift',
    day: 'day',
    week: 'week',
    month: 'month',
    quarter: 'quarter',
    year: 'year',
    special: 'special',
  },
};
const WORKDAY: Words<WorkdayKind> = {
  zh: { every_day: '每天', workdays: '法定工作日', days_off: '非法定工作日' },
  en: { every_day: 'every day', workdays: 'working days', days_off: 'days off' },
};

const cut = {
  zh: (n: number) => `仅导出前 ${n} 行，请缩小筛选范围`,
  en: (n: number) => `Only the first ${n} rows: narrow the filter`,
};
const shanghai = (iso: string | null): string | null =>
  iso === null ? null : new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
const sheet = <R>(
  lang: Lang,
  what: { name: string; titles: string[]; widths: number[]; cells: Sheet<R>['cells'] },
): Sheet<R> => ({
  name: what.name,
  columns: what.titles.map((title, i) => ({ title, width: what.widths[i] ?? 14 })),
  cells: what.cells,
  cut: cut[lang],
});

/** The task list as a sheet. */
export const taskSheet = (lang: Lang): Sheet<TaskRow> =>
  sheet(lang, {
    name: { zh: '排查任务', en: 'Inspection tasks' }[lang],
    titles: {
      zh: [
        '企业',
        '区县',
        '排查内容',
        '风险单元',
        '岗位',
        '班组',
        '指派给',
        '开始',
        '截止',
        '状态',
        '完成时间',
        '升级至',
      ],
      en: [
        'Enterprise',
        'County',
        'What to check',
        'Unit',
        'Post',
        'Team',
        'Given to',
        'Opens',
        'Due',
        'State',
        'Done at',
        'Risen to',
      ],
    }[lang],
    widths: [36, 8, 44, 20, 18, 16, 12, 17, 17, 10, 17, 10],
    cells: (r) => [
      r.enterpriseName,
      r.countyCode,
      r.content,
      r.unitName,
      r.postName,
      r.orgUnitName,
      r.assigneeName,
      shanghai(r.windowStart),
      shanghai(r.dueAt),
      STATE[lang][r.state],
      shanghai(r.doneAt),
      r.escalatedTo,
    ],
  });

/** The item list as a sheet. */
export const itemSheet = (lang: Lang): Sheet<ItemRow> =>
  sheet(lang, {
    name: { zh: '排查项', en: 'Inspection items' }[lang],
    titles: {
      zh: [
        '企业',
        '风险单元',
        '管控措施',
        '排查内容',
        '岗位',
        '周期',
        '单位',
        '日期',
        '开始',
        '结束',
        '起始日',
        '需拍照',
        '最近排查',
      ],
      en: [
        'Enterprise',
        'Unit',
        'Measure',
        'What to check',
        'Post',
        'Every',
        'Unit of cycle',
        'Days',
        'From',
        'To',
        'Since',
        'Photo',
        'Last record',
      ],
    }[lang],
    widths: [36, 20, 40, 44, 18, 6, 8, 14, 8, 8, 12, 8, 17],
    cells: (r) => [
      r.enterpriseName,
      r.unitName,
      r.measure,
      r.content,
      r.postName,
      r.cycleN,
      UNIT[lang][r.cycleUnit],
      WORKDAY[lang][r.workdayKind],
      r.workStart,
      r.workEnd,
      r.startsOn,
      r.photoRequired ? { zh: '是', en: 'yes' }[lang] : null,
      shanghai(r.lastRecordAt),
    ],
  });

/** The record list as a sheet. */
export const recordSheet = (lang: Lang): Sheet<RecordRow> =>
  sheet(lang, {
    name: { zh: '排查记录', en: 'Inspection records' }[lang],
    titles: {
      zh: [
        '企业',
        '区县',
        '排查内容',
        '风险单元',
        '结果',
        '说明',
        '排查人',
        '排查时间',
        '上传时间',
        '停留秒数',
        '照片',
        '疑点',
        '企业解释',
        '解释是否认可',
      ],
      en: [
        'Enterprise',
        'County',
        'What was checked',
        'Unit',
        'Result',
        'Note',
        'Person',
        'Checked at',
        'Received at',
        'Seconds there',
        'Photos',
        'Marks',
        'Explanation',
        'Explanation believed',
      ],
    }[lang],
    widths: [36, 8, 44, 20, 10, 30, 12, 17, 17, 10, 6, 30, 30],
    cells: (r) => [
      r.enterpriseName,
      r.countyCode,
      r.content,
      r.unitName,
      RESULT[lang][r.result],
      r.note,
      r.personName,
      shanghai(r.claimedAt),
      shanghai(r.receivedAt),
      r.durationMs === null ? null : Math.round(r.durationMs / 1000),
      r.photos,
      r.marks.map((m) => MARK[lang][m.mark]).join('; ') || null,
      r.explanation,
      r.judgement && VERDICT[lang][r.judgement],
    ],
  });
