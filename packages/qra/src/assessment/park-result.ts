import type { ContourCollection } from '../contour/geojson.ts';
import type { Chain } from '../domino/chains.ts';
import type { EscalationEdge, UnitScore } from '../domino/summary.ts';
import type { GridSpec, ParkSettings } from '../park/types.ts';
import type { Note } from '../result.ts';
import type { PlantState, SocietalVerdict, TargetClass } from '../risk/criteria.ts';
import type { MEASURE_EFFECTS, RankedMeasure } from '../risk/measures.ts';
import type { FnPoint } from '../risk/societal.ts';

/** Format of the result. A change that readers do not survive gets a new number. */
export const PARK_RESULT_FORMAT = 'yufang-park-result/1';

/** Which data the figures rest on: each set with its version, so that a report can name them. */
export type EngineStatement = {
  readonly engine: string;
  readonly substances: string;
  readonly frequencies: string;
  readonly ignition: string;
  readonly scenarios: string;
  readonly dominoThresholds: string;
  readonly criteria: string;
  readonly dispersion: string;
  /** Event tree after ignition; absent in results of engines before 2026-11-29. */
  readonly outcomes?: string;
  /** Effects and harm: fires, blasts, probits, fragments; absent like the above. */
  readonly effects?: string;
  readonly settings: ParkSettings;
};

/** Society's risk: yearly mean deaths, F-N staircase and where the worst point lies. */
export type SocietalResult = {
  readonly pllPerYear: number;
  readonly curve: readonly FnPoint[];
  readonly verdict: SocietalVerdict;
};

/** One vessel's part in the park's risk. */
export type VesselResult = {
  readonly id: string;
  readonly enterpriseId: string;
  readonly substance: string;
  readonly xM: number;
  readonly yM: number;
  readonly inventoryKg: number;
  /** Mean deaths a year by its own accidents. */
  readonly pllPerYear: number;
  /** Failures a year that neighbours bring on it, and the deaths of these. */
  readonly dominoFailuresPerYear: number;
  readonly dominoPllPerYear: number;
  /** Failures a year that it passes on. */
  readonly dominoSpreadPerYear: number;
  /** Its share of the park's PLL, dominoes included, 0-1. */
  readonly share: number;
};

/** One enterprise's sums over its vessels. */
export type EnterpriseResult = {
  readonly id: string;
  readonly vessels: number;
  readonly pllPerYear: number;
  readonly dominoPllPerYear: number;
  readonly dominoSpreadPerYear: number;
  readonly share: number;
};

/** A protected target against its limit, dominoes included, and who brings the risk there. */
export type TargetResult = {
  readonly id: string;
  readonly targetClass: TargetClass;
  readonly xM: number;
  readonly yM: number;
  readonly basePerYear: number;
  readonly dominoPerYear: number;
  readonly riskPerYear: number;
  readonly limitPerYear: number;
  readonly ratio: number;
  readonly breaks: boolean;
  /** The five largest contributions, per year. */
  readonly contributions: readonly { readonly vesselId: string; readonly riskPerYear: number }[];
};

/** What dominoes do in the park. */
export type DominoResult = {
  readonly model: string;
  readonly histories: number;
  readonly seed: number;
  readonly cascadesPerYear: number;
  readonly longestChain: number;
  /** Escalation graph, most frequent first, at most 2 000 edges; `edgesInAll` is the whole number. */
  readonly edges: readonly EscalationEdge[];
  readonly edgesInAll: number;
  readonly spreaders: readonly UnitScore[];
  readonly sufferers: readonly UnitScore[];
  readonly chains: readonly Chain[];
  /** Failures a year that the row's enterprise brings to the column's. */
  readonly enterprises: readonly string[];
  readonly matrix: readonly (readonly number[])[];
  readonly extraPllPerYear: number;
};

/** All results of a park as JSON. No time and no machine in it: the same input gives the same bits. */
export type ParkResult = {
  readonly format: typeof PARK_RESULT_FORMAT;
  readonly parkId: string;
  /** SHA-256 of the canonical input (`inputHash`). */
  readonly inputHash: string;
  readonly state: PlantState;
  readonly statement: EngineStatement;
  /** What to know before trusting a figure: codes with parameters; sentences live in the clients. */
  readonly notes: readonly Note[];
  readonly individual: {
    readonly grid: GridSpec & { readonly columns: number; readonly rows: number };
    readonly maximumPerYear: number;
    readonly maximumAt: { readonly xM: number; readonly yM: number };
    /** Contours at the levels of GB 36894, dominoes included, longitude and latitude; one feature a level, empty ones too. */
    readonly contours: ContourCollection;
    /** The same without dominoes. */
    readonly contoursBase: ContourCollection;
  };
  readonly societal: {
    readonly base: SocietalResult;
    /** Base and cascades summed: an upper bound, for a primary that escalates counts alone and in its cascade. */
    readonly withDomino: SocietalResult | null;
    /** Lines of GB 36894 in F·N at N = 1, slope −1. */
    readonly limits: { readonly upperAtOne: number; readonly lowerAtOne: number; readonly slope: number };
  };
  readonly vessels: readonly VesselResult[];
  readonly enterprises: readonly EnterpriseResult[];
  /** Worst ratio first. */
  readonly targets: readonly TargetResult[];
  readonly domino: DominoResult | null;
  readonly measures: { readonly effects: typeof MEASURE_EFFECTS; readonly ranked: readonly RankedMeasure[] } | null;
};
