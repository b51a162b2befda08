import {
  type BusinessDays,
  criteriaCodes,
  type DangerEscalation,
  type DangerRules,
  type MajorCriteria,
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
    criteria: codesOf((await readReferenceFamily(trx, 'major_criteria.', today)).map((set) => set.payload)),
    calendar: await readBusinessDays(trx),
  };
}

let last: { readonly sets: readonly MajorCriteria[]; readonly codes: ReadonlySet<string> } | null = null;

/** The codes of these sets, put together once as long as the reader hands out the very same sets. */
function codesOf(sets: readonly MajorCriteria[]): ReadonlySet<string> {
  const known = last;
  if (known && known.sets.length === sets.length && sets.every((set, i) => set === known.sets[i])) return known.codes;
  const codes = criteriaCodes(sets);
  last = { sets, codes };
  return codes;
}
