import 'maplibre-gl/dist/maplibre-gl.css';
import { getMapPoints, type Overview } from '@yufang/contract';
import { type GeoJSONSource, Map as MapLibre, type MapMouseEvent, NavigationControl, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { number, percent } from '../../ui/format.ts';
import { useCalm } from '../../ui/use-media.ts';
import { LAYER_VALUES, type Layer } from './layers.ts';
import { drawAreas, drawPoints } from './map-data.ts';
import { LOCAL_FONT, mapStyle, POINT_LAYERS, POINTS_FROM } from './map-style.ts';
import type { Boundaries } from './use-boundaries.ts';

setWorkerUrl(workerUrl);

type Window = { west: number; south: number; east: number; north: number; zoom: number };

/**
 * Henan's areas tinted by a figure, enterprises over them: clusters come from the server for the window looked at, so a province of 100,000 costs
 * a screen no more than a county. A click on an area goes down one level, on an enterprise to its page.
 * @param dots enterprises also where the whole of a city or the province is in sight
 * @param still a picture for a wall: nothing to zoom
 */
export function RegionMap({
  place,
  boundaries,
  layer,
  dark,
  dots,
  still,
  onRegion,
  onEnterprise,
}: {
  place: Overview;
  boundaries: Boundaries;
  layer: Layer;
  dark: boolean;
  dots: boolean;
  still: boolean;
  onRegion: (code: string) => void;
  onEnterprise: (id: string) => void;
}) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<MapLibre | null>(null);
  const [seen, setSeen] = useState<Window | null>(null);
  const [under, setUnder] = useState<{ x: number; y: number; text: string } | null>(null);
  const english = currentLanguage() === 'en';
  const drawn = useMemo(() => drawAreas({ boundaries, place, layer, english }), [boundaries, place, layer, english]);
  const region = place.place.kind === 'region' ? place.place.code : undefined;
  const cut = {
    ...(region && { region }),
    ...(place.place.kind === 'park' && { parkId: place.place.code }),
    ...(place.place.sector && { sector: place.place.sector }),
  };
  const points = useApi(
    getMapPoints,
    { query: { ...(seen ?? { west: 0, south: 0, east: 1, north: 1, zoom: 0 }), ...cut } },
    { enabled: seen !== null, staleTime: 10_000 },
  );

  const clicked = useEffectEvent((made: MapLibre, event: MapMouseEvent) => {
    const [hit] = made.queryRenderedFeatures(event.point, { layers: ['enterprises', 'clusters', 'areas'] });
    if (!hit) return;
    const p = hit.properties as Record<string, string | number>;
    if (hit.layer.id === 'enterprises') onEnterprise(String(p.enterpriseId));
    else if (hit.layer.id === 'clusters')
      made.easeTo({ center: event.lngLat, zoom: Math.max(Number(p.opensAt), made.getZoom() + 1), duration: 180 });
    else if (place.place.kind === 'region' && String(p.adcode) !== region) onRegion(String(p.adcode));
  });
  const moved = useEffectEvent((made: MapLibre, event: MapMouseEvent) => {
    const [hit] = made.queryRenderedFeatures(event.point, { layers: ['enterprises', 'clusters', 'areas'] });
    made.getCanvas().style.cursor = hit ? 'pointer' : '';
    const p = hit?.properties as Record<string, string> | undefined;
    const child = p?.adcode ? place.children.find((c) => c.code === p.adcode) : undefined;
    made.setFilter('area-chosen', ['==', ['get', 'adcode'], child?.code ?? '']);
    const text = p?.enterpriseId ? p.name : child && `${(english && child.nameEn) || child.name} · ${said(child)}`;
    setUnder(text ? { x: event.point.x, y: event.point.y, text } : null);
  });

  const said = (child: Overview['children'][number]): string => {
    const value = LAYER_VALUES[layer].value(child.figures);
    const figure = value === null ? '–' : LAYER_VALUES[layer].share ? percent(value) : number(value);
    return `${t(`situation.layer.${layer}`)} ${figure}`;
  };

  useEffect(() => {
    if (!box.current) return;
    const made = new MapLibre({
      container: box.current,
      style: mapStyle(dark, still),
      bounds: [110.35, 31.38, 116.66, 36.37],
      fitBoundsOptions: { padding: 24 },
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      localIdeographFontFamily: LOCAL_FONT,
      // Names stand still: no fading in and out with each new figure.
      fadeDuration: 0,
      interactive: !still,
      minZoom: 4,
      maxZoom: 17,
    });
    made.touchZoomRotate.disableRotation();
    if (!still) made.addControl(new NavigationControl({ showCompass: false }), 'bottom-right');
    const look = () => {
      const b = made.getBounds();
      const round = (n: number) => Math.round(n * 1e4) / 1e4;
      setSeen({
        west: round(b.getWest()),
        south: round(b.getSouth()),
        east: round(b.getEast()),
        north: round(b.getNorth()),
        zoom: Math.round(made.getZoom() * 10) / 10,
      });
    };
    // What the map cannot draw is said in the console of the browser; the table says the same figures.
    made.on('error', ({ error }) => console.error('map:', error));
    made.on('load', () => {
      setMap(made);
      look();
    });
    made.on('moveend', look);
    made.on('click', (event) => clicked(made, event));
    made.on('mousemove', (event) => moved(made, event));
    made.on('mouseout', () => {
      setUnder(null);
      made.setFilter('area-chosen', ['==', ['get', 'adcode'], '']);
    });
    return () => {
      setMap(null);
      made.remove();
    };
  }, [dark, still]);

  useEffect(() => {
    if (!map) return;
    map.getSource<GeoJSONSource>('areas')?.setData(drawn.areas);
    map.getSource<GeoJSONSource>('names')?.setData(drawn.names);
    map.getSource<GeoJSONSource>('outline')?.setData(boundaries.province);
  }, [map, drawn, boundaries]);

  const place_ = place.place.code;
  const calm = useCalm();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the view follows the place, not each new figure of it
  useEffect(() => {
    map?.fitBounds(drawn.fit, { padding: 28, duration: calm ? 0 : 180 });
  }, [map, place_]);
  useEffect(() => {
    for (const id of POINT_LAYERS) map?.setLayerZoomRange(id, dots ? 0 : POINTS_FROM, 24);
  }, [map, dots]);

  useEffect(() => {
    if (map && points.data) map.getSource<GeoJSONSource>('points')?.setData(drawPoints(points.data.points));
  }, [map, points.data]);

  return (
    <div className="sit-map">
      {/* The table beside it says the same in words; the map itself is one picture to a screen reader. */}
      <div
        ref={box}
        className="sit-map-canvas"
        role="application"
        aria-label={t('situation.map.label', { place: (english && place.place.nameEn) || place.place.name })}
      />
      {under && (
        <div className="sit-map-tip" style={{ left: under.x + 12, top: under.y + 12 }}>
          {under.text}
        </div>
      )}
      {points.data && points.data.unplaced > 0 && (
        <p className="sit-map-note">{t('situation.map.unplaced', { n: points.data.unplaced })}</p>
      )}
    </div>
  );
}
