import { getRiskReference } from '@yufang/contract/risk';
import { ControlTiers, type RiskGrade, TIERS, tiersFor } from '@yufang/domain';
import { useApi } from '../../api/use-api.ts';
import { useWordOptions } from '../../i18n/use-word.ts';

/**
 * The tiers that may answer for at least one of the grades, as options of a Select, by the table in force (`control_tiers`). All of them until it
 * is read: the server refuses one that is too low.
 */
export function useTierOptions(grades: readonly (RiskGrade | null)[]) {
  const options = useWordOptions();
  const reference = useApi(getRiskReference, {}, { staleTime: 60_000 });
  const table = ControlTiers.safeParse(reference.data?.editions.control_tiers?.payload).data;
  const fits = TIERS.filter((tier) => !table || grades.some((grade) => tiersFor(grade, table).includes(tier)));
  return options('tier', fits);
}
