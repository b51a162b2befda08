import { between, computed, firstOutOfRange, type Note, type Outcome, positive } from '../result.ts';
import { fireball, fireballSurfacePowerKwM2, radiantFraction } from './fireball.ts';
import { poolFlame, smokySurfacePowerKwM2 } from './pool-fire.ts';
import { transmissivity } from './transmissivity.ts';
import { cylinderViewFactors, sphereViewFactor } from './view-factor.ts';

/** The air between fire and target. */
type Air = { readonly relativeHumidity?: number; readonly airTemperatureK?: number };

/** Heat at a target with what it came from. */
export type HeatAtDistance = {
  readonly heatFluxKwM2: number;
  readonly surfacePowerKwM2: number;
  readonly viewFactor: number;
  readonly transmissivity: number;
};

/**
 * Heat of an upright pool fire at a target on the ground, q = E·F·τ, kW/m²: flame by Thomas in calm air, smoky surface power unless
 * one is given, best turned target, water-vapour transmissivity. Range and refusals of the parts; the target must stand outside
 * the flame (`view_factor.inside_flame`). @param distanceM from the pool's centre
 */
export function poolFireHeatFlux(
  x: {
    readonly diameterM: number;
    readonly burningRateKgM2S: number;
    readonly distanceM: number;
    readonly surfacePowerKwM2?: number;
  } & Air,
): Outcome<HeatAtDistance> {
  const flame = poolFlame(x);
  if (!flame.ok) return flame;
  const radiusM = x.diameterM / 2;
  const seen = cylinderViewFactors({
    flameHeightM: flame.value.heightM,
    flameRadiusM: radiusM,
    distanceM: x.distanceM,
  });
  if (!seen.ok) return seen;
  return through(x, {
    surfacePowerKwM2: x.surfacePowerKwM2 ?? smokySurfacePowerKwM2(x.diameterM),
    viewFactor: seen.value.maximum,
    pathM: x.distanceM - radiusM,
    notes: flame.notes,
  });
}

/**
 * Heat of a BLEVE's fireball at a target on the ground that faces it, q = E·F·τ, kW/m² (CCPS): D = 5.8M^⅓, centre at 0.75 D,
 * E = χMΔHc/(πD²t) capped at 400, χ = 0.27·P[MPa]^0.32 within 0.25-0.4. Range 1-5·10⁶ kg; flux capped where the target is under
 * the ball. @param distanceM along the ground from below the centre
 */
export function fireballHeatFlux(
  x: {
    readonly massKg: number;
    readonly heatOfCombustionJKg: number;
    readonly burstPressurePa: number;
    readonly distanceM: number;
  } & Air,
): Outcome<HeatAtDistance & { readonly durationS: number; readonly diameterM: number }> {
  const ball = fireball(x.massKg, 'ccps');
  if (!ball.ok) return ball;
  const bad = firstOutOfRange(
    between('heatOfCombustionJKg', x.heatOfCombustionJKg, [1e6, 2e8]),
    positive('burstPressurePa', x.burstPressurePa, 1e8),
    between('distanceM', x.distanceM, [0, 1e5]),
  );
  if (bad) return bad;
  const { diameterM, centreHeightM, durationS } = ball.value;
  const seen = sphereViewFactor({ diameterM, distanceM: x.distanceM, centreHeightM });
  if (!seen.ok) return seen;
  const heat = through(x, {
    surfacePowerKwM2: fireballSurfacePowerKwM2({
      massKg: x.massKg,
      heatOfCombustionJKg: x.heatOfCombustionJKg,
      ball: ball.value,
      radiantFraction: radiantFraction(x.burstPressurePa),
    }),
    viewFactor: seen.value.facing,
    pathM: Math.hypot(x.distanceM, centreHeightM) - diameterM / 2,
    notes: [],
  });
  return heat.ok ? computed({ ...heat.value, durationS, diameterM }, heat.notes) : heat;
}

function through(
  air: Air,
  x: {
    readonly surfacePowerKwM2: number;
    readonly viewFactor: number;
    readonly pathM: number;
    readonly notes: readonly Note[];
  },
): Outcome<HeatAtDistance> {
  const bad = firstOutOfRange(positive('surfacePowerKwM2', x.surfacePowerKwM2, 600));
  if (bad) return bad;
  const tau = transmissivity({ ...air, pathM: x.pathM });
  if (!tau.ok) return tau;
  return computed(
    {
      heatFluxKwM2: x.surfacePowerKwM2 * x.viewFactor * tau.value,
      surfacePowerKwM2: x.surfacePowerKwM2,
      viewFactor: x.viewFactor,
      transmissivity: tau.value,
    },
    [...x.notes, ...tau.notes],
  );
}
