import { Link } from '@tanstack/react-router';
import { listEnterprises, listPublicReports, type PublicReportRow, placePublicReport } from '@yufang/contract';
import { Button, Input, Select, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useCommand } from '../../api/use-api.ts';
import { type Column, Facts, ListScreen, StateTag, TimeText } from '../../ui/index.ts';
import { ReportSearch } from './routes.tsx';

/** What the public reported (12350): placed at an enterprise, or answered. */
export function PublicReportList() {
  const { t } = useTranslation();
  const columns: Column<PublicReportRow>[] = [
    { key: 'what', title: t('enterprise.report.what'), render: (_, r) => r.description.slice(0, 60) },
    { key: 'place', title: t('enterprise.report.place'), render: (_, r) => r.enterpriseName ?? r.place },
    { key: 'county', title: t('enterprise.field.county'), render: (_, r) => r.countyName ?? r.countyCode },
    { key: 'at', title: t('enterprise.request.at'), render: (_, r) => <TimeText at={r.at} relative /> },
    {
      key: 'state',
      title: t('enterprise.column.status'),
      render: (_, r) => (
        <StateTag tone={r.state === 'open' ? 'waiting' : 'done'}>{t(`enterprise.report.state.${r.state}`)}</StateTag>
      ),
    },
  ];
  const states = (['open', 'placed', 'rejected'] as const).map((s) => ({
    value: s,
    label: t(`enterprise.report.state.${s}`),
  }));
  return (
    <ListScreen
      title={t('enterprise.report.title')}
      lead={t('enterprise.report.lead')}
      route={listPublicReports}
      input={(s) => ({
        query: { ...ReportSearch.parse(s), ...(typeof s.region === 'string' ? { region: s.region } : {}) } as never,
      })}
      columns={columns}
      rowKey={(r) => r.id}
      filters={[{ kind: 'select', name: 'state', label: t('enterprise.column.status'), options: states }]}
      panel={(r, close) => <Place row={r} close={close} />}
      empty={{ title: t('enterprise.report.empty'), text: t('enterprise.report.emptyText') }}
    />
  );
}

function Place({ row, close }: { row: PublicReportRow; close: () => void }) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const [enterpriseId, setEnterpriseId] = useState<string | null>(null);
  const [answer, setAnswer] = useState('');
  const found = useApi(
    listEnterprises,
    { query: { search: search || undefined, region: row.countyCode, limit: 20 } },
    { enabled: row.state === 'open' },
  );
  const place = useCommand(placePublicReport, {
    stale: ['public', 'danger'],
    done: t('enterprise.request.decided'),
    onDone: close,
  });
  const give = (id: string | null) =>
    place.mutate({ params: { id: row.id }, body: { enterpriseId: id, answer, version: row.version } });
  return (
    <>
      <Facts
        items={[
          { label: t('enterprise.report.what'), value: row.description, wide: true },
          { label: t('enterprise.report.place'), value: row.place, wide: true },
          { label: t('enterprise.report.reporter'), value: row.reporter },
          { label: t('enterprise.field.phone'), value: row.phone },
          { label: t('enterprise.report.answer'), value: row.answer },
          {
            label: t('enterprise.column.name'),
            value: row.enterpriseId && (
              <Link to={`/enterprises/${row.enterpriseId}/dangers/${row.dangerId ?? ''}`}>{row.enterpriseName}</Link>
            ),
          },
        ]}
      />
      {row.state === 'open' && (
        <Space orientation="vertical" className="yf-wide">
          <Select
            className="yf-wide"
            aria-label={t('enterprise.report.choose')}
            placeholder={t('enterprise.report.choose')}
            showSearch={{ filterOption: false, onSearch: setSearch }}
            value={enterpriseId}
            onChange={setEnterpriseId}
            options={(found.data?.rows ?? []).map((r) => ({ value: r.enterpriseId, label: r.name }))}
          />
          <Input.TextArea
            aria-label={t('enterprise.report.answer')}
            placeholder={t('enterprise.report.answerHint')}
            rows={3}
            maxLength={500}
            value={answer}
            onChange={(e) => setAnswer(e.target.value)}
          />
          <Space>
            <Button
              type="primary"
              disabled={!enterpriseId}
              loading={place.isPending}
              onClick={() => give(enterpriseId)}
            >
              {t('enterprise.report.placeAction')}
            </Button>
            <Button disabled={!answer.trim()} loading={place.isPending} onClick={() => give(null)}>
              {t('enterprise.report.reject')}
            </Button>
          </Space>
        </Space>
      )}
    </>
  );
}
