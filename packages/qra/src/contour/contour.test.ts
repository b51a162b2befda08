import { describe, expect, test } from 'vitest';
import { contourGeoJson, localPlane } from './geojson.ts';
import { levelRings, type NodeGrid, type Point, ringArea } from './marching-squares.ts';
import { contourPolygons, insideRing } from './polygons.ts';

const gridOf = (n: number, stepM: number, f: (x: number, y: number) => number): NodeGrid => {
  const half = ((n - 1) / 2) * stepM;
  const values = Float64Array.from({ length: n * n }, (_, i) =>
    f(-half + (i % n) * stepM, -half + Math.floor(i / n) * stepM),
  );
  return { originXM: -half, originYM: -half, stepM, columns: n, rows: n, values };
};

describe('contours', () => {
  test('a ring of risk is a polygon with one hole, turned as RFC 7946 asks', () => {
    const grid = gridOf(101, 10, (x, y) => 1e-5 * Math.exp(-(((Math.hypot(x, y) - 300) / 60) ** 2)));
    const polygons = contourPolygons(grid, 3e-6);
    expect(polygons).toHaveLength(1);
    expect(polygons[0]?.holes).toHaveLength(1);
    for (const ring of levelRings(grid, 3e-6)) expect(ring[0]).toEqual(ring.at(-1));
    expect(ringArea(polygons[0]?.outer ?? [])).toBeGreaterThan(0);
    expect(ringArea(polygons[0]?.holes[0] ?? [])).toBeLessThan(0);
  });

  test('Gaussian hill: area within 0.5 %', () => {
    const s = 200;
    const grid = gridOf(201, 10, (x, y) => 1e-4 * Math.exp(-(x * x + y * y) / (2 * s * s)));
    const exactArea = Math.PI * 2 * s * s * Math.log(1e-4 / 1e-6);
    const area = contourPolygons(grid, 1e-6).reduce((sum, p) => sum + ringArea(p.outer), 0);
    expect(Math.abs(area / exactArea - 1)).toBeLessThan(0.005);
  });

  test('every ring is closed, simple and turned as RFC 7946 asks, on a field with ridges, islands and saddles', () => {
    const grid = gridOf(
      81,
      25,
      (x, y) => 1e-6 * 10 ** (2 * Math.sin(x / 170) * Math.cos(y / 130) - Math.hypot(x, y) / 900),
    );
    const crosses = (p: Point, q: Point, r: Point, s: Point): boolean => {
      const side = (a: Point, b: Point, c: Point): number =>
        Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
      return side(p, q, r) * side(p, q, s) < 0 && side(r, s, p) * side(r, s, q) < 0;
    };
    for (const polygon of [3e-6, 1e-6, 3e-7].flatMap((level) => contourPolygons(grid, level))) {
      for (const [i, ring] of [polygon.outer, ...polygon.holes].entries()) {
        expect(ring[0]).toEqual(ring.at(-1));
        expect(Math.sign(ringArea(ring))).toBe(i === 0 ? 1 : -1);
        const edges = ring.slice(1).map((to, k) => [ring[k] ?? to, to] as const);
        const bad = edges.some(([a, b], k) => edges.slice(k + 2).some(([c, d]) => crosses(a, b, c, d)));
        expect(bad).toBe(false);
      }
      for (const hole of polygon.holes) expect(insideRing(polygon.outer, hole[0] ?? [0, 0])).toBe(true);
    }
  });

  test('a field that runs off the grid closes along the border; nothing above the level gives no polygon', () => {
    const grid = gridOf(11, 10, () => 1e-4);
    expect(contourPolygons(grid, 1e-5).map((p) => ringArea(p.outer))).toEqual([10_000]);
    expect(contourPolygons(grid, 1e-3)).toEqual([]);
  });

  test('two hills make two polygons in GeoJSON at the right place', () => {
    const grid = gridOf(101, 10, (x, y) => 1e-4 * Math.exp(-((Math.abs(x) - 250) ** 2 + y * y) / 5000));
    const json = contourGeoJson(grid, [1e-5], localPlane(114, 34.8));
    expect(json.features[0]?.geometry.coordinates).toHaveLength(2);
    const [lon = 0, lat = 0] = json.features[0]?.geometry.coordinates[0]?.[0]?.[0] ?? [];
    expect(Math.abs(lon - 114)).toBeLessThan(0.01);
    expect(Math.abs(lat - 34.8)).toBeLessThan(0.01);
  });
});
