import { between, computed, firstOutOfRange, type Note, notNegative, type Outcome } from '../result.ts';

/** Water vapour pressure pw = RH·exp(23.2−3816/(T−46)), Pa (from memory, Antoine form of SI water data). */
export const waterVapourPressurePa = (relativeHumidity: number, temperatureK: number): number =>
  relativeHumidity * Math.exp(23.2 - 3816 / (temperatureK - 46));

/** Which law of air's transmissivity: CCPS/Bagster water vapour, GOST exponential, AQ/T 3046 E.59. */
export type TransmissivityLaw = 'water-vapour' | 'gost' | 'aqt3046';

/**
 * Share of heat radiation that passes through `pathM` of air, 0-1.
 *
 * water-vapour: τ = 2.02(pw·x)^−0.09 for 10⁴ < pw·x < 10⁵ (capped at 1, flagged outside); gost: exp(−7·10⁻⁴·x); aqt3046:
 * 1−0.0565·ln x for x ≥ 1. Sources: reference §1.6 (two, one and one).
 */
export function transmissivity(x: {
  readonly pathM: number;
  readonly law?: TransmissivityLaw;
  readonly relativeHumidity?: number;
  readonly airTemperatureK?: number;
}): Outcome<number> {
  const humidity = x.relativeHumidity ?? 0.7;
  const temperature = x.airTemperatureK ?? 293.15;
  const bad = firstOutOfRange(
    notNegative('pathM', x.pathM, 1e5),
    between('relativeHumidity', humidity, [0.01, 1]),
    between('airTemperatureK', temperature, [233, 328]),
  );
  if (bad) return bad;
  const law = x.law ?? 'water-vapour';
  const pwx = waterVapourPressurePa(humidity, temperature) * x.pathM;
  const outside = law === 'water-vapour' && (pwx < 1e4 || pwx > 1e5);
  const notes: Note[] = outside ? [{ code: 'transmissivity.extrapolated', params: { pwx } }] : [];
  return computed(transmissivityAt(law, x.pathM, pwx), notes);
}

/** The laws themselves, unchecked, always within 0-1. @param pwx water vapour pressure × path, Pa·m */
export function transmissivityAt(law: TransmissivityLaw, pathM: number, pwx: number): number {
  if (law === 'gost') return Math.exp(-7e-4 * pathM);
  if (law === 'aqt3046') return Math.min(1, Math.max(0, 1 - 0.0565 * Math.log(Math.max(1, pathM))));
  return pwx <= 0 ? 1 : Math.min(1, 2.02 * pwx ** -0.09);
}
