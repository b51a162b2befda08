import { computed, firstOutOfRange, type Note, notNegative, type Outcome, refused } from '../result.ts';
import { add, compare, decimalText, decimalTextBeside, divide, type Exact, exact, multiply, ZERO } from './exact.ts';
import { type CategorySymbol, type CriticalQuantity, criticalQuantity } from './lookup.ts';
import { GB18218_EDITION, TABLE_5_ALPHA, TABLE_6_GRADES } from './tables.ts';

/** A substance in a unit. q is the design maximum; `criticalQuantityT` and `beta` override the tables (and are shown as such). */
export type UnitItem = {
  readonly substance: string;
  readonly quantityT: string | number;
  readonly categories?: readonly CategorySymbol[];
  readonly criticalQuantityT?: string | number;
  readonly beta?: string | number;
};

/** One line of the arithmetic. All figures are decimal text; `ratio` = q/Q, `weighted` = β·q/Q. */
export type ItemArithmetic = CriticalQuantity & {
  readonly substance: string;
  readonly quantityT: string;
  readonly ratio: string;
  readonly weighted: string;
};

/** A unit's identification and grade, the arithmetic shown. */
export type MajorHazard = {
  readonly standard: string;
  readonly items: readonly ItemArithmetic[];
  readonly s: string;
  readonly isMajorHazard: boolean;
  readonly alpha: string;
  /** Σ β·q/Q, to which α is multiplied. */
  readonly weightedSum: string;
  /** Present only when S ≥ 1. */
  readonly r: string | null;
  readonly level: 1 | 2 | 3 | 4 | null;
  readonly grade: string | null;
};

const GRADE_BOUNDS = TABLE_6_GRADES.map((row) => Number(row.minR));

/** α of table 5 for a resident population within 500 m. */
export const alphaOf = (people: number): string =>
  TABLE_5_ALPHA.findLast((row) => people >= row.minPersons)?.alpha ?? '2';

function readItem(
  item: UnitItem,
  index: number,
): Outcome<{ basis: CriticalQuantity; q: Exact; ratio: Exact; weighted: Exact }> {
  const q = exact(item.quantityT, `items[${index}].quantityT`);
  if (!q.ok) return q;
  if (q.value.num < 0n)
    return refused('input.out_of_range', { field: `items[${index}].quantityT`, value: String(item.quantityT), min: 0 });
  let basis: CriticalQuantity;
  if (item.criticalQuantityT !== undefined && item.beta !== undefined) {
    basis = {
      criticalQuantityT: String(item.criticalQuantityT),
      beta: String(item.beta),
      quantityBasis: 'stated',
      betaBasis: 'stated',
      betaCertainty: 'confirmed',
    };
  } else {
    const found = criticalQuantity(item);
    if (!found.ok) return found;
    basis = found.value;
  }
  const critical = exact(basis.criticalQuantityT, `items[${index}].criticalQuantityT`);
  if (!critical.ok) return critical;
  const beta = exact(basis.beta, `items[${index}].beta`);
  if (!beta.ok) return beta;
  if (critical.value.num <= 0n || beta.value.num <= 0n)
    return refused('input.out_of_range', { field: `items[${index}].criticalQuantityT`, min: 0 });
  const ratio = divide(q.value, critical.value);
  return computed({ basis, q: q.value, ratio, weighted: multiply(beta.value, ratio) });
}

/**
 * Identify and grade one unit by GB 18218-2018: S = Σq/Q, a major hazard when S ≥ 1; R = α·Σβ·q/Q;
 * 一级 R ≥ 100, 二级 50 ≤ R < 100, 三级 10 ≤ R < 50, 四级 R < 10. Exact fractions throughout: bounds belong to the graver grade.
 * Refuses an unknown or ambiguous substance, a malformed or negative quantity, an empty unit, a fractional population.
 */
export function gradeMajorHazard(x: {
  readonly items: readonly UnitItem[];
  readonly peopleWithin500M: number;
}): Outcome<MajorHazard> {
  const bad = firstOutOfRange(notNegative('peopleWithin500M', x.peopleWithin500M, 1e7));
  if (bad) return bad;
  if (!Number.isInteger(x.peopleWithin500M))
    return refused('input.not_whole', { field: 'peopleWithin500M', value: x.peopleWithin500M });
  if (x.items.length === 0) return refused('gb18218.empty_unit', { field: 'items' });
  let s = ZERO;
  let weighted = ZERO;
  const items: ItemArithmetic[] = [];
  const notes: Note[] = [];
  for (const [i, item] of x.items.entries()) {
    const read = readItem(item, i);
    if (!read.ok) return read;
    s = add(s, read.value.ratio);
    weighted = add(weighted, read.value.weighted);
    if (read.value.basis.betaCertainty === 'unverified-check-ghs-class')
      notes.push({ code: 'gb18218.beta_unverified', params: { substance: item.substance } });
    items.push({
      ...read.value.basis,
      substance: item.substance,
      quantityT: decimalText(read.value.q),
      ratio: decimalText(read.value.ratio),
      weighted: decimalText(read.value.weighted),
    });
  }
  const alphaText = alphaOf(x.peopleWithin500M);
  const alpha = exact(alphaText);
  if (!alpha.ok) return alpha;
  const isMajorHazard = compare(s, { num: 1n, den: 1n }) >= 0;
  const r = multiply(alpha.value, weighted);
  const graded = TABLE_6_GRADES.find((row) => compare(r, { num: BigInt(row.minR), den: 1n }) >= 0);
  return computed(
    {
      standard: GB18218_EDITION.standard,
      items,
      s: decimalTextBeside(s, [1]),
      isMajorHazard,
      alpha: alphaText,
      weightedSum: decimalText(weighted),
      r: isMajorHazard ? decimalTextBeside(r, GRADE_BOUNDS) : null,
      level: isMajorHazard ? (graded?.level ?? 4) : null,
      grade: isMajorHazard ? (graded?.grade ?? '四级') : null,
    },
    notes,
  );
}
