import { ATMOSPHERE_PA, SOUND_SPEED_M_S } from '../constants.ts';
import { between, computed, firstOutOfRange, type Outcome, positive } from '../result.ts';

/** Expansion ratio σ of the combustion products: gas clouds 7, liquid vapour clouds 4. */
const EXPANSION = { gas: 7, vapour: 4 } as const;

/**
 * Russian analytic deflagration (one source read): P̄ = (V/340)²·((σ−1)/σ)·(.83/R̄−.14/R̄²),
 * ī = (V/340)((σ−1)/σ)(1−.4(V/340)(σ−1)/σ)(.06/R̄+.01/R̄²−.0025/R̄³), R̄ = r(P₀/E)^⅓.
 * Range R̄ ≥ 0.34, flame speed ≤ 500 m/s.
 */
export function deflagrationOverpressure(x: {
  readonly energyJ: number;
  readonly flameSpeedMS: number;
  readonly cloud: 'gas' | 'vapour';
  readonly distanceM: number;
}): Outcome<{ overpressureKpa: number; impulsePaS: number; scaledDistance: number }> {
  const bad = firstOutOfRange(
    positive('energyJ', x.energyJ, 1e15),
    between('flameSpeedMS', x.flameSpeedMS, [10, 500]),
    positive('distanceM', x.distanceM, 1e5),
  );
  if (bad) return bad;
  const r = x.distanceM * (ATMOSPHERE_PA / x.energyJ) ** (1 / 3);
  const near = firstOutOfRange({ field: 'scaledDistance', value: r, min: 0.34 });
  if (near) return near;
  const v = x.flameSpeedMS / SOUND_SPEED_M_S;
  const s = (EXPANSION[x.cloud] - 1) / EXPANSION[x.cloud];
  const pressure = v * v * s * (0.83 / r - 0.14 / r ** 2);
  const impulse = v * s * (1 - 0.4 * v * s) * (0.06 / r + 0.01 / r ** 2 - 0.0025 / r ** 3);
  return computed({
    overpressureKpa: (pressure * ATMOSPHERE_PA) / 1000,
    impulsePaS: (impulse * ATMOSPHERE_PA ** (2 / 3) * x.energyJ ** (1 / 3)) / SOUND_SPEED_M_S,
    scaledDistance: r,
  });
}
