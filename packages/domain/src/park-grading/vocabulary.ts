/** Safety grade of a chemical park (化工园区安全风险等级): A is the highest risk, D the lowest. */
export const PARK_GRADES = ['A', 'B', 'C', 'D'] as const;
export type ParkGradeClass = (typeof PARK_GRADES)[number];

/** A grading: draft 评分中 → in_review 待复核 → approved 已评定; withdrawn 已撤回. */
export const PARK_GRADING_STATES = ['draft', 'in_review', 'approved', 'withdrawn'] as const;
export type ParkGradingState = (typeof PARK_GRADING_STATES)[number];

/** Why a grade is only provisional (暂评): items of the guide are not in the table, or the table is not confirmed. */
export const PROVISIONAL_REASONS = ['items_unread', 'table_unconfirmed'] as const;
export type ProvisionalReason = (typeof PROVISIONAL_REASONS)[number];
