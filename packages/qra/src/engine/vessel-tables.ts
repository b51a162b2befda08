import type { Park, ParkVessel, WeatherClass } from '../park/types.ts';
import type { Substance } from '../substance/types.ts';
import { SOCIETAL_FACTORS, VCE_LETHALITY } from '../vulnerability/probit.ts';
import { addScaled, type Angular, clearAngular, makeAngular, nodeAngles, toxicAngular } from './angular.ts';
import { addDeaths, type Directions, flushDirections, makeDirections, makeTally, runningRows, type Tally, tally } from './deaths.ts';
import type { RadialEffect, VesselEffects, WindEffect } from './effects.ts';
import { discAngular, fallsBelow, flashAngular } from './footprint.ts';
import { heatDeath } from './heat-source.ts';
import { type Exposure, makePeople, type People, surroundings, type Surroundings } from './people.ts';
import { MAX_RINGS, NODES, RING_STEP, ringRadiusM, travelShares } from './polar-grid.ts';
import { addRose } from './rose.ts';

/** Risk around one vessel, per year, ready to be laid on any grid. Radii beyond the last ring count 0. */
export type VesselTables = {
  /** Heat outside its certain discs, at each ring. */
  readonly radial: Float64Array;
  /** Certain discs as pairs radius, frequency. */
  readonly discs: Float64Array;
  /** Wind effects: rings × (16·sectors); empty when there are none. */
  readonly wind: Float64Array;
  readonly windRings: number;
  /** F-N histogram up to its last bin that is not 0. */
  readonly histogram: Float64Array;
  readonly pllPerYear: number;
};

/** What a worker keeps between vessels. */
export type Workbench = {
  readonly sectors: number;
  readonly angles: Float64Array;
  readonly angular: Angular;
  /** Sum over the effects of one weather, frequency included: the rose is applied once. */
  readonly sum: Angular;
  readonly running: Float64Array;
  readonly table: Float64Array;
  readonly directions: Directions;
  readonly people: People;
  readonly shares: readonly Float64Array[];
  readonly weather: readonly WeatherClass[];
  readonly dayShare: number;
  readonly society: { readonly heat: Exposure; readonly toxic: Exposure; readonly certain: Exposure; readonly collapse: Exposure };
};

/** Make the scratch of a park; one a thread. */
export function makeWorkbench(park: Park): Workbench {
  const sectors = park.weather[0]?.sectorShare.length ?? 16;
  const angular = makeAngular(sectors);
  const same = { outdoors: 1, indoors: 1 };
  const aqt = park.settings.societalVulnerability === 'aqt3046';
  return {
    sectors,
    angles: nodeAngles(sectors),
    angular,
    sum: makeAngular(sectors),
    running: new Float64Array(MAX_RINGS * (angular.width + 1)),
    table: new Float64Array(MAX_RINGS * NODES * sectors),
    directions: makeDirections(sectors, park.settings.directionsPerSector),
    people: makePeople(park.population),
    shares: park.weather.map((w) => travelShares(w.sectorShare)),
    weather: park.weather,
    dayShare: park.weather.reduce((sum, w) => sum + w.dayShare * w.sectorShare.reduce((a, p) => a + p, 0), 0),
    society: {
      heat: aqt ? { outdoors: SOCIETAL_FACTORS.heatOutdoors, indoors: SOCIETAL_FACTORS.heatIndoors } : same,
      toxic: aqt ? { outdoors: 1, indoors: SOCIETAL_FACTORS.toxicIndoors } : same,
      certain: same,
      collapse: aqt ? { outdoors: 0, indoors: VCE_LETHALITY.indoorShare } : { outdoors: 0, indoors: 0 },
    },
  };
}

/** Death probability of a radial effect's heat at r, constant inside its certain disc so that the rest is a clean step. */
export const heatPart = (e: RadialEffect, rM: number): number =>
  e.heat === null ? 0 : rM <= e.certainM ? e.heat.edgeProbability : heatDeath(e.heat.fluxKwM2(rM), e.heat.exposureS);

/** Rarest heat death that the tables keep. */
const HEAT_CUT = 1e-6;

function radialTables(effects: readonly RadialEffect[]): { readonly radial: Float64Array; readonly discs: Float64Array; readonly reachM: number } {
  const reaches = effects.map((e) => (e.heat === null ? 0 : fallsBelow((r) => heatPart(e, r), HEAT_CUT, e.certainM)));
  const heatReach = Math.max(0, ...reaches);
  const rings = heatReach === 0 ? 0 : Math.min(MAX_RINGS, Math.ceil(Math.sqrt(heatReach) / RING_STEP) + 2);
  const radial = new Float64Array(rings);
  for (const [n, e] of effects.entries()) {
    const last = Math.sqrt(reaches[n] ?? 0) / RING_STEP;
    for (let i = 0; i < rings && i <= last; i++) radial[i] = (radial[i] ?? 0) + e.frequencyPerYear * heatPart(e, ringRadiusM(i));
  }
  const discs = effects.flatMap((e) => (e.certainM > 0 ? [e.certainM, e.frequencyPerYear * (1 - (e.heat?.edgeProbability ?? 0))] : []));
  return { radial, discs: Float64Array.from(discs), reachM: Math.max(heatReach, ...effects.map((e) => Math.max(e.certainM, e.indoorM))) };
}

