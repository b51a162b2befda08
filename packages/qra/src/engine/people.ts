import type { PopulationPoint } from '../park/types.ts';

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

/** Shares of people outdoors and indoors that an effect's lethality applies to. */
export type Exposure = { readonly outdoors: number; readonly indoors: number };
