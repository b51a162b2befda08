import type { ToxicProbit } from '../vulnerability/toxic.ts';

/** How sure a value is: `read` (two sources or one source read), `memory` (well known, not re-read), `derived` (computed here). */
export type Certainty = 'read' | 'memory' | 'derived';

/** Antoine constants: lg(p/mmHg) = A − B/(C + T/°C) within the range. */
export type Antoine = {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly minC: number;
  readonly maxC: number;
};

/** What a substance does when it gets out; several may hold. */
export type HazardKind =
  | 'toxic'
  | 'flammable-gas'
  | 'flammable-liquid'
  | 'combustible-liquid'
  | 'oxidiser'
  | 'explosive'
  | 'corrosive';

/** Fuel reactivity for ignition and congestion: Purple Book / BST classes. */
export type Reactivity = 'low' | 'medium' | 'high';

/** A substance with what the models ask for; SI. Absent = not known or does not apply: models that need it refuse. */
export type Substance = {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly cas: string;
  readonly molarMassKgMol: number;
  readonly boilingTemperatureK: number;
  readonly liquidDensityKgM3: number;
  readonly liquidHeatCapacityJKgK: number;
  readonly heatOfVaporisationJKg: number;
  readonly heatCapacityRatio: number;
  readonly heatOfCombustionJKg?: number;
  /** Volume fractions. */
  readonly lowerFlammableLimit?: number;
  readonly upperFlammableLimit?: number;
  readonly burningRateKgM2S?: number;
  readonly reactivity?: Reactivity;
  readonly antoine?: Antoine;
  readonly toxicProbit?: ToxicProbit;
  readonly kinds: readonly HazardKind[];
  /** Certainty and source by field; fields not named follow `default`. */
  readonly provenance: Readonly<Record<string, { readonly certainty: Certainty; readonly source: string }>>;
};

/** Certainty and source of one field of a substance. */
export const provenanceOf = (
  substance: Substance,
  field: keyof Substance,
): { readonly certainty: Certainty; readonly source: string } =>
  substance.provenance[field] ?? substance.provenance.default ?? { certainty: 'memory', source: 'unknown' };
