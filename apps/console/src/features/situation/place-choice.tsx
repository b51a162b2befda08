import { listParks, type Overview } from '@yufang/contract';
import { REGION_ROLES, regionRange, SECTORS } from '@yufang/domain';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { useWordOptions } from '../../i18n/use-word.ts';
import { hasRole, useMe } from '../../shell/me.tsx';
import { type PlaceSearch, useGo } from './place-state.ts';

/** For those who see a whole region: one of its parks, or one department's part of it. */
export function PlaceChoice({ place, search }: { place: Overview; search: PlaceSearch }) {
  const { t } = useTranslation();
  const go = useGo();
  const me = useMe();
  const options = useWordOptions();
  const english = currentLanguage() === 'en';
  const regional = hasRole(me, REGION_ROLES);
  const may = regional || hasRole(me, ['department_officer']);
  const parks = useApi(listParks, { query: {} }, { enabled: may, staleTime: 600_000 });
  if (!may) return null;
  const within = regionRange(search.region ?? me.scope.regionCode ?? place.place.path[0]?.code ?? '');
  const shown = (parks.data?.rows ?? []).filter(
    (p) => p.id === search.parkId || (p.countyCode >= within.lo && p.countyCode < within.hi),
  );
  return (
    <span className="sit-cut-tools">
      {shown.length > 0 && (
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          className="sit-cut-field"
          aria-label={t('shell.filter.park')}
          placeholder={t('shell.filter.park')}
          value={search.parkId}
          options={shown.map((p) => ({ value: p.id, label: (english && p.nameEn) || p.name }))}
          onChange={(parkId: string | undefined) => go.set({ parkId })}
        />
      )}
      {regional && (
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          className="sit-cut-field"
          aria-label={t('shell.filter.sector')}
          placeholder={t('shell.filter.sector')}
          value={search.sector}
          options={[...options('sector', SECTORS)]}
          onChange={(sector: string | undefined) => go.set({ sector })}
        />
      )}
    </span>
  );
}
