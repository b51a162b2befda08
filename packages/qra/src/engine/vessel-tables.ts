import type { ParkVessel } from '../park/types.ts';
import type { Substance } from '../substance/types.ts';
import { addScaled, clearAngular, toxicAngular } from './angular.ts';
import { addDeaths, flushDirections, makeTally, type Tally, tally } from './deaths.ts';
import type { RadialEffect, VesselEffects, WindEffect } from './effects.ts';
import { discAngular, fallsBelow, flashAngular, type Outline, outlineOf } from './footprint.ts';
import { heatDeath } from './heat-source.ts';
import { MAX_RINGS, NODES, RADIAL_STEP, RING_STEP, ringOf } from './polar-grid.ts';
import { addRose } from './rose.ts';
import { lookFarther, lookFrom } from './surroundings.ts';
import { addWindSteps, makeSteps, packSteps, type StepList } from './wind-step.ts';
import type { Workbench } from './workbench.ts';

/** Risk around one vessel, per year, ready to be laid on any grid. Radii beyond the last ring count 0. */
export type RiskTables = {
  /** Heat outside its certain discs, at radii (i·RADIAL_STEP)². */
  readonly radial: Float64Array;
  /** Certain discs as pairs radius, frequency. */
  readonly discs: Float64Array;
  /** Wind effects: rings × (16·sectors); empty when there are none. */
  readonly wind: Float32Array;
  readonly windRings: number;
  /** Small shapes that go with the wind, drawn exactly (flat, see wind-step). */
  readonly steps: Float64Array;
};

/** The tables of a vessel with its deaths: F-N histogram up to its last bin that is not 0, and Σ f·N. */
export type VesselTables = RiskTables & { readonly histogram: Float64Array; readonly pllPerYear: number };

/** What laying needs of a pair of tables: not the deaths. */
export type RiskPair = { readonly base: RiskTables; readonly domino: RiskTables };

/** A pair without its deaths, to be sent to the other threads. */
export const riskPair = (pair: TablePair): RiskPair => ({ base: riskOnly(pair.base), domino: riskOnly(pair.domino) });
const riskOnly = ({ radial, discs, wind, windRings, steps }: RiskTables): RiskTables => ({
  radial,
  discs,
  wind,
  windRings,
  steps,
});

/** Tables in service, and those of one failure a year brought on by a neighbour. */
export type TablePair = { readonly base: VesselTables; readonly domino: VesselTables };

/** Death probability of a radial effect's heat at r, constant inside its certain disc so that the rest is a clean step. */
export const heatPart = (e: RadialEffect, rM: number): number =>
  e.heat === null ? 0 : rM <= e.certainM ? e.heat.edgeProbability : heatDeath(e.heat.fluxKwM2(rM), e.heat.exposureS);

/** Rarest heat death that the tables keep. */
const HEAT_CUT = 1e-6;

type Which = 'frequencyPerYear' | 'perDomino';

/** Heat of all radial effects by ring, for both kinds of frequency at once. */
function radialTables(
  effects: readonly RadialEffect[],
  limit: number,
): Readonly<Record<Which, { readonly radial: Float64Array; readonly discs: Float64Array }>> {
  const reaches = effects.map((e) => (e.heat === null ? 0 : fallsBelow((r) => heatPart(e, r), HEAT_CUT, e.certainM)));
  const reachM = Math.max(0, ...reaches);
  const rings =
    reachM === 0
      ? 0
      : Math.min(Math.ceil((limit * RING_STEP) / RADIAL_STEP), Math.ceil(Math.sqrt(reachM) / RADIAL_STEP) + 2);
  const base = new Float64Array(rings);
  const domino = new Float64Array(rings);
  for (const [n, e] of effects.entries()) {
    const last = Math.sqrt(reaches[n] ?? 0) / RADIAL_STEP;
    for (let i = 0; i < rings && i <= last; i++) {
      const p = heatPart(e, (i * RADIAL_STEP) ** 2);
      base[i] = (base[i] ?? 0) + e.frequencyPerYear * p;
      domino[i] = (domino[i] ?? 0) + e.perDomino * p;
    }
  }
  const discs = (which: Which): Float64Array =>
    Float64Array.from(
      effects.flatMap((e) =>
        e.certainM > 0 && e[which] > 0 ? [e.certainM, e[which] * (1 - (e.heat?.edgeProbability ?? 0))] : [],
      ),
    );
  return {
    frequencyPerYear: { radial: base, discs: discs('frequencyPerYear') },
    perDomino: { radial: domino, discs: discs('perDomino') },
  };
}

function radialDeaths(
  b: Workbench,
  effects: readonly RadialEffect[],
  ...rest: readonly [base: Tally, domino: Tally]
): void {
  const [base, domino] = rest;
  const { society, around } = b;
  const { people } = around;
  for (const e of effects) {
    // Places come by ring: one ring's slack before the effect is surely over.
    const over = Math.max(e.certainM, e.indoorM);
    let day = 0;
    let night = 0;
    for (let n = 0; n < around.count || lookFarther(around); n++) {
      const r = around.distanceM[n] ?? 0;
      const inside = r <= e.certainM;
      const p = inside ? 1 : e.heat === null ? (r <= e.indoorM ? 1 : 0) : heatPart(e, r);
      if (p < HEAT_CUT) {
        if ((Math.sqrt(r) - 2 * RING_STEP) ** 2 > over) break;
        continue;
      }
      const x = inside ? society.certain : e.heat === null ? society.collapse : society.heat;
      const i = around.index[n] ?? 0;
      day += p * (x.outdoors * (people.dayOut[i] ?? 0) + x.indoors * (people.dayIn[i] ?? 0));
      night += p * (x.outdoors * (people.nightOut[i] ?? 0) + x.indoors * (people.nightIn[i] ?? 0));
    }
    for (const [t, f] of [
      [base, e.frequencyPerYear],
      [domino, e.perDomino],
    ] as const) {
      tally(t, f * b.dayShare, day);
      tally(t, f * (1 - b.dayShare), night);
    }
  }
}

