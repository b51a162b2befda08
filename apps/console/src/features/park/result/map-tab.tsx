import { Segmented } from 'antd';
import type { Feature } from 'geojson';
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { percent } from '../../../ui/format.ts';
import { Loading } from '../../../ui/screen-state.tsx';
import { canDrawMap } from '../../situation/map-style.ts';
import { drawContours, drawEdges, drawNames, drawTargets, drawVessels, fitOf } from '../map/plan-data.ts';
import { PlanLegend } from '../map/plan-legend.tsx';
import type { PlanPart } from '../map/plan-style.ts';
import { power } from '../numbers.ts';
import { placeOf, type RiskView } from './model.ts';
import { ContourTable } from './tables.tsx';

const PlanMap = lazy(async () => ({ default: (await import('../map/plan-map.tsx')).PlanMap }));
const PARTS: readonly PlanPart[] = ['contours', 'vessels', 'targets', 'domino', 'zones'];

/**
 * The result on the park's plan: contours with dominoes or without, vessels by their share, targets that break a limit, escalations, and the effect
 * zones that are given. The contours' areas stand below as a table.
 */
export function MapTab({
  view,
  chosen,
  onVessel,
  zones,
  beside,
}: {
  view: RiskView;
  chosen: string | null;
  onVessel: (id: string) => void;
  /** Effect zones of one scenario in one wind. */
  zones: readonly Feature[];
  /** Right of the map: what is known of the chosen vessel, and the choice of a scenario. */
  beside: ReactNode;
}) {
  const { t } = useTranslation();
  const [hidden, setHidden] = useState<readonly PlanPart[]>(['domino']);
  const [base, setBase] = useState(false);
  const r = view.result;
  const contours = base ? r.individual.contoursBase : r.individual.contours;
  const places = useMemo(() => new Map(r.vessels.map((v) => [v.id, placeOf(view, v)])), [r, view]);
  const layers = useMemo(
    () => ({
      contours: drawContours(contours),
      vessels: drawVessels(
        r.vessels.map((v) => ({ id: v.id, label: view.vesselName(v.id), at: placeOf(view, v), share: v.share })),
        chosen,
      ),
      targets: drawTargets(
        r.targets.map((x) => ({ id: x.id, label: view.targetName(x.id), at: placeOf(view, x), breaks: x.breaks })),
      ),
      edges: drawEdges(r.domino?.edges.slice(0, 200) ?? [], places),
      names: drawNames(
        r.vessels.map((v) => ({ at: placeOf(view, v), enterpriseId: v.enterpriseId })),
        view.enterpriseName,
      ),
      zones: { type: 'FeatureCollection' as const, features: [...zones] },
    }),
    [contours, r, view, chosen, places, zones],
  );
  const fit = useMemo(
    () => fitOf(r.individual.contours, [...places.values(), ...r.targets.map((x) => placeOf(view, x))]),
    [r, view, places],
  );
  const levels = contours.features.map((f) => f.properties.levelPerYear).sort((a, b) => b - a);
  const tip = (id: string): string | null => {
    const v = r.vessels.find((one) => one.id === id);
    if (v) return `${view.vesselName(id)} · ${view.substanceOf(id)} · ${percent(v.share)}`;
    const x = r.targets.find((one) => one.id === id);
    return x ? `${view.targetName(id)} · ${power(x.riskPerYear)} / ${power(x.limitPerYear)}` : null;
  };
  const parts = PARTS.filter((p) => p !== 'domino' || r.domino !== null).filter(
    (p) => p !== 'zones' || zones.length > 0,
  );
  return (
    <div className="park-map-tab">
      <div>
        {r.domino && (
          <Segmented
            className="park-map-choice"
            aria-label={t('park.map.which')}
            value={base ? 'base' : 'all'}
            options={[
              { value: 'all', label: t('park.map.withDomino') },
              { value: 'base', label: t('park.map.base') },
            ]}
            onChange={(v) => setBase(v === 'base')}
          />
        )}
        {canDrawMap() ? (
          <Suspense fallback={<Loading rows={10} />}>
            <PlanMap
              label={t('park.map.label')}
              origin={view.origin}
              fit={fit}
              layers={layers}
              hidden={hidden}
              onVessel={onVessel}
              tip={tip}
            />
          </Suspense>
        ) : (
          <p className="yf-quiet">{t('situation.map.noWebgl')}</p>
        )}
        <PlanLegend levels={levels} parts={parts} hidden={hidden} onHidden={setHidden} />
        <ContourTable view={view} />
      </div>
      <div className="park-beside">{beside}</div>
    </div>
  );
}
