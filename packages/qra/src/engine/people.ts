import type { PopulationPoint } from '../park/types.ts';
import { MAX_RINGS, ringOf, sectorPosition } from './polar-grid.ts';

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

/** Fine azimuths in a sector: places are put on these (0.06° off at most with 16 sectors), so that arcs need no search. */
export const FINE = 192;

type Standing = { readonly xM: number; readonly yM: number; readonly sectors: number };

/** The same places seen from a vessel, nearest ring first, so that an effect of short reach stops early. */
export type Surroundings = {
  readonly count: number;
  readonly index: Int32Array;
  readonly distanceM: Float64Array;
  /** Nearest ring: at most half a ring (13 m at 1 km) off, below a population cell's own size. */
  readonly ring: Int32Array;
  /** Azimuth in fine steps, of the first `placed` places: the farther ones are turned to when an effect reaches them (`placeUpTo`). */
  readonly fine: Int32Array;
  /** Who is there, as in `People`, of the same first places: what is read in order is read fast. */
  readonly who: Pick<People, 'dayOut' | 'dayIn' | 'nightOut' | 'nightIn'>;
  placed: number;
  /** Where the vessel stands, and the sectors of its wind. */
  at: Standing;
};

/** Empty surroundings for a number of places; reused from vessel to vessel. */
export const makeSurroundings = (count: number): Surroundings => ({
  count,
  index: new Int32Array(count),
  distanceM: new Float64Array(count),
  ring: new Int32Array(count),
  fine: new Int32Array(count),
  who: {
    dayOut: new Float64Array(count),
    dayIn: new Float64Array(count),
    nightOut: new Float64Array(count),
    nightIn: new Float64Array(count),
  },
  placed: 0,
  at: { xM: 0, yM: 0, sectors: 16 },
});

const starts = new Int32Array(MAX_RINGS * 4 + 2);
let rings = new Int32Array(0);
let distances = new Float64Array(0);

/** Fill in the places around a vessel: counting sort by ring, ties in the order of the places, so that sums have a fixed order. */
export function look(people: People, at: Standing, out: Surroundings): void {
  const last = starts.length - 2;
  starts.fill(0);
  if (rings.length < people.count) {
    rings = new Int32Array(people.count);
    distances = new Float64Array(people.count);
  }
  for (let i = 0; i < people.count; i++) {
    const dx = (people.xM[i] ?? 0) - at.xM;
    const dy = (people.yM[i] ?? 0) - at.yM;
    // Not hypot: this runs for every place and vessel.
    const d = Math.sqrt(dx * dx + dy * dy);
    distances[i] = d;
    const ring = Math.min(last, Math.round(ringOf(d)));
    rings[i] = ring;
    starts[ring + 1] = (starts[ring + 1] ?? 0) + 1;
  }
  for (let r = 1; r < starts.length; r++) starts[r] = (starts[r] ?? 0) + (starts[r - 1] ?? 0);
  for (let i = 0; i < people.count; i++) {
    const ring = rings[i] ?? 0;
    const slot = starts[ring] ?? 0;
    starts[ring] = slot + 1;
    out.index[slot] = i;
    out.distanceM[slot] = distances[i] ?? 0;
    out.ring[slot] = ring;
  }
  out.placed = 0;
  out.at = at;
}

/** Find the azimuths of the places, and who is there, up to a ring, this one not included: most effects end long before the last place of a large park. */
export function placeUpTo(rings: number, people: People, out: Surroundings): void {
  const { at } = out;
  for (; out.placed < out.count && (out.ring[out.placed] ?? 0) < rings; out.placed++) {
    const i = out.index[out.placed] ?? 0;
    const azimuth = Math.atan2((people.yM[i] ?? 0) - at.yM, (people.xM[i] ?? 0) - at.xM);
    out.fine[out.placed] = Math.round(sectorPosition(azimuth, at.sectors) * FINE) % (FINE * at.sectors);
    out.who.dayOut[out.placed] = people.dayOut[i] ?? 0;
    out.who.dayIn[out.placed] = people.dayIn[i] ?? 0;
    out.who.nightOut[out.placed] = people.nightOut[i] ?? 0;
    out.who.nightIn[out.placed] = people.nightIn[i] ?? 0;
  }
}

/** Shares of people outdoors and indoors that an effect's lethality applies to. */
export type Exposure = { readonly outdoors: number; readonly indoors: number };
