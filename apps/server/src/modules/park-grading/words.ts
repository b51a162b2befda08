import type { ParkGradingState, ProvisionalReason } from '@yufang/domain';
import type { Lang } from '../paper/words.ts';

const zh = {
  title: '化工园区安全风险等级评定表',
  basis: '依据',
  edition: '版本',
  draft: '草案，待核实',
  park: '园区',
  state: '状态',
  scored: '评分人',
  reviewed: '复核人',
  grade: '评定等级',
  provisional: '暂评',
  none: '未评定',
  element: '要素',
  item: '条目',
  max: '满分',
  score: '得分',
  evidence: '证明材料',
  notApplicable: '不涉及',
  waiting: '未评分',
  files: (n: number) => `附件 ${n} 份`,
  listed: (listed: string, points: string) => `表内条目 ${listed} 分 / 导则 ${points} 分`,
  unreadPoints: '未读到',
  sum: (earned: string, applicable: string, percent: string) =>
    `得分 ${earned} ÷ 应得 ${applicable} × 100 = ${percent}`,
  vetoed: '直接判定为 A 级的情形',
  unread: '评级表缺少的内容（须由系统管理员录入后重新评定）',
  why: {
    items_unread: '评级表未收全导则条目',
    table_unconfirmed: '评级表未经核实',
  } satisfies Record<ProvisionalReason, string>,
  states: { draft: '评分中', in_review: '待复核', approved: '已评定', withdrawn: '已撤回' } satisfies Record<
    ParkGradingState,
    string
  >,
  notFormal: '暂评结果不得作为正式评级使用。',
  invented: '演示数据，园区和评分均为虚构',
  colon: '：',
};
export type GradingWords = typeof zh;

const en: GradingWords = {
  title: 'Safety grade of a chemical park',
  basis: 'Basis',
  edition: 'edition',
  draft: 'draft, unverified',
  park: 'Park',
  state: 'State',
  scored: 'Scored by',
  reviewed: 'Reviewed by',
  grade: 'Grade',
  provisional: 'provisional',
  none: 'not graded',
  element: 'Element',
  item: 'Item',
  max: 'Highest',
  score: 'Score',
  evidence: 'Evidence',
  notApplicable: 'not applicable',
  waiting: 'waiting',
  files: (n) => `${n} file(s)`,
  listed: (listed, points) => `${listed} points listed of ${points} in the guide`,
  unreadPoints: 'unread',
  sum: (earned, applicable, percent) => `${earned} earned ÷ ${applicable} applicable × 100 = ${percent}`,
  vetoed: 'What gives class A directly',
  unread: 'What the table lacks (to be entered by the administrator, then graded anew)',
  why: { items_unread: 'the table lacks items of the guide', table_unconfirmed: 'the table is unverified' },
  states: { draft: 'scoring', in_review: 'in review', approved: 'graded', withdrawn: 'withdrawn' },
  notFormal: 'A provisional grade is not to be used as a formal one.',
  invented: 'Demo data: park and scores are invented',
  colon: ': ',
};
/** What the sheet of a grading says in its own words. */
export const GRADING_WORDS: Readonly<Record<Lang, GradingWords>> = { zh, en };
