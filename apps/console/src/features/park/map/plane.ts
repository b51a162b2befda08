/** Degrees of longitude and latitude, CGCS2000 or WGS-84 (they differ by centimetres). */
export type LonLat = readonly [lonDeg: number, latDeg: number];
/** Where x = y = 0 of a park lies. */
export type Origin = { readonly lonDeg: number; readonly latDeg: number };

const EARTH_RADIUS_M = 6_371_008.8;
const PER_DEGREE_M = (EARTH_RADIUS_M * Math.PI) / 180;

/** Metres east and north of an origin as degrees: the engine's own plane, good to 1e-4 of the distance within 20 km. */
export function atMetres(origin: Origin, xM: number, yM: number): LonLat {
  const east = PER_DEGREE_M * Math.cos((origin.latDeg * Math.PI) / 180);
  return [origin.lonDeg + xM / east, origin.latDeg + yM / PER_DEGREE_M];
}

/** The way back: metres east and north of the origin. */
export function metresAt(origin: Origin, lonDeg: number, latDeg: number): readonly [xM: number, yM: number] {
  const east = PER_DEGREE_M * Math.cos((origin.latDeg * Math.PI) / 180);
  return [(lonDeg - origin.lonDeg) * east, (latDeg - origin.latDeg) * PER_DEGREE_M];
}

/** West, south, east, north of places; null where there are none. */
export function boxOf(places: Iterable<LonLat>): [number, number, number, number] | null {
  const box: [number, number, number, number] = [180, 90, -180, -90];
  for (const [lon, lat] of places) {
    box[0] = Math.min(box[0], lon);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lon);
    box[3] = Math.max(box[3], lat);
  }
  return box[0] > box[2] ? null : box;
}
