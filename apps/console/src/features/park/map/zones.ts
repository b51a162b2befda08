import type { Feature, Point, Polygon } from 'geojson';
import { atMetres, type Origin } from './plane.ts';

/** What of a zone is needed to draw it; metres. */
export type ZoneShape = { readonly reachM: number; readonly halfWidthM: number };

const POINTS = 72;

/**
 * The outline of one effect zone, as degrees. Fires and blasts are circles about a centre `centreM` downwind of the vessel; a cloud is an ellipse from
 * the vessel to its reach, as wide as it is where it is widest. A picture of distances, not of a cloud's true edge.
 * @param windFromDeg where the wind comes from, clockwise from north
 */
export function zoneOutline(x: {
  origin: Origin;
  xM: number;
  yM: number;
  centreM: number;
  zone: ZoneShape;
  windFromDeg: number;
}): Polygon {
  const { zone } = x;
  const toward = ((x.windFromDeg + 180) * Math.PI) / 180;
  const [east, north] = [Math.sin(toward), Math.cos(toward)];
  const cloud = zone.halfWidthM > 0 && zone.halfWidthM !== zone.reachM;
  const centre = cloud ? zone.reachM / 2 : x.centreM;
  const [along, across] = cloud ? [zone.reachM / 2, zone.halfWidthM] : [zone.reachM, zone.reachM];
  const ring = Array.from({ length: POINTS + 1 }, (_, i) => {
    const a = (2 * Math.PI * (i % POINTS)) / POINTS;
    const [down, side] = [centre + along * Math.cos(a), across * Math.sin(a)];
    return [...atMetres(x.origin, x.xM + down * east + side * north, x.yM + down * north - side * east)];
  });
  return { type: 'Polygon', coordinates: [ring] };
}

/** A zone on the map: its outline, and its words at the downwind end. */
export function zoneFeatures(
  x: Parameters<typeof zoneOutline>[0] & { readonly label: string },
): Feature<Polygon | Point>[] {
  const outline = zoneOutline(x);
  const end = outline.coordinates[0]?.[0] ?? [0, 0];
  return [
    { type: 'Feature', properties: {}, geometry: outline },
    { type: 'Feature', properties: { label: x.label }, geometry: { type: 'Point', coordinates: end } },
  ];
}
