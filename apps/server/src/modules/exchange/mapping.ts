import type { CycleUnit, DangerKind, DangerSource, InspectionResult, MeasureClass, RiskGrade } from '@yufang/domain';
import type {
  CanonicalDanger,
  CanonicalEvent,
  CanonicalMeasure,
  CanonicalRecord,
  CanonicalTask,
  CanonicalUnit,
} from '@yufang/exchange';

/** The national codes in our words. Each table is one code list of the data standard (reference data-exchange.md §1). */
const GRADE: Readonly<Record<'1' | '2' | '3' | '4', RiskGrade>> = { 1: 'red', 2: 'orange', 3: 'yellow', 4: 'blue' };
const RESULT: Readonly<Record<CanonicalRecord['status'], InspectionResult>> = {
  0: 'normal',
  1: 'abnormal',
  2: 'not_inspected',
  3: 'other',
};
const WORKDAY = { 0: 'every_day', 1: 'workdays', 2: 'days_off' } as const;
const DUTY = { 0: 'daily', 1: 'main', 2: 'technical', 3: 'operations' } as const;
const STATUS = { 0: 'rectifying', 1: 'to_accept', 9: 'closed' } as const;
const FACTOR = { 1: 'person', 2: 'thing', 3: 'management' } as const;
const SOURCES: readonly DangerSource[] = [
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
];
const KINDS: readonly DangerKind[] = [
  'safety',
  'process',
  'electrical',
  'instrument',
  'fire',
  'layout',
  'equipment',
  'other',
];

/** Of the standard's four classes with their second level to our five: 个体防护 and 人员资质 have classes of their own here. */
function measureClass(row: CanonicalMeasure): MeasureClass {
  if (row.classify2 === '4-2') return 'ppe';
  if (row.classify2 === '3-1') return 'training';
  return ({ 1: 'engineering', 2: 'management', 3: 'management', 4: 'emergency' } as const)[row.classify1];
}

/** Columns of the unit; its object is found or made by the hazard code. */
export const unitColumns = (row: CanonicalUnit) => ({
  name: row.name,
  duty_department: row.hazardDep,
  duty_person_name: row.hazardLiablePerson,
  declared_grade: row.riskClass === null ? null : GRADE[row.riskClass],
});

export const eventColumns = (row: CanonicalEvent) => ({ unit_id: row.unitId, name: row.name });

export const measureColumns = (row: CanonicalMeasure, unitId: string) => ({
  event_id: row.eventId,
  unit_id: unitId,
  measure_class: measureClass(row),
  data_source: row.dataSrc === '1' ? 'monitoring' : 'inspection',
  classify1: row.classify1,
  classify2: row.classify2,
  classify3: row.classify3,
  description: row.description,
  check_content: row.checkContent,
});

export const itemColumns = (row: CanonicalTask, unitId: string, startsOn: string) => ({
  measure_id: row.measureId,
  unit_id: unitId,
  content: row.content,
  cycle_n: row.cycle,
  cycle_unit: row.cycleUnit satisfies CycleUnit,
  starts_on: startsOn,
  work_start: fullTime(row.workStart),
  work_end: fullTime(row.workEnd),
  workday_kind: WORKDAY[row.workDayType ?? '0'],
  duty_kind: DUTY[row.workType ?? '0'],
  duty_item: row.taskNum,
});

const fullTime = (t: string | null): string | null => (t === null ? null : t.length === 5 ? `${t}:00` : t);

export const resultOf = (row: CanonicalRecord): InspectionResult => RESULT[row.status];

/** Columns of a danger that follow from its row alone. */
export function dangerColumns(row: CanonicalDanger, closedDay: string | null) {
  const rectified = row.state !== '0';
  return {
    name: row.name,
    description: row.description,
    level: row.level === '1' ? 'major' : 'general',
    status: row.deleted ? 'withdrawn' : STATUS[row.state],
    source: SOURCES[Number(row.source) - 1] ?? 'other',
    kind: KINDS[Number(row.kind) - 1] ?? 'other',
    factor: row.factor === null ? null : FACTOR[row.factor],
    cause: row.reason,
    reporter_name: row.registrant,
    treatment: row.manageType === '0' ? 'at_once' : 'time_limited',
    five:
      row.measures === null && row.cost === null
        ? null
        : JSON.stringify({
            measures: row.measures ?? '',
            responsible: row.liablePerson,
            funds: row.cost ?? '',
            deadline: row.deadline ?? '',
            contingency: '',
          }),
    assignee_name: row.liablePerson,
    deadline: row.deadline,
    rectified_by_name: rectified ? row.liablePerson : null,
    accepted_by_name: row.state === '9' ? row.acceptedBy : null,
    accepted_note: row.state === '9' ? row.acceptComment : null,
    accepted_at: row.state === '9' && row.acceptedAt ? new Date(row.acceptedAt) : null,
    closed_at: row.state === '9' && !row.deleted && row.acceptedAt ? new Date(row.acceptedAt) : null,
    closed_day: row.deleted ? null : closedDay,
    closed_on_time: closedDay === null || row.deleted ? null : row.deadline === null || closedDay <= row.deadline,
  };
}
