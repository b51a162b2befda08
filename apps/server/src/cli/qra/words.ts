/** Language of the drawings and of what the command says. */
export type Language = 'zh' | 'en';

const zh = {
  fnTitle: '社会风险 F-N 曲线',
  fnX: '死亡人数 N',
  fnY: '累积频率 F（次/年）',
  base: '不计多米诺',
  withDomino: '计多米诺（上界）',
  upper: '不可接受线',
  lower: '可接受线',
  unacceptable: '不可接受区',
  alarp: '尽可能降低区（ALARP）',
  acceptable: '可接受区',
  mapTitle: '个人风险等值线（计多米诺）',
  mapTitleBase: '个人风险等值线',
  perYear: '/年',
  vessel: '储罐与设备（面积按风险贡献）',
  targetOk: '防护目标：未超限',
  targetBreaks: '防护目标：超限',
  edge: '多米诺升级（最频繁的 40 条）',
  scale: '米',
  north: '北',
  screening: '筛查级结果：频率等数据取自记忆中的公开手册，正式报告前须核对。',
} as const;

/** Words by key. */
export type Words = { readonly [K in keyof typeof zh]: string };

const en: Words = {
  fnTitle: 'Societal risk, F-N curve',
  fnX: 'Fatalities N',
  fnY: 'Cumulative frequency F (per year)',
  base: 'without dominoes',
  withDomino: 'with dominoes (upper bound)',
  upper: 'unacceptable line',
  lower: 'acceptable line',
  unacceptable: 'unacceptable',
  alarp: 'as low as reasonably practicable',
  acceptable: 'acceptable',
  mapTitle: 'Individual risk contours (with dominoes)',
  mapTitleBase: 'Individual risk contours',
  perYear: ' a year',
  vessel: 'vessel (area by share of risk)',
  targetOk: 'protected target within its limit',
  targetBreaks: 'protected target over its limit',
  edge: 'domino escalation (40 most frequent)',
  scale: 'm',
  north: 'N',
  screening:
    'Screening level: frequencies and other data from handbooks as remembered; check before a statutory report.',
};

/** The words of a language. */
export const wordsOf = (language: Language): Words => (language === 'zh' ? zh : en);
