/** How often an inspection item falls due. `special` items follow a named occasion: holidays, seasons and resumptions by themselves, campaigns by hand. */
export const CYCLE_UNITS = ['hour', 'shift', 'day', 'week', 'month', 'quarter', 'year', 'special'] as const;
export type CycleUnit = (typeof CYCLE_UNITS)[number];

/** Occasions of `special` items: 季节性 / 节假日前 / 复产复工前 / 专项. */
export const OCCASIONS = ['season', 'holiday', 'resumption', 'campaign'] as const;
export type Occasion = (typeof OCCASIONS)[number];

/** 每天 / 法定工作日 / 非法定工作日 (codes 0, 1, 2 of the national dress). */
export const WORKDAY_KINDS = ['every_day', 'workdays', 'days_off'] as const;
export type WorkdayKind = (typeof WORKDAY_KINDS)[number];

/** open → done, or overdue (still to be done late → done_late), or cancelled (unit stopped, item withdrawn). */
export const TASK_STATES = ['open', 'done', 'overdue', 'done_late', 'cancelled'] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** What a person who inspected answers: 正常 / 存在隐患 / 不适用 / 其他. */
export const INSPECTION_ANSWERS = ['normal', 'abnormal', 'not_applicable', 'other'] as const;
export type InspectionAnswer = (typeof INSPECTION_ANSWERS)[number];
/** What a record says; 未排查 only ever comes from another system: nobody was there, so it answers no task and counts as no record. */
export const INSPECTION_RESULTS = [...INSPECTION_ANSWERS, 'not_inspected'] as const;
export type InspectionResult = (typeof INSPECTION_RESULTS)[number];

/** Reasons for which a record is marked as looking made up. Marked records are shown and can be explained, never hidden. */
export const RECORD_MARKS = [
  'too_fast_between_points',
  'answered_in_seconds',
  'same_photo_again',
  'bulk_at_night',
  'far_from_point',
  'clock_wrong',
  'back_dated',
] as const;
export type RecordMark = (typeof RECORD_MARKS)[number];

/** What another person thinks of an explanation: 认可 / 存疑. */
export const EXPLANATION_VERDICTS = ['accepted', 'doubted'] as const;
export type ExplanationVerdict = (typeof EXPLANATION_VERDICTS)[number];
