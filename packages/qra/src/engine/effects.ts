import { kingeryBulmashKpa } from '../blast/tnt.ts';
import { TNT_ENERGY_J_KG } from '../constants.ts';
import { IMMEDIATE_IGNITION, immediateIgnitionGas, OUTCOME_SPLIT } from '../frequency/ignition.ts';
import { bisect } from '../math/bisect.ts';
import type { ParkSettings, ParkVessel, WeatherClass } from '../park/types.ts';
import type { Substance } from '../substance/types.ts';
import { VCE_LETHALITY } from '../vulnerability/probit.ts';
import { cloudOf, flammableReachM } from './airborne.ts';
import { type Cloud, emptyPoint, vapourDensityKgM3 } from './cloud.ts';
import { fireballHeat, type HeatSource, jetHeat, poolHeat } from './heat-source.ts';
import { type Release, releasesOf, type Scenario } from './releases.ts';

/** An effect alike in all directions: death is certain within a radius; heat, if any, kills by probit outside it. */
export type RadialEffect = {
  readonly outcome: 'fireball' | 'jet-fire' | 'pool-fire' | 'flash-fire' | 'explosion';
  readonly frequencyPerYear: number;
  /** Times this happens each time that a neighbour brings the vessel down: 1 for what its whole release then does, else 0. */
  readonly perDomino: number;
  readonly certainM: number;
  /** Radius where indoor people still die with the AQ/T share (explosions); 0 otherwise. */
  readonly indoorM: number;
  readonly heat: HeatSource | null;
};

/** An effect that goes with the wind. `frequencyPerYear` is before weather and direction. */
export type WindEffect = { readonly weather: number; readonly frequencyPerYear: number; readonly perDomino: number } & (
  | { readonly outcome: 'toxic'; readonly cloud: Cloud }
  | { readonly outcome: 'flash-fire'; readonly cloud: Cloud; readonly lflKgM3: number; readonly reachM: number }
  | {
      readonly outcome: 'flash-disc' | 'explosion';
      readonly centreM: number;
      readonly certainM: number;
      readonly indoorM: number;
    }
);

/** All effects of a vessel. */
export type VesselEffects = { readonly radial: readonly RadialEffect[]; readonly wind: readonly WindEffect[] };

/** Scaled distances at which a surface burst falls to 30 and 10 kPa. */
const Z_CERTAIN = bisect((z) => kingeryBulmashKpa(z) - VCE_LETHALITY.certainKpa, 1, 30);
const Z_INDOOR = bisect((z) => kingeryBulmashKpa(z) - VCE_LETHALITY.indoorKpa, 1, 60);

const blastRadii = (
  s: Substance,
  settings: ParkSettings,
  massKg: number,
): { readonly certainM: number; readonly indoorM: number } => {
  const tnt = Math.cbrt((settings.tntYield * massKg * (s.heatOfCombustionJKg ?? 0)) / TNT_ENERGY_J_KG);
  return { certainM: Z_CERTAIN * tnt, indoorM: Z_INDOOR * tnt };
};

/** What ignites and how: gases and flashing liquids by reactivity and size, others by class K1 / K2. */
export function immediateIgnition(s: Substance, r: Release): number {
  if (s.heatOfCombustionJKg === undefined || s.lowerFlammableLimit === undefined) return 0;
  if (s.kinds.includes('flammable-gas') || r.flashed > 0) {
    return immediateIgnitionGas(
      s.reactivity ?? 'medium',
      r.instantaneous ? { massKg: r.inventoryKg } : { massFlowKgS: r.outflowKgS },
    );
  }
  if (s.kinds.includes('flammable-liquid')) return IMMEDIATE_IGNITION.liquidK1;
  return s.kinds.includes('combustible-liquid') ? IMMEDIATE_IGNITION.liquidK2 : 0;
}

/** Beyond it the correlation of a fireball has no support, kg. */
export const LARGEST_FIREBALL_KG = 5e6;

