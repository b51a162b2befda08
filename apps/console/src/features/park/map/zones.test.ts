import { expect, test } from 'vitest';
import { drawContours, drawEdges } from './plan-data.ts';
import { atMetres, metresAt } from './plane.ts';
import { zoneFeatures, zoneOutline } from './zones.ts';

const origin = { lonDeg: 114.3, latDeg: 34.8 };
const metresOf = (ring: readonly (readonly number[])[]) =>
  ring.map(([lon = 0, lat = 0]) => metresAt(origin, lon, lat).map((m) => Math.round(m)));

test('degrees and metres are each other’s way back', () => {
  const [lon, lat] = atMetres(origin, 1234, -567);
  const [x, y] = metresAt(origin, lon, lat);
  expect(x).toBeCloseTo(1234, 6);
  expect(y).toBeCloseTo(-567, 6);
});

test('a cloud lies downwind: with the wind from the north it reaches south, and begins at the vessel', () => {
  const ring = metresOf(
    zoneOutline({ origin, xM: 0, yM: 0, centreM: 0, zone: { reachM: 1000, halfWidthM: 100 }, windFromDeg: 0 })
      .coordinates[0] ?? [],
  );
  const ys = ring.map(([, y = 0]) => y);
  const xs = ring.map(([x = 0]) => x);
  expect([Math.min(...ys), Math.max(...ys)]).toEqual([-1000, 0]);
  expect([Math.min(...xs), Math.max(...xs)]).toEqual([-100, 100]);
  expect(ring[0]).toEqual(ring.at(-1));
});

test('a fire is a circle about its centre, which a drifted cloud carries downwind', () => {
  const ring = metresOf(
    zoneOutline({ origin, xM: 50, yM: 0, centreM: 200, zone: { reachM: 80, halfWidthM: 0 }, windFromDeg: 270 })
      .coordinates[0] ?? [],
  );
  const xs = ring.map(([x = 0]) => x);
  expect([Math.min(...xs), Math.max(...xs)]).toEqual([170, 330]);
});

test('a zone’s words stand at its downwind end', () => {
  const [, label] = zoneFeatures({
    origin,
    xM: 0,
    yM: 0,
    centreM: 0,
    zone: { reachM: 1000, halfWidthM: 100 },
    windFromDeg: 90,
    label: 'IDLH',
  });
  expect(label?.geometry.type).toBe('Point');
  expect(metresOf([label?.geometry.type === 'Point' ? label.geometry.coordinates : []])).toEqual([[-1000, 0]]);
});

test('the outermost contour is drawn first, and the tint goes by rank from the highest level', () => {
  const contour = (levelPerYear: number) => ({
    properties: { levelPerYear, areaM2: 1 },
    geometry: { type: 'MultiPolygon' as const, coordinates: [] },
  });
  const { features } = drawContours({ features: [contour(3e-5), contour(1e-6), contour(1e-5)] });
  expect(features.map((f) => f.properties.step)).toEqual([2, 1, 0]);
});

test('an escalation to a vessel that is not on the plan is left out', () => {
  const at = new Map([
    ['a', [114.3, 34.8] as const],
    ['b', [114.31, 34.8] as const],
  ]);
  const edge = (from: string, to: string) => ({ from, to, frequencyPerYear: 1e-6 });
  expect(drawEdges([edge('a', 'b'), edge('a', 'gone')], at).features).toHaveLength(1);
});
