import { Link } from '@tanstack/react-router';
import { decideEnterpriseRequest, type EnterpriseRequestRow, listEnterpriseRequests } from '@yufang/contract';
import { Button, Input, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveRefresh } from '../../api/live.ts';
import { useCommand } from '../../api/use-api.ts';
import { useWord } from '../../i18n/use-word.ts';
import { type Column, Facts, ListScreen, StateTag, TimeText } from '../../ui/index.ts';
import { RequestSearch } from './routes.tsx';

const TONE = { open: 'waiting', approved: 'done', refused: 'void', withdrawn: 'void' } as const;

/** Registrations and changes that wait for the county. */
export function RequestQueue() {
  const { t } = useTranslation();
  const word = useWord();
  useLiveRefresh(['enterprise'], ['enterprise']);
  const columns: Column<EnterpriseRequestRow>[] = [
    { key: 'name', title: t('enterprise.column.name'), render: (_, r) => <strong>{r.enterpriseName}</strong> },
    { key: 'kind', title: t('enterprise.request.kind'), render: (_, r) => t(`enterprise.request.${r.kind}`) },
    { key: 'county', title: t('enterprise.field.county'), render: (_, r) => r.countyName ?? r.countyCode },
    { key: 'scale', title: t('enterprise.column.scale'), render: (_, r) => word('scale', r.scale) },
    { key: 'who', title: t('enterprise.request.applicant'), render: (_, r) => r.applicant },
    { key: 'at', title: t('enterprise.request.at'), render: (_, r) => <TimeText at={r.at} relative /> },
    {
      key: 'state',
      title: t('enterprise.column.status'),
      render: (_, r) => <StateTag tone={TONE[r.state]}>{t(`enterprise.request.state.${r.state}`)}</StateTag>,
    },
  ];
  const states = (['open', 'approved', 'refused', 'withdrawn'] as const).map((s) => ({
    value: s,
    label: t(`enterprise.request.state.${s}`),
  }));
  const kinds = (['registration', 'change'] as const).map((k) => ({ value: k, label: t(`enterprise.request.${k}`) }));
  return (
    <ListScreen
      title={t('enterprise.request.title')}
      lead={t('enterprise.request.lead')}
      route={listEnterpriseRequests}
      input={(s) => ({
        query: { ...RequestSearch.parse(s), ...(typeof s.region === 'string' ? { region: s.region } : {}) } as never,
      })}
      columns={columns}
      rowKey={(r) => r.id}
      filters={[
        { kind: 'search', name: 'search' },
        { kind: 'select', name: 'kind', label: t('enterprise.request.kind'), options: kinds },
        { kind: 'select', name: 'state', label: t('enterprise.column.status'), options: states },
      ]}
      panelTitle={(r) => r.enterpriseName}
      panel={(r, close) => <Decide row={r} close={close} />}
      empty={{ title: t('enterprise.request.empty'), text: t('enterprise.request.emptyText') }}
    />
  );
}

function Decide({ row, close }: { row: EnterpriseRequestRow; close: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const decide = useCommand(decideEnterpriseRequest, {
    stale: ['enterprise', 'archive', 'overview'],
    done: t('enterprise.request.decided'),
    onDone: close,
  });
  const give = (approve: boolean) =>
    decide.mutate({
      params: { enterpriseId: row.enterpriseId, id: row.id },
      body: { approve, reason, version: row.version },
    });
  const show = (v: unknown) =>
    v === null || v === undefined || v === '' ? '–' : Array.isArray(v) ? v.join('、') : String(v);
  return (
    <>
      <p>
        <Link to={`/enterprises/${row.enterpriseId}`}>{t('enterprise.request.open')}</Link>
      </p>
      <Facts
        items={Object.entries(row.after)
          .filter(([, v]) => v !== null && v !== undefined && v !== '')
          .map(([key, v]) => ({
            label: t([`enterprise.particular.${key}`, key]),
            value: row.kind === 'change' ? `${show(row.before[key])} → ${show(v)}` : show(v),
          }))}
      />
      <Facts
        items={[
          { label: t('enterprise.request.applicant'), value: row.applicant },
          { label: t('enterprise.field.phone'), value: row.applicantPhone },
          { label: t('enterprise.request.decidedBy'), value: row.decidedBy },
          { label: t('enterprise.request.reason'), value: row.reason },
        ]}
      />
      {row.state === 'open' && (
        <>
          <Input.TextArea
            className="yf-gap-below"
            aria-label={t('enterprise.request.reason')}
            placeholder={t('enterprise.request.reasonHint')}
            maxLength={500}
            rows={3}
            value={reason}
            onChange={(e) => setReason(e.target.value)}
          />
          <Space>
            <Button type="primary" loading={decide.isPending} onClick={() => give(true)}>
              {t('enterprise.request.approve')}
            </Button>
            <Button loading={decide.isPending} disabled={!reason.trim()} onClick={() => give(false)}>
              {t('enterprise.request.refuse')}
            </Button>
          </Space>
        </>
      )}
    </>
  );
}
