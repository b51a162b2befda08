/**
 * The canonical rows of the data standard: what every dress is turned into before anything is decided. Ids are the sender's own, written as
 * UUIDs; times are instants (ISO, UTC); codes stay the national ones; what was not sent is null, never a default.
 */

/** The seven core tables, parents before children. The order is the order in which rows are applied. */
export const CHAIN_ENTITIES = [
  'riskUnit',
  'riskEvent',
  'controlMeasure',
  'checkTask',
  'checkRecord',
  'hiddenDanger',
  'unitStop',
] as const;
export type ChainEntity = (typeof CHAIN_ENTITIES)[number];

/** What every row carries. `updatedAt` decides which of two versions is newer. */
export type CanonicalBase = {
  readonly id: string;
  readonly companyCode: string | null;
  readonly creditCode: string | null;
  readonly deleted: boolean;
  readonly createdAt: string | null;
  readonly createdBy: string | null;
  readonly updatedAt: string;
  readonly updatedBy: string | null;
};

export type CanonicalUnit = CanonicalBase & {
  readonly entity: 'riskUnit';
  /** Code of the analysis object; `majorHazard` tells which of the two code fields it came in. */
  readonly hazardCode: string;
  readonly majorHazard: boolean | null;
  readonly hazardDep: string;
  readonly hazardLiablePerson: string;
  readonly name: string;
  /** 1 重大 … 4 低; null when the dress has no class. */
  readonly riskClass: '1' | '2' | '3' | '4' | null;
};

export type CanonicalEvent = CanonicalBase & {
  readonly entity: 'riskEvent';
  readonly unitId: string;
  readonly name: string;
};

export type CanonicalMeasure = CanonicalBase & {
  readonly entity: 'controlMeasure';
  readonly eventId: string;
  readonly dataSrc: '1' | '2';
  readonly description: string;
  readonly classify1: '1' | '2' | '3' | '4';
  readonly classify2: string;
  readonly classify3: string | null;
  readonly checkContent: string;
};

/** A recurring check of one measure: 排查任务 of the standard is our inspection item. */
export type CanonicalTask = CanonicalBase & {
  readonly entity: 'checkTask';
  readonly measureId: string;
  readonly content: string;
  readonly cycle: number;
  readonly cycleUnit: 'hour' | 'day' | 'week' | 'month' | 'year';
  readonly startsAt: string | null;
  readonly workStart: string | null;
  readonly workEnd: string | null;
  readonly workDayType: '0' | '1' | '2' | null;
  readonly workType: '0' | '1' | '2' | '3' | null;
  readonly taskNum: number | null;
};

export type CanonicalRecord = CanonicalBase & {
  readonly entity: 'checkRecord';
  readonly taskId: string;
  readonly checkedAt: string;
  /** 0 正常, 1 存在隐患, 2 未排查, 3 其他. */
  readonly status: '0' | '1' | '2' | '3';
  readonly person: string | null;
  readonly device: string | null;
};

export type CanonicalDanger = CanonicalBase & {
  readonly entity: 'hiddenDanger';
  readonly hazardCode: string | null;
  readonly measureId: string | null;
  readonly recordId: string | null;
  readonly name: string;
  /** 0 一般, 1 重大. */
  readonly level: '0' | '1';
  readonly registeredAt: string;
  readonly registrant: string;
  readonly source: string;
  readonly manageType: '0' | '1';
  readonly kind: string;
  readonly category: '0' | '1' | '2' | '3' | null;
  readonly factor: '1' | '2' | '3' | null;
  readonly occurrenceLink: string | null;
  readonly description: string;
  readonly reason: string | null;
  readonly measures: string | null;
  readonly cost: string | null;
  readonly liablePerson: string;
  /** A day, YYYY-MM-DD. */
  readonly deadline: string | null;
  readonly acceptedBy: string | null;
  readonly acceptedAt: string | null;
  readonly acceptComment: string | null;
  /** 0 整改中, 1 待验收, 9 已验收. */
  readonly state: '0' | '1' | '9';
  readonly photos: readonly string[];
  readonly acceptPhotos: readonly string[];
  readonly enforcementId: string | null;
};

export type CanonicalStop = CanonicalBase & {
  readonly entity: 'unitStop';
  readonly hazardCode: string | null;
  readonly unitId: string;
  readonly stoppedFrom: string;
  readonly stoppedTo: string | null;
  readonly reason: string | null;
};

export type CanonicalRow =
  | CanonicalUnit
  | CanonicalEvent
  | CanonicalMeasure
  | CanonicalTask
  | CanonicalRecord
  | CanonicalDanger
  | CanonicalStop;

/** What became of one row. `held`: its parent is not here yet; it is kept and released by itself when the parent comes. */
export const ROW_OUTCOMES = ['created', 'updated', 'unchanged', 'stale', 'deleted', 'held', 'refused'] as const;
export type RowOutcome = (typeof ROW_OUTCOMES)[number];

/** One refused or doubtful field. */
export type RowIssue = {
  readonly field: string;
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
};
