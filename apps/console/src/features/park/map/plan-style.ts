import type { FilterSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { GRADES } from '../../../theme/tokens.ts';

const EMPTY = { type: 'FeatureCollection' as const, features: [] };

/**
 * Contours from the highest level (innermost) outward: plum to sand, since red, orange, yellow and blue are the four grades' own. Each line also carries
 * its figure on the map.
 */
export const CONTOUR_TINTS = ['#5B1541', '#8A2A55', '#B4566A', '#D08F80', '#D9BC9B'] as const;
/** Vessels by their share of the park's risk: under 1 %, 1-5 %, 5-15 %, 15 % and more. */
export const SHARE_STEPS = [0.01, 0.05, 0.15] as const;
export const SHARE_TINTS = ['#F2F7F6', '#A9D3CE', '#3E9490', '#053F3F'] as const;

/** Sources of the plan; each is set by its name. */
export const PLAN_SOURCES = [
  'grid',
  'county',
  'contours',
  'zones',
  'edges',
  'vessels',
  'targets',
  'names',
  'mark',
] as const;
export type PlanSource = (typeof PLAN_SOURCES)[number];
/** What can be shown or left out, each with its layers. */
export const PLAN_PARTS = {
  contours: ['contour-fills', 'contour-lines', 'contour-labels'],
  vessels: ['vessels', 'vessel-labels'],
  targets: ['target-marks', 'target-labels'],
  domino: ['edge-lines', 'edge-heads'],
  zones: ['zone-fills', 'zone-lines', 'zone-labels'],
} as const satisfies Record<string, readonly string[]>;
export type PlanPart = keyof typeof PLAN_PARTS;

const only = (name: string, value: boolean): FilterSpecification => ['==', ['get', name], value];

/** The plan's whole style: no tiles, no glyph server, no sprite. A grid of metres stands for the ground where no picture of the park is there. */
export function planStyle(dark: boolean): StyleSpecification {
  const ink = dark ? '#E6EDF0' : '#1F2328';
  const quiet = dark ? '#9DADB4' : '#5C6461';
  const paper = dark ? '#0C1418' : '#F6F7F5';
  const halo = dark ? '#0C1418' : '#FFFFFF';
  const label = { 'text-font': ['sans'], 'text-size': 12 };
  const haloed = { 'text-color': ink, 'text-halo-color': halo, 'text-halo-width': 1.5 };
  const tint = ['to-color', ['at', ['get', 'step'], ['literal', [...CONTOUR_TINTS]]]] as never;
  const layers: LayerSpecification[] = [
    { id: 'paper', type: 'background', paint: { 'background-color': paper } },
    {
      id: 'grid-lines',
      type: 'line',
      source: 'grid',
      paint: { 'line-color': dark ? '#22323A' : '#E3E7E4', 'line-width': 1 },
    },
    {
      id: 'county-lines',
      type: 'line',
      source: 'county',
      paint: { 'line-color': dark ? '#47606A' : '#8FA19B', 'line-width': 1.2 },
    },
    {
      id: 'contour-fills',
      type: 'fill',
      source: 'contours',
      paint: { 'fill-color': tint, 'fill-opacity': dark ? 0.34 : 0.26 },
    },
    {
      id: 'contour-lines',
      type: 'line',
      source: 'contours',
      paint: { 'line-color': tint, 'line-width': ['case', ['get', 'limit'], 2.6, 1.4] },
    },
    {
      id: 'contour-labels',
      type: 'symbol',
      source: 'contours',
      layout: {
        ...label,
        'symbol-placement': 'line',
        'symbol-spacing': 260,
        'text-field': ['get', 'label'],
        'text-size': 11,
        'text-padding': 8,
      },
      paint: haloed,
    },
    {
      id: 'zone-fills',
      type: 'fill',
      source: 'zones',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': ink, 'fill-opacity': 0.06 },
    },
    {
      id: 'zone-lines',
      type: 'line',
      source: 'zones',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'line-color': ink, 'line-width': 1.4, 'line-dasharray': [3, 2] },
    },
    {
      id: 'zone-labels',
      type: 'symbol',
      source: 'zones',
      filter: ['==', ['geometry-type'], 'Point'],
      layout: {
        ...label,
        'text-field': ['get', 'label'],
        'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
        'text-radial-offset': 0.5,
        'text-size': 11,
      },
      paint: haloed,
    },
    {
      id: 'edge-lines',
      type: 'line',
      source: 'edges',
      layout: { 'line-cap': 'round' },
      paint: {
        'line-color': ink,
        'line-width': ['get', 'width'],
        'line-opacity': 0.75,
        'line-offset': 2,
      },
    },
    {
      id: 'edge-heads',
      type: 'symbol',
      source: 'edges',
      layout: {
        'text-font': ['sans'],
        'symbol-placement': 'line-center',
        'text-field': '›',
        'text-size': 20,
        'text-keep-upright': false,
        'text-allow-overlap': true,
        'text-offset': [0, 0.05],
      },
      paint: haloed,
    },
    {
      id: 'target-marks',
      type: 'symbol',
      source: 'targets',
      layout: {
        'text-font': ['sans'],
        'text-field': ['case', ['get', 'breaks'], '◆', '◇'],
        'text-size': ['case', ['get', 'breaks'], 22, 18],
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: {
        // Red is an alarm: a protected target above its limit.
        'text-color': ['case', ['get', 'breaks'], dark ? '#FF7B73' : GRADES.red.solid, ink],
        'text-halo-color': halo,
        'text-halo-width': 1.6,
      },
    },
    {
      id: 'vessels',
      type: 'circle',
      source: 'vessels',
      paint: {
        'circle-radius': ['get', 'radius'],
        'circle-color': [
          'step',
          ['get', 'share'],
          SHARE_TINTS[0],
          ...SHARE_STEPS.flatMap((s, i) => [s, SHARE_TINTS[i + 1] ?? '']),
        ] as never,
        'circle-opacity': ['case', ['get', 'ghost'], 0.25, 0.95],
        'circle-stroke-color': ['case', ['get', 'chosen'], ink, ['get', 'ghost'], quiet, dark ? '#B9C7CC' : '#33504F'],
        'circle-stroke-width': ['case', ['get', 'chosen'], 3.5, 1.2],
      },
    },
    {
      id: 'vessel-labels',
      type: 'symbol',
      source: 'vessels',
      filter: only('ghost', false),
      layout: {
        ...label,
        'text-field': ['get', 'label'],
        'text-size': 11,
        'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
        'text-radial-offset': 0.9,
        'symbol-sort-key': ['-', 0, ['get', 'share']],
      },
      paint: haloed,
    },
    {
      id: 'target-labels',
      type: 'symbol',
      source: 'targets',
      layout: {
        ...label,
        'text-field': ['get', 'label'],
        'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
        'text-radial-offset': 1,
        'symbol-sort-key': ['case', ['get', 'breaks'], 0, 1],
      },
      paint: haloed,
    },
    {
      id: 'enterprise-names',
      type: 'symbol',
      source: 'names',
      layout: {
        ...label,
        'text-field': ['get', 'label'],
        'text-size': 13,
        'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
        'text-radial-offset': 2.2,
      },
      paint: { ...haloed, 'text-color': quiet },
    },
    {
      id: 'mark',
      type: 'symbol',
      source: 'mark',
      layout: { 'text-font': ['sans'], 'text-field': '✕', 'text-size': 22, 'text-allow-overlap': true },
      paint: { 'text-color': ink, 'text-halo-color': halo, 'text-halo-width': 2 },
    },
  ];
  const sources = Object.fromEntries(PLAN_SOURCES.map((id) => [id, { type: 'geojson' as const, data: EMPTY }]));
  return { version: 8, sources, layers };
}
