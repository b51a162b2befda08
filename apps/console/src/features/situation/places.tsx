import { getMapNotice, type Overview } from '@yufang/contract';
import { RISK_GRADES } from '@yufang/domain';
import { Checkbox, Segmented, Select } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { GRADES } from '../../theme/tokens.ts';
import { Loading } from '../../ui/screen-state.tsx';
import { LAYER_VALUES, LAYERS, type Layer } from './layers.ts';
import { canDrawMap } from './map-style.ts';
import { PlaceEnterprises } from './place-enterprises.tsx';
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
  // Looking at one county, its enterprises are what one came for.
  const last = place.place.level === 'county' || place.place.level === 'park';
  const dots = search.dots === 'on' || last;
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
          {drawable && !asTable && !last && (
            <Checkbox checked={dots} onChange={(e) => go.set({ dots: e.target.checked ? 'on' : undefined })}>
              {t('situation.map.dots')}
            </Checkbox>
          )}
          {drawable && (
            <Segmented
              className="sit-view"
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
          {last ? (
            <PlaceEnterprises place={place} />
          ) : (
            <RegionTable
              rows={place.children}
              day={place.day}
              fixed={place.place.sector ? { sector: place.place.sector } : {}}
              onOpen={(c) => go.region(c.code)}
            />
          )}
        </>
      ) : (
        <Suspense fallback={<Loading rows={10} />}>
          {boundaries.data ? (
            <RegionMap
              place={place}
              boundaries={boundaries.data}
              layer={layer}
              dark={dark}
              dots={dots}
              still={bare ?? false}
              onRegion={go.region}
              onEnterprise={go.enterprise}
            />
          ) : (
            <Loading rows={10} />
          )}
        </Suspense>
      )}
      {!asTable && <Legend layer={layer} dark={dark} dots={dots} bare={bare ?? false} />}
    </section>
  );
}

function Legend({ layer, dark, dots, bare }: { layer: Layer; dark: boolean; dots: boolean; bare: boolean }) {
  const { t } = useTranslation();
  const { share } = LAYER_VALUES[layer];
  const notice = useApi(getMapNotice, {}, { staleTime: 3_600_000 });
  return (
    <footer className="sit-legend">
      <span>
        {t(`situation.layer.${layer}`)} {t(share ? 'situation.legend.good' : 'situation.legend.few')}
        <i aria-hidden="true" className={dark ? 'sit-ramp sit-ramp-dark' : 'sit-ramp'} />
        {t(share ? 'situation.legend.bad' : 'situation.legend.many')}
      </span>
      {dots ? (
        <span className="sit-legend-dots">
          {t('situation.legend.grades')}
          {RISK_GRADES.map((grade) => (
            <span key={grade}>
              <i aria-hidden="true" className="sit-dot" style={{ background: GRADES[grade].solid }} />
              {t(`word.grade.${grade}`)}
            </span>
          ))}
          <span>
            <i aria-hidden="true" className="sit-dot sit-dot-overdue" />
            {t('situation.legend.overdue')}
          </span>
        </span>
      ) : (
        !bare && <span>{t('situation.legend.closer')}</span>
      )}
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
