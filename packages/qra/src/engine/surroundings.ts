import type { People } from './people.ts';
import { MAX_RINGS, RING_STEP, ringOf, sectorPosition } from './polar-grid.ts';

/** Fine azimuths in a sector: places are put on these (0.06° off at most with 16 sectors), so that arcs need no search. */
export const FINE = 192;

type Standing = { readonly xM: number; readonly yM: number; readonly sectors: number };

/**
 * The places of people seen from a vessel, nearest ring first. Most effects end long before the last place of a large park, so that one looks only
 * as far as an effect reaches: `count` places stand here so far, all of the rings below `upTo`; `lookFarther` brings the next.
 */
export type Surroundings = {
  readonly people: People;
  /** Where the vessel stands, and the sectors of its wind. */
  at: Standing;
  upTo: number;
  count: number;
  readonly index: Int32Array;
  readonly distanceM: Float64Array;
  /** Nearest ring: at most half a ring (13 m at 1 km) off, below a population cell's own size. */
  readonly ring: Int32Array;
  /** Of the first `placed` places: azimuth in fine steps, and who is there as in `People`; what is read in order is read fast. */
  placed: number;
  readonly fine: Int32Array;
  readonly who: Pick<People, 'dayOut' | 'dayIn' | 'nightOut' | 'nightIn'>;
};

/** Empty surroundings; reused from vessel to vessel. */
export function makeSurroundings(people: People): Surroundings {
  const { count } = people;
  const doubles = (): Float64Array => new Float64Array(count);
  return {
    people,
    at: { xM: 0, yM: 0, sectors: 16 },
    upTo: 0,
    count: 0,
    index: new Int32Array(count),
    distanceM: doubles(),
    ring: new Int32Array(count),
    placed: 0,
    fine: new Int32Array(count),
    who: { dayOut: doubles(), dayIn: doubles(), nightOut: doubles(), nightIn: doubles() },
  };
}

/** Look from another vessel: nothing is seen yet. */
export function lookFrom(at: Standing, out: Surroundings): void {
  out.at = at;
  out.upTo = 0;
  out.count = 0;
  out.placed = 0;
}

/** What lies beyond counts as on this ring: no table goes so far. */
const LAST_RING = MAX_RINGS * 4;
/** Rings up to which one looks at a time: about 1 km, 4 km, and everything. */
const STAGES = [80, 160, LAST_RING + 1] as const;

const starts = new Int32Array(LAST_RING + 2);
/** Scratch of a look: which places lie in it, on which ring, how far. */
let found = new Int32Array(0);
let rings = new Int32Array(0);
let distances = new Float64Array(0);

/**
 * Bring the places of the next stage: counting sort by ring, ties in the order of the places, so that sums have a fixed order.
 * @returns false when all were here already
 */
export function lookFarther(out: Surroundings): boolean {
  const upTo = STAGES.find((stage) => stage > out.upTo);
  if (upTo === undefined) return false;
  const n = findBetween(out, upTo);
  for (let r = out.upTo + 1; r <= upTo; r++) starts[r] = (starts[r] ?? 0) + (starts[r - 1] ?? 0);
  for (let k = 0; k < n; k++) {
    const ring = rings[k] ?? 0;
    const slot = out.count + (starts[ring] ?? 0);
    starts[ring] = (starts[ring] ?? 0) + 1;
    out.index[slot] = found[k] ?? 0;
    out.distanceM[slot] = distances[k] ?? 0;
    out.ring[slot] = ring;
  }
  out.count += n;
  out.upTo = upTo;
  return true;
}

/** Collect the places from the rings looked at so far up to another, and count them by ring behind `starts`. @returns how many */
function findBetween(out: Surroundings, upTo: number): number {
  const { people, at } = out;
  if (found.length < people.count) {
    found = new Int32Array(people.count);
    rings = new Int32Array(people.count);
    distances = new Float64Array(people.count);
  }
  starts.fill(0, out.upTo, upTo + 1);
  // A little more than the rings' own bounds: the ring decides.
  const near2 = Math.max(0, (out.upTo - 1) * RING_STEP) ** 4;
  const far2 = upTo > LAST_RING ? Number.POSITIVE_INFINITY : (upTo * RING_STEP) ** 4;
  let n = 0;
  for (let i = 0; i < people.count; i++) {
    const dx = (people.xM[i] ?? 0) - at.xM;
    const dy = (people.yM[i] ?? 0) - at.yM;
    const d2 = dx * dx + dy * dy;
    if (d2 > far2 || d2 < near2) continue;
    // Not hypot: this runs for every place and vessel.
    const d = Math.sqrt(d2);
    const ring = Math.min(LAST_RING, Math.round(ringOf(d)));
    if (ring < out.upTo || ring >= upTo) continue;
    found[n] = i;
    rings[n] = ring;
    distances[n] = d;
    n++;
    starts[ring + 1] = (starts[ring + 1] ?? 0) + 1;
  }
  return n;
}

/** Find the azimuths of the places, and who is there, up to a ring, this one not included. */
export function placeUpTo(upTo: number, out: Surroundings): void {
  while (out.upTo < upTo && lookFarther(out));
  const { at, people, who } = out;
  for (; out.placed < out.count && (out.ring[out.placed] ?? 0) < upTo; out.placed++) {
    const i = out.index[out.placed] ?? 0;
    const azimuth = Math.atan2((people.yM[i] ?? 0) - at.yM, (people.xM[i] ?? 0) - at.xM);
    out.fine[out.placed] = Math.round(sectorPosition(azimuth, at.sectors) * FINE) % (FINE * at.sectors);
    who.dayOut[out.placed] = people.dayOut[i] ?? 0;
    who.dayIn[out.placed] = people.dayIn[i] ?? 0;
    who.nightOut[out.placed] = people.nightOut[i] ?? 0;
    who.nightIn[out.placed] = people.nightIn[i] ?? 0;
  }
}
