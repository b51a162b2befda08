import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { FONT, GRADES } from '../../theme/tokens.ts';
import { DARK_TINTS, TINTS } from './layers.ts';

export const LOCAL_FONT = FONT;

const EMPTY = { type: 'FeatureCollection' as const, features: [] };

/** Enterprises appear from here on: further out their circles would hide the names and figures of the areas. */
export const POINTS_FROM = 8.8;
/** The layers that show enterprises. */
export const POINT_LAYERS = ['clusters', 'cluster-counts', 'enterprises'] as const;

/** The map's whole style: no tiles, no glyph server, no sprite; paper, boundaries, names, enterprises. `large`: read from across a room. */
export function mapStyle(dark: boolean, large = false): StyleSpecification {
  const tints = dark ? DARK_TINTS : TINTS;
  const ink = dark ? '#E6EDF0' : '#1F2328';
  const paper = dark ? '#0C1418' : '#F6F7F5';
  const halo = dark ? '#0C1418' : '#FFFFFF';
  const layers: LayerSpecification[] = [
    { id: 'paper', type: 'background', paint: { 'background-color': paper } },
    {
      id: 'areas',
      type: 'fill',
      source: 'areas',
      paint: {
        'fill-color': ['to-color', ['at', ['get', 'step'], ['literal', [...tints]]]],
        'fill-opacity': ['case', ['get', 'faint'], 0.25, 1],
      },
    },
    {
      id: 'area-lines',
      type: 'line',
      source: 'areas',
      paint: {
        'line-color': dark ? '#47606A' : '#8FA19B',
        'line-width': ['interpolate', ['linear'], ['zoom'], 5, 0.7, 10, 1.4],
      },
    },
    {
      id: 'outline',
      type: 'line',
      source: 'outline',
      paint: { 'line-color': ink, 'line-width': 1.6, 'line-opacity': 0.55 },
    },
    {
      id: 'area-chosen',
      type: 'line',
      source: 'areas',
      filter: ['==', ['get', 'adcode'], ''],
      paint: { 'line-color': dark ? '#5CC4BF' : '#0B6E6E', 'line-width': 2.6 },
    },
    {
      id: 'clusters',
      minzoom: POINTS_FROM,
      type: 'circle',
      source: 'points',
      filter: ['>', ['get', 'count'], 1],
      paint: {
        'circle-color': dark ? '#22323A' : '#FFFFFF',
        'circle-opacity': 0.92,
        'circle-radius': ['interpolate', ['linear'], ['log10', ['get', 'count']], 0.5, 11, 4.5, 26],
        'circle-stroke-color': ['case', ['>', ['get', 'overdue'], 0], ink, dark ? '#7F949D' : '#9AA6A1'],
        'circle-stroke-width': ['case', ['>', ['get', 'overdue'], 0], 2.4, 1.2],
      },
    },
    {
      id: 'cluster-counts',
      minzoom: POINTS_FROM,
      type: 'symbol',
      source: 'points',
      filter: ['>', ['get', 'count'], 1],
      layout: { 'text-field': ['get', 'label'], 'text-font': ['sans'], 'text-size': 12, 'text-allow-overlap': true },
      paint: { 'text-color': ink },
    },
    {
      id: 'enterprises',
      minzoom: POINTS_FROM,
      type: 'circle',
      source: 'points',
      filter: ['==', ['get', 'count'], 1],
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 7, 4, 13, 7],
        'circle-color': [
          'match',
          ['get', 'grade'],
          'red',
          GRADES.red.solid,
          'orange',
          GRADES.orange.solid,
          'yellow',
          GRADES.yellow.solid,
          'blue',
          GRADES.blue.solid,
          '#8A938F',
        ],
        'circle-stroke-color': ['case', ['>', ['get', 'overdue'], 0], ink, halo],
        'circle-stroke-width': ['case', ['>', ['get', 'overdue'], 0], 2.2, 1.2],
      },
    },
    {
      id: 'area-names',
      type: 'symbol',
      source: 'names',
      layout: {
        'text-field': ['get', 'label'],
        'text-font': ['sans'],
        'text-size': large ? 18 : ['interpolate', ['linear'], ['zoom'], 5, 11, 9, 14],
        'text-padding': 1,
        'text-line-height': 1.15,
        'text-max-width': 9,
        // A name that would meet another steps aside rather than vanish.
        'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right', 'top-left', 'bottom-right'],
        'text-radial-offset': 0.4,
      },
      paint: { 'text-color': ink, 'text-halo-color': halo, 'text-halo-width': 1.6 },
    },
  ];
  const source = { type: 'geojson' as const, data: EMPTY };
  return { version: 8, sources: { areas: source, outline: source, names: source, points: source }, layers };
}

let drawable: boolean | undefined;

/**
 * Whether this browser can draw the map at all (old government desktops may not): else the table is shown. Tried once: a page may hold some sixteen contexts,
 * and one more with every rendering took the maps themselves away.
 */
export function canDrawMap(): boolean {
  drawable ??= tryDrawing();
  return drawable;
}

function tryDrawing(): boolean {
  try {
    const context = document.createElement('canvas').getContext('webgl2');
    context?.getExtension('WEBGL_lose_context')?.loseContext();
    return context !== null;
  } catch {
    return false;
  }
}
