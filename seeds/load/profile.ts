import type { Scale, Sector } from '@yufang/domain';

/** What a trade's firms are made of, read from the trade templates and multiplied by the firm's size. */
export type TradeProfile = {
  readonly code: string;
  /** The word in a firm's name, e.g. 木业. */
  readonly word: string;
  readonly industryCode: string;
  readonly sector: Sector;
  readonly tags: readonly string[];
  /** Share of the province's firms; any positive scale. */
  readonly weight: number;
  readonly scales: readonly (readonly [Scale, number])[];
  readonly post: { readonly name: string; readonly duty: string; readonly emergency: string };
  readonly risks: readonly RiskProfile[];
  /** Lesser risks that nearly every firm has. */
  readonly common: readonly RiskProfile[];
};

/** One typical risk of a trade with its measures. */
export type RiskProfile = {
  readonly object: string;
  readonly kind: 'place' | 'activity' | 'process';
  readonly unit: string;
  readonly event: string;
  readonly accidentType: string;
  readonly consequence: string;
  /** LEC before this firm's own controls; the generator lowers L by how well a firm controls. */
  readonly scores: { readonly L: number; readonly E: number; readonly C: number };
  /** Items of the major-danger criteria that a failure here may meet, `<set id>/<code>`. */
  readonly criteria: readonly string[];
  readonly measures: readonly { readonly measureClass: string; readonly text: string; readonly check: string | null }[];
};

/** How large the generated province is, and how thickly its history is filled. */
export type Size = {
  readonly name: 'demo' | 'province';
  readonly enterprises: number;
  /** Means per enterprise. */
  readonly measures: number;
  readonly records: number;
  readonly dangers: number;
  /** Days of history; of these, days whose tasks are kept too. */
  readonly historyDays: number;
  readonly taskDays: number;
  /** Whether rows' creations stand in the change log one by one, or as one summary an enterprise. */
  readonly detailedLog: boolean;
};

export const SIZES: Readonly<Record<Size['name'], Size>> = {
  demo: {
    name: 'demo',
    enterprises: 2_000,
    measures: 10,
    records: 50,
    dangers: 6,
    historyDays: 365,
    taskDays: 20,
    detailedLog: true,
  },
  province: {
    name: 'province',
    enterprises: 100_000,
    measures: 15,
    records: 39,
    dangers: 7.6,
    historyDays: 365,
    taskDays: 4,
    detailedLog: false,
  },
};
