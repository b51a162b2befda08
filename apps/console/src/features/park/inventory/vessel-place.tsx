import type { ParkVesselView } from '@yufang/contract/park';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../../ui/screen-state.tsx';
import { canDrawMap } from '../../situation/map-style.ts';
import { drawVessels } from '../map/plan-data.ts';
import type { Landmark } from './position-fields.tsx';

const PlanMap = lazy(async () => ({ default: (await import('../map/plan-map.tsx')).PlanMap }));
/** Half the side of the window, degrees: about 600 m. */
const AROUND = 0.006;

/** Where one vessel stands, on a small plan with what stands around it. */
export function VesselPlace({
  vessel: v,
  around,
}: {
  vessel: Pick<ParkVesselView, 'id' | 'name' | 'lon' | 'lat'>;
  around: readonly Landmark[];
}) {
  const { t } = useTranslation();
  const layers = useMemo(
    () => ({
      vessels: drawVessels(
        [
          { id: v.id, label: v.name, at: [v.lon, v.lat] as const, share: 0.05 },
          ...around
            .filter((x) => x.id !== v.id)
            .map((x) => ({ id: x.id, label: x.name, at: [x.lon, x.lat] as const, share: 0 })),
        ],
        v.id,
      ),
    }),
    [v.id, v.name, v.lon, v.lat, around],
  );
  const origin = useMemo(() => ({ lonDeg: v.lon, latDeg: v.lat }), [v.lon, v.lat]);
  if (!canDrawMap()) return null;
  return (
    <Suspense fallback={<Loading rows={3} />}>
      <PlanMap
        className="park-map park-map-small yf-gap-above"
        label={t('park.vessel.map', { name: v.name })}
        origin={origin}
        fit={[v.lon - AROUND, v.lat - AROUND, v.lon + AROUND, v.lat + AROUND]}
        layers={layers}
      />
    </Suspense>
  );
}
