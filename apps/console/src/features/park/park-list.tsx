import './park.css';
import { Link, Navigate, useSearch } from '@tanstack/react-router';
import { listParks } from '@yufang/contract';
import { regionRange } from '@yufang/domain';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { useMe } from '../../shell/me.tsx';
import { Empty, Reading, saysInvented } from '../../ui/index.ts';
import { useRegionName } from '../admin/use-region-name.ts';
import { PlainTable } from '../risk/plain-table.tsx';

/** The parks within one's duty; an officer of one park is taken to it. */
export function ParkList() {
  const { t } = useTranslation();
  const me = useMe();
  const search: { region?: string } = useSearch({ strict: false });
  const region = useRegionName();
  const parks = useApi(listParks, { query: {} }, { staleTime: 600_000 });
  const english = currentLanguage() === 'en';
  if (me.scope.parkId) return <Navigate to={`/parks/${me.scope.parkId}`} replace />;
  const within = regionRange(search.region ?? me.scope.regionCode ?? '410000');
  return (
    <>
      <header className="yf-head">
        <div>
          <h1>{t('park.list.title')}</h1>
          <p className="yf-lead">{t('park.list.lead')}</p>
        </div>
      </header>
      <Reading query={parks}>
        {({ rows }) => {
          const mine = rows.filter((p) => p.countyCode >= within.lo && p.countyCode < within.hi);
          if (mine.length === 0) return <Empty title={t('park.list.empty')} text={t('park.list.emptyText')} />;
          return (
            <PlainTable
              className="yf-table"
              aria-label={t('park.list.title')}
              rowKey="id"
              dataSource={mine}
              columns={[
                {
                  key: 'name',
                  title: t('park.list.name'),
                  render: (_, p) => {
                    const name = (english && p.nameEn) || p.name;
                    return (
                      <>
                        <Link to={`/parks/${p.id}`}>{name}</Link>
                        {p.invented && !saysInvented(name) && <span className="yf-quiet"> · {t('park.invented')}</span>}
                      </>
                    );
                  },
                },
                { key: 'kind', title: t('park.list.kind'), render: (_, p) => t(`admin.parks.kinds.${p.kind}`) },
                { key: 'county', title: t('park.list.county'), render: (_, p) => region(p.countyCode) },
              ]}
            />
          );
        }}
      </Reading>
    </>
  );
}
