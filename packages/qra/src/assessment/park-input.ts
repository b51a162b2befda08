import type { VesselKind } from '../domino/vessel-damage.ts';
import type { VesselFrequencyKind } from '../frequency/base-frequencies.ts';
import type { Barriers, GridSpec, ParkSettings, WeatherClass } from '../park/types.ts';
import type { PlantState, TargetClass } from '../risk/criteria.ts';

/** Format of the park file. A change that old files do not survive gets a new number. */
export const PARK_INPUT_FORMAT = 'yufang-park/1';

/** A place: local metres (x east, y north of the park's origin) or longitude and latitude in degrees. Exactly one of the two. */
export type InputPlace =
  | { readonly xM: number; readonly yM: number }
  | { readonly lonDeg: number; readonly latDeg: number };

/** Reference system of the coordinates. GCJ-02 and BD-09 are refused: they are shifted by hundreds of metres; convert them first. */
export type ReferenceSystem = 'CGCS2000' | 'WGS84';

/** One vessel as a park file holds it. */
export type InputVessel = InputPlace & {
  readonly id: string;
  readonly enterpriseId: string;
  readonly name?: string;
  readonly kind: VesselKind;
  /** Row of the failure frequencies; by `kind` when absent (see `FREQUENCY_KIND_OF`). */
  readonly frequencyKind?: VesselFrequencyKind;
  /** Id, Chinese or English name, or CAS number of the substance library. */
  readonly substance: string;
  readonly volumeM3: number;
  /** Share of the volume filled with liquid, 0-0.98; 0 for a gas. */
  readonly fillFraction: number;
  /** Absolute pressure. */
  readonly pressurePa: number;
  readonly temperatureK: number;
  readonly bundAreaM2?: number;
  /** Management factor and the like; multiplies every base frequency. */
  readonly frequencyFactor?: number;
  readonly barriers?: Barriers;
};

/** People at a place, by day and by night, with the share of them indoors (0.93 and 0.99 when absent: Purple Book). */
export type InputPeople = InputPlace & {
  readonly day: number;
  readonly night: number;
  readonly indoorShareDay?: number;
  readonly indoorShareNight?: number;
};

/** A protected target of GB 36894. */
export type InputTarget = InputPlace & {
  readonly id: string;
  readonly name?: string;
  readonly targetClass: TargetClass;
};

/**
 * A park as JSON: all that an assessment needs. Frozen with its result it gives the same bits again.
 * `readParkInput` checks it; unknown fields are refused, so that a misspelt one is not silently left out.
 */
export type ParkInput = {
  readonly format: typeof PARK_INPUT_FORMAT;
  readonly id: string;
  readonly name?: string;
  /** Where x = y = 0 lies. */
  readonly origin: { readonly lonDeg: number; readonly latDeg: number; readonly referenceSystem: ReferenceSystem };
  readonly enterprises?: readonly { readonly id: string; readonly name?: string }[];
  readonly vessels: readonly InputVessel[];
  /** Weather classes with the wind rose; all shares sum to 1 (rounded statistics off by up to 5 % are scaled, and it is noted). */
  readonly weather: readonly WeatherClass[];
  readonly population: readonly InputPeople[];
  readonly targets: readonly InputTarget[];
  readonly settings?: Partial<ParkSettings>;
  /** Receivers; by default all vessels and targets with a margin of 1 km, every 10 m (coarser for parks wider than some 7 km). */
  readonly grid?: GridSpec;
  /** Which column of GB 36894's limits; `in-service` by default. */
  readonly state?: PlantState;
  /** Monte Carlo of the dominoes; 200,000 histories with seed 1 when absent, `null` leaves dominoes out. */
  readonly domino?: { readonly histories?: number; readonly seed?: number } | null;
  /** Measures are tried on this many vessels of largest risk and as many of most domino failures; 5 when absent, 0 leaves them out. */
  readonly measures?: { readonly vessels?: number };
};

/** Failure frequency row taken when a vessel names none. */
export const FREQUENCY_KIND_OF: Readonly<Record<VesselKind, VesselFrequencyKind>> = {
  atmospheric: 'atmospheric-single',
  pressurised: 'pressure-storage',
  elongated: 'process-vessel',
  small: 'process-vessel',
};

/** What a park file need not say. */
export const INPUT_DEFAULTS = {
  gridMarginM: 1000,
  /** Steps tried, finest first, until the grid has no more than `gridNodes`. */
  gridStepsM: [10, 20, 50, 100, 200, 500],
  gridNodes: 600_000,
  histories: 200_000,
  seed: 1,
  measureVessels: 5,
  indoorShareDay: 0.93,
  indoorShareNight: 0.99,
} as const;
