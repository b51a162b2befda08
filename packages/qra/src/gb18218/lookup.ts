import { computed, type Outcome, refused } from '../result.ts';
import { findSubstance } from '../substance/library.ts';
import { type NamedRow, TABLE_1, TABLE_2_AND_4, TABLE_3 } from './tables.ts';

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

const plain = (name: string): string => name.replace(/\s/g, '').toLowerCase();
/** What stands before a row's brackets, which tell of states and mixtures; several names stand side by side. */
const everydayNames = (row: string): readonly string[] =>
  plain(row)
    .replace(/[（［(].*$/, '')
    .split('，');

/** The name as given, and what the substance library calls the same: a CAS number of table 3's carbon monoxide, an English name. */
function namesOf(given: string): readonly string[] {
  const known = findSubstance(given.trim());
  const all = known.ok ? [given, known.value.nameZh, known.value.cas] : [given];
  return all.filter((name) => name !== '').map(plain);
}

const rowsOf = (names: readonly string[]): readonly NamedRow[] => {
  const exactly = TABLE_1.filter((r) => names.includes(plain(r.name)));
  if (exactly.length > 0) return exactly;
  return TABLE_1.filter((r) =>
    [...everydayNames(r.name), ...r.aliases.map(plain), ...r.cas].some((n) => names.includes(n)),
  );
};

/**
 * Critical quantity Q and correction β of a substance: table 1 by name, everyday name, alias or CAS first, otherwise the smallest quantity among its categories in
 * table 2 (of equal ones the greater β); β by name in table 3 first, otherwise table 4. A name or CAS that fits several rows (nitrocellulose, ammonium nitrate) is
 * refused: the row's name decides.
 */
export function criticalQuantity(x: {
  readonly substance: string;
  readonly categories?: readonly CategorySymbol[];
}): Outcome<CriticalQuantity> {
  const names = namesOf(x.substance);
  const rows = rowsOf(names);
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
    (a, b) => Number(a.criticalQuantityT) - Number(b.criticalQuantityT) || Number(b.beta) - Number(a.beta),
  );
  const strictest = found[0];
  if (strictest === undefined) return refused('gb18218.unknown_substance', { field: 'substance', value: x.substance });
  const named = TABLE_3.find((r) => names.includes(plain(r.name)));
  return computed({
    criticalQuantityT: strictest.criticalQuantityT,
    beta: named?.beta ?? strictest.beta,
    quantityBasis: `table2:${strictest.symbol}`,
    betaBasis: named === undefined ? strictest.symbol : 'table3',
    betaCertainty: 'confirmed',
  });
}
