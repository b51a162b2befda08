import type { RouteReply } from '@yufang/contract';
import type { getEnterpriseParkRisk } from '@yufang/contract/park';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../../i18n/language.ts';
import { Loading } from '../../../ui/screen-state.tsx';
import { canDrawMap } from '../../situation/map-style.ts';
import { drawContours, drawVessels, fitOf } from '../map/plan-data.ts';
import { PlanLegend } from '../map/plan-legend.tsx';
import type { PlanPart } from '../map/plan-style.ts';
import { namesOf, placeOf } from '../result/model.ts';

const PlanMap = lazy(async () => ({ default: (await import('../map/plan-map.tsx')).PlanMap }));
const PARTS: readonly PlanPart[] = ['contours', 'vessels'];

/** The park's contours with the enterprise's own vessels: neighbours' stock is theirs. */
export function OwnMap({ own }: { own: NonNullable<RouteReply<typeof getEnterpriseParkRisk>['own']> }) {
  const { t } = useTranslation();
  const [hidden, setHidden] = useState<readonly PlanPart[]>([]);
  const names = useMemo(() => namesOf(own.directory, currentLanguage() === 'en'), [own]);
  const layers = useMemo(
    () => ({
      contours: drawContours(own.contours),
      vessels: drawVessels(
        own.vessels.map((v) => ({ id: v.id, label: names.vesselName(v.id), at: placeOf(names, v), share: v.share })),
        null,
      ),
    }),
    [own, names],
  );
  const fit = useMemo(
    () =>
      fitOf(
        own.contours,
        own.vessels.map((v) => placeOf(names, v)),
      ),
    [own, names],
  );
  if (!canDrawMap()) return null;
  return (
    <>
      <Suspense fallback={<Loading rows={8} />}>
        <PlanMap label={t('park.map.label')} origin={names.origin} fit={fit} layers={layers} hidden={hidden} />
      </Suspense>
      <PlanLegend
        levels={own.contours.features.map((f) => f.properties.levelPerYear).sort((a, b) => b - a)}
        parts={PARTS}
        hidden={hidden}
        onHidden={setHidden}
      />
    </>
  );
}
