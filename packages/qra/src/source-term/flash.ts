import { erf } from '../math/normal.ts';
import { between, computed, firstOutOfRange, type Outcome, positive } from '../result.ts';

/** A liquid stored above its boiling point. */
export type FlashInput = {
  readonly storageTemperatureK: number;
  readonly boilingTemperatureK: number;
  readonly liquidHeatCapacityJKgK: number;
  readonly heatOfVaporisationJKg: number;
  /** `linear` cpΔT/ΔHv (default) or `exponential` 1−exp(−cpΔT/ΔHv). */
  readonly form?: 'linear' | 'exponential';
};

/**
 * Adiabatic flash fraction f = cp(T−Tb)/ΔHv clipped to 0-1, or 1−exp(−cp(T−Tb)/ΔHv).
 * Source: CCPS Vapor Cloud Explosions 2nd ed. eq 4-14 and a public worked example. A subcooled liquid gives 0.
 */
export function flashFraction(x: FlashInput): Outcome<number> {
  const bad = firstOutOfRange(
    between('storageTemperatureK', x.storageTemperatureK, [20, 1000]),
    between('boilingTemperatureK', x.boilingTemperatureK, [20, 1000]),
    between('liquidHeatCapacityJKgK', x.liquidHeatCapacityJKgK, [300, 15_000]),
    between('heatOfVaporisationJKg', x.heatOfVaporisationJKg, [1e4, 3e6]),
  );
  if (bad) return bad;
  const ratio =
    (x.liquidHeatCapacityJKgK * Math.max(0, x.storageTemperatureK - x.boilingTemperatureK)) / x.heatOfVaporisationJKg;
  return computed(x.form === 'exponential' ? 1 - Math.exp(-ratio) : Math.min(1, ratio));
}

/** Conditions at the hole that decide the droplets of a flashing jet. */
export type AerosolInput = {
  readonly surfaceTensionNM: number;
  readonly airDensityKgM3: number;
  readonly jetVelocityMS: number;
  readonly storageTemperatureK: number;
  readonly boilingTemperatureK: number;
};

/** Critical Weber number of droplet break-up. */
const WEBER = 12;

/**
 * Droplet diameter of a flashing jet, m: min(σ·We/(ρa·u²), 0.03/(10+4(T−Tb))), We = 12.
 * Source: CCPS (RELEASE), one public worked example; the second term counts superheat in K and gives m.
 */
export function dropletDiameter(x: AerosolInput): Outcome<number> {
  const bad = firstOutOfRange(
    positive('surfaceTensionNM', x.surfaceTensionNM, 1),
    positive('airDensityKgM3', x.airDensityKgM3, 20),
    positive('jetVelocityMS', x.jetVelocityMS, 1000),
    between('storageTemperatureK', x.storageTemperatureK, [20, 1000]),
    between('boilingTemperatureK', x.boilingTemperatureK, [20, 1000]),
  );
  if (bad) return bad;
  const mechanical = (x.surfaceTensionNM * WEBER) / (x.airDensityKgM3 * x.jetVelocityMS ** 2);
  const thermal = 0.03 / (10 + 4 * Math.max(0, x.storageTemperatureK - x.boilingTemperatureK));
  return computed(Math.min(mechanical, thermal));
}

/**
 * Share of the liquid that stays airborne as droplets: fa = ½[1−erf((3s²−ln dc+ln dp)/(√2·s))], s = ln 1.8 (RELEASE model).
 * @param criticalDiameterM dc, the largest droplet that stays airborne @param dropletDiameterM dp, the mean droplet
 */
export function aerosolFraction(criticalDiameterM: number, dropletDiameterM: number): Outcome<number> {
  const bad = firstOutOfRange(
    positive('criticalDiameterM', criticalDiameterM, 0.1),
    positive('dropletDiameterM', dropletDiameterM, 0.1),
  );
  if (bad) return bad;
  const s = Math.log(1.8);
  const z = (3 * s * s - Math.log(criticalDiameterM) + Math.log(dropletDiameterM)) / (Math.SQRT2 * s);
  return computed(0.5 * (1 - erf(z)));
}

/**
 * Share of a release that becomes airborne: the flash plus as much aerosol as flash (the simple 1-2 × rule), at most 1.
 * @param flash 0-1 @param aerosolFactor aerosol mass per flashed mass, 1-2 (default 1: Purple Book's "flash × 2 airborne")
 */
export function airborneFraction(flash: number, aerosolFactor = 1): Outcome<number> {
  const bad = firstOutOfRange(between('flash', flash, [0, 1]), between('aerosolFactor', aerosolFactor, [0, 2]));
  return bad ?? computed(Math.min(1, flash * (1 + aerosolFactor)));
}
