import { type NodeGrid, type Ring, ringArea } from './marching-squares.ts';
import { contourPolygons } from './polygons.ts';

/** Turns local metres into longitude and latitude, degrees (WGS 84 / CGCS2000: they differ by centimetres). */
export type ToLonLat = (xM: number, yM: number) => readonly [lonDeg: number, latDeg: number];

const EARTH_RADIUS_M = 6_371_008.8;

/** A local plane with the way back. */
export type LocalPlane = {
  readonly toLonLat: ToLonLat;
  readonly toMetres: (lonDeg: number, latDeg: number) => readonly [xM: number, yM: number];
};

/**
 * Local plane around an origin (equirectangular): good to 1e-4 of distance within 20 km, which is below the model's own error.
 * x east, y north.
 */
export function localPlaneOf(originLonDeg: number, originLatDeg: number): LocalPlane {
  const perDegree = (EARTH_RADIUS_M * Math.PI) / 180;
  const eastPerDegree = perDegree * Math.cos((originLatDeg * Math.PI) / 180);
  return {
    toLonLat: (xM, yM) => [originLonDeg + xM / eastPerDegree, originLatDeg + yM / perDegree],
    toMetres: (lonDeg, latDeg) => [(lonDeg - originLonDeg) * eastPerDegree, (latDeg - originLatDeg) * perDegree],
  };
}

/** The plane's way from metres to degrees alone. */
export const localPlane = (originLonDeg: number, originLatDeg: number): ToLonLat =>
  localPlaneOf(originLonDeg, originLatDeg).toLonLat;

/** One contour as a GeoJSON feature. */
export type ContourFeature = {
  readonly type: 'Feature';
  readonly properties: { readonly levelPerYear: number; readonly areaM2: number };
  readonly geometry: {
    readonly type: 'MultiPolygon';
    readonly coordinates: readonly (readonly (readonly (readonly [number, number])[])[])[];
  };
};

/** Contours of all levels. */
export type ContourCollection = { readonly type: 'FeatureCollection'; readonly features: readonly ContourFeature[] };

type LonLatRing = readonly (readonly [lonDeg: number, latDeg: number])[];

/** 10⁻⁷ degrees are a centimetre: more digits say nothing, and make the file twice as long. */
const PER_DEGREE = 1e7;

/** A ring in rounded degrees, points that fall together dropped; still closed. */
function degreesRing(ring: Ring, toLonLat: ToLonLat): LonLatRing {
  const out: (readonly [number, number])[] = [];
  for (const [x, y] of ring) {
    const [lon, lat] = toLonLat(x, y);
    const point = [Math.round(lon * PER_DEGREE) / PER_DEGREE, Math.round(lat * PER_DEGREE) / PER_DEGREE] as const;
    const last = out.at(-1);
    if (last === undefined || last[0] !== point[0] || last[1] !== point[1]) out.push(point);
  }
  return out;
}

/** Contours of a risk grid as GeoJSON (RFC 7946): closed rings, outer counter-clockwise, holes inside their outer ring. */
export function contourGeoJson(grid: NodeGrid, levels: readonly number[], toLonLat: ToLonLat): ContourCollection {
  const ring = (r: Ring): LonLatRing => degreesRing(r, toLonLat);
  const features = levels.map((levelPerYear): ContourFeature => {
    const polygons = contourPolygons(grid, levelPerYear);
    const areaM2 = polygons.reduce(
      (sum, p) => sum + ringArea(p.outer) + p.holes.reduce((s, h) => s + ringArea(h), 0),
      0,
    );
    return {
      type: 'Feature',
      properties: { levelPerYear, areaM2 },
      geometry: {
        type: 'MultiPolygon',
        coordinates: polygons
          .map((p) => [ring(p.outer), ...p.holes.map(ring)].filter((r, i) => i === 0 || r.length >= 4))
          .filter(([outer]) => outer !== undefined && outer.length >= 4),
      },
    };
  });
  return { type: 'FeatureCollection', features };
}
