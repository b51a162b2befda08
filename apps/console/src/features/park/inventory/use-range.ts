import type { Rule } from 'antd/es/form';
import { useTranslation } from 'react-i18next';
import { number } from '../../../ui/format.ts';

/** How a figure kept in SI is shown, and which of the shown are allowed. */
export type Range = {
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  readonly by?: number;
  readonly plus?: number;
  /** The least is not allowed itself. */
  readonly above?: boolean;
};

/** A rule that says which figures are allowed, in the unit the field shows. Empty passes: `required` is another rule. */
export function useRange() {
  const { t } = useTranslation();
  return ({ min, max, unit, by = 1, plus = 0, above = false }: Range): Rule => ({
    validator: (_, value: unknown) => {
      if (value === null || value === undefined || value === '') return Promise.resolve();
      // What floating point adds in the change of units is no fault of whoever typed the bound.
      const shown = typeof value === 'number' ? Number((value * by + plus).toPrecision(10)) : Number.NaN;
      const low = above ? shown > min : shown >= min;
      if (low && shown <= max) return Promise.resolve();
      const key = above ? 'park.range.above' : 'park.range.between';
      return Promise.reject(new Error(t(key, { min: number(min, 2), max: number(max, 2), unit })));
    },
  });
}
