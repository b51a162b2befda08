/** Figures that can tint the map. Each is a share or a count of the place it tints. */
export const LAYERS = ['overdue', 'red', 'tasks', 'dormant', 'controlled'] as const;
export type Layer = (typeof LAYERS)[number];

type Figures = Readonly<Record<string, number>>;
const of = (f: Figures, metric: string): number => f[metric] ?? 0;
const share = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

/** How a layer is computed from a place's figures, whether it is a share (else a count), and whether more of it is worse. */
export const LAYER_VALUES: Readonly<
  Record<Layer, { value: (f: Figures) => number | null; share: boolean; moreIsWorse: boolean }>
> = {
  overdue: { value: (f) => of(f, 'dangers_overdue'), share: false, moreIsWorse: true },
  red: { value: (f) => of(f, 'risks_red'), share: false, moreIsWorse: true },
  tasks: { value: (f) => share(of(f, 'tasks_done_7d'), of(f, 'tasks_due_7d')), share: true, moreIsWorse: false },
  dormant: {
    value: (f) => share(of(f, 'enterprises_dormant'), of(f, 'enterprises_registered')),
    share: true,
    moreIsWorse: true,
  },
  controlled: {
    value: (f) => share(of(f, 'measures_controlled'), of(f, 'measures_total')),
    share: true,
    moreIsWorse: false,
  },
};

/** Steps of the tint: from paper to the accent, never a grade's colour. */
export const TINTS = ['#EEF2F0', '#D3E3E0', '#AFD0CB', '#7FB5AF', '#4A9390', '#1F6F6F'] as const;
/** The same steps on a dark ground. */
export const DARK_TINTS = ['#16242A', '#1B3438', '#1F4648', '#245C5C', '#2C7775', '#3B9995'] as const;

/**
 * Which step each place has: places are ranked, equal values share a step, so that one outlier does not wash out all others. Worse is darker.
 * A place without a value has step 0.
 */
export function tintSteps(values: ReadonlyMap<string, number | null>, moreIsWorse: boolean): Map<string, number> {
  const known = [...new Set([...values.values()].filter((v): v is number => v !== null))].sort((a, b) =>
    moreIsWorse ? a - b : b - a,
  );
  const last = known.length - 1;
  return new Map(
    [...values].map(([code, v]) => {
      if (v === null || last <= 0) return [code, v === null ? 0 : 1];
      return [code, 1 + Math.round((known.indexOf(v) / last) * (TINTS.length - 2))];
    }),
  );
}
