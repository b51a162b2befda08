import { ATMOSPHERE_PA, GAS_CONSTANT_J_MOL_K } from '../constants.ts';
import { between, computed, firstOutOfRange, type Note, notNegative, type Outcome, positive } from '../result.ts';

/** Thermal properties of ground under a boiling pool; concrete read, the others from memory. */
export const GROUND_THERMAL = {
  concrete: { conductivityWMK: 1.28, diffusivityM2S: 6.6e-7, certainty: 'read' },
  soil: { conductivityWMK: 0.9, diffusivityM2S: 4.3e-7, certainty: 'memory' },
  insulatingConcrete: { conductivityWMK: 0.207, diffusivityM2S: 8.3e-7, certainty: 'memory' },
} as const;

/** Ground material of a boiling pool. */
export type ThermalGround = keyof typeof GROUND_THERMAL;

/**
 * Boiling rate of a cryogenic pool on land, kg/(m²·s): G = k(Ts−Tb)/(ΔHv·√(πα·t)). Range: t > 0; refuses Ts ≤ Tb.
 * Source: TNO Yellow Book / CCPS.
 */
export function boilingFlux(x: {
  readonly ground: ThermalGround;
  readonly groundTemperatureK: number;
  readonly boilingTemperatureK: number;
  readonly heatOfVaporisationJKg: number;
  readonly timeS: number;
}): Outcome<number> {
  const bad = firstOutOfRange(
    { field: 'groundTemperatureK', value: x.groundTemperatureK, above: x.boilingTemperatureK, max: 400 },
    between('boilingTemperatureK', x.boilingTemperatureK, [4, 400]),
    between('heatOfVaporisationJKg', x.heatOfVaporisationJKg, [1e4, 3e6]),
    positive('timeS', x.timeS, 1e6),
  );
  if (bad) return bad;
  const g = GROUND_THERMAL[x.ground];
  const wattsM2 =
    (g.conductivityWMK * (x.groundTemperatureK - x.boilingTemperatureK)) /
    Math.sqrt(Math.PI * g.diffusivityM2S * x.timeS);
  return computed(wattsM2 / x.heatOfVaporisationJKg);
}

/** A pool evaporating below its boiling point. */
export type EvaporationInput = {
  readonly windSpeedMS: number;
  readonly poolDiameterM: number;
  readonly vapourPressurePa: number;
  readonly molarMassKgMol: number;
  readonly temperatureK: number;
  /** Schmidt number of the vapour in air; 0.8 where unknown. Only MacKay-Matsugu uses it. */
  readonly schmidtNumber?: number;
  /** `mackay-matsugu` (default), `tno` (2·10⁻³ form, also AQ/T), or `russian` (10⁻⁶·η·P[kPa]·√M[g/mol]). */
  readonly form?: 'mackay-matsugu' | 'tno' | 'russian';
};

/** η of the Russian screening form by wind speed at 20-30 °C (from memory): 1 in still air to about 10 at 10 m/s. */
const russianEta = (windSpeedMS: number): number => 1 + 0.9 * Math.min(10, windSpeedMS);

/**
 * Evaporation rate of a non-boiling pool, kg/(m²·s).
 *
 * MacKay-Matsugu: km = 0.004786·u^0.78·D^−0.11·Sc^−0.67, G = km·M·Psat/(R·T); TNO: G = 2·10⁻³·u^0.78·r^−0.11·Psat·M/(R·T).
 * Source: from memory (reference §1.2); a screening value. Range: u 0.5-20 m/s, D 0.1-200 m, Psat below ambient pressure;
 * beyond the last two, to 500 m and 1.1 bar, flagged as extrapolated.
 */
export function evaporationFlux(x: EvaporationInput): Outcome<number> {
  const bad = firstOutOfRange(
    between('windSpeedMS', x.windSpeedMS, [0.5, 20]),
    between('poolDiameterM', x.poolDiameterM, [0.1, 500]),
    notNegative('vapourPressurePa', x.vapourPressurePa, 1.1e5),
    between('molarMassKgMol', x.molarMassKgMol, [0.001, 0.6]),
    between('temperatureK', x.temperatureK, [150, 600]),
    between('schmidtNumber', x.schmidtNumber ?? 0.8, [0.1, 10]),
  );
  if (bad) return bad;
  const form = x.form ?? 'mackay-matsugu';
  const note: Note[] = [{ code: 'pool.evaporation_form', params: { form } }];
  if (x.poolDiameterM > 200 || x.vapourPressurePa > ATMOSPHERE_PA) note.push({ code: 'pool.evaporation_extrapolated' });
  if (form === 'russian') {
    return computed(
      1e-6 * russianEta(x.windSpeedMS) * (x.vapourPressurePa / 1000) * Math.sqrt(x.molarMassKgMol * 1000),
      note,
    );
  }
  const saturation = (x.vapourPressurePa * x.molarMassKgMol) / (GAS_CONSTANT_J_MOL_K * x.temperatureK);
  const km =
    form === 'tno'
      ? 2e-3 * x.windSpeedMS ** 0.78 * (x.poolDiameterM / 2) ** -0.11
      : 0.004786 * x.windSpeedMS ** 0.78 * x.poolDiameterM ** -0.11 * (x.schmidtNumber ?? 0.8) ** -0.67;
  return computed(km * saturation, note);
}
