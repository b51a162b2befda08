import { useNavigate } from '@tanstack/react-router';
import { listMajorHazards, type MajorHazardRow } from '@yufang/contract/major-hazard';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Column, ListScreen, saysInvented } from '../../ui/index.ts';
import { LevelTag } from './level-tag.tsx';
import { RegisterSearch } from './routes.tsx';

const LEVELS = ['1', '2', '3', '4', 'none'] as const;

/** The units of the caller's area, gravest first; a row opens the enterprise's own page. */
export function RegisterPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const columns: Column<MajorHazardRow>[] = [
    { key: 'level', title: t('majorHazard.field.level'), card: 'mark', render: (_, r) => <LevelTag level={r.level} /> },
    { key: 'unit', title: t('majorHazard.field.unit'), card: 'head', render: (_, r) => <strong>{r.name}</strong> },
    {
      key: 'enterprise',
      title: t('majorHazard.field.enterprise'),
      render: (_, r) => (
        <>
          {r.enterpriseName} {r.invented && !saysInvented(r.enterpriseName) && <Tag>{t('enterprise.invented')}</Tag>}
        </>
      ),
    },
    { key: 'region', title: t('majorHazard.field.region'), render: (_, r) => r.countyName },
    { key: 'kind', title: t('majorHazard.field.kind'), render: (_, r) => t(`majorHazard.kindOf.${r.kind}`) },
    { key: 's', title: 'S', align: 'right', render: (_, r) => <span className="yf-figures">{r.s}</span> },
    { key: 'r', title: 'R', align: 'right', render: (_, r) => <span className="yf-figures">{r.r ?? '–'}</span> },
    {
      key: 'assessedOn',
      title: t('majorHazard.field.assessedOn'),
      render: (_, r) => (
        <span className="yf-inline">
          <span className="yf-figures">{r.assessedOn}</span>
          {r.unverified && <Tag>{t('majorHazard.unverified')}</Tag>}
        </span>
      ),
    },
  ];
  return (
    <ListScreen
      title={t('majorHazard.register')}
      lead={t('majorHazard.registerLead')}
      route={listMajorHazards}
      input={(s) => ({ query: { ...RegisterSearch.parse(s), region: s.region as string | undefined } })}
      columns={columns}
      rowKey={(r) => r.id}
      filters={[
        { kind: 'search', name: 'search' },
        {
          kind: 'select',
          name: 'level',
          label: t('majorHazard.field.level'),
          options: LEVELS.map((value) => ({ value, label: t(`majorHazard.levelOf.${value}`) })),
        },
      ]}
      onOpen={(r) => void navigate({ to: `/enterprises/${r.enterpriseId}/major-hazard-units` })}
      empty={{ text: t('majorHazard.registerEmpty') }}
    />
  );
}
