import { lazy, Suspense, useMemo } from 'react';
import { Loading } from '../../../ui/screen-state.tsx';
import { canDrawMap } from '../../situation/map-style.ts';
import { drawTargets } from '../map/plan-data.ts';
import { boxOf } from '../map/plane.ts';

const PlanMap = lazy(async () => ({ default: (await import('../map/plan-map.tsx')).PlanMap }));

/** Places of a set on a small plan; the table below says the same. */
export function PlacesMap({
  label,
  places,
}: {
  label: string;
  places: readonly { readonly id: string; readonly label: string; readonly lon: number; readonly lat: number }[];
}) {
  const layers = useMemo(
    () => ({
      targets: drawTargets(places.map((p) => ({ id: p.id, label: p.label, at: [p.lon, p.lat], breaks: false }))),
    }),
    [places],
  );
  const fit = useMemo(() => boxOf(places.map((p) => [p.lon, p.lat])), [places]);
  const origin = useMemo(() => ({ lonDeg: fit?.[0] ?? 0, latDeg: fit?.[1] ?? 0 }), [fit]);
  if (!canDrawMap() || !fit) return null;
  return (
    <Suspense fallback={<Loading rows={4} />}>
      <PlanMap className="park-map park-map-small" label={label} origin={origin} fit={fit} layers={layers} />
    </Suspense>
  );
}
