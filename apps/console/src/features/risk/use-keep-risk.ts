import { getRiskEvent } from '@yufang/contract/risk';
import type { RiskEventView } from '@yufang/contract/risk-rows';
import { useKeep } from '../../api/use-api.ts';

/** Keep a risk as the command just answered it: submitting right after saving a grade carries the saved version, not the one before. */
export function useKeepRisk(): (now: RiskEventView) => void {
  const keep = useKeep(getRiskEvent);
  return (now) => keep({ params: { enterpriseId: now.enterpriseId, id: now.id } }, now);
}