function fillAngular(b: Workbench, e: WindEffect, ...rest: readonly [s: Substance, outline: Outline | null]): void {
  const [s, outline] = rest;
  if (e.outcome === 'toxic') {
    if (s.toxicProbit !== undefined) toxicAngular(e.cloud, s.toxicProbit, b.angular);
  } else if (e.outcome === 'flash-fire') {
    if (outline !== null) flashAngular(outline, b.angular);
  } else discAngular(e.centreM, e.certainM, b.angular);
}

/** Extra deaths indoors in the ring between 30 and 10 kPa: the 10 kPa disc's people at the share, less those in the certain disc. */
function collapseDeaths(b: Workbench, e: WindEffect & { readonly outcome: 'explosion' | 'flash-disc' }): void {
  const share = b.society.collapse.indoors;
  if (e.indoorM <= e.certainM || share === 0) return;
  for (const [radius, indoors] of [
    [e.indoorM, share],
    [e.certainM, -share],
  ] as const) {
    discAngular(e.centreM, radius, b.angular);
    addDeaths(b.angular, b.around, { outdoors: 0, indoors }, b.directions);
  }
}

function windEffect(
  b: Workbench,
  e: WindEffect,
  ...rest: readonly [s: Substance, base: Tally, domino: Tally, steps: StepList]
): void {
  const [s, base, domino, steps] = rest;
  const share = b.shares[e.weather];
  const dayShare = b.weather[e.weather]?.dayShare ?? 0;
  if (share === undefined) return;
  const outline = e.outcome === 'flash-fire' ? outlineOf(e.cloud, e.lflKgM3, e.reachM) : null;
  fillAngular(b, e, s, outline);
  if (b.angular.rings === 0) return;
  if (!addWindSteps(steps, e, outline)) addScaled(b.sum, b.angular, e.frequencyPerYear);
  if (e.perDomino > 0) addScaled(b.dominoSum, b.angular, e.perDomino);
  addDeaths(b.angular, b.around, e.outcome === 'toxic' ? b.society.toxic : b.society.certain, b.directions);
  if (e.outcome === 'explosion') collapseDeaths(b, e);
  flushDirections(
    b.directions,
    base,
    e.frequencyPerYear,
    share,
    dayShare,
    e.perDomino > 0 ? { tally: domino, frequencyPerYear: e.perDomino } : null,
  );
}

/** Cut off the rings whose risk is below 2e-13 a year everywhere (400 vessels then lose less than 1e-10), and empty the scratch. */
function takeWind(
  b: Workbench,
  table: Float64Array,
  ...rest: readonly [rings: number]
): Pick<RiskTables, 'wind' | 'windRings'> {
  const [rings] = rest;
  const nodes = NODES * b.sectors;
  let last = Math.min(MAX_RINGS, rings) * nodes - 1;
  while (last >= 0 && (table[last] ?? 0) < 2e-13) last--;
  const windRings = last < 0 ? 0 : Math.min(MAX_RINGS, Math.floor(last / nodes) + 2);
  const wind = new Float32Array(table.subarray(0, windRings * nodes));
  table.fill(0, 0, Math.min(MAX_RINGS, rings + 1) * nodes);
  return { wind, windRings };
}

const trimmed = (t: Tally): { readonly histogram: Float64Array; readonly pllPerYear: number } => ({
  histogram: t.histogram.slice(0, t.histogram.findLastIndex((f) => f !== 0) + 1),
  pllPerYear: t.pllPerYear,
});

/** All tables of one vessel. Deterministic: the same vessel gives the same bits on any thread. */
export function buildVesselTables(
  b: Workbench,
  v: ParkVessel,
  ...rest: readonly [substance: Substance, effects: VesselEffects]
): TablePair {
  const [substance, effects] = rest;
  const base = makeTally();
  const domino = makeTally();
  const limit = Math.min(MAX_RINGS, Math.ceil(ringOf(b.farthestM(v.xM, v.yM))) + 2);
  b.angular.limit = limit;
  lookFrom({ xM: v.xM, yM: v.yM, sectors: b.sectors }, b.around);
  const radial = radialTables(effects.radial, limit);
  radialDeaths(b, effects.radial, base, domino);
  const steps = makeSteps();
  let baseRings = 0;
  let dominoRings = 0;
  for (const [w, turns] of b.turns.entries()) {
    for (const e of effects.wind) if (e.weather === w) windEffect(b, e, substance, base, domino, steps);
    addRose(b.sum, turns, b.table);
    addRose(b.dominoSum, turns, b.dominoTable);
    baseRings = Math.max(baseRings, b.sum.rings);
    dominoRings = Math.max(dominoRings, b.dominoSum.rings);
    clearAngular(b.sum);
    clearAngular(b.dominoSum);
  }
  return {
    base: {
      steps: packSteps(steps),
      ...radial.frequencyPerYear,
      ...takeWind(b, b.table, baseRings),
      ...trimmed(base),
    },
    domino: {
      steps: new Float64Array(0),
      ...radial.perDomino,
      ...takeWind(b, b.dominoTable, dominoRings),
      ...trimmed(domino),
    },
  };
}
