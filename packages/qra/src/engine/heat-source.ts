import { fireballOf, fireballSurfacePowerKwM2, radiantFraction } from '../fire/fireball.ts';
import { jetFlameLengthOf } from '../fire/jet-fire.ts';
import { burningRateBurgess, poolFlame, smokySurfacePowerKwM2 } from '../fire/pool-fire.ts';
import { transmissivityAt, waterVapourPressurePa } from '../fire/transmissivity.ts';
import { cylinderViewFactorsAt } from '../fire/view-factor.ts';
import { bisect } from '../math/bisect.ts';
import type { ParkSettings } from '../park/types.ts';
import type { Substance } from '../substance/types.ts';
import { CERTAIN_DEATH_KW_M2, heatProbitOfDose, probitProbability, thermalDose } from '../vulnerability/probit.ts';

/** A fire seen from around it. Heat falls with distance; inside `certainM` (flame, or q ≥ 37.5 kW/m²) death is certain. */
export type HeatSource = {
  readonly kind: 'fireball' | 'jet' | 'pool';
  readonly fluxKwM2: (distanceM: number) => number;
  readonly exposureS: number;
  readonly durationS: number;
  readonly certainM: number;
  readonly flameRadiusM: number;
  /** Death probability by probit at the edge of the certain disc. */
  readonly edgeProbability: number;
};

/** People leave or shelter after this, s (AQ/T 3046). */
const EXPOSURE_CAP_S = 20;
const FARTHEST_M = 20_000;

/** Probability of death at a distance outside the certain disc (Tsao-Perry). */
export const heatDeath = (fluxKwM2: number, exposureS: number): number =>
  probitProbability(heatProbitOfDose(thermalDose(fluxKwM2 * 1000, exposureS), 'tsao-perry'));

function source(
  kind: HeatSource['kind'],
  fluxKwM2: (r: number) => number,
  ...rest: readonly [flameRadiusM: number, durationS: number]
): HeatSource {
  const [flameRadiusM, durationS] = rest;
  const exposureS = Math.min(EXPOSURE_CAP_S, durationS);
  const edge = flameRadiusM * (1 + 1e-9) + 1e-6;
  const certainM =
    fluxKwM2(edge) <= CERTAIN_DEATH_KW_M2
      ? flameRadiusM
      : bisect((r) => fluxKwM2(r) - CERTAIN_DEATH_KW_M2, edge, FARTHEST_M);
  return {
    kind,
    fluxKwM2,
    exposureS,
    durationS,
    certainM,
    flameRadiusM,
    edgeProbability: heatDeath(fluxKwM2(Math.max(edge, certainM)), exposureS),
  };
}

const throughAir = (settings: ParkSettings): ((pathM: number) => number) => {
  const pw = waterVapourPressurePa(settings.relativeHumidity, settings.airTemperatureK);
  return (pathM) => transmissivityAt('water-vapour', pathM, pw * Math.max(0, pathM));
};

/** CCPS fireball: centre 0.75 D, a target that faces it, radiant share by burst pressure. */
export function fireballHeat(
  s: Substance,
  x: { readonly massKg: number; readonly burstPressurePa: number; readonly settings: ParkSettings },
): HeatSource {
  const ball = fireballOf(Math.max(1, x.massKg), 'ccps');
  const chi = radiantFraction(x.burstPressurePa);
  const power = fireballSurfacePowerKwM2({
    massKg: x.massKg,
    heatOfCombustionJKg: s.heatOfCombustionJKg ?? 0,
    ball,
    radiantFraction: chi,
  });
  const tau = throughAir(x.settings);
  const radius = ball.diameterM / 2;
  const flux = (r: number): number => {
    const d = Math.hypot(r, ball.centreHeightM);
    return power * Math.min(1, (radius / d) ** 2) * tau(d - radius);
  };
  return source('fireball', flux, radius, ball.durationS);
}

/** AQ/T 3046 jet fire: point source at the vessel, nobody nearer than half the flame survives. */
export function jetHeat(
  s: Substance,
  x: { readonly massFlowKgS: number; readonly settings: ParkSettings },
): HeatSource {
  const heat = s.heatOfCombustionJKg ?? 0;
  const half = jetFlameLengthOf(x.massFlowKgS, heat, 'aqt3046') / 2;
  const tau = throughAir(x.settings);
  const radiant = (0.2 * heat * x.massFlowKgS) / (4 * Math.PI) / 1000;
  const flux = (r: number): number => {
    const d = Math.max(r, half, 0.5);
    return (radiant / (d * d)) * tau(d);
  };
  return source('jet', flux, half, 1800);
}

/** Upright pool fire: Thomas flame in calm air, smoky surface power, best turned target. A leak's pool burns as fast as it is fed. */
export function poolHeat(
  s: Substance,
  x: { readonly areaM2: number; readonly outflowKgS: number; readonly settings: ParkSettings },
): HeatSource {
  const burgess = burningRateBurgess({
    heatOfCombustionJKg: s.heatOfCombustionJKg ?? 1e7,
    heatOfVaporisationJKg: s.heatOfVaporisationJKg,
    liquidHeatCapacityJKgK: s.liquidHeatCapacityJKgK,
    boilingTemperatureK: s.boilingTemperatureK,
    airTemperatureK: x.settings.airTemperatureK,
  });
  const rate = s.burningRateKgM2S ?? (burgess.ok ? Math.min(0.1, burgess.value) : 0.03);
  const areaM2 = Math.min(x.areaM2, x.outflowKgS / rate);
  const diameterM = Math.min(150, Math.max(0.5, Math.sqrt((4 * areaM2) / Math.PI)));
  const radius = diameterM / 2;
  const flame = poolFlame({
    burningRateKgM2S: Math.max(0.001, rate),
    diameterM,
    airTemperatureK: x.settings.airTemperatureK,
  });
  const h = (flame.ok ? flame.value.heightM : diameterM) / radius;
  const power = smokySurfacePowerKwM2(diameterM);
  const tau = throughAir(x.settings);
  const flux = (r: number): number => {
    const seen = Math.max(r, radius * (1 + 1e-6));
    return power * cylinderViewFactorsAt(h, seen / radius).maximum * tau(seen - radius);
  };
  return source('pool', flux, radius, 3600);
}
