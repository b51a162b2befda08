import {
  type BusinessDays,
  criteriaCodes,
  type DangerEscalation,
  type DangerRules,
  type RiskRegrade,
} from '@yufang/domain';
import type { Trx } from '../../platform/db/database.ts';
import { readReference, readReferenceFamily } from '../reference/read.ts';
import { readBusinessDays } from './calendar.ts';

/** Every edition that a decision on a danger reads, as it applies on a day. */
export type DangerReference = DangerRules & {
  readonly escalation: DangerEscalation;
  readonly regrade: RiskRegrade;
  readonly calendar: BusinessDays;
};

/** The editions that apply on a business day. Kept in the process for some seconds by the reference reader. */
export async function readDangerReference(trx: Trx, today: string): Promise<DangerReference> {
  return {
    deadlines: await readReference(trx, 'danger_deadlines', today),
    escalation: await readReference(trx, 'danger_escalation', today),
    regrade: await readReference(trx, 'risk_regrade', today),
    criteria: criteriaCodes((await readReferenceFamily(trx, 'major_criteria.', today)).map((set) => set.payload)),
    calendar: await readBusinessDays(trx),
  };
}
