import type { MapPoint, Overview } from '@yufang/contract';
import type { Feature, FeatureCollection, Geometry, Point } from 'geojson';
import { number, percent } from '../../ui/format.ts';
import { LAYER_VALUES, type Layer, tintSteps } from './layers.ts';
import type { Areas, Boundaries } from './use-boundaries.ts';

type Drawn = FeatureCollection<Geometry, { adcode: string; step: number; faint: boolean }>;
type Names = FeatureCollection<Point, { label: string }>;

/** Areas with their tint, their names, and what the map should fit, for the place one looks at. */
export function drawAreas(what: { boundaries: Boundaries; place: Overview; layer: Layer; english: boolean }): {
  areas: Drawn;
  names: Names;
  fit: [number, number, number, number];
} {
  const { boundaries, place, layer, english } = what;
  // A park is looked at within its county.
  const code = place.place.countyCode ?? place.place.code;
  const level = place.place.level === 'park' ? 'county' : place.place.level;
  const own =
    level === 'province'
      ? boundaries.city
      : countiesOf(boundaries, level === 'city' ? code.slice(0, 4) : `${code.slice(0, 4)}`);
  const focus = level === 'county' ? pick(own, [code]) : own;
  const rule = LAYER_VALUES[layer];
  const values = new Map(place.children.map((c) => [c.code, rule.value(c.figures)]));
  const steps = tintSteps(values, rule.moreIsWorse);
  const areas: Drawn = {
    type: 'FeatureCollection',
    features: own.features.map((f) => {
      const adcode = String(f.properties.adcode);
      return {
        ...f,
        properties: {
          adcode,
          step: level === 'county' ? (adcode === code ? 1 : 0) : (steps.get(adcode) ?? 0),
          faint: level === 'county' && adcode !== code,
        },
      };
    }),
  };
  const names: Names = {
    type: 'FeatureCollection',
    features: own.features.map((f): Feature<Point, { label: string }> => {
      const { nameEn, name, cx, cy } = f.properties;
      const called = english && nameEn ? nameEn.replace(/ (County|District|City)$/, '') : name;
      const value = values.get(String(f.properties.adcode)) ?? null;
      const figure = value === null ? '' : `\n${rule.share ? percent(value, 0) : number(value)}`;
      const label = called + figure;
      return {
        type: 'Feature',
        properties: { label },
        geometry: {
          type: 'Point',
          coordinates: nameAt(f.geometry, cx !== undefined && cy !== undefined ? [cx, cy] : null),
        },
      };
    }),
  };
  return { areas, names, fit: boundsOf(focus.features.length > 0 ? focus : own) };
}

const countiesOf = (boundaries: Boundaries, cityPrefix: string): Areas => ({
  ...boundaries.county,
  features: boundaries.county.features.filter((f) => String(f.properties.adcode).startsWith(cityPrefix)),
});
const pick = (areas: Areas, codes: readonly string[]): Areas => ({
  ...areas,
  features: areas.features.filter((f) => codes.includes(String(f.properties.adcode))),
});

/** Server clusters as features. Large counts are shortened, since a circle has little room. */
export function drawPoints(points: readonly MapPoint[]): FeatureCollection<Point> {
  return {
    type: 'FeatureCollection',
    features: points.map((p) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [p.lon, p.lat] },
      properties: {
        count: p.count,
        label: p.count >= 10_000 ? `${Math.round(p.count / 1000)}k` : String(p.count),
        grade: p.grade ?? '',
        overdue: p.overdue,
        enterpriseId: p.enterpriseId ?? '',
        name: p.name ?? '',
        opensAt: p.opensAt ?? 0,
      },
    })),
  };
}

type Bounds = [number, number, number, number];

function* positions(geometry: Geometry): Generator<readonly number[]> {
  if (geometry.type === 'Polygon') for (const ring of geometry.coordinates) yield* ring;
  if (geometry.type === 'MultiPolygon')
    for (const polygon of geometry.coordinates) for (const ring of polygon) yield* ring;
}

function boundsOf(areas: Areas): Bounds {
  const box: Bounds = [180, 90, -180, -90];
  for (const f of areas.features) {
    for (const [x = 0, y = 0] of positions(f.geometry)) {
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
  }
  // Henan as a whole, where nothing is known of the place (a functional zone has no polygon).
  return box[0] > box[2] ? [110.35, 31.38, 116.66, 36.37] : box;
}

/** Where a name stands: in the middle of the largest part; where that lies outside (a crescent), at the seat. */
function nameAt(geometry: Geometry, seat: [number, number] | null): [number, number] {
  const parts = geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
  const rings = geometry.type === 'Polygon' ? [geometry.coordinates[0] ?? []] : parts.map((p) => p[0] ?? []);
  const [largest] = rings.map(middleOf).sort((a, b) => b.area - a.area);
  if (!largest) return seat ?? [0, 0];
  return seat && !inside(largest.ring, largest.at) ? seat : largest.at;
}

type Ring = readonly (readonly number[])[];

/** Area and centre of gravity of a ring, in degrees. */
function middleOf(ring: Ring): { ring: Ring; area: number; at: [number, number] } {
  let [twice, x, y] = [0, 0, 0];
  for (const [i, [px = 0, py = 0]] of ring.entries()) {
    const [qx = px, qy = py] = ring[(i + 1) % ring.length] ?? [];
    const cross = px * qy - qx * py;
    twice += cross;
    x += (px + qx) * cross;
    y += (py + qy) * cross;
  }
  return { ring, area: Math.abs(twice) / 2, at: twice === 0 ? [0, 0] : [x / (3 * twice), y / (3 * twice)] };
}

function inside(ring: Ring, [x, y]: readonly [number, number]): boolean {
  let within = false;
  for (const [i, [px = 0, py = 0]] of ring.entries()) {
    const [qx = 0, qy = 0] = ring[(i + 1) % ring.length] ?? [];
    if (py > y !== qy > y && x < ((qx - px) * (y - py)) / (qy - py) + px) within = !within;
  }
  return within;
}
