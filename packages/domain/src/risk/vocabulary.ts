/** The four control colours, most severe first. Order is meaning: index 0 outranks index 1. 重大 / 较大 / 一般 / 低. */
export const RISK_GRADES = ['red', 'orange', 'yellow', 'blue'] as const;
export type RiskGrade = (typeof RISK_GRADES)[number];

/** Risk point kinds: 设施部位场所区域 / 操作及作业活动 / 工艺节点. */
export const RISK_OBJECT_KINDS = ['place', 'activity', 'process'] as const;
export type RiskObjectKind = (typeof RISK_OBJECT_KINDS)[number];

/** Worksheets: JHA/JSA for activities, SCL for equipment and places, HAZOP for process nodes. */
export const WORKSHEETS = ['JHA', 'SCL', 'HAZOP'] as const;
export type Worksheet = (typeof WORKSHEETS)[number];

/** Grading methods; `direct` is the direct-red rule, `declared` is a grade given by a sending system without its arithmetic. */
export const GRADING_METHODS = ['LEC', 'LS', 'MES', 'direct', 'declared'] as const;
export type GradingMethod = (typeof GRADING_METHODS)[number];

/** Five classes of measure: 工程技术 / 管理 / 培训教育 / 个体防护 / 应急处置. */
export const MEASURE_CLASSES = ['engineering', 'management', 'training', 'ppe', 'emergency'] as const;
export type MeasureClass = (typeof MEASURE_CLASSES)[number];

/** Four tiers of control, highest first: 公司 / 部室车间 / 班组 / 岗位. */
export const TIERS = ['company', 'workshop', 'team', 'post'] as const;
export type Tier = (typeof TIERS)[number];

/** draft → submitted → reviewed → approved; a new revision starts again as draft. */
export const REVIEW_STATES = ['draft', 'submitted', 'reviewed', 'approved', 'returned'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

/** A chain row lives or is withdrawn; nothing is physically deleted. */
export const ROW_STATES = ['active', 'withdrawn'] as const;
export type RowState = (typeof ROW_STATES)[number];