/** The fire that burns at once: fireball (instantaneous flashing), jet fire (flashing or gas), pool fire. */
export function directFire(
  v: ParkVessel,
  s: Substance,
  r: Release,
  ...rest: readonly [settings: ParkSettings]
): HeatSource | null {
  const [settings] = rest;
  if (r.instantaneous && r.flashed > 0)
    return fireballHeat(s, {
      massKg: Math.min(LARGEST_FIREBALL_KG, r.inventoryKg),
      burstPressurePa: v.pressurePa,
      settings,
    });
  if (r.flashed > 0) return jetHeat(s, { massFlowKgS: r.outflowKgS, settings });
  return r.poolAreaM2 > 0
    ? poolHeat(s, {
        areaM2: r.poolAreaM2,
        outflowKgS: r.instantaneous ? Number.POSITIVE_INFINITY : r.outflowKgS,
        settings,
      })
    : null;
}

const OUTCOME_OF = { fireball: 'fireball', jet: 'jet-fire', pool: 'pool-fire' } as const;

const fireEffect = (heat: HeatSource, frequencyPerYear: number, perDomino: number): RadialEffect => ({
  outcome: OUTCOME_OF[heat.kind],
  frequencyPerYear,
  perDomino,
  certainM: heat.certainM,
  indoorM: 0,
  heat,
});

/** Immediate ignition: the direct fire; 30 % of instantaneous flashing releases explode or flash at the source instead. */
function immediateEffects(
  v: ParkVessel,
  s: Substance,
  r: Release,
  ...rest: readonly [settings: ParkSettings, frequency: number]
): readonly RadialEffect[] {
  const [settings, frequency] = rest;
  const heat = directFire(v, s, r, settings);
  if (heat === null || frequency <= 0) return [];
  const perDomino = r.scenario === 'catastrophic' && s.toxicProbit === undefined ? 1 : 0;
  if (heat.kind !== 'fireball') return [fireEffect(heat, frequency, perDomino)];
  const other = frequency * (1 - OUTCOME_SPLIT.bleveOfImmediate);
  const lfl = (s.lowerFlammableLimit ?? 1) * vapourDensityKgM3(s, settings.airTemperatureK);
  const hemisphereM = Math.cbrt((3 * r.flashed) / (2 * Math.PI * lfl));
  return [
    fireEffect(heat, frequency * OUTCOME_SPLIT.bleveOfImmediate, perDomino),
    {
      outcome: 'explosion',
      frequencyPerYear: other * OUTCOME_SPLIT.vceOfDelayed,
      perDomino: 0,
      heat: null,
      ...blastRadii(s, settings, r.flashed),
    },
    {
      outcome: 'flash-fire',
      frequencyPerYear: other * OUTCOME_SPLIT.flashOfDelayed,
      perDomino: 0,
      certainM: hemisphereM,
      indoorM: 0,
      heat: null,
    },
  ];
}

/** Mass between the flammable limits, kg: (rate/u)·∫(1−LFL/C)dx along the plume, or the same share of a puff. */
function flammableMassKg(
  cloud: Cloud,
  x: {
    readonly lflKgM3: number;
    readonly reachM: number;
    readonly airborneKg: number;
    readonly rateKgS: number;
    readonly windSpeedMS: number;
  },
): number {
  const p = emptyPoint();
  const share = (d: number): number => {
    cloud.at(d, p);
    return Math.max(0, 1 - x.lflKgM3 / p.concentrationKgM3);
  };
  if (x.rateKgS === 0) return x.airborneKg * share(x.reachM / 2);
  const steps = 24;
  let sum = 0;
  for (let i = 0; i < steps; i++) sum += share(((i + 0.5) / steps) * x.reachM);
  return Math.min(x.airborneKg, ((x.rateKgS / x.windSpeedMS) * sum * x.reachM) / steps);
}

