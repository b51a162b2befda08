/**
 * The polar lattice of a vessel's tables.
 *
 * Rings are equidistant in √r (so that a receiver's ring is two hardware square roots away): r = (i·δ)². Azimuth nodes are
 * sixteen a wind sector, close together at the sector's edges where a narrow plume's risk steps, on 64ths of a sector so that a
 * small table finds the node below any azimuth. Sector q of this module (counter-clockwise, in the direction clouds travel) has
 * its centre at −90° + q·W.
 */

/** Ring spacing in √m. */
export const RING_STEP = 0.4;
/** Outermost ring: about 12 100 m. Effects beyond it are cut (and the result says so). */
export const MAX_RINGS = 275;
/** Radius of a ring, m. */
export const ringRadiusM = (ring: number): number => (ring * RING_STEP) ** 2;
/** Ring position (not whole) of a radius. */
export const ringOf = (radiusM: number): number => Math.sqrt(radiusM) / RING_STEP;

/** Rings of the tables that are alike in all directions stand closer, in √m: they cost next to nothing, and small pool fires are steep. */
export const RADIAL_STEP = 0.0625;

/** Nodes in a sector. */
export const NODES = 16;
/** Offsets of the nodes in 64ths of a sector; symmetric, so that distances between nodes and edges are offsets again. */
export const NODE_64 = [0, 1, 2, 4, 7, 11, 16, 23, 32, 41, 48, 53, 57, 60, 62, 63] as const;

/** Node at or below each 64th. */
export const NODE_BELOW: Uint8Array = Uint8Array.from({ length: 64 }, (_, c) => NODE_64.findLastIndex((n) => n <= c));
/** Position of node k (k = 16·sector + j) in sectors. */
export const nodePosition = (k: number): number => Math.floor(k / NODES) + (NODE_64[k % NODES] ?? 0) / 64;
/** Start of node j in sectors, and 1 / its length: for interpolation after NODE_BELOW. */
export const NODE_START: Float64Array = Float64Array.from(NODE_64, (n) => n / 64);
/** Inverse length of the interval after each node, 1/sectors. */
export const NODE_INVERSE: Float64Array = Float64Array.from(NODE_64, (n, j) => 64 / ((NODE_64[j + 1] ?? 64) - n));

/** Azimuth (radians, counter-clockwise from east) as a position in sectors, 0 ≤ position < sectors. */
export function sectorPosition(azimuthRad: number, sectors: number): number {
  const p = ((azimuthRad + Math.PI / 2) * sectors) / (2 * Math.PI) + 0.5;
  const wrapped = p - Math.floor(p / sectors) * sectors;
  return wrapped >= sectors ? 0 : wrapped;
}

/** Wind shares by sector q of this module from shares by the sector the wind comes from (0 = north, clockwise). */
export function travelShares(sectorShare: readonly number[]): Float64Array {
  const n = sectorShare.length;
  return Float64Array.from({ length: n }, (_, q) => sectorShare[(n - q) % n] ?? 0);
}
