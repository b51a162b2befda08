import 'maplibre-gl/dist/maplibre-gl.css';
import type { FeatureCollection } from 'geojson';
import {
  type GeoJSONSource,
  Map as MapLibre,
  type MapMouseEvent,
  NavigationControl,
  ScaleControl,
  setWorkerUrl,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useDisplay } from '../../../theme/display.ts';
import { FONT } from '../../../theme/tokens.ts';
import { useBoundaries } from '../../situation/use-boundaries.ts';
import { drawGrid, NOTHING } from './plan-data.ts';
import { PLAN_PARTS, type PlanPart, type PlanSource, planStyle } from './plan-style.ts';
import type { LonLat, Origin } from './plane.ts';

setWorkerUrl(workerUrl);

/** What lies on a plan, by source; what is not given is not drawn. */
export type PlanLayers = Partial<Record<Exclude<PlanSource, 'grid' | 'county'>, FeatureCollection>>;

/** Layers whose marks are counted once the map stands still. */
const DRAWN = ['contour-lines', 'vessels', 'target-marks', 'mark'];
const GRID_STEP_M = 500;
/** As far as the grid of metres goes beyond what the plan shows, in widths of it. */
const GRID_MARGIN = 1.5;

/**
 * A park's plan: contours, effect zones, escalations, vessels and protected targets over the counties' lines and a grid of 500 m. A click on a vessel
 * chooses it; elsewhere it gives the place. A table beside it says the same.
 */
export function PlanMap({
  label,
  origin,
  fit,
  layers,
  hidden = [],
  onVessel,
  onPlace,
  tip,
  className = 'park-map',
}: {
  label: string;
  origin: Origin;
  fit: readonly [number, number, number, number] | null;
  layers: PlanLayers;
  hidden?: readonly PlanPart[];
  onVessel?: (id: string) => void;
  onPlace?: (at: LonLat) => void;
  /** What to say of the vessel or target under the pointer. */
  tip?: (id: string) => string | null;
  className?: string;
}) {
  const box = useRef<HTMLDivElement>(null);
  const dark = useDisplay().mode === 'dark';
  const boundaries = useBoundaries();
  const [map, setMap] = useState<MapLibre | null>(null);
  const [under, setUnder] = useState<{ x: number; y: number; text: string } | null>(null);

  const hit = (made: MapLibre, event: MapMouseEvent) =>
    made.queryRenderedFeatures(event.point, { layers: ['vessels', 'target-marks'] })[0];
  const clicked = useEffectEvent((made: MapLibre, event: MapMouseEvent) => {
    const found = hit(made, event);
    if (found?.layer.id === 'vessels' && onVessel) onVessel(String(found.properties.id));
    else onPlace?.([event.lngLat.lng, event.lngLat.lat]);
  });
  const moved = useEffectEvent((made: MapLibre, event: MapMouseEvent) => {
    const found = hit(made, event);
    made.getCanvas().style.cursor = found ? 'pointer' : onPlace ? 'crosshair' : '';
    const text = found ? (tip?.(String(found.properties.id)) ?? String(found.properties.label)) : null;
    setUnder(text ? { x: event.point.x, y: event.point.y, text } : null);
  });

  useEffect(() => {
    if (!box.current) return;
    const made = new MapLibre({
      container: box.current,
      style: planStyle(dark),
      center: [113.6, 34.7],
      zoom: 12,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      localIdeographFontFamily: FONT,
      fadeDuration: 0,
      minZoom: 8,
      maxZoom: 19,
      // A page that scrolls should not stop at its map: two fingers or Ctrl move it.
      cooperativeGestures: window.matchMedia('(pointer: coarse)').matches,
    });
    made.touchZoomRotate.disableRotation();
    made.addControl(new NavigationControl({ showCompass: false }), 'bottom-right');
    made.addControl(new ScaleControl({ maxWidth: 110, unit: 'metric' }), 'bottom-left');
    made.on('error', ({ error }) => console.error('map:', error));
    made.on('load', () => setMap(made));
    // A map that stays blank throws nothing: how many marks it drew stands in the page, for tests and for support.
    made.on('idle', () => {
      made.getContainer().dataset.drawn = String(made.queryRenderedFeatures({ layers: DRAWN }).length);
    });
    made.on('click', (event) => clicked(made, event));
    made.on('mousemove', (event) => moved(made, event));
    made.on('mouseout', () => setUnder(null));
    return () => {
      setMap(null);
      made.remove();
    };
  }, [dark]);

  useEffect(() => {
    if (!map) return;
    for (const id of ['contours', 'zones', 'edges', 'vessels', 'targets', 'names', 'mark'] as const)
      map.getSource<GeoJSONSource>(id)?.setData(layers[id] ?? NOTHING);
  }, [map, layers]);

  useEffect(() => {
    if (map && boundaries.data) map.getSource<GeoJSONSource>('county')?.setData(boundaries.data.county);
  }, [map, boundaries.data]);

  const gone = hidden.join();
  useEffect(() => {
    if (!map) return;
    for (const [part, ids] of Object.entries(PLAN_PARTS))
      for (const id of ids)
        map.setLayoutProperty(id, 'visibility', gone.split(',').includes(part) ? 'none' : 'visible');
  }, [map, gone]);

  const where = fit?.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: by its figures, since a new array of the same place is no new place
  useEffect(() => {
    if (!map || !fit) return;
    const [w, s, e, n] = fit;
    const [dx, dy] = [(e - w || 0.01) * GRID_MARGIN, (n - s || 0.01) * GRID_MARGIN];
    map.getSource<GeoJSONSource>('grid')?.setData(drawGrid(origin, [w - dx, s - dy, e + dx, n + dy], GRID_STEP_M));
    map.fitBounds([w, s, e, n], { padding: 32, duration: 0, maxZoom: 17 });
  }, [map, where, origin]);

  return (
    <div className={className}>
      <div ref={box} className="park-map-canvas" role="application" aria-label={label} />
      {under && (
        <div className="park-map-tip" style={{ left: under.x + 12, top: under.y + 12 }}>
          {under.text}
        </div>
      )}
    </div>
  );
}
