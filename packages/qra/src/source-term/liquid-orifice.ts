import { ATMOSPHERE_PA, GRAVITY_M_S2 } from '../constants.ts';
import { between, computed, firstOutOfRange, notNegative, type Outcome, positive, refused } from '../result.ts';

/** A liquid leaving through a hole. */
export type LiquidOrificeInput = {
  /** Cd, dimensionless; 0.61 sharp edge (Re > 3·10⁴), 0.62-0.65 usual, 1.0 conservative. */
  readonly dischargeCoefficient?: number;
  readonly holeDiameterM: number;
  /** Absolute pressure above the liquid. */
  readonly vesselPressurePa: number;
  readonly ambientPressurePa?: number;
  readonly densityKgM3: number;
  /** Height of liquid above the hole. */
  readonly liquidHeadM?: number;
  readonly gravityMS2?: number;
};

/** Flow through the hole; `velocityMS` is the ideal jet velocity, `meanVelocityMS` is Cd times it (flow over hole area). */
export type OrificeFlow = {
  readonly massFlowKgS: number;
  readonly velocityMS: number;
  readonly meanVelocityMS: number;
};

/**
 * Liquid discharge m = Cd·A·ρ·√(2(P−Pa)/ρ + 2gh).
 *
 * Source: CCPS Consequence Analysis 1999 p.27-40 (checked on two public worked examples). Range: non-flashing liquid in the
 * orifice, Cd 0.3-1, hole ≤ 3 m. Refuses when the driving head is not positive (`orifice.no_driving_head`).
 */
export function liquidOrifice(x: LiquidOrificeInput): Outcome<OrificeFlow> {
  const cd = x.dischargeCoefficient ?? 0.61;
  const ambient = x.ambientPressurePa ?? ATMOSPHERE_PA;
  const head = x.liquidHeadM ?? 0;
  const bad = firstOutOfRange(
    between('dischargeCoefficient', cd, [0.3, 1]),
    positive('holeDiameterM', x.holeDiameterM, 3),
    positive('vesselPressurePa', x.vesselPressurePa, 1e8),
    positive('ambientPressurePa', ambient, 1e7),
    between('densityKgM3', x.densityKgM3, [10, 20_000]),
    notNegative('liquidHeadM', head, 200),
  );
  if (bad) return bad;
  const drive = (2 * (x.vesselPressurePa - ambient)) / x.densityKgM3 + 2 * (x.gravityMS2 ?? GRAVITY_M_S2) * head;
  if (!(drive > 0)) return refused('orifice.no_driving_head', { field: 'vesselPressurePa', value: x.vesselPressurePa });
  const velocityMS = Math.sqrt(drive);
  const areaM2 = (Math.PI / 4) * x.holeDiameterM ** 2;
  return computed({
    massFlowKgS: cd * areaM2 * x.densityKgM3 * velocityMS,
    velocityMS,
    meanVelocityMS: cd * velocityMS,
  });
}
