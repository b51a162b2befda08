import { ATMOSPHERE_PA, GAS_CONSTANT_J_MOL_K } from '../constants.ts';
import { between, computed, firstOutOfRange, type Note, type Outcome, positive, refused } from '../result.ts';

/** A gas leaving through a hole. */
export type GasOrificeInput = {
  /** Cd 0.85-1. */
  readonly dischargeCoefficient?: number;
  readonly holeDiameterM: number;
  /** Absolute stagnation pressure. */
  readonly vesselPressurePa: number;
  readonly ambientPressurePa?: number;
  readonly temperatureK: number;
  readonly molarMassKgMol: number;
  /** Ratio of specific heats, dimensionless. */
  readonly heatCapacityRatio: number;
};

/** Mass flow with the state in the throat. */
export type GasOrificeFlow = {
  readonly massFlowKgS: number;
  readonly choked: boolean;
  readonly criticalPressureRatio: number;
  readonly throatPressurePa: number;
  readonly throatTemperatureK: number;
  readonly throatDensityKgM3: number;
};

/** Critical pressure ratio (2/(k+1))^(k/(k−1)): at or below it the flow is choked. */
export const criticalPressureRatio = (k: number): number => (2 / (k + 1)) ** (k / (k - 1));

const checkGas = (x: GasOrificeInput, cd: number, ambient: number) =>
  firstOutOfRange(
    between('dischargeCoefficient', cd, [0.3, 1]),
    positive('holeDiameterM', x.holeDiameterM, 3),
    positive('vesselPressurePa', x.vesselPressurePa, 1e8),
    positive('ambientPressurePa', ambient, 1e7),
    between('temperatureK', x.temperatureK, [20, 2000]),
    between('molarMassKgMol', x.molarMassKgMol, [0.001, 0.6]),
    { field: 'heatCapacityRatio', value: x.heatCapacityRatio, above: 1, max: 1.67 },
  ) ??
  (x.vesselPressurePa > ambient
    ? undefined
    : refused('orifice.no_driving_head', { field: 'vesselPressurePa', value: x.vesselPressurePa }));

/**
 * Isentropic ideal-gas discharge, choked or not:
 * η = max(Pa/P, ηc), m = Cd·A·√(ρ₁P₁·2k/(k−1)·(η^(2/k) − η^((k+1)/k))); throat P=ηP₁, T=T₁η^((k−1)/k), ρ=ρ₁η^(1/k).
 *
 * Source: CCPS 1999 p.47; AQ/T 3046-2013 E.13-E.17. Range: ideal gas; real-gas error 0.04-3 % measured up to 100 bar H₂ and
 * 5 bar C₃H₈; above 100 bar the result carries the note `orifice.real_gas`.
 */
export function gasOrifice(x: GasOrificeInput): Outcome<GasOrificeFlow> {
  const cd = x.dischargeCoefficient ?? 0.85;
  const ambient = x.ambientPressurePa ?? ATMOSPHERE_PA;
  const bad = checkGas(x, cd, ambient);
  if (bad) return bad;
  const k = x.heatCapacityRatio;
  const ratio = ambient / x.vesselPressurePa;
  const critical = criticalPressureRatio(k);
  const eta = Math.max(ratio, critical);
  const density = (x.vesselPressurePa * x.molarMassKgMol) / (GAS_CONSTANT_J_MOL_K * x.temperatureK);
  const areaM2 = (Math.PI / 4) * x.holeDiameterM ** 2;
  const term = ((2 * k) / (k - 1)) * (eta ** (2 / k) - eta ** ((k + 1) / k));
  const notes: Note[] = x.vesselPressurePa > 1e7 ? [{ code: 'orifice.real_gas', field: 'vesselPressurePa' }] : [];
  return computed(
    {
      massFlowKgS: cd * areaM2 * Math.sqrt(density * x.vesselPressurePa * term),
      choked: ratio <= critical,
      criticalPressureRatio: critical,
      throatPressurePa: eta * x.vesselPressurePa,
      throatTemperatureK: x.temperatureK * eta ** ((k - 1) / k),
      throatDensityKgM3: density * eta ** (1 / k),
    },
    notes,
  );
}

/**
 * The same flow written as AQ/T 3046-2013 prints it: m = Y·Cd·A·P·√(Mk/(RT)·(2/(k+1))^((k+1)/(k−1))), Y = 1 when choked.
 * Kept so that a report can quote the Chinese standard's own form; a property test holds it equal to `gasOrifice`.
 */
export function gasOrificeAqt3046(x: GasOrificeInput): Outcome<{ massFlowKgS: number; expansionFactor: number }> {
  const cd = x.dischargeCoefficient ?? 0.85;
  const ambient = x.ambientPressurePa ?? ATMOSPHERE_PA;
  const bad = checkGas(x, cd, ambient);
  if (bad) return bad;
  const k = x.heatCapacityRatio;
  const eta = ambient / x.vesselPressurePa;
  const expansionFactor =
    eta <= criticalPressureRatio(k)
      ? 1
      : eta ** (1 / k) *
        Math.sqrt(1 - eta ** ((k - 1) / k)) *
        Math.sqrt((2 / (k - 1)) * ((k + 1) / 2) ** ((k + 1) / (k - 1)));
  const base =
    ((x.molarMassKgMol * k) / (GAS_CONSTANT_J_MOL_K * x.temperatureK)) * (2 / (k + 1)) ** ((k + 1) / (k - 1));
  const areaM2 = (Math.PI / 4) * x.holeDiameterM ** 2;
  return computed({
    massFlowKgS: expansionFactor * cd * areaM2 * x.vesselPressurePa * Math.sqrt(base),
    expansionFactor,
  });
}
