import { computed, type Outcome, refused } from '../result.ts';
import { TABLE_1, TABLE_2_AND_4, TABLE_3 } from './tables.ts';

/** Where a critical quantity and a β came from. */
export type CriticalQuantity = {
  readonly criticalQuantityT: string;
  readonly beta: string;
  readonly quantityBasis: string;
  readonly betaBasis: string;
  readonly betaCertainty: 'confirmed' | 'derived-from-category' | 'unverified-check-ghs-class';
};

/** A symbol of table 2, "J1"-"W11". */
export type CategorySymbol = (typeof TABLE_2_AND_4)[number]['symbol'];

const CLEAN = (s: string): string => s.replace(/（无水）|\s/g, '');

/**
 * Critical quantity Q and correction β of a substance: table 1 by name, alias or CAS first, otherwise the smallest quantity
 * among its categories in table 2; β by name in table 3 first, otherwise table 4. A CAS that names several rows
 * (nitrocellulose, ammonium nitrate) is refused: the row's name decides.
 */
export function criticalQuantity(x: {
  readonly substance: string;
  readonly categories?: readonly CategorySymbol[];
}): Outcome<CriticalQuantity> {
  const byName = TABLE_1.filter((r) => CLEAN(r.name) === CLEAN(x.substance) || r.name === x.substance);
  const rows =
    byName.length > 0 ? byName : TABLE_1.filter((r) => r.aliases.includes(x.substance) || r.cas.includes(x.substance));
  if (rows.length > 1)
    return refused('gb18218.ambiguous', {
      field: 'substance',
      value: x.substance,
      params: { rows: rows.map((r) => r.no).join(',') },
    });
  const row = rows[0];
  if (row !== undefined) {
    return computed({
      criticalQuantityT: row.criticalQuantityT,
      beta: row.beta,
      quantityBasis: `table1:${row.no}`,
      betaBasis: row.betaBasis,
      betaCertainty: row.betaCertainty,
    });
  }
  const wanted = x.categories ?? [];
  const found = TABLE_2_AND_4.filter((r) => wanted.includes(r.symbol)).toSorted(
    (a, b) => Number(a.criticalQuantityT) - Number(b.criticalQuantityT),
  );
  const strictest = found[0];
  if (strictest === undefined) return refused('gb18218.unknown_substance', { field: 'substance', value: x.substance });
  const named = TABLE_3.find((r) => r.name === x.substance);
  return computed({
    criticalQuantityT: strictest.criticalQuantityT,
    beta: named?.beta ?? strictest.beta,
    quantityBasis: `table2:${strictest.symbol}`,
    betaBasis: named === undefined ? strictest.symbol : 'table3',
    betaCertainty: 'confirmed',
  });
}
