import { getParkConsequences } from '@yufang/contract/park';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/use-api.ts';
import { percent } from '../../../ui/format.ts';
import { Section } from '../../../ui/record-page.tsx';
import { Failed, Loading } from '../../../ui/screen-state.tsx';
import {
  type Consequence,
  type ConsequenceChoice,
  ConsequenceForm,
  ConsequenceTable,
  consequenceZones,
  prevailing,
} from './consequence-panel.tsx';
import { MapTab } from './map-tab.tsx';
import { MeasureTable, type Ranked } from './measure-table.tsx';
import type { RiskView } from './model.ts';
import { TabBar } from './tab-bar.tsx';
import { EnterpriseTable, TargetTable, VesselTable } from './tables.tsx';
import { RESULT_TABS, type ResultTab } from './tabs.ts';
import { VesselFacts } from './vessel-facts.tsx';

const FnTab = lazy(async () => ({ default: (await import('./fn-tab.tsx')).FnTab }));
const DominoTab = lazy(async () => ({ default: (await import('./domino-tab.tsx')).DominoTab }));
const NOTHING: readonly Consequence[] = [];

/** A result: map, F-N curve, dominoes, vessels, targets, measures. The chosen vessel stays chosen from tab to tab. */
export function ResultTabs({
  view,
  of,
  tab,
  onTab,
  vessel,
  onVessel,
  actOnMeasure,
  actOnVessel,
}: {
  view: RiskView;
  /** The assessment whose inputs the effect distances are computed from. */
  of: { readonly parkId: string; readonly id: string };
  tab: ResultTab;
  onTab: (tab: ResultTab) => void;
  vessel: string | null;
  onVessel: (id: string | null) => void;
  actOnMeasure?: (m: Ranked) => ReactNode;
  actOnVessel?: (id: string) => ReactNode;
}) {
  const { t } = useTranslation();
  const toMap = (id: string) => {
    onVessel(id);
    onTab('map');
  };
  const parts: Readonly<Record<ResultTab, () => ReactNode>> = {
    map: () => (
      <MapPart view={view} of={of} vessel={vessel} onVessel={onVessel} {...(actOnVessel ? { actOnVessel } : {})} />
    ),
    fn: () => <FnTab view={view} />,
    domino: () => <DominoTab view={view} onVessel={toMap} />,
    vessels: () => (
      <>
        <VesselTable view={view} onVessel={toMap} />
        <Section title={t('park.vessels.enterprises')}>
          <EnterpriseTable view={view} />
        </Section>
      </>
    ),
    targets: () => <TargetTable view={view} />,
    measures: () => <MeasureTable view={view} {...(actOnMeasure ? { act: actOnMeasure } : {})} />,
  };
  return (
    <>
      <TabBar
        label={t('park.result')}
        panelId="park-result"
        active={tab}
        onTab={onTab}
        tabs={RESULT_TABS.map((key) => ({ key, label: t(`park.tab.${key}`) }))}
      />
      <div id="park-result" role="tabpanel" aria-labelledby={`park-result-${tab}`}>
        <Suspense fallback={<Loading rows={10} />}>{parts[tab]()}</Suspense>
      </div>
    </>
  );
}

/** The map with the chosen vessel beside it: its part in the risk, and how far one scenario reaches in one wind. */
function MapPart({
  view,
  of,
  vessel,
  onVessel,
  actOnVessel,
}: {
  view: RiskView;
  of: { readonly parkId: string; readonly id: string };
  vessel: string | null;
  onVessel: (id: string | null) => void;
  actOnVessel?: (id: string) => ReactNode;
}) {
  const { t } = useTranslation();
  const [choice, setChoice] = useState<ConsequenceChoice>(() => {
    // The class that comes most, in its commonest wind.
    const most = Math.max(...view.weather.map((w) => w.share));
    const weather = Math.max(
      0,
      view.weather.findIndex((w) => w.share === most),
    );
    return { scenario: 'catastrophic', weather, windFromDeg: prevailing(view.weather[weather]) };
  });
  const known = vessel !== null && view.result.vessels.some((v) => v.id === vessel);
  const reach = useApi(
    getParkConsequences,
    {
      params: of,
      query: { vesselId: vessel ?? '', scenario: choice.scenario, weather: choice.weather },
    },
    { enabled: known, staleTime: Number.POSITIVE_INFINITY },
  );
  const outcomes = known ? (reach.data?.consequences ?? NOTHING) : NOTHING;
  const say = (outcome: string, quantity: string, level: number) =>
    `${t(`park.outcome.${outcome}`)} ${t(`park.quantity.${quantity}`, { level: quantity === 'lethality' ? percent(level, 0) : level })}`;
  return (
    <MapTab
      view={view}
      chosen={vessel}
      onVessel={onVessel}
      zones={known ? consequenceZones({ view, vesselId: vessel, outcomes, windFromDeg: choice.windFromDeg, say }) : []}
      beside={
        known ? (
          <>
            <VesselFacts view={view} id={vessel} onClose={() => onVessel(null)} more={actOnVessel?.(vessel)} />
            <section aria-label={t('park.consequence.title')}>
              <h2>{t('park.consequence.title')}</h2>
              <ConsequenceForm view={view} choice={choice} onChoice={setChoice} />
              {reach.isError ? (
                <Failed problem={reach.error} retry={() => void reach.refetch()} />
              ) : (
                <ConsequenceTable outcomes={outcomes} />
              )}
              <p className="yf-quiet yf-gap-above">{t('park.consequence.how')}</p>
            </section>
          </>
        ) : (
          <TopVessels view={view} onVessel={onVessel} />
        )
      }
    />
  );
}

/** Before a vessel is chosen: the ten that bring most, each to be chosen by the keyboard as well. */
function TopVessels({ view, onVessel }: { view: RiskView; onVessel: (id: string) => void }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('park.vessels.top')}>
      <h2>{t('park.vessels.top')}</h2>
      <p className="yf-quiet">{t('park.vessels.topHow')}</p>
      <ol className="park-ranked">
        {view.result.vessels
          .toSorted((a, b) => b.share - a.share)
          .slice(0, 10)
          .map((v) => (
            <li key={v.id}>
              <button type="button" className="park-link" onClick={() => onVessel(v.id)}>
                {view.vesselName(v.id)}
              </button>
              <span className="yf-figures">{percent(v.share)}</span>
            </li>
          ))}
      </ol>
    </section>
  );
}
