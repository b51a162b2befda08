import { kingeryBulmashKpa } from '../blast/tnt.ts';
import { toxicZ } from '../engine/angular.ts';
import { substanceOf } from '../engine/assess.ts';
import { emptyPoint } from '../engine/cloud.ts';
import { flammableHalfWidthM, type RadialEffect, vesselEffects, type WindEffect } from '../engine/effects.ts';
import type { Scenario } from '../engine/releases.ts';
import { bisect } from '../math/bisect.ts';
import { lastAbove } from '../math/last-above.ts';
import { normalQuantile } from '../math/normal.ts';
import type { Park } from '../park/types.ts';
import { computed, type Outcome, refused } from '../result.ts';
import type { Substance } from '../substance/types.ts';
import { VCE_LETHALITY } from '../vulnerability/probit.ts';
import { HEAT_LEVELS_KW_M2, OVERPRESSURE_LEVELS_KPA, TOXIC_LEVELS_PPM } from '../vulnerability/thresholds.ts';
import { ppmToMgM3 } from '../vulnerability/toxic.ts';

/** How far a level reaches. Circles round the centre for fires and blasts; for clouds the distance on the axis downwind. */
export type EffectZone = {
  readonly quantity: 'heat-kw-m2' | 'overpressure-kpa' | 'flammable' | 'lethality' | 'idlh-ppm' | 'erpg2-ppm';
  readonly level: number;
  readonly reachM: number;
  /** Half width of a cloud where it is widest for this level; 0 where it does not apply. */
  readonly halfWidthM: number;
};

/** One outcome of a scenario in a weather. */
export type Consequence = {
  readonly outcome: RadialEffect['outcome'] | WindEffect['outcome'];
  /** Per year, before weather and direction. */
  readonly frequencyPerYear: number;
  /** Centre of the circles downwind of the vessel, m. */
  readonly centreM: number;
  readonly zones: readonly EffectZone[];
};

const LETHALITIES = [0.5, 0.01] as const;

/** Radius of an overpressure from that of 30 kPa: both lie on one curve of scaled distance. */
const Z = (kpa: number): number => bisect((z) => kingeryBulmashKpa(z) - kpa, 0.2, 198);
const blastZones = (certainM: number): readonly EffectZone[] =>
  OVERPRESSURE_LEVELS_KPA.map((level) => ({
    quantity: 'overpressure-kpa',
    level,
    reachM: (certainM * Z(level)) / Z(VCE_LETHALITY.certainKpa),
    halfWidthM: 0,
  }));

function radialConsequence(e: RadialEffect): Consequence {
  const { heat } = e;
  const zones: readonly EffectZone[] =
    heat !== null
      ? HEAT_LEVELS_KW_M2.map((level) => ({
          quantity: 'heat-kw-m2',
          level,
          reachM: lastAbove((r) => heat.fluxKwM2(r) - level, heat.flameRadiusM * (1 + 1e-9) + 1e-6),
          halfWidthM: 0,
        }))
      : e.outcome === 'explosion'
        ? blastZones(e.certainM)
        : [{ quantity: 'flammable', level: 1, reachM: e.certainM, halfWidthM: e.certainM }];
  return { outcome: e.outcome, frequencyPerYear: e.frequencyPerYear, centreM: 0, zones };
}

function toxicZones(e: Extract<WindEffect, { readonly outcome: 'toxic' }>, s: Substance): readonly EffectZone[] {
  const p = emptyPoint();
  const { toxicProbit: probit } = s;
  const lethal: readonly EffectZone[] =
    probit === undefined
      ? []
      : LETHALITIES.map((level) => {
          const z = normalQuantile(level);
          const over = (x: number): number => {
            e.cloud.at(x, p);
            return toxicZ(p, probit) - z;
          };
          const reachM = lastAbove(over, 1);
          // Y falls by b·n·y²/2σy² off the axis.
          const widths = Array.from({ length: 40 }, (_, i) => {
            const d = over(((i + 0.5) / 40) * reachM);
            return d <= 0 ? 0 : p.sigmaYM * Math.sqrt((2 * d) / (probit.b * probit.n));
          });
          return { quantity: 'lethality', level, reachM, halfWidthM: Math.max(0, ...widths) };
        });
  const levels = Object.entries(TOXIC_LEVELS_PPM).find(([id]) => id === s.id)?.[1];
  if (levels === undefined) return lethal;
  const airborne = (quantity: EffectZone['quantity'], ppm: number): EffectZone => {
    const kgM3 = ppmToMgM3(ppm, { molarMassKgMol: s.molarMassKgMol }) / 1e6;
    const reachM = lastAbove((x) => {
      e.cloud.at(x, p);
      return p.concentrationKgM3 - kgM3;
    }, 1);
    const widths = Array.from({ length: 40 }, (_, i) => flammableHalfWidthM(e.cloud, kgM3, ((i + 0.5) / 40) * reachM));
    return { quantity, level: ppm, reachM, halfWidthM: Math.max(0, ...widths) };
  };
  return [...lethal, airborne('idlh-ppm', levels.idlh), airborne('erpg2-ppm', levels.erpg2)];
}

function windConsequence(e: WindEffect, s: Substance): Consequence {
  const base = { outcome: e.outcome, frequencyPerYear: e.frequencyPerYear };
  if (e.outcome === 'toxic') return { ...base, centreM: 0, zones: toxicZones(e, s) };
  if (e.outcome === 'flash-fire') {
    const widths = Array.from({ length: 40 }, (_, i) =>
      flammableHalfWidthM(e.cloud, e.lflKgM3, ((i + 0.5) / 40) * e.reachM),
    );
    return {
      ...base,
      centreM: 0,
      zones: [{ quantity: 'flammable', level: 1, reachM: e.reachM, halfWidthM: Math.max(0, ...widths) }],
    };
  }
  const zones: readonly EffectZone[] =
    e.outcome === 'explosion'
      ? blastZones(e.certainM)
      : [{ quantity: 'flammable', level: 1, reachM: e.certainM, halfWidthM: e.certainM }];
  return { ...base, centreM: e.centreM, zones };
}

/**
 * Effect distances of one scenario of a vessel in one weather class: heat 37.5-1.6 kW/m², overpressure 69-2 kPa, flammable cloud,
 * toxic lethality 50 % and 1 %, IDLH and ERPG-2 where known. 20 000 m means "at least". Refuses an unknown vessel
 * (`vessel.unknown`) and a weather that the park does not have.
 */
export function vesselConsequences(
  park: Park,
  x: { readonly vesselId: string; readonly scenario: Scenario; readonly weather: number },
): Outcome<readonly Consequence[]> {
  const v = park.vessels.find((one) => one.id === x.vesselId);
  if (v === undefined) return refused('vessel.unknown', { field: 'vesselId', value: x.vesselId });
  const w = park.weather[x.weather];
  if (w === undefined)
    return refused('input.out_of_range', { field: 'weather', value: x.weather, min: 0, max: park.weather.length - 1 });
  const s = substanceOf(v);
  const { radial, wind } = vesselEffects(v, s, park.settings, [w], x.scenario);
  return computed([...radial.map(radialConsequence), ...wind.map((e) => windConsequence(e, s))]);
}
