import type { MajorHazardItem, MajorHazardResult } from '@yufang/contract';
import { type CategorySymbol, gradeMajorHazard, TABLE_2_AND_4, type UnitItem } from '@yufang/qra';
import { refuse } from '../../platform/errors/refused.ts';

type Figures = { readonly items: readonly MajorHazardItem[]; readonly peopleWithin500M: number };

const isSymbol = (s: string): s is CategorySymbol => TABLE_2_AND_4.some((row) => row.symbol === s);

/** What the engine takes, or 422 naming the field: an unknown category, or figures stated by half or without a reason. */
function unitItem(item: MajorHazardItem, at: number): UnitItem {
  const field = (name: string) => `items.${at}.${name}`;
  const categories = item.categories ?? [];
  const strange = categories.find((c) => !isSymbol(c));
  if (strange !== undefined)
    throw refuse(422, {
      code: 'major_hazard.unknown_category',
      field: field('categories'),
      params: { symbol: strange },
    });
  const stated = [item.criticalQuantityT, item.beta].filter((x) => x !== undefined).length;
  if (stated === 1)
    throw refuse(422, {
      code: 'major_hazard.stated_by_half',
      field: field(item.beta === undefined ? 'beta' : 'criticalQuantityT'),
    });
  if (stated === 2 && !item.basis)
    throw refuse(422, { code: 'major_hazard.stated_without_reason', field: field('basis') });
  return {
    substance: item.substance,
    quantityT: item.quantityT,
    categories: categories.filter(isSymbol),
    ...(item.criticalQuantityT !== undefined && item.beta !== undefined
      ? { criticalQuantityT: item.criticalQuantityT, beta: item.beta }
      : {}),
  };
}

/**
 * Identify and grade a unit by GB 18218-2018 with its arithmetic. What was stated instead of looked up, and a β that depends on a GHS class nobody
 * checked, mark the whole result as unverified.
 * @throws 422 with the engine's code and the field at fault
 */
export function assessUnit(given: Figures): MajorHazardResult {
  const items = given.items.map(unitItem);
  // One by one first: the engine's lookups do not say which item they were about.
  for (const [at, item] of items.entries()) {
    const alone = gradeMajorHazard({ items: [item], peopleWithin500M: 0 });
    if (!alone.ok)
      throw refuse(422, {
        code: alone.code,
        field: `items.${at}.${(alone.field ?? 'substance').replace(/^items\[0\]\./, '')}`,
        params: { ...alone.params, value: alone.value ?? item.substance },
      });
  }
  const graded = gradeMajorHazard({ items, peopleWithin500M: given.peopleWithin500M });
  if (!graded.ok)
    throw refuse(422, {
      code: graded.code,
      ...(graded.field ? { field: graded.field } : {}),
      params: { ...graded.params, value: graded.value ?? null },
    });
  const x = graded.value;
  return {
    standard: x.standard,
    lines: x.items.map((line, i) => ({ ...line, basis: given.items[i]?.basis ?? null })),
    s: x.s,
    isMajorHazard: x.isMajorHazard,
    peopleWithin500M: given.peopleWithin500M,
    alpha: x.alpha,
    weightedSum: x.weightedSum,
    r: x.r,
    level: x.level,
    unverified: x.items.some((line) => line.quantityBasis === 'stated' || line.betaCertainty !== 'confirmed'),
  };
}
