import type { Stability } from '../dispersion/stability.ts';
import type { VesselKind } from '../domino/vessel-damage.ts';
import type { VesselFrequencyKind } from '../frequency/base-frequencies.ts';
import type { ProtectedTarget } from '../risk/target-check.ts';

/** Barriers on a vessel, each with what it does in the model. Absent = not there. */
export type Barriers = {
  /** Gas detection with automatic shut-off: leaks (not the ten-minute or catastrophic release) end after this time. */
  readonly shutOffS?: number;
  /** Water spray: share of incident heat that still reaches the wall, 0-1. */
  readonly sprayHeatFactor?: number;
  /** Fireproofing: added minutes of time to failure. */
  readonly fireproofingMin?: number;
};

/** One vessel. Positions in the park's local metres (x east, y north); pressures absolute. */
export type ParkVessel = {
  readonly id: string;
  readonly enterpriseId: string;
  readonly xM: number;
  readonly yM: number;
  readonly kind: VesselKind;
  readonly frequencyKind: VesselFrequencyKind;
  /** Id, name or CAS of the substance library. */
  readonly substance: string;
  readonly volumeM3: number;
  /** Share of the volume filled with liquid, 0-0.98; 0 for a gas. */
  readonly fillFraction: number;
  readonly pressurePa: number;
  readonly temperatureK: number;
  readonly bundAreaM2?: number;
  /** Management-factor and the like, multiplies every base frequency; 1 by default. */
  readonly frequencyFactor?: number;
  readonly barriers?: Barriers;
};

/** One weather class with the joint frequency of each wind sector. */
export type WeatherClass = {
  readonly stability: Stability;
  readonly windSpeedMS: number;
  /** Share of the year by sector the wind comes from, sector 0 centred on north, clockwise. All classes and sectors sum to 1. */
  readonly sectorShare: readonly number[];
  /** Share of this class's hours that are day. */
  readonly dayShare: number;
};

/** People at a place. */
export type PopulationPoint = {
  readonly xM: number;
  readonly yM: number;
  readonly day: number;
  readonly night: number;
  readonly indoorShareDay: number;
  readonly indoorShareNight: number;
};

/** The rectangle of receivers: nodes from the origin, every `stepM`. */
export type GridSpec = {
  readonly originXM: number;
  readonly originYM: number;
  readonly widthM: number;
  readonly heightM: number;
  readonly stepM: number;
};

/** Choices that change figures; stored with every result. */
export type ParkSettings = {
  readonly airTemperatureK: number;
  readonly relativeHumidity: number;
  /** Delayed ignition of a flammable, not toxic, cloud that reached no immediate one; 1 is the Purple Book's on-site rule. */
  readonly delayedIgnition: number;
  /** TNT yield of a vapour cloud. */
  readonly tntYield: number;
  /** `aqt3046`: clothing and shelter factors for society; `individual`: the same vulnerability as individual risk. */
  readonly societalVulnerability: 'aqt3046' | 'individual';
  /** Wind directions a sector is cut into for F-N, each with its mean number of deaths. */
  readonly directionsPerSector: number;
};

/** Everything an assessment needs; frozen with its result it can be run again to the same bits. */
export type Park = {
  readonly id: string;
  readonly vessels: readonly ParkVessel[];
  readonly weather: readonly WeatherClass[];
  readonly population: readonly PopulationPoint[];
  readonly targets: readonly ProtectedTarget[];
  readonly settings: ParkSettings;
};

/** The settings used where a park does not choose. */
export const DEFAULT_SETTINGS: ParkSettings = {
  airTemperatureK: 293.15,
  relativeHumidity: 0.7,
  delayedIgnition: 1,
  tntYield: 0.04,
  societalVulnerability: 'aqt3046',
  directionsPerSector: 3,
};
