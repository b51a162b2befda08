import './risk.css';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { bulkRisks, exportRisks, listRisks } from '@yufang/contract/risk';
import type { RiskRow } from '@yufang/contract/risk-rows';
import { listDutyPosts } from '@yufang/contract/risk-work';
import { REVIEW_STATES, RISK_GRADES, RISK_OBJECT_KINDS, TIERS, WORKSHEETS } from '@yufang/domain';
import { Button, Segmented } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useLiveRefresh } from '../../api/live.ts';
import { useApi } from '../../api/use-api.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { useWord, useWordOptions } from '../../i18n/use-word.ts';
import { useMay } from '../../shell/me.tsx';
import { type Column, ExportButton, type Filter, GradeTag, ListScreen, StateTag } from '../../ui/index.ts';
import { BulkBar } from './bulk-bar.tsx';
import { useEnterpriseId } from './place.tsx';
import { RiskPanel } from './risk-panel.tsx';
import type { RiskSearch } from './routes.tsx';

/** A draft is open work, a submitted sheet waits for somebody, an approved one is done. */
export const REVIEW_TONE = {
  draft: 'open',
  submitted: 'waiting',
  reviewed: 'waiting',
  approved: 'done',
  returned: 'open',
} as const;

type Search = z.output<typeof RiskSearch> & { region?: string };

/** The register: every risk within one's duty, gravest first. */
export function RiskList() {
  const { t } = useTranslation();
  return (
    <RiskTable
      title={t('risk.list.title')}
      lead={t('risk.list.lead')}
      preset={{}}
      adding
      above={<ViewSwitch at="list" />}
    />
  );
}

/** List or tree, for the register of one enterprise. */
export function ViewSwitch({ at }: { at: 'list' | 'tree' }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const enterpriseId = useEnterpriseId();
  if (!enterpriseId) return null;
  const go = (to: string) =>
    void navigate({
      to,
      search: (old: Record<string, unknown>) => ({ enterpriseId: old.enterpriseId, region: old.region }),
    });
  return (
    <div className="yf-gap-below">
      <Segmented
        aria-label={t('risk.list.view')}
        value={at}
        options={[
          { value: 'list', label: t('risk.list.asList') },
          { value: 'tree', label: t('risk.list.asTree') },
        ]}
        onChange={(v) => go(v === 'tree' ? '/risks/tree' : '/risks')}
      />
    </div>
  );
}

