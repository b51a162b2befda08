import type { Feature, FeatureCollection, Geometry, LineString, MultiPolygon, Point } from 'geojson';
import { power } from '../numbers.ts';
import { atMetres, boxOf, type LonLat, metresAt, type Origin } from './plane.ts';

type Drawn<G extends Geometry = Geometry> = FeatureCollection<G, Record<string, unknown>>;
const drawn = <G extends Geometry>(features: Feature<G, Record<string, unknown>>[]): Drawn<G> => ({
  type: 'FeatureCollection',
  features,
});
const pointAt = (at: LonLat, properties: Record<string, unknown>): Feature<Point, Record<string, unknown>> => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Point', coordinates: [...at] },
});

/** A contour as the engine gives it. */
export type Contours = {
  readonly features: readonly {
    readonly properties: { readonly levelPerYear: number; readonly areaM2: number };
    readonly geometry: { readonly type: 'MultiPolygon'; readonly coordinates: unknown };
  }[];
};

/** Contours with their step of the tint (0 innermost) and their figure; the outermost is drawn first, so that each inner one lies on it. */
export function drawContours(contours: Contours): Drawn<MultiPolygon> {
  const levels = contours.features.map((f) => f.properties.levelPerYear).sort((a, b) => b - a);
  return drawn(
    contours.features
      .toSorted((a, b) => a.properties.levelPerYear - b.properties.levelPerYear)
      .map((f) => ({
        type: 'Feature',
        properties: {
          step: Math.min(4, levels.indexOf(f.properties.levelPerYear)),
          label: power(f.properties.levelPerYear, 1),
          limit: false,
        },
        // The engine's own GeoJSON, closed rings of pairs.
        geometry: f.geometry as MultiPolygon,
      })),
  );
}

/** A vessel on the plan. */
export type PlanVessel = {
  readonly id: string;
  readonly label: string;
  readonly at: LonLat;
  /** 0-1 of the park's risk. */
  readonly share: number;
  readonly ghost?: boolean;
};

/** Vessels as circles: tinted and sized by their share. */
export const drawVessels = (vessels: readonly PlanVessel[], chosen: string | null): Drawn<Point> =>
  drawn(
    // The largest first, so that small ones are not hidden beneath.
    vessels
      .toSorted((a, b) => b.share - a.share)
      .map((v) =>
        pointAt(v.at, {
          id: v.id,
          label: v.label,
          share: v.share,
          radius: 5 + 13 * Math.sqrt(Math.min(1, Math.max(0, v.share))),
          chosen: v.id === chosen,
          ghost: v.ghost ?? false,
        }),
      ),
  );

/** Protected targets; `breaks`: above the limit. */
export const drawTargets = (
  targets: readonly { readonly id: string; readonly label: string; readonly at: LonLat; readonly breaks: boolean }[],
): Drawn<Point> => drawn(targets.map((x) => pointAt(x.at, { id: x.id, label: x.label, breaks: x.breaks })));

/** Escalations as lines between vessels, wider where more frequent (by powers of ten). Edges to unknown vessels are left out. */
export function drawEdges(
  edges: readonly { readonly from: string; readonly to: string; readonly frequencyPerYear: number }[],
  at: ReadonlyMap<string, LonLat>,
): Drawn<LineString> {
  const most = Math.max(...edges.map((e) => e.frequencyPerYear), Number.MIN_VALUE);
  return drawn(
    edges.flatMap((e) => {
      const [a, b] = [at.get(e.from), at.get(e.to)];
      if (!a || !b) return [];
      const width = Math.max(0.8, 5 + 1.2 * Math.log10(e.frequencyPerYear / most));
      return [
        {
          type: 'Feature' as const,
          properties: { from: e.from, to: e.to, width },
          geometry: { type: 'LineString' as const, coordinates: [[...a], [...b]] },
        },
      ];
    }),
  );
}

/** Names of enterprises in the middle of their vessels. */
export function drawNames(
  vessels: readonly { readonly at: LonLat; readonly enterpriseId: string }[],
  nameOf: (enterpriseId: string) => string,
): Drawn<Point> {
  const groups = Map.groupBy(vessels, (v) => v.enterpriseId);
  return drawn(
    [...groups].map(([id, own]) => {
      const mean = (pick: 0 | 1) => own.reduce((sum, v) => sum + v.at[pick], 0) / own.length;
      return pointAt([mean(0), mean(1)], { label: nameOf(id) });
    }),
  );
}

/** Lines every `stepM` metres over a window, so that distances can be read where there is no picture of the ground. */
export function drawGrid(
  origin: Origin,
  box: readonly [west: number, south: number, east: number, north: number],
  stepM: number,
): Drawn<LineString> {
  const [x0, y0] = metresAt(origin, box[0], box[1]).map((m) => Math.floor(m / stepM) * stepM);
  const [x1, y1] = metresAt(origin, box[2], box[3]).map((m) => Math.ceil(m / stepM) * stepM);
  if (x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined) return drawn([]);
  const line = (a: LonLat, b: LonLat): Feature<LineString, Record<string, unknown>> => ({
    type: 'Feature',
    properties: {},
    geometry: { type: 'LineString', coordinates: [[...a], [...b]] },
  });
  const lines: Feature<LineString, Record<string, unknown>>[] = [];
  for (let x = x0; x <= x1; x += stepM) lines.push(line(atMetres(origin, x, y0), atMetres(origin, x, y1)));
  for (let y = y0; y <= y1; y += stepM) lines.push(line(atMetres(origin, x0, y), atMetres(origin, x1, y)));
  return drawn(lines);
}

/** What a plan should show whole: the outermost contour that is there, and all places. */
export function fitOf(contours: Contours | null, places: readonly LonLat[]): [number, number, number, number] | null {
  const rings = function* (): Generator<LonLat> {
    yield* places;
    for (const f of contours?.features ?? []) yield* positions(f.geometry.coordinates);
  };
  return boxOf(rings());
}

function* positions(nested: unknown): Generator<LonLat> {
  if (!Array.isArray(nested)) return;
  const [a, b] = nested;
  if (typeof a === 'number' && typeof b === 'number') yield [a, b];
  else for (const inner of nested) yield* positions(inner);
}

/** Nothing to draw. */
export const NOTHING: Drawn = { type: 'FeatureCollection', features: [] };
