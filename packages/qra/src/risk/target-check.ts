import { GB36894_2018, individualLimitPerYear, type PlantState, type TargetClass } from './criteria.ts';

/** A place to be protected. */
export type ProtectedTarget = {
  readonly id: string;
  readonly targetClass: TargetClass;
  readonly xM: number;
  readonly yM: number;
};

/** One target against its limit, the arithmetic shown. */
export type TargetVerdict = {
  readonly id: string;
  readonly targetClass: TargetClass;
  readonly riskPerYear: number;
  readonly limitPerYear: number;
  readonly ratio: number;
  readonly breaks: boolean;
  readonly standard: string;
};

/** Compare each target's individual risk with its limit; reaching the limit does not break it, exceeding it does. Worst first. */
export function checkTargets(
  targets: readonly ProtectedTarget[],
  riskPerYear: readonly number[],
  state: PlantState,
): readonly TargetVerdict[] {
  return targets
    .map((t, i) => {
      const risk = riskPerYear[i] ?? Number.NaN;
      const limitPerYear = individualLimitPerYear(t.targetClass, state);
      const ratio = risk / limitPerYear;
      return {
        id: t.id,
        targetClass: t.targetClass,
        riskPerYear: risk,
        limitPerYear,
        ratio,
        breaks: ratio > 1,
        standard: GB36894_2018.standard,
      };
    })
    .sort((a, b) => b.ratio - a.ratio);
}
