import type { PopulationPoint } from '../park/types.ts';
import { sectorPosition } from './polar-grid.ts';

/** Population as arrays, day and night, outdoors and in. */
export type People = {
  readonly count: number;
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly dayOut: Float64Array;
  readonly dayIn: Float64Array;
  readonly nightOut: Float64Array;
  readonly nightIn: Float64Array;
};

/** Lay out the places where anyone is. */
export function makePeople(points: readonly PopulationPoint[]): People {
  const some = points.filter((p) => p.day > 0 || p.night > 0);
  const of = (f: (p: PopulationPoint) => number): Float64Array => Float64Array.from(some, f);
  return {
    count: some.length,
    xM: of((p) => p.xM),
    yM: of((p) => p.yM),
    dayOut: of((p) => p.day * (1 - p.indoorShareDay)),
    dayIn: of((p) => p.day * p.indoorShareDay),
    nightOut: of((p) => p.night * (1 - p.indoorShareNight)),
    nightIn: of((p) => p.night * p.indoorShareNight),
  };
}

/** The same places seen from a vessel: nearest first, so that an effect of short reach stops early. */
export type Surroundings = {
  readonly index: Int32Array;
  readonly distanceM: Float64Array;
  /** Position in sectors. */
  readonly sector: Float64Array;
};

/** Places within `reachM` of a vessel, nearest first (ties by their order, so that the sum's order is fixed). */
export function surroundings(people: People, x: { readonly xM: number; readonly yM: number; readonly reachM: number; readonly sectors: number }): Surroundings {
  const near: { i: number; d: number }[] = [];
  for (let i = 0; i < people.count; i++) {
    const d = Math.hypot((people.xM[i] ?? 0) - x.xM, (people.yM[i] ?? 0) - x.yM);
    if (d <= x.reachM) near.push({ i, d });
  }
  near.sort((a, b) => a.d - b.d || a.i - b.i);
  return {
    index: Int32Array.from(near, (n) => n.i),
    distanceM: Float64Array.from(near, (n) => n.d),
    sector: Float64Array.from(near, (n) => sectorPosition(Math.atan2((people.yM[n.i] ?? 0) - x.yM, (people.xM[n.i] ?? 0) - x.xM), x.sectors)),
  };
}

/** Shares of people outdoors and indoors that an effect's lethality applies to. */
export type Exposure = { readonly outdoors: number; readonly indoors: number };
