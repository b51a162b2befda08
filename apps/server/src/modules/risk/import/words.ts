import type { GradingMethod, MeasureClass, RiskGrade, RiskObjectKind, Tier } from '@yufang/domain';

export type Lang = 'zh' | 'en';
type Words<K extends string> = Readonly<Record<K, Readonly<Record<Lang, string>>>>;

/** The words of the sheets: what a drop-down offers and what an export prints. */
export const KIND_WORDS: Words<RiskObjectKind> = {
  place: { zh: '设施部位', en: 'Place' },
  activity: { zh: '作业活动', en: 'Activity' },
  process: { zh: '工艺节点', en: 'Process' },
};
export const GRADE_WORDS: Words<RiskGrade> = {
  red: { zh: '重大', en: 'Major' },
  orange: { zh: '较大', en: 'High' },
  yellow: { zh: '一般', en: 'Moderate' },
  blue: { zh: '低', en: 'Low' },
};
export const TIER_WORDS: Words<Tier> = {
  company: { zh: '公司', en: 'Company' },
  workshop: { zh: '车间', en: 'Workshop' },
  team: { zh: '班组', en: 'Team' },
  post: { zh: '岗位', en: 'Post' },
};
export const CLASS_WORDS: Words<MeasureClass> = {
  engineering: { zh: '工程技术', en: 'Engineering' },
  management: { zh: '管理', en: 'Management' },
  training: { zh: '培训教育', en: 'Training' },
  ppe: { zh: '个体防护', en: 'PPE' },
  emergency: { zh: '应急处置', en: 'Emergency' },
};
export const METHOD_WORDS: Words<GradingMethod> = {
  LEC: { zh: 'LEC', en: 'LEC' },
  LS: { zh: 'LS', en: 'LS' },
  MES: { zh: 'MES', en: 'MES' },
  direct: { zh: '直接判定', en: 'Direct' },
  declared: { zh: '仅等级', en: 'Declared' },
};
export const REVIEW_WORDS: Words<'draft' | 'submitted' | 'reviewed' | 'approved' | 'returned'> = {
  draft: { zh: '草稿', en: 'Draft' },
  submitted: { zh: '待审核', en: 'Submitted' },
  reviewed: { zh: '待批准', en: 'Reviewed' },
  approved: { zh: '已批准', en: 'Approved' },
  returned: { zh: '已退回', en: 'Returned' },
};

/** The code a word of either language stands for. A trailing 措施, 风险 or 级 is how people write, not what they mean. */
export function codeOfWord<K extends string>(words: Words<K>, given: string): K | undefined {
  const whole = given.trim().toLowerCase();
  const keys = Object.keys(words) as K[];
  const find = (word: string) =>
    keys.find((k) => k.toLowerCase() === word || Object.values(words[k]).some((w) => w.toLowerCase() === word));
  // As written first: 仅等级 is a word of its own.
  return find(whole) ?? find(whole.replace(/(措施|风险|级)$/, ''));
}
/** All words of a list in one language, for a drop-down. */
export const optionsOf = <K extends string>(words: Words<K>, lang: Lang): string[] =>
  (Object.keys(words) as K[]).map((k) => words[k][lang]);
