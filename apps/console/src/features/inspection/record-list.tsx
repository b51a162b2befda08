import './inspection.css';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { exportRecords, listRecords, type RecordRow } from '@yufang/contract/inspection';
import { EXPLANATION_VERDICTS, INSPECTION_RESULTS, RECORD_MARKS } from '@yufang/domain';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useLiveRefresh } from '../../api/live.ts';
import { useWord, useWordOptions } from '../../i18n/use-word.ts';
import { useMe } from '../../shell/me.tsx';
import { type Column, Facts, type Filter, ListScreen, Section, TimeText } from '../../ui/index.ts';
import { MarkNames, MarkReasons } from './marks.tsx';
import type { RecordSearch } from './routes.tsx';

/** Records across one's duty, newest first; marked ones say so. */
export function RecordList() {
  const { t } = useTranslation();
  const word = useWord();
  const options = useWordOptions();
  const navigate = useNavigate();
  const me = useMe();
  const search: z.output<typeof RecordSearch> & { region?: string; row?: string } = useSearch({ strict: false });
  useLiveRefresh(['inspection_record.'], ['inspection']);
  const inside = me.scope.kind === 'enterprise';
  const { row: _, result, ...rest } = search;
  const query = { ...rest, ...(result && result.length > 0 ? { result: result.join(',') } : {}) };
  const open = (r: RecordRow) => void navigate({ to: `/enterprises/${r.enterpriseId}/records/${r.id}` });
  const choice = (name: 'marked' | 'explained') => ({
    kind: 'select' as const,
    name,
    label: t(`inspection.record.${name}`),
    options: [
      { value: 'true', label: t(`inspection.record.${name}Yes`) },
      { value: 'false', label: t(`inspection.record.${name}No`) },
    ],
  });

  const columns: Column<RecordRow>[] = [
    { key: 'claimed', title: t('inspection.record.claimed'), render: (_v, r) => <TimeText at={r.claimedAt} /> },
    {
      key: 'content',
      card: 'head',
      title: t('inspection.task.content'),
      render: (_v, r) => (
        <span className="yf-insp-name">
          <span className="yf-strong">{r.content}</span>
          <small className="yf-quiet">{r.unitName}</small>
        </span>
      ),
    },
    ...(inside
      ? []
      : [
          {
            key: 'enterprise',
            title: t('inspection.task.enterprise'),
            render: (_v: unknown, r: RecordRow) => r.enterpriseName,
          },
        ]),
    {
      key: 'result',
      title: t('inspection.record.result'),
      render: (_v, r) => (
        <span className={r.result === 'abnormal' ? 'yf-strong' : undefined}>{word('inspectionResult', r.result)}</span>
      ),
    },
    { key: 'person', title: t('inspection.record.person'), render: (_v, r) => r.personName ?? '–' },
    {
      key: 'photos',
      title: t('inspection.record.photos'),
      align: 'right',
      render: (_v, r) => (r.photos === 0 ? <span className="yf-quiet">0</span> : r.photos),
    },
    { key: 'marks', title: t('inspection.record.marks'), render: (_v, r) => <MarkNames marks={r.marks} /> },
    {
      key: 'explained',
      title: t('inspection.record.explained'),
      render: (_v, r) =>
        r.marks.length === 0
          ? '–'
          : r.judgement
            ? t(`inspection.record.verdict.${r.judgement}`)
            : t(r.explanation ? 'inspection.record.explainedYes' : 'inspection.record.explainedNo'),
    },
  ];
  const filters: Filter[] = [
    { kind: 'search', name: 'person', label: t('inspection.record.person') },
    {
      kind: 'select',
      name: 'result',
      label: t('inspection.record.result'),
      options: options('inspectionResult', INSPECTION_RESULTS),
      many: true,
    },
    choice('marked'),
    { kind: 'select', name: 'mark', label: t('inspection.record.mark'), options: options('recordMark', RECORD_MARKS) },
    choice('explained'),
    {
      kind: 'select',
      name: 'judgement',
      label: t('inspection.record.judgement'),
      options: (['waiting', ...EXPLANATION_VERDICTS] as const).map((value) => ({
        value,
        label: t(`inspection.record.verdict.${value}`),
      })),
    },
    { kind: 'days', from: 'from', to: 'to', label: t('inspection.record.days') },
  ];
  return (
    <ListScreen
      title={t('inspection.record.title')}
      lead={t('inspection.record.lead')}
      route={listRecords}
      input={() => ({ query })}
      columns={columns}
      rowKey={(r) => r.id}
      filters={filters}
      rowClass={(r) => (r.marks.length > 0 ? 'yf-insp-marked' : '')}
      panel={(row) => (
        <>
          <h2 className="yf-panel-title">{row.content}</h2>
          <Facts
            items={[
              { label: t('inspection.task.enterprise'), value: row.enterpriseName, wide: true },
              { label: t('inspection.task.unit'), value: row.unitName },
              { label: t('inspection.record.result'), value: word('inspectionResult', row.result) },
              { label: t('inspection.record.person'), value: row.personName },
              { label: t('inspection.record.claimed'), value: <TimeText at={row.claimedAt} /> },
              { label: t('inspection.record.received'), value: <TimeText at={row.receivedAt} /> },
              { label: t('inspection.record.photos'), value: row.photos },
              { label: t('inspection.record.note'), value: row.note, wide: true },
            ]}
          />
          {row.marks.length > 0 && (
            <Section title={t('inspection.record.why')}>
              <MarkReasons enterpriseId={row.enterpriseId} marks={row.marks} />
              {row.explanation && <p className="yf-insp-text">{row.explanation}</p>}
            </Section>
          )}
          <p className="yf-gap-above">
            <Button type="primary" onClick={() => open(row)}>
              {t('inspection.record.open')}
            </Button>
          </p>
        </>
      )}
      panelTitle={(row) => row.unitName}
      onOpen={open}
      exporting={{ route: exportRecords, input: { query: { ...query, lang: me.locale } } }}
      empty={{ title: t('inspection.record.empty'), text: t('inspection.record.emptyText') }}
    />
  );
}
