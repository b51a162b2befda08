import { OPEN_DANGER_STATUSES } from '../danger/vocabulary.ts';
import type { RiskGrade } from '../risk/vocabulary.ts';
import { type Contribution, contribution, remembered } from './contribution.ts';
import type { Metric } from './metrics.ts';

/** The fields of each counted table that counting reads; names are the database's. */
export type EnterpriseCounted = { status: string; activity: string; covered: boolean };
export type RiskUnitCounted = { state: string; live_grade: string | null };
export type RiskEventCounted = { state: string; live_grade: string | null; review_state: string };
export type ControlMeasureCounted = { state: string; duty_post_id: string | null; check_content: string | null };
export type InspectionItemCounted = { state: string };
export type InspectionTaskCounted = { state: string; day: string };
export type InspectionRecordCounted = { state: string; result: string; marked: boolean; day: string };
export type HiddenDangerCounted = {
  status: string;
  level: string;
  overdue: boolean;
  found_day: string;
  closed_day: string | null;
  closed_on_time: boolean | null;
  supervision: unknown;
};

/** Registered: its county has approved it and it has not closed. Activity and coverage are counted of the registered only. */
export function enterpriseContribution(row: EnterpriseCounted): Contribution {
  const registered = row.status === 'active' || row.status === 'suspended';
  return contribution([
    ['enterprises_applied', row.status === 'applied'],
    ['enterprises_registered', registered],
    ['enterprises_active', registered && row.activity === 'active'],
    ['enterprises_dormant', registered && row.activity === 'dormant'],
    ['enterprises_new', registered && row.activity === 'new'],
    ['enterprises_covered', registered && row.covered],
  ]);
}

/** Units by live grade. */
export const riskUnitContribution = (row: RiskUnitCounted): Contribution =>
  row.state === 'active' ? contribution([['units_total', 1], ...byGrade('units', row.live_grade)]) : contribution([]);

/** Risks (events) by live grade, and how many of them are approved. */
export const riskEventContribution = (row: RiskEventCounted): Contribution =>
  row.state === 'active'
    ? contribution([
        ['risks_total', 1],
        ['risks_approved', row.review_state === 'approved'],
        ...byGrade('risks', row.live_grade),
      ])
    : contribution([]);

/** A measure is controlled when a post has the duty and there is something to check. */
export const controlMeasureContribution = (row: ControlMeasureCounted): Contribution =>
  row.state === 'active'
    ? contribution([
        ['measures_total', 1],
        ['measures_controlled', row.duty_post_id !== null && (row.check_content ?? '') !== ''],
      ])
    : contribution([]);

/** Inspection items in force. */
export const inspectionItemContribution = (row: InspectionItemCounted): Contribution =>
  contribution([['items_total', row.state === 'active']]);

/** A cancelled task was never due. `tasks_overdue` keeps those done late too; `tasks_overdue_now` only those still to be done. */
export const inspectionTaskContribution: (row: InspectionTaskCounted) => Contribution = remembered(
  ({ state, day }) =>
    contribution([
      ['tasks_due', state !== 'cancelled', day],
      ['tasks_done', state === 'done' || state === 'done_late', day],
      ['tasks_done_late', state === 'done_late', day],
      ['tasks_overdue', state === 'overdue' || state === 'done_late', day],
      ['tasks_cancelled', state === 'cancelled', day],
      ['tasks_overdue_now', state === 'overdue'],
    ]),
  ({ state, day }) => `${state}|${day}`,
);

/** Records by what they found; a withdrawn record counts nowhere, nor does one that says that nobody inspected. */
export const inspectionRecordContribution: (row: InspectionRecordCounted) => Contribution = remembered(
  (row) =>
    row.state === 'active' && row.result !== 'not_inspected'
      ? contribution([
          ['records', 1, row.day],
          ['records_abnormal', row.result === 'abnormal', row.day],
          ['records_marked', row.marked, row.day],
        ])
      : contribution([]),
  (row) => `${row.state}|${row.result}|${row.marked}|${row.day}`,
);

const OPEN: readonly string[] = OPEN_DANGER_STATUSES;

/** Withdrawn and invalid dangers were never found; they are shown as what they are, never as rectified. */
export function hiddenDangerContribution(row: HiddenDangerCounted): Contribution {
  const counts = row.status !== 'withdrawn' && row.status !== 'invalid';
  const open = OPEN.includes(row.status);
  const major = row.level === 'major';
  const closedDay = row.status === 'closed' ? row.closed_day : null;
  return contribution([
    ['dangers_found', counts, row.found_day],
    ['dangers_found_major', counts && major, row.found_day],
    ['dangers_open', open],
    ['dangers_open_major', open && major],
    ['dangers_overdue', open && row.overdue],
    ['dangers_overdue_major', open && row.overdue && major],
    ['dangers_listed', open && isListed(row.supervision)],
    ...(closedDay
      ? ([
          ['dangers_closed', 1, closedDay],
          ['dangers_closed_on_time', row.closed_on_time === true, closedDay],
        ] as const)
      : []),
  ]);
}

/** Under listed supervision (挂牌督办): listed and not lifted yet. */
const isListed = (supervision: unknown): boolean =>
  typeof supervision === 'object' &&
  supervision !== null &&
  'listedAt' in supervision &&
  supervision.listedAt !== null &&
  !('liftedAt' in supervision && supervision.liftedAt !== null);

const GRADE_METRICS: Readonly<Record<'units' | 'risks', Readonly<Record<RiskGrade, Metric>>>> = {
  units: { red: 'units_red', orange: 'units_orange', yellow: 'units_yellow', blue: 'units_blue' },
  risks: { red: 'risks_red', orange: 'risks_orange', yellow: 'risks_yellow', blue: 'risks_blue' },
};

function byGrade(kind: 'units' | 'risks', grade: string | null): (readonly [Metric, boolean])[] {
  const found = Object.entries(GRADE_METRICS[kind]).find(([g]) => g === grade);
  return found ? [[found[1], true]] : [];
}