function windEffects(
  s: Substance,
  r: Release,
  ...rest: readonly [settings: ParkSettings, weather: readonly WeatherClass[], pImmediate: number]
): readonly WindEffect[] {
  const [settings, weather, pImmediate] = rest;
  const toxic = s.toxicProbit !== undefined;
  const notYet = r.frequencyPerYear * (1 - pImmediate);
  const out: WindEffect[] = [];
  for (const [i, w] of weather.entries()) {
    const made = cloudOf(s, r, settings, w);
    if (made === null) continue;
    if (toxic) {
      out.push({
        weather: i,
        outcome: 'toxic',
        frequencyPerYear: notYet,
        perDomino: r.scenario === 'catastrophic' ? 1 : 0,
        cloud: made.cloud,
      });
      continue;
    }
    if (s.lowerFlammableLimit === undefined || s.heatOfCombustionJKg === undefined) continue;
    const lflKgM3 = s.lowerFlammableLimit * vapourDensityKgM3(s, settings.airTemperatureK);
    const reachM = flammableReachM(made.cloud, lflKgM3);
    if (reachM <= 2) continue;
    const delayed = notYet * settings.delayedIgnition;
    const mass = flammableMassKg(made.cloud, { ...made, lflKgM3, reachM, windSpeedMS: w.windSpeedMS });
    const flash = { weather: i, frequencyPerYear: delayed * OUTCOME_SPLIT.flashOfDelayed, perDomino: 0 } as const;
    if (made.rateKgS > 0) out.push({ ...flash, outcome: 'flash-fire', cloud: made.cloud, lflKgM3, reachM });
    else
      out.push({
        ...flash,
        outcome: 'flash-disc',
        centreM: reachM / 2,
        certainM: flammableHalfWidthM(made.cloud, lflKgM3, reachM / 2),
        indoorM: 0,
      });
    out.push({
      weather: i,
      frequencyPerYear: delayed * OUTCOME_SPLIT.vceOfDelayed,
      perDomino: 0,
      outcome: 'explosion',
      centreM: reachM / 2,
      ...blastRadii(s, settings, mass),
    });
  }
  return out;
}

/** Half width of the flammable cloud at x: σy·√(2 ln(C/LFL)), a dense cloud's own width at most. */
export function flammableHalfWidthM(cloud: Cloud, lflKgM3: number, xM: number): number {
  const p = emptyPoint();
  cloud.at(xM, p);
  const over = p.concentrationKgM3 / lflKgM3;
  return over <= 1 ? 0 : Math.min(p.edgeM, p.sigmaYM * Math.sqrt(2 * Math.log(over)));
}

/**
 * Every effect of a vessel's five scenarios (or of one). Toxic substances count as toxic when not ignited at once (the Purple Book's habit
 * for ammonia), flammable ones ignite late with `delayedIgnition`, and a pool then burns too. Jet and pool fires are upright and
 * the same in all directions: wind tilt is left out of the integration (stated in the report).
 */
export function vesselEffects(
  v: ParkVessel,
  s: Substance,
  ...rest: readonly [settings: ParkSettings, weather: readonly WeatherClass[], only?: Scenario]
): VesselEffects {
  const [settings, weather, only] = rest;
  const radial: RadialEffect[] = [];
  const wind: WindEffect[] = [];
  for (const r of releasesOf(v, s)) {
    if (r.frequencyPerYear <= 0 || (only !== undefined && r.scenario !== only)) continue;
    const p = immediateIgnition(s, r);
    radial.push(...immediateEffects(v, s, r, settings, r.frequencyPerYear * p));
    wind.push(...windEffects(s, r, settings, weather, p));
    if (p > 0 && s.toxicProbit === undefined && r.poolAreaM2 > 1 && s.kinds.includes('flammable-liquid')) {
      const late = poolHeat(s, {
        areaM2: r.poolAreaM2,
        outflowKgS: r.instantaneous ? Number.POSITIVE_INFINITY : r.outflowKgS,
        settings,
      });
      radial.push(fireEffect(late, r.frequencyPerYear * (1 - p) * settings.delayedIgnition, 0));
    }
  }
  return { radial, wind };
}
