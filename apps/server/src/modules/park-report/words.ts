/** Words of the field for what the engine says in its own. The report is a Chinese document. */
export const KIND_WORDS: Readonly<Record<string, string>> = {
  atmospheric: '常压储罐',
  pressurised: '压力容器',
  elongated: '塔器等细长设备',
  small: '小型设备',
};
export const TARGET_WORDS: Readonly<Record<string, string>> = {
  'high-sensitivity': '高敏感防护目标',
  important: '重要防护目标',
  'class-1': '一般防护目标（一类）',
  'class-2': '一般防护目标（二类）',
  'class-3': '一般防护目标（三类）',
};
export const ZONE_WORDS: Readonly<Record<string, string>> = {
  unacceptable: '不可接受区',
  alarp: '尽可能降低区（ALARP）',
  acceptable: '可接受区',
};
export const MEASURE_WORDS: Readonly<Record<string, string>> = {
  'inventory-cut': '降低存量',
  'shut-off': '气体检测联锁紧急切断',
  dike: '缩小围堰面积',
  fireproofing: '耐火保护',
  spray: '水喷淋',
  spacing: '加大间距',
};
export const FREQUENCY_WORDS: Readonly<Record<string, string>> = {
  'pressure-storage': '压力储罐',
  'process-vessel': '工艺容器',
  'atmospheric-single': '常压单防罐',
  'atmospheric-full-containment': '常压全防罐',
  'road-rail-tank': '公路、铁路罐车',
  'shell-tube-exchanger': '管壳式换热器',
};
export const STATE_WORDS: Readonly<Record<string, string>> = {
  new: '新建、改建、扩建',
  'in-service': '在役',
};
export const CERTAINTY_WORDS: Readonly<Record<string, string>> = {
  read: '已读原文或二手资料',
  memory: '凭记忆引用，未重新核对',
  derived: '由本引擎推导或假定',
};
/** Words of the work list's states. */
export const ITEM_WORDS: Readonly<Record<string, string>> = {
  proposed: '待交办',
  assigned: '已交办',
  done: '已完成',
  verified: '已核验',
  declined: '不采纳',
};
export const ASSESSMENT_WORDS: Readonly<Record<string, string>> = {
  draft: '草稿',
  in_review: '待复核',
  frozen: '已定版',
  withdrawn: '已撤回',
};