function radialDeaths(b: Workbench, around: Surroundings, ...rest: readonly [effects: readonly RadialEffect[], t: Tally]): void {
  const [effects, t] = rest;
  const { people, society } = b;
  for (const e of effects) {
    let day = 0;
    let night = 0;
    for (let n = 0; n < around.index.length; n++) {
      const r = around.distanceM[n] ?? 0;
      const p = r <= e.certainM ? 1 : heatPart(e, r);
      const x = r <= e.certainM ? society.certain : e.heat === null ? (r <= e.indoorM ? society.collapse : null) : society.heat;
      if (x === null || (e.heat !== null && p < HEAT_CUT)) break;
      const q = e.heat === null ? 1 : p;
      const i = around.index[n] ?? 0;
      day += q * (x.outdoors * (people.dayOut[i] ?? 0) + x.indoors * (people.dayIn[i] ?? 0));
      night += q * (x.outdoors * (people.nightOut[i] ?? 0) + x.indoors * (people.nightIn[i] ?? 0));
    }
    tally(t, e.frequencyPerYear * b.dayShare, day);
    tally(t, e.frequencyPerYear * (1 - b.dayShare), night);
  }
}

function fillAngular(b: Workbench, e: WindEffect, s: Substance): void {
  if (e.outcome === 'toxic') {
    if (s.toxicProbit !== undefined) toxicAngular(e.cloud, s.toxicProbit, b.angular, b.angles);
  } else if (e.outcome === 'flash-fire') flashAngular(e.cloud, e.lflKgM3, e.reachM, b.angular, b.angles);
  else discAngular(e.centreM, e.certainM, b.angular, b.angles);
}

/** Extra deaths indoors in the ring between 30 and 10 kPa: the 10 kPa disc's people at the share, less those in the certain disc. */
function collapseDeaths(b: Workbench, e: WindEffect & { readonly outcome: 'explosion' | 'flash-disc' }, around: Surroundings): void {
  if (e.indoorM <= e.certainM || b.society.collapse.indoors === 0) return;
  const share = b.society.collapse.indoors;
  for (const [radius, indoors] of [[e.indoorM, share], [e.certainM, -share]] as const) {
    discAngular(e.centreM, radius, b.angular, b.angles);
    runningRows(b.angular, b.running);
    addSigned(b, around, indoors);
  }
}

function addSigned(b: Workbench, around: Surroundings, indoors: number): void {
  addDeaths(b.angular, b.running, around, b.people, { outdoors: 0, indoors }, b.directions);
}

/**
 * All tables of one vessel's effects. Deterministic: the same vessel gives the same bits on any thread.
 */
export function buildVesselTables(b: Workbench, v: ParkVessel, ...rest: readonly [substance: Substance, effects: VesselEffects]): VesselTables {
  const [substance, effects] = rest;
  const t = makeTally();
  const radial = radialTables(effects.radial);
  const near = surroundings(b.people, { xM: v.xM, yM: v.yM, reachM: radial.reachM, sectors: b.sectors });
  radialDeaths(b, near, effects.radial, t);
  const all = effects.wind.length === 0 ? near : surroundings(b.people, { xM: v.xM, yM: v.yM, reachM: ringRadiusM(MAX_RINGS - 1), sectors: b.sectors });
  const nodes = NODES * b.sectors;
  let windRings = 0;
  for (const [w, weather] of b.weather.entries()) {
    const share = b.shares[w];
    if (share === undefined) continue;
    for (const e of effects.wind) {
      if (e.weather !== w || e.frequencyPerYear <= 0) continue;
      fillAngular(b, e, substance);
      if (b.angular.rings === 0) continue;
      addScaled(b.sum, b.angular, e.frequencyPerYear);
      runningRows(b.angular, b.running);
      addDeaths(b.angular, b.running, all, b.people, e.outcome === 'toxic' ? b.society.toxic : b.society.certain, b.directions);
      if (e.outcome === 'explosion') collapseDeaths(b, e, all);
      flushDirections(b.directions, t, e.frequencyPerYear, share, weather.dayShare);
    }
    addRose(b.sum, share, b.table);
    windRings = Math.max(windRings, b.sum.rings);
    clearAngular(b.sum);
  }
  const kept = windRings === 0 ? 0 : Math.min(MAX_RINGS, windRings + 1);
  const wind = b.table.slice(0, kept * nodes);
  b.table.fill(0, 0, kept * nodes);
  const lastBin = t.histogram.findLastIndex((f) => f !== 0);
  return { radial: radial.radial, discs: radial.discs, wind, windRings: kept, histogram: t.histogram.slice(0, lastBin + 1), pllPerYear: t.pllPerYear };
}
