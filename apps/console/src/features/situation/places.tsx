import { getMapNotice, type Overview } from '@yufang/contract';
import { Segmented, Select } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { Loading } from '../../ui/screen-state.tsx';
import { LAYERS, type Layer } from './layers.ts';
import { canDrawMap } from './map-style.ts';
import { type PlaceSearch, useGo } from './place-state.ts';
import { RegionTable } from './region-table.tsx';
import { useBoundaries } from './use-boundaries.ts';

const RegionMap = lazy(async () => ({ default: (await import('./region-map.tsx')).RegionMap }));

/** The map with its layer and its alternative, the table. Without WebGL, or without boundaries, the table is what there is. */
export function Places({
  place,
  search,
  dark,
  bare,
}: {
  place: Overview;
  search: PlaceSearch;
  dark: boolean;
  bare?: boolean;
}) {
  const { t } = useTranslation();
  const go = useGo();
  const boundaries = useBoundaries();
  const layer: Layer = search.layer ?? 'overdue';
  const drawable = canDrawMap() && !boundaries.isError;
  const asTable = !drawable || (search.view === 'table' && !bare);
  return (
    <section className="sit-places" aria-label={t('situation.map.section')}>
      {!bare && (
        <div className="sit-tools">
          <Select
            value={layer}
            aria-label={t('situation.layer.label')}
            options={LAYERS.map((l) => ({ value: l, label: t(`situation.layer.${l}`) }))}
            onChange={(l) => go.set({ layer: l })}
            popupMatchSelectWidth={false}
          />
          {drawable && (
            <Segmented
              value={asTable ? 'table' : 'map'}
              options={[
                { value: 'map', label: t('situation.map.map') },
                { value: 'table', label: t('situation.map.table') },
              ]}
              onChange={(view) => go.set({ view: view === 'table' ? 'table' : undefined })}
            />
          )}
        </div>
      )}
      {asTable ? (
        <>
          {!drawable && (
            <p className="yf-quiet">{t(boundaries.isError ? 'situation.map.noBoundaries' : 'situation.map.noWebgl')}</p>
          )}
          <RegionTable place={place} onRegion={go.region} />
        </>
      ) : (
        <Suspense fallback={<Loading rows={10} />}>
          {boundaries.data ? (
            <RegionMap
              place={place}
              boundaries={boundaries.data}
              layer={layer}
              dark={dark}
              onRegion={go.region}
              onEnterprise={go.enterprise}
            />
          ) : (
            <Loading rows={10} />
          )}
        </Suspense>
      )}
      {!asTable && <Legend layer={layer} dark={dark} />}
    </section>
  );
}

function Legend({ layer, dark }: { layer: Layer; dark: boolean }) {
  const { t } = useTranslation();
  const notice = useApi(getMapNotice, {}, { staleTime: 3_600_000 });
  return (
    <footer className="sit-legend">
      <span>
        {t(`situation.layer.${layer}`)} {t('situation.legend.light')}
        <i aria-hidden="true" className={dark ? 'sit-ramp sit-ramp-dark' : 'sit-ramp'} />
        {t('situation.legend.dark')}
      </span>
      <span>{t('situation.legend.points')}</span>
      <span className="sit-notice">
        {notice.data?.source === 'demonstration' && t('situation.legend.demonstration')}{' '}
        {notice.data &&
          (notice.data.reviewNumber
            ? t('situation.legend.review', { number: notice.data.reviewNumber })
            : t('situation.legend.noReview'))}
      </span>
    </footer>
  );
}
