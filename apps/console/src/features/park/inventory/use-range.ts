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
  /** Decimals shown. */
  readonly digits?: number;
};

/** What the engine takes of a vessel, kept in SI and shown in people's units: one list for every place that asks. */
export const VESSEL_RANGES = {
  volumeM3: { min: 0, max: 200_000, unit: 'm³', above: true, digits: 2 },
  fillFraction: { min: 0, max: 98, unit: '%', by: 100, digits: 1 },
  pressurePa: { min: 0.09, max: 100, unit: 'MPa', by: 1e-6, digits: 6 },
  temperatureK: { min: -193.15, max: 626.85, unit: '°C', plus: -273.15, digits: 2 },
  bundAreaM2: { min: 1, max: 1e6, unit: 'm²', digits: 1 },
  shutOffS: { min: 10, max: 3600, unit: 's', digits: 1 },
  sprayHeatFactor: { min: 0, max: 100, unit: '%', by: 100, digits: 0 },
  fireproofingMin: { min: 0, max: 600, unit: 'min', digits: 1 },
} as const satisfies Readonly<Record<string, Range>>;

/** Whether a figure is one of the allowed. What floating point adds in the change of units is no fault of whoever typed the bound. */
export function isWithin({ min, max, by = 1, plus = 0, above = false }: Range, value: number): boolean {
  const shown = Number((value * by + plus).toPrecision(10));
  return (above ? shown > min : shown >= min) && shown <= max;
}

/** The sentence that says which figures are allowed, in the unit the field shows. */
export function useRangeText() {
  const { t } = useTranslation();
  return ({ min, max, unit, above = false }: Range): string =>
    t(above ? 'park.range.above' : 'park.range.between', { min: number(min, 2), max: number(max, 2), unit });
}

/** A rule for a form's field that says which figures are allowed. Empty passes: `required` is another rule. */
export function useRange() {
  const say = useRangeText();
  return (range: Range): Rule => ({
    validator: (_, value: unknown) => {
      if (value === null || value === undefined || value === '') return Promise.resolve();
      if (typeof value === 'number' && isWithin(range, value)) return Promise.resolve();
      return Promise.reject(new Error(say(range)));
    },
  });
}
