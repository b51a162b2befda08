import { GAS_CONSTANT_J_MOL_K } from '../constants.ts';
import { bisect } from '../math/bisect.ts';
import { between, computed, firstOutOfRange, type Outcome, positive } from '../result.ts';

/** Full-bore rupture of a gas pipe fed at constant stagnation state. */
export type GasPipeInput = {
  readonly pipeDiameterM: number;
  readonly pipeLengthM: number;
  /** Absolute wall roughness ε, m; new steel 4.6·10⁻⁵. */
  readonly roughnessM?: number;
  readonly pressurePa: number;
  readonly temperatureK: number;
  readonly molarMassKgMol: number;
  readonly heatCapacityRatio: number;
  /** `fanno` (textbook, default) or `aqt3046` (the public transcription of AQ/T 3046 E.18, with k on the Mach term). */
  readonly form?: 'fanno' | 'aqt3046';
};

/** Flow out of the broken end, choked there. */
export type GasPipeFlow = {
  readonly massFlowKgS: number;
  readonly massFluxKgM2S: number;
  readonly inletMachNumber: number;
  readonly fanningFriction: number;
  readonly exitPressurePa: number;
  readonly exitTemperatureK: number;
};

/**
 * Adiabatic pipe flow with friction, choked at the break (AQ/T 3046-2013 E.8, E.18-E.22; one source read).
 * Mach Ma from ((k+1)/2)·ln[2Y₁/((k+1)Ma²)] − (1/Ma²−1) + k·4fL/d = 0 with Y₁ = 1+(k−1)Ma²/2; fully rough Fanning
 * f = 1/(4·log₁₀(3.7d/ε))².
 *
 * The public transcription of AQ/T 3046 writes k(1/Ma²−1); Fanno's relation (Crowl & Louvar 4-63) has (1/Ma²−1) and is the
 * default here. Both are offered, the choice is in the note `pipe.form`; they differ by about √k in flux for long pipes.
 * Range: L/d ≥ 1, exit choked (line pressure well above ambient), L ≤ 100 km.
 */
export function gasPipeRupture(x: GasPipeInput): Outcome<GasPipeFlow> {
  const roughness = x.roughnessM ?? 4.6e-5;
  const bad = firstOutOfRange(
    positive('pipeDiameterM', x.pipeDiameterM, 2),
    between('pipeLengthM', x.pipeLengthM, [x.pipeDiameterM, 1e5]),
    { field: 'roughnessM', value: roughness, above: 0, below: x.pipeDiameterM / 10 },
    between('pressurePa', x.pressurePa, [1.5e5, 1e8]),
    between('temperatureK', x.temperatureK, [20, 2000]),
    between('molarMassKgMol', x.molarMassKgMol, [0.001, 0.6]),
    { field: 'heatCapacityRatio', value: x.heatCapacityRatio, above: 1, max: 1.67 },
  );
  if (bad) return bad;
  const k = x.heatCapacityRatio;
  const f = 1 / (4 * Math.log10((3.7 * x.pipeDiameterM) / roughness)) ** 2;
  const loss = (4 * f * x.pipeLengthM) / x.pipeDiameterM;
  const lead = x.form === 'aqt3046' ? k : 1;
  const balance = (ma: number): number => {
    const y = 1 + ((k - 1) * ma * ma) / 2;
    return ((k + 1) / 2) * Math.log((2 * y) / ((k + 1) * ma * ma)) - lead * (1 / (ma * ma) - 1) + k * loss;
  };
  const ma = bisect(balance, 1e-6, 1);
  const y = 1 + ((k - 1) * ma * ma) / 2;
  const exitTemperatureK = (x.temperatureK * 2 * y) / (k + 1);
  const exitPressurePa = x.pressurePa * ma * Math.sqrt((2 * y) / (k + 1));
  const flux = exitPressurePa * Math.sqrt((k * x.molarMassKgMol) / (GAS_CONSTANT_J_MOL_K * exitTemperatureK));
  const value = {
    massFlowKgS: flux * (Math.PI / 4) * x.pipeDiameterM ** 2,
    massFluxKgM2S: flux,
    inletMachNumber: ma,
    fanningFriction: f,
    exitPressurePa,
    exitTemperatureK,
  };
  return computed(value, [{ code: 'pipe.form', params: { form: x.form ?? 'fanno' } }]);
}
