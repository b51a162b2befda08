import type { RiskDirectRed } from '../reference/risk-method.ts';
import { no, ok, type Refusal, type Result } from '../result.ts';
import type { DirectHit } from './assessment.ts';

/**
 * Look up the direct-red circumstances that were ticked: any one of them makes a risk red whatever its product
 * (standards.md §2, general rules of DB37; the Henan text was not seen, so the list is versioned data).
 *
 * @param codes codes of `risk_direct_red`; repeats count once
 * @returns the hits in the list's order, empty if none was ticked; or `risk.unknown_direct_item`
 */
export function gradeDirect(
  codes: readonly string[],
  reference: RiskDirectRed | null,
): Result<readonly DirectHit[], Refusal> {
  const items = reference?.items ?? [];
  const stray = codes.find((code) => !items.some((item) => item.code === code));
  if (stray !== undefined)
    return no({ code: 'risk.unknown_direct_item', field: 'directItems', params: { item: stray } });
  const hits = items.filter((item) => codes.includes(item.code));
  return ok(hits.map(({ code, label, labelEn }) => ({ code, label, labelEn })));
}
