import {
  type Contribution,
  controlMeasureContribution,
  enterpriseContribution,
  hiddenDangerContribution,
  inspectionItemContribution,
  inspectionRecordContribution,
  inspectionTaskContribution,
  riskEventContribution,
  riskUnitContribution,
} from '@yufang/domain';
import type { Row } from './record.ts';

const NOTHING: Contribution = new Map();

/** Tables whose rows are counted. The rules are in `domain/rollup`; here only the table's name meets its rule. */
const COUNTED: Readonly<Record<string, (row: never) => Contribution>> = {
  enterprise: enterpriseContribution,
  risk_unit: riskUnitContribution,
  risk_event: riskEventContribution,
  control_measure: controlMeasureContribution,
  inspection_item: inspectionItemContribution,
  inspection_task: inspectionTaskContribution,
  inspection_record: inspectionRecordContribution,
  hidden_danger: hiddenDangerContribution,
};

/** The name of a table in the change log. */
export type Entity = string;

/** What a row adds to the counters: nothing for tables that are not counted, or for a row that was not there. */
export function contributionOf(entity: Entity, row: Row | null): Contribution {
  const rule = COUNTED[entity];
  return rule && row ? rule(row as never) : NOTHING;
}