/** The register's table with its filters, panel and bulk commands; the review queue is the same with a state preset. */
export function RiskTable({
  title,
  lead,
  preset,
  above,
  adding,
}: {
  title: string;
  lead: string;
  preset: Partial<Search>;
  above?: ReactNode;
  /** With the way to a new risk. */
  adding?: boolean;
}) {
  const { t } = useTranslation();
  const word = useWord();
  const options = useWordOptions();
  const navigate = useNavigate();
  const may = useMay();
  const given: Search = useSearch({ strict: false });
  const search = { ...preset, ...given };
  const enterpriseId = useEnterpriseId();
  useLiveRefresh(['risk', 'control_measure', 'hidden_danger.'], ['risk']);
  const posts = useApi(
    listDutyPosts,
    { params: { enterpriseId: enterpriseId ?? '' } },
    { enabled: enterpriseId !== null },
  );
  const { region, ...rest } = search;
  const query = { ...rest, ...(region ? { region } : {}) };
  const grades = [...options('gradeRisk', RISK_GRADES), { value: 'none', label: t('risk.grade.none') }];
  const filters: Filter[] = [
    { kind: 'search', name: 'search' },
    { kind: 'select', name: 'liveGrade', label: t('risk.field.liveGrade'), options: grades },
    { kind: 'select', name: 'grade', label: t('risk.field.grade'), options: grades },
    { kind: 'select', name: 'kind', label: t('risk.field.kind'), options: options('objectKind', RISK_OBJECT_KINDS) },
    { kind: 'select', name: 'worksheet', label: t('risk.field.worksheet'), options: options('worksheet', WORKSHEETS) },
    { kind: 'select', name: 'tier', label: t('risk.field.tier'), options: options('tier', TIERS) },
    {
      kind: 'select',
      name: 'reviewState',
      label: t('risk.field.review'),
      options: options('reviewState', REVIEW_STATES),
    },
    {
      kind: 'select',
      name: 'lacks',
      label: t('risk.field.lacks'),
      options: (['item', 'post', 'measure', 'grade', 'control'] as const).map((v) => ({
        value: v,
        label: t(`risk.lacks.${v}`),
      })),
    },
    {
      kind: 'select',
      name: 'due',
      label: t('risk.field.due'),
      options: (['overdue', 'soon'] as const).map((v) => ({ value: v, label: t(`risk.due.${v}`) })),
    },
    ...(enterpriseId && posts.data
      ? [
          {
            kind: 'select' as const,
            name: 'postId',
            label: t('risk.field.post'),
            options: posts.data.posts.map((p) => ({ value: p.id, label: p.name })),
          },
        ]
      : []),
    { kind: 'select', name: 'state', label: t('risk.field.state'), options: options('rowState', ['withdrawn']) },
    ...(enterpriseId
      ? [
          {
            kind: 'select' as const,
            name: 'sort',
            label: t('risk.field.sort'),
            options: (['live', 'review', 'name'] as const).map((v) => ({ value: v, label: t(`risk.sort.${v}`) })),
          },
        ]
      : []),
  ];
  const columns: Column<RiskRow>[] = [
    {
      key: 'live',
      card: 'mark',
      title: t('risk.field.liveGrade'),
      width: 110,
      render: (_, r) => <GradeTag grade={r.liveGrade} />,
    },
    {
      key: 'name',
      card: 'head',
      title: t('risk.field.event'),
      render: (_, r) => (
        <span className="yf-risk-name">
          <strong>{r.name}</strong>
          <span className="yf-quiet">
            {r.objectName} / {r.unitName}
            {r.unitStopped && ` · ${t('risk.unit.stopped')}`}
          </span>
        </span>
      ),
    },
    ...(enterpriseId
      ? []
      : [
          {
            key: 'enterprise',
            title: t('risk.field.enterprise'),
            render: (_: unknown, r: RiskRow) => <Link to={`/enterprises/${r.enterpriseId}`}>{r.enterpriseName}</Link>,
          },
        ]),
    { key: 'assessed', title: t('risk.field.grade'), render: (_, r) => <GradeTag grade={r.grade} bare /> },
    {
      key: 'product',
      title: t('risk.field.product'),
      align: 'right',
      render: (_, r) => (r.product === null ? '–' : `${r.method} ${r.product}`),
    },
    { key: 'tier', title: t('risk.field.tier'), render: (_, r) => word('tier', r.tier) || '–' },
    {
      key: 'control',
      title: t('risk.field.control'),
      align: 'right',
      render: (_, r) => (
        <span
          className="yf-figures"
          title={t('risk.list.controlHint', { posts: r.measuresWithPost, items: r.measuresWithItem, all: r.measures })}
        >
          {r.measuresWithPost}/{r.measuresWithItem}/{r.measures}
        </span>
      ),
    },
    {
      key: 'review',
      title: t('risk.field.review'),
      render: (_, r) => <StateTag tone={REVIEW_TONE[r.reviewState]}>{word('reviewState', r.reviewState)}</StateTag>,
    },
    { key: 'next', title: t('risk.field.nextReview'), render: (_, r) => r.nextReviewOn ?? '–' },
  ];
  return (
    <ListScreen
      title={title}
      lead={lead}
      above={above}
      route={listRisks}
      input={() => ({ query })}
      columns={columns}
      rowKey={(r) => r.id}
      filters={filters}
      panel={(r) => <RiskPanel row={r} />}
      panelTitle={(r) => r.name}
      onOpen={(r) => void navigate({ to: `/enterprises/${r.enterpriseId}/risks/${r.id}` })}
      exporting={{ route: exportRisks, input: { query: { ...query, lang: currentLanguage() } } }}
      {...(enterpriseId && may(bulkRisks)
        ? {
            bulk: (rows: readonly RiskRow[], clear: () => void) => (
              <BulkBar enterpriseId={enterpriseId} rows={rows} clear={clear} />
            ),
          }
        : {})}
      actions={
        <>
          {enterpriseId && (
            <ExportButton
              route={exportRisks}
              label={t('risk.list.exportForm')}
              input={{ query: { enterpriseId, form: 'template', lang: currentLanguage() } }}
            />
          )}
          {adding && enterpriseId && may(bulkRisks) && (
            <Button
              type="primary"
              onClick={() =>
                void navigate({
                  to: '/risks/tree',
                  search: (o: Record<string, unknown>) => ({ enterpriseId: o.enterpriseId }),
                })
              }
            >
              {t('risk.list.add')}
            </Button>
          )}
        </>
      }
      empty={{ title: t('risk.list.empty'), text: t('risk.list.emptyHint') }}
    />
  );
}
