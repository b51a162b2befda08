import { SearchOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { listEnterprises } from '@yufang/contract';
import { AutoComplete, Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/use-api.ts';
import { useMay, useMe } from './me.tsx';

/** Find an enterprise by name or code and go to its archive; for those who look at more than one. */
export function EnterpriseSearch() {
  const { t } = useTranslation();
  const me = useMe();
  const may = useMay();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const asked = useDeferredValue(typed.trim());
  const found = useApi(
    listEnterprises,
    { query: { search: asked, limit: 8 } },
    { enabled: asked.length >= 2, staleTime: 30_000 },
  );
  if (me.scope.kind === 'enterprise' || !may(listEnterprises)) return null;
  const rows = asked.length >= 2 ? (found.data?.rows ?? []) : [];
  return (
    <AutoComplete
      className="yf-top-search"
      value={typed}
      onChange={setTyped}
      popupMatchSelectWidth={360}
      notFoundContent={asked.length >= 2 && found.isSuccess && rows.length === 0 ? t('shell.top.searchNone') : null}
      options={rows.map((row) => ({
        value: row.enterpriseId,
        label: (
          <span className="yf-found">
            {row.name}
            <small className="yf-quiet yf-figures">{row.code}</small>
          </span>
        ),
      }))}
      onSelect={(id: string) => {
        setTyped('');
        void navigate({ to: `/enterprises/${id}` });
      }}
    >
      <Input
        variant="filled"
        prefix={<SearchOutlined />}
        aria-label={t('shell.top.search')}
        placeholder={t('shell.top.searchHint')}
        data-yf-top-search
      />
    </AutoComplete>
  );
}
