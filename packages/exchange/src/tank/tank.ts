import type { CoordinateSystem, ParkFrequencyKind, ParkVesselKind, TankPressure, TankStore } from '@yufang/domain';
import type { RowIssue } from '../canonical.ts';

/** What the dress does not say, asked once for the whole file. */
export type TankAsked = {
  readonly crs: CoordinateSystem;
  readonly pressure: TankPressure;
  /** null: not said, so that no design store can be read. */
  readonly store: TankStore | null;
  /** Liquid share of those whose design store cannot be read; null: such rows are refused. */
  readonly fillFraction: number | null;
  /** Of those whose form and structure do not tell it; null: such rows are refused. */
  readonly kind: ParkVesselKind | null;
  /** Row of the failure frequencies of all of them; null: nothing is said of it. */
  readonly frequencyKind: ParkFrequencyKind | null;
};

/** Whose file it is, and what is known of substances. */
export type TankContext = TankAsked & {
  readonly creditCode: string;
  /** Density of the liquid, kg/m³, by any of the names it goes by; null when the substance is not known. */
  readonly density: (substance: string) => number | null;
};

/** What a figure was made of: the field of the dress, its value, and the unit it was taken in. */
export type TankSource = { readonly field: string; readonly value: number; readonly unit: string };

/** A tank as the inventory of the park takes it. SI: absolute Pa, K. */
export type CanonicalTank = {
  readonly tag: string;
  readonly name: string;
  readonly plant: string;
  readonly kind: ParkVesselKind;
  readonly frequencyKind: ParkFrequencyKind | null;
  readonly substance: string;
  readonly volumeM3: number;
  readonly fillFraction: number;
  readonly pressurePa: number;
  readonly temperatureK: number;
  readonly lon: number;
  readonly lat: number;
  readonly crs: CoordinateSystem;
  readonly bundAreaM2: number | null;
  /** Where each figure came from, so that whoever checks it sees what was taken. `fill` null: the share told for the whole file. */
  readonly taken: {
    readonly pressure: TankSource;
    readonly temperature: TankSource;
    readonly fill: TankSource | null;
    /** Of the words in form and structure, or told for the whole file. */
    readonly kind: 'row' | 'file';
  };
};

/** A row read, or refused with every fault by the field it was sent in. */
export type ReadTank =
  | { readonly ok: true; readonly tank: CanonicalTank }
  | { readonly ok: false; readonly tag: string; readonly issues: readonly RowIssue[] };
