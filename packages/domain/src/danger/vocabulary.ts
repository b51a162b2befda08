/** 一般 / 重大. */
export const DANGER_LEVELS = ['general', 'major'] as const;
export type DangerLevel = (typeof DANGER_LEVELS)[number];

/**
 * reported 已上报 → verified 已核实 → assigned 已下达整改 → rectifying 整改中 → to_accept 待验收 → closed 已销号.
 * Branches: invalid 误报/无效, withdrawn 撤回. A failed acceptance goes back to rectifying; a reopened danger to verified. An extension
 * request and listed supervision (挂牌督办) are facts beside the status, not statuses.
 */
export const DANGER_STATUSES = [
  'reported',
  'verified',
  'assigned',
  'rectifying',
  'to_accept',
  'closed',
  'invalid',
  'withdrawn',
] as const;
export type DangerStatus = (typeof DANGER_STATUSES)[number];

/** Statuses in which a danger still threatens: it counts as open and raises its risk. */
export const OPEN_DANGER_STATUSES = [
  'reported',
  'verified',
  'assigned',
  'rectifying',
  'to_accept',
] as const satisfies readonly DangerStatus[];

/** 即查即改 / 限期整改. */
export const TREATMENTS = ['at_once', 'time_limited'] as const;
export type Treatment = (typeof TREATMENTS)[number];

/** Where a danger was found; order follows the national codes 1-10 of `dangerSrc`, plus the regulator's and the public's. */
export const DANGER_SOURCES = [
  'daily',
  'comprehensive',
  'professional',
  'seasonal',
  'holiday',
  'accident_analogy',
  'resumption',
  'expert',
  'control_failure',
  'other',
  'supervision',
  'public_report',
] as const;
export type DangerSource = (typeof DANGER_SOURCES)[number];

/** 专业 codes 1-8: 安全 工艺 电气 仪表 消防 总图 设备 其他. */
export const DANGER_KINDS = [
  'safety',
  'process',
  'electrical',
  'instrument',
  'fire',
  'layout',
  'equipment',
  'other',
] as const;
export type DangerKind = (typeof DANGER_KINDS)[number];

/** 人的不安全行为 / 物的不安全状态 / 管理上的缺陷 (codes 1-3), plus 环境 of GB/T 13861. */
export const FACTORS = ['person', 'thing', 'management', 'environment'] as const;
export type Factor = (typeof FACTORS)[number];

/** Whose listing it is (挂牌督办), lowest first. */
export const SUPERVISION_LEVELS = ['county', 'city', 'province'] as const;
export type SupervisionLevel = (typeof SUPERVISION_LEVELS)[number];
