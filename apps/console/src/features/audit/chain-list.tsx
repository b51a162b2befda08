import { useNavigate } from '@tanstack/react-router';
import { type ChainCheck, listChains, verifyChain } from '@yufang/contract';
import { Alert, Button, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { type RowOf, useCommand } from '../../api/use-api.ts';
import { type Column, Facts, ListScreen, number, TimeText } from '../../ui/index.ts';
import { useRegionName } from '../admin/use-region-name.ts';
import { ChainSearch } from './routes.tsx';
import { useLogWords } from './words.ts';

type Row = RowOf<typeof listChains>;

/** Every chain of changes; each can be checked link by link. */
export function ChainList() {
  const { t } = useTranslation();
  const say = useLogWords();
  const region = useRegionName();
  const columns: Column<Row>[] = [
    { key: 'name', title: t('audit.column.chain'), render: (_, r) => say.chain(r.enterpriseId, r.name) },
    { key: 'where', title: t('audit.column.where'), render: (_, r) => region(r.countyCode) },
    { key: 'links', title: t('audit.column.links'), align: 'right', render: (_, r) => number(r.links) },
    { key: 'head', title: t('audit.column.head'), render: (_, r) => <code>{r.head.slice(0, 16)}…</code> },
  ];
  return (
    <ListScreen
      title={t('audit.chains.title')}
      lead={t('audit.chains.lead')}
      route={listChains}
      input={(search) => ({
        query: {
          ...ChainSearch.parse(search),
          ...(typeof search.region === 'string' ? { region: search.region } : {}),
        },
      })}
      columns={columns}
      rowKey={(r) => r.enterpriseId}
      filters={[{ kind: 'search', name: 'search', label: t('audit.filter.chain') }]}
      panel={(row) => <Chain key={row.enterpriseId} row={row} />}
      panelTitle={(row) => say.chain(row.enterpriseId, row.name)}
      empty={{ title: t('audit.chains.empty') }}
    />
  );
}

function Chain({ row }: { row: Row }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const check = useCommand(verifyChain, { stale: [] });
  return (
    <>
      <Facts
        items={[
          { label: t('audit.column.links'), value: number(row.links) },
          { label: t('audit.column.id'), value: <code>{row.enterpriseId}</code> },
          { label: t('audit.column.head'), value: <code className="yf-break">{row.head}</code>, wide: true },
        ]}
      />
      <p className="yf-quiet yf-gap-above">{t('audit.chains.keepHead')}</p>
      <Space className="yf-gap-above">
        <Button
          type="primary"
          loading={check.isPending}
          onClick={() => check.mutate({ params: { chainId: row.enterpriseId } })}
        >
          {t('audit.chains.check')}
        </Button>
        <Button onClick={() => void navigate({ to: '/audit/changes', search: { chainId: row.enterpriseId } })}>
          {t('audit.chains.changes')}
        </Button>
      </Space>
      {check.data && <Found check={check.data} />}
    </>
  );
}

function Found({ check }: { check: ChainCheck }) {
  const { t } = useTranslation();
  const said = check.intact
    ? t('audit.chains.intact', { count: check.links })
    : t(`audit.chains.problem.${check.problem}`, { at: check.brokenAt });
  return (
    <Alert
      className="yf-gap-above"
      showIcon
      type={check.intact ? 'info' : 'error'}
      title={said}
      description={
        <>
          {t('audit.chains.checkedAt')} <TimeText at={check.checkedAt} />
        </>
      }
    />
  );
}
