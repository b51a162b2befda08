import './situation.css';
import { FullscreenOutlined } from '@ant-design/icons';
import { Link, useSearch } from '@tanstack/react-router';
import { getCounts, listPlaceEnterprises } from '@yufang/contract';
import { Segmented } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveRefresh } from '../../api/live.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { useMay } from '../../shell/me.tsx';
import { useDisplay } from '../../theme/display.ts';
import { Section } from '../../ui/record-page.tsx';
import { Loading, Reading } from '../../ui/screen-state.tsx';
import { AllFigures } from './all-figures.tsx';
import { Attention } from './attention.tsx';
import { Figures } from './figures.tsx';
import { JustNow } from './just-now.tsx';
import { PlaceChoice } from './place-choice.tsx';
import { PlaceEnterprises } from './place-enterprises.tsx';
import { type PlaceSearch, useGo, usePlace } from './place-state.ts';
import { Places } from './places.tsx';
import { RegionTable } from './region-table.tsx';

const CutTable = lazy(async () => ({ default: (await import('./cut.tsx')).CutTable }));
const Trend = lazy(async () => ({ default: (await import('./trend.tsx')).Trend }));
const DAYS = ['7', '30', '90'] as const;

/** The live page of the place one looks at: the province, a city, a county, a park or an enterprise, cut to one's duty. */
export function OverviewPage() {
  const { t } = useTranslation();
  const search = useSearch({ strict: false }) as PlaceSearch;
  const place = usePlace(search);
  const dark = useDisplay().mode === 'dark';
  const go = useGo();
  const may = useMay();
  const asTable = search.view === 'table';
  useLiveRefresh(['hidden_danger.'], ['danger']);
  return (
    <div className="sit-page">
      <Reading query={place} rows={12}>
        {(data) => (
          <>
            <header className="yf-head sit-head">
              <h1>
                {t('situation.title', { place: (currentLanguage() === 'en' && data.place.nameEn) || data.place.name })}
              </h1>
              <PlaceChoice place={data} search={search} />
              <Link
                to="/wall"
                search={
                  { region: search.region, layer: search.layer, parkId: search.parkId, sector: search.sector } as never
                }
                className="sit-wall-link"
              >
                <FullscreenOutlined /> {t('situation.wall.open')}
              </Link>
            </header>
            <div className={data.place.kind !== 'enterprise' && !asTable ? 'sit-top' : 'sit-top sit-top-plain'}>
              {data.place.kind !== 'enterprise' && <Places place={data} search={search} dark={dark} />}
              <Figures place={data} />
            </div>
            <div className="sit-bottom">
              <Attention place={data} />
              <JustNow />
            </div>
            <Section
              title={t('situation.trend.title')}
              extra={
                <Segmented
                  size="small"
                  value={search.days ?? '30'}
                  options={DAYS.map((d) => ({ value: d, label: t('situation.trend.days', { n: d }) }))}
                  onChange={(d) => go.set({ days: d === '30' ? undefined : d })}
                />
              }
            >
              <Suspense fallback={<Loading rows={4} />}>
                <Trend place={data} dark={dark} />
              </Suspense>
            </Section>
            <AllFigures place={data} />
            {data.children.length > 0 && !asTable && (
              <Section title={t('situation.table.title')}>
                <RegionTable
                  rows={data.children}
                  day={data.day}
                  fixed={data.place.sector ? { sector: data.place.sector } : {}}
                  onOpen={(c) => go.region(c.code)}
                />
              </Section>
            )}
            {(data.place.level === 'county' || data.place.level === 'park') &&
              may(listPlaceEnterprises) &&
              !asTable && (
                <Section title={t('situation.table.enterprisesTitle')}>
                  <PlaceEnterprises place={data} />
                </Section>
              )}
            {data.place.kind !== 'enterprise' && may(getCounts) && (
              <Suspense fallback={<Loading rows={4} />}>
                <CutTable place={data} search={search} />
              </Suspense>
            )}
          </>
        )}
      </Reading>
    </div>
  );
}
