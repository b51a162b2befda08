import { useNavigate, useSearch } from '@tanstack/react-router';
import { getOverview, type ScopeView } from '@yufang/contract';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/use-api.ts';
import { currentLanguage } from '../i18n/language.ts';
import { type PathStep, RegionPath } from '../ui/region-path.tsx';
import { useMay, useMe } from './me.tsx';

/**
 * Where I am, from the top of one's duty down to the place looked at. Each step above can be climbed to; the field at the end goes one down.
 * What is chosen stays in the address as `region` and cuts everything below.
 */
export function ScopePath() {
  const me = useMe();
  const may = useMay();
  return me.scope.regionCode && may(getOverview) ? (
    <RegionScope scope={me.scope} />
  ) : (
    <RegionPath steps={[ownStep(me.scope)]} />
  );
}

const ownStep = (scope: ScopeView): PathStep => ({
  code: scope.regionCode ?? scope.enterpriseId ?? scope.parkId ?? scope.kind,
  name: scope.name,
  nameEn: scope.nameEn,
});

function RegionScope({ scope }: { scope: ScopeView }) {
  const { t } = useTranslation();
  const { region } = useSearch({ strict: false }) as { region?: string };
  const navigate = useNavigate();
  const place = useApi(getOverview, { query: { ...(region ? { region } : {}) } }, { staleTime: 60_000 });
  const english = currentLanguage() === 'en';
  const path = place.data?.place.path ?? [];
  const steps: PathStep[] =
    path.length > 0
      ? path.map((step, i) => ({ ...step, to: '.', search: { region: i === 0 ? undefined : step.code } }))
      : [ownStep(scope)];
  const below = (place.data?.children ?? []).filter((c) => c.level !== 'enterprise');
  return (
    <div className="yf-scope">
      <RegionPath steps={steps} />
      {below.length > 0 && (
        <Select
          size="small"
          variant="borderless"
          className="yf-scope-down"
          aria-label={t('shell.top.scopeDown')}
          placeholder={t('shell.top.scopeDown')}
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={false}
          value={null}
          options={below.map((c) => ({ value: c.code, label: (english && c.nameEn) || c.name }))}
          onChange={(code: string | null) =>
            void navigate({
              to: '.',
              search: (old: Record<string, unknown>) => ({ ...old, region: code ?? undefined, row: undefined }),
            })
          }
        />
      )}
    </div>
  );
}
