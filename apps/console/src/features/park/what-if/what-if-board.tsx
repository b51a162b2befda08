import type { ParkDirectory, ParkWhatIfView, WhatIfChange, WhatIfSide } from '@yufang/contract/park';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../../i18n/language.ts';
import { number } from '../../../ui/format.ts';
import { Section } from '../../../ui/record-page.tsx';
import { Loading } from '../../../ui/screen-state.tsx';
import { canDrawMap } from '../../situation/map-style.ts';
import { drawContours, drawTargets, drawVessels, fitOf } from '../map/plan-data.ts';
import { PlanLegend } from '../map/plan-legend.tsx';
import type { PlanPart } from '../map/plan-style.ts';
import { atMetres, type LonLat } from '../map/plane.ts';
import { namesOf, withGone } from '../result/model.ts';
import { BeforeAfter } from './before-after.tsx';
import { ChangeForm } from './change-form.tsx';
import { ChangeList } from './change-list.tsx';

const PlanMap = lazy(async () => ({ default: (await import('../map/plan-map.tsx')).PlanMap }));
const FnChart = lazy(async () => ({ default: (await import('../result/fn-chart.tsx')).FnChart }));
const PARTS: readonly PlanPart[] = ['contours', 'vessels', 'targets'];

/** The board of a what-if: what to change, both plans, both curves, both sets of figures. */
export function WhatIfBoard({
  view,
  before,
  after,
  directory,
  vessel,
  onVessel,
  onChange,
  busy,
}: {
  view: ParkWhatIfView;
  before: WhatIfSide;
  after: WhatIfSide;
  directory: ParkDirectory;
  vessel: string | null;
  onVessel: (id: string | null) => void;
  onChange: (change: WhatIfChange) => void;
  busy: boolean;
}) {
  const { t } = useTranslation();
  // As the session found the park: a vessel that is taken away keeps its name in what was said of it.
  const [first] = useState(directory);
  const spoken = useMemo(() => withGone(directory, first), [directory, first]);
  const names = useMemo(() => namesOf(spoken, currentLanguage() === 'en'), [spoken]);
  const [hidden, setHidden] = useState<readonly PlanPart[]>([]);
  const [moving, setMoving] = useState(false);
  const fit = useMemo(
    () =>
      fitOf(
        before.contours,
        directory.vessels.map((v) => [v.lon, v.lat] as const),
      ),
    [before, directory],
  );
  const series = useMemo(
    () => [
      { name: t('park.whatIf.after'), points: after.societal.curve, role: 'main' as const },
      { name: t('park.whatIf.before'), points: before.societal.curve, role: 'second' as const },
    ],
    [before, after, t],
  );
  const place = (at: LonLat) => {
    if (!moving || vessel === null || busy) return;
    onChange({ type: 'move', vesselId: vessel, lon: at[0], lat: at[1] });
    setMoving(false);
  };
  return (
    <div className="park-what-if">
      <div className="park-what-if-tools">
        <ChangeForm
          directory={directory}
          vessel={vessel}
          onVessel={onVessel}
          onChange={onChange}
          busy={busy}
          moving={moving}
          onMoving={setMoving}
        />
        <ChangeList changes={view.changes} names={names} tookMs={view.tookMs} />
      </div>
      <div className={busy ? 'park-old' : ''} aria-busy={busy}>
        {/* What both sides leave out comes first: without dominoes a target may stand within its limit that the assessment says is beyond it. */}
        <p className="yf-quiet">
          {t(before.domino ? 'park.whatIf.withDomino' : 'park.whatIf.withoutDomino')}{' '}
          {t('park.whatIf.vessels', { n: number(after.vessels.length) })}
        </p>
        <BeforeAfter before={before} after={after} names={names} vessel={vessel} />
        <div className="park-sides">
          {(['before', 'after'] as const).map((side) => (
            <section key={side} aria-label={t(`park.whatIf.${side}`)}>
              <h2>{t(`park.whatIf.${side}`)}</h2>
              {canDrawMap() ? (
                <SideMap
                  side={side === 'before' ? before : after}
                  directory={spoken}
                  label={t('park.whatIf.mapOf', { side: t(`park.whatIf.${side}`) })}
                  vessel={vessel}
                  fit={fit}
                  hidden={hidden}
                  onVessel={onVessel}
                  {...(moving ? { onPlace: place } : {})}
                />
              ) : (
                <p className="yf-quiet">{t('situation.map.noWebgl')}</p>
              )}
            </section>
          ))}
        </div>
        <PlanLegend
          levels={before.contours.features.map((f) => f.properties.levelPerYear).sort((a, b) => b - a)}
          parts={PARTS}
          hidden={hidden}
          onHidden={setHidden}
        />
        <Section title={t('park.whatIf.fn')}>
          <Suspense fallback={<Loading rows={6} />}>
            <FnChart series={series} small />
          </Suspense>
        </Section>
      </div>
    </div>
  );
}

function SideMap({
  side,
  directory,
  label,
  vessel,
  fit,
  hidden,
  onVessel,
  onPlace,
}: {
  side: WhatIfSide;
  directory: ParkDirectory;
  label: string;
  vessel: string | null;
  fit: readonly [number, number, number, number] | null;
  hidden: readonly PlanPart[];
  onVessel: (id: string) => void;
  onPlace?: (at: LonLat) => void;
}) {
  const names = useMemo(() => namesOf(directory, currentLanguage() === 'en'), [directory]);
  const layers = useMemo(() => {
    const at = (x: { xM: number; yM: number }) => atMetres(names.origin, x.xM, x.yM);
    return {
      contours: drawContours(side.contours),
      vessels: drawVessels(
        side.vessels.map((v) => ({ id: v.id, label: names.vesselName(v.id), at: at(v), share: v.share })),
        vessel,
      ),
      targets: drawTargets(
        side.targets.map((x) => ({ id: x.id, label: names.targetName(x.id), at: at(x), breaks: x.breaks })),
      ),
    };
  }, [side, names, vessel]);
  return (
    <Suspense fallback={<Loading rows={6} />}>
      <PlanMap
        className="park-map park-map-side"
        label={label}
        origin={names.origin}
        fit={fit}
        layers={layers}
        hidden={hidden}
        onVessel={onVessel}
        {...(onPlace ? { onPlace } : {})}
      />
    </Suspense>
  );
}
