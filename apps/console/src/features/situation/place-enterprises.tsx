import { listPlaceEnterprises, type Overview } from '@yufang/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePages } from '../../api/use-api.ts';
import { Reading } from '../../ui/screen-state.tsx';
import { useGo } from './place-state.ts';
import { ENTERPRISE_METRICS, RegionTable } from './region-table.tsx';
import { whereOf } from './where.ts';

/** The enterprises of a county or park, those first that need a person most: where the way down by table ends. */
export function PlaceEnterprises({ place }: { place: Overview }) {
  const { t } = useTranslation();
  const go = useGo();
  const list = usePages(listPlaceEnterprises, {
    query: { ...whereOf(place), limit: 10, metrics: ENTERPRISE_METRICS } as never,
  });
  return (
    <Reading query={list} rows={6}>
      {() =>
        list.rows.length === 0 ? (
          <p className="yf-quiet">{t('situation.table.noEnterprises')}</p>
        ) : (
          <>
            <RegionTable rows={list.rows} day={place.day} onOpen={(c) => go.enterprise(c.code)} />
            {list.hasNextPage && (
              <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                {t('situation.table.more')}
              </Button>
            )}
          </>
        )
      }
    </Reading>
  );
}
